"""The profile for people: its fields section by section, in the language of the reader."""

from __future__ import annotations

from typing import NamedTuple

from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.documents.choices import terms
from ckanext.paser.catalogue.rules.documents.conditions import WORDS
from ckanext.paser.catalogue.rules.documents.paths import path
from ckanext.paser.catalogue.rules.fields import Field
from ckanext.paser.catalogue.rules.terms import camel, own

MOST_CHOICES = 60
"""Codes that stand on the page; longer lists have pages of their own."""
_PREFIXES = {
    "http://purl.org/dc/terms/": "dct",
    "http://www.w3.org/ns/dcat#": "dcat",
    "http://www.w3.org/ns/adms#": "adms",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/ns/dqv#": "dqv",
    "http://www.w3.org/ns/csvw#": "csvw",
    "http://spdx.org/rdf/terms#": "spdx",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://www.w3.org/2006/vcard/ns#": "vcard",
    "http://data.europa.eu/r5r/": "dcatap",
}


class Row(NamedTuple):
    """A field as the page shows it.

    Args:
        anchor: the last part of the address of its term, so that the term leads here.
        condition: when it is needed, in English words that are still to be translated.
        choices: codes and what they mean, where there are not too many of them.
        number: of codes altogether.
    """

    name: str
    anchor: str
    label: str
    help: str
    need: str
    condition: str
    kind: str
    term: str
    choices: tuple[tuple[str, str], ...]
    number: int


class Section(NamedTuple):
    """Fields that stand together; ``title`` is empty where the part has one section alone."""

    part: str
    title: str
    rows: tuple[Row, ...]


def sections(site: str, language: str) -> tuple[Section, ...]:
    """The whole profile.

    Args:
        site: the address of the portal, without a slash at its end.
        language: "id" or "en".
    """
    found: dict[tuple[str, str], list[Row]] = {}
    seen: set[str] = set()
    for part in fields.PARTS:
        for field in fields.of(part).values():
            # a term that several parts have leads to the first of them
            anchor = "" if camel(field.name) in seen else camel(field.name)
            seen.add(camel(field.name))
            found.setdefault((part, _title(field, language)), []).append(_row(field, anchor, site, language))
    return tuple(Section(part, title, tuple(rows)) for (part, title), rows in found.items())


def _title(field: Field, language: str) -> str:
    if field.part == "kegiatan":
        return fields.blocks()[field.section][language]
    return f"{field.section}. {fields.sections()[field.section][language]}" if field.section else ""


def _row(field: Field, anchor: str, site: str, language: str) -> Row:
    known = terms(field)
    return Row(
        name=field.name,
        anchor=anchor,
        label=field.label(language),
        help=field.help_en if language == "en" else field.help_id,
        need=field.need,
        condition=WORDS[field.condition] if field.condition else "",
        kind=field.kind,
        term=_short(str(path(field, site)), site)
        if field.is_public and field.name not in fields.NOT_TOLD
        else "",
        choices=tuple((one.code, one.label(language)) for one in known) if len(known) <= MOST_CHOICES else (),
        number=len(known),
    )


def _short(address: str, site: str) -> str:
    for begin, prefix in {**_PREFIXES, str(own(site)): "paser"}.items():
        if address.startswith(begin):
            return f"{prefix}:{address.removeprefix(begin)}"
    return address
