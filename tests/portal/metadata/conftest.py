"""A dataset and an agency as the profile asks for them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

FILE: dict[str, Any] = {
    "name": "Tabel, 2020",
    "url": "https://a.test/a.csv",
    "format": "CSV",
    "periode_mulai": "2020",
    "periode_selesai": "2020",
    "level_penyajian": "kecamatan",
}
"""A file of a dataset of several years and levels, which has to say which of them are its own."""
ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"


@pytest.fixture
def agency() -> dict[str, Any]:
    return {
        "name": f"dinas-kesehatan-{uuid4()}",
        "title": "Dinas Kesehatan",
        "description": "Produsen Data kesehatan.",
        "singkatan": "Dinkes",
        "jenis_opd": "dinas",
        "peran_sdi": ["produsen"],
        "kode_urusan": ["1.02", "2.14"],
        "email": "data@dinkes.paserkab.invalid",
    }


@pytest.fixture
def dataset(non_clean_db, organization_factory, agency) -> dict[str, Any]:
    """A complete dataset of an agency that is there; nothing of it is stored yet."""
    organization_factory(**agency)
    return {
        "name": f"persentase-penduduk-miskin-{uuid4()}",
        "title": "Persentase Penduduk Miskin",
        "notes": "Persentase penduduk di bawah garis kemiskinan.",
        "owner_org": agency["name"],
        "tag_string": "kemiskinan,kesejahteraan",
        "jenis": "indikator",
        "jenis_data": "statistik",
        "tema_sdi": "04",
        "kode_urusan": "1.06",
        "konsep": ["Kemiskinan", "Garis kemiskinan"],
        "definisi": "Penduduk dengan pengeluaran di bawah garis kemiskinan.",
        "ukuran": "persentase",
        "satuan": "persen",
        "kode_wilayah": ["64.01", "64.01.04"],
        "level_penyajian": ["kabupaten", "kecamatan"],
        "temporal_coverage": [{"start": "2017", "end": "2018"}, {"start": "2020-03", "end": "2021-12-31"}],
        "temporal_resolution": "P1Y",
        "frequency": ANNUAL,
        "jadwal_rilis": "2026-12-31",
        "license_id": "cc-by",
        "contact": [{"name": "Layanan Data Dinas Kesehatan", "email": "data@dinkes.paserkab.invalid"}],
        "sumber_data": "BPS",
        "klasifikasi": "Menurut kecamatan.",
        "interpretasi": "Makin tinggi, makin banyak penduduk yang miskin.",
        "metode_perhitungan": "Penduduk miskin dibagi seluruh penduduk.",
        "rumus": "P0 = q / N x 100",
        "apakah_indikator_komposit": False,
        "variabel_pembangun": [{"nama": "Jumlah Penduduk Miskin"}],
        "kategori_informasi": "berkala",
        "klasifikasi_data_pribadi": "tidak_ada",
        "catatan_mutu": "Menunggu konfirmasi Walidata.",
        "data_contoh": True,
        "sistem_asal": "lokal",
    }


@pytest.fixture
def full(dataset) -> dict[str, Any]:
    """A dataset with every field filled in that people are asked for, and a file likewise; it need not make sense."""
    url = "https://a.test/"
    return {
        **dataset,
        "private": True,
        "alternate_identifier": ["sdi-dds:1"],
        "jenis_statistik": "STATISTIK_DASAR",
        "url": url,
        "documentation": [url],
        "is_referenced_by": ["Paser Dalam Angka"],
        "version": "2.0",
        "version_notes": "Angka baru.",
        "subtema_rad": "04.01",
        "pilar_smart_city": ["living"],
        "subdimensi_smart_city": ["health"],
        "tujuan_sdgs": ["1", "10"],
        "indikator_sdgs": ["1.2.1*", "3.8.1.(a)"],
        "walidata_pendukung": "Subbagian Data",
        "contact": [{"name": "Layanan Data", "email": "a@b.id", "url": url, "identifier": "1", "uri": url}],
        "jadwal_pemutakhiran": "2027-12-31",
        "spatial_resolution_in_meters": 30,
        "status_standar_data": "nasional",
        "id_sds": "SD00001.00.01",
        "kode_referensi": ["wilayah_kemendagri", "wilayah_bps"],
        "apakah_indikator_komposit": True,
        "indikator_pembangun": [{"nama": "UHH", "sumber_publikasi": ["Buku A", "Buku B"]}, {"nama": "HLS"}],
        "variabel_pembangun": [{"nama": "Usia", "kegiatan_penghasil": "Susenas", "kode_kegiatan": "1"}],
        "variabel_disaggregasi": [{"nama": "Kecamatan", "sumber": "BPS"}],
        "kode_dssd": "1.02.1",
        "kode_indikator_pembangunan": "01",
        "dokumen_perencanaan": ["rpjmd", "iku"],
        "polaritas": "minimum",
        "id_mskeg": "12",
        "id_msind": "13",
        "submission_period": 2025,
        "cara_pengumpulan_data": "SURVEI",
        "identitas_rekomendasi": "V-23.1600.004",
        "provenance": "Dikumpulkan tiap bulan.",
        "data_prioritas": True,
        "kriteria_prioritas": ["b"],
        "prioritas_tahun": ["2025", "2026"],
        "dasar_daftar_data": "SK 1",
        "akses_level": "tertutup",
        "kategori_informasi": "dikecualikan",
        "jangka_waktu_simpan": "2 tahun aktif, 3 tahun inaktif",
        "dasar_pengecualian": ["h"],
        "nomor_uji_konsekuensi": "01",
        "masa_pengecualian": "2030-01-01",
        "dasar_pembatasan": "BA",
        "klasifikasi_data_pribadi": "agregat",
        "perlakuan_data_pribadi": ["agregasi"],
        "sel_minimum": 10,
        "applicable_legislation": ["Perbup 10/2022"],
        "atribusi": "Sumber: BMKG",
        "resources": [
            {
                **FILE,
                "description": "Sepuluh baris.",
                "jenis_resource": "data",
                "mimetype": "text/csv",
                "size": 12,
                "hash": "ab" * 32,
                "character_encoding": "utf-8",
                "status": "http://purl.org/adms/status/Completed",
                "availability": "http://publications.europa.eu/resource/authority/planned-availability/STABLE",
                "status_angka": "sementara",
                "kolom_wilayah": "kode",
                "sistem_kode_wilayah": "bps",
                "kamus_data": [{"id": "kode", "label": "Kode", "peran": "wilayah"}],
                "conforms_to": [url],
                "documentation": [url],
                "access_services": [
                    {"title": "WMS", "endpoint_url": url, "endpoint_description": url, "conforms_to": "WMS"},
                    {"title": "WFS", "endpoint_url": url},
                ],
                "crs": "EPSG:32750",
                "sumber_url": url,
                "sumber_id": "a",
                "diambil_pada": "2026-01-01T00:00:00+00:00",
                "sheet": "Rekap",
                "bentuk_tabel": "asli",
                "baris_kepala": "5-6",
                "baris_jumlah": ["Kabupaten Paser"],
                "baris_bukan_jumlah": ["Jumlah"],
                "catatan_rilis": "Angka diperbaiki.",
                "baris_langsung": True,
            }
        ],
    }
