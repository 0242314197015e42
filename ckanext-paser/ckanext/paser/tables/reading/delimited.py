"""CSV and TSV: the character set, the separator, and rows where the file is small."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from ckanext.paser.problems import N_, Note, ProblemError
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.reading.grid import Table, find_body, read_body

MAX_CELL = 5 << 20
_SEPARATORS = "\t;|,"
_NONE = "\x1f"
_MANY = 0.25
"""Share of rows, titles and notes included, that a separator must cut alike."""
_BLOCK = 1 << 20
_SAMPLE = 1 << 18
_LEGACY = ["cp1252", "cp1250", "mac_roman"]
"""Character sets that spreadsheet programs still write besides Unicode."""


@dataclass(frozen=True)
class Text:
    """A text file made ready for reading.

    Args:
        path: the file in UTF-8, perhaps a copy.
        offset: where the rows begin: behind a byte order mark and a ``sep=`` line.
        separator: between values.
        quoted: there are quotation marks in it.
        odd_blanks: there are blanks in it besides spaces and line ends.
    """

    path: Path
    offset: int
    separator: str
    quoted: bool
    odd_blanks: bool
    notes: tuple[Note, ...] = ()


def prepare(path: Path, folder: Path) -> Text:
    """Find out how a text file is written; one that is not UTF-8 is rewritten into ``folder``.

    Raises:
        ProblemError: it holds zero bytes, so it is not text.
    """
    charset = _charset(path)
    notes: tuple[Note, ...] = ()
    if charset != "utf-8":
        path = _rewritten(path, charset, folder / "utf8.csv")
        notes = (Note("charset", N_("The file is written in {charset}, not UTF-8."), {"charset": charset}),)
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    offset = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    first = start[offset:].split(b"\n", 1)[0]
    if first.strip(b'" \r').lower().startswith(b"sep=") and len(first.strip(b'" \r')) == 5:
        separator = first.strip(b'" \r')[4:].decode()
        offset += len(first) + 1
    else:
        separator = find_separator(start[offset:].decode("utf-8", "ignore"))
    quoted, odd_blanks = _scan(path, offset, separator)
    return Text(path, offset, separator, quoted, odd_blanks, notes)


def find_separator(text: str) -> str:
    """Find the separator that gives most rows the same number of values, at least two.

    A file of one column has none; its commas belong to the values, and a character that text has not is returned.
    """

    def score(separator: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in _lenient(text, separator) if len(row) > 1 or any(row))
        width, rows = max(widths.items(), key=lambda item: item[1] * (item[0] > 1), default=(1, 0))
        return (rows / sum(widths.values()), width) if width > 1 else (0.0, 1)

    scores = {separator: score(separator) for separator in _SEPARATORS}
    best = max(share for share, _ in scores.values())
    return next(s for s in _SEPARATORS if scores[s][0] == best) if best > _MANY else _NONE


def read_text(text: Text) -> Table:
    """Read the table of a file that fits into memory.

    Raises:
        ProblemError: there is no table in it, or the rows cannot be told apart.
    """
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in numbered_rows(text):
        lines.append(line)
        rows.append(row)
    body = find_body(rows)
    long = next((i for i in range(len(body.labels)) if not any(body.labels[i:])), None)
    if long is not None:
        longer = [n for n, row in zip(body.numbers, body.rows) if row[long] is not None]
        if len(longer) * 2 < len(body.rows):
            line = longer[0] - 1
            raise ProblemError(problems.long_row(lines[line], len(rows[line]), long))
    return read_body(body, text.notes)


def numbered_rows(text: Text) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the number of lines up to its end."""
    csv.field_size_limit(MAX_CELL)
    with text.path.open("rb") as file:
        file.seek(text.offset)
        wrapped = io.TextIOWrapper(file, "utf-8", newline="")
        reader = csv.reader(wrapped, delimiter=text.separator, strict=True)
        started = 1
        try:
            for row in reader:
                started = reader.line_num + 1
                yield reader.line_num, row
        except csv.Error as error:
            raise ProblemError(_quote_problem(str(error), started)) from error


def _quote_problem(error: str, line: int) -> problems.Problem:
    if "unexpected end" in error:
        return problems.open_quote(line)
    if "field larger" in error:
        return problems.long_cell(line, MAX_CELL)
    return problems.bad_quote(line)


def _lenient(text: str, separator: str) -> list[list[str]]:
    lines = text.splitlines(keepends=True)[:200]
    return list(csv.reader(lines, delimiter=separator))


def _charset(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
            if start.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(0)
            guess = from_bytes(_around_high_bytes(file.read(32 * _BLOCK)), cp_isolation=_LEGACY).best()
            return guess.encoding if guess else "cp1252"
    return "utf-8"


def _around_high_bytes(content: bytes) -> bytes:
    """Some lines that are not ASCII: only they tell a character set."""
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    return b"\n".join(lines[:500])


def _rewritten(path: Path, charset: str, target: Path) -> Path:
    with (
        path.open("r", encoding=charset, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while block := source.read(_BLOCK):
            copy.write(block)
    return target


def _scan(path: Path, offset: int, separator: str) -> tuple[bool, bool]:
    """Look once at every byte: are there quotation marks, are there unusual blanks?"""
    marks = [mark.encode() for mark in "\t\u00a0\u2007\u2009\u202f\u200b\ufeff" if mark != separator]
    quoted = odd = False
    with path.open("rb") as file:
        file.seek(offset)
        while block := file.read(_BLOCK):
            if b"\0" in block:
                raise ProblemError(problems.nul_bytes())
            quoted = quoted or b'"' in block
            odd = odd or any(mark in block for mark in marks)
    return quoted, odd
