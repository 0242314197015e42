"""What profile paser-sdi adds to the DCAT-AP of a dataset, as triples, and the graph put right where it is no DCAT-AP 3 yet.

Source: profile paser-sdi 6.2 to 6.5 and 6.9; SHACL shapes of DCAT-AP 3.0.0, CSVW, DQV, PROV-O.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.fields import DAY, OBJECT, Field
from ckanext.paser.catalogue.rules.selection import OF_DCAT, OF_DCAT_FILE, columns
from ckanext.paser.catalogue.rules.terms import ADMS, CSVW, DCAT, DCT, DQV, FILE_TYPE_OF, OA, PROV, camel, own
from ckanext.paser.metadata.rules.vocabularies import term

Said = Mapping[str, Any]
Triple = tuple[Node, Node, Node]

APART = {"tag_string", "kegiatan", "catatan_mutu", "skor_mutu"}
"""Fields of a dataset that have a property of DCAT, PROV or DQV which ckanext-dcat does not write, or writes of another field."""
APART_FILE = {
    *(
        "url",
        "format",
        "mimetype",
        "periode_mulai",
        "periode_selesai",
        "kamus_data",
        "sumber_url",
        "sumber_id",
        "diambil_pada",
    ),
}
APART_ACTIVITY = {"title", "judul_kegiatan", "identifier"}
APART_AGENCY = {
    *("title", "kode_opd", "singkatan", "description", "image_url"),
    *("email", "telepon", "alamat", "url", "dcat_type"),
}
"""Fields of an agency that have a property of FOAF, SKOS or vCard."""
ACTIVITY = "Kegiatan"
"""The class of what is told whole of an activity (MS-Keg), among our own terms."""
_APART_COLUMN = {"id", "label", "notes"}
_DATATYPES = {
    "year": "gYear",
    "datetime": "dateTime",
    "number": "decimal",
    "geojson": "json",
    "object": "json",
}
_CSVW_TYPES = {"string", "integer", "decimal", "date", "time", "dateTime", "gYear", "boolean", "json"}


def own_fields(part: str) -> Iterator[Field]:
    """The fields of a part that are told in a term of our own (``paser:jadwalRilis``)."""
    elsewhere = {
        "dataset": {*OF_DCAT, *APART},
        "resource": {*OF_DCAT_FILE, *APART_FILE},
        "variable": _APART_COLUMN,
        "kegiatan": APART_ACTIVITY,
        "organization": APART_AGENCY,
    }[part]
    for one in fields.of(part).values():
        if one.is_public and one.name not in elsewhere and one.name not in fields.NOT_TOLD:
            yield one


def add_dataset(graph: Graph, ref: Node, dataset: Said, site: str) -> None:
    """Add what the profile says of a dataset and its files beyond DCAT-AP."""
    ours = own(site)
    _add_own(graph, ref, dataset, "dataset", ours)
    if dataset.get("kegiatan"):
        activity = URIRef(f"{site}/kegiatan/{dataset['kegiatan']}")
        _add(graph, [(ref, PROV.wasGeneratedBy, activity), (activity, RDF.type, PROV.Activity)])
    _add_quality(graph, ref, dataset, ours)
    for file in dataset.get("resources") or ():
        add_file(graph, URIRef(f"{site}/dataset/{dataset['id']}/resource/{file['id']}"), file, ours)


def _add_quality(graph: Graph, ref: Node, dataset: Said, ours: Namespace) -> None:
    if dataset.get("skor_mutu") not in (None, ""):
        measured, metric = BNode(), ours.skorMutu
        value = Literal(str(dataset["skor_mutu"]), datatype=XSD.decimal)
        _add(
            graph, [(ref, DQV.hasQualityMeasurement, measured), (measured, RDF.type, DQV.QualityMeasurement)]
        )
        _add(
            graph,
            [
                (measured, DQV.isMeasurementOf, metric),
                (measured, DQV.value, value),
                (metric, RDF.type, DQV.Metric),
            ],
        )
    if note := dataset.get("catatan_mutu"):
        said = BNode()
        _add(graph, [(ref, DQV.hasQualityAnnotation, said), (said, RDF.type, DQV.QualityAnnotation)])
        graph.add((said, OA.bodyValue, Literal(note)))


def add_file(graph: Graph, ref: Node, file: Said, ours: Namespace) -> None:
    """Add what the profile says of one file beyond DCAT-AP."""
    _add_own(graph, ref, file, "resource", ours)
    if file.get("format") and file["format"] not in FILE_TYPE_OF:
        graph.add((ref, DCT["format"], labelled(graph, DCT.MediaTypeOrExtent, file["format"])))
    if str(file.get("sumber_url") or "").startswith("http"):
        graph.add((ref, PROV.wasDerivedFrom, URIRef(file["sumber_url"].replace(" ", "%20"))))
    if file.get("sumber_id"):
        known = BNode()
        _add(graph, [(ref, ADMS.identifier, known), (known, RDF.type, ADMS.Identifier)])
        graph.add((known, URIRef("http://www.w3.org/2004/02/skos/core#notation"), Literal(file["sumber_id"])))
    if file.get("diambil_pada"):
        graph.add((ref, PROV.generatedAtTime, Literal(file["diambil_pada"], datatype=XSD.dateTime)))
    if file.get("periode_mulai") or file.get("periode_selesai"):
        span = BNode()
        _add(graph, [(ref, DCT.temporal, span), (span, RDF.type, DCT.PeriodOfTime)])
        for name, predicate in (("periode_mulai", DCAT.startDate), ("periode_selesai", DCAT.endDate)):
            if file.get(name):
                graph.add((span, predicate, moment(file[name])))
    if told := columns(file):
        _add_columns(graph, ref, told, ours)


def _add_columns(graph: Graph, ref: Node, told: Iterable[Said], ours: Namespace) -> None:
    schema, nodes = BNode(), []
    for column in told:
        node = BNode()
        nodes.append(node)
        title, notes = column.get("label"), column.get("notes")
        graph.add((node, RDF.type, CSVW.Column))
        graph.add((node, CSVW.name, Literal(column["id"])))
        graph.add((node, CSVW.datatype, Literal(datatype(column.get("tipe_data") or ""))))
        _add(graph, [(node, CSVW.title, Literal(title))] if title else [])
        _add(graph, [(node, DCT.description, Literal(notes))] if notes else [])
        if (column.get("batasan") or {}).get("required") is True:
            graph.add((node, CSVW.required, Literal(True)))
        _add_own(graph, node, column, "variable", ours)
    first = BNode()
    Collection(graph, first, nodes)
    _add(
        graph,
        [(ref, CSVW.tableSchema, schema), (schema, RDF.type, CSVW.Schema), (schema, CSVW.column, first)],
    )


def datatype(kind: str) -> str:
    """The type of CSVW of a column's ``tipe_data``."""
    found = term("TIPE_DATA", kind)
    said = found.extra["frictionless"] if found else "string"
    said = _DATATYPES.get(said, said)
    return said if said in _CSVW_TYPES else "string"


def _add_own(graph: Graph, ref: Node, said: Said, part: str, ours: Namespace) -> None:
    for one in own_fields(part):
        value = said.get(one.name)
        for each in value if one.is_list and isinstance(value, list) else [value]:
            if each not in (None, "", [], {}):
                graph.add((ref, ours[camel(one.name)], _object(graph, each, one.kind, ours)))


def _object(graph: Graph, value: Any, kind: str, ours: Namespace) -> Node:
    if isinstance(value, Mapping):
        return _row(graph, value, ours, verbatim=kind == OBJECT)
    return moment(value) if kind == DAY else Literal(value)


def _row(graph: Graph, row: Said, ours: Namespace, *, verbatim: bool) -> BNode:
    """A row of a field, or an object whose keys are those of another standard (``verbatim``)."""
    node = BNode()
    for name, value in row.items():
        for each in value if isinstance(value, list) else [value]:
            if each not in (None, "", [], {}):
                graph.add((node, ours[name if verbatim else camel(name)], _object(graph, each, "", ours)))
    return node


def moment(value: Any) -> Literal:
    """A year, a month, a day or a moment with its own type."""
    text = str(value)
    kinds = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    return Literal(text, datatype=kinds.get(len(text), XSD.dateTime))


def labelled(graph: Graph, class_: Node, label: str) -> BNode:
    """A thing without an address of its own, which has a name."""
    node = BNode()
    _add(graph, [(node, RDF.type, class_), (node, RDFS.label, Literal(label))])
    return node


def _add(graph: Graph, triples: Iterable[Triple]) -> None:
    for triple in triples:
        graph.add(triple)


def add_activity(graph: Graph, kegiatan: Said, site: str) -> URIRef:
    """Add a statistical activity (MS-Keg): as PROV has it, what, why, when, by whom; and every field of the form but persons (6.3)."""
    ref, ours = URIRef(f"{site}/kegiatan/{kegiatan['name']}"), own(site)
    spans = [
        row for name in sorted(kegiatan) if name.startswith("iii_jadwal_") for row in kegiatan[name] or ()
    ]
    texts = [kegiatan.get(f"iii_{part}_kegiatan") for part in ("latar_belakang", "tujuan")]
    _add(
        graph,
        [
            (ref, RDF.type, PROV.Activity),
            (ref, RDF.type, ours[ACTIVITY]),
            (ref, DCT.title, Literal(kegiatan.get("title") or kegiatan["name"])),
        ],
    )
    if known := kegiatan.get("identifier"):
        graph.add((ref, DCT.identifier, Literal(known)))
    _add_own(graph, ref, kegiatan, "kegiatan", ours)
    if said := "\n\n".join(text for text in texts if text):
        graph.add((ref, DCT.description, Literal(said)))
    for part, pick, predicate in (("awal", min, PROV.startedAtTime), ("akhir", max, PROV.endedAtTime)):
        if days := [row[part] for row in spans if row.get(part)]:
            graph.add((ref, predicate, Literal(f"{pick(days)}T00:00:00+08:00", datatype=XSD.dateTime)))
    if agency := kegiatan.get("organization"):
        node = URIRef(f"{site}/organization/{agency['name']}")
        _add(graph, [(ref, PROV.wasAssociatedWith, node), (node, RDF.type, PROV.Agent)])
        graph.add((node, RDFS.label, Literal(agency.get("title") or agency["name"])))
    return ref
