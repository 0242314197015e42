"""A header as plain words."""

from __future__ import annotations

import re
from functools import lru_cache

_SPELT = re.compile(
    r"(?<![a-z0-9])[a-z](?:\.[ ]?[a-z])+(?![a-z0-9])|(?<![a-z0-9])[a-z](?:[ _][a-z]){2,}(?![a-z0-9])"
)
"""Letters that are one word, with dots or blanks between them: *T.T.L*, *N. I. K.*, *D O B*; *L P* and *X Y* are two."""
_APART = frozenset(["sd", "lp", "xy"])
"""*s.d.* is no school, and the others are two words."""


@lru_cache(maxsize=1 << 12)
def words(label: str) -> str:
    """A header as plain words: ``Tgl._Lahir`` is ``tgl lahir``, ``No. K.K`` is ``no kk``."""
    split = re.sub(r"([a-z])([A-Z])", r"\1 \2", label).lower()
    return " ".join(re.findall(r"[a-z0-9]+", _SPELT.sub(_joined, split)))


def _joined(match: re.Match[str]) -> str:
    word = re.sub("[^a-z]", "", match[0])
    return match[0] if word in _APART else word
