"""Claims about an XLSB: percentages, which the reader of workbooks tells as the fractions that are stored, errors, and merged cells."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.percent import not_as_shown
from ckanext.paser.tables.reading.xlsb import errors, merges

FORMAT, STYLE, PARENT_STYLES, STYLES, STYLES_END = 44, 47, 626, 617, 618
GENERAL, PERCENT, OWN = 0, 10, 164


def record(kind: int, content: bytes = b"") -> bytes:
    """A record as [MS-XLSB] 2.1.4 has it."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


def own_format(text: str) -> bytes:
    return record(FORMAT, struct.pack("<HI", OWN, len(text)) + text.encode("utf-16-le"))


def style(number: int) -> bytes:
    return record(STYLE, struct.pack("<HH", 0xFFFF, number) + bytes(12))


def workbook(path: Path, styles: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
        archive.writestr("xl/styles.bin", styles)
    return path


CELLS = {
    "built in": (record(STYLES) + style(GENERAL) + style(PERCENT) + record(STYLES_END), ["fractions"]),
    "own": (own_format("0.0 %") + record(STYLES) + style(OWN) + record(STYLES_END), ["fractions"]),
    "own, not a percentage": (own_format('0 "%"') + record(STYLES) + style(OWN) + record(STYLES_END), []),
    "defined, not used": (own_format("0%") + record(STYLES) + style(GENERAL) + record(STYLES_END), []),
    "no cell's": (record(PARENT_STYLES) + style(PERCENT) + record(STYLES) + record(STYLES_END), []),
    "cut off": (own_format("0%")[:-3], []),
}


@pytest.mark.parametrize("case", CELLS)
def test_where_cells_are_shown_as_percentages_this_is_told(case, tmp_path):
    styles, expected = CELLS[case]
    assert [note.code for note in not_as_shown(workbook(tmp_path / "file.xlsb", styles))] == expected


def test_other_workbooks_are_read_as_they_are_shown(tmp_path):
    with zipfile.ZipFile(tmp_path / "file.xlsx", "w") as archive:
        archive.writestr("xl/styles.xml", "<styleSheet/>")
    assert not_as_shown(tmp_path / "file.xlsx") == []


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


NO_CELLS = record(148, bytes(16)) + record(145) + record(146)


def with_sheet(path: Path, sheet: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        named = [
            record(156, bytes(8) + text(id_) + text(name)) for id_, name in [("r1", "Sampul"), ("r2", "Data")]
        ]
        archive.writestr("xl/workbook.bin", b"".join([*named, record(144), record(157)]))
        links = '<Relationship Id="r1" Target="worksheets/a.bin"/><Relationship Id="r2" Target="worksheets/b.bin"/>'
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{links}</Relationships>")
        archive.writestr("xl/worksheets/a.bin", NO_CELLS)
        archive.writestr("xl/worksheets/b.bin", sheet)
    return path


MERGED = b"".join(record(176, struct.pack("<4I", *group)) for group in [(1, 3, 0, 0), (0, 0, 2, 4)])
SHEETS = {
    "merged cells": (
        record(177, struct.pack("<I", 2)) + MERGED + record(178),
        [((1, 0), (3, 0)), ((0, 2), (0, 4))],
    ),
    "behind bytes that look like them": (
        record(7, record(177, struct.pack("<I", 9)) + MERGED[:19])
        + record(177, struct.pack("<I", 1))
        + MERGED[:19],
        [((1, 0), (3, 0))],
    ),
    "none": (record(0), []),
    "cut off": (record(177, struct.pack("<I", 2)) + MERGED[:25], []),
}


@pytest.mark.parametrize("case", SHEETS)
def test_the_merged_cells_of_a_sheet_are_found(case, tmp_path):
    content, expected = SHEETS[case]
    with zipfile.ZipFile(with_sheet(tmp_path / "file.xlsb", content)) as archive:
        assert merges(archive, "Data") == expected


def cell(column: int, kind: int, content: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + content)


def row(number: int) -> bytes:
    return record(0, struct.pack("<I", number) + bytes(13))


WORD, NUMBER, ERROR, FAILED = 6, 5, 3, 11
LABELS = row(0) + cell(0, WORD, text("Desa")) + cell(1, WORD, text("KK"))
BODY = b"".join(
    [
        row(1) + cell(0, WORD, text("Contoh A")) + cell(1, ERROR, b"\x17"),
        row(2) + cell(0, WORD, text("Contoh B")) + cell(1, NUMBER, struct.pack("<d", 7)),
        row(3) + cell(0, WORD, text("Contoh C")) + cell(1, FAILED, b"\x07" + bytes(14)),
    ]
)


def test_errors_are_told_and_no_empty_cells(tmp_path):
    size = record(148, struct.pack("<4I", 0, 3, 0, 1))
    path = with_sheet(tmp_path / "file.xlsb", size + record(145) + LABELS + BODY + record(146))
    reading = read_file(path, "Data", tmp_path).reading
    assert [(found.code, found.params["value"], found.params["count"]) for found in reading.problems] == [
        ("error_cells", "#REF!", 2)
    ]


def test_errors_of_a_sheet_that_is_cut_off_are_those_before(tmp_path):
    with zipfile.ZipFile(with_sheet(tmp_path / "file.xlsb", LABELS + BODY[:-20])) as archive:
        assert [*errors(archive, "Data")] == [(1, 1, "#REF!")]
