"""The profile as SHACL, for the catalogue's RDF, with the terms of our own and what they are called.

The shapes are about datasets that say that they follow the profile (dct:conformsTo); DCAT-AP 3 has shapes of its own beside them.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.documents.choices import codes, required
from ckanext.paser.catalogue.rules.documents.paths import path, standard
from ckanext.paser.catalogue.rules.fields import ANSWER, Field
from ckanext.paser.catalogue.rules.graph import ACTIVITY, own_fields
from ckanext.paser.catalogue.rules.terms import (
    ADMS,
    CSVW,
    DCAT,
    DCATAP,
    DCT,
    DQV,
    FOAF,
    PROFILE,
    PROV,
    SKOS,
    VCARD,
    camel,
    own,
)

_CLASSES = {
    "dataset": DCAT.Dataset,
    "resource": DCAT.Distribution,
    "variable": CSVW.Column,
    "organization": FOAF.Agent,
}
"""An activity has a class of our own: of the same prov:Activity a dataset tells no more than that it comes from it."""
_OF_THINGS = {"frequency"}
"""Fields of codes that have a property of a standard, which are whole addresses."""
_PREFIXES = {
    "adms": ADMS,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dct": DCT,
    "dqv": DQV,
    "foaf": FOAF,
    "prov": PROV,
    "csvw": CSVW,
    "skos": SKOS,
    "vcard": VCARD,
}


def turtle(site: str) -> str:
    """The document, for the portal at an address without a slash at its end."""
    return shapes(site).serialize(format="turtle")


def shapes(site: str) -> Graph:
    """The shapes and terms as a graph."""
    graph, ours = Graph(), own(site)
    graph.bind("paser", ours)
    graph.bind("sh", SH)
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    _define_activity(graph, ours)
    for part in fields.PARTS:
        shape = ours[f"{part.capitalize()}Shape"]
        graph.add((shape, RDF.type, SH.NodeShape))
        if part == "dataset":
            _only_of_the_profile(graph, shape, site)
        graph.add((shape, SH.targetClass, _CLASSES.get(part) or ours[ACTIVITY]))
        for field in fields.of(part).values():
            if field.is_public and (field.name in standard(part) or field in own_fields(part)):
                graph.add((shape, SH.property, _property(graph, field, part, site)))
        for field in own_fields(part):
            _define(graph, field, ours)
    return graph


def _only_of_the_profile(graph: Graph, shape: Node, site: str) -> None:
    node = BNode()
    graph.add((shape, SH.property, node))
    graph.add((node, SH.path, DCT.conformsTo))
    graph.add((node, SH.hasValue, URIRef(f"{site}{PROFILE}")))


def _property(graph: Graph, field: Field, part: str, site: str) -> BNode:
    node = BNode()
    graph.add((node, SH.path, path(field, site)))
    graph.add((node, SH.name, Literal(field.label_id, lang="id")))
    graph.add((node, SH.name, Literal(field.label_en, lang="en")))
    if _is_needed(field, part):
        graph.add((node, SH.minCount, Literal(1)))
    if field.name in standard(part) - _OF_THINGS:
        return node  # how often and of which class is DCAT-AP's own word
    if not field.is_list:
        graph.add((node, SH.maxCount, Literal(1)))
    if field.kind == ANSWER:
        graph.add((node, SH["in"], _list(graph, [Literal(True), Literal(False)])))
    elif known := codes(field):
        things = field.name in _OF_THINGS
        graph.add(
            (node, SH["in"], _list(graph, [URIRef(code) if things else Literal(code) for code in known]))
        )
    return node


def _is_needed(field: Field, part: str) -> bool:
    # of an agency the catalogue tells what DCAT-AP has of agents; the rest stands in organization_show
    return field.name in required(part) and (part != "organization" or field.name in standard(part))


def _list(graph: Graph, values: Iterable[Node]) -> BNode:
    first = BNode()
    Collection(graph, first, list(values))
    return first


def _define_activity(graph: Graph, ours: Namespace) -> None:
    graph.add((ours[ACTIVITY], RDF.type, RDFS.Class))
    graph.add((ours[ACTIVITY], RDFS.subClassOf, PROV.Activity))
    graph.add((ours[ACTIVITY], RDFS.label, Literal("Kegiatan statistik", lang="id")))
    graph.add((ours[ACTIVITY], RDFS.label, Literal("Statistical activity", lang="en")))


def _define(graph: Graph, field: Field, ours: Namespace) -> None:
    term = ours[camel(field.name)]
    if (term, RDF.type, RDF.Property) in graph:
        return
    graph.add((term, RDF.type, RDF.Property))
    graph.add((term, RDFS.label, Literal(field.label_id, lang="id")))
    graph.add((term, RDFS.label, Literal(field.label_en, lang="en")))
    if field.help_id:
        graph.add((term, RDFS.comment, Literal(field.help_id, lang="id")))
        graph.add((term, RDFS.comment, Literal(field.help_en, lang="en")))
