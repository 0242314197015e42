"""Where a table ends: total rows, and the notes, sources and signatures below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from ckanext.paser.areas.rules import areas
from ckanext.paser.tables.rules import dates
from ckanext.paser.tables.rules.cells import Cell, as_text, cleaned, has_strings, is_missing
from ckanext.paser.tables.rules.header import Row
from ckanext.paser.tables.rules.kinds import SAFE
from ckanext.paser.tables.rules.numbers import is_number

TAIL = 60
"""Rows at the end in which notes are looked for."""
LONG_TAIL = 5000
"""The same where there is no figure among these, be it that they are notes or that the table has none."""
_WIDE = 4
"""Values in the longest row from which on one alone is unlikely to be a row of data."""

_SEVERAL = 3
"""Words, one below the other, that are no rows which lack their figures, where they stand below the last total."""

_TELLING = 10
"""Columns in which a row says what it is; DuckDB keeps some memory for each that it looks into."""

_SUM, _JUMLAH, _RATA = (" *".join(word) for word in ("total", "jumlah", "rata"))
"""Also with blanks between the letters, as titles are written by hand: ``J U M L A H``."""

_MEAN = rf"(?:{_RATA} *-? *{_RATA}|rerata)"

_OF = (
    r" ?\((?:kab|kabupaten)\.? ?/ ?kota\)| (?:kab\.|kab|kabupaten)(?: ?/ ?kota)? paser"
    r"| \(?(?:[ivx]{1,4}|[a-e]|[0-9]{1,2})(?: ?\+ ?(?:[ivx]{1,4}|[a-e]|[0-9]{1,2})){1,8}\)?"
)
"""What a total is of: ``JUMLAH (KAB/KOTA)`` of the *Profil Kesehatan*, *Total Kabupaten Paser*, *Jumlah I + II*."""

TOTAL_WORD = (
    rf"(?i:(?:grand |sub[ -]?)?{_SUM}(?: keseluruhan| umum|{_OF})?"
    rf"|(?:sub[ -]?)?{_JUMLAH}(?: +{_SUM}| keseluruhan| seluruh(?:nya)?| umum|{_OF})?"
    rf"|jml\.?|{_SUM} ?/ ?{_JUMLAH}|{_JUMLAH} ?/ ?{_SUM}|{_MEAN}(?: ?/ ?average|{_OF})?)"
)
TOTAL = f"{TOTAL_WORD} ?:?"
"""The whole first cell of a row that sums up others, for Python's ``re`` and RE2."""

PERHAPS_TOTAL = rf"(?i){_SUM}|{_JUMLAH}|jml|{_RATA}|rerata"
"""What every label of a total row contains."""

PERHAPS_NO_SUM = rf"(?i){_RATA}|rerata|persen|prosen"
"""What that of a row of means or percentages contains."""

REGENCY = r"(?:kab\.|kab|kabupaten)"
_PERCENT = r"(?:persentase|prosentase|persen)(?: ?\(%\))?"
AREA_TOTAL = rf"(?i:(?:{_MEAN} )?{REGENCY} ?paser|{_MEAN} (?:{REGENCY}|kecamatan|desa)|{_PERCENT}) ?:?"
"""What is no kecamatan and no desa in a column of these: the whole regency, its mean, its percentages; for Python and RE2."""

WHOLE = rf"(?:{AREA_TOTAL}|(?i:paser) ?:?)"
"""The same with the bare name of the regency, which is no kecamatan's and no desa's: where these stand in the column."""

NEIGHBOUR = r"(?i)(?:kab\. ?|(?:kab|kabupaten|kota) )[a-z].*"
"""A regency or city: where others stand in such a column than Paser, it is one area among them."""

FEWEST_PARTS = 2
"""Rows of areas beside those that tell of the whole regency."""

_PART = r"(?:kec\.|kec|kecamatan|desa|kel\.|kel|kelurahan)"
_PARTS = re.compile(
    rf"(?i)(?:nama )?{_PART}(?: ?(?:/|dan|atau|&) ?{_PART})*(?: ?/? ?(?:sub-?)?(?:districts?|villages?))*"
)
"""The header of a column of nothing but kecamatan or desa."""
_NUMBERS_ROWS = re.compile(r"(?i)(?:no|nomor|nomer)\.?(?: urut)?")

_TOTAL, _AREA_TOTAL, _WHOLE, _NEIGHBOUR, _SHARES = map(
    re.compile, (TOTAL, AREA_TOTAL, WHOLE, NEIGHBOUR, rf"(?i){_PERCENT} ?:?")
)
_BARE = re.compile(r"(?i:paser) ?:?").fullmatch
_WORDS = "sumber|catatan|keterangan|ket|source|notes?|penjelasan|diolah"
_BOTH = r"(?: data)?(?: ?/ ?[a-z]+(?: [a-z]+){0,2})?"
"""BPS writes in two languages: *Sumber/Source:*, *Sumber Data/Source of Data:*."""
_SAYS = rf"(?:{_WORDS}){_BOTH} {{0,2}}[:.)*=]|(?:sumber|catatan|keterangan){_BOTH}$"
_SAYS_NOTE = re.compile(rf"(?i){_SAYS}")
_NOTE = re.compile(rf"(?i){_SAYS}|(?:\*|\d\)|[a-z]\)) ?[:.)*= ]|\*")
_SAYS_NOTE_OF_TWO = re.compile(rf"(?i)(?:{_WORDS}){_BOTH} {{0,2}}[:.)*=]|sumber{_BOTH}$")
"""In a table of two columns *Keterangan* | *Baik* is a row, where no blank one parts it from the others."""
_PERHAPS_NOTE = re.compile(rf"(?i)(?:{_WORDS}) ")
"""*Sumber BPS* is a note, *Sumber Daya Air* and *Sumber Sari* are an agency's work and a village."""

_KNOWS = "(?:mengetahui|menyetujui|mengesahkan)"
_SIGNS = re.compile(
    rf"(?im)^(?:{_KNOWS}(?: ?/ ?{_KNOWS})?[\s,.:]*(?:$|(?:kepala|sekretaris|camat|lurah|bupati|direktur|plt|plh|a\.?n)\b)"
    rf"|[a-z][a-z .]+,[ ._]*(?:{dates.NAMED}|{dates.DMY}|{dates.MONTH})$)"
)
"""Whoever signs begins with *Mengetahui,* or with place and day, of which the number may be left to be written by hand."""
_NIP = re.compile(r"(?i)(?:nip\b|[ .0-9]{18,24}$)")


def label_columns(labels: Sequence[str]) -> list[int]:
    """The columns in which a row says what it is, with its first cell: the first ones that have a header."""
    return ([i for i, label in enumerate(labels) if label] or list(range(len(labels))))[:_TELLING]


def naming_columns(labels: Sequence[str]) -> list[int]:
    """The same without those that number the rows."""
    return [
        i for i in label_columns(labels) if not _NUMBERS_ROWS.fullmatch(labels[i] if i < len(labels) else "")
    ]


def total_label(cells: Sequence[Cell]) -> str:
    """What a row calls itself if it sums up others (*Jumlah*, *Total*, *Rata-rata*), else empty.

    In an area table such a row would be counted twice. A row in which the word is one category
    among others, behind its own label, stays.

    Args:
        cells: the row's cells in the ``label_columns``.
    """
    first = next((cell for cell in cells if cell is not None), None)
    return first if isinstance(first, str) and _TOTAL.fullmatch(first) else ""


def area_columns(labels: Sequence[str]) -> list[int]:
    """The column of kecamatan or desa, then those before it that number the rows, where a merged word may stand; none without it."""
    telling = label_columns(labels)
    at = next((n for n, i in enumerate(telling) if i < len(labels) and _PARTS.fullmatch(labels[i])), None)
    if at is None:
        return []
    return [telling[at], *(i for i in telling[:at] if _NUMBERS_ROWS.fullmatch(labels[i]))]


def total_rows(columns: Sequence[Sequence[Cell]], labels: Sequence[str], height: int) -> list[str]:
    """For each row, what it calls itself if it sums up others, else empty.

    In a column of kecamatan or desa the regency, its mean and its percentages do so too, unless other regencies stand there.

    Args:
        columns: cells of all columns.
        labels: their headers.
        height: how many rows there are.
    """
    found = total_labels((columns[i] for i in label_columns(labels) if i < len(columns)), height)
    at = [i for i in area_columns(labels) if i < len(columns)]
    for whole in (_WHOLE, _AREA_TOTAL) if at else ():
        called = total_labels((columns[i] for i in at), height, whole)
        both = [total or other for total, other in zip(found, called, strict=True)]
        if both == found:
            return found
        named = [
            cell for cell, total in zip(cleaned(columns[at[0]]), both, strict=True) if not total and cell
        ]
        parts = (isinstance(cell, str) and is_part(cell) for cell in named)
        if (
            whole is _AREA_TOTAL
            or not any(map(_BARE, filter(None, called)))
            or are_parts(len(named), sum(parts))
        ):
            neighbours = any(isinstance(cell, str) and _NEIGHBOUR.fullmatch(cell) for cell in set(named))
            return found if neighbours or len(named) < FEWEST_PARTS else both
    return found


def are_parts(named: int, known: int) -> bool:
    """Tell whether rows that are named after areas are those of this regency, so that its bare name is none of them.

    Args:
        known: how many of them are.
    """
    return known >= FEWEST_PARTS and 2 * known >= named


@cache
def parts() -> str:
    """How a kecamatan or desa of this regency is called, with the word before it or without; for Python and RE2."""
    names = {name for area in areas() if area.level != "kabupaten" for name in (area.name, *area.aliases)}
    called = "|".join(sorted(" +".join(map(re.escape, name.split())) for name in names))
    return rf"(?i:(?:{_PART} )?(?:{called}))"


def is_part(cell: str) -> bool:
    """Tell whether a cell is the name of a kecamatan or desa of this regency."""
    return _part().fullmatch(cell) is not None


@cache
def _part() -> re.Pattern[str]:
    return re.compile(parts())


def says_whole(cells: Iterable[Cell]) -> bool:
    """Tell whether one of some cells of the ``area_columns`` names what is no kecamatan and no desa."""
    return any(isinstance(cell, str) and _WHOLE.fullmatch(cell) for cell in cells)


def total_labels(
    telling: Iterable[Sequence[Cell]], height: int, total: re.Pattern[str] = _TOTAL
) -> list[str]:
    """For each row, its first cell if that is the word of a row that sums up others, else empty.

    Args:
        telling: the columns in which it may stand; each is looked into for the rows alone that were empty before it.
        height: how many rows there are.
        total: how such words look.
    """
    found = [""] * height
    left: Sequence[int] = range(height)
    for column in telling:
        cells = cleaned(column if len(left) == len(column) else [column[n] for n in left])
        texts = set(cells) if has_strings(cells) else ()
        words = {cell for cell in texts if isinstance(cell, str) and total.fullmatch(cell)}
        if words:
            for n, cell in zip(left, cells, strict=True):
                found[n] = cell if isinstance(cell, str) and cell in words else ""
        left = [n for n, cell in zip(left, cells, strict=True) if cell is None] if None in cells else []
        if not left:
            break
    return found


def count_notes(rows: Sequence[Row], is_total: Callable[[Row], object] = total_label) -> int:
    """Count the rows at the end that are no data: notes, sources, place and date, signatures, legends, rates below the total.

    A row with a single value is one of them if it begins as a note does, or stands below a blank
    row or below another note. So is one of words alone below a blank row, however many (two sign side by side),
    where the rows above have figures and fill more places; so is everything from where somebody signs, or from the first note
    below a table of two columns with figures, if there is nothing but words (and NIP) below. A last row that merely lacks
    its values is data, and so is one whose first word only may begin a note (``Sumber Daya Air``), unless it stands alone
    in a wide table.

    Args:
        rows: the last rows of the table, cells cleaned, ending with its last row.
        is_total: tells whether a row sums up others.

    Returns:
        how many of them, counted from the end, with the blank rows between, are to be left out.
    """
    notes = _count_notes(rows)
    rows = rows[: len(rows) - notes]
    total = next((i for i in range(len(rows) - 1, -1, -1) if is_total(rows[i])), len(rows))
    return notes + (_count_rates(rows, total) or _count_words(rows, total))


def tail(last: Callable[[int], Sequence[Row]]) -> Sequence[Row]:
    """The last rows in which notes are looked for.

    Args:
        last: gives so many of the last rows, cells cleaned.
    """
    rows = last(TAIL)
    is_long = len(rows) == TAIL and not any(is_figure(cell) for row in rows for cell in row)
    return last(LONG_TAIL) if is_long else rows


def _count_notes(rows: Sequence[Row]) -> int:
    width = max((_filled(row) for row in rows), default=0)
    if width < 2:
        return 0
    sparse = 1 if width < _WIDE else 2
    few = [_filled(row) <= sparse for row in rows]
    words = [*map(_only_words, rows)]
    figures = [*_have_figures(rows)]
    first = _run([*map(any, zip(few, words, strict=True))])
    signed = _signed(rows, first, figures)
    said = min(signed, _noted(rows, first, figures)) if width == 2 else signed
    # words that fill all places are data, unless somebody signs with them, or a note of two cells begins above
    words = [told and (i >= said or _filled(rows[i]) < width) for i, told in enumerate(words)]
    sure = _run(few)
    for i in range(_run([*map(any, zip(few, words, strict=True))]), len(rows)):
        if i < sure and not figures[i]:
            continue
        after_blank = i > 0 and not _filled(rows[i - 1])
        if i == signed or _begins_note(rows[i], width, few[i]) or (after_blank and words[i]):
            return len(rows) - i
    return 0


def _signed(rows: Sequence[Row], first: int, figures: Sequence[bool]) -> int:
    """Where signatures begin, right below the rows or not; how many rows there are if nobody signs.

    Args:
        first: from this row on there are words alone.
        figures: for each row, whether those above it have figures.
    """
    return next((i for i in range(first, len(rows)) if figures[i] and _signs(rows, i)), len(rows))


def _noted(rows: Sequence[Row], first: int, figures: Sequence[bool]) -> int:
    """Where notes begin below a table of two columns, of which each may fill both; how many rows there are without any.

    Args:
        first: from this row on there are words alone.
        figures: for each row, whether those above it have figures.
    """
    for i in range(first, len(rows)):
        begins = _NOTE if i > 0 and not _filled(rows[i - 1]) else _SAYS_NOTE_OF_TWO
        if figures[i] and begins.match(next((as_text(cell) for cell in rows[i] if cell is not None), "")):
            return i
    return len(rows)


def _signs(rows: Sequence[Row], i: int) -> bool:
    """Tell whether a row begins as who signs does, in a column of which the rows above say something else."""
    found = [n for n, cell in enumerate(rows[i]) if isinstance(cell, str) and _SIGNS.search(cell)]
    return any(not any(_SIGNS.search(as_text(row[n])) for row in rows[:i] if n < len(row)) for n in found)


def _count_rates(rows: Sequence[Row], total: int) -> int:
    """Count the rows below the last total, where all of them are rates of it.

    The *Profil Kesehatan* writes *ANGKA LAHIR MATI PER 1.000 KELAHIRAN* below *JUMLAH (KAB/KOTA)*.
    """
    below = [row for row in rows[total + 1 :] if _filled(row)]
    return len(rows) - total - 1 if below and all(_is_rate(row, rows[total]) for row in below) else 0


def _count_words(rows: Sequence[Row], total: int) -> int:
    """Count the rows below the last total, where each of them is one word alone: a list of names, which has no figures."""
    below = [row for row in rows[total + 1 :] if _filled(row)]
    alone = all(_filled(row) == 1 and _only_words(row) for row in below)
    return len(rows) - total - 1 if len(below) >= _SEVERAL and alone and _filled(rows[total]) > 1 else 0


def _is_rate(row: Row, total: Row) -> bool:
    """Tell whether a row has words where the total has its label, and figures, no more than half of the total's, or its percentages."""
    own, those = ([i for i, cell in enumerate(cells) if cell is not None] for cells in (row, total))
    figures = [is_figure(row[i]) for i in own]
    if own[0] != those[0] or figures[0] or not all(figures[1:]) or len(own) < 2:
        return False
    return len(own) <= (len(those) + 1) / 2 or bool(_SHARES.fullmatch(as_text(row[own[0]])))


def _run(are: Sequence[bool]) -> int:
    """Where the rows begin that are so up to the end."""
    return next((i + 1 for i in range(len(are) - 1, -1, -1) if not are[i]), 0)


def _have_figures(rows: Sequence[Row]) -> Iterator[bool]:
    """For each row, whether most rows above it have a number in the same column."""
    filled, numbers = 0, Counter[int]()
    for row in rows:
        yield max(numbers.values(), default=0) * 2 > filled
        filled += bool(_filled(row))
        numbers.update(i for i, cell in enumerate(row) if is_figure(cell))


def note_texts(rows: Sequence[Row]) -> list[str]:
    """The texts of the rows that :func:`count_notes` counted."""
    texts = (" ".join(as_text(cell) for cell in row if cell is not None) for row in rows)
    return [text for text in texts if text]


def says_note(text: str) -> bool:
    """Tell whether a text begins as a note, a source or a legend does."""
    return bool(_NOTE.match(text))


def signs(cell: Cell) -> bool:
    """Tell whether a cell is of those who sign: *Mengetahui,*, place and day, or a NIP."""
    text = as_text(cell)
    return bool(_SIGNS.search(text) or _NIP.match(text)) or _is_name(cell)


def is_figure(cell: Cell) -> bool:
    """Tell whether a cell is a number, however it is written."""
    return is_number(cell) if isinstance(cell, str) else isinstance(cell, (int, float)) and not _is_name(cell)


def _is_name(cell: Cell) -> bool:
    """Tell whether a workbook's number has more digits than a figure: a NIP, which a text of so many digits is as well."""
    return isinstance(cell, (int, float)) and abs(cell) >= SAFE


def _filled(row: Sequence[Cell]) -> int:
    return sum(1 for cell in row if cell is not None)


def _only_words(row: Row) -> bool:
    """Tell whether nothing but words stands in a row; a mark for a missing value stands for a figure."""
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(
        isinstance(cell, str) and not is_number(cell) and not is_missing(cell) or _is_name(cell)
        for cell in cells
    )


def _begins_note(row: Row, width: int, few: bool) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    if not isinstance(first, str):
        return False
    if not few:  # the source in a cell of its own: *Sumber:* | *BPS*
        return bool(_SAYS_NOTE.match(first)) and _filled(row) == 2
    alone = width >= _WIDE and _filled(row) == 1
    return bool(_NOTE.match(first) or (alone and _PERHAPS_NOTE.match(first)))
