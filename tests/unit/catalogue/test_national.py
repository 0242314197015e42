"""Claims about the keys of data.go.id and the rows of PPID."""

from __future__ import annotations

import json

import pytest

from ckanext.paser.catalogue.rules.national import PPID_COLUMNS, ppid_row, sdi

PAGE = "https://satudata.test/dataset/penduduk-miskin"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "Persentase Penduduk Miskin"),
        ("identifier", "6401-1.06-0001"),
        ("accessRights", "Terbuka"),
        ("accrualPeriodicity", "Tahunan"),
        ("theme", "Perlindungan Sosial dan Kesehatan"),
        ("publishing_status", "APPROVED"),
        ("prioritas_tahun", "2025, 2026"),
        ("indikator_prioritas", True),
        ("kriteria_prioritas", ["b"]),
        ("level_estimasi", ["Kabupaten/Kota", "Kecamatan"]),
        ("kodereferensi", ["wilayah_kemendagri"]),
        ("apakah_indikator_komposit", False),
        ("produsen_data_name", "Dinas Sosial"),
        ("produsen_data_province_code", "64"),
        ("produsen_data_city_code", "6401"),
        ("publisher", "DKISP"),
        ("total_msvar", 1),
        ("total_msind", 1),
        ("id_dds", "12"),
        ("id_msind", "9"),
        ("landing_page", PAGE),
        ("tags", ["kemiskinan"]),
    ],
)
def test_the_national_catalogue_finds_its_keys(dataset, key, value):
    assert sdi(dataset, None, PAGE)[key] == value


def test_a_number_of_its_own_field_counts_before_the_other_identifiers(dataset):
    assert sdi({**dataset, "id_msind": "77"}, None, PAGE)["id_msind"] == "77"


def test_a_draft_says_that_it_is_one(dataset):
    assert sdi({**dataset, "private": True}, None, PAGE)["publishing_status"] == "DRAFT"


def test_what_is_not_said_is_left_out(dataset):
    assert "rumus" not in sdi(dataset, None, PAGE)


@pytest.mark.parametrize(
    ("level", "told"), [("terbuka", "Terbuka"), ("terbatas", "Terbatas"), ("tertutup", None)]
)
def test_a_level_of_access_for_which_data_go_id_has_no_word_is_not_sent(dataset, level, told):
    assert sdi({**dataset, "akses_level": level}, None, PAGE).get("accessRights") == told


@pytest.mark.parametrize(
    ("chosen", "bappenas", "told"),
    [
        (["b", "c"], "", ["b", "c"]),
        (["d_daerah"], "", None),
        (["b", "d_daerah"], "", ["b"]),
        (["d_daerah"], "01.02.03", ["a"]),
        (["a", "d_daerah"], "01.02.03", ["a"]),
    ],
)
def test_the_criterion_of_the_regency_is_told_as_a_where_bappenas_has_the_indicator(
    dataset, chosen, bappenas, told
):
    said = {**dataset, "kriteria_prioritas": chosen, "kode_indikator_pembangunan": bappenas}
    assert sdi(said, None, PAGE).get("kriteria_prioritas") == told


def test_a_variable_counts_once_however_many_years_have_a_file(dataset):
    years = [{**dataset["resources"][0], "id": str(year)} for year in range(2020, 2025)]
    assert sdi({**dataset, "resources": years}, None, PAGE)["total_msvar"] == 1


def test_the_keys_of_the_activity_come_with_the_dataset(dataset, activity):
    said = sdi(dataset, activity, PAGE)
    assert (said["judul_kegiatan"], said["title"]) == (activity["title"], dataset["title"])
    assert said["iv_metode_pengumpulan_data"] == 3
    assert said["iv_frekuensi_penyelanggara"] == "TAHUNAN"
    assert said["sektor_kegiatan"] == "Sektor Publik, Perpajakan, dan Regulasi Pasar"


def test_neither_persons_nor_notes_nor_findings_are_told(dataset, activity):
    text = json.dumps(sdi(dataset, activity, PAGE))
    assert "RAHASIA" not in text
    assert not [said for said in ("Nama Contoh Survei", "0000-222222", "pj.survei@") if said in text]


def test_a_row_of_the_list_of_public_information(dataset):
    assert dict(zip(PPID_COLUMNS, ppid_row(dataset, PAGE), strict=True)) == {
        "judul": "Persentase Penduduk Miskin",
        "ringkasan": "Persentase penduduk di bawah garis kemiskinan.",
        "pejabat_unit_penguasa": "Dinas Sosial",
        "penanggung_jawab_pembuatan": "Dinas Sosial",
        "waktu": "2020 - 2024; 2025",
        "bentuk": "XLSX",
        "jangka_waktu_simpan": "",
        "kategori_informasi": "Wajib disediakan dan diumumkan secara berkala",
        "alamat": PAGE,
    }


def test_a_row_of_ppid_says_how_long_the_agency_keeps_it_where_the_agency_has_said_so(dataset):
    said = {**dataset, "jangka_waktu_simpan": "2 tahun aktif,\n3 tahun inaktif"}
    row = dict(zip(PPID_COLUMNS, ppid_row(said, PAGE), strict=True))
    assert row["jangka_waktu_simpan"] == "2 tahun aktif, 3 tahun inaktif"


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"]
)
def test_no_cell_is_a_formula_to_a_spreadsheet(dataset, start):
    assert ppid_row({**dataset, "title": f"{start}1+1"}, PAGE)[0] == f"'{start}1+1"


def test_a_cell_that_is_nothing_but_a_number_stays_as_it_is(dataset):
    assert ppid_row({**dataset, "title": "-1.5"}, PAGE)[0] == "-1.5"
