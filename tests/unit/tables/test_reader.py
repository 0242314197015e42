"""Claims about the process that opens files."""

from __future__ import annotations

import os
import signal
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import reader
from ckanext.paser.tables.reading.child import LARGE
from ckanext.paser.tables.reading.reader import open_table, reading_process


def csv(folder: Path, rows: int) -> Path:
    path = folder / "file.csv"
    path.write_text("nama,nilai\n" + "Kuaro,5\n" * rows, encoding="utf-8")
    return path


def test_rows_come_with_their_numbers_and_missing_values_empty(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text('nama;nilai\n"a,b";1,5\nc;-\n', encoding="utf-8")
    with open_table(path) as opened:
        assert b"".join(opened.chunks()) == b'1,"a,b",1.5\n2,c,\n'


@pytest.mark.parametrize("rows", [10, 600_000], ids=["small", "large"])
def test_all_rows_come_whatever_the_size(rows, tmp_path):
    with open_table(csv(tmp_path, rows)) as opened:
        assert opened.reading.rows == rows
        assert b"".join(opened.chunks()).count(b"\n") == rows


def test_a_long_cell_at_the_start_of_a_file_is_read(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(f"no;uraian\n1;{'panjang ' * 40_000}\n", encoding="utf-8")
    with open_table(path) as opened:
        assert len(b"".join(opened.chunks())) > 300_000


def test_a_large_file_of_nearly_a_thousand_columns_is_read(tmp_path):
    path = tmp_path / "file.csv"
    row = ",".join("12" for _ in range(900))
    path.write_text(f"{','.join(f'k{i}' for i in range(900))}\n" + f"{row}\n" * 2000, encoding="utf-8")
    assert path.stat().st_size > LARGE
    with open_table(path) as opened:
        assert (len(opened.reading.columns), opened.reading.rows) == (900, 2000)
        assert b"".join(opened.chunks()).count(b"\n") == 2000


def test_a_large_file_of_long_cells_is_read(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("no;bentuk\n" + f"1;{'titik ' * 40_000}\n" * 100, encoding="utf-8")
    with open_table(path) as opened:
        assert opened.reading.rows == 100
        assert len(b"".join(opened.chunks())) > 23_000_000


def test_a_file_whose_rows_take_more_memory_than_is_allowed_is_told(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("no;bentuk\n" + f"1;{'titik ' * 800_000}\n" * 40, encoding="utf-8")
    assert problem_of_rows(path) == "too_large"


def test_a_caller_who_stops_early_leaves_no_process(tmp_path):
    with open_table(csv(tmp_path, 600_000)) as opened:
        next(opened.chunks())
        process = opened._process
    assert process.returncode is not None


def test_a_workbook_with_a_cell_in_its_last_corner_ends_its_process_alone(tmp_path):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")
    assert problem(path) == "too_large"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "file.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (200 << 20))
    assert path.stat().st_size < 1 << 20
    assert problem(path) == "inflated"


def test_a_file_that_takes_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "SECONDS", 0.01)
    assert problem(csv(tmp_path, 10)) == "too_slow"


def test_a_process_that_the_server_killed_is_no_slow_file(tmp_path):
    with pytest.raises(ProblemError) as caught, open_table(csv(tmp_path, 600_000)) as opened:  # noqa: PT012 - opening is part of the claim
        os.kill(opened._process.pid, signal.SIGKILL)
        list(opened.chunks())
    assert caught.value.problem.code == "no_memory"


def test_a_process_that_ends_for_no_known_reason_is_told(tmp_path):
    assert problem(tmp_path / "not-there.csv") == "unreadable"


def test_a_file_that_was_refused_before_it_was_asked_for_is_told_like_any_other(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n1,\0\n" * 10)
    with reading_process(path) as process:
        process.start()
        wait_until_ended(process)
        with pytest.raises(ProblemError) as caught:
            process.open()
    assert caught.value.problem.code == problem(path)


def wait_until_ended(process: reader.ReadingProcess) -> None:
    assert process._process
    os.waitid(os.P_PID, process._process.pid, os.WEXITED | os.WNOWAIT)


def test_rows_that_end_early_are_an_error(tmp_path):
    with pytest.raises(ProblemError), open_table(csv(tmp_path, 600_000)) as opened:  # noqa: PT012 - opening is part of the claim
        os.kill(opened._process.pid, 9)
        list(opened.chunks())


def problem_of_rows(path: Path) -> str:
    with pytest.raises(ProblemError) as caught, open_table(path) as opened:  # noqa: PT012 - opening is part of it
        list(opened.chunks())
    return caught.value.problem.code


def problem(path: Path) -> str:
    with pytest.raises(ProblemError) as caught, open_table(path):
        pass
    return caught.value.problem.code
