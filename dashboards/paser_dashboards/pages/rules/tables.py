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
    """One row; ``cells`` are figures."""

    head: str
    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Newest or highest first; ``foot`` is the note that is true of all rows."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: str = ""


def period_table(indicator: Indicator, observations: Sequence[Observation], speech: Speech) -> Table:
    """A series, newest first; missing periods are rows too."""
    values = present(observations)
    usual = _commonest([one.catatan for one in values])
    missing = speech(N_("no data"))
    rows: list[Row] = []
    before: Observation | None = None
    for one in sorted(observations, key=lambda one: one.period):
        gap = between(before.period, one.period, indicator.frekuensi) if before else []
        rows += [Row(speech.period(period), (missing, NO_FIGURE)) for period in gap]
        cells = (
            (missing, NO_FIGURE)
            if one.nilai is None
            else (_number(indicator, one, speech), _moved(indicator, one, values, speech))
        )
        rows.append(Row(speech.period(one.period), cells, "" if one.catatan == usual else one.catatan))
        before = one
    head = (
        speech(N_("Period")),
        speech.text(indicator.satuan),
        speech(N_("Change")),
        speech(N_("Note")),
    )
    return Table(head, tuple(reversed(rows)), usual)


def area_table(indicator: Indicator, observations: Sequence[Observation], speech: Speech) -> Table:
    """Areas, highest first, those without a value last."""
    ranked = ranked_areas(observations)
    usual = _commonest([one.catatan for one in ranked])
    empty = [one for one in observations if one.nilai is None]
    figures = [(one, _number(indicator, one, speech)) for one in ranked]
    figures += [(one, speech(N_("no data"))) for one in empty]
    rows = [
        Row(speech.area(indicator, one.wilayah), (figure,), "" if one.catatan == usual else one.catatan)
        for one, figure in figures
    ]
    head = (speech(N_("Area")), speech.text(indicator.satuan), speech(N_("Note")))
    return Table(head, tuple(rows), usual)


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


def _commonest(notes: Sequence[str]) -> str:
    """The note that most rows bear: it is told once, under the table."""
    counted = Counter(notes).most_common(1)
    return counted[0][0] if counted and counted[0][1] > 1 else ""
