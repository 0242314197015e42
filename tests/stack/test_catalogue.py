"""What the running portal tells other catalogues of its whole sample."""

from __future__ import annotations

import io
import json
from collections import Counter
from zipfile import ZipFile

import pytest
from frictionless import Package, system
from rdflib import Graph
from rdflib.namespace import RDF

from tests import shacl

pytestmark = pytest.mark.stack

DCAT = "http://www.w3.org/ns/dcat#"
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "xml": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}


@pytest.fixture(scope="module")
def names(get) -> list[str]:
    return get("/api/3/action/package_list").json()["result"]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_catalogue_is_dcat_ap_3_and_fits_our_own_shapes(get, kind):
    media, parser = FORMATS[kind]
    answer = get(f"/catalog.{kind}")
    assert answer.headers["Content-Type"].partition(";")[0] == media
    graph = Graph().parse(data=answer.text, format=parser)
    ours = Graph().parse(data=get("/profil/paser-sdi/1.0.ttl").text, format="turtle")
    assert len(list(graph.subjects(RDF.type))) > 16
    assert shacl.violations(graph, shacl.dcat_ap()) + shacl.violations(graph, ours) == []


def test_it_is_kept_for_visitors_and_compressed(get):
    first, second = (get("/catalog.ttl", headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert second.headers["X-Cache-Status"] == "HIT"
    assert first.headers["Content-Encoding"] == "gzip"


def test_each_data_package_is_valid(get, names, tmp_path):
    packed, told = 0, Counter()
    for name in names:
        answer = get(f"/dataset/{name}/unduh.zip")
        if answer.status_code != 200:
            continue  # an activity, or a dataset without a table
        packed += 1
        folder = tmp_path / name
        ZipFile(io.BytesIO(answer.content)).extractall(folder)
        with system.use_context(trusted=True):
            report = Package(str(folder / "datapackage.json")).validate()
        assert report.valid, f"{name}: {report.flatten(['message'])}"
        for table in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
            demands = {demand for one in table["schema"]["fields"] for demand in one.get("constraints", {})}
            told.update([*demands, *({"primaryKey"} & table["schema"].keys())])
    assert packed >= 14
    assert told["primaryKey"] >= 10


def test_nobody_is_told_a_person(get, names):
    pages = ["/catalog.ttl", *(f"/dataset/{name}.ttl" for name in names)]
    told = "".join(get(page).text for page in pages)
    assert not [
        said for said in ("Nama Contoh", "0000-111111", "pj.kompilasi@", "pj.survei@") if said in told
    ]


def test_the_profile_is_told_in_the_form_that_is_asked_for(get):
    page = get("/profil/paser-sdi/1.0", headers={"Accept": "text/html"})
    led = get("/profil/paser-sdi/1.0", headers={"Accept": "text/turtle"})
    assert (page.status_code, led.status_code) == (200, 303)
    assert led.headers["Location"].endswith("/profil/paser-sdi/1.0.ttl")
