"""Claims about how a file is said to be encoded."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import Note
from ckanext.paser.tables.rules.encoding import of_file


def charset(name: str) -> list[Note]:
    return [Note("header", ""), Note("charset", "", {"charset": name})]


@pytest.mark.parametrize(
    ("start", "notes", "code"),
    [
        (b"kode", [], "utf-8"),
        (b"\xef\xbb\xbfk", [], "utf-8-sig"),
        (b"kode", charset("cp1252"), "windows-1252"),
        (b"kode", charset("mac_roman"), ""),
        (b"\xff\xfek\0", charset("utf-16"), ""),
        (b'{"ty', [], "utf-8"),
        (b"PK\x03\x04", [], ""),
        (b"\xd0\xcf\x11\xe0", [], ""),
        (b"", [], "utf-8"),
    ],
)
def test_text_has_a_code_of_the_list_and_a_workbook_none(start, notes, code):
    assert of_file(start, notes) == code
