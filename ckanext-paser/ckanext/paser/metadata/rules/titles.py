"""What a title should not say, and the title without it (INDAH's rules for names, profile 6.2 row 1).

A title that is right for years is one dataset that is kept up, instead of a new one each year. All this is advice, but for a title
that is too long: that is not submitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.metadata.rules.vocabularies import vocabulary
from ckanext.paser.problems import N_

LENGTHS = (10, 200)
_LENGTH = N_("A title has 10 to 200 characters.")

_YEAR = r"(?:19|20)\d{2}"
_YEARS = re.compile(
    rf"[\s,]*\b(?:pada\s+)?(?:tahun|thn\.?|th\.)?\s*{_YEAR}(?:\s*(?:[-–/]|s\.?d\.?|sampai|dan|hingga)\s*{_YEAR})?\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_AREA = re.compile(r"[\s,]*\b(?:di\s+)?(?:kabupaten|kab\.?)\s+paser\b", re.IGNORECASE)
_MADE_OF = re.compile(r"/|\bper\b", re.IGNORECASE)
_STOP = re.compile(r"[\s.]+$")
_LEFT_OVER = re.compile(r"[\s,;:/–-]+$|^[\s,;:/–-]+")


def judge(dataset: Mapping[str, Any]) -> Iterator[Finding]:
    """What is to be said of the title of a dataset, each with the better title."""
    title = str(dataset.get("title") or "").strip()
    if not title:
        return
    if len(title) > LENGTHS[1]:
        remedy = N_("Shorten it. What it says beyond the name of the data belongs into the description.")
        yield found(0, "title", _LENGTH, remedy, level=Level.TERBIT)
    better = improved(title)
    for fact in _faults(title):
        remedy = (
            N_("Better: “{better}”.") if better != title else N_("Write what the data are, in full words.")
        )
        yield found(0, "title", fact, remedy, level=Level.WARNING, better=better)


def improved(title: str) -> str:
    """A title without year, area, unit and full stop, its abbreviations in full; the title itself if nothing is left."""
    words = _YEARS.sub("", title)
    words = _BRACKETS.sub(lambda match: "" if _is_unit(match[1]) else match[0], words)
    words = _STOP.sub("", _AREA.sub("", words))
    words = _abbreviation().sub(lambda match: _expansions()[match[1].casefold()], words)
    return " ".join(_LEFT_OVER.sub("", words).split()) or title


def _faults(title: str) -> Iterator[str]:
    if len(title) < LENGTHS[0]:
        yield _LENGTH
    if title.endswith("."):
        yield N_("The title ends with a full stop.")
    if re.search(rf"\b{_YEAR}\b", title):
        yield N_("The title names a year, which the time covered says.")
    if any(_is_unit(inside) for inside in _BRACKETS.findall(title)):
        yield N_("The title names the unit, which has a field of its own.")
    if _AREA.search(title):
        yield N_("The title names the regency, which the area covered says.")
    if _abbreviation().search(title):
        yield N_("The title has an abbreviation, which not everybody knows or searches for.")


def _is_unit(text: str) -> bool:
    """``Rp``, and what is made of units: ``Rp/kg``."""
    parts = {part.strip().casefold() for part in _MADE_OF.split(text)}
    return text.strip().casefold() in _units() or parts <= _units()


@cache
def _units() -> frozenset[str]:
    labels = {word for term in vocabulary("SATUAN") for word in (term.code, term.label_id, term.label_en)}
    by_hand = {"%", "Rp", "Rp.", "KM", "km²", "M2", "m²", "°C", "kg", "kuintal", "liter"}
    return frozenset(word.casefold() for word in labels | by_hand)


@cache
def _expansions() -> dict[str, str]:
    return {term.code.casefold(): term.label_id for term in vocabulary("SINGKATAN")}


@cache
def _abbreviation() -> re.Pattern[str]:
    """Abbreviations as words of their own; written as in the list, so that a name in small letters is none."""
    codes = "|".join(sorted((term.code for term in vocabulary("SINGKATAN")), key=len, reverse=True))
    return re.compile(rf"\b({codes})\b\.?")
