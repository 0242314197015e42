"""Claims about what an old XLS holds besides its cells. Invented numbers (DATA CONTOH)."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.old import scan_old
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file

NIK = "6401015708900001"
NOTE, TXO, CONTINUE, HYPERLINK, FORMAT = 0x001C, 0x01B6, 0x003C, 0x01B8, 0x041E
WIDE = NIK.encode("utf-16-le")


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def workbook(path: Path, cells: list[str], *, header: str = "", more: bytes = b"") -> Path:
    """An XLS of one column with records of ours before the end of its sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    sheet.header_str = f"&C{header}".encode()
    for n, cell in enumerate(["Keterangan", *cells]):
        sheet.write(n, 0, cell)
        sheet.write(n, 1, "Uraian")
    records = book.get_biff_data()
    XlsDoc().save(str(path), records[:-4] + more + records[-4:])
    return path


def found(path: Path) -> list[Finding]:
    return read_file(path, None, path.parent).scan()


@pytest.mark.parametrize("cells", [["baik"] * 20, ["baik"] * 500 + [NIK]])
def test_a_number_in_the_header_of_a_page_holds_whatever_the_cells_hint_at(tmp_path, cells):
    held = [one for one in found(workbook(tmp_path / "x.xls", cells, header=f"NIK {NIK}")) if one.holds]
    assert [(one.kind, one.column) for one in held] == [("nik", "headers and footers")]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        (record(TXO, bytes(18)) + record(CONTINUE, b"\0" + NIK.encode()), "comments"),
        (record(TXO, bytes(18)) + record(CONTINUE, b"\1" + WIDE), "comments"),
        (record(NOTE, bytes(8) + NIK.encode()), "comments"),
        (record(HYPERLINK, bytes(33) + WIDE), "hidden parts of the workbook"),
        (
            record(FORMAT, b"\xa4\0\x20\0\0" + "".join(f"\\{n}" for n in NIK).encode()),
            "hidden parts of the workbook",
        ),
    ],
)
def test_comments_links_and_formats_are_read(tmp_path, more, where):
    (finding,) = found(workbook(tmp_path / "x.xls", ["baik"] * 20, more=more))
    assert (finding.kind, finding.column, finding.holds) == ("nik", where, True)


@pytest.mark.parametrize("digits", [12, 16])
def test_a_column_of_codes_is_no_alarm(tmp_path, digits):
    r = random.Random(6401)  # noqa: S311 - invented numbers that are the same in every run
    codes = ["".join(r.choice("0123456789") for _ in range(digits)) for _ in range(3000)]
    assert found(workbook(tmp_path / "x.xls", codes)) == []


def entry(
    name: str, kind: int, first: int, length: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    said = name.encode("utf-16-le")
    head = said.ljust(64, b"\0") + struct.pack("<HBBIII", len(said) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<III", first, length, 0)


def compound(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file of small streams, each of one sector of 64 bytes, in a folder where its name has one."""
    names = list(streams)
    small = b"".join(content.ljust(64, b"\0") for content in streams.values()).ljust(512, b"\0")
    entries = [entry("Root Entry", 5, 3, 512, child=1)]
    entries += [
        entry(name, 2, n, len(streams[name]), right=n + 2 if n + 1 < len(names) else 0xFFFFFFFF)
        for n, name in enumerate(names)
    ]
    table = struct.pack("<128I", 0xFFFFFFFD, *[0xFFFFFFFE] * 3, *[0xFFFFFFFF] * 124)
    smalls = struct.pack("<128I", *[0xFFFFFFFE] * len(names), *[0xFFFFFFFF] * (128 - len(names)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    path.write_bytes(head + table + b"".join(entries).ljust(512, b"\0") + smalls + small)
    return path


def test_document_properties_are_read(tmp_path):
    path = compound(tmp_path / "x.xls", {"\x05SummaryInformation": NIK.encode(), "\x01CompObj": b"Excel"})
    assert [one.column for one in scan_old(path)] == ["document properties"]


def test_an_embedded_file_is_read(tmp_path):
    assert [one.column for one in scan_old(compound(tmp_path / "x.xls", {"MBD0001": WIDE}))] == [
        "embedded files"
    ]


def test_an_embedded_file_that_is_packed_keeps_the_workbook(tmp_path):
    with pytest.raises(ProblemError):
        scan_old(compound(tmp_path / "x.xls", {"MBD0001": b"7z\xbc\xaf"}))


def test_a_broken_compound_file_is_not_taken_for_a_clean_one(tmp_path):
    path = tmp_path / "x.xls"
    path.write_bytes(compound(path, {"a": b"b"}).read_bytes()[:700])
    with pytest.raises(ProblemError):
        scan_old(path)
