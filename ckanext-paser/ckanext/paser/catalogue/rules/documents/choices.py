"""Which values a field of the profile may have, whichever document says so."""

from __future__ import annotations

from ckanext.paser.areas import rules as areas
from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.fields import CODE, CODES, Field
from ckanext.paser.metadata.rules.vocabularies import Term, vocabulary

_FREE = {"satuan"}
"""Fields that have a list and take other words too."""
_OPTIONAL_ALL_THE_SAME = {"private", "status_sdi"}
"""Mandatory, but of no use to whoever reads a dataset that is public."""
_OF_DATA = {"periode_mulai", "periode_selesai", "status_angka", "level_penyajian"}
"""Column W says "M (data)": of files that are no guides."""


def terms(field: Field) -> tuple[Term, ...]:
    """The choices of a field that takes codes of a list alone; none of any other."""
    closed = field.kind in (CODE, CODES) and field.name not in _FREE and field.vocabulary
    return vocabulary(field.vocabulary) if closed else ()


def codes(field: Field) -> tuple[str, ...]:
    """The codes that a field may have; none where anything may stand there."""
    if field.name == "kode_wilayah":
        return tuple(area.code_kemendagri for area in (*areas.areas(), *areas.former()))
    return tuple(term.code for term in terms(field))


def required(part: str) -> list[str]:
    """The fields without which nothing is published."""
    if part == "variable":
        return ["id"]
    return [
        name
        for name, field in fields.of(part).items()
        if field.need == "M"
        and name not in _OPTIONAL_ALL_THE_SAME
        and (part == "dataset" or name not in _OF_DATA)
        and field.is_public
    ]
