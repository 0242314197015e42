"""Claims about what an activity needs to be public, and what contradicts itself: rule x passes / fails."""

from __future__ import annotations

import pytest

from ckanext.paser.kegiatan import rules
from ckanext.paser.problems import worded

SURVEY_ALONE = [
    "v_jenis_rancangan_sampel",
    "v_metode_pemilihan_sampel_tahap_terakhir",
    "v_metode_yang_digunakan",
    "v_unit_sampel",
    "v_unit_observasi",
]
PROBABILITY_ALONE = [
    "v_kerangka_sampel_tahap_terakhir",
    "v_fraksi_sampel_keseluruhan",
    "v_nilai_perkiraan_sampling_error_variabel_utama",
]
INTERVIEWERS_ALONE = [
    "vi_petugas_pengumpulan_data",
    "vi_persyaratan_pendidikan_terendah_petugas_pengumpulan_data",
    "vi_jumlah_petugas_supervisor",
    "vi_jumlah_petugas_enumerator",
    "vi_apakah_melakukan_pelatihan_petugas",
]
RULES = [
    ({"rekomendasi_bps": True}, ["identitas_rekomendasi"], "for an activity that BPS recommends"),
    ({"rekomendasi_bps": False}, [], ""),
    ({"iv_kegiatan_ini_dilakukan": "BERULANG"}, ["iv_frekuensi_penyelanggara"], "that is repeated"),
    ({"iv_kegiatan_ini_dilakukan": "SEKALI"}, [], ""),
    (
        {"iv_cakupan_wilayah_pengumpulan_data": "SEBAGIAN_WILAYAH_INDONESIA"},
        ["iv_sebagian_cakupan_wilayah_pengumpulan_data-0-kode_provinsi"],
        "in a part of Indonesia",
    ),
    ({"iv_cakupan_wilayah_pengumpulan_data": "SELURUH_WILAYAH_INDONESIA"}, [], ""),
    ({"cara_pengumpulan_data": "SURVEI"}, SURVEY_ALONE, "for a survey."),
    ({"cara_pengumpulan_data": "PENCACAHAN_LENGKAP"}, [], ""),
    (
        {
            "cara_pengumpulan_data": "SURVEI",
            "v_metode_pemilihan_sampel_tahap_terakhir": "SAMPEL_PROBABILITAS",
        },
        [name for name in SURVEY_ALONE if "pemilihan" not in name] + PROBABILITY_ALONE,
        "",
    ),
    (
        {
            "cara_pengumpulan_data": "SURVEI",
            "v_metode_pemilihan_sampel_tahap_terakhir": "SAMPEL_NONPROBABILITAS",
        },
        [name for name in SURVEY_ALONE if "pemilihan" not in name],
        "",
    ),
    ({"v_metode_pemilihan_sampel_tahap_terakhir": "SAMPEL_PROBABILITAS"}, [], ""),
    ({"iv_sarana_pengumpulan_data": ["papi"]}, INTERVIEWERS_ALONE, "where interviewers collect the data"),
    ({"iv_sarana_pengumpulan_data": ["capi", "mail"]}, INTERVIEWERS_ALONE, ""),
    ({"iv_sarana_pengumpulan_data": ["cati"]}, INTERVIEWERS_ALONE, ""),
    ({"iv_sarana_pengumpulan_data": ["cawi", "mail"]}, [], ""),
    *(
        (
            {f"viii_ketersediaan_produk_{product}": available},
            [f"viii_rencana_jadwal_rilis_produk_{product}"] if available else [],
            "the product is there for everybody" if available else "",
        )
        for product in ("tercetak", "digital", "mikrodata")
        for available in (True, False)
    ),
    *(
        ({field: ["lainnya"]}, [f"{field}_lainnya"], '"Other" is chosen')
        for field in (
            "iv_metode_pengumpulan_data",
            "iv_unit_pengumpulan_data",
            "vi_metode_pemeriksaan_kualitas_pengumpulan_data",
        )
    ),
]


def places(problems) -> list[str]:
    return [problem.where for problem in problems]


@pytest.mark.parametrize(("kegiatan", "needed", "why"), RULES)
def test_what_other_answers_make_necessary(kegiatan, needed, why, form):
    found = rules.missing(kegiatan, rules.Form((), form.rows))
    assert places(found) == needed
    assert all(why in problem.fact for problem in found)


def test_the_activities_of_the_sample_lack_nothing(compilation, survey, form):
    assert rules.missing(compilation, form) + rules.missing(survey, form) == []
    assert rules.wrong(compilation) + rules.wrong(survey) == []


def test_every_mandatory_field_of_an_empty_activity_is_told(form):
    names = {place.split("-")[0] for place in places(rules.missing({}, form))}
    assert names == set(form.mandatory)


@pytest.mark.parametrize(
    ("field", "blank", "place"),
    [
        *(("i_alamat", blank, "i_alamat") for blank in (None, "", "  ")),
        *(("vii_unit_analisis", blank, "vii_unit_analisis") for blank in (None, [])),
        *(("iii_jadwal_desain", blank, "iii_jadwal_desain-0-awal") for blank in (None, [], [{}])),
    ],
)
def test_what_says_nothing_is_missing(compilation, form, field, blank, place):
    assert places(rules.missing(compilation | {field: blank}, form)) == [place]


@pytest.mark.parametrize(
    ("name", "answer"), [("rekomendasi_bps", False), ("vi_jumlah_petugas_supervisor", 0)]
)
def test_no_and_nought_are_answers(survey, form, name, answer):
    assert name not in places(rules.missing(survey | {name: answer}, form))


def test_every_row_has_all_that_a_row_needs(compilation, form):
    rows = [*compilation["iii_variabel_yang_dikumpulkan"], {}, {"nama": "Luas", "konsep": "Luas"}]
    found = rules.missing(compilation | {"iii_variabel_yang_dikumpulkan": rows}, form)
    assert places(found) == [
        "iii_variabel_yang_dikumpulkan-3-definisi",
        "iii_variabel_yang_dikumpulkan-3-referensi_waktu",
    ]


@pytest.mark.parametrize(
    ("kegiatan", "place", "text"),
    [
        (
            {"iii_jadwal_desain": [{}, {"awal": "2026-02-01", "akhir": "2026-01-31"}]},
            "iii_jadwal_desain-1-akhir",
            "The end 2026-01-31 lies before the start 2026-02-01.",
        ),
        ({"tahun_kegiatan": 26}, "tahun_kegiatan", "26 is no year between 1945 and 2100."),
        ({"submission_period": 2018}, "submission_period", "2018 is no year between 2019 and 2100."),
        (
            {
                "v_metode_pemilihan_sampel_tahap_terakhir": "SAMPEL_PROBABILITAS",
                "v_metode_yang_digunakan": "SNOWBALL",
            },
            "v_metode_yang_digunakan",
            "This method belongs to the other kind of samples.",
        ),
    ],
)
def test_what_contradicts_itself_is_told_at_its_place(kegiatan, place, text):
    (problem,) = rules.wrong(kegiatan)
    assert problem.where == place
    assert worded(problem)["fact"] == text


@pytest.mark.parametrize(
    "kegiatan",
    [
        {"iii_jadwal_desain": [{"awal": "2026-02-01", "akhir": "2026-02-01"}, {"awal": "2026-03-01"}, {}]},
        {"iii_jadwal_desain": [{"awal": "besok", "akhir": "2026-02-01"}]},  # told by the field itself
        {"tahun_kegiatan": 2026, "submission_period": 2019},
        {"v_metode_yang_digunakan": "SNOWBALL"},
        {
            "v_metode_pemilihan_sampel_tahap_terakhir": "SAMPEL_NONPROBABILITAS",
            "v_metode_yang_digunakan": "QUOTA",
        },
        {"v_metode_pemilihan_sampel_tahap_terakhir": "SAMPEL_PROBABILITAS"},
    ],
)
def test_what_can_be_is_left_alone(kegiatan):
    assert rules.wrong(kegiatan) == []


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("2026-03-31", "2026-03-31"),
        ("2026-3-1", "2026-03-01"),
        (" 31/03/2026 ", "2026-03-31"),
        ("1.3.2026", "2026-03-01"),
    ],
)
def test_a_day_is_stored_one_way(said, stored):
    assert rules.day(said) == stored


@pytest.mark.parametrize("said", ["", "besok", "2026", "31/02/2026", "2026-13-01"])
def test_what_is_no_day_is_refused(said):
    with pytest.raises(ValueError, match=r"is no day|out of range|must be in"):
        rules.day(said)


@pytest.mark.parametrize(
    ("stored", "title", "named", "wanted"),
    [
        (None, "A", None, "A"),
        (None, None, "A", "A"),
        (None, "A", "B", "A"),
        ("A", "A", "B", "B"),
        ("A", "B", "A", "B"),
        ("A", "B", "C", "B"),
        ("A", None, "B", "B"),
        ("A", None, None, None),
    ],
)
def test_of_the_two_names_of_the_title_the_changed_one_counts(stored, title, named, wanted):
    assert rules.one_title(stored, title, named) == wanted
