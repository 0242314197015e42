"""Claims about the documents of the profile: they say what the profile says, each in its own standard."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH

from ckanext.paser.catalogue.documents import WRITERS, written
from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.documents import json_schema, page, shacl
from ckanext.paser.catalogue.rules.documents.choices import PARTS
from ckanext.paser.catalogue.rules.documents.context import context
from ckanext.paser.catalogue.rules.terms import DCAT, own

SITE = "https://satudata.test"
PROFILE = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
HIDDEN = fields.NOT_PUBLIC


class TestJsonSchema:
    @pytest.fixture
    def schema(self):
        return json_schema.schema(SITE)

    def test_it_is_a_json_schema(self, schema):
        Draft202012Validator.check_schema(schema)

    @pytest.mark.parametrize("part", PARTS)
    def test_it_has_every_public_field_of_the_profile(self, schema, part):
        told = schema if part == "dataset" else schema["$defs"][part]
        names = {"tag_string" if name == "tags" else name for name in told["properties"]} - {"resources"}
        assert names == set(fields.of(part)) - HIDDEN
        assert names >= {row["name"] for row in PROFILE[part]} - HIDDEN

    def test_choices_are_those_of_the_code_list(self, schema):
        assert schema["properties"]["kategori_informasi"]["enum"] == [
            "berkala",
            "serta_merta",
            "setiap_saat",
            "dikecualikan",
        ]
        assert len(schema["properties"]["kode_wilayah"]["items"]["enum"]) == 155

    def test_a_unit_may_be_one_that_the_list_lacks(self, schema):
        assert "enum" not in json.dumps(schema["properties"]["satuan"])

    @pytest.mark.parametrize(
        ("said", "wrong"),
        [
            ({"kategori_informasi": "lainnya"}, "kategori_informasi"),
            ({"kode_wilayah": ["6401"]}, "kode_wilayah"),
            ({"data_prioritas": "ya"}, "data_prioritas"),
            ({"jadwal_rilis": "besok"}, "jadwal_rilis"),
        ],
    )
    def test_what_is_no_answer_is_found(self, schema, said, wrong):
        places = [error.path[0] for error in Draft202012Validator(schema).iter_errors(said) if error.path]
        assert places == [wrong]


class TestShacl:
    @pytest.fixture(scope="class")
    def graph(self) -> Graph:
        return Graph().parse(data=shacl.turtle(SITE), format="turtle")

    def test_the_terms_that_others_rely_on_are_defined_in_both_languages(self, graph):
        term = own(SITE).jadwalRilis
        assert (term, RDF.type, RDF.Property) in graph
        assert {label.language for label in graph.objects(term, RDFS.label)} == {"id", "en"}

    def test_a_dataset_needs_what_column_w_calls_mandatory(self, graph):
        shape = own(SITE).DatasetShape
        needed = {
            str(graph.value(node, SH.path))
            for node in graph.objects(shape, SH.property)
            if graph.value(node, SH.minCount) == Literal(1)
        }
        assert {str(own(SITE).temaSdi), str(DCAT.contactPoint), "http://purl.org/dc/terms/title"} <= needed
        assert str(own(SITE).rumus) not in needed

    def test_what_is_never_told_has_no_term(self, graph):
        text = graph.serialize(format="turtle")
        assert not [name for name in ("catatanVerifikasi", "piiScan", "kelasDataPribadi") if name in text]


class TestContext:
    def test_what_the_api_shows_is_rdf_with_it(self):
        said = {
            "@context": context(SITE)["@context"],
            "@id": "https://a.test/1",
            "jadwal_rilis": "2026-01-01",
            "title": "Judul",
        }
        graph = Graph().parse(data=json.dumps(said), format="json-ld")
        assert (URIRef("https://a.test/1"), own(SITE).jadwalRilis, Literal("2026-01-01")) in graph

    def test_what_is_never_told_is_not_in_it(self):
        assert HIDDEN & set(context(SITE)["@context"]) == set()


class TestPage:
    @pytest.mark.parametrize("language", ["id", "en"])
    def test_every_field_stands_on_it_once(self, language):
        for part in PARTS:
            names = [
                row.name
                for section in page.sections(SITE, language)
                if section.part == part
                for row in section.rows
            ]
            assert names == list(dict.fromkeys(names))
            assert set(names) == set(fields.of(part))

    def test_no_two_fields_have_the_same_anchor(self):
        anchors = [row.anchor for section in page.sections(SITE, "id") for row in section.rows if row.anchor]
        assert len(anchors) == len(set(anchors))

    def test_sections_are_named_in_the_language_of_the_reader(self):
        assert [section.title for section in page.sections(SITE, "id")][:2] == [
            "A. Identitas",
            "B. Klasifikasi",
        ]
        assert [section.title for section in page.sections(SITE, "en")][:2] == [
            "A. Identity",
            "B. Classification",
        ]

    def test_what_is_never_told_has_no_rdf(self):
        told = {row.name: row.term for section in page.sections(SITE, "id") for row in section.rows}
        assert {told[name] for name in HIDDEN} == {""}


@pytest.mark.parametrize("ending", WRITERS)
def test_a_document_is_made_once(ending):
    assert written(ending, SITE) is written(ending, SITE)
