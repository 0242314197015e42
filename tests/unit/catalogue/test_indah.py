"""Claims about what INDAH gets: the form MS-Keg in its blocks, MS-Var and MS-Ind."""

from __future__ import annotations

import json

import pytest

from ckanext.paser.catalogue.rules import indah


def test_an_activity_has_its_envelope(activity):
    said = indah.activity(activity)
    assert {name: said[name] for name in ("submission_period", "version", "produsen_data")} == {
        "submission_period": 2026,
        "version": "v2",
        "produsen_data": {"name": "DKISP", "province_code": "64", "city_code": "6401"},
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tahun",), 2026),
        (("cara_pengumpulan_data",), "SURVEI"),
        (("sektor_kegiatan",), "Sektor Publik, Perpajakan, dan Regulasi Pasar"),
        (("identitas_rekomendasi",), "CONTOH-00.0000.000"),
        (("blok_i", "alamat_instansi_penyelenggara", "faksimile"), "0000-000001"),
        (("blok_ii", "unit_penanggung_jawab", "eselon1"), "-"),
        (("blok_ii", "penanggung_jawab_teknis", "jabatan"), "Kepala Bidang Statistik (contoh)"),
        (("blok_iii", "rencana_jadwal_kegiatan", "desain"), [{"awal": "2026-02-16", "akhir": "2026-02-27"}]),
        (("blok_iv", "frekuensi_penyelanggara"), "TAHUNAN"),
        (("blok_iv", "metode_pengumpulan_data", "wawancara"), True),
        (("blok_iv", "metode_pengumpulan_data", "metode_pengumpulan_lainnya"), None),
        (("blok_iv", "sarana_pengumpulan_data", "mail"), False),
        (("blok_v", "metode_yang_digunakan"), "SYSTEMATIC"),
        (("blok_vi", "jumlah_petugas_enumerator"), 12),
        (("blok_vi", "apakah_melakukan_uji_coba"), True),
        (("blok_vii", "tahapan_pengolahan_data", "coding"), True),
        (("blok_vii", "unit_analsis", "individu"), True),
        (("blok_vii", "tingkat_penyajian_hasil_analisis", "lainnya"), True),
        (("blok_viii", "rencana_jadwal_rilis_produk_mikrodata"), []),
    ],
)
def test_each_answer_stands_in_its_block_under_the_key_of_indah(activity, path, value):
    said = indah.payload(activity)
    for part in path:
        said = said[part]
    assert said == value


def test_no_person_is_told(activity):
    text = json.dumps(indah.activity(activity))
    assert not [
        said
        for said in (activity["ii_pj_nama"], activity["ii_pj_telepon"], activity["ii_pj_email"])
        if said in text
    ]


def test_a_column_is_a_variable():
    column = {
        "id": "jumlah",
        "label": "Jumlah",
        "konsep": ["Penduduk"],
        "notes": "Semua orang.",
        "tipe_data": "INTEGER",
        "ukuran": "jumlah",
        "satuan": "orang",
        "value_domain": [{"kode": "1", "nilai": "Satu"}],
    }
    assert indah.variable(column) == {
        "nama": "Jumlah",
        "alias": "jumlah",
        "konsep": ["Penduduk"],
        "referensi_pemilihan": [],
        "value_domain": [{"kode": "1", "nilai": "Satu"}],
        "aturan_validasi": [],
        "definisi": "Semua orang.",
        "referensi_waktu": None,
        "tipe_data": "INTEGER",
        "kalimat_pertanyaan": None,
        "ukuran": "Jumlah",
        "satuan": "Orang",
        "id_sds": None,
        "apakah_variabel_bisa_diakses_umum": True,
    }


@pytest.mark.parametrize(("said", "told"), [(True, True), (None, True), (False, False)])
def test_a_closed_column_says_so(said, told):
    assert (
        indah.variable({"id": "a", "apakah_variabel_bisa_diakses_umum": said})[
            "apakah_variabel_bisa_diakses_umum"
        ]
        is told
    )


def test_an_indicator_that_is_not_composite_is_built_of_variables(dataset):
    said = indah.indicator(dataset)
    assert said is not None
    assert said["variabel_pembangun"] == [
        {"nama": "Jumlah Penduduk Miskin", "kegiatan_penghasil": ["Susenas"]}
    ]
    assert (said["indikator_pembangun"], said["level_estimasi"]) == ([], ["Kabupaten/Kota", "Kecamatan"])


def test_a_composite_one_of_indicators(dataset):
    parts = [{"nama": "UHH", "sumber_publikasi": ["Buku"]}]
    said = indah.indicator({**dataset, "apakah_indikator_komposit": True, "indikator_pembangun": parts})
    assert said is not None
    assert (said["indikator_pembangun"], said["variabel_pembangun"]) == (parts, [])


def test_what_is_no_indicator_is_none(dataset):
    assert indah.indicator({**dataset, "jenis": "variabel"}) is None


YEARS = [
    {"periode_selesai": "2023", "kamus_data": [{"id": "nilai", "label": "Lama", "satuan": "orang"}]},
    {
        "periode_selesai": "2024",
        "kamus_data": [{"id": "nilai", "label": "Baru", "satuan": ""}, {"id": "tahun"}],
    },
]


def test_a_variable_of_several_years_is_told_once_in_the_words_of_the_newest():
    told = indah.variables({"resources": YEARS})
    assert [(one["nama"], one["satuan"]) for one in told] == [("Baru", "Orang"), ("tahun", None)]


def test_columns_of_one_name_in_different_units_are_two_variables():
    other = {"kamus_data": [{"id": "nilai", "satuan": "persen"}]}
    told = indah.variables({"resources": [YEARS[0], other]})
    assert [one["satuan"] for one in told] == ["Orang", "Persen"]
