"""The graph that ckanext-dcat wrote, put right where DCAT-AP 3 wants a thing and finds a word, or a thing without class or name.

Source: SHACL shapes of DCAT-AP 3.0.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from ckanext.paser.catalogue.rules.graph import labelled
from ckanext.paser.catalogue.rules.terms import (
    ADMS,
    DATA_THEMES,
    DCAT,
    DCATAP,
    DCT,
    ELI,
    EU_THEMES,
    FOAF,
    LICENCE_TYPE,
    SKOS,
)
from ckanext.paser.metadata.rules.computed import INDONESIAN, LOCAL_AUTHORITY
from ckanext.paser.metadata.rules.vocabularies import term
from ckanext.paser.registers.rules.codes import PATH

THINGS = {
    FOAF.page: FOAF.Document,
    DCT.conformsTo: DCT.Standard,
    DCT.isReferencedBy: RDFS.Resource,
    DCAT.endpointDescription: RDFS.Resource,
    DCATAP.applicableLegislation: ELI.LegalResource,
}
"""Properties that lead to a thing; where only its name is known it becomes one with that name."""
OWN_THEMES = f"{PATH}/tema"


def finish(graph: Graph, ref: Node, site: str) -> None:
    """Put right what belongs to one dataset."""
    files = list(graph.objects(ref, DCAT.distribution))
    services = [service for file in files for service in graph.objects(file, DCAT.accessService)]
    for node in (ref, *files, *services):
        _name_things(graph, node)
    for file in files:
        for licence in graph.objects(file, DCT.license):
            graph.remove((licence, DCT.type, URIRef(LICENCE_TYPE)))
    for concept in _concepts(graph, ref, files):
        add_concept(graph, concept, site)


def _name_things(graph: Graph, node: Node) -> None:
    for predicate, class_ in THINGS.items():
        for word in [each for each in graph.objects(node, predicate) if isinstance(each, Literal)]:
            graph.remove((node, predicate, word))
            graph.add((node, predicate, labelled(graph, class_, str(word))))


def _concepts(graph: Graph, ref: Node, files: list[Node]) -> Iterator[Node]:
    yield from graph.objects(ref, DCAT.theme)
    yield from graph.objects(ref, DCT.type)
    for role in (DCT.creator, DCT.publisher):
        for agent in graph.objects(ref, role):
            yield from graph.objects(agent, DCT.type)
    for file in files:
        yield from graph.objects(file, ADMS.status)
        yield from graph.objects(file, DCATAP.availability)


def add_concept(graph: Graph, concept: Node, site: str) -> None:
    """Say what a code is called, and which list of themes it belongs to."""
    address = str(concept)
    graph.add((concept, RDF.type, SKOS.Concept))
    for language, label in labels(address).items():
        graph.add((concept, SKOS.prefLabel, Literal(label, lang=language)))
    for scheme in (DATA_THEMES, site + OWN_THEMES):
        if address.startswith(f"{scheme}/"):
            graph.add((concept, SKOS.inScheme, URIRef(scheme)))


def labels(address: str) -> dict[str, str]:
    """The names of a code by language; its own last part where nobody knows one."""
    code = address.rsplit("/", 1)[-1]
    if address == LOCAL_AUTHORITY:
        return {"id": "Pemerintah daerah", "en": "Local authority"}
    if address.startswith(f"{DATA_THEMES}/"):
        return {"en": EU_THEMES.get(code, code)}
    lists = {
        f"{PATH}/tema/": "TEMA",
        f"{PATH}/jenis/": "JENIS",
        "/adms/status/": "STATUS_DISTRIBUSI",
        "-availability/": "KETERSEDIAAN",
    }
    for part, name in lists.items():
        found = term(name, code) or term(name, address) if part in address else None
        if found:
            return {"id": found.label_id, "en": found.label_en}
    return {"en": code}


def finish_catalogue(graph: Graph, ref: Node, site: str) -> None:
    """Put right the catalogue itself: its language and home page are things, and its themes come from two lists."""
    graph.remove((ref, DCT.language, None))
    graph.add((ref, DCT.language, URIRef(INDONESIAN)))
    graph.add((URIRef(INDONESIAN), RDF.type, DCT.LinguisticSystem))
    for page in graph.objects(ref, FOAF.homepage):
        graph.add((page, RDF.type, FOAF.Document))
    for scheme, titles in (
        (DATA_THEMES, {"en": "Data theme (EU)"}),
        (site + OWN_THEMES, {"id": "Tema Satu Data Indonesia", "en": "Themes of Satu Data Indonesia"}),
    ):
        graph.add((ref, DCAT.themeTaxonomy, URIRef(scheme)))
        graph.add((URIRef(scheme), RDF.type, SKOS.ConceptScheme))
        for language, title in titles.items():
            graph.add((URIRef(scheme), DCT.title, Literal(title, lang=language)))
