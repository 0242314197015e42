"""Claims about the catalogue as DCAT: what it says, to whom, what it never says, and that it can be read back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from rdflib import Graph, Namespace, URIRef

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.dcat.processors import RDFParser, RDFSerializer
from ckanext.paser.catalogue import service
from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.terms import DCAT, DCT, PROV

from tests import shacl

pytestmark = [
    pytest.mark.usefixtures("with_plugins"),
    pytest.mark.ckan_config("ckan.plugins", "paser dcat scheming_datasets scheming_organizations datastore"),
]
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
FORMATS = ("ttl", "xml", "jsonld", "n3")
RDF = {"ttl": "turtle", "xml": "xml", "jsonld": "json-ld", "n3": "n3"}
FILLED_BY_CKAN = {"tag_string", "owner_org", "private", "identifier", "issued"}
OTHERWISE = {"dataset": fields.NOT_TOLD | FILLED_BY_CKAN, "resource": fields.NOT_TOLD - {"name"}}
"""What does not come back in the field that it was said in."""


def written(dataset: dict[str, Any], kind: str = "ttl") -> str:
    return RDFSerializer().serialize_dataset(dataset, _format=kind)


def read_back(text: str, kind: str = "ttl") -> dict[str, Any]:
    parser = RDFParser()
    parser.parse(text, _format=kind)
    (found,) = parser.datasets()
    return found


def ordered(value: Any) -> Any:
    """A value without the order of its lists, which RDF does not keep."""
    if isinstance(value, list):
        return sorted((ordered(one) for one in value), key=str)
    return {key: ordered(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


def told(said: dict[str, Any], part: str) -> dict[str, Any]:
    """What somebody said, of the fields that are public."""
    names = [
        name
        for name, one in fields.of(part).items()
        if one.is_public and one.ask != "computed" and name not in OTHERWISE[part]
    ]
    return {name: ordered(said[name]) for name in names if said.get(name) not in (None, "", [])}


@pytest.mark.usefixtures("non_clean_db")
class TestReadBack:
    @pytest.mark.parametrize("kind", FORMATS)
    def test_every_field_comes_back(self, complete, kind):
        found = read_back(written(complete, kind), kind)
        assert told(found, "dataset") == told(complete, "dataset")

    @pytest.mark.parametrize("kind", FORMATS)
    def test_every_field_of_a_file_comes_back(self, complete, kind):
        (found,) = read_back(written(complete, kind), kind)["resources"]
        assert told(found, "resource") == told(complete["resources"][0], "resource")

    def test_keywords_come_back(self, complete):
        found = {one["name"] for one in read_back(written(complete))["tags"]}
        assert found == {one["name"] for one in complete["tags"]}

    def test_columns_keep_their_order(self, complete):
        (found,) = read_back(written(complete))["resources"]
        assert [one["id"] for one in found["kamus_data"]] == ["kode_kecamatan", "jenis_kelamin", "jumlah"]

    def test_what_is_read_back_can_be_stored_as_it_is(self, complete):
        found = read_back(written(complete))
        again = {name: found[name] for name in told(found, "dataset")}
        call_action("package_patch", id=complete["id"], **again)
        shown = call_action("package_show", id=complete["id"])
        assert told(shown, "dataset") == told(complete, "dataset")

    def test_a_dataset_of_every_field_is_dcat_ap(self, complete):
        graph = Graph().parse(data=written(complete), format="turtle")
        assert shacl.violations(graph, shacl.dcat_ap()) == []


class TestSample:
    def test_of_each_dataset_every_field_comes_back(self, sample):
        for dataset in sample:
            found = read_back(written(dataset))
            assert told(found, "dataset") == told(dataset, "dataset")
            files = sorted(found["resources"], key=lambda one: one["uri"])
            for file, given in zip(
                files, sorted(dataset["resources"], key=lambda one: one["id"]), strict=True
            ):
                assert told(file, "resource") == told(given, "resource")

    @pytest.mark.parametrize("kind", FORMATS)
    def test_the_catalogue_is_dcat_ap_in_each_format(self, app, sample, kind):
        graph = Graph().parse(data=app.get(f"/catalog.{kind}").body, format=RDF[kind])
        assert len(list(graph.subjects(predicate=URIRef(DCAT.distribution)))) == len(sample)
        assert shacl.violations(graph, shacl.dcat_ap()) == []

    @pytest.mark.parametrize("kind", FORMATS)
    @pytest.mark.parametrize("q", ["penduduk kecamatan", 'penduduk "kecamatan"'])
    def test_a_search_for_several_words_has_addresses_in_each_format(self, app, sample, kind, q):
        body = app.get(f"/catalog.{kind}", query_string={"q": q}).body
        graph = Graph().parse(data=body, format=RDF[kind])
        (first,) = graph.objects(predicate=HYDRA.first)
        assert dict(parse_qsl(urlsplit(first).query)) == {"q": q, "page": "1"}

    def test_agencies_make_the_data_and_the_walidata_publishes_them(self, app, sample):
        graph = Graph().parse(data=app.get("/catalog.ttl").body, format="turtle")
        site = tk.config["ckan.site_url"]
        for dataset in sample:
            ref = URIRef(f"{site}/dataset/{dataset['id']}")
            made = [str(one) for one in graph.objects(ref, DCT.creator)]
            assert made == [f"{site}/organization/{dataset['organization']['name']}"]
            assert [str(one) for one in graph.objects(ref, DCT.publisher)] == [f"{site}/organization/dkisp"]

    def test_activities_are_no_datasets_but_what_datasets_come_from(self, app, sample):
        graph = Graph().parse(data=app.get("/catalog.ttl").body, format="turtle")
        assert len(list(graph.objects(predicate=DCAT.dataset))) == len(sample)
        assert len(set(graph.objects(predicate=PROV.wasGeneratedBy))) == 1

    def test_a_page_of_the_catalogue_asks_the_database_as_often_as_one_dataset_would(
        self, app, sample, statements
    ):
        app.get("/catalog.jsonld")
        statements.clear()
        app.get("/catalog.jsonld")
        assert len(statements) <= 4, statements

    @pytest.mark.parametrize(
        "question",
        [
            {"fq": "a:("},
            {"fq": "{!x"},
            {"fq": "{!x}"},
            {"q": "{!x}"},
            {"q": "title:["},
            {"page": "x"},
            {"page": "0"},
            {"modified_since": "besok"},
            {"modified_since": "9" * 30},
            {"profiles": "schemaorg"},
        ],
    )
    def test_a_question_that_cannot_be_asked_is_told(self, app, sample, question):
        page = app.get("/catalog.ttl", query_string=question, status=409)
        (sentence,) = BeautifulSoup(page.body, "html.parser").select("main h1")
        assert "None" not in sentence.text

    def test_a_search_that_cannot_be_read_is_told_in_a_sentence(self, app, sample):
        page = app.get("/catalog.ttl", query_string={"q": "{!x}"}, status=409)
        assert "<h1>Ini tidak dapat dicari. Perbaiki pertanyaannya.</h1>" in page.body

    @pytest.mark.parametrize(
        "path", ["/catalog.csv", "/catalog.turtle", "/dataset/penduduk-kecamatan.turtle"]
    )
    def test_a_form_that_there_is_none_of_is_told(self, app, sample, path):
        assert "jsonld" in app.get(path, status=409).body

    def test_a_filter_does_not_bring_activities_in(self, app, sample):
        body = app.get("/catalog.ttl", query_string={"fq": "dataset_type:kegiatan"}).body
        assert not list(Graph().parse(data=body, format="turtle").objects(predicate=DCAT.dataset))


PLANTED = "RAHASIA-SEKALI"


@pytest.mark.usefixtures("non_clean_db")
class TestNeverTold:
    @pytest.fixture
    def stored(self, complete) -> dict[str, Any]:
        """A dataset with a secret in every field that nobody may be told, public, and shown to its editor."""
        package = model.Package.get(complete["id"])
        hidden = {name: PLANTED for name, one in fields.of("dataset").items() if not one.is_public}
        return {
            **call_action("package_show", id=package.id),
            **hidden,
            "maintainer": PLANTED,
            "maintainer_email": PLANTED,
            "author": PLANTED,
            "author_email": PLANTED,
            "contact": [],
            "extras": [{"key": "maintainer", "value": PLANTED}, {"key": "publisher_name", "value": PLANTED}],
            "resources": [
                {
                    **complete["resources"][0],
                    "pii_scan_status": PLANTED,
                    "pii_scan_ringkasan": {PLANTED: PLANTED},
                    "pii_scan_pada": PLANTED,
                    "kamus_data": [
                        {
                            "id": "terbuka",
                            "kelas_data_pribadi": PLANTED,
                            "perlakuan": PLANTED,
                            "rahasia": PLANTED,
                        },
                        {"id": PLANTED, "apakah_variabel_bisa_diakses_umum": False},
                    ],
                }
            ],
        }

    @pytest.mark.parametrize("kind", FORMATS)
    def test_notes_findings_persons_and_closed_columns_are_in_no_format(self, stored, kind):
        text = written(stored, kind)
        assert "terbuka" in text
        assert PLANTED not in text

    @pytest.mark.parametrize("kind", FORMATS)
    def test_a_private_dataset_is_not_there_for_others(self, app, complete, kind):
        app.get(f"/dataset/{complete['name']}.{kind}", status=404)
        assert complete["id"] not in app.get(f"/catalog.{kind}").body


def test_a_dictionary_that_was_stored_as_text_breaks_no_catalogue(with_plugins):
    old = {"id": "contoh", "kamus_data": '[{"id": "nilai", "label": "Nilai"}]'}
    service.explain([{"resources": [old]}])
    assert old["kamus_data"] == [{"id": "nilai", "label": "Nilai"}]
