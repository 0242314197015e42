"""The workbook to be filled in: made of the profile by machine, empty, with datasets that are there, or with rows that came back.

Its texts are Indonesian, as those of other workbooks of the portal are: officers fill it in.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ckanext.paser.bulk.rules import choices
from ckanext.paser.bulk.rules.cells import is_day, text_of
from ckanext.paser.bulk.rules.choices import Choice
from ckanext.paser.bulk.rules.columns import REMARK, Column, Kind, by_key, columns, letters
from ckanext.paser.bulk.rules.rows import EXAMPLE, MOST_ROWS, Place
from ckanext.paser.exports.rules.cells import LONGEST, harmless

DATA, CODES, GUIDE = "Dataset", "Kode", "Petunjuk"
_HEAD, _LABELS, _KEYS, _FIRST = 0, 1, 2, 3
_WIDTHS = {"title": 36, "notes": 50, "definisi": 40}
FIRST_ROW = _FIRST + 1
"""Its first row of data, as people count."""
_REMARKS = (16, 44)
"""Width of the column of remarks: without any, and with some."""
_SEVERAL = (Kind.MANY, Kind.LINES, Kind.TAGS)
_LONGEST_HELP = 255
"""Letters of the help that a spreadsheet shows at a cell."""
_LINES = (
    "Isi lembar Dataset, satu baris satu dataset, mulai di bawah baris kunci (baris 3). Baris kunci jangan diubah.",
    "Kolom berlatar kuning wajib sebelum dataset terbit; draf boleh belum lengkap, cukup judul. Kolom lain boleh kosong.",
    "Sel kosong tidak mengubah apa pun pada dataset yang sudah ada. Menghapus isian dilakukan di halaman dataset.",
    "Pilihan: pilih dari daftar sel, atau tulis kode atau namanya dari lembar Kode. Contoh: 04, atau nama temanya.",
    "Beberapa isian dalam satu sel dipisah titik koma (;), atau satu per baris (Alt+Enter).",
    "Periode: 2024, 2025-06, atau 2025-06-30. Tanggal: 31/12/2026 atau 2026-12-31. Jawaban: Ya atau Tidak.",
    "Dataset dikenali dari alamat halamannya (kunci name). Bila kosong, alamat dibuat dari judul.",
    "Baris yang kolom Catatan-nya diawali DATA CONTOH tidak dibaca. Kolom lain tanpa kunci juga tidak dibaca.",
    "Kirim di halaman Banyak dataset (/meja/banyak). Portal memperlihatkan dulu apa yang akan terjadi; belum ada yang disimpan.",
)
_EXAMPLE: dict[str, Any] = {
    "title": "Jumlah Kunjungan Perpustakaan Menurut Bulan",
    "notes": "DATA CONTOH. Jumlah kunjungan ke perpustakaan daerah menurut bulan, dari buku tamu.",
    "tag_string": ["perpustakaan", "kunjungan", "literasi"],
    "jenis": "variabel",
    "tema_sdi": "06",
    "temporal_coverage": [{"start": "2024-01", "end": "2024-12"}],
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kabupaten"],
    "license_id": "cc-by",
}


@dataclass(frozen=True)
class Row:
    """One row to be written.

    Args:
        cells: by key, as they are to stand there.
        remarks: what is wrong with it, a sentence each.
        wrong: keys of its wrong cells.
    """

    cells: Mapping[str, Any]
    remarks: Sequence[str] = ()
    wrong: frozenset[str] = field(default_factory=frozenset)


def empty(agency: Choice | None, defaults: Mapping[str, Any]) -> bytes:
    """The template, with an example that shows what an agency says of all its datasets."""
    return _empty(agency, json.dumps(defaults, sort_keys=True))


@lru_cache(maxsize=64)
def _empty(agency: Choice | None, defaults: str) -> bytes:
    """Made once for each agency: its lists take half a second to write."""
    told = f"{EXAMPLE}: baris ini tidak dibaca, boleh dihapus"
    example = {**_EXAMPLE, **json.loads(defaults), **({"owner_org": agency.shown} if agency else {})}
    return _made([Row({**cells_of(example), REMARK: told})], [agency] if agency else [])


def filled(rows: Iterable[Row], agencies: Sequence[Choice]) -> bytes:
    """The template with rows in it."""
    return _made(list(rows), agencies)


def cells_of(dataset: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a dataset as it is shown, by key."""
    said = {**dataset}
    if "tags" in dataset:
        said["tag_string"] = [tag["name"] for tag in dataset["tags"]]
    said.pop("resources", None)
    found = {column.key: _cell(column, said.get(column.field)) for column in columns()}
    return {key: text for key, text in found.items() if text}


def _cell(column: Column, value: Any) -> str:
    if column.part and isinstance(value, list):
        parts = [row.get(column.part) or "" for row in value]
        return text_of(column, parts) if any(parts) else ""
    return "" if column.part else text_of(column, value)


def _made(rows: Sequence[Row], agencies: Sequence[Choice]) -> bytes:
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True})
    workbook.set_properties({"title": "Templat dataset Satu Data Paser"})
    data, codes, guide = (workbook.add_worksheet(name) for name in (DATA, CODES, GUIDE))
    ranges = _write_codes(codes, workbook, agencies)
    _write_head(data, workbook, _REMARKS[any(row.remarks for row in rows)])
    _write_rows(data, workbook, rows)
    _offer_choices(data, ranges)
    _write_guide(guide, workbook)
    workbook.close()
    return out.getvalue()


@cache
def _keys() -> tuple[str, ...]:
    return (REMARK, *(column.key for column in columns()))


def place() -> Place:
    """Where the cells of the template stand."""
    return Place(DATA, {key: position for position, key in enumerate(_keys())})


def _write_head(sheet: Worksheet, workbook: Workbook, remarks: int) -> None:
    """Groups, labels with their help, and the keys by which the sheet is read."""
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    group = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5345"})
    label = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8F0EE"})
    needed = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FFF2CC"})
    key = workbook.add_format({"font_size": 8, "font_color": "#595959", "italic": True})
    place = 1
    for name, members in groupby(columns(), lambda one: one.group):
        for column in members:
            sheet.write_string(_HEAD, place, name, group)
            sheet.write_string(_LABELS, place, column.label, needed if column.needed else label)
            sheet.write_string(_KEYS, place, column.key, key)
            if column.help:
                sheet.write_comment(_LABELS, place, column.help, {"x_scale": 2})
            level = {} if name == columns()[0].group else {"level": 1}
            sheet.set_column(place, place, _WIDTHS.get(column.key, 24), text, level)
            place += 1
    sheet.write_string(_HEAD, 0, "Catatan", group)
    sheet.write_string(_LABELS, 0, "Catatan (dari portal, atau untuk Anda sendiri)", label)
    sheet.write_string(_KEYS, 0, REMARK, key)
    sheet.set_column(0, 0, remarks, text)
    sheet.set_row(_LABELS, 46)
    sheet.freeze_panes(_FIRST, 2)


def _write_rows(sheet: Worksheet, workbook: Workbook, rows: Sequence[Row]) -> None:
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    wrong = workbook.add_format(
        {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#F8D7DA", "border": 1}
    )
    for number, row in enumerate(rows, _FIRST):
        cells = {**row.cells, **({REMARK: "\n".join(row.remarks)} if row.remarks else {})}
        for i, key in enumerate(_keys()):
            look = wrong if key in row.wrong else text
            said = _said(key, cells.get(key))
            if (
                said and len(said) < LONGEST
            ) or key in row.wrong:  # a text that was cut would replace the whole one
                sheet.write_string(number, i, harmless(said), look)


def _said(key: str, cell: Any) -> str:
    """A cell as it was typed."""
    if isinstance(cell, str):
        return cell.removesuffix("T00:00:00") if is_day(cell) else cell
    column = by_key().get(key)
    if cell is None or column is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return text_of(column, cell)


def _write_codes(sheet: Worksheet, workbook: Workbook, agencies: Sequence[Choice]) -> dict[str, str]:
    """Every list: what a drop-down shows, and its code; returns the ranges of what is shown, by name of the list."""
    bold = workbook.add_format({"bold": True, "bottom": 1})
    lists: dict[str, tuple[str, Sequence[Choice]]] = {}
    for column in columns():
        if column.codes:
            offered = [one for one in choices.of_list(column.codes) if one.is_offered]
            lists.setdefault(column.codes, (column.label, offered))
    if agencies:
        lists[Kind.AGENCY.name] = ("Produsen Data", agencies)
    ranges: dict[str, str] = {}
    for i, (name, (label, members)) in enumerate(lists.items()):
        at = 2 * i
        sheet.write_string(0, at, label, bold)
        sheet.write_string(0, at + 1, "Kode", bold)
        sheet.set_column(at, at, 36)
        for number, one in enumerate(members, 1):
            sheet.write_string(number, at, one.shown)
            sheet.write_string(number, at + 1, one.code)
        ranges[name] = f"={CODES}!{_column(at)}$2:{_column(at)}${len(members) + 1}"
    sheet.freeze_panes(1, 0)
    return ranges


def _column(position: int) -> str:
    return f"${letters(position)}"


def _offer_choices(sheet: Worksheet, ranges: Mapping[str, str]) -> None:
    for i, column in enumerate(columns(), 1):
        source: Any = ranges.get(column.codes or (Kind.AGENCY.name if column.kind is Kind.AGENCY else ""))
        if column.kind is Kind.ANSWER:
            source = ["Ya", "Tidak"]
        told = f"{column.help} {'Beberapa: pisahkan dengan titik koma.' if column.kind in _SEVERAL else ''}".strip()
        rule: dict[str, Any] = {"validate": "list", "source": source} if source else {"validate": "any"}
        if told:
            rule |= {"input_title": column.label[:32], "input_message": told[:_LONGEST_HELP]}
        # What is typed may be a code or a name too; the portal tells what is wrong.
        rule |= {"show_error": False}
        sheet.data_validation(_FIRST, i, _FIRST + MOST_ROWS, i, rule)


def _write_guide(sheet: Worksheet, workbook: Workbook) -> None:
    bold = workbook.add_format({"bold": True, "font_size": 14})
    head = workbook.add_format({"bold": True, "bottom": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for i, width in enumerate((34, 28, 24, 12, 80)):
        sheet.set_column(i, i, width)
    sheet.write_string(0, 0, "Cara mengisi", bold)
    for number, line in enumerate(_LINES, 1):
        sheet.write_string(number, 0, f"{number}. {line}")
    start = len(_LINES) + 2
    for i, text in enumerate(("Kolom", "Kunci", "Isi", "Wajib terbit", "Keterangan")):
        sheet.write_string(start, i, text, head)
    for number, column in enumerate(columns(), start + 1):
        told = (column.label, column.key, column.kind.value, "ya" if column.needed else "", column.help)
        for i, text in enumerate(told):
            sheet.write_string(number, i, text, wrapped)
