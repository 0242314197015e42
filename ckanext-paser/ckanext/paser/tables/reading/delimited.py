"""CSV and TSV: the character set, the separator, and rows where the file is small."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from ckanext.paser.privacy.scanning.chosen import scan_chosen
from ckanext.paser.problems import N_, Note, ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.body import Body, find_body
from ckanext.paser.tables.reading.grid import Table, fields, read_body
from ckanext.paser.tables.reading.quoted import inner_separator, unquote
from ckanext.paser.tables.rules.cells import Sheet, is_missing
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked
from ckanext.paser.tables.rules.shifted import is_shifted
from ckanext.paser.tables.rules.table import lost_characters_note, short_rows_note

MAX_CELL = 5 << 20
_SEPARATORS = "\t;|,"
_NO_SEPARATOR = "\x1f"
_TABLE = 3
"""Rows of a table at least, its header included."""
_FIRST = 1000
"""Rows that show whether values stand below the wrong header."""
_BLOCK = 1 << 20
_SAMPLE = 1 << 18
_BLANK = (b"\n\n", b"\n\r\n")
_LOST = "\ufffd".encode()
"""What stands for a character that could not be read, be it here or by the program that wrote the file."""
_LEGACY = ["cp1252", "mac_roman"]
"""Character sets that spreadsheet programs of our part of the world still write besides Unicode."""


_UNQUOTED = Note(
    "quoted_lines",
    N_("Each line of the file stands in quotation marks as a whole; it was read without them."),
)


_Marks = tuple[bool, bool, bool, bool, bool]
"""Quotation marks, backslashes, quotation marks behind a separator and a blank, unusual blanks, blank lines."""


@dataclass(frozen=True)
class Text:
    """A text file made ready for reading.

    Args:
        path: the file in UTF-8, perhaps a copy.
        offset: where the rows begin: behind a byte order mark and a ``sep=`` line.
        separator: between values.
        quoted: there are quotation marks in it.
        escaped: there are backslashes in it.
        indented: blanks stand between a separator and a quotation mark.
        odd_blanks: there are blanks in it besides spaces and line ends.
        blank_lines: there are lines in it without anything, which DuckDB passes over without counting them.
        line_end: how lines end, escaped; empty where only Python can tell.
        longest: bytes of the longest line, where there are lines of megabytes.
    """

    path: Path
    offset: int
    separator: str
    quoted: bool
    escaped: bool
    indented: bool
    odd_blanks: bool
    blank_lines: bool
    line_end: str
    longest: int
    notes: tuple[Note, ...] = ()


def prepare(path: Path, folder: Path) -> Text:
    """Find out how a text file is written; one that is not UTF-8 is rewritten into ``folder``.

    Raises:
        ProblemError: it holds zero bytes, so it is not text.
    """
    charset = _charset(path)
    notes: tuple[Note, ...] = ()
    if charset:
        path = _rewritten(path, charset, folder / "utf8.csv")
    if charset not in (None, "utf-8"):
        notes = (Note("charset", N_("The file is written in {charset}, not UTF-8."), {"charset": charset}),)
    start = _start(path)
    offset = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    first = start[offset:].split(b"\n", 1)[0]
    if first.strip(b'" \r').lower().startswith(b"sep=") and len(first.strip(b'" \r')) == 5:
        separator = first.strip(b'" \r')[4:].decode()
        offset += len(first) + 1
    else:
        separator = find_separator(text := start[offset:].decode("utf-8", "ignore"))
        if (
            inner := inner_separator(text, len(start) < _SAMPLE, find_separator)
            if separator == _NO_SEPARATOR
            else ""
        ):
            unquote(path, offset, folder / "unquoted.csv")
            path, offset, separator = folder / "unquoted.csv", 0, inner
            start = _start(path)
            notes = (*notes, _UNQUOTED)
    marks, longest, lost, first = _scan(path, offset, separator)
    if lost:
        notes = (*notes, lost_characters_note(lost, _line(path, offset, first)))
    return Text(path, offset, separator, *marks, _line_end(start), longest, notes)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SAMPLE)


def find_separator(text: str) -> str:
    """Find the separator that gives most rows the same number of values, at least two; or two such numbers, of two tables.

    A file of one column has none: its few commas belong to the values. Then a character is returned that no text has.
    """

    def share(separator: str) -> float:
        rows = [row for row in _lenient(text, separator) if len(row) > 1 or any(row)]
        widths = [len(row) for row in rows if len(row) > 1]
        tables = [len([*same]) for _, same in groupby(widths)]
        stacked = len(tables) == 2 and min(tables) >= _TABLE
        most = len(widths) if stacked else max(Counter(widths).values(), default=0)
        found = most / max(1, len(rows))
        return found if found >= 0.5 or (rows and len(rows[0]) > 1) else 0.0

    shares = {separator: share(separator) for separator in _SEPARATORS}
    best = max(shares, key=lambda separator: shares[separator])
    return best if shares[best] else _NO_SEPARATOR


def read_text(text: Text, asked: Asked = ASKED_NOTHING) -> Table:
    """Read the table of a file that fits into memory.

    Raises:
        ProblemError: there is no table in it, its rows cannot be told apart, or a value is not as was chosen.
    """
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in numbered_rows(text):
        lines.append(line)
        rows.append(row)
    sheet = Sheet(rows)
    body = find_body(sheet, layout=asked.layout)
    beyond = first_beyond(body.labels)
    if beyond is not None:
        cells = zip(body.numbers, body.columns[beyond], strict=True)
        long = [n for n, cell in cells if not is_missing(cell)]
        if len(long) * 2 < len(body.numbers):
            line = long[0] - 1
            raise ProblemError(problems.long_row(lines[line], len(rows[line]), beyond))
        if text.separator == "," and _is_shifted(rows, body, beyond):
            line = long[0] - 1
            raise ProblemError(problems.shifted_row(lines[line], len(rows[line]), beyond))
    short = [n for n in body.numbers if len(rows[n - 1]) < body.head.width]
    table = read_body(body, (*text.notes, *short_rows_note(len(short), min(short, default=0))), asked)
    return replace(
        table,
        scan=lambda titles=(): scan_chosen("", sheet, fields(table), titles=titles, layout=asked.layout),
    )


def _is_shifted(rows: Sequence[Sequence[str]], body: Body, beyond: int) -> bool:
    header = rows[body.head.header : body.head.body]
    return is_shifted(header, [column[:_FIRST] for column in body.columns], beyond)


def first_beyond(labels: Sequence[str]) -> int | None:
    """The first column to the right of the header.

    If most rows have a value there, its header is missing; if few have, they are cut wrongly.
    """
    return next((i for i in range(len(labels)) if not any(labels[i:])), None) if any(labels) else None


def numbered_rows(text: Text) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the number of lines up to its end."""
    with text.path.open("rb") as file:
        file.seek(text.offset)
        wrapped = io.TextIOWrapper(file, "utf-8", newline="")
        reader = _reader(wrapped, text.separator, strict=True, indented=text.indented)
        started = 1
        try:
            for row in reader:
                started = reader.line_num + 1
                yield reader.line_num, row
        except csv.Error as error:
            raise ProblemError(_quote_problem(str(error), started, text.separator)) from error


def _quote_problem(error: str, line: int, separator: str) -> problems.Problem:
    if "unexpected end" in error:
        return problems.open_quote(line)
    if "field larger" in error:
        return problems.long_cell(line, MAX_CELL)
    return problems.no_separator(line) if separator == _NO_SEPARATOR else problems.bad_quote(line)


def _lenient(text: str, separator: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="").readlines()[:200]  # other line ends of Unicode stand within a value
    return list(_reader(lines, separator))


def _reader(lines: Iterable[str], separator: str, *, strict: bool = False, indented: bool = False) -> Any:
    """Rows of lines; no cell longer than ``MAX_CELL`` (the module keeps one limit for the whole process)."""
    csv.field_size_limit(MAX_CELL)
    return csv.reader(lines, delimiter=separator, strict=strict, skipinitialspace=indented)


def _charset(path: Path) -> str | None:
    """How a file is to be decoded; None where it is UTF-8 throughout."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
            if start.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                if decoder.getstate()[0] or not block.isascii():  # a glance at each block of a usual file
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(max(0, file.tell() - 16 * _BLOCK))
            return _legacy(file.read(32 * _BLOCK))
    return None


def _legacy(content: bytes) -> str:
    """The character set of what is not UTF-8 throughout; UTF-8 all the same where only a few of its lines are broken."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes time to load, rarely needed

    telling = [line for line in content.split(b"\n") if not line.isascii()]  # only they tell a character set
    if sum(map(_is_utf8, telling)) * 2 > len(telling):
        return "utf-8"
    guess = from_bytes(b"\n".join(telling[:500]), cp_isolation=_LEGACY).best()
    return guess.encoding if guess else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _rewritten(path: Path, charset: str, target: Path) -> Path:
    with (
        path.open("r", encoding=charset, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while block := source.read(_BLOCK):
            copy.write(block)
    return target


def _line_end(start: bytes) -> str:
    first, found, _ = start.partition(b"\n")
    if not found or (b"\r\n" in start and not first.endswith(b"\r")):
        return ""
    return "\\r\\n" if b"\r\n" in start else "\\n"


def _scan(path: Path, offset: int, separator: str) -> tuple[_Marks, int, int, int]:
    """Look once at every byte: which marks are there?

    And how long is the longest of the lines that do not stand within one block, how many characters are lost, and where is
    the first of them?
    """
    marks = [mark.encode() for mark in "\u00a0\u2007\u2009\u202f\u200b\ufeff"]
    indent = f'{separator} "'.encode()
    quoted = escaped = indented = odd = blank = False
    end = b""
    begun = longest = lost = first_lost = 0
    with path.open("rb") as file:
        file.seek(offset)
        while block := file.read(_BLOCK):
            if b"\0" in block:
                raise ProblemError(problems.nul_bytes())
            quoted = quoted or b'"' in block
            escaped = escaped or b"\\" in block
            indented = indented or (quoted and indent in block)
            odd = odd or (separator != "\t" and b"\t" in block)
            if not block.isascii():
                odd = odd or any(mark in block for mark in marks)
                around = end + block  # as one may stand across
                if found := around.count(_LOST):
                    first_lost = first_lost if lost else file.tell() - len(around) + around.find(_LOST)
                    lost += found
            blank = blank or any(lines in part for lines in _BLANK for part in (block, end + block[:2]))
            end = block[-2:]
            if (first := block.find(b"\n")) >= 0:
                longest, begun = max(longest, begun + first), -block.rfind(b"\n") - 1
            begun += len(block)
    longest = max(longest, begun if begun > _BLOCK else 0)
    return (quoted, escaped, indented, odd, blank), longest, lost, first_lost


def _line(path: Path, offset: int, at: int) -> int:
    """The number of the line in which a byte stands, counted from where the rows begin."""
    number = 1
    with path.open("rb") as file:
        file.seek(offset)
        while block := file.read(min(_BLOCK, at - file.tell())):
            number += block.count(b"\n")
    return number
