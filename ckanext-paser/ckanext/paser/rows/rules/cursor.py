"""Where an answer ended, as a text that the next question brings back.

It holds the last line's place in the order, so that a page deep in the table costs what the first one costs,
and the total, so that it is counted once. Nothing in it is trusted: it says where to go on, never what may be seen.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.query import Query
from ckanext.paser.rows.rules.values import is_storable


@dataclass(frozen=True)
class Place:
    """The end of a page.

    Args:
        values: of the columns that make the order, as PostgreSQL writes them; None is an empty cell.
        version: of the table; empty if the table has none.
        total: lines of the whole answer in this version; None if nobody counted.
    """

    values: tuple[str | None, ...]
    version: str = ""
    total: int | None = None


def write(place: Place, query: Query) -> str:
    """The text of a place in the answer to this question."""
    content = [question(query), place.values, place.version, place.total]
    return urlsafe_b64encode(json.dumps(content, separators=(",", ":")).encode()).decode().rstrip("=")


def read(query: Query, length: int, where: str) -> Place:
    """The place that the question goes on from.

    Args:
        length: how many columns make the order.
        where: the parameter that brings the place.

    Raises:
        ProblemError: it is no place, or one in the answer to another question.
    """
    try:
        text = urlsafe_b64decode(query.after + "=" * (-len(query.after) % 4))
        asked, values, version, total = json.loads(text)
        place = Place(tuple(values), version, total)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise ProblemError(_problem(where)) from None
    if asked != question(query) or not _is_sound(place, length):
        raise ProblemError(_problem(where))
    return place


def question(query: Query) -> str:
    """What is the same on all pages of one answer."""
    return _digest((query.where, query.order, query.groups, query.aggregates))


@lru_cache(maxsize=200)
def _digest(same: tuple[object, ...]) -> str:
    return blake2b(repr(same).encode(), digest_size=6).hexdigest()


def _is_sound(place: Place, length: int) -> bool:
    texts = all(value is None or (isinstance(value, str) and is_storable(value)) for value in place.values)
    total = place.total is None or (isinstance(place.total, int) and place.total >= 0)
    return texts and len(place.values) == length and total and isinstance(place.version, str)


def _problem(where: str) -> Problem:
    fact = N_(
        "This page mark is of another question, whose filter, order or columns are different, or it was cut off."
    )
    remedy = N_("Take it from the field next of the answer before, and change nothing else.")
    return Problem("not_a_place", "{where}", fact, remedy, {"where": where})
