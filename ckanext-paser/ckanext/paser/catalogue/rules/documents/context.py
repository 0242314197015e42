"""The profile as a JSON-LD context: what CKAN's API shows of a dataset or an activity is RDF when it is read with it.

A name that means something else in a file (``url``) or an agency (``title``) has that meaning inside ``resources`` and ``organization``.
"""

from __future__ import annotations

from typing import Any

from rdflib.namespace import XSD

from ckanext.paser.catalogue.rules.documents.paths import path
from ckanext.paser.catalogue.rules.fields import ANSWER, OBJECT, PARTS, Field, of
from ckanext.paser.catalogue.rules.terms import CSVW, DCAT, DCT, PREFIXES, camel, own

_REFERENCES = {
    "frequency",
    "theme",
    "language",
    "dcat_type",
    "access_rights",
    "conforms_to",
    "license",
    "url",
    "status",
    "availability",
}
"""Fields whose values are addresses of things."""


def context(site: str) -> dict[str, Any]:
    """The context, for the portal at an address without a slash at its end."""
    ours = own(site)
    terms: dict[str, Any] = {
        "paser": str(ours),
        **{prefix: str(namespace) for prefix, namespace in PREFIXES.items()},
        "dcat": str(DCAT),
        "dct": "http://purl.org/dc/terms/",
        "xsd": str(XSD),
    }
    for part in PARTS:
        for name, said in _terms(part, site).items():
            terms.setdefault(name, said)
    for field in (field for part in PARTS for field in of(part).values()):
        for name in field.parts:
            terms.setdefault(name, str(ours[camel(name)]))
    files, agency = (
        {name: said for name, said in _terms(part, site).items() if said != terms[name]}
        for part in ("resource", "organization")
    )
    terms["resources"] = {"@id": str(DCAT.distribution), "@container": "@set", "@context": files}
    terms["organization"] = {"@id": str(DCT.creator), "@context": agency}
    terms["kamus_data"] = {"@id": str(CSVW.column), "@container": "@list"}
    return {"@context": terms}


def _terms(part: str, site: str) -> dict[str, Any]:
    return {name: _term(field, site) for name, field in of(part).items() if field.is_public}


def _term(field: Field, site: str) -> Any:
    said: dict[str, Any] = {"@id": str(path(field, site))}
    if field.name in _REFERENCES:
        said["@type"] = "@id"
    elif field.kind == OBJECT:
        said["@type"] = "@json"
    elif field.kind == ANSWER:
        said["@type"] = str(XSD.boolean)
    if field.is_list:
        said["@container"] = "@set"
    return said if len(said) > 1 else said["@id"]
