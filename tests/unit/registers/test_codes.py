"""Claims about the code lists and the addresses of their codes."""

import csv
import io
import re
from importlib.resources import files
from pathlib import Path

import pytest

from ckanext.paser.areas import rules as area_rules
from ckanext.paser.areas.rules import areas
from ckanext.paser.metadata.rules import period, vocabulary
from ckanext.paser.registers.rules import codes

SITE = "https://satudata.test"
LISTS = codes.lists()
FOLDER = Path(str(files("paser_schemas"))) / "vocabularies"


def test_every_file_of_codes_is_a_list_with_a_title_and_a_source():
    assert set(LISTS) == {file.stem for file in FOLDER.glob("*.csv")} | {codes.AREAS}
    assert [
        one.name for one in LISTS.values() if not all((*one.titles.values(), *one.sources.values()))
    ] == []
    assert {one.group for one in LISTS.values()} == set(codes.GROUPS)


INDONESIAN = {
    *("ayat", "daftar", "dan", "dari", "ditambahkan", "kementerian"),
    *("kode", "pasal", "presiden", "profil", "sampai", "tahun"),
}


@pytest.mark.parametrize("name", LISTS)
def test_where_a_list_is_from_is_told_in_english_to_english_readers(name):
    said = f"{LISTS[name].issuer('en')} {LISTS[name].source('en')}".casefold()
    assert INDONESIAN.isdisjoint(re.findall(r"\w+", said))


def test_files_name_the_source_of_a_list_in_indonesian():
    said = codes.as_json(LISTS["status_angka"], SITE)
    assert (said["issuer"], said["source"]) == (
        "Walidata Kabupaten Paser",
        "Profil paser-sdi 1.0, dari kebiasaan BPS",
    )


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

    def test_each_code_says_since_and_until_when_it_is_valid(self, name):
        listed = LISTS[name]
        said = [listed.valid_from, *(code.validity.since for code in listed.codes)]
        ends = [code.validity.until for code in listed.codes if code.validity.until]
        assert all(period(text) for text in [*said, *ends])

    def test_what_is_taken_in_the_place_of_a_code_is_a_valid_code_of_the_list(self, name):
        listed = LISTS[name]
        taken = [listed.find(slug) for code in listed.codes for slug in code.instead]
        assert all(one and not one.validity.until for one in taken)


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


def test_a_code_is_valid_since_its_list_is_unless_it_says_otherwise():
    said = {code.code: code.validity.since for code in LISTS["level"].codes}
    assert (said["kecamatan"], said["desa"]) == (LISTS["level"].valid_from, "2026-11-23")
    assert codes.as_json(LISTS["level"], SITE)["items"][0]["valid_from"] == "2020"
    assert codes.as_json(LISTS["wilayah"], SITE)["valid_from"] == "2025"


class TestCodeThatIsWithdrawn:
    """A list with a code that a newer one has replaced. DATA CONTOH."""

    @pytest.fixture
    def listed(self, withdrawn):
        return codes.lists()["satuan"]

    def test_keeps_its_address_and_says_what_is_taken_in_its_place(self, listed):
        said = codes.code_as_json(listed.find("lama"), listed, SITE)
        assert said["uri"] == f"{SITE}/kode-referensi/satuan/lama"
        assert (said["valid_until"], said["replaced_by"]) == (
            "2026-06-30",
            [f"{SITE}/kode-referensi/satuan/orang"],
        )

    def test_says_so_in_the_csv(self, listed):
        rows = csv.DictReader(io.StringIO(codes.as_csv(listed, SITE)))
        (row,) = [row for row in rows if row["code"] == "lama"]
        assert [row[name] for name in ("berlaku_sejak", "berlaku_sampai", "pengganti")] == [
            "2020",
            "2026-06-30",
            "orang",
        ]

    def test_an_area_is_found_but_is_none_of_those_that_there_are(self, withdrawn):
        found = area_rules.find("64.01.99")
        assert found
        assert (found.name, found.instead) == ("Kecamatan Lama", ("64.01.04",))
        assert found not in area_rules.areas()
        assert codes.lists()["wilayah"].find("64.01.99")


def test_every_further_column_of_a_list_has_a_heading_in_words():
    assert {name for one in LISTS.values() for name in one.columns} == set(codes.HEADINGS)
