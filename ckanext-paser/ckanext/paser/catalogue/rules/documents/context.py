"""The profile as a JSON-LD context: what CKAN's API shows of a dataset is RDF when it is read with it."""

from __future__ import annotations

from typing import Any

from rdflib.namespace import XSD

from ckanext.paser.catalogue.rules.documents.paths import path
from ckanext.paser.catalogue.rules.fields import ANSWER, OBJECT, Field, of
from ckanext.paser.catalogue.rules.terms import CSVW, DCAT, PREFIXES, own

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
    for part in ("dataset", "resource", "variable"):
        for field in of(part).values():
            if field.is_public:
                terms.setdefault(field.name, _term(field, site))
    terms["resources"] = {"@id": str(DCAT.distribution), "@container": "@set"}
    terms["kamus_data"] = {"@id": str(CSVW.column), "@container": "@list"}
    return {"@context": terms}


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
