"""Years, months or quarters that stand across: ``Kecamatan | 2021 | 2022``, ``Penduduk 2021 | Penduduk 2022 | Luas 2021 ...``.

In long form each of them is a row of its own: what identifies a row stays, a column says the time, and each measure is
one column. Indicators, charts and a next year need no new column then. A file keeps its shape unless this is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.rules import dates, footer, units

_WORD = r"(?:tahun(?: (?:anggaran|ajaran|pelajaran))?|thn|th|t\.?a)\.?"
_DIGITS = r"(?:19|20)[0-9]{2}"
_NAME = "|".join(sorted(dates.MONTHS, key=len, reverse=True))
_YEAR = rf"(?P<year>{_DIGITS})"
_SPAN = rf"(?P<span>{_DIGITS} ?[-/–] ?{_DIGITS})"
_MONTH = (
    rf"(?P<month>{_DIGITS}-[01][0-9]|(?:{_NAME})[ -](?:(?:{_WORD} )?{_DIGITS}|[0-9]{{2}})|"
    rf"{_DIGITS}[ ,/-]{{1,2}}(?:bulan )?(?:{_NAME}))"
)
_PART = rf"(?P<part>{re.sub(r'[(](?![?])', '(?:', dates.QUARTER + '|' + dates.HALF)})"
_PERIOD = (
    rf"(?:(?:{_WORD} ?)?(?:{_SPAN}|{_MONTH}|{_PART}|{_YEAR})|(?P<name>{_NAME}))(?P<mark> ?\*{{1,3}}\)?)?"
)
"""A time as it stands in a header; ``2023*`` is a preliminary year, ``Tahun 2023 TW I`` a quarter below its year."""

_ALONE, _BEFORE, _BEHIND = (
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _PERIOD,
        rf"{_PERIOD}[ :,/-]+(?P<measure>.*[^\W\d].*)",
        rf"(?P<measure>.*?[^\W\d].*?)[ :,/(-]+{_PERIOD}\)?",
    )
)
_UNIT = re.compile(r"(.*\S)\s*\(([^()]{1,30})\)")
_TOTAL = re.compile(footer.TOTAL)
_TIMES = re.compile(rf"(?i){_WORD}|bulan|bln\.?|triwulan|kuartal|semester|periode")
"""What stands above times and is no measure: *Bulan* above *Januari* | *Februari*."""
_COLUMN = {"year": "Tahun", "month": "Bulan", "name": "Bulan"}
_PERIOD_COLUMN = "Periode"
VALUE = "Nilai"
_Parsed = tuple[str, str, str, bool]
_LONGEST = 200
"""Characters of a header that may name a time; to look for one costs the square of them."""


@dataclass(frozen=True)
class Across:
    """How a table with times across becomes a long one; columns by their place in the table.

    Args:
        kept: the columns that stay.
        time: the header of the new column of times.
        periods: what it holds.
        measures: the headers of the columns of values.
        places: for each period, the column of each measure, None where the table has none.
        marked: headers with a mark behind their time, which the column of times does not have.
        transposed: the header of a column that stays names those times: the rows are what is measured, not what has it.
    """

    kept: tuple[int, ...]
    time: str
    periods: tuple[str, ...]
    measures: tuple[str, ...]
    places: tuple[tuple[int | None, ...], ...]
    marked: tuple[str, ...] = ()
    transposed: bool = False

    def labels(self, labels: Sequence[str]) -> list[str]:
        """The headers of the long table."""
        return [*(labels[i] for i in self.kept), self.time, *self.measures]

    def origins_in_time(self, column: int) -> list[tuple[int, int]]:
        """The columns that the values of a column of the long table come from, each with the place of its time."""
        if column <= len(self.kept):
            return [(0, i) for i in self.kept[column : column + 1]]
        measure = column - len(self.kept) - 1
        return [(p, i) for p, places in enumerate(self.places) if (i := places[measure]) is not None]

    def origins(self) -> list[tuple[int, ...]]:
        """For each column of the long table, the columns that its values come from."""
        width = len(self.kept) + 1 + len(self.measures)
        return [tuple(i for _, i in self.origins_in_time(column)) for column in range(width)]


def find_across(labels: Sequence[str]) -> Across | None:
    """Find the times that stand across, at least two for one measure; None if there are none.

    Args:
        labels: the headers of a table.
    """
    parsed = {i: found for i, label in enumerate(labels) if (found := _parse(label))}
    for form, _ in Counter(form for form, _, _, _ in parsed.values()).most_common():
        of_form = {i: (period, measure) for i, (each, period, measure, _) in parsed.items() if each == form}
        places = {(period, measure): i for i, (period, measure) in of_form.items()}
        periods = list(dict.fromkeys(period for period, _ in of_form.values()))
        measures = list(dict.fromkeys(measure for _, measure in of_form.values()))
        most = max(Counter(measure for _, measure in of_form.values()).values())
        if most < 2 or len(places) < len(
            of_form
        ):  # a measure twice in one year: what sets them apart is not known
            continue
        first = min(of_form)
        totals = {
            i
            for i, label in enumerate(labels)
            if i > first and (_TOTAL.fullmatch(label) or _sums(parsed.get(i), form, periods))
        }
        kept = tuple(i for i in range(len(labels)) if i not in of_form and i not in totals)
        time = _COLUMN.get(form, _PERIOD_COLUMN)
        transposed = any(labels[i].strip().lower() == time.lower() for i in kept)
        return Across(
            kept=kept,
            time=_PERIOD_COLUMN if transposed else time,
            periods=tuple(periods),
            measures=tuple(measures),
            places=tuple(tuple(places.get((period, measure)) for measure in measures) for period in periods),
            marked=tuple(labels[i] for i in of_form if parsed[i][3]),
            transposed=transposed,
        )
    return None


def _parse(label: str) -> _Parsed | None:
    """The form of a header's time, the time, what is measured, and whether the time has a mark; None if it names none."""
    if len(label) > _LONGEST:
        return None
    unit = _UNIT.fullmatch(label)
    base, behind = (unit[1], f" ({unit[2]})") if unit and units.in_header(label) else (label, "")
    for pattern in (_ALONE, _BEHIND, _BEFORE):
        if found := pattern.fullmatch(base.strip()):
            groups = found.groupdict()
            form = next(name for name in ("span", "month", "part", "name", "year") if groups[name])
            measure = (groups.get("measure") or VALUE).strip(" :,/(-")
            measure = VALUE if _TIMES.fullmatch(measure) else measure
            return form, _written(form, groups[form]), measure + behind, bool(groups["mark"])
    return None


def _written(form: str, text: str) -> str:
    """A time as the column of times holds it."""
    if form != "month":
        return text
    name = next((word for word in re.findall(r"[a-z]+", text.lower()) if word in dates.MONTHS), "")
    year = re.findall(r"[0-9]+", text)[0]
    return dates.read_month(f"{name} {year}") or f"{text}-01"


def _sums(parsed: _Parsed | None, form: str, periods: Sequence[str]) -> bool:
    """Tell whether a column is the total of a year whose parts stand across: *2024 Jumlah* beside *2024 Januari*."""
    if not parsed or parsed[0] != "year" or form not in ("month", "part"):
        return False
    return bool(_TOTAL.fullmatch(parsed[2])) and any(parsed[1] in period for period in periods)


def across_note(across: Across | None, labels: Sequence[str], asked: bool) -> list[Note]:
    """What was done about times that stand across, or could be.

    Args:
        labels: the headers of the table as the file has it.
        asked: the long form was chosen.
    """
    if across is None:
        fact = N_("The long form was chosen, but no years or months stand across; the table keeps its shape.")
        return [Note("not_across", fact)] if asked else []
    params = {
        "count": len(set(chain.from_iterable(across.places)) - {None}),
        "first": across.periods[0],
        "last": across.periods[-1],
        "columns": ", ".join(label or "?" for label in across.labels(labels)),
    }
    if asked:
        fact = N_("{count} columns from {first} to {last} became rows; the columns are now: {columns}.")
        return [Note("made_long", fact, params), *_marks_note(across)]
    if across.transposed:  # persons, square kilometres and an index would be one column
        return []
    fact = N_(
        "{count} columns stand for times from {first} to {last}. In long form they would be rows of the columns {columns}; "
        "choose it on the page of the columns if that is better."
    )
    return [Note("across", fact, params)]


def _marks_note(across: Across) -> list[Note]:
    """A mark such as that of a preliminary year is no part of a time: what it says would be lost without a word."""
    if not across.marked:
        return []
    fact = N_(
        'These headers have a mark that the column "{column}" does not keep: {headers}. Say in the meaning of the values what '
        "it stands for, for example that these figures are preliminary."
    )
    return [Note("marks_of_times", fact, {"column": across.time, "headers": ", ".join(across.marked)})]
