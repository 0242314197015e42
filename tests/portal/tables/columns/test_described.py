"""Claims about what the page of a file's columns asks for MS-Var, protection and limits. DATA CONTOH."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag

from ckanext.paser.tables import published, service

from tests.portal.tables.columns.conftest import dictionary, filled

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("WTF_CSRF_ENABLED", True),
    pytest.mark.ckan_config("ckan.site_url", "http://localhost"),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
]

HERDS = "desa;ternak\nContoh 1;5\nContoh 2;7\n"
TYPED = {
    "1__alias": "populasi",
    "1__konsep": "Ternak\r\nPeternakan",
    "1__ukuran": "jumlah",
    "1__referensi_waktu": "keadaan 31 Desember",
    "1__referensi_pemilihan": "Permentan 1/2020",
    "1__id_sds": "SD00001.01.01",
    "1__kelas_data_pribadi": "tidak_ada",
    "1__perlakuan": "agregasi",
    "1__required": "true",
    "1__minimum": "0",
    "1__maximum": "12,5",
}
KEPT = {
    "id": "ternak",
    "alias": "populasi",
    "konsep": ["Ternak", "Peternakan"],
    "ukuran": "jumlah",
    "referensi_waktu": "keadaan 31 Desember",
    "referensi_pemilihan": ["Permentan 1/2020"],
    "id_sds": "SD00001.01.01",
    "kelas_data_pribadi": "tidak_ada",
    "perlakuan": "agregasi",
    "batasan": {"required": True, "minimum": 0, "maximum": 12.5},
}
OTHERS = [{"id": "ternak", "id_msvar": "77", "batasan": {"enum": [5, 7], "unique": True, "minimum": 1}}]


def beside(body: str, name: str) -> str:
    """What is told beside a field, found as a screen reader finds it."""
    page = BeautifulSoup(body, "html.parser")
    field = page.select_one(f'[name="{name}"][aria-invalid="true"]')
    assert isinstance(field, Tag)
    told = page.select_one(f"#{field['aria-describedby']}")
    assert isinstance(told, Tag)
    return told.get_text()


def test_what_is_said_for_statistics_protection_and_limits_is_kept_and_shown_again(
    load, save, as_editor, page
):
    resource_id, _ = load(HERDS)
    assert save(resource_id, **TYPED).status_code == 302
    assert dictionary(resource_id) == [KEPT]
    shown = filled(as_editor.get(page(resource_id)).body)
    again = {
        name.replace("__", "-"): value.replace("\r", "").replace(",", ".") for name, value in TYPED.items()
    }
    assert {name: shown[name] for name in again} == again
    save(resource_id)
    assert dictionary(resource_id) == [KEPT]


def test_what_the_form_does_not_offer_stays(load, save):
    resource_id, _ = load(HERDS, kamus_data=json.dumps(OTHERS))
    save(resource_id, **{"1__maximum": "9"})
    limits = {"enum": [5, 7], "unique": True, "minimum": 1, "maximum": 9}
    assert dictionary(resource_id) == [{"id": "ternak", "id_msvar": "77", "batasan": limits}]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("id_sds", "SD1", '"SD1" is no code of a data standard. Write it as SD00000.00.00.'),
        (
            "minimum",
            "1.000",
            'The constraint "minimum" cannot be "1.000". Write a number such as 1000 or 12.5,',
        ),
        (
            "kolom_penimbang",
            "tidak_ada",
            'There is no column "tidak_ada" in this file. Choose one of its columns.',
        ),
        ("perlakuan", "buang", '"buang" is not on the list'),
    ],
)
def test_a_value_that_is_wrong_is_told_beside_its_field_and_nothing_is_lost(load, save, field, typed, told):
    resource_id, _ = load(HERDS)
    answer = save(resource_id, **{**TYPED, f"1__{field}": typed})
    assert beside(answer.body, f"1-{field}").startswith(told)
    again = filled(answer.body)
    if field != "perlakuan":  # a select has no place for what is not on its list
        assert again[f"1-{field}"] == typed
    assert (again["1-konsep"], again["1-referensi_waktu"]) == ("Ternak\nPeternakan", "keadaan 31 Desember")
    assert dictionary(resource_id) is None


def test_folds_in_which_something_is_said_or_wrong_are_open(load, save, as_editor, page):
    resource_id, _ = load(HERDS)
    answer = save(resource_id, **{"1__minimum": "sedikit", "0__konsep": "Wilayah"})
    rows = BeautifulSoup(answer.body, "html.parser").select(".ps-kolom tbody tr")
    said = {
        row.select_one("code").get_text(): [fold.has_attr("open") for fold in row.select("details")]
        for row in rows
    }
    assert said == {"desa": [False, True, False, False], "ternak": [False, False, False, True]}


def test_a_column_that_was_removed_is_in_the_table_no_more_and_its_box_says_why(load, save, as_editor, page):
    resource_id, _ = load(HERDS)
    save(resource_id, **{"1__perlakuan": "hapus"})
    service.load_upload(resource_id)
    assert [column.id for column in published.columns(resource_id)] == ["desa"]
    row = BeautifulSoup(as_editor.get(page(resource_id)).body, "html.parser").select_one("#kolom-ternak")
    assert "not public" in row.get_text()
    assert "whatever this box says" in row.get_text()


def test_every_field_of_a_column_has_a_label(load, as_editor, page):
    resource_id, _ = load(HERDS)
    shown = BeautifulSoup(as_editor.get(page(resource_id)).body, "html.parser")
    fields = shown.select(
        ".ps-kolom input:not([type=hidden]):not([type=radio]), .ps-kolom select, .ps-kolom textarea"
    )
    labels = {label["for"] for label in shown.select(".ps-kolom label[for]")}
    assert [field["id"] for field in fields if field["id"] not in labels] == []
    ids = [tag["id"] for tag in shown.select(".ps-kolom [id]")]
    assert len(ids) == len(set(ids))


def test_a_form_as_large_as_that_of_a_thousand_columns_is_taken(load, save):
    resource_id, _ = load(HERDS)
    assert save(resource_id, lain="x" * 600_000, **{"1__label": "Ternak"}).status_code == 302
    assert dictionary(resource_id) == [{"id": "ternak", "label": "Ternak"}]
