"""Claims about what a table counts people by. Invented counts (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.rules.cells import Sheet


def held(label: str, title: str = "", *others: str) -> list[str]:
    """The columns of a table of small counts by village that hold."""
    labels = ["Desa", label, *others]
    rows = [
        [f"Contoh {n}", *(["1", "2", "3"][(n + i) % 3] for i in range(len(labels) - 1))] for n in range(9)
    ]
    found = scan_sheet("", Sheet([labels, *rows]), titles=[title])
    return [one.column for one in found if one.kind == "sel_kecil" and one.holds]


PROTECTED = [
    *["DBD", "Malaria", "Kasus Diare", "Hipertensi", "Diabetes", "Kematian Ibu", "Bumil KEK", "Gangguan Kejiwaan"],
    *["Kehamilan Remaja", "Lumpuh/Buta/Tuli", "Miskin Ekstrem", "Janda Miskin", "Demam Berdarah Dengue", "ISPA"],
    *["Pneumonia Balita", "Filariasis", "Gigitan Hewan Penular Rabies", "Penyakit Jantung", "Gagal Ginjal", "Stroke"],
    *["Kanker Serviks", "Epilepsi", "ODGJ Dipasung", "Tunanetra", "Tuna Rungu", "Autisme", "Anak Berkebutuhan Khusus"],
    *["Balita Gizi Kurang", "Wasting", "BBLR", "Bayi Lahir Mati", "Kematian Bayi", "Ibu Hamil Meninggal", "Bunuh Diri"],
    *["Kekerasan terhadap Anak", "Perdagangan Orang", "Penelantaran", "Pemerkosaan", "Lansia Terlantar"],
    *["Gelandangan dan Pengemis", "Anak Jalanan", "Fakir Miskin", "Keluarga Prasejahtera", "Anak Yatim Piatu"],
    *["Perkawinan Usia Anak", "Kasus Campak", "Covid-19", "Suspek Polio", "Jumlah Korban", "Korban KDRT"],
    *["Dispensasi Kawin", "Dispensasi Nikah", "Jumlah ABH", "Remaja KTD", "Kasus B20", "Putus Sekolah karena Hamil"],
]  # fmt: skip


@pytest.mark.parametrize("subject", PROTECTED)
def test_few_people_of_a_village_hold_whether_header_or_title_says_what_they_suffer(subject):
    assert (held(subject), held("Jumlah", f"{subject} per Desa 2024")) == ([subject], ["Jumlah"])


@pytest.mark.parametrize(
    "table",
    [
        ("Umur 0-4", "Penduduk menurut Umur"),
        ("Lahir", "Kelahiran, Kematian, Pindah"),
        ("Meninggal", "Kelahiran, Kematian, Pindah"),
        ("Sapi", "Populasi Ternak"),
        ("Mati", "Penyakit Ternak Sapi"),
        ("Sapi", "Kasus Antraks"),
        ("Jumlah", "Kasus Penyakit Mulut dan Kuku"),
        ("Jumlah Kasus", "Hama dan Penyakit Tanaman"),
        ("Campak", "Cakupan Imunisasi Dasar"),
        ("Jumlah", "Vaksinasi Covid-19"),
        ("Polio 1", "", "BCG"),
        ("Buta Aksara", ""),
        ("Kawasan Ekonomi Khusus (KEK)", ""),
        ("Ketahanan Pangan", "Indeks Ketahanan"),
        ("Anggota Koperasi", "Koperasi"),
        ("Madrasah", "Data Kementerian Agama"),
        ("Jumlah", "Pegawai Kantor Urusan Agama"),
        ("Jumlah Kader", "Bidang Pencegahan dan Pengendalian Penyakit"),
        ("Jumlah Penduduk Miskin (Ribu Jiwa)", "Penduduk Miskin"),
        ("Korban Jiwa", "Kejadian Kebakaran per RT", "RT"),
        ("Korban Meninggal", "", "Rumah Terbakar"),
        ("Korban Luka", "Kecelakaan Lalu Lintas"),
        ("ABH", "Koperasi"),
        ("KTD", "Insiden Keselamatan"),
        ("Jumlah B20", ""),
        ("B20", "Penyaluran Biodiesel ke Rumah Sakit"),
        ("Dispensasi Jalan", ""),
        ("Anak Putus Sekolah", ""),
        ("Korban Jiwa", "Bencana Banjir dan Tanah Longsor"),
    ],
)
def test_what_is_no_such_subject_holds_nothing(table):
    assert held(*table) == []


def test_whom_people_did_harm_to_are_a_subject_beside_disasters_too():
    assert held("Korban Kekerasan", "Pengungsi Bencana Banjir") == ["Korban Kekerasan"]


def test_the_schools_of_a_village_are_nobody_beside_its_poor():
    assert held("KK Miskin", "Profil Desa", "SD", "SMP") == ["KK Miskin"]
    assert held("SD", "Kekerasan menurut Jenjang") == ["SD"]
