"""Makes ``files/`` from ``figures.yaml``: spreadsheets and CSV as agencies really send them.

Run it after a change of figures.yaml: ``python deploy/sample/build.py``. The same figures give the same
bytes, so that a rebuild without a change is no change for git nor for the harvester.
"""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MADE = datetime(2026, 11, 1)

Table = dict[str, Any]
Rows = list[list[Any]]


class Looks(NamedTuple):
    """Cell formats of a workbook."""

    title: Any
    head: Any
    text: Any
    whole: Any
    decimal: Any
    note: Any


def build(target: Path) -> list[Path]:
    """Write every file of figures.yaml into the folder ``target``; return their paths."""
    target.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Table] = yaml.safe_load((HERE / "figures.yaml").read_text(encoding="utf-8"))["files"]
    for name, table in tables.items():
        write = _write_csv if name.endswith(".csv") else _write_xlsx
        write(target / name, table, _rows(table))
    return [target / name for name in tables]


def _rows(table: Table) -> Rows:
    """The data rows; a path instead of rows means columns of a reference list of the project."""
    if isinstance(table["rows"], list):
        return table["rows"]
    text = (ROOT / table["rows"]).read_text(encoding="utf-8")
    return [
        [line[column] or None for column in table["columns"]] for line in csv.DictReader(text.splitlines())
    ]


def _write_csv(path: Path, table: Table, rows: Rows) -> None:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table["header"])
    writer.writerows([_csv_cell(cell, table.get("missing", "")) for cell in row] for row in rows)
    path.write_bytes(text.getvalue().encode(table.get("encoding", "utf-8")))


def _csv_cell(cell: Any, missing: str) -> str:
    if cell is None:
        return missing
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def _write_xlsx(path: Path, table: Table, rows: Rows) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": path.stem, "author": table["titles"][0], "created": MADE})
        sheet = book.add_worksheet("Tabel")
        looks = _looks(book)
        top = _write_titles(sheet, table, looks)
        top = _write_header(sheet, table, looks, top)
        total = [table["total"]] if "total" in table else []
        for number, row in enumerate(rows + total, top):
            for column, (cell, heading) in enumerate(zip(row, table["header"], strict=True)):
                value, look = _shown(cell, heading, table, looks)
                write: Any = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(number, column, value, look)
        below = top + len(rows) + len(total) + 1
        for number, note in enumerate(table.get("below", []), below):
            sheet.write_string(number, 0, note, looks.note)


def _looks(book: xlsxwriter.Workbook) -> Looks:
    framed = {"border": 1}
    middle = {"bold": True, "align": "center", "valign": "vcenter"}
    return Looks(
        title=book.add_format(middle),
        head=book.add_format({**framed, **middle, "text_wrap": True, "bg_color": "#D9E5DF"}),
        text=book.add_format(framed),
        whole=book.add_format({**framed, "num_format": "#,##0"}),
        decimal=book.add_format({**framed, "num_format": "#,##0.00##"}),
        note=book.add_format({"italic": True}),
    )


def _write_titles(sheet: Any, table: Table, looks: Looks) -> int:
    last = len(table["header"]) - 1
    for number, title in enumerate(table["titles"]):
        sheet.merge_range(number, 0, number, last, title, looks.title)
    return len(table["titles"]) + 1


def _write_header(sheet: Any, table: Table, looks: Looks, top: int) -> int:
    """Write one or two lines of header and the numbering row; return the row after them."""
    header: list[str] = table["header"]
    groups: dict[str, list[str]] = table.get("groups", {})
    grouped = {name for names in groups.values() for name in names}
    bottom = top + 1 if groups else top
    for column, name in enumerate(header):
        sheet.set_column(column, column, max(10, min(len(name) + 2, 40)))
        if groups and name not in grouped:
            sheet.merge_range(top, column, bottom, column, name, looks.head)
        else:
            sheet.write_string(bottom, column, name, looks.head)
    for upper, names in groups.items():
        sheet.merge_range(top, header.index(names[0]), top, header.index(names[-1]), upper, looks.head)
    if table.get("numbering"):
        bottom += 1
        for column in range(len(header)):
            sheet.write_string(bottom, column, f"({column + 1})", looks.head)
    return bottom + 1


def _shown(cell: Any, heading: str, table: Table, looks: Looks) -> tuple[str | float, Any]:
    """What stands in the sheet for one value, and in which format."""
    if cell is None:
        return table.get("missing", ""), looks.text
    if isinstance(cell, float):
        return (_indonesian(cell), looks.text) if table.get("texts") else (cell, looks.decimal)
    if isinstance(cell, int) and heading != "Tahun":
        return cell, looks.whole
    return cell, looks.text


def _indonesian(number: float) -> str:
    """1111.38 as an officer types it: "1.111,38"."""
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


if __name__ == "__main__":
    for made in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "files"):
        print(made)
