"""The values of a dataset by year for the whole regency, as SIPD's e-Walidata takes them (``push_dssd``).

Source: profile 3.2 and 6.10. A figure is sent only where it is beyond doubt: nothing is guessed, and nothing is added up that the
dictionary does not allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules.computed import REGENCY
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.tables.rules.table import Column

_YEAR = re.compile(r"(?:19|20)\d{2}")
_ADDED = {"jumlah", "terakhir"}
"""Figures of parts of the regency that may be added: sums, and states at one time."""


class Reading(NamedTuple):
    """The columns that are read of a table.

    Args:
        area: of area codes or names; empty where every row is about the whole regency.
        added: the figures of the kecamatan may be put together.
    """

    year: str
    area: str
    measure: str
    added: bool

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in self if isinstance(name, str) and name)


def reading(columns: Sequence[Column], dataset: Mapping[str, Any]) -> Reading:
    """Which columns hold year, area and figure.

    Raises:
        ProblemError: the dataset has no DSSD code, or the table does not say which figure it means.
    """
    if not dataset.get("kode_dssd"):
        fact = N_("This dataset has no DSSD code of SIPD.")
        raise ProblemError(
            Problem("no_dssd", "kode_dssd", fact, N_("Fill in the field Kode DSSD of the dataset."))
        )
    measures = [column for column in columns if column.role == "ukuran"]
    times = [column for column in columns if column.role == "waktu"]
    places = [column for column in columns if column.role == "wilayah"]
    if len(measures) != 1:
        raise _unclear(
            "measure",
            N_("SIPD takes one figure, and the table has {count} columns of measures."),
            len(measures),
        )
    if len(times) != 1:
        raise _unclear(
            "time", N_("SIPD takes figures by year, and the table has {count} columns of time."), len(times)
        )
    area = places[0].id if places else ""
    return Reading(times[0].id, area, measures[0].id, measures[0].aggregation in _ADDED)


def _unclear(code: str, fact: str, count: int) -> ProblemError:
    remedy = N_(
        "Say in the data dictionary which column it is (peran kolom), or make a table of its own for it."
    )
    return ProblemError(Problem(f"unclear_{code}", "kamus_data", fact, remedy, {"count": count}))


def values(read: Reading, rows: Iterable[Sequence[Any]], code: str) -> list[dict[str, Any]]:
    """The body of ``push_dssd``.

    Args:
        rows: of the table, with the columns of ``read`` in their order.
        code: the DSSD code.

    Raises:
        ProblemError: there are several figures for one year.
    """
    whole: dict[int, Any] = {}
    parts: dict[int, dict[str, Any]] = {}
    for row in rows:
        said = dict(zip(read.columns, row, strict=True))
        found, figure = _YEAR.match(str(said[read.year] or "")), said[read.measure]
        if not found or figure is None:
            continue
        year, place = int(found[0]), _place(said[read.area]) if read.area else "kabupaten"
        into = whole if place == "kabupaten" else parts.setdefault(year, {}) if place else None
        key: Any = year if place == "kabupaten" else place
        if into is not None and key in into:
            raise _twice(year)
        if into is not None:
            into[key] = figure
    if read.added:
        whole = {
            year: sum(kept.values()) for year, kept in parts.items() if len(kept) == len(_kecamatan())
        } | whole
    return [
        {"kodeindikator": code, "kodepemda": REGENCY, "tahun": year, "data": _number(figure)}
        for year, figure in sorted(whole.items())
    ]


def _place(value: Any) -> str:
    """``kabupaten``, the code of a kecamatan, or nothing for what is neither."""
    area = areas.find(str(value or ""))
    if area is None or area.level not in ("kabupaten", "kecamatan"):
        return ""
    return area.level if area.level == "kabupaten" else area.code_kemendagri


def _kecamatan() -> tuple[Any, ...]:
    return areas.areas("kecamatan")


def _twice(year: int) -> ProblemError:
    fact = N_("The table has several figures for {year}.")
    remedy = N_(
        "SIPD takes one figure a year. Make a table of the totals, and give the DSSD code to its dataset."
    )
    return ProblemError(Problem("several_figures", "kamus_data", fact, remedy, {"year": str(year)}))


def _number(value: Any) -> Any:
    """A number as JSON has it, with all digits that matter."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
