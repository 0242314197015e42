"""Below one table of a sheet another one (*Tabel 2*, with a header of its own), or the same header again on each page of a print.

Pure. Rows of two tables are never mixed: what is read ends where the second begins. A row of words alone proves little, as
a row may lack its figures and a group may have a heading; so the words must stand where figures stand above, and the row
must begin as the header does, or have figures below and repeat a word of the header or have a title, both below a blank row;
or it begins a list of words (``lists``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules import lists
from ckanext.paser.tables.rules.cells import Cell, as_text, clean
from ckanext.paser.tables.rules.footer import is_figure, total_label
from ckanext.paser.tables.rules.header import YEAR, Head, Row, is_label

BEFORE, AFTER = 12, 6
"""Rows that are looked at above and below one that may be a header."""
NEAR = 4
"""Rows below a blank one in which a second header may stand, behind its titles."""
_ENOUGH = 3
"""Rows that show which places those of a table fill."""
_MOST = 5
"""Rows that may begin another table, of which each is asked about."""
_SHOWN = 200
_TITLE = re.compile(r"(?i)(?:tabel|table|lampiran|daftar|data|rekap\w*)\b|(?:\S+\s+){2}\S")
_CALLED = re.compile(
    r"(?i)(?:no|nomor)\.?(?: ?urut)?|nama(?: [a-z/ ]{3,40})?|(?:umur|usia)(?: ?\(?(?:tahun|thn|th)\)?)?|jenis kelamin|j\.?k\.?"
    r"|l ?/ ?p|nik|nisn|(?:no|nomor)\.? ?(?:kk|ktp|hp|telp|telepon|rekening)|alamat|r[tw](?: ?/ ?rw)?|dusun"
    r"|desa(?: ?/ ?kelurahan)?|kelurahan|kecamatan|wilayah|tahun|bulan|(?:tanggal|tgl\.?|tempat|tahun)(?: lahir)?"
    r"|(?:jumlah|jml\.?)(?: [a-z]{2,20})?|total|luas(?: ?\([a-z0-9²]+\))?|volume|satuan|harga|nilai|persentase"
    r"|keterangan|ket\.?|uraian|jenis(?: [a-z]{3,20})?|kategori|pekerjaan|pendidikan|agama|kelas|sekolah"
    r"|berat(?: badan)?|tinggi(?: badan)?"
)
"""Whole cells that say nothing but what a column is called; rows of data have a name of their own."""
_LETTERED = re.compile(r"(?:[A-Z]|[IVX]{2,4})[.)] ?[A-Za-z]|(?i:tabel|table) ")
"""*B. Rumah Sakit*, *Tabel 2 Rumah*: a part of its own."""
_CONTINUED = re.compile(r"(?i)lanjutan|sambungan|continued")
_LONGEST = 17
"""Digits of a figure or a code; those who sign have a NIP of 18."""


@dataclass(frozen=True)
class Stacked:
    """What stands below the header besides the rows of the table, in rows below the header, counted from 0.

    Args:
        repeated: rows that repeat the header.
        perhaps: rows of the table that may be headers of another one, for the sake of personal data below them.
        end: where another table begins; None where none does.
        text: the first row of that; empty where it may be one of its data.
    """

    repeated: frozenset[int] = frozenset()
    perhaps: tuple[int, ...] = ()
    end: int | None = None
    text: str = ""

    def notes(self, body: int) -> list[Note]:
        """What is told of the rows that were left out.

        Args:
            body: how many rows stand above the first.
        """
        if not self.repeated:
            return []
        fact = N_("Rows that repeat the header, left out: {count}, the first of them row {row}.")
        params = {"count": len(self.repeated), "row": body + min(self.repeated) + 1}
        return [Note("repeated_header", fact, params)]

    def problems(self, body: int, sheet: str = "") -> list[Problem]:
        """The other table, which nobody would find again among the rows of this one."""
        if self.end is None:
            return []
        fact = N_('A second table begins here: "{text}". It was not read; the table ends above it.')
        if not self.text:
            fact = N_("A second table begins here. It was not read; the table ends above it.")
        remedy = N_("Put the second table into a sheet or a file of its own, and send that too.")
        params = {"row": body + self.end + 1, "text": self.text}
        where = N_("Row {row}")
        if sheet:
            where, params = N_('Sheet "{sheet}", row {row}'), {**params, "sheet": sheet}
        return [Problem("second_table", where, fact, remedy, params)]


ALONE = Stacked()
"""Nothing but one table."""


def first_label(header: Sequence[Row]) -> tuple[int, Cell]:
    """Place and text of the first cell of a header that says something."""
    return next(((i, cell) for row in header for i, cell in enumerate(row) if cell is not None), (0, None))


def look(
    runs: Iterable[tuple[int, Sequence[Row]]],
    head: Head,
    header: Sequence[Row],
    figures_below: Callable[[int, Set[int]], bool],
) -> Stacked:
    """Find where another table begins, and the rows that repeat the header.

    Args:
        runs: rows below the header, those at least that stand around a blank one or a repeated first label; each run
            with the number of its first, from 0, in order. Blanks around their cells are not removed yet.
        header: the rows of the header, cells cleaned.
        figures_below: tells whether there is a figure in some places of any row from one on.
    """
    if head.header == head.body:
        return ALONE
    repeated: set[int] = set()
    perhaps: list[int] = []
    grouped = False
    for start, rows in runs:
        grouped = grouped or (not start and bool(rows) and _count(rows[0]) == 1)
        for n in _candidates(rows, first_label(header)):
            if start + n in repeated:
                continue
            found = _judge(rows, n, head, header, grouped)
            below = partial(figures_below, start + n)
            found = found or _list(rows, n, below) or _headless(rows, n, below)
            if found and found.end is not None:
                return Stacked(frozenset(repeated), tuple(perhaps), start + found.end, found.text)
            repeated.update(start + i for i in (found.repeated if found else ()))
            if not found and len(perhaps) < _MOST and _may_begin(rows, n):
                perhaps.append(start + n)
    return Stacked(frozenset(repeated), tuple(perhaps))


def _candidates(rows: Sequence[Row], label: tuple[int, Cell]) -> Iterator[int]:
    """The rows near a blank first cell, and those that begin as the header does."""
    place, text = label
    near = 0
    for n, row in enumerate(rows):
        cell = row[place] if place < len(row) else None
        if isinstance(cell, str):  # most are numbers, of millions
            cell = clean(cell)
        if cell is None:
            near = NEAR
        if near or cell == text:
            near -= bool(near) and cell is not None
            yield n


def _judge(rows: Sequence[Row], n: int, head: Head, header: Sequence[Row], grouped: bool) -> Stacked | None:
    """What a row is, if it is a header; None if it is none.

    Args:
        grouped: the table begins with a heading, as groups have.
    """
    cells = _cells(rows[n])
    if len(cells) < 2 or not all(map(is_label, cells.values())):
        return None
    around = _Around.of(rows, n)
    lone, above, below_blank = around.title, around.above, around.below_blank
    title = lone if below_blank else ""
    if cells == _cells(header[0]):
        title = lone if below_blank or around.below_total or _LETTERED.match(lone) else ""
        if not title or title in head.titles or _CONTINUED.search(title):
            return Stacked(frozenset(_repeats(rows, n, header)))
        return Stacked(end=above, text=title[:_SHOWN])
    starts_alike = first_label(header) == next(iter(cells.items()))
    entitled = bool(_TITLE.match(title)) and (not grouped or title.lower().startswith("tabel"))
    known = {cell for row in header for cell in row}
    alike = starts_alike or (below_blank and any(cell in known for cell in cells.values()))
    over = _figures(reversed(rows[max(0, above - BEFORE) : above]))
    under = {i for row in _until_blank(rows[n + 1 : n + 1 + AFTER]) for i in _figures([row])}
    told = {i for i, cell in cells.items() if starts_alike or not YEAR.fullmatch(as_text(cell))}
    called = below_blank and all(isinstance(cell, str) and _CALLED.fullmatch(cell) for cell in cells.values())
    another = alike or entitled or called or around.below_total or _is_of_other_places(rows, n, around)
    if another and over & told and (starts_alike or over & under & told):
        begin = above if below_blank or _TITLE.match(lone) else n
        return Stacked(end=begin, text=_text(rows[begin])[:_SHOWN])
    return None


def _list(rows: Sequence[Row], n: int, figures_below: Callable[[Set[int]], bool]) -> Stacked | None:
    """A table of words that a row begins, header or not; None if it begins none.

    Where neither a title nor the row itself says that it is one, it may be the rest of the table, of which the figures are
    not known: then there must be none down to the end.
    """
    around = _Around.of(rows, n)
    over, title = around.figures(rows), around.title
    if not over or len(first := _cells(rows[n])) < 2 or not all(map(is_label, first.values())):
        return None
    below = [_cells(row) for row in _until_blank(rows[n + 1 : n + 1 + AFTER])]
    if not lists.is_list(first, below, over, "" if len(below) == AFTER else title):
        return None
    headed = lists.heads(first, below, over)
    if not headed and not title.lower().startswith("tabel") and figures_below(over):
        return None
    return Stacked(end=around.above, text=(title or (_text(rows[n]) if headed else ""))[:_SHOWN])


def _headless(rows: Sequence[Row], n: int, figures_below: Callable[[Set[int]], bool]) -> Stacked | None:
    """Another table without a header, that rows below a blank one begin; None if they begin none.

    They have words where figures stand above and figures where words do (*1* | *Siti*), or their numbers begin at 1 again and all
    of them, to the end, lack the figures that all rows above have.
    """
    around = _Around.of(rows, n)
    above = [row for row in map(_cells, rows[max(0, around.above - BEFORE) : around.above]) if len(row) > 1]
    below = [_cells(row) for row in _until_blank(rows[n : n + 1 + AFTER])]
    if not around.below_blank or min(len(above), len(below)) < _ENOUGH or any(len(row) < 2 for row in below):
        return None
    over, under = _kinds(above), _kinds(below)
    swapped = over[True] & under[False] and over[False] & under[True]
    lacking = over[True] - {min(below[0])} - set().union(*below)
    again = lacking and _counts_from_one(below) and not figures_below(lacking)
    return Stacked(end=around.above, text=around.title[:_SHOWN]) if swapped or again else None


def _counts_from_one(rows: Sequence[dict[int, Cell]]) -> bool:
    """Tell whether the first cells of some rows are 1, 2, 3."""
    return [as_text(row[min(row)]).rstrip(".") for row in rows] == [str(n) for n in range(1, len(rows) + 1)]


def _kinds(rows: Sequence[dict[int, Cell]]) -> dict[bool, set[int]]:
    """The places that hold figures in all of some rows, and those that hold words; a year is no word here, though it may head a column."""
    places = set.intersection(*map(set, rows))
    figures = {i for i in places if all(_is_figure(row[i]) for row in rows)}
    words = {i for i in places - figures if all(is_label(row[i]) for row in rows)}
    return {True: figures, False: words}


@dataclass(frozen=True)
class _Around:
    """What stands above a row.

    Args:
        title: the first of the rows of one cell right above it.
        above: the number of that, or of the row itself.
        below_blank: a blank row is above.
        below_total: the last row above that is not blank is one of totals.
    """

    title: str
    above: int
    below_blank: bool
    below_total: bool

    @staticmethod
    def of(rows: Sequence[Row], n: int) -> _Around:
        titles = [*takewhile(lambda row: _count(row) == 1, reversed(rows[max(0, n - NEAR + 1) : n]))]
        above = n - len(titles)
        blank = sum(
            1 for _ in takewhile(lambda row: not _count(row), reversed(rows[max(0, above - NEAR) : above]))
        )
        last = [*_cells(rows[above - blank - 1]).values()] if above > blank else []
        return _Around(_text(titles[-1]) if titles else "", above, blank > 0, bool(total_label(last)))

    def figures(self, rows: Sequence[Row]) -> set[int]:
        """The places of figures in the table above, where it has an end there."""
        ended = self.below_blank or self.below_total
        return _figures(reversed(rows[max(0, self.above - BEFORE) : self.above])) if ended else set()


def _is_of_other_places(rows: Sequence[Row], n: int, around: _Around) -> bool:
    """Tell whether a row below a blank one, and those below it, leave a place empty that all rows above fill."""
    above = [row for row in map(_cells, rows[max(0, around.above - BEFORE) : around.above]) if len(row) > 1]
    below = [_cells(row) for row in _until_blank(rows[n : n + 1 + AFTER])]
    if not around.below_blank or min(len(above), len(below)) < _ENOUGH:
        return False
    return bool(set.intersection(*map(set, above)) - set().union(*below))


def _may_begin(rows: Sequence[Row], n: int) -> bool:
    """Tell whether a row may be the header of another table: words where figures stand above, as of rows that lack theirs."""
    cells = _cells(rows[n])
    if len(cells) < 2 or not all(map(is_label, cells.values())):
        return False
    return not cells.keys().isdisjoint(_Around.of(rows, n).figures(rows))


def figures_in(rows: Sequence[Row]) -> Callable[[int, Set[int]], bool]:
    """What :func:`look` asks about rows in memory.

    Args:
        rows: below the header.
    """
    return lambda n, places: any(
        i in places and _is_figure(cell) for row in rows[n:] for i, cell in _cells(row).items()
    )


def _repeats(rows: Sequence[Row], n: int, header: Sequence[Row]) -> Iterator[int]:
    """The rows from one on that are the header's, its numbering included."""
    pairs = zip(rows[n:], header, strict=False)
    return islice(
        range(n, len(rows)), sum(1 for _ in takewhile(lambda p: _cells(p[0]) == _cells(p[1]), pairs))
    )


def _figures(rows: Iterable[Row]) -> set[int]:
    """The places of the figures in the first row that has some."""
    found = ({i for i, cell in _cells(row).items() if _is_figure(cell)} for row in rows)
    return next(filter(None, found), set())


def _is_figure(cell: Cell) -> bool:
    text = as_text(cell)
    return (is_figure(cell) or text.isdecimal()) and sum(map(str.isdigit, text)) <= _LONGEST


def _until_blank(rows: Sequence[Row]) -> Iterator[Row]:
    return takewhile(_count, rows)


def _cells(row: Row) -> dict[int, Cell]:
    """The cells that hold something, by their place."""
    cleaned = ((i, clean(cell)) for i, cell in enumerate(row))
    return {i: cell for i, cell in cleaned if cell is not None}


def _count(row: Row) -> int:
    return len(_cells(row))


def _text(row: Row) -> str:
    return " ".join(as_text(cell) for cell in _cells(row).values())
