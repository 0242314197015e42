"""What an entry of the data dictionary demands of the cells of its column, in the words of Table Schema.

Source: profile paser-sdi 1.0, table 6.5 (rows 12 value_domain, 13 kode_referensi, 15 batasan); datapackage.org/standard/table-schema (v2).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules.vocabularies import vocabulary
from ckanext.paser.tables.rules.kinds import Type

Entry = Mapping[str, Any]
Constraints = dict[str, Any]
NUMBERS = (Type.INTEGER.value, Type.NUMBER.value)
AREA_SYSTEMS = ("wilayah_kemendagri", "wilayah_bps")
"""Code lists of which the portal has the part of its own regency."""
_ORDERED = (*NUMBERS, Type.DATE.value)
_TEXTS = (Type.TEXT.value, Type.CODE.value)


def of_entry(entry: Entry, type_: str, list_: str = "") -> Constraints:
    """What is demanded of a column: ``required``, ``unique``, ``minimum``, ``maximum``, ``enum``; patterns are not.

    Args:
        type_: of the column (``tables.rules.kinds.Type``).
        list_: the code list of its values where its entry names none.
    """
    limits = entry.get("batasan") or {}
    found: Constraints = {name: True for name in ("required", "unique") if limits.get(name) is True}
    if type_ in _ORDERED:
        for name in ("minimum", "maximum"):
            value = limits.get(name)
            plain = number(value) if type_ in NUMBERS else value
            kinds = (int, float) if type_ in NUMBERS else str  # of what the cells are held against
            if isinstance(plain, kinds) and not isinstance(value, bool):
                found[name] = plain
    codes = named(entry) or of_list(entry.get("kode_referensi") or list_)
    if type_ in NUMBERS:
        codes = [number(code) for code in codes]
    if codes and None not in codes and type_ in (*NUMBERS, *_TEXTS):
        found["enum"] = codes
    return found


def number(text: Any) -> Any:
    """A whole or decimal number that JSON can hold exactly enough; None for what is none."""
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    return int(found) if found == found.to_integral_value() else float(found)


def named(entry: Entry) -> list[Any]:
    """The only values that a column may have, as its entry itself names them."""
    told = [one["kode"] for one in entry.get("value_domain") or [] if one.get("kode")]
    given = (entry.get("batasan") or {}).get("enum")
    own = given if isinstance(given, list) else []
    return told or [str(value) for value in own]


def of_list(name: str) -> list[str]:
    """The codes of a list (KODEREF); none of a list that the portal does not have."""
    if name == "wilayah_kemendagri":
        return [area.code_kemendagri for area in areas.areas()]
    if name == "wilayah_bps":
        return [area.code_bps for area in areas.areas() if area.code_bps]
    return [term.code for term in vocabulary("URUSAN")] if name == "urusan" else []
