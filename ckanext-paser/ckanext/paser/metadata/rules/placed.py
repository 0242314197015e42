"""Rule 10 of table 6.7 of the profile: the areas of a table are those of the list, written in one system, and the sum is none.

A code beside the name of another area is as false as one that is not in the list: the figures of its row would be drawn, and added
up, at a place that is not theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.areas.rules import Area
from ckanext.paser.metadata.rules import known
from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.metadata.rules.requirements import files
from ckanext.paser.problems import N_

NAMES = "nama"
ISSUERS = {"kemendagri": "Kemendagri", "bps": "BPS"}
"""Who gives codes, by the code of list SISTEM_KODE."""
_SUM_ROWS = re.compile(r"(?:jumlah|total|kabupaten paser)\b.*", re.IGNORECASE)
_BELOW = {
    "kecamatan": ("kecamatan", "kelurahan", "desa"),
    "desa": ("kelurahan", "desa"),
}
"""By a file's level, where it is below the regency, the levels of areas that its rows may be about."""
_REGENCY = "kabupaten"
_ROLE = "wilayah"
_ROWS = 5
"""Numbers of rows that a finding names."""


def system_of(value: str) -> str:
    """The code of list SISTEM_KODE that a value is written in; empty where it is no area."""
    area = areas.find(value)
    if area is None:
        return ""
    return {area.code_kemendagri: "kemendagri", area.code_bps: "bps"}.get(value.strip(), NAMES)


def code_system(values: Iterable[str]) -> str:
    """The code of list SISTEM_KODE that most values of an area column have; empty where they are neither codes nor names."""
    counted = Counter(system for value in values if (system := system_of(value)))
    return counted.most_common(1)[0][0] if counted else ""


def coded(dataset: Mapping[str, Any], tables: known.Tables) -> Iterator[Finding]:
    """Rule 10: the areas of a table are those of the list, and the sum is no area."""
    for position, file in enumerate(files(dataset)):
        if not file.get("kolom_wilayah"):
            continue
        table = known.of_file(file, tables)
        told = (*_rows(file, table.areas), *_systems(file, table.areas), *_beside(file, table.beside))
        for fact, remedy, params in told:
            yield found(10, "kolom_wilayah", fact, remedy, level=Level.TERBIT, file=position, **params)


Told = tuple[str, str, dict[str, Any]]


def _rows(file: Mapping[str, Any], values: Sequence[str]) -> Iterator[Told]:
    """Rows that are no area of the file's level: sums, areas above it, and what is no area at all."""
    wanted = _BELOW.get(file.get("level_penyajian") or "", ())
    placed = {value: _area(value, wanted) for value in values}
    above = [value for value, area in placed.items() if area and wanted and area.level not in wanted]
    sums = [value for value in values if _is_sum(value, placed[value], above)]
    higher = [value for value in above if value not in sums]
    unknown = [value for value, area in placed.items() if area is None and value not in sums]
    if sums:
        fact = N_("The table has a row with the sum (“{value}”) among its areas.")
        yield fact, N_("Take the row out; the sum is computed."), {"value": sums[0]}
    if higher:
        fact = N_("“{value}” is an area above the level that the rows of this file have.")
        yield fact, N_("Take the row out, or correct the level of the file."), {"value": higher[0]}
    if unknown:
        fact = N_("“{value}” is no area of the list.")
        yield (
            fact,
            N_("Correct it, or choose the system of codes that the column has."),
            {"value": unknown[0]},
        )


def _beside(file: Mapping[str, Any], rows: Sequence[known.Beside]) -> Iterator[Told]:
    """Rows whose code is that of another area than the name beside it, or the other way round; not where the column was decided to be
    about something else.
    """
    decided = {one.get("id"): one.get("peran") for one in file.get("kamus_data") or []}
    for one in (one for one in rows if (decided.get(one.column) or _ROLE) == _ROLE):
        area = areas.find(one.value)
        params = {
            "value": one.value,
            "text": one.text,
            "area": area.name if area else one.value,
            "column": one.column,
            "rows": ", ".join(map(str, one.rows[:_ROWS])) + (", …" if len(one.rows) > _ROWS else ""),
        }
        fact = N_(
            "“{value}” is {area} in the list of areas, but column “{column}” says “{text}” in the same row (rows {rows})."
        )
        remedy = N_(
            "Correct the code or the name in the file. If the column is about another area, such as a destination, choose the "
            "role “dimensi” for it in the data dictionary."
        )
        yield fact, remedy, params


def _area(value: str, wanted: Sequence[str]) -> Area | None:
    """The area that a value means; of areas with one name that of the file's level."""
    return next((area for level in wanted if (area := areas.find(value, level))), None) or areas.find(value)


def _is_sum(value: str, area: Area | None, above: Sequence[str]) -> bool:
    """A row called so, or the regency among its parts."""
    if area is None:
        return bool(_SUM_ROWS.fullmatch(value.strip()))
    return area.level == _REGENCY and value in above


def _systems(file: Mapping[str, Any], values: Sequence[str]) -> Iterator[Told]:
    """Values that are written in two systems, or all in another one than the file says."""
    first: dict[str, str] = {}
    for value in values:
        if system := system_of(value):
            first.setdefault(system, value)
    said = file.get("sistem_kode_wilayah") or "kemendagri"
    remedy = N_("Write all areas in one system, and choose it for the file.")
    if len(first.keys() & ISSUERS.keys()) == len(ISSUERS):
        fact = N_(
            "Codes of two systems stand in this column: “{kemendagri}” is one of Kemendagri, “{bps}” one of BPS."
        )
        yield fact, remedy, {name: first[name] for name in ISSUERS}
    elif len(first) > 1:
        code = next(name for name in first if name != NAMES)
        fact = N_("Codes and names stand in this column: “{code}” is a code of {issuer}, “{name}” is a name.")
        yield fact, remedy, {"code": first[code], "issuer": ISSUERS[code], "name": first[NAMES]}
    elif first and said not in first:
        ((system, value),) = first.items()
        fact, issuer = (
            N_("“{value}” is a code of {issuer}, and the file says otherwise."),
            ISSUERS.get(system),
        )
        if issuer is None:
            fact = N_("“{value}” is a name, and the file says that its column has codes.")
        remedy = N_("Choose the system of codes that the column has.")
        yield fact, remedy, {"value": value} | ({"issuer": issuer} if issuer else {})
