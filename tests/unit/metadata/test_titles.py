"""Claims about titles: what they should not say, and the better one."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules.findings import Level
from ckanext.paser.metadata.rules.titles import improved, judge
from ckanext.paser.problems import worded


@pytest.mark.parametrize(
    ("title", "better"),
    [
        ("Jumlah Penduduk Menurut Kecamatan Tahun 2024", "Jumlah Penduduk Menurut Kecamatan"),
        ("Jumlah Penduduk Menurut Kecamatan, 2017-2021", "Jumlah Penduduk Menurut Kecamatan"),
        ("Jumlah Penduduk 2020 s.d. 2024 Menurut Desa", "Jumlah Penduduk Menurut Desa"),
        ("Persentase Penduduk Miskin (Persen)", "Persentase Penduduk Miskin"),
        ("Luas Wilayah (km2) Menurut Kecamatan", "Luas Wilayah Menurut Kecamatan"),
        ("Jumlah Guru (Negeri dan Swasta)", "Jumlah Guru (Negeri dan Swasta)"),
        ("Jumlah Puskesmas di Kabupaten Paser", "Jumlah Puskesmas"),
        ("Jumlah Puskesmas Kab. Paser Thn. 2023.", "Jumlah Puskesmas"),
        ("IPM Menurut Kecamatan", "Indeks Pembangunan Manusia Menurut Kecamatan"),
        ("Jml Penduduk Miskin", "Jumlah Penduduk Miskin"),
        ("Rasio Gini Pengeluaran", "Rasio Gini Pengeluaran"),
        ("2024", "2024"),
    ],
)
def test_the_better_title_says_what_the_data_are_and_nothing_else(title, better):
    assert improved(title) == better


@pytest.mark.parametrize(
    ("title", "fact"),
    [
        ("Gini", "A title has 10 to 200 characters."),
        ("Jumlah Penduduk Miskin.", "The title ends with a full stop."),
        ("Jumlah Penduduk Miskin 2024", "The title names a year, which the time covered says."),
        ("Luas Wilayah Kecamatan (Ha)", "The title names the unit, which has a field of its own."),
        ("Jumlah Sekolah Kabupaten Paser", "The title names the regency, which the area covered says."),
        (
            "Jumlah UMKM Menurut Kecamatan",
            "The title has an abbreviation, which not everybody knows or searches for.",
        ),
    ],
)
def test_each_fault_is_told_with_the_better_title_as_advice(title, fact):
    (found,) = judge({"title": title})
    said = worded(found.problem)
    assert (found.field, found.level, said["fact"]) == ("title", Level.WARNING, fact)
    better = improved(title)
    wanted = f"Better: “{better}”." if better != title else "Write what the data are, in full words."
    assert said["remedy"] == wanted


def test_a_title_that_is_too_long_is_not_submitted():
    (found,) = judge({"title": "Jumlah " + "Penduduk " * 25})
    assert (found.field, found.level) == ("title", Level.TERBIT)
    assert worded(found.problem)["fact"] == "A title has 10 to 200 characters."


@pytest.mark.parametrize("title", ["Jumlah Penduduk Menurut Kecamatan", "Data Kelompok Tani 1000 Kolam", ""])
def test_of_a_good_title_nothing_is_said(title):
    assert list(judge({"title": title})) == []
