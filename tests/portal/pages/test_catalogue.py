"""Claims about what the home page, the results and a dataset's page show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pysolr
import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests.helpers import CKANResponse, call_action

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)


def text(page: str) -> str:
    """What people read of a page, in one line."""
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    assert main
    return " ".join(re.sub(r"<(svg|template).*?</\1>|<[^>]*>", " ", main[0], flags=re.DOTALL).split())


def titles(page: str) -> list[str]:
    found = re.findall(r'class="dataset-heading"><a[^>]*>(.*?)</a>', page, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", "", title).split()) for title in found]


@pytest.fixture(scope="module")
def answers() -> dict[str, CKANResponse]:
    """What was asked before."""
    return {}


@pytest.fixture
def get(answers, request):
    """A page, made once for all claims about it."""

    def get(path: str) -> CKANResponse:
        if path not in answers:
            request.getfixturevalue("catalogue")
            answers[path] = request.getfixturevalue("app").get(path)
        return answers[path]

    return get


@pytest.fixture
def statements() -> Iterator[Callable[[], int]]:
    """Counts what CKAN's database is asked."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    engine = model.meta.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield lambda: len(asked)
    sa.event.remove(engine, "before_cursor_execute", note)


class TestHome:
    def test_it_counts_what_is_public(self, get):
        page = text(get("/").text)
        assert "Dataset 4 Perangkat daerah 3 Diperbarui pekan ini 4" in page

    def test_topics_have_words_and_counts(self, get):
        page = text(get("/").text)
        assert "Perlindungan Sosial dan Kesehatan 2 dataset Data Pendukung Umum 2 dataset" in page

    def test_newest_datasets_come_first_and_sample_data_are_marked(self, get):
        page = get("/").text
        assert titles(page)[0] == "Penduduk menurut Kecamatan"
        assert "BPS baru saja DATA CONTOH" in text(page)

    def test_the_keyword_of_the_sample_is_not_offered_as_a_subject(self, get):
        assert "Kata kunci: cuaca Dataset" in text(get("/").text)

    def test_it_comes_without_figures_while_the_search_is_out_of_order(self, catalogue, app, monkeypatch):
        def unreachable(*_args, **_kwargs):
            raise pysolr.SolrError("Failed to connect to server at http://127.0.0.1:1")

        monkeypatch.setattr(pysolr.Solr, "search", unreachable)
        assert "Pencarian sedang terganggu. Datanya aman." in text(app.get("/").text)


class TestResults:
    def test_values_of_one_facet_are_alternatives_and_all_of_them_stay_on_offer(self, get):
        page = get("/dataset/?organization=bps&organization=dinsos").text
        assert sorted(titles(page)) == ["DATA CONTOH: Hujan", "Penduduk Miskin", "Penerima Bantuan"]
        assert "BPS 2 dataset Dinsos 1 dataset Disdukcapil 1 dataset" in text(page)

    def test_different_facets_both_have_to_fit(self, get):
        page = get("/dataset/?organization=bps&vocab_tema_sdi=04").text
        assert titles(page) == ["Penduduk Miskin"]

    def test_the_api_keeps_the_way_of_ckan(self, catalogue):
        found = call_action("package_search", fq='organization:"bps" organization:"dinsos"')
        assert found["count"] == 0

    def test_filters_in_use_are_named_in_words_and_can_be_removed(self, get):
        page = get("/dataset/?q=penduduk&vocab_tema_sdi=04").text
        assert (
            'href="/dataset/?q=penduduk" aria-label="Hapus saringan Perlindungan Sosial dan Kesehatan"'
            in page
        )

    def test_words_of_the_search_are_marked(self, get):
        assert "<mark>Penduduk</mark> Miskin" in get("/dataset/?q=penduduk").text

    def test_a_search_without_a_hit_says_what_to_try(self, get):
        page = text(get("/dataset/?q=qwertyuiop").text)
        assert "Belum ada hasil untuk “qwertyuiop” Periksa ejaannya" in page

    def test_a_mistyped_word_is_offered_as_a_link_that_searches_it_with_the_same_filters(self, get):
        page = get("/dataset/?q=kecmatan&organization=disdukcapil&page=2").text
        assert "Mungkin maksud Anda: kecamatan ?" in text(page)
        assert 'href="/dataset/?organization=disdukcapil&amp;q=kecamatan"' in page

    @pytest.mark.parametrize("path", ["/dataset/", "/organization/bps", "/organization/"])
    def test_a_page_after_the_last_one_leads_back_to_the_first(self, get, path):
        page = get(f"{path}?page=9").text
        assert "Daftar ini berakhir sebelum halaman ini Daftar ini terdiri atas 1 halaman." in text(page)
        assert f'href="{path}">Ke halaman pertama</a>' in page

    def test_a_filter_that_cannot_be_read_is_answered_with_a_sentence(self, get):
        page = text(get("/dataset/?organization=%22%20OR%201").text)
        assert "Pencarian gagal. Coba lagi dengan kata lain." in page

    def test_what_is_searched_for_is_never_markup(self, catalogue, app):
        page = app.get("/dataset/", query_string={"q": '"><script>alert(1)</script>', "tags": "<b>x"}).text
        assert "<script>alert" not in page
        assert "<b>x" not in page


class TestDatasetPage:
    def test_the_table_is_written_as_indonesians_write_it(self, get):
        page = text(get("/dataset/penduduk").text)
        assert "64.01.04 Tanah Grogot 2020 78.018 335,58" in page
        assert "64.01.10 Muara Samu 2020 – 855,25" in page

    def test_figures_are_right_aligned_and_years_are_not(self, get):
        page = get("/dataset/penduduk").text
        assert '<td class="r">78.018</td>' in page
        assert '<td class="waktu">2020</td>' in page

    def test_its_table_is_offered_first(self, app, catalogue):
        page = app.get("/dataset/penduduk").text
        button = re.search(r'<a class="btn btn-primary btn-lg" href="([^"]*)"', page)
        assert button
        assert button[1].endswith(f"/tabel/{catalogue['penduduk']}/unduh.xlsx")

    def test_metadata_are_shown_in_words(self, get):
        page = text(get("/dataset/penduduk").text)
        assert "Produsen data Dinas Kependudukan dan Pencatatan Sipil" in page
        assert "Tingkat Penyajian Kecamatan" in page
        assert "Catatan angka. Sumber mencetak 277.401." in page

    def test_a_day_is_written_as_elsewhere(self, get):
        assert "Jadwal Rilis 31 Desember 2026" in text(get("/dataset/penduduk").text)

    def test_labels_that_only_repeat_the_ids_of_the_columns_are_not_offered_as_help(self, get):
        assert "kamus" not in get("/dataset/penduduk").text

    def test_only_sample_data_carry_the_ribbon(self, get):
        assert "ps-contoh-pita" in get("/dataset/hujan").text
        assert "ps-contoh-pita" not in get("/dataset/penduduk").text

    def test_a_dataset_that_is_not_public_is_not_there(self, get):
        assert get("/dataset/rahasia").status_code == 404

    def test_the_page_of_a_file_shows_its_table_too(self, app, catalogue):
        page = text(app.get(f"/dataset/penduduk/resource/{catalogue['penduduk']}").text)
        assert "64.01.04 Tanah Grogot 2020 78.018 335,58" in page


MOST_STATEMENTS = {
    "/": 3,
    "/dataset/": 4,
    "/dataset/?organization=bps": 5,
    "/dataset/penduduk": 11,
    "/dataset/penduduk/resource/{penduduk}": 11,
}


def test_a_page_asks_the_database_a_few_times_only(catalogue, app, statements):
    asked = {}
    for path in MOST_STATEMENTS:
        address = path.format(**catalogue)
        app.get(address)  # the first request of a process reads settings
        before = statements()
        app.get(address)
        asked[path] = statements() - before
    assert {path: count for path, count in asked.items() if count > MOST_STATEMENTS[path]} == {}


class TestAgencyPage:
    def test_what_an_agency_does_is_told_in_the_words_of_the_code_lists(self, get):
        page = text(get("/organization/about/bps").text)
        assert "Peran Satu Data Indonesia Produsen Data Urusan yang Diampu Administrasi Kependudukan" in page
        assert "[" not in page
