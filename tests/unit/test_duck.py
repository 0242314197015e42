"""Claims about DuckDB as every room opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.paser import duck


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("threads", 2),
        ("memory_limit", "95.3 MiB"),
        ("autoinstall_known_extensions", False),
        ("autoload_known_extensions", False),
        ("preserve_insertion_order", True),
        ("enable_progress_bar", False),
    ],
)
def test_it_keeps_to_its_memory_fetches_nothing_and_prints_nothing(tmp_path, setting, value):
    with duck.connect(tmp_path, "100MB", threads=2) as connection:
        assert connection.execute(f"SELECT current_setting('{setting}')").fetchone() == (value,)


def test_what_does_not_fit_goes_to_the_folder_of_whoever_asked(tmp_path):
    with duck.connect(tmp_path, "100MB") as connection:
        told = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    assert told == (str(tmp_path),)


def rows(path: Path, *names: str, **options: str | int) -> list[tuple[str | None, ...]]:
    with duck.connect(path.parent, "100MB") as connection:
        return connection.execute(
            f"SELECT * FROM {duck.read_csv(path, names, 1 << 20, **options)}"
        ).fetchall()


def test_every_value_is_the_text_that_is_written(tmp_path):
    path = tmp_path / "it's.csv"
    path.write_text('64.01.01,007,"a ""b"",\nc"\n2025-01-02,,true\n')
    assert rows(path, "a", "b", "it's") == [
        ("64.01.01", "007", 'a "b",\nc'),
        ("2025-01-02", None, "true"),
    ]


def test_a_file_that_is_written_otherwise_is_read_as_it_is_said_to_be(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text('judul\r\na;""\r\n')
    said = {"skip": 1, "delim": ";", "new_line": r"\r\n", "nullstr": "", "allow_quoted_nulls": False}
    assert rows(path, "a", "b", **said) == [("a", "")]


def test_a_name_with_quotes_stays_one_name(tmp_path):
    name = 'a"b'
    with duck.connect(tmp_path, "100MB") as connection:
        found = connection.execute(f"SELECT 1 AS {duck.identifier(name)}").description
    assert [column[0] for column in found or ()] == [name]
