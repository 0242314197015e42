"""Code lists with an address for each code: as a table, CSV, and linked data (SKOS).

Pure rules: no CKAN, no clock, no database. What they are stands in ``schemas/code_lists.yaml``, their codes in
``schemas/vocabularies`` and ``schemas/reference/wilayah.csv``.
Source: Perpres 39/2019 articles 10 and 36(4), Kode Referensi; W3C SKOS Reference; JSON-LD 1.1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from ckanext.paser.metadata.rules import vocabulary
from ckanext.paser.metadata.rules.validity import COLUMNS, Validity, taken_from
from ckanext.paser.problems import N_

GROUPS = ("national", "ms_keg", "profile", "portal")
PATH = "/kode-referensi"
AREAS = "wilayah"
OURS = {"id": "Walidata Kabupaten Paser", "en": "Walidata of Kabupaten Paser"}
HEADINGS = {
    "akses_yang_boleh": N_("Access that is allowed"),
    "alias": N_("Other spellings"),
    "aturan": N_("Rule"),
    "ckan_private": N_("Private in CKAN"),
    "datastore": N_("Type in the DataStore"),
    "dct:accessRights": N_("Access rights (dct:accessRights)"),
    "efek": N_("Effect"),
    "eu_code": N_("Code of the EU"),
    "eu_data_theme": N_("Theme of the EU"),
    "eu_override": N_("Another theme of the EU"),
    "frictionless": N_("Type in Frictionless"),
    "indah": N_("State in INDAH"),
    "indah_enum": N_("Value in INDAH"),
    "indah_key": N_("Key in INDAH"),
    "induk": N_("Lies in"),
    "kode_bps": N_("Code of BPS"),
    "kode_pos": N_("Postal codes"),
    "lat": N_("Latitude"),
    "lng": N_("Longitude"),
    "max_age_days": N_("Longest age (days)"),
    "ms_keg": N_("Number in MS-Keg"),
    "ms_keg_4_2": N_("Number in MS-Keg, 4.2"),
    "ms_keg_7_4_bit": N_("Number in MS-Keg, 7.4"),
    "ms_keg_bit": N_("Number in MS-Keg"),
    "nama_bps": N_("Name at BPS"),
    "next_by": N_("Next step by"),
    "pasal": N_("Article"),
    "pembina_daerah": N_("Pembina Data of the regency"),
    "pembina_pusat": N_("National Pembina Data"),
    "pemilihan_sampel": N_("Selection of the sample"),
    "penerbit": N_("Issued by"),
    "pilar": N_("Pillar"),
    "rad_default": N_("Subtheme that is proposed"),
    "sdi": N_("Value in SDI"),
    "sdi_accesslevel": N_("Access level in SDI"),
    "simbol": N_("Sign"),
    "status": N_("Source checked (V) or from memory (M)"),
    "subdimensi": N_("Sub-dimensions"),
    "tahap_perpres": N_("Phase (Perpres 39/2019)"),
    "tati_satudata": N_("State in Tati Satu Data"),
    "tingkat": N_("Level"),
    "ucum_or_note": N_("Sign in UCUM, or note"),
    "uri": N_("Address of the licence"),
    "warna": N_("Colour"),
}
"""What people read above the further columns of lists; files have the names themselves."""
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTEXT: dict[str, Any] = {
    "uri": "@id",
    "type": "@type",
    "ConceptScheme": f"{_SKOS}ConceptScheme",
    "Concept": f"{_SKOS}Concept",
    "title": {"@id": f"{_DC}title", "@container": "@language"},
    "issuer": f"{_DC}creator",
    "source": f"{_DC}source",
    "valid_from": "http://schema.org/validFrom",
    "valid_until": "http://schema.org/validThrough",
    "code": f"{_SKOS}notation",
    "label": {"@id": f"{_SKOS}prefLabel", "@container": "@language"},
    "same_as": {"@id": f"{_SKOS}exactMatch", "@type": "@id"},
    "broader": {"@id": f"{_SKOS}broader", "@type": "@id"},
    "replaced_by": {"@id": "http://purl.org/dc/terms/isReplacedBy", "@type": "@id"},
    "in_scheme": {"@id": f"{_SKOS}inScheme", "@type": "@id"},
    "items": {"@reverse": f"{_SKOS}inScheme"},
}
"""What the names in the JSON mean; names that are not here (``total``, ``next``) mean nothing in linked data."""


@dataclass(frozen=True)
class Code:
    """One code.

    Attributes:
        code: as it is stored and exchanged.
        slug: as it stands in an address: the code, or its last part where the code is an address itself.
        validity: since when and until when; as its list, where nothing else is said of this code.
        extra: the list's further columns by name.
        parent: slug of the code above it in the same list.
    """

    code: str
    slug: str
    label_id: str
    label_en: str
    validity: Validity
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    parent: str = ""

    def label(self, language: str) -> str:
        return self.label_en if language == "en" else self.label_id

    @property
    def same_as(self) -> str:
        """The address that others have given to the same code; empty where there is none."""
        return self.code if self.code.startswith("http") else ""

    @property
    def instead(self) -> tuple[str, ...]:
        """Slugs of the codes that are taken in its place."""
        return tuple(map(_slug, self.validity.instead))


@dataclass(frozen=True)
class CodeList:
    """A code list; ``valid_until`` is empty while it holds."""

    name: str
    titles: Mapping[str, str] = field(hash=False)
    group: str
    issuers: Mapping[str, str] = field(hash=False)
    sources: Mapping[str, str] = field(hash=False)
    valid_from: str
    valid_until: str
    codes: tuple[Code, ...] = field(hash=False)

    def title(self, language: str) -> str:
        return self.titles["en" if language == "en" else "id"]

    def issuer(self, language: str) -> str:
        return self.issuers["en" if language == "en" else "id"]

    def source(self, language: str) -> str:
        return self.sources["en" if language == "en" else "id"]

    @property
    def columns(self) -> tuple[str, ...]:
        """The further columns that any of its codes fills."""
        names = self.codes[0].extra if self.codes else ()
        return tuple(name for name in names if any(code.extra[name] for code in self.codes))

    def find(self, slug: str) -> Code | None:
        return self._by_slug.get(slug)

    def matching(self, words: str) -> list[Code]:
        """The codes in whose code, words or further columns all ``words`` stand, in the order of the list."""
        wanted = words.casefold().split()
        return [code for code in self.codes if all(word in _text(code) for word in wanted)]

    @cached_property
    def _by_slug(self) -> dict[str, Code]:
        return {code.slug: code for code in self.codes}


@cache
def lists() -> dict[str, CodeList]:
    """All code lists by name, in the order in which they are shown."""
    described = yaml.safe_load(_read("code_lists.yaml"))
    return {name: _list(name, said) for name, said in described.items()}


def uri(site: str, name: str, slug: str = "") -> str:
    """The permanent address of a list, or of one code of it.

    Args:
        site: the address of the portal, without a slash at its end.
    """
    return f"{site}{PATH}/{name}/{slug}" if slug else f"{site}{PATH}/{name}"


def as_csv(found: CodeList, site: str) -> str:
    """A list as CSV (RFC 4180): code, words in both languages, its further columns, validity, its permanent address."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("code", "label_id", "label_en", *found.columns, *COLUMNS, "uri"))
    for code in found.codes:
        further = (code.extra[name] for name in found.columns)
        valid = code.validity
        validity = (valid.since, valid.until, ";".join(valid.instead))
        address = uri(site, found.name, code.slug)
        writer.writerow((code.code, code.label_id, code.label_en, *further, *validity, address))
    return text.getvalue()


def as_json(found: CodeList, site: str) -> dict[str, Any]:
    """A list as the portal's REST answers are, which is JSON-LD at the same time: a SKOS concept scheme."""
    items = [_concept(code, found, site) for code in found.codes]
    return {"@context": _CONTEXT, **_scheme(found, site), "items": items, "total": len(items), "next": None}


def code_as_json(code: Code, found: CodeList, site: str) -> dict[str, Any]:
    """One code as JSON-LD: a SKOS concept."""
    in_scheme = uri(site, found.name)
    return {"@context": _CONTEXT, **_concept(code, found, site), "in_scheme": in_scheme}


def index_as_json(site: str) -> dict[str, Any]:
    """All lists, without their codes."""
    items = [{**_scheme(one, site), "codes": len(one.codes)} for one in lists().values()]
    return {"items": items, "total": len(items), "next": None}


def _scheme(found: CodeList, site: str) -> dict[str, Any]:
    return {
        "uri": uri(site, found.name),
        "type": "ConceptScheme",
        "name": found.name,
        "title": dict(found.titles),
        "issuer": found.issuers["id"],
        "source": found.sources["id"],
        "valid_from": found.valid_from,
        "valid_until": found.valid_until or None,
    }


def _concept(code: Code, found: CodeList, site: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "uri": uri(site, found.name, code.slug),
        "type": "Concept",
        "code": code.code,
        "label": {"id": code.label_id, "en": code.label_en},
        "valid_from": code.validity.since,
        "valid_until": code.validity.until or None,
    }
    if code.instead:
        said["replaced_by"] = [uri(site, found.name, slug) for slug in code.instead]
    if code.same_as:
        said["same_as"] = code.same_as
    if code.parent:
        said["broader"] = uri(site, found.name, code.parent)
    return said | {"extra": {name: code.extra[name] for name in found.columns if code.extra[name]}}


def _list(name: str, said: Mapping[str, Any]) -> CodeList:
    issuer, since, until = said.get("issuer"), said["valid_from"], said.get("valid_until", "")
    codes = _areas() if name == AREAS else _vocabulary(name)
    return CodeList(
        name=name,
        titles=said["title"],
        group=said["group"],
        issuers=_worded(issuer) if issuer else OURS,
        sources=_worded(said["source"]),
        valid_from=since,
        valid_until=until,
        codes=tuple(_as_its_list(code, since, until) for code in codes),
    )


def _worded(said: str | Mapping[str, str]) -> Mapping[str, str]:
    """A text by language, of one that may read alike in both."""
    return {"id": said, "en": said} if isinstance(said, str) else said


def _as_its_list(code: Code, since: str, until: str) -> Code:
    said = code.validity
    return replace(code, validity=Validity(said.since or since, said.until or until, said.instead))


def _vocabulary(name: str) -> Iterator[Code]:
    for term in vocabulary(name):
        if term.code:
            yield Code(
                term.code, _slug(term.code), term.label_id, term.label_en, term.validity, dict(term.extra)
            )


def _areas() -> Iterator[Code]:
    for row in csv.DictReader(_read("reference/wilayah.csv").splitlines()):
        code, name, validity = row.pop("kode_kemendagri"), row.pop("nama"), taken_from(row)
        yield Code(code, code, name, name, validity, row, row["induk"])


def _slug(code: str) -> str:
    return code.rpartition("/")[2]


def _text(code: Code) -> str:
    return " ".join((code.code, code.label_id, code.label_en, *code.extra.values())).casefold()


def _read(path: str) -> str:
    return files("paser_schemas").joinpath(path).read_text(encoding="utf-8")
