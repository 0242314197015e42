"""Claims about what others read of the multi-choice answers: the paper form's sums, INDAH's objects."""

from __future__ import annotations

import pytest

from ckanext.paser.kegiatan import rules


@pytest.mark.parametrize(
    ("field", "chosen", "total"),
    [
        ("iv_metode_pengumpulan_data", [], 0),
        ("iv_metode_pengumpulan_data", ["wawancara", "pengumpulan_data_sekunder"], 9),
        ("iv_metode_pengumpulan_data", ["mengisi_kuesioner_sendiri", "pengamatan", "lainnya"], 22),
        ("iv_sarana_pengumpulan_data", ["papi", "capi", "cati", "cawi", "mail", "lainnya"], 63),
        ("iv_sarana_pengumpulan_data", ["cawi", "cawi"], 8),
        ("iv_unit_pengumpulan_data", ["individu", "usaha_atau_perusahaan"], 5),
        ("vi_metode_pemeriksaan_kualitas_pengumpulan_data", ["kunjungan_kembali", "task_force"], 5),
        ("vii_unit_analisis", ["rumah_tangga", "lainnya"], 10),
        ("vii_tingkat_penyajian_hasil_analisis", ["kabupaten", "kecamatan"], 12),
        ("vii_tingkat_penyajian_hasil_analisis", ["nasional", "provinsi", "lainnya"], 19),
    ],
)
def test_the_paper_form_adds_up_the_codes_of_what_is_chosen(field, chosen, total):
    assert rules.bit_sum(field, chosen) == total


@pytest.mark.parametrize(
    ("field", "chosen"),
    [("iv_unit_pengumpulan_data", ["desa"]), ("vii_tahapan_pengolahan_data", ["editing"])],
)
def test_what_has_no_code_has_no_sum(field, chosen):
    with pytest.raises(KeyError):
        rules.bit_sum(field, chosen)


@pytest.mark.parametrize(
    ("field", "chosen", "answer"),
    [
        (
            "iv_metode_pengumpulan_data",
            ["pengumpulan_data_sekunder"],
            {
                "wawancara": False,
                "mengisi_kuesioner_sendiri": False,
                "pengamatan": False,
                "pengumpulan_data_sekunder": True,
                "lainnya": False,
            },
        ),
        (
            "iv_sarana_pengumpulan_data",
            ["cawi"],
            {"papi": False, "capi": False, "cati": False, "cawi": True, "mail": False, "lainnya": False},
        ),
        (
            "iv_unit_pengumpulan_data",
            ["lainnya"],
            {"individu": False, "rumah_tangga": False, "usaha_atau_perusahaan": False, "lainnya": True},
        ),
        (
            "vii_tahapan_pengolahan_data",
            ["editing", "data_entry", "validasi"],
            {"editing": True, "coding": False, "data_entry": True, "validasi": True},
        ),
        (
            "vii_tingkat_penyajian_hasil_analisis",
            ["kabupaten"],
            {"nasional": False, "provinsi": False, "kabupaten_atau_kota": True, "lainnya": False},
        ),
        (
            "vii_tingkat_penyajian_hasil_analisis",
            ["kecamatan"],
            {"nasional": False, "provinsi": False, "kabupaten_atau_kota": False, "lainnya": True},
        ),
    ],
)
def test_indah_has_every_choice_with_whether_it_is_taken(field, chosen, answer):
    assert rules.booleans(field, chosen) == answer


def test_the_objects_stand_in_the_blocks_of_indah_under_its_own_keys(survey):
    exported = rules.choices(survey)
    assert {block: set(answers) for block, answers in exported.items()} == {
        "blok_iv": {"metode_pengumpulan_data", "sarana_pengumpulan_data", "unit_pengumpulan_data"},
        "blok_vi": {"metode_pemeriksaan_kualitas_pengumpulan_data"},
        "blok_vii": {"tahapan_pengolahan_data", "unit_analsis", "tingkat_penyajian_hasil_analisis"},
    }
    assert exported["blok_vii"]["unit_analsis"]["individu"] is True


@pytest.mark.parametrize(("text", "told"), [("Citra satelit", "Citra satelit"), ("", None)])
def test_the_other_method_is_told_in_words(survey, text, told):
    exported = rules.choices(survey | {"iv_metode_pengumpulan_data_lainnya": text})
    assert exported["blok_iv"]["metode_pengumpulan_data"]["metode_pengumpulan_lainnya"] == told
