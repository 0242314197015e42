"""How a search is narrowed by facets, and how its words are found again in a result.

Pure rules: no CKAN, no clock, no database. A facet offers alternatives: several values of one facet mean
"or", different facets mean "and" (as in every shop; CKAN itself joins all of them with "and").
"""

from __future__ import annotations

import re

_CONDITION = re.compile(r'(?<!\S)(\w+):"((?:[^"\\]|\\.)*)"')
_WORD = re.compile(r"\w+")


def conditions(fq: str) -> dict[str, list[str]]:
    """The values that a filter query of CKAN's pages (``tags:"a" tags:"b" +type:x``) asks of each field."""
    found: dict[str, list[str]] = {}
    for field, value in _CONDITION.findall(fq):
        found.setdefault(field, []).append(value)
    return found


def any_of(fq: str) -> str:
    """The filter query with the values of one field as alternatives; everything else stays as it is."""
    several = {field: values for field, values in conditions(fq).items() if len(values) > 1}
    if not several:
        return fq
    kept = _CONDITION.sub(lambda match: "" if match[1] in several else match[0], fq)
    joined = " ".join(f"+{field}:({_alternatives(values)})" for field, values in several.items())
    return " ".join(f"{kept} {joined}".split())


def without(fq: str, field: str) -> str:
    """The filter query without its conditions on ``field``."""
    return " ".join(_CONDITION.sub(lambda match: "" if match[1] == field else match[0], fq).split())


def marked(text: str, query: str) -> list[tuple[str, bool]]:
    """Cut ``text`` into pieces, each with whether a word of ``query`` begins there.

    Words of one or two letters are not marked: they are "di", "ke" and the like.
    """
    words = sorted({word for word in _WORD.findall(query.lower()) if len(word) > 2}, key=len, reverse=True)
    if not words:
        return [(text, False)]
    pieces = re.split(rf"\b({'|'.join(map(re.escape, words))})", text, flags=re.IGNORECASE)
    return [(piece, position % 2 == 1) for position, piece in enumerate(pieces) if piece]


def _alternatives(values: list[str]) -> str:
    return " OR ".join(f'"{value}"' for value in dict.fromkeys(values))
