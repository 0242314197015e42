"""Claims about the documents of the profile: they say what the profile says, each in its own standard."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, PROV, RDF, RDFS, SH

from ckanext.paser.catalogue.documents import WRITERS, written
from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules import graph as triples
from ckanext.paser.catalogue.rules.documents import json_schema, page, shacl
from ckanext.paser.catalogue.rules.documents.conditions import WORDS
from ckanext.paser.catalogue.rules.documents.context import context
from ckanext.paser.catalogue.rules.terms import DCAT, VCARD, own
from ckanext.paser.kegiatan.rules import without_persons

from tests import shacl as shapes

SITE = "https://satudata.test"
PROFILE = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
PARTS = [part for part, rows in PROFILE.items() if isinstance(rows, list)]
"""The parts of the profile as it was handed over; the documents have a list of their own."""
BRACKETS = {
    *("Perpres 39/2019", "URI", "RDF", "m", "e-Walidata", "INDAH"),
    *("pilot survey", "softcopy", "Enumerator", "data steward"),
}
"""What labels say in brackets for those who fill in: where it belongs, and terms of the national form."""
HIDDEN = fields.NOT_PUBLIC
SAMPLE = yaml.safe_load(
    (Path(__file__).parents[3] / "deploy/sample/kegiatan.yaml").read_text(encoding="utf-8")
)
ACTIVITIES = {
    one["name"]: {
        **one,
        "judul_kegiatan": one["title"],
        "organization": {"name": one["owner_org"], "title": "Dinas Contoh"},
    }
    for one in SAMPLE["kegiatan"]
}


def test_the_documents_have_every_part_of_the_profile():
    assert sorted(PARTS) == sorted(fields.PARTS)


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

    @pytest.mark.parametrize("name", ACTIVITIES)
    def test_an_activity_of_the_sample_fits_it(self, schema, name):
        found = Draft202012Validator({**schema, "$ref": "#/$defs/kegiatan", "required": []}).iter_errors(
            without_persons(ACTIVITIES[name])
        )
        assert [error.message for error in found] == []

    @pytest.mark.parametrize(
        ("part", "said", "wrong"),
        [
            ("kegiatan", {"cara_pengumpulan_data": "TEBAKAN"}, "cara_pengumpulan_data"),
            ("kegiatan", {"rekomendasi_bps": "1"}, "rekomendasi_bps"),
            ("kegiatan", {"iv_metode_pengumpulan_data": ["telepati"]}, "iv_metode_pengumpulan_data"),
            ("organization", {"peran_sdi": ["juragan"]}, "peran_sdi"),
            ("organization", {"jenis_opd": "warung"}, "jenis_opd"),
        ],
    )
    def test_what_is_no_answer_of_an_activity_or_agency_is_found(self, schema, part, said, wrong):
        validator = Draft202012Validator(schema["$defs"][part])
        assert [error.path[0] for error in validator.iter_errors(said) if error.path] == [wrong]

    @pytest.mark.parametrize("part", ["kegiatan", "organization"])
    def test_an_activity_and_an_agency_need_what_column_w_calls_mandatory(self, schema, part):
        needed = {row["name"] for row in PROFILE[part] if row["required"] == "M"} - HIDDEN
        assert needed <= set(schema["$defs"][part]["required"])

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
        hidden = ("catatanVerifikasi", "piiScan", "kelasDataPribadi", "iiPjNama", "iiPjTelepon", "iiPjEmail")
        assert not [name for name in hidden if name in text]

    @pytest.mark.parametrize("part", PARTS)
    def test_every_part_has_a_shape_with_its_public_fields(self, graph, part):
        shape = own(SITE)[f"{part.capitalize()}Shape"]
        told = {str(graph.value(node, SH.name, any=True)) for node in graph.objects(shape, SH.property)}
        assert (shape, RDF.type, SH.NodeShape) in graph
        assert len(told) >= len([row for row in PROFILE[part] if row["name"] not in HIDDEN | fields.NOT_TOLD])

    @pytest.mark.parametrize(
        ("shape", "target"), [("KegiatanShape", own(SITE).Kegiatan), ("OrganizationShape", FOAF.Agent)]
    )
    def test_activities_and_agencies_are_what_the_rdf_says_they_are(self, graph, shape, target):
        assert graph.value(own(SITE)[shape], SH.targetClass) == target

    def test_an_activity_is_one_of_prov(self, graph):
        assert (own(SITE).Kegiatan, RDFS.subClassOf, PROV.Activity) in graph

    @pytest.mark.parametrize("name", ACTIVITIES)
    def test_an_activity_of_the_sample_keeps_to_them(self, graph, name):
        assert shapes.violations(_told(ACTIVITIES[name]), graph) == []

    @pytest.mark.parametrize(
        ("said", "term"),
        [
            ({"vii_metode_analisis": None}, "viiMetodeAnalisis"),
            ({"iii_jadwal_desain": []}, "iiiJadwalDesain"),
            ({"sektor_kegiatan": "99"}, "sektorKegiatan"),
            ({"rekomendasi_bps": "mungkin"}, "rekomendasiBps"),
        ],
    )
    def test_they_find_what_is_wrong_with_an_activity(self, graph, said, term):
        (wrong,) = shapes.violations(_told({**next(iter(ACTIVITIES.values())), **said}), graph)
        assert term in wrong

    def test_a_dataset_that_names_its_activity_does_not_have_to_describe_it(self, graph):
        told = Graph()
        told.add((URIRef(f"{SITE}/kegiatan/a"), RDF.type, PROV.Activity))
        assert shapes.violations(told, graph) == []

    def test_an_agency_without_a_name_or_a_mailbox_is_found(self, graph):
        told = Graph()
        told.add((URIRef(f"{SITE}/organization/a"), RDF.type, FOAF.Agent))
        assert len(shapes.violations(told, graph)) == 2

    def test_an_agency_as_the_catalogue_tells_it_keeps_to_them(self, graph):
        told, agency = Graph(), URIRef(f"{SITE}/organization/a")
        told.add((agency, RDF.type, FOAF.Agent))
        told.add((agency, FOAF.name, Literal("Dinas Contoh")))
        told.add((agency, VCARD.hasEmail, URIRef("mailto:data@contoh.invalid")))
        assert shapes.violations(told, graph) == []


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

    @pytest.mark.parametrize("part", PARTS)
    def test_it_has_every_public_field_of_the_profile(self, part):
        assert {row["name"] for row in PROFILE[part]} - HIDDEN <= set(context(SITE)["@context"])

    @pytest.mark.parametrize(
        ("inside", "name", "value", "property_"),
        [
            ("resources", "url", URIRef("https://a.test/x.csv"), DCAT.accessURL),
            ("organization", "title", Literal("Dinas Contoh"), FOAF.name),
            ("organization", "url", URIRef("https://a.test/"), FOAF.homepage),
        ],
    )
    def test_a_name_means_inside_a_file_or_an_agency_what_it_means_there(
        self, inside, name, value, property_
    ):
        said = {"@context": context(SITE)["@context"], inside: {name: str(value)}}
        assert list(Graph().parse(data=json.dumps(said), format="json-ld").objects(None, property_)) == [
            value
        ]

    def test_the_rows_of_an_activity_are_told(self):
        said = {
            "@context": context(SITE)["@context"],
            **without_persons(ACTIVITIES["contoh-kompilasi-pengaduan-masyarakat"]),
        }
        told = Graph().parse(data=json.dumps(said), format="json-ld")
        assert Literal("2026-01-05") in set(told.objects(None, own(SITE).awal))


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

    def test_an_activity_is_told_block_by_block(self):
        told = [section for section in page.sections(SITE, "id") if section.part == "kegiatan"]
        assert [section.title.partition(".")[0] for section in told[1:]] == [
            f"Blok {number}" for number in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
        ]
        assert told[0].rows[0].name == "judul_kegiatan"

    def test_every_condition_of_the_profile_has_plain_words_and_no_others(self):
        said = [row["required"] for part in PARTS for row in PROFILE[part] if row["required"].startswith("C")]
        assert set(WORDS) == {text.removeprefix("C:").strip() for text in said}

    def test_a_condition_is_told_in_words(self):
        told = {row.name: row.condition for section in page.sections(SITE, "id") for row in section.rows}
        assert told["jadwal_rilis"] == "when the data are updated regularly"
        assert told["title"] == ""

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_labels_have_no_remarks_for_those_who_program(self, language):
        labels = [row.label for section in page.sections(SITE, language) for row in section.rows]
        brackets = {text for label in labels for text in re.findall(r"\((.*?)\)", label)}
        assert brackets <= BRACKETS

    def test_what_is_never_told_has_no_rdf(self):
        told = {row.name: row.term for section in page.sections(SITE, "id") for row in section.rows}
        assert {told[name] for name in HIDDEN} == {""}


def _told(activity: dict) -> Graph:
    graph = Graph()
    triples.add_activity(graph, activity, SITE)
    return graph


@pytest.mark.parametrize("ending", WRITERS)
def test_a_document_is_made_once(ending):
    assert written(ending, SITE) is written(ending, SITE)
