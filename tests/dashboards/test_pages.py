"""Claims about pages of indicators and dashboards, and about figures in other people's pages."""

from __future__ import annotations

import re

import pytest

from paser_dashboards.walls.service import refresh

SAMPLE = """kode_wilayah;tahun;persen;status
64.01.04;2024;10;tetap
64.01.08;2024;20;tetap
64.01.10;2024;;tetap
"""
PANELS = [
    {"id": "angka-miskin", "jenis": "angka", "indikator": "miskin"},
    {"id": "garis-miskin", "jenis": "garis", "indikator": "miskin"},
    {"id": "peta-contoh", "jenis": "peta", "indikator": "contoh"},
    {"id": "urutan", "jenis": "peringkat", "indikator": "contoh"},
    {
        "id": "kaltim",
        "jenis": "daftar",
        "judul": {"id": "Paser dan Kaltim", "en": "Paser and East Kalimantan"},
        "indikator_daftar": ["miskin"],
        "wilayah": "64",
    },
]
OTHER = "kode_wilayah;tahun;angka\n64;2023;6,11\n"
BESIDE = {"periode": "tahun", "wilayah": "kode_wilayah", "nilai": "angka"}
PAGES = ["/indikator", "/indikator/miskin", "/indikator/contoh", "/dasbor/paser", "/sematan/indikator/miskin",
         "/sematan/panel/paser/garis-miskin"]  # fmt: skip


@pytest.fixture
def datasets(shared_stage, published) -> dict[str, str]:
    """A real indicator, a made-up map, and a dashboard and a home page of both; names of their datasets."""
    if not published:
        stage = shared_stage
        real = stage.publish()
        sample = stage.publish(SAMPLE, title="DATA CONTOH: peta", data_contoh=True)
        other = stage.publish(OTHER, title="Angka provinsi")
        label = {"id": "Kalimantan Timur", "en": "East Kalimantan"}
        beside = {"wilayah": "64", "label": label, "data": {"dataset": other["name"], **BESIDE}}
        stage.indicator("miskin", real["name"], banding=[beside])
        stage.indicator("contoh", sample["name"], grafik="peta", kelas=[5, 15], terkait=["miskin"])
        stage.dashboard("paser", *PANELS)
        stage.indicator("kosong", "belum-ada")
        stage.dashboard("beranda", *PANELS, {"id": "kosong", "jenis": "garis", "indikator": "kosong"})
        published.update(miskin=real["name"], contoh=sample["name"], lain=other["name"])
    refresh()
    return published


@pytest.fixture
def page(app, datasets):
    return lambda address: app.get(address).body


def words(page: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#39;", "'")


def test_the_page_of_an_indicator_says_value_unit_change_period_source_and_freshness(page):
    told = words(page("/indikator/miskin"))
    facts = ["8,63", "turun 0,48 poin dari 2023, membaik", "Periode 2024", "BPS", "Segar", "Kami terima"]
    for text in [*facts, "angka sementara", "Persentase penduduk miskin, Kabupaten Paser, 2022–2024"]:
        assert text in told


def test_the_last_crumb_names_the_indicator_that_it_leads_to(page):
    crumbs = re.findall(r"<ol class=\"breadcrumb\">.*?</ol>", page("/indikator/miskin"), re.DOTALL)
    assert re.findall(r"<a href=\"([^\"]+)\"[^>]*>([^<]+)</a>", crumbs[0])[-2:] == [
        ("/indikator", "Indikator"),
        ("/indikator/miskin", "Penduduk miskin"),
    ]


@pytest.mark.parametrize("address", PAGES[1:])
def test_every_figure_has_a_table_and_a_sentence(page, address):
    found = page(address)
    assert "<table" in found
    assert 'role="img" aria-label="' in found


@pytest.mark.parametrize("address", ["/", *PAGES])
def test_every_figure_leads_to_its_dataset(page, address):
    figures = [found[0] for found in re.finditer(r"<(figure|article)\b.*?</\1>", page(address), re.DOTALL)]
    computed = [figure for figure in figures if "/indikator/kosong" not in figure]  # one without a value
    assert computed
    assert [figure for figure in computed if "/dataset/" not in figure] == []


@pytest.mark.parametrize("address", ["/dasbor/paser", "/sematan/panel/paser/kaltim"])
def test_a_list_names_all_its_datasets_its_period_and_how_old_it_is(page, datasets, address):
    (panel,) = re.findall(
        r"<figure[^>]*>(?:(?!</figure>).)*Paser dan Kaltim.*?</figure>", page(address), re.DOTALL
    )
    told = words(panel)
    assert [name for name in ("miskin", "lain") if f"/dataset/{datasets[name]}" not in panel] == []
    assert [text for text in ("9,11 %", "6,11 %", "2023", "BPS", "Segar") if text not in told] == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_a_style_from_elsewhere_or_a_script_in_the_page(page, address):
    found = page(address)
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|\son\w+=\"", found) == []
    loaded = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(https?://[^"]+)"', found)
    assert [url for url in loaded if not url.startswith(("http://test.ckan.net", "http://127.0.0.1"))] == []


@pytest.mark.parametrize(
    "address", ["/indikator", "/indikator/contoh", "/dasbor/paser", "/sematan/indikator/contoh"]
)
def test_made_up_data_are_marked_wherever_they_appear(page, address):
    assert "DATA CONTOH" in words(page(address))


@pytest.mark.parametrize(
    "address", ["/indikator/contoh", "/sematan/indikator/contoh", "/sematan/panel/paser/urutan"]
)
def test_made_up_data_are_marked_in_the_title_of_their_page_and_embeds(page, address):
    (title,) = re.findall(r"<title>\s*(.*?)\s*</title>", page(address), re.DOTALL)
    assert title.startswith("DATA CONTOH: ")


def test_made_up_data_are_marked_in_the_heading_and_in_the_embed_code(page):
    found = page("/indikator/contoh")
    assert "<h1>DATA CONTOH: Persentase penduduk miskin</h1>" in found
    assert "title=&#34;DATA CONTOH: Persentase penduduk miskin&#34;" in found


@pytest.mark.parametrize("address", ["/", *PAGES[:2], *PAGES[3:]])
def test_the_star_is_explained_wherever_it_stands(page, address):
    told = words(page(address))
    assert ("*" in told, "* angka sementara atau belum dikonfirmasi Walidata." in told) == (True, True)


@pytest.mark.parametrize(("drawn", "told"), [("garis", True), ("batang", False)])
def test_a_dotted_line_is_explained_where_there_is_one(app, stage, drawn, told):
    package = stage.publish("kode_wilayah;tahun;persen;status\n64.01;2020;9;tetap\n64.01;2024;8;tetap\n")
    stage.indicator("celah", package["name"], grafik=drawn)
    refresh()
    assert ("Garis putus-putus" in words(app.get("/indikator/celah").body)) is told


@pytest.mark.parametrize(("address", "places"), [("/", 2), ("/indikator", 1), ("/dasbor/paser", 3)])
def test_every_card_and_chart_says_that_its_figure_is_quoted(page, address, places):
    told = [words(part) for part in re.findall(r"<(?:dd|figcaption)\b.*?</", page(address), re.DOTALL)]
    assert [text for text in told if "BPS" in text and "dikutip" not in text] == []
    assert sum("BPS, dikutip media lokal" in text for text in told) >= places


@pytest.mark.parametrize(
    "address", ["/indikator/dua-sumber", "/dasbor/dua", "/sematan/panel/dua/garis", "/dataset/{dataset}"]
)
def test_under_a_chart_stand_the_sources_of_all_its_values(app, stage, address):
    rows = "64.01;2017;5;BPS, dikutip media\n64.01;2018;7;Bappeda\n64.01;2020;4;BPS, dikutip media\n"
    package = stage.publish(f"kode_wilayah;tahun;persen;sumber\n{rows}")
    stage.indicator("dua-sumber", package["name"], data={"sumber": "sumber", "status": None})
    stage.dashboard("dua", {"id": "garis", "jenis": "garis", "indikator": "dua-sumber"})
    refresh()
    page = app.get(address.format(dataset=package["name"])).body
    captions = [words(part) for part in re.findall(r"<figcaption.*?</figcaption>", page, re.DOTALL)]
    assert [True for told in captions if "2018: Bappeda" in told] == [True]


def test_real_data_are_not_marked_as_made_up(page):
    assert "DATA CONTOH" not in words(page("/indikator/miskin"))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_five_queries_whatever_it_shows(app, datasets, counted, address):
    app.get(address)
    with counted() as sent:
        app.get(address)
    assert len(sent) <= 5, sent


@pytest.mark.parametrize("address", PAGES)
def test_a_page_sets_no_cookie(app, datasets, address):
    assert "Set-Cookie" not in app.get(address).headers


def test_the_home_page_shows_the_map_the_figures_and_the_findings(page):
    found = page("/")
    assert ("ps-hero-peta" in found, 'data-segar="segar"' in found, "Yang layak dilihat" in found) == (
        True,
    ) * 3


def test_the_home_page_leaves_out_what_has_no_value_yet(page):
    assert "/indikator/kosong" not in page("/")


def test_the_page_of_a_dataset_shows_what_is_drawn_from_it(page, datasets):
    found = page(f"/dataset/{datasets['miskin']}")
    assert ('id="gambar"' in found, "/indikator/miskin" in found) == (True, True)


def test_the_menu_leads_to_indicators_and_to_the_dashboard(page):
    found = page("/indikator")
    assert ('href="/indikator"' in found, 'href="/dasbor/paser"' in found) == (True, True)


def test_english_readers_get_english_words_and_english_pictures(page):
    found = page("/en/indikator/miskin")
    for text in ("Poverty rate", "down 0.48 points from 2023, better", "Show as a table", ">9.43<"):
        assert text in found


def test_an_indicator_without_values_says_so_and_breaks_nothing(app, stage):
    stage.indicator("kosong", "uji-tidak-ada")
    kinds = {"a": "angka", "b": "garis"}
    panels = [{"id": one, "jenis": kind, "indikator": "kosong"} for one, kind in kinds.items()]
    stage.dashboard("kosong", *panels)
    refresh()
    told = words(app.get("/indikator/kosong").body)
    assert "Belum terhitung ulang. Belum ada nilai." in told
    assert "Tidak ada dataset terbit dengan nama ini." in told
    dashboard = words(app.get("/dasbor/kosong").body)
    assert ("Belum ada yang dapat digambar." in dashboard, dashboard.count("Belum terhitung ulang")) == (
        True,
        2,
    )


NOWHERE = ["/indikator/x", "/dasbor/x", "/sematan/indikator/x", "/sematan/panel/paser/x", "/layar/x"]


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_not_there_is_not_found(app, datasets, address):
    assert app.get(address, status=404).status_code == 404


@pytest.mark.parametrize("address", ["/sematan/indikator/x", "/sematan/panel/paser/x"])
def test_the_frame_of_a_figure_that_was_taken_away_says_so_in_one_sentence(app, datasets, address):
    page = app.get(address, status=404).body
    told = words(page.partition("<body")[2].partition(">")[2]).strip()
    assert told.startswith("Angka ini tidak diterbitkan lagi. Semua indikator ")
    assert ("<nav" in page, "<form" in page) == (False, False)


@pytest.mark.parametrize("panel", ["angka-miskin", "garis-miskin", "peta-contoh", "urutan"])
def test_every_kind_of_panel_can_be_embedded_with_source_period_licence_and_a_link_back(page, panel):
    found = page(f"/sematan/panel/paser/{panel}")
    told = words(found)
    for text in ("Sumber: BPS, dikutip media lokal", "2024", "Creative Commons", "Data dan tabel"):
        assert text in told
    assert 'target="_top"' in found


@pytest.mark.parametrize(("asked", "theme"), [("?tema=dark", "dark"), ("", "auto"), ("?tema=x", "auto")])
def test_an_embed_has_one_of_three_looks(page, asked, theme):
    assert f'data-bs-theme="{theme}"' in page(f"/sematan/indikator/miskin{asked}")
