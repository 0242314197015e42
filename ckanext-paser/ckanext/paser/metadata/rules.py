"""Code lists and cross-field rules of the metadata profile paser-sdi 1.0.

Pure rules: no CKAN, no clock, no database.
Source: Perpres 39/2019, MS-Ind and MS-Keg, as gathered in ``schemas/sdi_profile.json``; the lists stand
in ``schemas/vocabularies``. A dataset stores codes; people are shown labels.
"""

from __future__ import annotations

import csv
import mimetypes
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain, count
from pathlib import PurePath
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from ckanext.paser.areas import rules as areas

VOCABULARY_OF = {
    "agregasi": "AGREGASI",
    "format_angka": "FORMAT_ANGKA",
    "frequency": "FREKUENSI",
    "jenis": "JENIS",
    "jenis_data": "JENIS_DATA",
    "jenis_opd": "JENIS_OPD",
    "kode_referensi": "KODEREF",
    "kode_urusan": "URUSAN",
    "level_penyajian": "LEVEL",
    "license_id": "LISENSI",
    "peran": "PERAN",
    "peran_sdi": "PERAN_SDI",
    "satuan": "SATUAN",
    "sistem_asal": "SISTEM",
    "status_angka": "STATUS_ANGKA",
    "tema_sdi": "TEMA",
    "temporal_resolution": "PERIODE",
    "tipe_data": "TIPE_DATA",
    "ukuran": "UKURAN",
}
"""Which list the values of a field come from; ``kode_wilayah`` comes from the list of areas."""

FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
UNSCHEDULED = {FREQUENCY + "IRREG", FREQUENCY + "NEVER"}
FACETS = (
    "frequency",
    "jenis",
    "jenis_data",
    "kode_urusan",
    "kode_wilayah",
    "level_penyajian",
    "tema_sdi",
)
YEARS = (1900, 2100)
_FOLLOWED = ("", "http", "https", "ftp")
"""Schemes of links; other portals give some without one, which lead to a place on them."""
LONGEST_ADDRESS = 100
"""Characters of a dataset's ``name`` that CKAN takes."""

_STANDARD = {"konsep", "definisi", "ukuran", "satuan"}
_MEASURING = {"indikator", "variabel"}
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Term:
    """One entry of a code list; ``extra`` holds the list's further columns by name."""

    code: str
    label_id: str
    label_en: str
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    def label(self, language: str) -> str:
        return self.label_en if language == "en" else self.label_id


@cache
def vocabulary(name: str) -> tuple[Term, ...]:
    """The entries of a code list in its own order.

    Args:
        name: name of the list as in the profile, such as "FREKUENSI".

    Raises:
        LookupError: there is no such list.
    """
    source = files("paser_schemas").joinpath(f"vocabularies/{name.lower()}.csv")
    if not source.is_file():
        raise LookupError(f"there is no code list {name!r}")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return tuple(Term(row.pop("code"), row.pop("label_id"), row.pop("label_en"), row) for row in rows)


@cache
def _by_code(name: str) -> dict[str, Term]:
    return {term.code: term for term in vocabulary(name)}


def label(field_name: str, value: str, language: str = "id") -> str:
    """What people read for a stored value; the value itself where there is no list or no such code."""
    if field_name == "kode_wilayah":
        area = areas.find(value)
        return area.name if area else value
    name = VOCABULARY_OF.get(field_name)
    term = _by_code(name).get(value) if name else None
    return term.label(language) if term else value


def is_required(field_name: str, dataset: Mapping[str, Any]) -> bool:
    """Whether a conditional field has to be filled in, given the other fields (profile 6.2, column W)."""
    if field_name in _STANDARD:
        return dataset.get("jenis") in _MEASURING
    if field_name == "jadwal_rilis":
        return bool(dataset.get("frequency")) and dataset.get("frequency") not in UNSCHEDULED
    return False


def unit(text: str) -> str:
    """The code of a unit given by its code or label in any language; another text stays as it is."""
    said = " ".join(text.split())
    for term in vocabulary("SATUAN"):
        if said.casefold() in {term.code, term.label_id.casefold(), term.label_en.casefold()}:
            return term.code
    return said


def period(text: str) -> tuple[date, date]:
    """First and last day of a year ("2020"), a month ("2020-01") or a day ("2020-01-31").

    Raises:
        ValueError: the text is none of them, or the year lies outside ``YEARS``.
    """
    match = _PERIOD.fullmatch(text.strip())
    if not match or not YEARS[0] <= int(match[1]) <= YEARS[1]:
        raise ValueError(f"{text!r} is not a year, a month or a day between {YEARS[0]} and {YEARS[1]}")
    year, month, day = int(match[1]), match[2], match[3]
    first = date(year, int(month or 1), int(day or 1))
    if day:
        return first, first
    last_month = int(month or 12)
    return first, date(year, last_month, monthrange(year, last_month)[1])


def years(coverage: Iterable[Mapping[str, str]]) -> list[str]:
    """The years that periods {start, end} touch, in order; what cannot be read is left out."""
    found: set[int] = set()
    for one in coverage:
        try:
            start, end = period(one.get("start") or ""), period(one.get("end") or "")
        except ValueError:
            continue
        found.update(range(start[0].year, end[1].year + 1))
    return [str(year) for year in sorted(found)]


def facets(dataset: Mapping[str, Any]) -> dict[str, list[str]]:
    """The values that people filter datasets by, as clean lists by field."""
    found = {name: _as_list(dataset.get(name)) for name in FACETS}
    return found | {"tahun_data": years(dataset.get("temporal_coverage") or [])}


def fitting_address(name: str, title: str, is_taken: Callable[[str], bool]) -> str:
    """An address that CKAN takes, in place of one that the form has made of a title and that is too long.

    It ends with a word; a number follows where another dataset has it. One that somebody has thought of, or that is not
    too long, stays as it is: its own faults are told.
    """
    if len(name) <= LONGEST_ADDRESS or _letters(name) != _letters(title):
        return name
    ends = chain([""], (f"-{number}" for number in count(2)))
    fitting = (_cut(name, LONGEST_ADDRESS - len(end)) + end for end in ends)
    return next(one for one in fitting if not is_taken(one))


def _cut(name: str, length: int) -> str:
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


def file_kind(present: Mapping[str, Any], sent: Mapping[str, Any], filename: str) -> dict[str, str]:
    """The format and media type that follow a resource's new file.

    Args:
        present: the resource as it is.
        sent: what it is to become; a format or media type that differs from the present one is the sender's choice.
        filename: name of the new file.

    Returns:
        ``format`` and ``mimetype``, each only when it has to change; nothing for another file of the same kind.
    """
    suffix = PurePath(filename).suffix
    if not suffix or suffix.lower() == PurePath(present.get("url") or "").suffix.lower():
        return {}
    own = {
        "format": suffix[1:].upper(),
        "mimetype": mimetypes.guess_type(filename)[0] or "application/octet-stream",
    }
    return {name: value for name, value in own.items() if sent.get(name) in (None, "", present.get(name))}


def is_named_after_file(
    present: Mapping[str, Any], sent: Mapping[str, Any], tidied: Callable[[str], str]
) -> bool:
    """Tell whether a resource's name is no more than that of its file, and the sender leaves it so.

    Args:
        tidied: what CKAN makes of a file's name for its address.
    """
    name = present.get("name") or ""
    file = unquote(PurePath(present.get("url") or "").name)
    return bool(name) and name == sent.get("name") and tidied(name) == tidied(file)


def changes(wanted: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be patched so that what is shown becomes what is wanted; other fields are left alone.

    The order of codes says nothing: they are stored in the order of their list.
    """
    return {name: value for name, value in wanted.items() if _unordered(shown.get(name)) != _unordered(value)}


def _unordered(value: Any) -> Any:
    return set(value) if isinstance(value, list) else value


def _as_list(value: Any) -> list[str]:
    if not value:
        return []
    return list(value) if isinstance(value, list) else [value]
