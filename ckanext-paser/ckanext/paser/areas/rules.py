"""The areas of Kabupaten Paser: codes of both systems, names, spellings.

Pure rules: no CKAN, no clock, no database.
Source: ``schemas/reference/wilayah.csv`` (Kemendagri 300.2.2-2430/2025 and BPS codes, bridged row by row).
A code is never made from another one: ``6401022004`` is the BPS code of Selengot, while taking the dots
out of Keladen's Kemendagri code ``64.01.02.2004`` gives the same ten digits.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEVELS = ("kabupaten", "kecamatan", "kelurahan", "desa")

_PREFIXES = {
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "kecamatan": "kecamatan",
    "kec": "kecamatan",
    "kelurahan": "kelurahan",
    "kel": "kelurahan",
    "desa": "desa",
    "ds": "desa",
}
_PREFIXED = re.compile(rf"({'|'.join(_PREFIXES)})\b\.?\s*(.+)")


@dataclass(frozen=True)
class Area:
    """One administrative area.

    Attributes:
        code_kemendagri: dotted code of the Ministry of Home Affairs, the one that is stored ("64.01.04").
        code_bps: code of Statistics Indonesia ("6401040"); not the same digits.
        level: one of ``LEVELS``.
        parent: Kemendagri code of the area it lies in; None for the regency.
        postal_code: all its postal codes.
        aliases: other spellings of the name, that of BPS first.
        lat: latitude of a point inside it, WGS 84 degrees; None where none is known.
        lng: longitude of that point.
        until: last day, month or year of a code that a newer list has replaced; empty while it is valid.
        instead: Kemendagri codes of the areas that it has become.
    """

    code_kemendagri: str
    code_bps: str
    name: str
    name_bps: str
    level: str
    parent: str | None
    postal_code: tuple[str, ...]
    aliases: tuple[str, ...]
    lat: float | None
    lng: float | None
    until: str = ""
    instead: tuple[str, ...] = ()


@cache
def areas(level: str | None = None) -> tuple[Area, ...]:
    """All 155 areas in the order of the official list, or those of one ``level``."""
    return tuple(area for area in _all() if not area.until and level in (None, area.level))


def former() -> tuple[Area, ...]:
    """Areas whose codes a newer list has replaced: they are still found, and are in no list of what there is."""
    return tuple(area for area in _all() if area.until)


def find(code_or_name: str, level: str | None = None) -> Area | None:
    """Find an area by a code of either system, a name or another spelling of it; case does not matter.

    Five names belong to a kecamatan and to a kelurahan in it, one to a kecamatan and a desa: the
    higher area is meant, unless ``level`` or a word in front ("Kelurahan Kuaro") says otherwise.
    """
    text = " ".join(code_or_name.split()).casefold()
    by_code = _by_code().get(text)
    if by_code:
        return by_code if level in (None, by_code.level) else None
    return _by_name(text, level) or _by_prefixed_name(text, level)


def is_same_place(first: str, second: str) -> bool:
    """Tell whether two texts that stand in one row, codes or names, can speak of one place.

    They do where one area lies in the other (a desa beside its kecamatan) or has taken its place. A name may mean an area of
    each level, and what is no area of the list contradicts nothing.
    """
    both = [(one, other) for one in _meant(first) for other in _meant(second)]
    return not both or any(_belong_together(one, other) for one, other in both)


def _meant(text: str) -> tuple[Area, ...]:
    """The areas that a text may mean: that of a code, or those of each level with a name."""
    found = (find(text, level) for level in LEVELS)
    return tuple(area for area in found if area)


def _belong_together(one: Area, other: Area) -> bool:
    return other.code_kemendagri in _around(one) or one.code_kemendagri in _around(other)


def _around(area: Area) -> set[str]:
    """Kemendagri codes of an area, of those in which it lies, and of those that it has become."""
    codes = {area.code_kemendagri, *area.instead}
    while area.parent:
        codes.add(area.parent)
        area = _by_code()[area.parent]
    return codes


def _by_name(name: str, level: str | None) -> Area | None:
    wanted = LEVELS if level is None else (level,)
    return next((area for one in wanted if (area := _names().get((one, name)))), None)


def _by_prefixed_name(text: str, level: str | None) -> Area | None:
    match = _PREFIXED.fullmatch(text)
    if not match or level not in (None, _PREFIXES[match[1]]):
        return None
    return _by_name(match[2], _PREFIXES[match[1]])


@cache
def _all() -> tuple[Area, ...]:
    text = files("paser_schemas").joinpath("reference/wilayah.csv").read_text(encoding="utf-8")
    return tuple(_area(row) for row in csv.DictReader(text.splitlines()))


def _area(row: dict[str, str]) -> Area:
    spellings = [row["nama_bps"], *row["alias"].split(";")]
    return Area(
        code_kemendagri=row["kode_kemendagri"],
        code_bps=row["kode_bps"],
        name=row["nama"],
        name_bps=row["nama_bps"],
        level=row["tingkat"],
        parent=row["induk"] or None,
        postal_code=tuple(filter(None, row["kode_pos"].split(";"))),
        aliases=tuple(dict.fromkeys(one for one in spellings if one and one != row["nama"])),
        lat=float(row["lat"]) if row["lat"] else None,
        lng=float(row["lng"]) if row["lng"] else None,
        until=row.get("berlaku_sampai") or "",
        instead=tuple(filter(None, (row.get("pengganti") or "").split(";"))),
    )


@cache
def _by_code() -> dict[str, Area]:
    return {code: area for area in _all() for code in (area.code_kemendagri, area.code_bps)}


@cache
def _names() -> dict[tuple[str, str], Area]:
    """Areas by level and name in lower case; an official name wins over another area's alias, and both over a former area's."""
    official = {(area.level, area.name.casefold()): area for area in areas()}
    others = {(area.level, alias.casefold()): area for area in areas() for alias in area.aliases}
    return {(area.level, area.name.casefold()): area for area in former()} | others | official
