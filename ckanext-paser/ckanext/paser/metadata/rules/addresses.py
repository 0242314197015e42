"""The address of a dataset, and links that everybody may follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, count
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_FOLLOWED = ("", "http", "https", "ftp")
"""Schemes of links; other portals give some without one, which lead to a place on them."""
_SECRET = ("access_token", "api_key", "apikey", "key", "token")
LONGEST_ADDRESS = 100
"""Characters of a dataset's ``name`` that CKAN takes."""
_SHORTEST = 2


def fitting_address(name: str, title: str, is_taken: Callable[[str], bool]) -> str:
    """An address that CKAN takes, in place of one that the form has made of a title and that is too long.

    It ends with a word; a number follows where another dataset has it. One that somebody has thought of, or that is not
    too long, stays as it is: its own faults are told.
    """
    if len(name) <= LONGEST_ADDRESS or _letters(name) != _letters(title):
        return name
    return _free(name, is_taken)


def address_of(title: str, is_taken: Callable[[str], bool]) -> str:
    """The address of something new that came without one: its title's letters and digits, a hyphen between the words.

    Empty where the title has too few of them.
    """
    words = re.findall("[a-z0-9]+", normalize("NFKD", title).encode("ascii", "ignore").decode().lower())
    name = "-".join(words)
    return _free(name, is_taken) if len(name) >= _SHORTEST else ""


def _free(name: str, is_taken: Callable[[str], bool]) -> str:
    ends = chain([""], (f"-{number}" for number in count(2)))
    fitting = (_cut(name, LONGEST_ADDRESS - len(end)) + end for end in ends)
    return next(one for one in fitting if not is_taken(one))


def _cut(name: str, length: int) -> str:
    if len(name) <= length:
        return name
    return name[: length + 1].rpartition("-")[0].rstrip("-") or name[:length]


def _letters(text: str) -> str:
    """What an address has of a text, whatever stands between the words."""
    return "".join(re.findall("[a-z0-9]", normalize("NFKD", text).casefold()))


def can_be_followed(link: str) -> bool:
    """Tell whether everybody may follow a link: not a script or a path on somebody's disk, and with nobody's password in it."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in _FOLLOWED and "@" not in parts.netloc


def without_secrets(link: str) -> str:
    """A link without the keys that other systems have in their addresses, as a query or as part of the path (BPS)."""
    parts = urlsplit(link)
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in _SECRET
    ]
    path = re.sub(rf"/({'|'.join(_SECRET)})/[^/]*", "", parts.path)
    return urlunsplit(parts._replace(path=path, query=urlencode(query)))
