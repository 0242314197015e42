"""Claims about clinics in which one illness alone is treated: VCT is that of HIV. Invented people and counts (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.rules.cells import Sheet

PEOPLE = ["Siti Contoh", "Rina Umpama", "Dewi Permai", "Lina Sentosa", "Ani Misal", "Wati Warga"]
CLINICS = ["Umum", "VCT", "Gigi", "Poli VCT", "KIA", "Umum"]
FEW = ["3", "12", "7", "2", "1", "9"]


def held(labels: str, *columns: list[str], title: str = "") -> list[str]:
    """The kinds that hold a table of six rows."""
    rows = [[column[n] for column in columns] for n in range(len(PEOPLE))]
    found = scan_sheet("", Sheet([labels.split("; "), *rows]), titles=[title])
    return sorted({one.kind for one in found if one.holds})


@pytest.mark.parametrize("label", ["Poli", "Poliklinik", "Layanan", "Poli Tujuan", "Ruangan"])
@pytest.mark.parametrize("who", ["Nama", "Nama Pasien"])
def test_a_name_beside_the_clinic_of_hiv_holds(label, who):
    assert held(f"{who}; {label}", PEOPLE, CLINICS) == ["nama_penyakit"]


@pytest.mark.parametrize(
    ("labels", "clinics"),
    [
        ("Nama Pasien; Poli", ["Umum", "Gigi", "KIA", "Mata", "Anak", "Umum"]),
        ("Nama; Poli; Jadwal", CLINICS),
        ("Nama Dokter; Poli", CLINICS),
        ("Nama Petugas; Layanan", CLINICS),
        ("Nama; Layanan; Jabatan", CLINICS),
    ],
)
def test_other_clinics_and_those_who_work_there_do_not(labels, clinics):
    others = [["Senin"] * 6] * (labels.count(";") - 1)
    assert held(labels, PEOPLE, clinics, *others) == []


def test_few_who_come_to_it_from_a_village_hold():
    villages = ["Contoh", "Misal", "Umpama", "Permai", "Sentosa", "Damai"]
    assert held("Desa; Poli; Jumlah", villages, CLINICS, FEW) == ["sel_kecil"]
    assert held("Desa; Jumlah", villages, FEW, title="Kunjungan Poli VCT per Desa") == ["sel_kecil"]
    assert held("Desa; Poli VCT; Poli Gigi", villages, FEW, FEW) == ["sel_kecil"]
    assert held("Desa; Poli; Jumlah", villages, ["Umum", "Gigi", "KIA"] * 2, FEW) == []


def test_a_unit_of_people_is_no_clinic():
    assert held("Desa; Unit; Jumlah", ["Contoh"] * 6, ["jiwa"] * 6, FEW) == []


@pytest.mark.parametrize(
    ("labels", "cells", "title"),
    [
        ("Nama; Hasil Tes Urine", ["Positif", "Negatif"], ""),
        ("Nama; Hasil", ["Positif TB", "Negatif TB"], "Hasil Pemeriksaan TCM"),
        ("Nama; Hasil", ["Reaktif", "Non Reaktif"], ""),
        ("Nama; Hasil", ["Juara I", "Harapan"], ""),
        ("Lokasi; Hasil", ["Positif E. coli", "Negatif"], ""),
    ],
)
def test_the_result_of_a_test_is_health_beside_a_name(labels, cells, title):
    expected = ["nama_penyakit"] if labels.startswith("Nama") and cells[0] != "Juara I" else []
    assert held(labels, PEOPLE, cells * 3, title=title) == expected
