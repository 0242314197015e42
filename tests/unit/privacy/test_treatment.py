"""Claims about decisions: which findings they answer, and what they do to a table. Invented people (DATA CONTOH)."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import Decision, Treatment, asked_columns, open_findings, together
from ckanext.paser.privacy.scanning.treated import treated
from ckanext.paser.tables.reading.child import say_where_not_what
from ckanext.paser.tables.reading.reader import open_table
from ckanext.paser.tables.rules.table import Column, Reading

NIK = Finding("nik", "", "NIK", ("nik",), ("B2",), 3, "hold")
BIRTH = Finding("nama_lahir", "", "Nama", ("nama", "tgl_lahir"), ("A2",), 3, "hold")
SMALL = Finding("sel_kecil", "", "Kasus", ("kasus",), ("C2",), 1, "hold")
COMMENT = Finding("nik", "", "comments", (), (), 1, "hold")
TOLD = Finding("nip", "", "NIP", ("nip",), ("D2",), 1, "warn")


@pytest.mark.parametrize(
    ("decisions", "left"),
    [
        ([], [NIK, BIRTH, SMALL, COMMENT]),
        ([("drop_column", ["nik"])], [BIRTH, SMALL]),
        ([("mask", ["nik", "tgl_lahir"])], [SMALL]),
        ([("mask", ["kasus"])], [NIK, BIRTH, SMALL]),
        ([("mask", ["nik"]), ("drop_column", ["nama"]), ("suppress_small", ["kasus"])], []),
        ([("suppress_small", ["nik"])], [NIK, BIRTH, SMALL]),
        ([("override", [])], []),
    ],
)
def test_a_decision_answers_the_findings_of_its_columns(decisions, left):
    assert open_findings([NIK, BIRTH, SMALL, COMMENT, TOLD], together(decisions)) == left


def test_a_column_that_the_dictionary_closes_is_answered_and_no_other():
    assert open_findings([NIK, BIRTH, SMALL], together([], closed=["nik"])) == [BIRTH, SMALL]


@pytest.mark.parametrize(
    ("decision", "columns"),
    [
        (Decision.DROP, ["nik", "nama", "kasus"]),
        (Decision.MASK, ["nik", "nama"]),
        (Decision.SUPPRESS, ["kasus"]),
    ],
)
def test_a_decision_without_columns_is_about_all_that_hold(decision, columns):
    assert asked_columns(decision, [NIK, BIRTH, SMALL, COMMENT, TOLD]) == columns


HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "HP", "lat", "Desa", "Penderita HIV"]
ROW = ["6401015708900001", "Contoh Warga", "17/08/1990", "081234567890", "-1.901234", "Contoh", "3"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADER, ROW, [*ROW[:-1], "12"]])
    return path


def public(file, treatment: Treatment) -> tuple[list[str], list[list[str]]]:
    with open_table(file, treatment=treatment) as opened:
        rows = csv.reader(b"".join(opened.chunks()).decode().splitlines())
        return [column.id for column in opened.reading.columns], list(rows)


def test_columns_are_left_out_masked_and_small_cells_emptied(file):
    treatment = Treatment(
        True,
        drop=("desa",),
        mask=("nik", "nama_lengkap", "tgl_lahir", "hp", "lat"),
        suppress=("penderita_hiv",),
    )
    masked = ["6401•••", "C••• W•••", "1990", "0812•••", "-1.90"]
    assert public(file, treatment) == (
        ["nik", "nama_lengkap", "tgl_lahir", "hp", "lat", "penderita_hiv"],
        [["1", *masked, ""], ["2", *masked, "12"]],
    )


def test_a_very_long_value_beside_them_stays_whole(tmp_path):
    text = "panjang " * 50_000
    reading = Reading((Column("nik", "NIK", "code"), Column("uraian", "Uraian", "text")), 1)
    line = f'1,{ROW[0]},"{text}"\n'.encode()
    treatment = Treatment(True, drop=("nik",))
    csv.field_size_limit(1 << 17)  # Python's own, which another reader may have raised
    changed, write = treated(reading, lambda fd: os.write(fd, line), treatment, [NIK], tmp_path)
    with (tmp_path / "out").open("wb") as out:
        write(out.fileno())
    assert [column.id for column in changed.columns] == ["uraian"]
    assert (tmp_path / "out").read_text() == f"1,{text}\n"


def test_an_override_sets_other_decisions_aside(file):
    decided = together([("drop_column", ["desa"]), ("override", [])])
    assert decided.opens
    assert public(file, decided) == public(file, Treatment())


@pytest.mark.parametrize("decisions", [[], [("mask", ["nik"])], [("override", [])]])
def test_columns_that_the_dictionary_closes_are_in_no_table_and_close_the_file(file, decisions):
    decided = together(decisions, closed=["desa"])
    assert decided.decided
    assert not decided.opens
    columns, rows = public(file, decided)
    assert "desa" not in columns
    assert {len(row) for row in rows} == {len(columns) + 1}  # each is led by its number


def test_a_fall_of_the_reading_process_quotes_no_row(capfd):
    try:
        raise ValueError(f"Original line: {ROW[0]}")
    except ValueError as error:
        say_where_not_what(ValueError, error, error.__traceback__)
    said = capfd.readouterr().err
    assert "ValueError" in said
    assert "test_treatment.py" in said
    assert ROW[0] not in said.replace("ROW[0]", "")


def test_the_reading_process_says_where_and_never_what(file):
    folder = str(file.parent)
    request = {
        "path": str(file),
        "sheet": None,
        "folder": folder,
        "filename": "",
        "treatment": Treatment().as_dict(),
        "choices": {},
        "last": {},
        "long": False,
    }
    command = [sys.executable, "-m", "ckanext.paser.tables.reading.child"]
    ended = subprocess.run(command, input=json.dumps(request).encode(), capture_output=True, check=True)
    said = ended.stdout.splitlines()[0].decode() + ended.stderr.decode()
    assert '"kind": "nik"' in said
    assert [value for value in ROW[:5] if value in said] == []
