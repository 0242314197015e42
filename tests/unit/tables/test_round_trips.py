"""Claims about any table: what is written comes back equal, whoever wrote it, and no bytes make the reader fall."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file

bounded = settings(deadline=None, max_examples=40, derandomize=True)
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))
TIMES = st.builds(datetime.combine, DAYS, st.times().map(lambda t: t.replace(microsecond=0)))
LETTERS = "abcdefghijklmnopqrstuvwxyz ABCDEFG,;'\"()éñ"


@dataclass(frozen=True)
class Kind:
    """Values of one type: what is drawn, one that leaves no doubt how the column is written, and how the table has it."""

    type: str
    values: st.SearchStrategy[object]
    telling: object
    plain: Callable[[object], str] = str


KINDS = [
    Kind("integer", st.integers(-(10**14), 10**14), 1_234_567),
    Kind("number", st.decimals(-(10**9), 10**9, places=3).filter(bool), Decimal("1234567.125")),
    Kind("date", DAYS, date(2024, 12, 31)),
    Kind("timestamp", TIMES, datetime(2024, 12, 31, 8, 30)),
    Kind("boolean", st.booleans(), True, lambda value: "true" if value else "false"),
    Kind("text", st.text(LETTERS, max_size=20).map(lambda text: f"x{text}".strip()), "kata"),
    Kind(
        "code", st.tuples(*[st.integers(0, 99)] * 3).map(lambda t: "{:02}.{:02}.{:02}".format(*t)), "64.01.01"
    ),
]


@dataclass(frozen=True)
class Table:
    """Columns of one kind each, behind one that numbers the rows."""

    kinds: list[Kind]
    rows: list[list[object]]

    @property
    def header(self) -> list[str]:
        return ["Uraian", *(f"Kolom {kind.type} {n}" for n, kind in enumerate(self.kinds))]

    def cells(self, write: Callable[[object], object]) -> list[list[object]]:
        return [self.header, *[[f"baris {n}", *map(write, row)] for n, row in enumerate(self.rows)]]

    def expected(self) -> list[list[str]]:
        def plain(kind: Kind, value: object) -> str:
            return "" if value is None else kind.plain(value)

        return [[f"baris {n}", *map(plain, self.kinds, row)] for n, row in enumerate(self.rows)]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    rows = draw(st.lists(st.tuples(*(kind.values | st.none() for kind in kinds)).map(list), max_size=8))
    rows.insert(draw(st.integers(0, len(rows))), [kind.telling for kind in kinds])
    return Table(kinds, rows)


def indonesian(value: object) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, (int, Decimal)):
        return format_decimal(value, "#,##0.###", locale="id")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else machine(value)


def english(value: object) -> str:
    number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return format_decimal(value, "#,##0.###", locale="en") if number else machine(value)


def machine(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def read(path: Path, large: int = 1 << 40) -> tuple[list[str], list[list[str]]]:
    opened = read_file(path, None, path.parent, large)
    with (path.parent / "rows").open("w+b") as out:
        opened.write(out.fileno())
        out.seek(0)
        rows = [row[1:] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]
    return [column.type for column in opened.reading.columns], rows


def equal(table: Table, found: tuple[list[str], list[list[str]]]) -> bool:
    """Types are the same, numbers the same numbers, all else the same text."""
    types, rows = found
    numbers = {n for n, kind in enumerate(table.kinds, 1) if kind.type == "number"}

    def value(n: int, text: str) -> object:
        return Decimal(text) if n in numbers and text else text

    shown, expected = (
        [[value(n, c) for n, c in enumerate(row)] for row in r] for r in (rows, table.expected())
    )
    return types == ["text", *(kind.type for kind in table.kinds)] and shown == expected


@pytest.mark.parametrize(
    ("write", "separator"),
    [(indonesian, ";"), (indonesian, "\t"), (english, ","), (machine, ","), (machine, "|")],
    ids=["id-ID", "id-ID with tabs", "en", "machine", "machine with bars"],
)
@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
@bounded
@given(table=tables())
def test_any_table_written_as_text_comes_back_equal(write, separator, large, table):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator).writerows(table.cells(write))
        assert equal(table, read(path, large))


def native(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def as_xlsx(rows: list[list[object]], path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet("Data")
        looks = {date: workbook.add_format({"num_format": "dd/mm/yyyy"})}
        looks[datetime] = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        for n, row in enumerate(rows):
            for i, cell in enumerate(row):
                if type(cell) in looks:
                    page.write_datetime(n, i, cell, looks[type(cell)])
                elif isinstance(cell, str):
                    page.write_string(n, i, cell)
                elif cell is not None:
                    page.write(n, i, cell)


def as_xls(rows: list[list[object]], path: Path) -> None:
    workbook = xlwt.Workbook()
    page = workbook.add_sheet("Data")
    looks = {
        date: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM:SS"),
    }
    for n, row in enumerate(rows):
        for i, cell in enumerate(row):
            if cell is not None:
                page.write(n, i, cell, *([looks[type(cell)]] if type(cell) in looks else []))
    workbook.save(str(path))


@pytest.mark.parametrize("write", [as_xlsx, as_xls])
@bounded
@given(table=tables())
def test_any_table_written_as_a_workbook_comes_back_equal(write, table):
    with tempfile.TemporaryDirectory() as folder:
        write(table.cells(native), Path(folder, "file"))
        assert equal(table, read(Path(folder, "file")))


@bounded
@given(table=tables())
def test_any_table_written_as_an_ods_comes_back_equal(write_ods, table):
    with tempfile.TemporaryDirectory() as folder:
        write_ods(Path(folder, "file"), {"Data": table.cells(native)})
        assert equal(table, read(Path(folder, "file")))


def plain_json(value: object) -> object:
    return str(value) if isinstance(value, date) else native(value)


@bounded
@given(table=tables())
def test_the_properties_of_any_features_come_back_equal(table):
    header, *rows = table.cells(plain_json)
    features = [
        {"type": "Feature", "geometry": None, "properties": dict(zip(header, row, strict=True))}
        for row in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        assert equal(table, read(path))


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).map(lambda word: f"q{word}")


@bounded
@given(
    st.integers(2, 12).flatmap(
        lambda width: st.tuples(
            st.lists(WORDS, min_size=width, max_size=width, unique=True),
            st.lists(
                st.tuples(WORDS, *[st.integers(0, 10**6).map(str) | WORDS] * (width - 1)),
                min_size=1,
                max_size=80,
            ),
        )
    )
)
def test_no_row_of_a_clean_table_is_taken_for_its_header_or_its_notes(table):
    header, rows = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        assert read(path)[1] == [list(row) for row in rows]


def book(write: Callable[[list[list[object]], Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write(
            [["Desa", "KK", "Mulai"], ["Contoh", 5, datetime.combine(date(2024, 1, 2), time(8))]],
            Path(folder, "file"),
        )
        return Path(folder, "file").read_bytes()


BOOKS = [book(as_xlsx), book(as_xls)]
BEGINNINGS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"sep=;\r\n",
    b'a;b\n"',
]
ANY = st.tuples(st.sampled_from(BEGINNINGS), st.binary(max_size=400)).map(b"".join)


@st.composite
def broken_books(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(BOOKS)))
    for _ in range(draw(st.integers(1, 8))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(1, len(content)))]) if draw(st.booleans()) else bytes(content)


def ends(content: bytes, large: int) -> None:
    """Read what these bytes are, and look for personal data; they may be refused."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as out:
        Path(folder, "file").write_bytes(content)
        with contextlib.suppress(ProblemError):
            opened = read_file(Path(folder, "file"), None, Path(folder), large)
            opened.scan()
            opened.write(out.fileno())


@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
@settings(bounded, max_examples=150)
@given(content=ANY)
def test_any_bytes_are_a_table_or_a_problem(large, content):
    ends(content, large)


@settings(bounded, max_examples=150)
@given(content=broken_books())
def test_a_workbook_with_broken_bytes_is_a_table_or_a_problem(content):
    ends(content, 1 << 40)
