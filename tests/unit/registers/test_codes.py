"""Claims about the code lists and the addresses of their codes."""

import csv
import io
from importlib.resources import files
from pathlib import Path

import pytest

from ckanext.paser.areas.rules import areas
from ckanext.paser.metadata.rules import vocabulary
from ckanext.paser.registers.rules import codes

SITE = "https://satudata.test"
LISTS = codes.lists()
FOLDER = Path(str(files("paser_schemas"))) / "vocabularies"


def test_every_file_of_codes_is_a_list_with_a_title_and_a_source():
    assert set(LISTS) == {file.stem for file in FOLDER.glob("*.csv")} | {codes.AREAS}
    assert [one.name for one in LISTS.values() if not all((*one.titles.values(), one.source))] == []
    assert {one.group for one in LISTS.values()} == set(codes.GROUPS)


@pytest.mark.parametrize("name", LISTS)
class TestList:
    def test_each_code_has_an_address_of_its_own_that_needs_no_escaping(self, name):
        slugs = [code.slug for code in LISTS[name].codes]
        assert len(set(slugs)) == len(slugs)
        assert [
            slug for slug in slugs if not slug or set(slug) & set("/?#% ") or slug.endswith(".json")
        ] == []

    def test_a_code_is_found_by_its_address(self, name):
        assert [LISTS[name].find(code.slug) for code in LISTS[name].codes] == list(LISTS[name].codes)

    def test_the_csv_holds_every_code_with_its_address(self, name):
        rows = list(csv.DictReader(io.StringIO(codes.as_csv(LISTS[name], SITE))))
        assert [(row["code"], row["uri"]) for row in rows] == [
            (code.code, f"{SITE}/kode-referensi/{name}/{code.slug}") for code in LISTS[name].codes
        ]

    def test_validity_is_a_year_a_month_or_a_day_or_unknown(self, name):
        said = (LISTS[name].valid_from, LISTS[name].valid_until)
        assert [text for text in said if not isinstance(text, str) or len(text) not in (0, 4, 7, 10)] == []


def test_the_codes_are_those_that_datasets_may_use():
    assert [code.code for code in LISTS["tema"].codes] == [term.code for term in vocabulary("TEMA")]
    assert [code.code for code in LISTS["wilayah"].codes] == [area.code_kemendagri for area in areas()]


def test_a_code_that_is_an_address_itself_is_named_by_its_last_part_and_points_there():
    annual = LISTS["frekuensi"].find("ANNUAL")
    assert annual
    assert annual.same_as == "http://publications.europa.eu/resource/authority/frequency/ANNUAL"


def test_a_list_is_searched_in_codes_words_and_further_columns():
    asked = ("kecamatan 6401040", "pasir belengkong kecamatan", "2006 BELENGKONG")
    found = [[code.code for code in LISTS["wilayah"].matching(words)] for words in asked]
    assert found == [["64.01.04"], ["64.01.03"], ["64.01.03.2006"]]
    assert LISTS["tema"].matching("tidak ada") == []


def test_a_list_is_a_rest_answer_and_a_concept_scheme_at_once():
    said = codes.as_json(LISTS["kriteria_prioritas"], SITE)
    assert (said["total"], said["next"], len(said["items"])) == (4, None, 4)
    assert (said["uri"], said["type"]) == (f"{SITE}/kode-referensi/kriteria_prioritas", "ConceptScheme")
    assert said["items"][0]["uri"] == f"{SITE}/kode-referensi/kriteria_prioritas/a"


def test_a_code_says_in_which_list_it_is_and_what_it_is_part_of():
    found = LISTS["wilayah"].find("64.01.04")
    assert found
    said = codes.code_as_json(found, LISTS["wilayah"], SITE)
    assert (said["in_scheme"], said["broader"], said["code"], said["label"]["id"]) == (
        f"{SITE}/kode-referensi/wilayah",
        f"{SITE}/kode-referensi/wilayah/64.01",
        "64.01.04",
        "Tanah Grogot",
    )


def test_what_is_not_known_of_validity_is_said_as_nothing():
    assert codes.as_json(LISTS["satuan"], SITE)["valid_from"] is None
    assert codes.as_json(LISTS["wilayah"], SITE)["valid_from"] == "2025"
