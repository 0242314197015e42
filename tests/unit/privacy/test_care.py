"""Claims about lists of those in care, and about what cells tell where no header does. Invented people (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.rules.cells import Sheet

PEOPLE = ["Siti Contoh", "Rina Umpama", "Dewi Permai", "Lina Sentosa", "Ani Misal", "Wati Warga"]


def found(labels: str, *cells: str, title: str = "2024") -> list:
    """What holds of names beside other columns."""
    heads = [label.strip() for label in labels.split(";")]
    rows = [[name, *(cell.format(n=n) for cell in cells)] for n, name in enumerate(PEOPLE)]
    names = {i: head.lower() for i, head in enumerate(heads)}
    return [one for one in scan_sheet("", Sheet([heads, *rows]), names, titles=[title]) if one.holds]


@pytest.mark.parametrize(
    "labels",
    [
        "Nama Ibu Hamil; Desa", "Nama Ibu; Usia Kehamilan", "Nama Ibu; Resiko", "Nama; HPHT", "Nama; HPL", "Nama; LILA",
        "Nama; GPA", "Bumil; Desa", "Nama Bufas; Desa", "Nama Ibu; Hb", "Nama Ibu; TP", "Nama Ibu; Faktor Risiko",
        "Nama Balita; BB/U", "Nama Bayi; Jenis Imunisasi", "Nama Anak; Berat Badan", "Nama Lansia; Tekanan Darah",
        "Nama Akseptor; Desa", "Nama; Metode KB", "Nama PUS; Alat Kontrasepsi", "Nama ODGJ; Desa", "ODHA; Desa",
    ],
)  # fmt: skip
def test_the_lists_of_a_puskesmas_tell_the_health_of_those_who_are_named(labels):
    assert [one.kind for one in found(labels, "3{n}")] == ["nama_penyakit"]


@pytest.mark.parametrize("title", ["Ibu Hamil Risiko Tinggi", "Data Bumil Desa Kuaro", "Akseptor KB 2024"])
def test_a_title_tells_who_is_with_child_or_uses_contraception(title):
    assert [one.kind for one in found("Nama; Desa", "Kuaro", title=title)] == ["nama_penyakit"]


@pytest.mark.parametrize(
    ("labels", "cell"),
    [("Nama; Kondisi", "Dipasung"), ("Nama Penerima; Keterangan", "Stroke"), ("Nama; Status", "hamil 20 mg")],
)
def test_a_remark_that_tells_an_illness_holds_the_name_beside_it(labels, cell):
    (finding,) = found(labels, cell)
    assert (finding.kind, finding.fields) == ("nama_penyakit", tuple(labels.lower().split("; ")))


@pytest.mark.parametrize(
    ("labels", "cell"),
    [
        ("Nama; Kondisi", "Baik"),
        ("Nama Kader; Keterangan", "Kader ODGJ"),
        ("Nama Kader; Ibu Hamil", "12"),
        ("Nama Atlet; Berat Badan", "61"),
        ("Nama Pegawai; Risiko", "Terlambat"),
        ("Nama Kegiatan; Faktor Risiko", "Terlambat"),
    ],
)
def test_other_remarks_counts_and_the_risks_of_work_tell_nothing(labels, cell):
    assert found(labels, cell) == []


def test_an_indicator_of_mothers_is_nobodys_name():
    assert found("Nama Indikator Kesehatan Ibu; Capaian", "9{n}", title="Kesehatan Ibu Hamil") == []


def test_boxes_for_day_month_and_year_are_a_birthday_and_a_mask_leaves_its_year():
    (finding,) = found("Nama Lengkap; Tgl; Bln; Thn", "1{n}", "{n}", "198{n}")
    assert (finding.kind, finding.fields) == ("nama_lahir", ("nama lengkap", "tgl", "bln", "thn"))
    shown = [mask_of([finding], column)("1981") for column in ("thn",)]
    assert (shown, mask_of([finding], "tgl")("12")) == (["1981"], "•••")


@pytest.mark.parametrize(
    ("who", "year", "held"),
    [("Nama Penerima", "2024", False), ("Nama Anak", "2021", True), ("Nama Kegiatan", "1999", False)],
)
def test_days_of_today_are_birthdays_of_children_alone(who, year, held):
    assert bool(found(f"{who}; Tanggal; Bulan; Tahun", "1{n}", "{n}", year)) is held
