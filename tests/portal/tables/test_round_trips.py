"""Any table that is written, loaded and read back through CKAN's own API is the same table."""

from __future__ import annotations

import csv
import io
import random
import string
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from babel.numbers import format_decimal

from ckan.tests.helpers import call_action

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

Row = list[Any]
FIRST = datetime(1999, 1, 1)
KINDS: dict[str, Callable[[random.Random], Any]] = {
    "bilangan": lambda chance: chance.randint(-(10**12), 10**12),
    "desimal": lambda chance: Decimal(chance.randint(-(10**11), 10**11)).scaleb(-3),
    "tanggal": lambda chance: (FIRST + timedelta(days=chance.randrange(20_000))).date(),
    "waktu": lambda chance: FIRST + timedelta(seconds=chance.randrange(10**9)),
    "kode": lambda chance: "64.{:02}.{:02}".format(*(chance.randrange(100) for _ in range(2))),
    "benar": lambda chance: bool(chance.randrange(2)),
    "teks": lambda chance: "x" + "".join(chance.choices(string.ascii_letters + "é,;'\"()-", k=12)),
}
TELLING = [
    1_234_567,
    Decimal("1234567.125"),
    date(2024, 12, 31),
    datetime(2024, 12, 31, 8, 30),
    "64.01.01",
    True,
    "kata",
]
"""A row that leaves no doubt how each column is written."""


def drawn(seed: int) -> list[Row]:
    chance = random.Random(seed)  # noqa: S311 - figures to load, not secrets
    rows = [[None if not chance.randrange(6) else draw(chance) for draw in KINDS.values()] for _ in range(30)]
    return [TELLING, *rows]


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        [["nama", *KINDS], *([f"baris {n}", *map(indonesian, row)] for n, row in enumerate(rows))]
    )
    return out.getvalue().encode("utf-8-sig")


def indonesian(value: Any) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, (int, Decimal)):
        return format_decimal(value, "#,##0.###", locale="id")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or "-"


def as_xlsx(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day, moment = (
            book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss")
        )
        sheet.write_row(0, 0, ["nama", *KINDS])
        for n, row in enumerate(rows):
            sheet.write(n + 1, 0, f"baris {n}")
            for place, value in enumerate(row, 1):
                if isinstance(value, date):
                    form = moment if isinstance(value, datetime) else day
                    sheet.write_datetime(n + 1, place, value, form)
                elif isinstance(value, str):
                    sheet.write_string(n + 1, place, value)
                elif value is not None:
                    sheet.write(n + 1, place, value)
    return out.getvalue()


def plain(value: Any) -> Any:
    """A value as CKAN's API has it in JSON."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Decimal(str(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    ("write", "filename"), [(as_csv, "tabel.csv"), (as_xlsx, "tabel.xlsx")], ids=["csv", "xlsx"]
)
def test_what_is_written_comes_back_equal(load, write, filename, seed):
    rows = drawn(seed)
    resource_id, _ = load(write(rows), filename)
    found = call_action("datastore_search", resource_id=resource_id, sort="_id")["records"]
    assert [
        [plain(record[name]) if name in ("bilangan", "desimal") else record[name] for name in KINDS]
        for record in found
    ] == [[plain(value) for value in row] for row in rows]
    assert [record["nama"] for record in found] == [f"baris {n}" for n in range(len(rows))]


@pytest.mark.parametrize("odd", ["kata", "C:\\tmp\\new", "\\.", "\\N", '"kata" satu', "Ünïcode"])
def test_a_large_file_of_figures_comes_back_equal_whatever_one_of_its_cells_holds(load, datastore_sql, odd):
    rows = [(f"baris {n} {'x' * 40}", n, f"kata {n}" if n % 5 else None) for n in range(80_000)]
    rows.insert(70_000, ("baris", -1, odd))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("nama", "nilai", "ket"), *rows])
    resource_id, _ = load(out.getvalue())
    assert datastore_sql(f'SELECT nama, nilai, ket FROM "{resource_id}" ORDER BY _id') == rows
