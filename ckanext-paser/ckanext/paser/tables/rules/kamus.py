"""The dictionary that officers keep of a file (``kamus_data``): what may stand in it.

Pure. Source: profile paser-sdi 1.0, table 6.5 (variable level), and its code lists. An entry holds only what an
officer has decided: what is left out follows the file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.problems import N_, Problem

Entry = dict[str, Any]

MOST_COLUMNS = 1000
_LONGEST = 10_000
"""Characters of a text; a definition has a few hundred."""
_ID_BYTES = 63
SHOWN = 100
"""Characters of a wrong value that are told."""
PLACE = N_('kamus_data, column "{column}", {key}')
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?)?)?")
TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
"""Three digits behind one mark: a thousand to one reader, one to another."""
_STANDARD = re.compile(r"SD\d{5}\.\d{2}\.\d{2}")


class _WrongError(Exception):
    """A value is not one that its key takes."""

    def __init__(self, fact: str, remedy: str, **params: Any) -> None:
        super().__init__(fact)
        self.fact, self.remedy, self.params = fact, remedy, params


def parsed(value: Any) -> tuple[list[Entry], list[Problem]]:
    """Read a dictionary as it is sent, and say what is wrong with it.

    Args:
        value: a list of objects, or the same as JSON.

    Returns:
        the entries in their plain form, without keys that say nothing; and a problem for each value that cannot stay.
    """
    value = sent(value)
    if value is None:
        return [], [_no_list()]
    if len(value) > MOST_COLUMNS:
        fact = N_("The dictionary has {count} columns; at most {most} are possible.")
        return [], [
            _problem(fact, N_("Leave out what is not in the file."), count=len(value), most=MOST_COLUMNS)
        ]
    found: list[Problem] = []
    entries = [_entry(position, entry, found) for position, entry in enumerate(value, 1)]
    ids = [entry.get("id") for entry in entries]
    for id_ in dict.fromkeys(id_ for id_ in ids if id_ and ids.count(id_) > 1):
        fact = N_('The column "{column}" stands in it {count} times.')
        found.append(_problem(fact, N_("Keep one entry for each column."), column=id_, count=ids.count(id_)))
    return entries, found


def sent(value: Any) -> list[Mapping[str, Any]] | None:
    """The objects of a dictionary as they were sent, whatever stands in them; None if it is no list of objects."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else []
        except ValueError:
            return None
    return value if isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value) else None


def entries(stored: Any) -> dict[str, Entry]:
    """The entries of a stored dictionary by column; empty for what is none."""
    return {entry["id"]: entry for entry in parsed(stored or [])[0] if "id" in entry}


def is_id(name: str) -> bool:
    """Tell whether the DataStore takes a name for a column."""
    fits = 0 < len(name.encode()) <= _ID_BYTES and name == name.strip()
    return fits and not name.startswith("_") and '"' not in name and name.isprintable()


def _entry(position: int, given: Mapping[str, Any], found: list[Problem]) -> Entry:
    """One entry in plain form."""
    column = given.get("id") if isinstance(given.get("id"), str) and given["id"] else f"#{position}"
    where = PLACE
    entry: Entry = {}
    for key, value in given.items():
        try:
            plain = _known(key)(value)
        except _WrongError as wrong:
            params = {"column": column, "key": key, **wrong.params}
            found.append(Problem("kamus", where, wrong.fact, wrong.remedy, params))
            continue
        if plain not in (None, "", []):
            entry[key] = plain
    for key, fact, remedy in _lacking(entry, given):
        found.append(Problem("kamus", where, fact, remedy, {"column": column, "key": key}))
    return entry


def _lacking(entry: Entry, given: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    lacking: list[tuple[str, str, str]] = []
    if not given.get("id"):
        lacking.append(("id", N_("The name of the column is missing."), N_("Write its name in the table.")))
    if entry.get("agregasi") == "rata_rata_tertimbang" and not entry.get("kolom_penimbang"):
        fact = N_("A weighted mean needs the column that it is weighted by.")
        lacking.append(("kolom_penimbang", fact, N_("Name that column, or choose another aggregation.")))
    return lacking


def _known(key: str) -> Callable[[Any], Any]:
    try:
        return _KEYS[key]
    except KeyError:
        fact = N_("A dictionary has no such key.")
        raise _WrongError(
            fact, N_("Correct its name; the keys are those of the profile paser-sdi 1.0.")
        ) from None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _WrongError(N_("This is not a text."), N_("Write it as a text."))
    if len(value) > _LONGEST:
        fact = N_("The text has {count} characters; at most {most} are possible.")
        raise _WrongError(fact, N_("Shorten it."), count=len(value), most=_LONGEST)
    return value.strip()


def _id(value: Any) -> str:
    name = _text(value)
    if name and not is_id(name):
        fact = N_('"{value}" cannot be the name of a column.')
        raise _WrongError(fact, N_("Copy the name from the table."), value=name)
    return name


def _unit(value: Any) -> str:
    return metadata.unit(_text(value))


def _standard_code(value: Any) -> str:
    code = _text(value)
    if code and not _STANDARD.fullmatch(code):
        raise _WrongError(
            N_('"{value}" is no code of a data standard.'), N_("Write it as SD00000.00.00."), value=code
        )
    return code


def _code(vocabulary: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        code = _text(value)
        known = [term.code for term in metadata.vocabulary(vocabulary)]
        if code and code not in known:
            fact, remedy = N_('"{value}" is not on the list: {known}.'), N_("Choose a code of the list.")
            raise _WrongError(fact, remedy, value=code, known=", ".join(known))
        return code

    return read


def _texts(value: Any) -> list[str]:
    given = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise _WrongError(N_("This is not a list of texts."), N_("Write it as a list of texts."))
    return [text for text in map(_text, given) if text]


def _yes_no(value: Any) -> bool | None:
    plain = {"true": True, "false": False, "": None}.get(value) if isinstance(value, str) else value
    if plain is not None and not isinstance(plain, bool):
        raise _WrongError(N_("This is neither true nor false."), N_("Write true or false."))
    if isinstance(value, str) and value not in ("true", "false", ""):
        raise _WrongError(N_("This is neither true nor false."), N_("Write true or false."))
    return plain


def _whole(least: int, most: int) -> Callable[[Any], int | None]:
    def read(value: Any) -> int | None:
        if value in (None, ""):
            return None
        try:
            number = int(value) if not isinstance(value, (bool, float)) else None
        except (TypeError, ValueError):
            number = None
        if number is None or not least <= number <= most:
            fact = N_("This is not a whole number from {least} to {most}.")
            raise _WrongError(fact, N_("Write such a number, or leave it out."), least=least, most=most)
        return number

    return read


def _limits(value: Any) -> dict[str, Any] | None:
    """The constraints of Frictionless that a machine checks the values of a column by; only those of the profile."""
    if value is not None and not isinstance(value, Mapping):
        raise _WrongError(N_("This is not an object."), N_("Write it as a JSON object."))
    said = {key: one for key, one in (value or {}).items() if one not in (None, "", [])}
    if unknown := sorted(map(str, said.keys() - _LIMITS.keys())):
        fact = N_('There is no constraint "{name}"; there are: {known}.')
        raise _WrongError(fact, N_("Correct its name."), name=unknown[0], known=", ".join(_LIMITS))
    for key, one in said.items():
        if not _LIMITS[key](one):
            fact = N_('The constraint "{name}" cannot be "{value}".')
            raise _WrongError(
                fact, _OF_BOUNDS if key in _BOUNDS else _OF_LIMITS, name=key, value=str(one)[:SHOWN]
            )
    low, high = (
        (_bound(said[key]) for key in ("minimum", "maximum")) if said.keys() >= _BOUNDS else (None, None)
    )
    if low and high and (low[0] != high[0] or low > high):
        fact = N_("The minimum lies above the maximum, or is of another kind.")
        raise _WrongError(fact, N_("Correct one of the two."))
    return said or None


def _bound(value: Any) -> tuple[str, Any] | None:
    """A limit with its kind, a number or a date, also where the number is written as a text; None for what is neither, or is a
    thousand to one reader and one to another.
    """
    if isinstance(value, str) and TWO_WAYS.fullmatch(value):
        return None
    if isinstance(value, str) and _DATE.fullmatch(value):
        return "date", value
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None
    return ("number", number) if math.isfinite(number) else None


def _is_pattern(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) <= _LONGEST and bool(re.compile(value))
    except re.error:
        return False


def _is_choice(value: Any) -> bool:
    plain = isinstance(value, list) and len(value) <= _LONGEST
    return plain and all(isinstance(one, str) or _bound(one) for one in value)


_LIMITS: Mapping[str, Callable[[Any], bool]] = {
    "required": lambda value: isinstance(value, bool),
    "unique": lambda value: isinstance(value, bool),
    "minimum": lambda value: _bound(value) is not None,
    "maximum": lambda value: _bound(value) is not None,
    "pattern": _is_pattern,
    "enum": _is_choice,
}
"""What ``batasan`` may hold (table 6.5, row 15), each with what tells whether a value is one."""
_BOUNDS = {"minimum", "maximum"}
_OF_BOUNDS = N_("Write a number such as 1000 or 12.5, or a date such as 2024-12-31.")
_OF_LIMITS = N_(
    "Write true or false for required and unique, a regular expression for pattern, a list of values for enum."
)


def _domain(value: Any) -> list[dict[str, str]]:
    given = [] if value is None else value
    if not isinstance(given, list) or not all(isinstance(item, Mapping) for item in given):
        raise _WrongError(
            N_("This is not a list of codes."), N_('Write it as [{{"kode": "1", "nilai": "Ya"}}, ...].')
        )
    return [{"kode": _text(item.get("kode")), "nilai": _text(item.get("nilai"))} for item in given]


_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "id": _id,
    "label": _text,
    "alias": _text,
    "konsep": _texts,
    "notes": _text,
    "referensi_pemilihan": _texts,
    "referensi_waktu": _text,
    "ukuran": _code("UKURAN"),
    "satuan": _unit,
    "tipe_data": _code("TIPE_DATA"),
    "type_override": _text,
    "value_domain": _domain,
    "kode_referensi": _code("KODEREF"),
    "aturan_validasi": _texts,
    "batasan": _limits,
    "kalimat_pertanyaan": _text,
    "apakah_variabel_bisa_diakses_umum": _yes_no,
    "id_sds": _standard_code,
    "id_msvar": _text,
    "peran": _code("PERAN"),
    "agregasi": _code("AGREGASI"),
    "kolom_penimbang": _id,
    "desimal": _whole(0, 6),
    "nilai_hilang": _texts,
    "format_angka": _code("FORMAT_ANGKA"),
    "kelas_data_pribadi": _code("KELAS_DATA_PRIBADI"),
    "perlakuan": _code("PERLAKUAN"),
    "urutan": _whole(0, MOST_COLUMNS),
}
"""The keys of table 6.5, each with what reads its value."""


def _no_list() -> Problem:
    fact = N_("The dictionary is not a list with an object for each column.")
    return _problem(fact, N_('Write it as [{{"id": "kode_wilayah", "label": "Kode Wilayah"}}, ...].'))


def _problem(fact: str, remedy: str, **params: Any) -> Problem:
    return Problem("kamus", "kamus_data", fact, remedy, params)


def merged(stored: Mapping[str, Entry], changed: Sequence[Entry]) -> list[Entry]:
    """A dictionary after some of its entries were edited: keys that the editor does not know stay as they are.

    Args:
        changed: entries with every key that was offered; an empty value takes the key out.
    """
    edited = {entry["id"]: {**stored.get(entry["id"], {}), **entry} for entry in changed}
    whole = {**edited, **{id_: entry for id_, entry in stored.items() if id_ not in edited}}
    plain = (
        {key: value for key, value in entry.items() if value not in (None, "", [], {})}
        for entry in whole.values()
    )
    return [entry for entry in plain if entry.keys() - {"id"}]
