# ruff: noqa: E501  a line is a table
"""Claims about tables that agencies publish every month, and that tell of nobody: none of them holds. Invented (DATA CONTOH)."""

from __future__ import annotations

import csv

import pytest

from ckanext.paser.tables.reading.child import LARGE, read_file

AREAS = ["Kuaro", "Batu Sopang", "Long Ikis", "Tanah Grogot", "Muara Komam", "Batu Engau"]
VILLAGES = ["Lolo", "Janju", "Tapis", "Sungai Tuak", "Jone", "Rantau Panjang"]
PEOPLE = ["Siti Contoh", "Budi Umpama", "Rina Misal", "Ahmad Permai", "Dewi Sentosa", "Ani Warga"]


def rows(*columns: str) -> list[list[str]]:
    """A table: each column as *header: cell | cell | ...*, whose cells come again until there are six rows."""
    parts = [column.partition(": ") for column in columns]
    cells = [text.split(" | ") for _, _, text in parts]
    return [[head for head, *_ in parts], *([one[n % len(one)] for one in cells] for n in range(6))]


AREA, VILLAGE = f"Kecamatan: {' | '.join(AREAS)}", f"Desa: {' | '.join(VILLAGES)}"
WHO = f"Nama: {' | '.join(PEOPLE)}"
INNOCENT = {
    "births": rows(VILLAGE, "Lahir (L/P): 1/2 | 3/0 | 4/4"),
    "teachers in words": rows(VILLAGE, "Jumlah Guru: satu | dua | tiga"),
    "doors": rows(VILLAGE, "RT/RW: 1/2 | 3/4", "Jumlah KK: 20 | 31"),
    "scores": rows(AREA, "Skor Akhir: 2/1 | 0/3 | 1/1"),
    "cattle by sex": rows(VILLAGE, "Sapi (J/B): 1/2 | 2/0", "Penyakit Hewan: satu | dua"),
    "health by kecamatan": rows(AREA, "Kasus DBD (L/P): 12/15 | 20/30 | 8/9"),
    "health, coarse": rows("Puskesmas: Kuaro | Lolo", "Kasus DBD: dua | tiga"),
    "steps": rows(VILLAGE, "Tahap Penanganan Stunting: satu | dua"),
    "masked already": rows(VILLAGE, "Kasus HIV: <5 | 1-4 | 12"),
    "days of cases": rows(AREA, "Tanggal Kasus DBD: 2024-02-01 | 2024-03-02", "Jumlah Kasus: 12 | 30"),
    "lawful terms": rows("Pasal: 1/2024 | 2/2024", "Uraian: Perlindungan anak | Penanganan stunting"),
    "facilities": rows(VILLAGE, "Puskesmas: 1 | 2", "Klinik: 1 | 0", "Layanan: Umum | Gigi"),
    "visits by clinic": rows("Poli: Umum | Gigi | KIA | Mata", "L: 20 | 3", "P: 30 | 4"),
    "doctors": rows(WHO, "Poli: Umum | VCT | Jiwa", "Hari: Senin | Selasa", "Jam: 08.00"),
    "duty": rows(f"Nama Dokter: {' | '.join(PEOPLE)}", "Poli: Jiwa | VCT"),
    "fleet": rows("Jenis Kendaraan: Roda dua | Roda empat | Truk", "Jumlah: 3 | 4"),
    "models": rows("OPD: Dinas Contoh | Badan Misal", "Kendaraan: Mitsubishi L300 PU | Suzuki T120 SS | Toyota Hilux", "Tahun: 2010 | 2015"),
    "taxes on cars": rows(AREA, "Motor: 1200 | 3400", "Mobil: 300 | 410"),
    "routes": rows("Angkutan: Trayek A 12 B | Trayek B 3 C", "Penumpang: 30 | 40"),
    "rooms": rows("Ruangan: Melati 1 A | Mawar 2 B", "Tempat Tidur: 3 | 4"),
    "winners": rows(WHO, "Cabang: Catur | Renang", "Juara: satu | dua"),
    "officials": rows(WHO, "Jabatan: Camat | Lurah", "Umur: 40 | 50"),
    "athletes": rows(f"Nama Atlet: {' | '.join(PEOPLE)}", "Umur: 18 | 20", "Medali: 1/0 | 2/1"),
    "books": rows("Judul: Kisah Siti | Budi dan Ani", "Penulis: Ahmad | Dewi", "Eksemplar: satu | dua"),
    "staff of a clinic": rows("Nama Petugas: Siti Contoh | Budi Misal", "Layanan: VCT | TB DOTS", "Telepon: (0543) 21000"),
    "budget": rows("Kegiatan: Layanan VCT | Layanan Gigi", "Pagu: 1200000 | 3400000"),
    "unit of people": rows(VILLAGE, "Unit: jiwa | KK", "Nilai: 3 | 4"),
    "two tables": [*rows(AREA, "Padi: 30 | 40"), [], ["Umur", "Jumlah"], ["0-4", "3"], ["5-9", "4"], ["10-14", "2"]],
    "two tables of areas": [*rows(AREA, "Padi: 30 | 40"), [], ["Nama Desa", "Jumlah"], ["Lolo", "3"], ["Janju", "4"], ["Tapis", "2"]],
    "heads below": [*rows(AREA, "Padi: 30 | 40"), [], ["Nama Kepala Desa", "Umur"], ["Siti Contoh", "40"], ["Budi Misal", "50"], ["Ani Warga", "51"]],
    "team below": [*rows(AREA, "Padi: 30 | 40"), [], ["Tim penyusun"], *([name] for name in PEOPLE)],
    "streets below": [*rows(AREA, "Padi: 30 | 40"), [], ["Jl. Ahmad Yani"], ["Jl. Sudirman"], ["Jl. Kartini"], ["Jl. Imam Bonjol"]],
    "legend below": [*rows(AREA, "Padi: 30 | 40"), [], ["Keterangan"], ["Angka sementara"], ["Diolah Bidang Data"]],
    "signed": [*rows(AREA, "Padi: 30 | 40"), [], ["Mengetahui"], ["Kepala Dinas"], ["Ahmad Permai, S.P."], ["NIP 197601012005011001"]],
    "with the regency": [*rows(AREA, "Padi: 30 | 40"), ["Paser", "210"]],
}  # fmt: skip


@pytest.mark.parametrize("large", [0, LARGE], ids=["duckdb", "python"])
@pytest.mark.parametrize("name", INNOCENT)
def test_nothing_holds_what_tells_of_nobody(tmp_path, name, large):
    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(INNOCENT[name])
    found = read_file(path, None, tmp_path, large).scan()
    assert [(one.kind, one.column) for one in found if one.holds] == []
