"""Claims about percentages in an XLSB, whose cells the reader of workbooks tells as the fractions that are stored."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from ckanext.paser.tables.reading.percent import not_as_shown

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
