"""An activity, its variables and indicators as INDAH (BPS) takes them: MS-Keg, MS-Var and MS-Ind of version 2.

Source: payloads of INDAH v2 and the forms of BPS (profile 1.4, 1.5 and 6.3); misspelt keys are national and kept. Of blocks V and VI no
filled-in payload is known: their keys are the national flattened ones without the block's number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.catalogue.rules import columns
from ckanext.paser.kegiatan import rules as kegiatan_rules
from ckanext.paser.metadata.rules import is_closed, label
from ckanext.paser.metadata.rules.computed import PROVINCE, REGENCY
from ckanext.paser.metadata.rules.vocabularies import term

Said = Mapping[str, Any]

VERSION = "v2"
_PLAIN = {
    "blok_iv": (
        *(
            "kegiatan_ini_dilakukan",
            "frekuensi_penyelanggara",
            "tipe_pengumpulan_data",
            "cakupan_wilayah_pengumpulan_data",
        ),
        "sebagian_cakupan_wilayah_pengumpulan_data",
    ),
    "blok_v": (
        *("jenis_rancangan_sampel", "metode_pemilihan_sampel_tahap_terakhir", "metode_yang_digunakan"),
        *(
            "kerangka_sampel_tahap_terakhir",
            "fraksi_sampel_keseluruhan",
            "nilai_perkiraan_sampling_error_variabel_utama",
        ),
        *("unit_sampel", "unit_observasi"),
    ),
    "blok_vi": (
        *("apakah_melakukan_uji_coba", "apakah_melakukan_penyesuaian_nonrespon", "petugas_pengumpulan_data"),
        *("persyaratan_pendidikan_terendah_petugas_pengumpulan_data", "jumlah_petugas_supervisor"),
        *("jumlah_petugas_enumerator", "apakah_melakukan_pelatihan_petugas"),
    ),
    "blok_vii": ("metode_analisis",),
    "blok_viii": (
        *("ketersediaan_produk_tercetak", "ketersediaan_produk_digital", "ketersediaan_produk_mikrodata"),
        *("rencana_jadwal_rilis_produk_tercetak", "rencana_jadwal_rilis_produk_digital"),
        "rencana_jadwal_rilis_produk_mikrodata",
    ),
}
"""Fields that INDAH has under the same name in their block."""
_LISTS = {
    "rencana_jadwal_rilis_produk_tercetak",
    "rencana_jadwal_rilis_produk_digital",
    "rencana_jadwal_rilis_produk_mikrodata",
}
_SCHEDULE = (
    "perencanaan_kegiatan",
    "desain",
    "pengumpulan_data",
    "pengolahan_data",
    "analisis",
    "diseminasi_hasil",
    "evaluasi",
)
_OF_COLUMN = ("konsep", "referensi_pemilihan", "value_domain", "aturan_validasi")


def activity(kegiatan: Said) -> dict[str, Any]:
    """A record of ``metadata-statistik/kegiatan``, without the review that INDAH itself keeps and without any person."""
    agency = kegiatan.get("organization") or {}
    return {
        "base_id": kegiatan.get("id_mskeg") or None,
        "submission_period": kegiatan.get("submission_period") or kegiatan.get("tahun_kegiatan"),
        "version": VERSION,
        "produsen_data": {"name": agency.get("title"), "province_code": PROVINCE, "city_code": REGENCY},
        "data": payload(kegiatan),
    }


def payload(kegiatan: Said) -> dict[str, Any]:
    """The form MS-Keg in its blocks."""
    said = kegiatan_rules.without_persons(kegiatan)
    chosen = kegiatan_rules.choices(said)
    blocks = {
        block: {name: _plain(said, f"{block.removeprefix('blok_')}_{name}", name) for name in names}
        for block, names in _PLAIN.items()
    }
    return {
        "judul_kegiatan": said.get("judul_kegiatan") or said.get("title"),
        "tahun": said.get("tahun_kegiatan"),
        "jenis_statistik": said.get("jenis_statistik"),
        "cara_pengumpulan_data": said.get("cara_pengumpulan_data"),
        "sektor_kegiatan": kegiatan_rules.label("sektor_kegiatan", said.get("sektor_kegiatan") or ""),
        "identitas_rekomendasi": said.get("identitas_rekomendasi") or None,
        "blok_i": _organiser(said),
        "blok_ii": _responsible(said),
        "blok_iii": _purpose(said),
        **{block: {**answers, **chosen.get(block, {})} for block, answers in blocks.items()},
    }


def _plain(said: Said, field: str, name: str) -> Any:
    return said.get(field, [] if name in _LISTS or name.startswith("sebagian_") else None)


def _organiser(said: Said) -> dict[str, Any]:
    address = {"alamat": said.get("i_alamat"), "telepon": said.get("i_telepon"), "email": said.get("i_email")}
    return {
        "instansi_penyelanggara": said.get("i_instansi_penyelanggara"),
        "alamat_instansi_penyelenggara": {**address, "faksimile": said.get("i_faksimile") or "-"},
    }


def _responsible(said: Said) -> dict[str, Any]:
    """The unit, and the office of who is responsible; name, telephone and mail of the person are never told (6.3)."""
    return {
        "unit_penanggung_jawab": {
            "eselon1": said.get("ii_unit_eselon1") or "-",
            "eselon2": said.get("ii_unit_eselon2"),
        },
        "penanggung_jawab_teknis": {
            "nama": None,
            "jabatan": said.get("ii_pj_jabatan"),
            "alamat": said.get("ii_pj_alamat"),
            "telepon": None,
            "email": None,
            "faksimile": said.get("ii_pj_faksimile") or "-",
        },
    }


def _purpose(said: Said) -> dict[str, Any]:
    return {
        "latar_belakang_kegiatan": said.get("iii_latar_belakang_kegiatan"),
        "tujuan_kegiatan": said.get("iii_tujuan_kegiatan"),
        "rencana_jadwal_kegiatan": {name: said.get(f"iii_jadwal_{name}") or [] for name in _SCHEDULE},
        "variabel_yang_dikumpulkan": said.get("iii_variabel_yang_dikumpulkan") or [],
    }


def variables(dataset: Said) -> list[dict[str, Any]]:
    """The variables of a dataset as MS-Var, each once, however many files have it."""
    return [variable(column) for column in columns.variables(dataset)]


def variable(column: Said) -> dict[str, Any]:
    """One column as MS-Var."""
    return {
        "nama": column.get("label") or column.get("id"),
        "alias": column.get("alias") or column.get("id"),
        **{name: column.get(name) or [] for name in _OF_COLUMN},
        "definisi": column.get("notes"),
        "referensi_waktu": column.get("referensi_waktu"),
        "tipe_data": column.get("tipe_data") or "CHARACTER",
        "kalimat_pertanyaan": column.get("kalimat_pertanyaan"),
        "ukuran": _label("UKURAN", column.get("ukuran")),
        "satuan": _label("SATUAN", column.get("satuan")),
        "id_sds": column.get("id_sds"),
        "apakah_variabel_bisa_diakses_umum": not is_closed(column),
    }


def indicator(dataset: Said) -> dict[str, Any] | None:
    """A dataset as MS-Ind; None where it is no indicator."""
    if dataset.get("jenis") != "indikator":
        return None
    composite = dataset.get("apakah_indikator_komposit") is True
    built = [
        {
            "nama": row.get("nama"),
            "kegiatan_penghasil": [row["kegiatan_penghasil"]] if row.get("kegiatan_penghasil") else [],
        }
        for row in dataset.get("variabel_pembangun") or ()
    ]
    return {
        "nama": dataset.get("title"),
        "konsep": dataset.get("konsep") or [],
        "definisi": dataset.get("definisi"),
        "interpretasi": dataset.get("interpretasi"),
        "metode_perhitungan": dataset.get("metode_perhitungan"),
        "rumus": dataset.get("rumus"),
        "ukuran": _label("UKURAN", dataset.get("ukuran")),
        "satuan": _label("SATUAN", dataset.get("satuan")),
        "id_sds": dataset.get("id_sds"),
        "variabel_disaggregasi": dataset.get("variabel_disaggregasi") or [],
        "apakah_indikator_komposit": composite,
        "indikator_pembangun": (dataset.get("indikator_pembangun") or []) if composite else [],
        "variabel_pembangun": [] if composite else built,
        "level_estimasi": [label("level_penyajian", code) for code in dataset.get("level_penyajian") or ()],
        "apakah_indikator_bisa_diakses_umum": (dataset.get("akses_level") or "terbuka") == "terbuka",
    }


def _label(name: str, code: Any) -> Any:
    found = term(name, code or "")
    return found.label_id if found else code
