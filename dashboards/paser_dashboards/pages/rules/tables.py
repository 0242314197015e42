"""The table behind a picture: the same values, as texts.

Pure rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ckanext.paser.problems import N_

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.periods import between
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.story import change, present
from paser_dashboards.indicators.rules.words import Speech, ranked_areas

NO_FIGURE = "–"


@dataclass(frozen=True)
class Row:
    """One row; ``cells`` are figures, ``note`` is the number of its note under the table, 0 if it has none."""

    head: str
    cells: tuple[str, ...]
    note: int = 0


@dataclass(frozen=True)
class Table:
    """Newest or highest first. Notes stand under it, for a panel is too narrow for a column of sentences.

    Args:
        foot: the note that is true of all other rows.
        notes: those of single rows, by their number from 1.
    """

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: str = ""
    notes: tuple[str, ...] = ()


def period_table(indicator: Indicator, observations: Sequence[Observation], speech: Speech) -> Table:
    """A series, newest first; missing periods are rows too."""
    values = present(observations)
    ordered = sorted(observations, key=lambda one: one.period)
    notes = _Notes([one.catatan for one in values], [one.catatan for one in reversed(ordered)])
    missing = speech(N_("no data"))
    rows: list[Row] = []
    before: Observation | None = None
    for one in ordered:
        gap = between(before.period, one.period, indicator.frekuensi) if before else []
        rows += [Row(speech.period(period), (missing, NO_FIGURE)) for period in gap]
        cells = (
            (missing, NO_FIGURE)
            if one.nilai is None
            else (_number(indicator, one, speech), _moved(indicator, one, values, speech))
        )
        rows.append(Row(speech.period(one.period), cells, notes.number(one.catatan)))
        before = one
    head = (speech(N_("Period")), speech.text(indicator.satuan), speech(N_("Change")))
    return Table(head, tuple(reversed(rows)), notes.usual, notes.told)


def area_table(indicator: Indicator, observations: Sequence[Observation], speech: Speech) -> Table:
    """Areas, highest first, those without a value last."""
    ranked = ranked_areas(observations)
    empty = [one for one in observations if one.nilai is None]
    notes = _Notes([one.catatan for one in ranked], [one.catatan for one in (*ranked, *empty)])
    figures = [(one, _number(indicator, one, speech)) for one in ranked]
    figures += [(one, speech(N_("no data"))) for one in empty]
    rows = [
        Row(speech.area(indicator, one.wilayah), (figure,), notes.number(one.catatan))
        for one, figure in figures
    ]
    head = (speech(N_("Area")), speech.text(indicator.satuan))
    return Table(head, tuple(rows), notes.usual, notes.told)


def _number(indicator: Indicator, one: Observation, speech: Speech) -> str:
    return speech.starred(indicator, one)


def _moved(indicator: Indicator, one: Observation, values: Sequence[Observation], speech: Speech) -> str:
    """The change from the period just before; a dash over a gap or a break."""
    upto = [other for other in values if other.period <= one.period]
    moved = change(indicator, upto)
    if not moved or between(upto[-2].period, one.period, indicator.frekuensi):
        return NO_FIGURE
    number = speech.number(indicator, moved.amount)
    return f"+{number}" if moved.amount > 0 else number


class _Notes:
    """The notes of a table: the one that most rows bear is told once without a number, the others have one each.

    Args:
        counted: the notes of which the usual one is found.
        shown: those of all rows, from the first to the last.
    """

    def __init__(self, counted: Sequence[str], shown: Sequence[str]) -> None:
        most = Counter(counted).most_common(1)
        self.usual = most[0][0] if most and most[0][1] > 1 else ""
        self.told = tuple(dict.fromkeys(text for text in shown if text and text != self.usual))

    def number(self, text: str) -> int:
        """The number of a note; 0 of the usual one and of none."""
        return self.told.index(text) + 1 if text in self.told else 0
