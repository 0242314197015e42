"""Claims about finding datasets, asked through CKAN's own search on a real Solr."""

from __future__ import annotations

import pysolr
import pytest

from ckan.lib.search.common import make_connection
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.usefixtures("catalogue")


def names(q: str, **other) -> list[str]:
    return [dataset["name"] for dataset in call_action("package_search", q=q, **other)["results"]]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("pertanian", {"kelompok-tani"}),
        ("petani", {"kelompok-tani"}),
        ("perumahan", {"rumah-layak"}),
        ("pilih", {"pemilu"}),
        ("pemilihan", {"pemilu"}),
        ("kependudukan kecamatan", {"penduduk-kecamatan"}),
        ("alamat kecamatannya", {"puskesmas"}),
        ("JUMLAH penduduk, per Kecamatan!", {"penduduk-kecamatan"}),
        ("jumlah dan penduduk", {"penduduk-kecamatan"}),
        ('"layak huni"', {"rumah-layak"}),
        ('"huni layak"', set()),
        ("jumlah -penduduk", {"puskesmas"}),
        ("-paser", {"harga-pasar"}),
        ("jumlah oleh penduduk", {"penduduk-kecamatan"}),
    ],
)
def test_words_find_each_other_by_their_roots(q, found):
    assert set(names(q)) == found


@pytest.mark.parametrize(
    ("q", "first", "second"),
    [
        ("penduduk", "penduduk-kecamatan", "profil-kependudukan"),
        ("kependudukan", "profil-kependudukan", "penduduk-kecamatan"),
    ],
)
def test_words_as_written_come_before_words_of_the_same_root(q, first, second):
    assert names(q)[:2] == [first, second]


def test_pasar_finds_the_market_and_not_the_regency():
    assert names("pasar") == ["harga-pasar"]


def test_paser_and_sand_do_not_find_the_market():
    assert "harga-pasar" not in names("paser", rows=20)
    assert names("pasir")[0] == "galian-pasir"
    assert "harga-pasar" not in names("pasir")


def test_the_regency_is_found_by_its_former_name():
    assert set(names("kabupaten pasir", rows=20)) == set(names("kabupaten paser", rows=20)) != set()


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("dinkes", ["puskesmas"]),
        ("dinas kesehatan", ["puskesmas"]),
        ("pusat kesehatan masyarakat", ["puskesmas"]),
        ("pemilu", ["pemilu"]),
        ("tanah grogot", ["penduduk-kecamatan"]),
        ("pasir belengkong", ["penduduk-kecamatan"]),
        ("kuaro pasar", ["harga-pasar"]),
        ("jiwa kecam", ["penduduk-kecamatan"]),
        ("batubara", ["tambang"]),
        ("batu bara", ["tambang"]),
        ("pertambangan", ["tambang"]),
        ("nganggur", ["kemiskinan"]),
        ("kesenjangan", ["gini"]),
        ("ketimpangan", ["gini"]),
    ],
)
def test_acronyms_other_names_and_places_find(q, found):
    assert names(q) == found


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("1.02", ["puskesmas"]),
        ("3.29", ["galian-pasir"]),
        ("64.01.05", ["harga-pasar", "penduduk-kecamatan"]),
        ("6401050", ["harga-pasar", "penduduk-kecamatan"]),
        ("1.0", []),
        ("02", []),
        ("64.01.0", []),
    ],
)
def test_a_code_finds_what_has_exactly_this_code(q, found):
    assert sorted(names(q)) == found


@pytest.mark.parametrize(
    "q",
    ['") OR *', "{[(", "a:", ":::", "a && ||", "penduduk~*?^", "\\", "AND", "-", "title", "日本", "%27"],
)
def test_no_text_that_somebody_types_is_an_error(q):
    assert call_action("package_search", q=q)["count"] >= 0


class TestSolrSyntax:
    @pytest.mark.parametrize(
        ("parameters", "found"),
        [
            ({"q": "*:*", "fq": "name:pemilu"}, ["pemilu"]),
            ({"q": "name:pemilu"}, ["pemilu"]),
            ({"q": "title:perumahan"}, ["rumah-layak"]),
            ({"q": "pemilu", "qf": "name"}, ["pemilu"]),
            ({"q": "petani rumah", "mm": "1", "fq": 'organization:"bps"'}, ["kelompok-tani", "rumah-layak"]),
            ({"q": "", "fq": "tags:kependudukan"}, ["penduduk-kecamatan"]),
        ],
    )
    def test_programs_search_as_in_any_ckan(self, parameters, found):
        results = call_action("package_search", **parameters)["results"]
        assert sorted(dataset["name"] for dataset in results) == found


class TestFewerWords:
    def test_a_word_that_no_dataset_has_is_dropped_and_told(self):
        result = call_action("package_search", q="penduduk kecamatan xyzzy")
        assert [dataset["name"] for dataset in result["results"]][:1] == ["penduduk-kecamatan"]
        assert result["paser_search"] == {"dropped": ("xyzzy",), "every": True, "meant": None}

    def test_words_that_never_meet_are_searched_by_half(self):
        result = call_action("package_search", q="petani pasar")
        assert {dataset["name"] for dataset in result["results"]} == {"kelompok-tani", "harga-pasar"}
        assert result["paser_search"] == {"dropped": (), "every": False, "meant": None}

    def test_when_all_words_are_found_nothing_is_told(self):
        assert "paser_search" not in call_action("package_search", q="penduduk kecamatan")

    def test_words_that_nobody_has_find_nothing(self):
        result = call_action("package_search", q="xyzzy plugh")
        assert (result["count"], "paser_search" in result) == (0, False)

    def test_a_word_that_only_a_private_dataset_has_is_dropped_for_the_public(self):
        result = call_action(
            "package_search", {"user": "", "ignore_auth": False, "auth_user_obj": None}, q="jumlah rahasia"
        )
        assert result["paser_search"]["dropped"] == ("rahasia",)

    def test_the_page_and_the_filters_stay(self):
        result = call_action(
            "package_search", q="jumlah xyzzy", rows=1, start=1, fq="organization:disdukcapil"
        )
        assert (result["count"], result["results"]) == (1, [])


class TestMisspelled:
    @pytest.mark.parametrize(
        ("q", "meant"),
        [
            ("kecmatan", "kecamatan"),
            ("kecamtan", "kecamatan"),
            ("miskn", "miskin"),
            ("penganguran", "pengangguran"),
            ("pendduk", "penduduk"),
            ("jumlah pendduk -pasar", "jumlah penduduk -pasar"),
            ("kecmatan xyzzy", "kecamatan xyzzy"),
        ],
    )
    def test_a_word_that_nobody_has_is_offered_as_others_write_it(self, q, meant):
        result = call_action("package_search", q=q)
        assert result["paser_search"]["meant"] == meant
        assert names(meant) != []

    def test_nothing_is_searched_in_the_place_of_a_single_word(self):
        assert call_action("package_search", q="kecmatan")["count"] == 0

    @pytest.mark.parametrize("q", ["64.01.95", "6401051", "pnddk2020", '"jumlah pendduk"', "xyzzy"])
    def test_codes_numbers_and_words_in_quotes_are_never_corrected(self, q):
        assert call_action("package_search", q=q).get("paser_search", {}).get("meant") is None

    @pytest.mark.parametrize("q", ["pagar", "bekas", "pesan"])
    def test_a_word_that_is_one_is_never_corrected(self, q):
        assert call_action("package_search", q=q).get("paser_search", {}).get("meant") is None

    def test_words_that_only_a_private_dataset_has_are_offered_to_none_but_its_readers(self):
        public = {"user": "", "ignore_auth": False, "auth_user_obj": None}
        assert "paser_search" not in call_action("package_search", public, q="rahasa")
        own = call_action("package_search", q="rahasa", include_private=True)
        assert own["paser_search"]["meant"] == "rahasia"

    def test_a_search_that_finds_something_asks_solr_once(self, monkeypatch):
        asked = []
        select = pysolr.Solr._select

        def noted(*of, **how):
            asked.append(of)
            return select(*of, **how)

        monkeypatch.setattr(pysolr.Solr, "_select", noted)
        call_action("package_search", q="penduduk")
        assert len(asked) == 1


def test_a_very_long_field_does_not_keep_a_dataset_out_of_the_search():
    call_action("package_patch", id="puskesmas", version="x" * 90, url="https://paser.test/" + "u" * 40_000)
    assert names("puskesmas") == ["puskesmas"]


def test_a_date_with_an_offset_does_not_keep_a_dataset_out_of_the_search():
    document = {"index_id": "t", "id": "t", "site_id": "t", "mulai_date": "2019-10-10T01:15:00+00:00"}
    solr = make_connection()
    solr.add([document], commit=True)
    assert solr.search("mulai_date:[2019-10-10T01:00:00Z TO 2019-10-10T02:00:00Z]").hits == 1
    solr.delete(id="t", commit=True)


@pytest.mark.parametrize("asked", ['kata=a"b', "q={!x}", "q=title:["])
def test_a_feed_of_a_search_that_cannot_be_read_is_refused_with_a_sentence(app, asked):
    page = app.get(f"/feeds/custom.atom?{asked}", status=400)
    assert "Alamat ini tidak dapat dimengerti." in page.body
