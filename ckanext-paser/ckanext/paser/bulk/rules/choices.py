"""Codes by whatever name people give them: the code, its label in either language, or both, as the template writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ckanext.paser.areas import rules as areas
from ckanext.paser.bulk.rules.columns import AREAS
from ckanext.paser.metadata.rules import Term, vocabulary

_FIGURES = re.compile(r"[\d.]+")
"""Codes that say nothing without their label."""


class Choice(NamedTuple):
    """One value that a cell may have.

    Attributes:
        shown: how the template writes it.
        names: what else it is called, in lower case.
        is_offered: the template offers it; a code whose end is known is only understood.
    """

    code: str
    shown: str
    names: frozenset[str]
    is_offered: bool = True


class Contradiction(NamedTuple):
    """The code of one entry beside the label of another."""

    code: str
    label: str


@cache
def of_list(name: str) -> tuple[Choice, ...]:
    """The choices of a code list, or of the areas, in their order."""
    if name == AREAS:
        now = [_choice(one.code_kemendagri, one.name, one.name, one.code_bps) for one in areas.areas()]
        return (*now, *(_former(one) for one in areas.former()))
    return tuple(_of_term(one) for one in vocabulary(name))


def of_agency(name: str, title: str) -> Choice:
    """An agency by its address or its title."""
    return Choice(name, title, frozenset([_plain(name), _plain(title)]))


def find(text: str, choices: Sequence[Choice], *, is_area: bool = False) -> Choice | Contradiction | None:
    """The one choice that a text means; None where there is none, or more than one."""
    said = _plain(text)
    for one in choices:
        if said in (_plain(one.code), _plain(one.shown)):
            return one
    named = [one for one in choices if said in one.names]
    if len(named) == 1:
        return named[0]
    code, _, label = said.partition(" ")
    coded = next((one for one in choices if _plain(one.code) == code.rstrip(":-.")), None)
    if coded and label:
        other = next((one for one in choices if label.strip(" -:") in one.names), coded)
        return (
            coded
            if other is coded or label.strip(" -:") in coded.names
            else Contradiction(coded.code, other.shown)
        )
    return _of_area(text, choices) if is_area else _of_number(said, choices)


def _of_area(text: str, choices: Sequence[Choice]) -> Choice | None:
    area = areas.find(text)
    return next((one for one in choices if area and one.code == area.code_kemendagri), None)


def _of_number(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The code that a spreadsheet has made a number of: 4.1 of "4.10", 4 of "04"."""
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        return None
    same = [
        one for one in choices if re.fullmatch(r"\d+(?:\.\d+)?", one.code) and float(one.code) == float(text)
    ]
    return same[0] if len(same) == 1 else None


def _former(area: areas.Area) -> Choice:
    return Choice(area.code_kemendagri, f"{area.code_kemendagri} {area.name}", frozenset(), is_offered=False)


def _of_term(term: Term) -> Choice:
    return _choice(term.code, term.label_id, term.label_en)._replace(is_offered=not term.validity.until)


def _choice(code: str, label: str, *others: str) -> Choice:
    names = frozenset(_plain(one) for one in (label, *others))
    tells = not _FIGURES.fullmatch(code) or label.startswith(f"{code}.")
    return Choice(code, label if tells else f"{code} {label}", names)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
