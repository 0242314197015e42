"""A complete dataset of each kind, as it is shown; tests change it."""

from __future__ import annotations

from typing import Any

from ckanext.paser.metadata.rules import FREQUENCY

FILE: dict[str, Any] = {
    "id": "berkas",
    "name": "Persentase penduduk miskin, 2024",
    "url": "https://paserkab.invalid/a.csv",
    "jenis_resource": "data",
    "format": "CSV",
    "periode_mulai": "2017",
    "periode_selesai": "2024",
    "status_angka": "tetap",
    "level_penyajian": "kecamatan",
    "kolom_wilayah": "kode_wilayah",
    "sistem_kode_wilayah": "kemendagri",
    "kamus_data": [
        {"id": "kode_wilayah", "peran": "wilayah", "kode_referensi": "wilayah_kemendagri"},
        {"id": "nilai", "peran": "ukuran", "satuan": "persen", "agregasi": "tidak_boleh"},
    ],
    "pii_scan_status": "bersih",
}
INDICATOR: dict[str, Any] = {
    "title": "Persentase Penduduk Miskin",
    "name": "persentase-penduduk-miskin",
    "notes": "Persentase penduduk yang pengeluarannya di bawah garis kemiskinan, menurut tahun.",
    "owner_org": "dinas-sosial",
    "jenis": "indikator",
    "jenis_data": "statistik",
    "jenis_statistik": "STATISTIK_SEKTORAL",
    "tema_sdi": "04",
    "kode_urusan": "1.06",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "frequency": FREQUENCY + "ANNUAL",
    "jadwal_rilis": "2026-12-31",
    "temporal_coverage": [{"start": "2017", "end": "2024"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kecamatan"],
    "konsep": ["Kemiskinan"],
    "definisi": "Penduduk dengan pengeluaran di bawah garis kemiskinan.",
    "klasifikasi": "Menurut kecamatan.",
    "ukuran": "persentase",
    "satuan": "persen",
    "interpretasi": "Makin tinggi, makin banyak yang miskin.",
    "metode_perhitungan": "Penduduk miskin dibagi seluruh penduduk.",
    "rumus": "P0 = q / N",
    "apakah_indikator_komposit": False,
    "variabel_pembangun": [{"nama": "Jumlah Penduduk Miskin"}],
    "cara_pengumpulan_data": "KOMPILASI_PRODUK_ADMINISTRASI",
    "sumber_data": "BPS",
    "data_prioritas": False,
    "akses_level": "terbuka",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "license_id": "cc-by",
    "sistem_asal": "lokal",
    "private": False,
    "resources": [FILE],
}


def dataset(**changes: Any) -> dict[str, Any]:
    """The complete dataset with changes; None takes a field out."""
    return {name: value for name, value in (INDICATOR | changes).items() if value is not None}


def with_file(**changes: Any) -> dict[str, Any]:
    """The complete dataset with changes of its file."""
    file = {name: value for name, value in (FILE | changes).items() if value is not None}
    return dataset(resources=[file])
