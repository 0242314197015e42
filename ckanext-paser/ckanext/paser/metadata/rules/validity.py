"""Since when and until when a code is valid, and what is taken in its place. Pure: no CKAN, no clock, no database.

A list says it in up to three columns that it has only where some of its codes differ from the rest: ``berlaku_sejak`` and
``berlaku_sampai`` (a year, a month or a day, as exactly as is known; the last day on which the code may be taken) and
``pengganti`` (codes of the same list, parted by ``;``). A code that is withdrawn stays in its list, so that its address and its
name stay too.
Source: Perpres 39/2019 articles 10 and 36(4); Kode Referensi are kept with their validity.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import date, timedelta

from ckanext.paser.metadata.rules.periods import period

COLUMNS = ("berlaku_sejak", "berlaku_sampai", "pengganti")


@dataclass(frozen=True)
class Validity:
    """Since when, until when, and the codes that are taken in its place; empty where the list says nothing of this code."""

    since: str = ""
    until: str = ""
    instead: tuple[str, ...] = ()

    @property
    def over_since(self) -> date | None:
        """The first day on which the code is not valid any more; None while no end is known."""
        return period(self.until)[1] + timedelta(days=1) if self.until else None

    def holds(self, today: date) -> bool:
        """Whether the code can be taken on a day."""
        return self.over_since is None or today < self.over_since


def taken_from(row: MutableMapping[str, str]) -> Validity:
    """What a row of a list says of its code's validity; these columns are taken out of the row."""
    since, until, instead = (row.pop(name, "") or "" for name in COLUMNS)
    return Validity(since, until, tuple(one.strip() for one in instead.split(";") if one.strip()))
