"""The table that loading is measured with (DATA CONTOH, always the same): as CSV, as XLSX, and what it must hold."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import xlsxwriter
from psycopg import sql
from typing_extensions import LiteralString

COLUMNS: dict[str, LiteralString] = {
    "nomor": "int8",
    "kode_wilayah": "text",
    "kecamatan": "text",
    "tanggal": "date",
    "komoditas": "text",
    "jumlah": "int8",
    "harga": "numeric",
    "persentase": "numeric",
    "petugas": "text",
    "keterangan": "text",
}
PLACES = [(f"64.01.{number:02}", name) for number, name in enumerate(
    ["Batu Sopang", "Tanjung Harapan", "Paser Belengkong", "Tanah Grogot", "Kuaro", "Long Ikis",
     "Muara Komam", "Long Kali", "Batu Engau", "Muara Samu"], 1)]  # fmt: skip
GOODS = ["beras", "jagung", "cabai merah", "bawang merah", "minyak goreng", "kelapa sawit", "ikan layang"]
REMARKS = ["", "sesuai catatan lapangan", "diperbaiki pada pemeriksaan kedua", "menunggu pengesahan"]


@dataclass(frozen=True)
class Sample:
    """A file, and what a correct read of its table finds."""

    path: Path
    rows: int
    expected: tuple[int, Decimal, str, date]

    @property
    def size(self) -> str:
        return f"{self.rows:,} rows x {len(COLUMNS)} columns"


def make_csv(path: Path, rows: int) -> Sample:
    """Write the file, and work out what its table must hold."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        return Sample(path, rows, _expected(_written(writer, rows)))


def make_xlsx(path: Path, rows: int) -> Sample:
    """As ``make_csv``; numbers and days are numbers and days in the workbook."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, COLUMNS)

        def written() -> Iterator[list[Any]]:
            for number, row in enumerate(_rows(rows), 1):
                sheet.write_row(number, 0, [None if value == "" else value for value in row])
                sheet.write_datetime(number, 3, row[3], day)
                yield row

        return Sample(path, rows, _expected(written()))


def make_numbers(path: Path, rows: int) -> None:
    """Write as many columns of numbers as long as telephones, below headers that say nothing: half of them begin with an 8."""
    chance = random.Random(6401)  # noqa: S311 - figures to load, not secrets
    width = len(COLUMNS)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([chr(ord("A") + place) for place in range(width)])
        for _ in range(rows):
            numbers = [chance.randrange(10**9, 10**11) for _ in range(width)]
            writer.writerow([f"8{n}" if place % 2 else n for place, n in enumerate(numbers)])


def found(connection: psycopg.Connection, table: str) -> tuple[Any, ...] | None:
    """What a read of all rows finds in a table, whatever types its columns have got."""
    ask = "SELECT count(*), sum(harga::numeric) + sum(jumlah::numeric), min(kode_wilayah), max(tanggal::date) FROM {}"
    return connection.execute(sql.SQL(ask).format(sql.Identifier(table))).fetchone()


def _written(writer: Any, rows: int) -> Iterator[list[Any]]:
    for row in _rows(rows):
        writer.writerow(row)
        yield row


def _rows(rows: int) -> Iterator[list[Any]]:
    chance = random.Random(6401)  # noqa: S311 - figures to load, not secrets
    first = date(2015, 1, 1)
    for number in range(1, rows + 1):
        code, place = PLACES[chance.randrange(len(PLACES))]
        amount, price = chance.randrange(100_000), Decimal(chance.randrange(100, 10_000_000)).scaleb(-2)
        day = first + timedelta(days=chance.randrange(4000))
        share = Decimal(chance.randrange(10_000)).scaleb(-2)
        officer = f"Petugas Contoh {chance.randrange(500):03}"
        line = [number, code, place, day, chance.choice(GOODS), amount, price, share, officer]
        yield [*line, chance.choice(REMARKS)]


def _expected(rows: Iterator[list[Any]]) -> tuple[int, Decimal, str, date]:
    """Number and sum; least code and latest day show that codes stayed text and days became dates."""
    count, total, least, latest = 0, Decimal(0), "~", date.min
    for row in rows:
        count, total = count + 1, total + row[5] + row[6]
        least, latest = min(least, row[1]), max(latest, row[3])
    return count, total, least, latest
