"""What a masked column still shows of a value: enough to see what stood there, and nothing of what is not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ckanext.paser.privacy.rules import headers
from ckanext.paser.privacy.rules.beside import FACTS
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.identity import GAP, SPACED
from ckanext.paser.privacy.rules.kinds import HINTED, Detector, Kind, anywhere, struck_out
from ckanext.paser.problems import N_

DOTS = "•••"
_FACTS = {fact.kind for fact in FACTS}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SLIP, _OWN_SLIP = (
    re.compile(f"[0-9](?:{gap}[0-9OoIl]){{{more},}}") for gap, more in ((SPACED, 8), (GAP, 4))
)
"""A number with a slip in it: nine digits in free text; five in a column of such data, where a mask leaves four."""
_MAIL = re.compile(r"(?i)@|\bat\b|\.(?:com|net|org|id)\b")
"""An address with a slip in it."""
_SPOKEN_HOST = re.compile(r"[A-Za-z]\.[A-Za-z]|(?i:dot)")
"""Of an address in words: *siti at gmail.com*."""
_HOST_LEFT = re.compile(rf"{DOTS}@[A-Za-z0-9.-]+")
_DEGREES = tuple(
    (
        re.compile(
            rf"\s*[+-]?[0-9]{{1,3}}(?:{mark}[0-9]+)?(?:(?:{between})[+-]?[0-9]{{1,3}}(?:{mark}[0-9]+)?)?\s*"
        ),
        re.compile(rf"({mark}[0-9]{{2}})[0-9]+"),
    )
    for mark, between in ((r"\.", r"\s*[,;]\s*|\s+"), (",", r"\s*;\s*|,?\s+"))
)
"""Decimal degrees, one or two in a cell, with point or comma; and what of them is more exact than a kilometre."""

_FOUR_DIGITS = N_("the first four digits stay (6401•••)")
_INITIALS_ALONE = N_("of the names their initials stay (B••• C•••), of what stands beside them nothing (•••)")
_LEAVES = {
    Kind.NIK: _FOUR_DIGITS,
    Kind.KK: _FOUR_DIGITS,
    Kind.BPJS: _FOUR_DIGITS,
    Kind.NPWP: N_("the first digits stay (09.2•••)"),
    Kind.PHONE: N_("the first four digits stay (0812•••)"),
    Kind.EMAIL: N_("what stands after the @ stays (•••@gmail.com)"),
    Kind.PLATE: N_("its first two to four characters stay (KT•••)"),
    Kind.NAME: N_("of the names their initials stay (B••• C•••)"),
    Kind.NAME_BIRTH: N_(
        "of the names their initials stay (B••• C•••), of the day its year (1990), of the place nothing"
    ),
    Kind.NAME_ADDRESS: _INITIALS_ALONE,
    Kind.NAME_ILLNESS: _INITIALS_ALONE,
    Kind.NAME_HARM: _INITIALS_ALONE,
    Kind.NAME_ACCOUNT: _INITIALS_ALONE,
    Kind.NAME_AID: _INITIALS_ALONE,
    Kind.NAME_PRIVATE: _INITIALS_ALONE,
    Kind.COORDINATES: N_(
        "degrees keep two decimals (-1.90), about a kilometre; links and other notations become •••; of the names their"
        " initials stay (B••• C•••)"
    ),
}
"""What a mask leaves of each kind that holds a column, an English msgid; small counts are emptied, since no digit of
one may stay."""
_NUMBERS = (Kind.NIK, Kind.KK)
_PARTS = N_("of a number that stands in several columns nothing stays (•••)")
_TOGETHER = N_("nothing stays (•••), since one column, or the title with it, tells who and what")

Mask = Callable[[str], str]


def leaves(kind: Kind, fields: Sequence[str]) -> str:
    """What a mask leaves of a kind that was found in columns with these names, an English msgid."""
    if kind in _NUMBERS and len(fields) > 1:
        return _PARTS
    return _TOGETHER if kind in _FACTS and len(fields) == 1 else _LEAVES[kind]


def mask_of(findings: Sequence[Finding], column: str) -> Mask:
    """What a column shows of its values; nothing where no finding says what stands in it."""
    masks = [mask for finding in findings if (mask := _mask_of_place(finding, column))]
    kinds = {finding.kind for finding in findings}
    detectors = [one for one in (*anywhere(), *HINTED.values()) if one.kind.value in kinds]
    if detectors:
        labels = [finding.column for finding in findings]
        own = any(headers.names(label, one.kind) for label in labels for one in detectors)
        masks.append(lambda value: _struck(value, detectors, own))

    def masked(value: str) -> str:
        for mask in masks or [lambda _: DOTS]:
            value = mask(value)
        return value

    return masked


def _mask_of_place(finding: Finding, column: str) -> Mask | None:
    kind = Kind(finding.kind)
    if kind is Kind.NAME:
        return _initials
    columns = len(finding.fields)
    if (kind in _NUMBERS and columns > 1) or (kind in _FACTS and columns == 1):  # parts; name and fact in one
        return lambda _: DOTS
    if kind in _FACTS:
        if column == finding.fields[0] and not headers.address(column):
            return _initials
        return _year if kind is Kind.NAME_BIRTH else lambda _: DOTS
    if kind is not Kind.COORDINATES:
        return None
    return _rough if column == finding.fields[0] else _initials  # of whoever is named beside the point


def _struck(value: str, detectors: Sequence[Detector], own: bool) -> str:
    """A value with each datum struck out, or nothing of it where one may be left that is not written as it should be.

    Args:
        own: the header says that the column is one of such data, so that what is none is one with a slip in it;
            otherwise it is free text, of which most values are no data.
    """
    left = struck_out(value, detectors, _masked)
    if own and DOTS not in left:
        return DOTS
    for detector in detectors:
        if detector.kind is Kind.EMAIL and _MAIL.search(_HOST_LEFT.sub("", detector.without_allowed(left))):
            return DOTS
    return DOTS if (_OWN_SLIP if own else _SLIP).search(left) else left


def _masked(datum: str) -> str:
    """Enough to see what stood there: the area of a NIK, the operator of a phone, the host of an address."""
    if "@" in datum:
        return DOTS + datum[datum.index("@") :]
    if _SPOKEN_HOST.search(datum):
        return DOTS
    return (datum[:4] if len(datum) > 9 else datum[:2]) + DOTS


def _initials(name: str) -> str:
    return " ".join(word if word == DOTS else f"{word[0]}{DOTS}" for word in name.split())


def _year(day: str) -> str:
    year = _YEAR.search(day)
    return year[0] if year else DOTS


def _rough(point: str) -> str:
    """A point to about a kilometre; nothing of one that is not in decimal degrees."""
    for degrees, exact in _DEGREES:
        if degrees.fullmatch(point):
            return exact.sub(r"\1", point)
    return DOTS
