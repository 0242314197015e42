"""Which code list a field takes its values from, and what people read for a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.paser.metadata.rules import Term, vocabulary

CODE_LISTS = {
    "jenis_statistik": "JENIS_STATISTIK",
    "cara_pengumpulan_data": "CARA",
    "sektor_kegiatan": "SEKTOR",
    "iv_kegiatan_ini_dilakukan": "PELAKSANAAN_KEGIATAN",
    "iv_frekuensi_penyelanggara": "FREKUENSI_KEGIATAN",
    "iv_tipe_pengumpulan_data": "TIPE_PENGUMPULAN_DATA",
    "iv_cakupan_wilayah_pengumpulan_data": "CAKUPAN_WILAYAH_KEGIATAN",
    "iv_metode_pengumpulan_data": "METODE_PENGUMPULAN_DATA",
    "iv_sarana_pengumpulan_data": "SARANA_PENGUMPULAN_DATA",
    "iv_unit_pengumpulan_data": "UNIT_STATISTIK",
    "v_jenis_rancangan_sampel": "RANCANGAN_SAMPEL",
    "v_metode_pemilihan_sampel_tahap_terakhir": "PEMILIHAN_SAMPEL",
    "v_metode_yang_digunakan": "METODE_SAMPEL",
    "v_kerangka_sampel_tahap_terakhir": "KERANGKA_SAMPEL",
    "vi_metode_pemeriksaan_kualitas_pengumpulan_data": "PEMERIKSAAN_KUALITAS",
    "vi_petugas_pengumpulan_data": "PETUGAS_PENGUMPULAN_DATA",
    "vi_persyaratan_pendidikan_terendah_petugas_pengumpulan_data": "PENDIDIKAN_PETUGAS",
    "vii_tahapan_pengolahan_data": "TAHAPAN_PENGOLAHAN",
    "vii_metode_analisis": "METODE_ANALISIS",
    "vii_unit_analisis": "UNIT_STATISTIK",
    "vii_tingkat_penyajian_hasil_analisis": "TINGKAT_PENYAJIAN",
}


def terms(field: str) -> tuple[Term, ...]:
    """The choices of a coded field, in the order of the form."""
    return vocabulary(CODE_LISTS[field])


def label(field: str, value: str, language: str = "id") -> str:
    """What people read for a stored value; the value itself where there is no list or no such code."""
    known = terms(field) if field in CODE_LISTS else ()
    return next((term.label(language) for term in known if term.code == value), value)


def labels(kegiatan: Mapping[str, Any]) -> Iterator[str]:
    """What all codes of an activity mean, in both languages, so that it is found by these words."""
    for field in CODE_LISTS.keys() & kegiatan.keys():
        chosen = kegiatan[field]
        for value in chosen if isinstance(chosen, list) else [chosen]:
            yield from (label(field, value, language) for language in ("id", "en"))
