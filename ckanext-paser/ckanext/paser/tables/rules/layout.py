"""What officers say of the rows of a file: which are its header, which are totals, and which are none.

Pure. The header is named by its rows, as people count them. Totals are named by their labels, since those of the next file stand
in other rows: the first cells of a row that have a letter, so that neither the numbers under *No* nor figures belong to it. A
year (*2023*, below the regency) is a label, too, where it is the first thing that a row says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Any

from ckanext.paser.problems import N_, Note, Problem, ProblemError
from ckanext.paser.tables.rules.cells import BLANKS, Cell, as_text, clean, is_missing
from ckanext.paser.tables.rules.comparing import LAST, comparisons
from ckanext.paser.tables.rules.footer import label_columns, naming_columns, total_label, total_rows
from ckanext.paser.tables.rules.header import YEAR

HEADER, TOTALS, ORDINARY = "baris_kepala", "baris_jumlah", "baris_bukan_jumlah"
"""The fields of a file that hold them."""

LOWEST = 1000
"""The last row in which a header may stand."""
MOST_HEADER_ROWS = 10
MOST_LABELS = 50
LONGEST = 200
"""Characters of a label."""

PART = "|"
"""Between the cells of a label that is more than the first: *Kuaro | Jumlah*."""
BETWEEN = "\x1f"
"""The same where labels are compared."""

Rows = tuple[int, int]
"""The first and the last of some rows, as people count."""

_ROWS = re.compile(r"([0-9]{1,7})(?: *[-–—] *([0-9]{1,7}))?")
_blanks = re.compile(f"[{BLANKS}]+")


@dataclass(frozen=True)
class Layout:
    """What was said of the rows of one file.

    Args:
        header: its rows; None where the reader finds them.
        totals: labels of the rows that sum up others.
        ordinary: labels of rows that do not, whatever they are called.
    """

    header: Rows | None = None
    totals: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels."""
        return (*self.totals, *self.ordinary)

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The labels by how a row begins that has them; those of several cells stand before their first."""
        found = {begins: label for label in self.labels if (begins := key(label)) and not is_year(label)}
        return dict(sorted(found.items(), key=lambda each: -each[0].count(BETWEEN)))

    @cached_property
    def years(self) -> Mapping[str, str]:
        """The labels that are years, by the year."""
        return {label.strip(BLANKS): label for label in self.labels if is_year(label)}

    def label_of(self, cells: Sequence[Cell], first: Cell = None) -> str:
        """The label that a row has, empty where it has none.

        Args:
            cells: of the row, in the ``label_columns``.
            first: its first cell in the ``naming_columns``.
        """
        begins = _begins(cells)
        by_words = (label for known, label in self.keys.items() if begins.startswith(known))
        return next(by_words, "") or self.years.get(as_text(first).strip(BLANKS), "")

    def as_chosen(self, text: str) -> str:
        """The label that a text from a file is, its cells with ``BETWEEN`` between them; the text where it is none."""
        return self.keys.get(_begins(text.split(BETWEEN))) or self.years.get(text, text)

    def by_label(self, counted: Iterable[tuple[str, int, int]], above: int) -> dict[str, tuple[int, int]]:
        """How many rows have each label, and the first of them as people count.

        Args:
            counted: the same by how the file writes it, in order, with rows counted below the header.
            above: rows above these.
        """
        found: dict[str, tuple[int, int]] = {}
        for text, count, first in counted:
            label = self.as_chosen(text)
            known, begun = found.get(label, (0, above + first))
            found[label] = known + count, begun
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` reads back."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> Layout:
        """Read back what :meth:`as_dict` returned, also where JSON has made lists of it."""
        rows = stored["header"]
        return Layout(
            (rows[0], rows[1]) if rows else None, tuple(stored["totals"]), tuple(stored["ordinary"])
        )

    @staticmethod
    def of(extras: Mapping[str, Any]) -> Layout:
        """Read it out of a resource's fields."""
        rows = None
        with suppress(ProblemError):  # what was stored before there was a rule says nothing
            rows = header_rows(extras.get(HEADER) or "")
        return Layout(rows, tuple(extras.get(TOTALS) or ()), tuple(extras.get(ORDINARY) or ()))


AS_FOUND = Layout()
"""Nothing was said."""


def header_rows(value: str) -> Rows | None:
    """Read the rows of a header as somebody writes them: ``5``, ``5-6``; None for nothing.

    Raises:
        ProblemError: they are no rows of a header.
    """
    if not value.strip():
        return None
    found = _ROWS.fullmatch(value.strip())
    first, last = sorted((int(found[1]), int(found[2] or found[1]))) if found else (0, 0)
    if not first:
        fact = N_('"{value}" is not the number of a row.')
        remedy = N_(
            "Write the row of the header as the spreadsheet program numbers it, for example 5, or the first and the last of "
            "several, for example 5-6."
        )
        raise ProblemError(Problem("header_rows_unread", "", fact, remedy, {"value": value.strip()[:50]}))
    if last > LOWEST:
        fact = N_("A header cannot stand below row {most:,}.")
        remedy = N_("Look at the number of its row again, or remove rows above the table.")
        raise ProblemError(Problem("header_rows_low", "", fact, remedy, {"most": LOWEST}))
    if last - first >= MOST_HEADER_ROWS:
        fact = N_("A header has at most {most} rows.")
        remedy = N_("Choose the rows in which the names of the columns stand.")
        raise ProblemError(Problem("header_rows_many", "", fact, remedy, {"most": MOST_HEADER_ROWS}))
    return first, last


def written(rows: Rows | None) -> str:
    """How rows are written: ``5``, ``5-6``, empty for none."""
    return "-".join(map(str, dict.fromkeys(rows))) if rows else ""


def label_problems(labels: Sequence[str], others: Sequence[str] = ()) -> list[Problem]:
    """What is wrong with the labels of totals, or of rows that are none.

    Args:
        others: the labels of the other of both.
    """
    found = []
    if len(labels) > MOST_LABELS:
        fact = N_("There are {count} labels of rows; at most {most} are possible.")
        remedy = N_("Write only those that the reader does not tell by itself.")
        params = {"count": len(labels), "most": MOST_LABELS}
        found.append(Problem("labels_many", "", fact, remedy, params))
    for label in labels:
        if len(label) > LONGEST:
            fact = N_('The label "{value}…" is longer than {most} characters.')
            remedy = N_("Write what stands in the first cell of the row.")
            params = {"value": label[:30], "most": LONGEST}
            found.append(Problem("label_long", "", fact, remedy, params))
        elif not key(label):
            fact = N_('"{value}" has no letter and is no year, so that no row can be found by it.')
            remedy = N_(
                "Write the words that the row begins with, or its year; a number before them is passed over."
            )
            found.append(Problem("label_without_words", "", fact, remedy, {"value": label}))
    known = {*map(key, others)}
    for label in labels:
        if key(label) in known - {""}:
            fact = N_('"{value}" stands among the totals and among the rows that are none.')
            remedy = N_("Take it out of one of both.")
            found.append(Problem("label_twice", "", fact, remedy, {"value": label}))
    return found


def key(label: str) -> str:
    """How a row begins that has a label, empty where it has no letter and is no year."""
    return f"{label.strip(BLANKS)}{BETWEEN}" if is_year(label) else _begins(label.split(PART))


def is_year(label: str) -> bool:
    """Tell whether a label is a year and nothing else."""
    return YEAR.fullmatch(label.strip(BLANKS)) is not None


def _begins(cells: Sequence[Cell]) -> str:
    words = (_word(cell) for cell in cells if isinstance(cell, str))
    return "".join(f"{word}{BETWEEN}" for word in words if word)


@lru_cache(1 << 12)  # a file has more
def _word(cell: str) -> str:
    """A cell as labels are compared; empty for one that is none."""
    text = _blanks.sub(" ", cell.strip(BLANKS)).lower()
    return text if any(map(str.isalpha, text)) and not is_missing(text) else ""


@dataclass(frozen=True)
class Told:
    """The rows that have a chosen label: how many, and the first of them as people count, by label."""

    layout: Layout = AS_FOUND
    rows: Mapping[str, tuple[int, int]] | None = None

    def notes(self) -> list[Note]:
        """Which rows are totals, and which are none, as chosen."""
        found = self.rows or {}
        return [
            _note(label, *found[label], is_total=label in self.layout.totals)
            for label in self.layout.labels
            if label in found
        ]

    def problems(self) -> list[Problem]:
        """The labels that no row has."""
        missing = [label for label in self.layout.labels if label not in (self.rows or {})]
        fact = N_(
            'No row of the table begins with "{text}", as was chosen for totals or for rows that are none.'
        )
        remedy = N_(
            "Write it on the page of the columns as it stands in the first cells of the row, or take it out there if the row "
            "is gone for good."
        )
        return [Problem(NO_SUCH_LABEL, "", fact, remedy, {"text": label}) for label in missing]


NO_SUCH_LABEL = "label_not_found"


def _note(label: str, count: int, first: int, *, is_total: bool) -> Note:
    if is_total:
        one = N_('Row {row} is a total, as chosen: "{text}".')
        more = N_('Rows that are totals, as chosen: {count} ("{text}", the first is row {row}).')
    else:
        one = N_('Row {row} is no total, as chosen: "{text}".')
        more = N_('Rows that are no totals, as chosen: {count} ("{text}", the first is row {row}).')
    code = "totals_chosen" if is_total else "ordinary_chosen"
    return Note(code, one if count == 1 else more, {"count": count, "row": first, "text": label})


def labelled(columns: Sequence[Sequence[Cell]], labels: Sequence[str], layout: Layout) -> dict[int, str]:
    """The rows that have a chosen label, from 0, with that.

    Args:
        columns: cells of all columns.
        labels: their headers.
    """
    telling = [columns[i] for i in label_columns(labels) if i < len(columns)]
    if not layout.labels or not telling:
        return {}
    naming = [columns[i] for i in naming_columns(labels) if i < len(columns)] if layout.years else []
    firsts = map(first_cell, zip(*naming, strict=True)) if naming else repeat(None)
    rows = enumerate(zip(zip(*telling, strict=True), firsts, strict=False))
    return {n: label for n, (row, first) in rows if (label := layout.label_of(row, first))}


def first_cell(cells: Iterable[Cell]) -> Cell:
    """The first of some cells that holds something."""
    return next((cell for cell in map(clean, cells) if cell is not None), None)


def totals_of(
    columns: Sequence[Sequence[Cell]], labels: Sequence[str], height: int, layout: Layout
) -> tuple[list[str], dict[int, str]]:
    """For each row what it calls itself if it sums up others, as found or as chosen, else empty; and the rows with a chosen label.

    As :func:`footer.total_rows`.
    """
    totals, chosen = total_rows(columns, labels, height), labelled(columns, labels, layout)
    begin = max(0, height - LAST)
    last = [*zip(*(column[begin:height] for column in columns), strict=True)]
    for n, text in comparisons(last, labels).items():
        totals[begin + n] = totals[begin + n] or text
    for n, label in chosen.items():
        totals[n] = label if label in layout.totals else ""
    return totals, chosen


def total_finder(labels: Sequence[str], layout: Layout) -> Callable[[Sequence[Cell]], object]:
    """Tells whether a row of all cells is a total by its word, and not chosen to be none."""
    if not layout.ordinary:
        return total_label
    at = label_columns(labels)

    def is_total(row: Sequence[Cell]) -> bool:  # by its word, so that it is no year
        return (
            bool(total_label(row))
            and layout.label_of([row[i] for i in at if i < len(row)]) not in layout.ordinary
        )

    return is_total


def unused(layout: Layout) -> list[Note]:
    """What is told where a file has no rows of which anything could be said: a GeoJSON, whose features are its rows."""
    fact = N_(
        "What was chosen of the header and of rows of totals does not matter in this file: its rows are features."
    )
    return [Note("layout_unused", fact)] if layout != AS_FOUND else []
