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

DICTIONARY = "kamus_data"
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
    """The codes of a dataset, or of a file, that it takes although they are not valid any more; of a file in its dictionary too.

    Args:
        before: what is stored; a code that stands there at the same field, of the same column, may stay.
        file: position of the file.
    """
    for field, code in _taken(dataset, before, today):
        yield Finding(0, field, _problem(field, code), file=file)
    had = _entries(before)
    for column, entry in _entries(dataset).items():
        for key, code in _taken(entry, had.get(column, {}), today):
            yield Finding(0, DICTIONARY, _problem(key, code, column=column), file=file)


def _taken(said: Mapping[str, Any], before: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Each field with a code that is not valid any more, and was not there before."""
    for field, value in said.items():
        kept = set(_codes(before.get(field)))
        for code in _codes(value):
            if code not in kept and not validity(field, code).holds(today):
                yield field, code


def _entries(file: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What a file's dictionary says, by column."""
    said = file.get(DICTIONARY)
    found = [one for one in said if isinstance(one, Mapping)] if isinstance(said, list) else []
    return {str(one.get("id")): one for one in found}


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


def _problem(field: str, code: str, column: str = "") -> Problem:
    said = validity(field, code)
    fact = N_("“{value}” is not valid any more.")
    remedy = N_("Take {instead} in its place.") if said.instead else N_("Choose another one of the list.")
    params = {"value": label(field, code), "instead": successors(field, said)}
    if column:
        return Problem("withdrawn_code", N_("Column “{column}”"), fact, remedy, {**params, "column": column})
    return Problem("withdrawn_code", "", fact, remedy, params)


def successors(field: str, said: Validity) -> str:
    """What is taken in the place of a code, in words; empty where the list does not say."""
    return ", ".join(f"{label(field, one)} ({one})" for one in said.instead)
