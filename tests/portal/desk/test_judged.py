"""Claims about what the panel of a draft says is lacking: what its file and its form say now, each once, with the way to it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan.tests.helpers import call_action

from tests.portal.desk.test_draft import ANSWERS
from tests.portal.desk.test_replacing import replaced  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")
REST = {
    "title": ["Produksi Ikan"],
    "notes": ["DATA CONTOH: produksi ikan menurut jenisnya, dari laporan dinas."],
    "level_penyajian": ["kabupaten"],
    "satuan": ["ton"],
    "ukuran": ["jumlah"],
}
FISH = "Jenis Ikan;Tahun;Produksi (ton)\nMas;2023;30\nNila;2024;25\nLele;2025;12\n"
EARLIER = FISH.replace("2025", "2021").replace("2024", "2022")
COVERED = "temporal_coverage-0-start", "temporal_coverage-0-end"


@pytest.fixture
def saved(officer, read) -> str:
    """A draft of a table by areas, saved."""
    dataset_id = read()
    call_action("package_patch", id=dataset_id, **ANSWERS)
    assert officer.save(dataset_id, officer.form(dataset_id)).status_code == 302
    return dataset_id


def lacking(page: BeautifulSoup) -> dict[str, str]:
    return {one.get_text(): str(one["href"]) for one in page.select("#siap .gagal a")}


def test_a_file_without_areas_in_the_place_of_one_with_them_is_submitted(officer, saved, replaced):  # noqa: F811
    replaced(saved, FISH, "ikan.csv")
    form = officer.form(saved) | REST
    answer = officer.save(saved, form, "ajukan")
    assert answer.status_code == 302, lacking(officer.page(answer))
    assert call_action("package_show", id=saved)["status_sdi"] == "diajukan"


def test_the_page_of_the_dataset_offers_it_too(officer, saved, replaced):  # noqa: F811
    replaced(saved, FISH, "ikan.csv")
    officer.save(saved, officer.form(saved) | REST)
    assert officer.get(f"/id/dataset/{saved}").select_one("#langkah button[value=diajukan]")


def test_a_column_of_areas_that_is_lacking_leads_to_where_it_is_chosen(officer, read):
    dataset_id = read("Kelompok;Tahun;Jumlah (orang)\nSatu;2024;3\nDua;2024;4\n", "kelompok.csv")
    (file,) = call_action("package_show", id=dataset_id)["resources"]
    call_action("resource_patch", id=file["id"], level_penyajian="kecamatan")
    address, _, anchor = lacking(officer.get(f"/id/meja/terbitkan/{dataset_id}"))[
        "Berkas: Kolom Kode Wilayah"
    ].partition("#")
    assert officer.get(address).select_one(f"select[id='{anchor}']")


def test_the_period_of_a_new_file_is_judged_as_saving_its_form_stores_it(officer, read, replaced):  # noqa: F811
    dataset_id = read(EARLIER, "ikan.csv")
    officer.save(dataset_id, officer.form(dataset_id))
    replaced(dataset_id, FISH.replace("2023", "2024"), "ikan.csv")
    page = officer.get(f"/id/meja/terbitkan/{dataset_id}")
    assert [officer.sent(page)[name] for name in COVERED] == [["2024"], ["2025"]]
    assert "Berkas: Periode Mulai" not in lacking(page)


@pytest.mark.parametrize(
    "wrong", [("kemarin", "2025"), ("2026", "2025")], ids=["no period", "ends before it begins"]
)
@pytest.mark.parametrize("was_said", [True, False])
def test_a_wrong_period_is_told_once_at_its_own_field(officer, read, wrong, was_said):
    dataset_id = read(FISH if was_said else "Jenis;Produksi (ton)\nMas;30\nNila;25\n", "ikan.csv")
    officer.save(dataset_id, officer.form(dataset_id))
    form = officer.form(dataset_id) | {name: [text] for name, text in zip(COVERED, wrong, strict=True)}
    told = lacking(officer.page(officer.save(dataset_id, form)))
    assert [*told.values()].count("#isian-temporal_coverage") == 1
    assert not [words for words in told if words.startswith("Berkas")]
