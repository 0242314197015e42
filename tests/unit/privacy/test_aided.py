# ruff: noqa: E501  a line is a table
"""Claims about remarks and accounts beside names: who is poor or has no parents, whose account it is. Invented (DATA CONTOH)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from ckanext.paser.tables.reading.child import LARGE, read_file

PEOPLE = ["Siti Contoh", "Rina Umpama", "Dewi Permai", "Lina Sentosa", "Ani Misal", "Wati Warga"]
VILLAGES = ["Lolo", "Janju", "Tapis", "Sungai Tuak", "Jone", "Rantau Panjang"]
ACCOUNTS = [f"12345678{n}" for n in range(6)]
Held = Callable[..., list[str]]


@pytest.fixture(params=[LARGE, 0], ids=["python", "duckdb"])
def held(request, tmp_path) -> Held:
    """The kinds that hold a table of six rows."""

    def scan(labels: str, *columns: list[str], title: str = "") -> list[str]:
        path: Path = tmp_path / "file.csv"
        rows = [[column[n % len(column)] for column in columns] for n in range(6)]
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([labels.split(";"), *rows])
        return sorted(
            {one.kind for one in read_file(path, None, tmp_path, request.param).scan([title]) if one.holds}
        )

    return scan


@pytest.mark.parametrize(
    "who", ["Santri", "Anak Asuh", "Warga Belajar", "Jamaah", "Nama", "Nama Anak", "Kepala Keluarga"]
)
@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Status", ["Yatim", "Piatu", "-"]),
        ("Status Anak", ["Yatim Piatu", "Dhuafa"]),
        ("Keterangan", ["Miskin", "-", "Penerima PKH"]),
        ("Kategori", ["Penerima bantuan", "Bukan"]),
        ("Ket", ["Keluarga tidak mampu", "-"]),
        ("Yatim", ["Ya", "Tidak"]),
    ],
)
def test_a_remark_on_means_or_parents_beside_a_name_holds(held, who, head, cells):
    assert held(f"{who};{head}", PEOPLE, cells) == ["nama_bantuan"]


@pytest.mark.parametrize("who", ["Santri", "Anak Asuh", "Jamaah"])
def test_so_does_a_diagnosis_below_an_unusual_header(held, who):
    assert held(f"{who};Diagnosis", PEOPLE, ["ISPA", "TB"]) == ["nama_penyakit"]


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        ("Desa;Status", (VILLAGES, ["Miskin", "Mandiri"])),
        ("Nama Donatur;Keterangan", (PEOPLE, ["Santunan", "Yatim"])),
        ("Nama Pendamping;Keterangan", (PEOPLE, ["PKH", "BPNT"])),
        ("Nama;Jabatan;Keterangan", (PEOPLE, ["Pendamping"], ["PKH"])),
        ("Nama Pegawai;Status", (PEOPLE, ["PNS", "PPPK"])),
        ("Nama Panti;Kategori", (["Panti Asuhan Nurul Huda", "Panti Contoh"], ["Yatim", "Terlantar"])),
        ("Nama Pengasuh;Yatim", (PEOPLE, ["25", "30"])),
        ("Nama Kegiatan;Keterangan", (["Bakti sosial", "Khitanan massal"], ["Yatim", "Miskin"])),
        ("Santri;Status", (PEOPLE, ["Mukim", "Lulus"])),
        ("Desa;Yatim;Piatu", (VILLAGES, ["25", "30"], ["12", "9"])),
    ],
)
def test_of_villages_donors_staff_and_homes_it_does_not(held, labels, columns):
    assert held(labels, *columns) == []


@pytest.mark.parametrize("who", ["Nama Pengurus", "Pengurus", "Ketua", "Nama Ketua RT", "Pemilik"])
@pytest.mark.parametrize("account", ["No Rek", "Nomor Rekening", "No. Rek BRI"])
def test_the_account_of_an_officer_of_nothing_that_is_named_is_his(held, who, account):
    assert held(f"{who};{account}", PEOPLE, ACCOUNTS) == ["nama_rekening"]


@pytest.mark.parametrize(
    ("labels", "columns", "title"),
    [
        ("Nama Ketua;Kelompok Tani;No Rek", (PEOPLE, ["Sumber Makmur", "Mekar Sari"], ACCOUNTS), ""),
        ("Nama Pengurus Masjid;No Rek", (PEOPLE, ACCOUNTS), ""),
        ("Nama Kepala Sekolah;No Rek", (PEOPLE, ACCOUNTS), ""),
        ("Pengurus;No Rek", (PEOPLE, ACCOUNTS), "Rekening Koperasi 2024"),
        ("Nama Pengurus;Kode Rekening", (PEOPLE, ["5.1.02.01"]), ""),
        ("Nama Yayasan;Nama Pengurus;No Rek", (["Yayasan Contoh"], PEOPLE, ACCOUNTS), ""),
    ],
)
def test_beside_a_group_or_an_institution_it_is_that_ones(held, labels, columns, title):
    assert held(labels, *columns, title=title) == []
