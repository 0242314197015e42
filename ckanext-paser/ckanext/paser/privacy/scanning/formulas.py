"""Where the formulas of a workbook stand, each of which may say more than its cell shows.

In an XLSX they are looked for as bytes and the few that may hold a datum go on to the reader of XML; in an XLSB and an old XLS
a formula is a row of tokens, of which texts and numbers are looked for. Sources: ECMA-376-1 18.3.1.40 (f); [MS-XLSB] 2.5.97
and [MS-XLS] 2.5.198 (PtgStr, PtgNum).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import IO, NamedTuple

from ckanext.paser.privacy.rules.findings import letters
from ckanext.paser.privacy.rules.formulas import may_say
from ckanext.paser.privacy.rules.kinds import is_suspect, names_a_person
from ckanext.paser.problems import N_
from ckanext.paser.tables.reading import xlsb

FORMULAS = N_("formulas of cells")
_BLOCK = 1 << 18
_ROWS = b"sheetData"
"""What is looked for in blocks of cells, much faster than by an expression."""
_OPENING = re.compile(rb"<(\w+:)?sheetData(?:\s[^>]*)?(/?)>")
_CLOSING = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_LONGEST_TAG = 256
_LONGEST = 1 << 20
"""Bytes of a formula, of which spreadsheets allow 8,192 characters."""
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
_SHOWN = re.compile(rb"\s*>\s*<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<")
"""The result that stands behind a formula."""
_QUOTES = (b'"', b"&quot;")
_TEXT, _NUMBER = b"\x17", b"\x1f"
"""Tokens of a text and of a number."""
_RESULT = 8
_RESULTS = {8: 0, 9: 8, 10: 1, 11: 1}
"""Formulas of an XLSB by their records, with the bytes of their result, which stands behind so many of the cell; a text has its own
length."""
_BEFORE = 20
"""Bytes of cell and result before the tokens in an old XLS."""
_DOUBLE = re.compile(rb"\x1f(.{8})", re.DOTALL)
_LEAST, _MOST = 1e15, 1e16
"""Numbers of 16 digits."""


_WRITTEN = ((b"&quot;", b'"'), (b"&lt;", b"<"), (b"&gt;", b">"), (b"&amp;", b"&"))
"""What XML writes in formulas, and what is meant."""


class Piece(NamedTuple):
    """A piece of a sheet's XML.

    Args:
        xml: of it.
        cell: the address of the cell that it is the formula of; empty for what is none, and for one that does not say.
    """

    xml: bytes
    cell: str = ""


def without_cells(file: IO[bytes]) -> Iterator[Piece]:
    """The XML of a sheet without its rows, which are most of a workbook, but with the formulas in them that may say something."""
    left, inside, tags = b"", False, _Tags(b"")
    while block := file.read(_BLOCK):
        left += block
        while _ROWS in left and (match := (_CLOSING if inside else _OPENING).search(left)):
            if inside:
                yield from tags.formulas(left, match.start())
                yield Piece(match[0])
            else:
                yield Piece(left[: match.end()])
                tags = _Tags(match[1] or b"")
            inside = not inside and not match[2]
            left = left[match.end() :]
        cut = tags.cut(left) if inside else max(len(left) - _LONGEST_TAG, 0)
        if inside:
            yield from tags.formulas(left, cut)
        else:
            yield Piece(left[:cut])
        left = left[cut:]
    yield Piece(left)


class _Tags:
    """How formulas begin and end in a sheet, by the prefix of its elements."""

    def __init__(self, prefix: bytes) -> None:
        self.cell, self.begin, self.end = b"<" + prefix + b"c", b"<" + prefix + b"f", b"</" + prefix + b"f"
        begin, end = re.escape(self.begin), re.escape(self.end)
        self.whole = re.compile(begin + rb"(?:\s[^<>]*)?(?<!/)>([^<]*(?:<!.*?)?)" + end, re.DOTALL)

    def formulas(self, rows: bytes, end: int) -> Iterator[Piece]:
        """The formulas before the end of some rows that may say something, each with the address of its cell.

        Not those that are a text alone, which their cells show.
        """
        for match in self.whole.finditer(rows, 0, end) if self.end in rows else ():
            shown = _SHOWN.match(rows, match.end()) if match[1].startswith(_QUOTES) else None
            if _may_say(match[1]) and not (shown and match[1] in (one + shown[1] + one for one in _QUOTES)):
                at = rows.rfind(self.cell, 0, match.start())
                cell = _REFERENCE.search(rows, at, match.start()) if at >= 0 else None
                yield Piece(match[0] + b">", cell[1].decode() if cell else "")

    def cut(self, rows: bytes) -> int:
        """Where to cut some rows, so that no formula or tag is cut, and no formula comes twice."""
        end = rows.rfind(self.end) + len(self.end) if self.end in rows else 0
        begin = rows.rfind(self.begin, end)
        if begin >= 0 and len(rows) - begin < _LONGEST:  # without an end it is not here yet, or has no text
            cell = rows.rfind(self.cell, end, begin)
            return cell if cell >= 0 else begin
        return max(len(rows) - _LONGEST_TAG, end)


def _may_say(formula: bytes) -> bool:
    if b"&#" in formula or b"<!" in formula:  # it is written in another way
        return True
    for written, meant in _WRITTEN if b"&" in formula else ():
        formula = formula.replace(written, meant)
    return may_say(formula.decode("latin-1"))


def of_binary(content: bytes, others: list[bytes]) -> Iterator[tuple[str, str]]:
    """Address and suspicious texts of the formulas in a sheet of an XLSB.

    Args:
        others: gets the records that are none of a cell.
    """
    row = 0
    for kind, record in xlsb.records(content):
        if kind == xlsb.ROW:
            (row,) = struct.unpack_from("<I", record)
        elif kind not in xlsb.CELLS:
            others.append(record)
        elif kind in _RESULTS:
            (column,) = struct.unpack_from("<I", record)
            length = _RESULTS[kind] or 4 + 2 * struct.unpack_from("<I", record, _RESULT)[0]
            yield from (
                (f"{letters(column)}{row + 1}", text) for text in of_tokens(record[_RESULT + length :])
            )


def of_old(record: bytes) -> Iterator[tuple[str, str]]:
    """Address and suspicious texts of the formula that a record of an old XLS holds."""
    row, column = struct.unpack_from("<HH", record)
    yield from ((f"{letters(column)}{row + 1}", text) for text in of_tokens(record[_BEFORE:]))


def of_tokens(tokens: bytes) -> Iterator[str]:
    """The suspicious texts and numbers of a formula that is a row of tokens."""
    if _TEXT in tokens:
        texts = (tokens.decode("latin-1"), *(tokens[i:].decode("utf-16-le", "ignore") for i in (0, 1)))
        yield from filter(is_suspect, texts)
    if _NUMBER in tokens:
        numbers = (struct.unpack("<d", match[1])[0] for match in _DOUBLE.finditer(tokens))
        whole = (str(int(number)) for number in numbers if _LEAST <= number < _MOST)
        yield from filter(names_a_person, whole)
