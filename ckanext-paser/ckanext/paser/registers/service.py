"""The list of data and the calendar, read from the search index: what everybody may see, the same for everybody.

The list is a public document. It is asked for as nobody in particular, so that what an officer downloads never holds more than what
the public reads, and one copy serves all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.api.rules import only
from ckanext.paser.registers.rules import asking, entries
from ckanext.paser.registers.rules.asking import FILTERS, Ask
from ckanext.paser.registers.rules.entries import Entry
from ckanext.paser.search.rules import as_words

DATASET = "dataset"
MOST = 1000
"""Entries that CKAN gives at once."""
COUNTED = ("organisasi", "tema", "urusan", "tahun", "jenis", "tahun_prioritas")
"""Filters from whose values people choose."""
_NEWEST_FIRST = ("tahun", "tahun_prioritas")
_EVERYTHING = Ask()


@dataclass(frozen=True)
class Found:
    """A part of the list.

    Attributes:
        entries: in the order that was asked for.
        total: how many there are in all.
    """

    entries: list[Entry]
    total: int


def index_fields(dataset_type: str | None, shown: str) -> dict[str, Any]:
    """What the index keeps of a dataset for the list.

    Args:
        shown: the dataset as it is shown, as JSON.
    """
    return entries.document(json.loads(shown), tk.h.get_display_timezone()) if dataset_type == DATASET else {}


def asked(given: Mapping[str, str], **fixed: str) -> Ask:
    """What an address asks of the list (``asking.ask``), of an agency that there is.

    Raises:
        ProblemError
    """
    said = asking.ask(given, **fixed)
    agency = said.filters.get("organisasi", "")
    if agency and not is_agency(agency):
        raise asking.unknown_agency(agency)
    return said


def asked_by_program(given: Mapping[str, str]) -> Ask:
    """The same where nobody would see that a parameter means nothing.

    Raises:
        ProblemError
    """
    only(given, asking.PARAMETERS)
    return asked(given)


def is_agency(name: str) -> bool:
    """Whether there is an agency of this name."""
    found = model.Group.by_name(name)
    return bool(found and found.is_organization and found.state == model.State.ACTIVE)


def find(asked: Ask, rows: int) -> Found:
    """One page of the list."""
    return _find(asked.q, asked.fq, asked.sort, rows, (asked.page - 1) * rows)


def every(asked: Ask) -> Iterator[Entry]:
    """All that fits, a part at a time; the first part is found before this returns, so that an outage is told at once."""
    first = _find(asked.q, asked.fq, asked.sort, MOST, 0)
    return _further(asked, first)


def _further(asked: Ask, found: Found) -> Iterator[Entry]:
    yield from found.entries
    for start in range(MOST, found.total, MOST):
        yield from _find(asked.q, asked.fq, asked.sort, MOST, start).entries


def scheduled(first: date, last: date | None = None, agency: str = "") -> list[Entry]:
    """What has a day of its schedule between ``first`` and ``last``; without a last day all that follows."""
    until = f'"{last.isoformat()}~"' if last else "*"  # "2026-11-30 rilis" stands before "2026-11-30~"
    fq = f'{_EVERYTHING.fq} +{entries.PREFIX}jadwal:["{first.isoformat()}" TO {until}]'
    if agency:
        fq += f' +{FILTERS["organisasi"]}:"{agency}"'
    found = _find("", fq, _EVERYTHING.sort, MOST, 0)
    rest = (_find("", fq, _EVERYTHING.sort, MOST, start).entries for start in range(MOST, found.total, MOST))
    return [*found.entries, *(one for part in rest for one in part)]


def late(asked: Ask, on: date, rows: int) -> Found:
    """One page of what the list of data says was due before a day, the longest ago first."""
    until = (on - timedelta(days=1)).isoformat()
    fq = f'{asked.fq} +{entries.PREFIX}jatuh_tempo:[* TO "{until}"]'
    return _find(asked.q, fq, replace(asked, order="jatuh_tempo").sort, rows, (asked.page - 1) * rows)


def overdue() -> list[Entry]:
    """All that the list of data says was due before today, the longest ago first."""
    first = late(_EVERYTHING, today(), MOST)
    pages = range(2, -(-first.total // MOST) + 1)
    rest = (late(replace(_EVERYTHING, page=page), today(), MOST) for page in pages)
    return [*first.entries, *(one for part in rest for one in part.entries)]


def choices() -> dict[str, list[str]]:
    """The values that each filter can have: those of the whole list, whatever else is chosen."""
    fields = {FILTERS[name]: name for name in COUNTED}
    query = {"facet": "true", "facet.field": list(fields), "facet.limit": -1, "facet.mincount": 1}
    counted = _search(fq=_EVERYTHING.fq, rows=0, **query)["facets"]
    found = {name: list(counted.get(field, {})) for field, name in fields.items()}
    return {name: sorted(values, reverse=name in _NEWEST_FIRST) for name, values in found.items()}


def today() -> date:
    """The day in Paser."""
    return datetime.now(tk.h.get_display_timezone()).date()


def _find(q: str, fq: str, sort: str, rows: int, start: int) -> Found:
    query = {"fl": list(entries.FIELDS), "rows": rows, "start": start, "sort": sort, "facet": "false"}
    found = _search(q=as_words(q), fq=fq, **query)
    return Found([entries.entry(one) for one in found["results"]], found["count"])


def _search(**query: Any) -> dict[str, Any]:
    nobody = Context(user="", auth_user_obj=None)
    return tk.get_action("package_search")(nobody, query)
