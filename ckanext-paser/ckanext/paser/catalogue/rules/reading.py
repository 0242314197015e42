"""The RDF of profile paser-sdi read back: what the catalogue of a portal like this one says of a dataset.

The way back of ``graph``. Computed fields are left to whoever stores the dataset. RDF keeps no order, so lists come sorted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDFS
from rdflib.term import Node

from ckanext.paser.catalogue.rules.fields import DAY, LINES, OBJECT, Field
from ckanext.paser.catalogue.rules.graph import own_fields
from ckanext.paser.catalogue.rules.terms import (
    ADMS,
    CSVW,
    DCAT,
    DCATAP,
    DCT,
    DQV,
    FILE_TYPE_OF,
    FILE_TYPES,
    FOAF,
    MEDIA_TYPES,
    OA,
    PROFILE,
    PROV,
    SKOS,
    camel,
)

_NAMED = {
    "documentation": FOAF.page,
    "is_referenced_by": DCT.isReferencedBy,
    "applicable_legislation": DCATAP.applicableLegislation,
}
_NAMED_OF_FILE = {"documentation": FOAF.page, "conforms_to": DCT.conformsTo}
_SERVICE = {
    "title": DCT.title,
    "endpoint_url": DCAT.endpointURL,
    "endpoint_description": DCAT.endpointDescription,
    "conforms_to": DCT.conformsTo,
}
_COLUMN = {"id": CSVW.name, "label": CSVW.title, "notes": DCT.description}
_LISTS_OF_ROWS = {"sumber_publikasi", "enum"}
_FORMAT_OF = {code: name for name, code in FILE_TYPE_OF.items()}


def namespace(graph: Graph, ref: Node) -> Namespace | None:
    """The terms that a dataset uses, of whichever portal; None where it does not follow the profile."""
    for standard in graph.objects(ref, DCT.conformsTo):
        if str(standard).endswith(PROFILE):
            return Namespace(f"{standard}#")
    return None


def dataset(graph: Graph, ref: Node) -> dict[str, Any]:
    """The fields of a dataset that ckanext-dcat does not read, or reads otherwise; nothing where it does not follow the profile."""
    ours = namespace(graph, ref)
    if ours is None:
        return {}
    said = _own(graph, ref, "dataset", ours) | _named(graph, ref, _NAMED)
    for activity in graph.objects(ref, PROV.wasGeneratedBy):
        said["kegiatan"] = str(activity).rsplit("/", 1)[-1]
    for note in graph.objects(ref, DQV.hasQualityAnnotation):
        said["catatan_mutu"] = str(graph.value(note, OA.bodyValue))
    for metre in graph.objects(ref, DCAT.spatialResolutionInMeters):
        said["spatial_resolution_in_meters"] = int(float(str(metre)))
    if known := [str(graph.value(node, SKOS.notation)) for node in graph.objects(ref, ADMS.identifier)]:
        said["alternate_identifier"] = sorted(known)
    return said


def file(graph: Graph, ref: Node, ours: Namespace) -> dict[str, Any]:
    """The fields of a file, likewise."""
    said = _own(graph, ref, "resource", ours) | _named(graph, ref, _NAMED_OF_FILE)
    said |= _kind(graph, ref)
    for source in graph.objects(ref, PROV.wasDerivedFrom):
        said["sumber_url"] = str(source)
    for known in graph.objects(ref, ADMS.identifier):
        said["sumber_id"] = str(graph.value(known, SKOS.notation))
    for moment in graph.objects(ref, PROV.generatedAtTime):
        said["diambil_pada"] = str(moment)
    for span in graph.objects(ref, DCT.temporal):
        for name, predicate in (("periode_mulai", DCAT.startDate), ("periode_selesai", DCAT.endDate)):
            if (value := graph.value(span, predicate)) is not None:
                said[name] = str(value)
    if services := [_service(graph, node) for node in graph.objects(ref, DCAT.accessService)]:
        said["access_services"] = sorted(services, key=lambda one: one.get("title", ""))
    for schema in graph.objects(ref, CSVW.tableSchema):
        first = graph.value(schema, CSVW.column)
        said["kamus_data"] = (
            [_column(graph, node, ours) for node in Collection(graph, first)] if first else []
        )
    return said


def _kind(graph: Graph, ref: Node) -> dict[str, str]:
    said = {}
    if kind := graph.value(ref, DCT["format"]):
        name = str(graph.value(kind, RDFS.label) or "")
        said["format"] = name or _FORMAT_OF.get(str(kind).removeprefix(FILE_TYPES), str(kind))
    if media := graph.value(ref, DCAT.mediaType):
        said["mimetype"] = str(media).removeprefix(MEDIA_TYPES)
    return said


def _named(graph: Graph, ref: Node, predicates: Mapping[str, URIRef]) -> dict[str, list[str]]:
    found = {
        name: sorted(_name(graph, each) for each in graph.objects(ref, way))
        for name, way in predicates.items()
    }
    return {name: names for name, names in found.items() if names}


def _name(graph: Graph, thing: Node) -> str:
    label = graph.value(thing, RDFS.label) if isinstance(thing, BNode) else None
    return str(thing if label is None else label)


def _service(graph: Graph, node: Node) -> dict[str, str]:
    found = {name: graph.value(node, predicate) for name, predicate in _SERVICE.items()}
    return {name: _name(graph, value) for name, value in found.items() if value is not None}


def _column(graph: Graph, node: Node, ours: Namespace) -> dict[str, Any]:
    found = {name: graph.value(node, predicate) for name, predicate in _COLUMN.items()}
    return {name: str(value) for name, value in found.items() if value is not None} | _own(
        graph, node, "variable", ours
    )


def _own(graph: Graph, ref: Node, part: str, ours: Namespace) -> dict[str, Any]:
    said = {}
    for one in own_fields(part):
        values = list(graph.objects(ref, ours[camel(one.name)]))
        if values and one.ask != "computed":
            said[one.name] = _value(graph, values, one, ours)
    return said


def _value(graph: Graph, values: list[Node], one: Field, ours: Namespace) -> Any:
    read = [_plain(graph, value, ours, verbatim=one.kind == OBJECT) for value in values]
    if one.kind in (DAY, LINES):
        read = [str(value) for value in values]
    return _sorted(read) if one.is_list else read[0]


def _sorted(values: Iterable[Any]) -> list[Any]:
    return sorted(
        values, key=lambda each: str(sorted(each.items(), key=str)) if isinstance(each, dict) else str(each)
    )


def _plain(graph: Graph, value: Node, ours: Namespace, *, verbatim: bool = False) -> Any:
    if isinstance(value, Literal):
        return value.toPython() if value.datatype else str(value)
    row: dict[str, Any] = {}
    for predicate, each in graph.predicate_objects(value):
        if not str(predicate).startswith(str(ours)):
            continue
        key = str(predicate).removeprefix(str(ours))
        key = key if verbatim else re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", key)
        row.setdefault(key, []).append(_plain(graph, each, ours))
    return {
        key: _sorted(each) if len(each) > 1 or key in _LISTS_OF_ROWS else each[0] for key, each in row.items()
    }
