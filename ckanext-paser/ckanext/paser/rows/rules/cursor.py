"""Where an answer ended, as a text that the next question brings back.

It holds the last line's place in the order, so that a page deep in the table costs what the first one costs,
and the total, so that it is counted once. Nothing in it is trusted: it says where to go on, never what may be seen.
"""

from __future__ import annotations

import binascii
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, md5

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.query import Query
from ckanext.paser.rows.rules.values import is_storable

_ROOM = 1_000
"""Characters of all its values that a place holds, each its share of them: an address has room for about 8,000 bytes."""
_DIGEST = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class Long:
    """A value too long for an address: it is the one that the row, or one of the groups, has, if that still has this MD5."""

    digest: str


Value = str | Long | None


@dataclass(frozen=True)
class Place:
    """The end of a page.

    Args:
        values: of the columns that make the order, as PostgreSQL writes them; None is an empty cell. Of rows, the last
            one is their ``_id``.
        version: of the table; empty if the table has none.
        total: lines of the whole answer in this version; None if nobody counted.
    """

    values: tuple[Value, ...]
    version: str = ""
    total: int | None = None

    @property
    def row(self) -> str | None:
        """``_id`` of the last row of the page."""
        number = self.values[-1] if self.values else None
        return None if isinstance(number, Long) else number


def write(place: Place, query: Query) -> str:
    """The text of a place in the answer to this question. Long values are told by their digests."""
    longest = _ROOM // max(1, len(place.values))
    values = [_told(value, longest) for value in place.values]
    content = [question(query), values, place.version, place.total]
    return (
        urlsafe_b64encode(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
        .decode()
        .rstrip("=")
    )


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
        place = Place(tuple(Long(*one) if isinstance(one, list) else one for one in values), version, total)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise ProblemError(_problem(where)) from None
    if asked != question(query) or not _is_sound(place, length, query.grouped):
        raise ProblemError(_problem(where))
    return place


def question(query: Query) -> str:
    """What is the same on all pages of one answer."""
    return _digest((query.where, query.order, query.groups, query.aggregates))


@lru_cache(maxsize=200)
def _digest(same: tuple[object, ...]) -> str:
    return blake2b(repr(same).encode(), digest_size=6).hexdigest()


def _told(value: Value, longest: int) -> str | list[str] | None:
    if isinstance(value, Long):
        return [value.digest]
    if value is None or len(value) <= longest:
        return value
    return [md5(value.encode(), usedforsecurity=False).hexdigest()]


def _is_sound(place: Place, length: int, grouped: bool) -> bool:
    texts = all(
        value is None
        or (isinstance(value, str) and is_storable(value))
        or (isinstance(value, Long) and _is_digest(value.digest))
        for value in place.values
    )
    texts = texts and (grouped or not (place.values and isinstance(place.values[-1], Long)))
    total = place.total is None or (isinstance(place.total, int) and place.total >= 0)
    return texts and len(place.values) == length and total and isinstance(place.version, str)


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and bool(_DIGEST.fullmatch(text))


def gone(where: str) -> Problem:
    """The line at which the answer before ended is another one by now, and the place does not hold its values."""
    fact = N_("The table has changed since the page before, and the row at which that ended is another one.")
    remedy = N_("Begin again with the first page.")
    return Problem("place_gone", "{where}", fact, remedy, {"where": where})


def _problem(where: str) -> Problem:
    fact = N_(
        "This page mark is of another question, whose filter, order or columns are different, or it was cut off."
    )
    remedy = N_("Take it from the field next of the answer before, and change nothing else.")
    return Problem("not_a_place", "{where}", fact, remedy, {"where": where})
