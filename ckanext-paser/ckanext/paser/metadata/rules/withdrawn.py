"""Codes that are not valid any more: who has one keeps it, nobody takes it anew. Pure: no CKAN, no clock, no database.

Source: Perpres 39/2019 article 10; licences have a rule of their own (``licences``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules import licences
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.metadata.rules.validity import Validity
from ckanext.paser.metadata.rules.vocabularies import VOCABULARY_OF, label, term
from ckanext.paser.problems import N_, Problem

_NO_END = Validity()


def validity(field: str, code: str) -> Validity:
    """What the list of a field says of a code's validity; of a code that is in no list, nothing."""
    if field == "kode_wilayah":
        area = areas.find(code)
        return Validity("", area.until, area.instead) if area else _NO_END
    found = term(VOCABULARY_OF[field], code) if field in VOCABULARY_OF else None
    return found.validity if found else _NO_END


def newly_taken(
    dataset: Mapping[str, Any], before: Mapping[str, Any], today: date, *, file: int | None = None
) -> Iterator[Finding]:
    """The codes of a dataset, or of a file, that it takes although they are not valid any more.

    Args:
        before: what is stored; a code that stands there at the same field may stay.
        file: position of the file.
    """
    for field, value in dataset.items():
        kept = set(_codes(before.get(field)))
        for code in _codes(value):
            said = validity(field, code)
            if code not in kept and not said.holds(today):
                yield Finding(0, field, _problem(field, code, said), file=file)


def without(dataset: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What a dataset says, without the fields whose codes nobody may take anew: what is remembered for the next dataset."""
    over = {one.field for one in newly_taken(dataset, {}, today)}
    if (licence := dataset.get("license_id")) and not licences.is_offered(licence):
        over.add("license_id")
    return {name: value for name, value in dataset.items() if name not in over}


def _codes(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else ()


def _problem(field: str, code: str, said: Validity) -> Problem:
    fact = N_("“{value}” is not valid any more.")
    remedy = N_("Take {instead} in its place.") if said.instead else N_("Choose another one of the list.")
    params = {"value": label(field, code), "instead": successors(field, said)}
    return Problem("withdrawn_code", "", fact, remedy, params)


def successors(field: str, said: Validity) -> str:
    """What is taken in the place of a code, in words; empty where the list does not say."""
    return ", ".join(f"{label(field, one)} ({one})" for one in said.instead)
