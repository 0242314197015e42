"""From rows of a table to observations: areas and periods read, ratios, growth and sums made.

Pure rules on pandas frames: no CKAN, no database. What cannot be told for certain is refused with one
sentence, because a wrong figure on the regent's wall is worse than an old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ckanext.paser.areas import rules as area_rules
from ckanext.paser.problems import N_, Problem, ProblemError

from paser_dashboards.definitions.rules import Data, Indicator
from paser_dashboards.indicators.rules.periods import Period, follows, parse_period

Frame = Any
"""A pandas frame or column: pandas' own annotations do not follow them through an index."""

NORMAL, ESTIMATED, PROVISIONAL, MISSING, BREAK = "A", "E", "P", "M", "B"
"""Status of an observation, as SDMX writes it (``OBS_STATUS``)."""

_STATUS_WORDS = (
    ("sangat_sementara", PROVISIONAL),
    ("sementara", PROVISIONAL),
    ("perkiraan", ESTIMATED),
    ("estimasi", ESTIMATED),
    ("proyeksi", ESTIMATED),
    ("perubahan", BREAK),
)
_COLUMNS = ["wilayah", "periode", "nilai", "status", "sumber", "catatan"]


@dataclass(frozen=True, order=True)
class Observation:
    """One value of one area in one period."""

    wilayah: str
    periode: str
    nilai: float | None
    status: str = NORMAL
    sumber: str = ""
    catatan: str = ""

    @property
    def period(self) -> Period:
        return parse_period(self.periode)


def observe(indicator: Indicator, rows: Iterable[Mapping[str, Any]], data: Data) -> list[Observation]:
    """Make the observations of an indicator.

    Args:
        indicator: what to make.
        rows: ``periode``, ``wilayah``, ``nilai`` (or ``pembilang`` and ``penyebut``), ``status``,
            ``sumber``, ``catatan`` as the table holds them.
        data: where they come from, for the sentence when something does not fit.

    Returns:
        Ordered by area and period, one per area and period.

    Raises:
        ProblemError: an area or a period that is none, two rows for the same one, or no row.
    """
    frame: Frame = pd.DataFrame(list(rows))
    if frame.empty:
        raise ProblemError(_problem("no_rows", data, N_("No row of the table fits."), _CHECK_FILTER))
    frame["wilayah"] = [_area(value, data) for value in frame["wilayah"]]
    frame["periode"] = [_period(value, data) for value in frame["periode"]]
    frame["status"] = [_status(value) for value in frame.get("status", [None] * len(frame))]
    for name in ("sumber", "catatan"):
        column = frame.get(name)
        frame[name] = "" if column is None else [_text(value) for value in column]
    frame = _combined(frame, indicator, data)
    if indicator.calc.roll_up == "sum":
        frame = _rolled_up(frame)
    frame["nilai"] = _values(frame, indicator)
    frame.loc[frame["nilai"].isna() & (frame["status"] == NORMAL), "status"] = MISSING
    if indicator.calc.jenis == "growth":
        frame = _growth(frame, indicator)
    return sorted(_observation(row) for row in frame[_COLUMNS].to_dict("records"))


_CHECK_FILTER = N_("Check data.filter, or the table.")


def _problem(code: str, data: Data, fact: str, remedy: str, **params: Any) -> Problem:
    where = N_("dataset {dataset}, resource {resource}")
    return Problem(code, where, fact, remedy, {"dataset": data.dataset, "resource": data.resource, **params})


def _area(value: Any, data: Data) -> str:
    text = _text(value)
    area = area_rules.find(text)
    if area:
        return area.code_kemendagri
    if text and len(text) <= 5 and text.replace(".", "").isdigit():
        return text  # a province or another regency, to compare with
    fact = N_('"{value}" in column {column} is no area that we know.')
    remedy = N_("Correct the row, or leave it out with data.filter.")
    raise ProblemError(_problem("unknown_area", data, fact, remedy, value=text, column=data.wilayah))


def _period(value: Any, data: Data) -> str:
    try:
        return parse_period(value).code
    except ValueError:
        fact = N_('"{value}" in column {column} is no period.')
        remedy = N_("Write periods as 2024, 2024-S1, 2024-Q3, 2024-07 or a day.")
        problem = _problem("unknown_period", data, fact, remedy, value=value, column=data.periode)
        raise ProblemError(problem) from None


def _status(value: Any) -> str:
    text = _text(value).lower().replace(" ", "_")
    if text.upper() in {NORMAL, ESTIMATED, PROVISIONAL, MISSING, BREAK}:
        return text.upper()
    return next((code for word, code in _STATUS_WORDS if text.startswith(word)), NORMAL)


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - NaN


def _combined(frame: Frame, indicator: Indicator, data: Data) -> Frame:
    """One row per area and period: added up where that is asked, refused where it is not."""
    measures = [name for name in ("nilai", "pembilang", "penyebut") if name in frame]
    for name in measures:
        frame[name] = pd.to_numeric(frame[name])
    keys = ["wilayah", "periode"]
    if indicator.calc.jenis in {"sum", "ratio"}:
        add = dict.fromkeys(measures, _sum) | {"status": _worst, "sumber": _joined, "catatan": _joined}
        return frame.groupby(keys, as_index=False).agg(add)
    twice = frame[frame.duplicated(keys)]
    if not twice.empty:
        row = twice.iloc[0]
        fact = N_("Two rows stand for area {area} and period {period}.")
        remedy = N_("Choose one with data.filter, or add them up with calc.jenis sum.")
        problem = _problem("two_rows", data, fact, remedy, area=row["wilayah"], period=row["periode"])
        raise ProblemError(problem)
    return frame


def _sum(values: Frame) -> float | None:
    return values.sum(min_count=len(values))


def _worst(values: Frame) -> str:
    present = set(values)
    return next((code for code in (BREAK, PROVISIONAL, ESTIMATED, MISSING) if code in present), NORMAL)


def _joined(values: Frame) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _rolled_up(frame: Frame) -> Frame:
    """Add the area above, where every part has a value and the table does not give the area itself."""
    measures = [name for name in ("nilai", "pembilang", "penyebut") if name in frame]
    totals = []
    for period, group in frame.groupby("periode"):
        given = set(group["wilayah"])
        for parent, children in _families().items():
            parts = group[group["wilayah"].isin(children)]
            whole = set(parts["wilayah"]) == children and not parts[measures].isna().any(axis=None)
            if parent not in given and whole:
                total = {name: parts[name].sum() for name in measures}
                words = {name: _joined(parts[name]) for name in ("sumber", "catatan")}
                known = {"wilayah": parent, "periode": period, "status": _worst(parts["status"])}
                totals.append(known | total | words)
    return pd.concat([frame, pd.DataFrame(totals)], ignore_index=True) if totals else frame


def _families() -> dict[str, set[str]]:
    """Each area with the areas one level below it; desa and kelurahan are one level."""
    children: dict[str, set[str]] = {}
    for area in area_rules.areas():
        if area.parent:
            children.setdefault(area.parent, set()).add(area.code_kemendagri)
    return children


def _values(frame: Frame, indicator: Indicator) -> Frame:
    if indicator.calc.jenis == "ratio":
        denominator = frame["penyebut"].where(frame["penyebut"] != 0)
        return frame["pembilang"] / denominator * indicator.calc.kali
    return frame["nilai"] * indicator.calc.kali


def _growth(frame: Frame, indicator: Indicator) -> Frame:
    """Percent change from the period just before; none over a gap, a break or a zero."""
    frame = frame.sort_values(["wilayah", "periode"], ignore_index=True)
    previous = frame.groupby("wilayah")[["periode", "nilai"]].shift(1)
    breaks = {item.periode for item in indicator.putus}
    joined = [
        isinstance(before, str)
        and now not in breaks
        and status != BREAK
        and follows(parse_period(before), parse_period(now), indicator.frekuensi)
        for before, now, status in zip(previous["periode"], frame["periode"], frame["status"], strict=True)
    ]
    base = previous["nilai"].where(pd.Series(joined) & (previous["nilai"] != 0))
    frame["nilai"] = (frame["nilai"] / base - 1) * 100
    return frame[frame["nilai"].notna()]


def _observation(row: Mapping[Any, Any]) -> Observation:
    value = row["nilai"]
    return Observation(
        wilayah=row["wilayah"],
        periode=row["periode"],
        nilai=None if pd.isna(value) else round(float(value), 9),
        status=row["status"],
        sumber=row["sumber"],
        catatan=row["catatan"],
    )
