"""A dataset and an activity as they are shown. DATA CONTOH."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

SAMPLE = Path(__file__).parents[3] / "deploy" / "sample"


@pytest.fixture
def activity() -> dict[str, Any]:
    """The survey of the sample, with its persons."""
    said = yaml.safe_load((SAMPLE / "kegiatan.yaml").read_text(encoding="utf-8"))["kegiatan"][1]
    return {
        **said,
        "judul_kegiatan": said["title"],
        "organization": {"name": "dkisp", "title": "DKISP"},
        "type": "kegiatan",
    }


@pytest.fixture
def dataset() -> dict[str, Any]:
    return {
        "id": "abc",
        "name": "penduduk-miskin",
        "title": "Persentase Penduduk Miskin",
        "notes": "Persentase penduduk\ndi bawah garis kemiskinan.",
        "type": "dataset",
        "private": False,
        "tags": [{"name": "kemiskinan"}],
        "organization": {"name": "dinsos", "title": "Dinas Sosial"},
        "publisher": [{"name": "DKISP"}],
        "identifier": "6401-1.06-0001",
        "alternate_identifier": ["sdi-dds:12", "sdi-msind:9", "jdih:1"],
        "jenis": "indikator",
        "tema_sdi": "04",
        "frequency": "http://publications.europa.eu/resource/authority/frequency/ANNUAL",
        "akses_level": "terbuka",
        "status_sdi": "draf",
        "satuan": "persen",
        "ukuran": "persentase",
        "konsep": ["Kemiskinan"],
        "prioritas_tahun": ["2025", "2026"],
        "data_prioritas": True,
        "kriteria_prioritas": ["b"],
        "level_penyajian": ["kabupaten", "kecamatan"],
        "kode_referensi": ["wilayah_kemendagri"],
        "kategori_informasi": "berkala",
        "temporal_coverage": [{"start": "2020", "end": "2024"}, {"start": "2025", "end": "2025"}],
        "apakah_indikator_komposit": False,
        "variabel_pembangun": [{"nama": "Jumlah Penduduk Miskin", "kegiatan_penghasil": "Susenas"}],
        "kode_dssd": "4.01.1",
        "catatan_verifikasi": "RAHASIA",
        "resources": [
            {
                "id": "def",
                "name": "Tabel",
                "format": "XLSX",
                "url": "https://a.test/a.xlsx",
                "pii_scan_ringkasan": "RAHASIA",
                "kamus_data": [
                    {
                        "id": "tahun",
                        "label": "Tahun",
                        "notes": "Tahun data",
                        "tipe_data": "YEAR",
                        "peran": "waktu",
                    }
                ],
            }
        ],
    }
