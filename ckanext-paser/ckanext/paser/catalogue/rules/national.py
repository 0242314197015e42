"""A dataset in the key names of the national catalogue (data.go.id), and as a row of PPID's Daftar Informasi Publik.

Source: profile 6.10; the SDI schema of the national portal, whose key names are copied as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.paser.catalogue.rules.columns import variables
from ckanext.paser.exports.rules.cells import harmless
from ckanext.paser.kegiatan import rules as kegiatan_rules
from ckanext.paser.metadata.rules import label
from ckanext.paser.metadata.rules.computed import LOCAL_AUTHORITY, PROVINCE, REGENCY
from ckanext.paser.metadata.rules.vocabularies import term

Said = Mapping[str, Any]

_SAME = (
    *(
        "title",
        "name",
        "identifier",
        "jenis",
        "satuan",
        "ukuran",
        "id_sds",
        "id_msind",
        "id_mskeg",
    ),
    *(
        "interpretasi",
        "metode_perhitungan",
        "rumus",
        "variabel_disaggregasi",
        "apakah_indikator_komposit",
        "submission_period",
    ),
    *(
        "konsep",
        "definisi",
        "klasifikasi",
        "issued",
        "modified",
        "language",
        "sumber_data",
        "license_id",
        "kode_dssd",
    ),
)
"""Keys that SDI has under the name of the profile."""
_STATUS = "terbit"
_NOT_SENT = "(tidak dikirim)"
"""What the code list AKSES has where data.go.id knows no such level."""
_IN_PLANS, _OF_REGENCY = "a", "d_daerah"
"""Codes of KRITERIA_PRIORITAS: priorities of the RPJMN and the RKP; what the regency has added."""
_HERE = ("title", "name", "submission_period", "id_mskeg", "status_sdi", "data_contoh", "identifier")
"""What an activity says in fields that a dataset has too, whose own word counts."""


def sdi(dataset: Said, kegiatan: Said | None, address: str) -> dict[str, Any]:
    """A dataset as data.go.id has it.

    Args:
        kegiatan: the activity that it comes from, as far as the reader may see it.
        address: of the dataset's page.
    """
    agency = dataset.get("organization") or {}
    publisher = next(iter(dataset.get("publisher") or []), {})
    said = {
        **({} if kegiatan is None else sdi_activity(kegiatan)),
        **_identifiers(dataset.get("alternate_identifier") or ()),
        **{name: dataset[name] for name in _SAME if dataset.get(name) is not None},
        "notes": dataset.get("notes"),
        "description": dataset.get("notes"),
        "tags": [tag["name"] for tag in dataset.get("tags") or ()],
        "organization": agency.get("name"),
        "accessRights": _access(dataset),
        "accrualPeriodicity": label("frequency", dataset.get("frequency") or ""),
        "theme": label("tema_sdi", dataset.get("tema_sdi") or ""),
        "publishing_status": _status(dataset),
        "prioritas_tahun": ", ".join(dataset.get("prioritas_tahun") or ()),
        "kriteria_prioritas": _criteria(dataset),
        "indikator_prioritas": dataset.get("data_prioritas") is True,
        "level_estimasi": [label("level_penyajian", code) for code in dataset.get("level_penyajian") or ()],
        "kodereferensi": dataset.get("kode_referensi"),
        "produsen_data_name": agency.get("title"),
        "produsen_data_province_code": PROVINCE,
        "produsen_data_city_code": REGENCY,
        "publisher": publisher.get("name"),
        "publisher_type": LOCAL_AUTHORITY,
        "landing_page": address,
        "total_msvar": len(variables(dataset)),
        "total_msind": 1 if dataset.get("jenis") == "indikator" else 0,
        "resources": [_resource(file) for file in dataset.get("resources") or ()],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _access(dataset: Said) -> str:
    """The level as data.go.id calls it; empty where it has no word for it, as for closed data: the key is not sent then (6.1)."""
    found = term("AKSES", dataset.get("akses_level") or "terbuka")
    said = found.extra["sdi_accesslevel"] if found else ""
    return "" if said == _NOT_SENT else said


def _criteria(dataset: Said) -> list[str]:
    """The criteria of Perpres 39/2019 article 28(2).

    The regency's own is none of them. It is told as ``a`` where the indicator is in the RPJMN or the RKP too (6.1), which is so where
    Bappenas has it among the indicators of development (KEP.26A/M.PPN/HK/05/2025).
    """
    is_national = bool(dataset.get("kode_indikator_pembangunan"))
    told = [
        _IN_PLANS if code == _OF_REGENCY and is_national else code
        for code in dataset.get("kriteria_prioritas") or ()
    ]
    return sorted({code for code in told if code != _OF_REGENCY})


def _status(dataset: Said) -> str:
    """What everybody can see is published, whichever way it came to be."""
    known = term("STATUS", dataset.get("status_sdi") or "")
    published = term("STATUS", _STATUS)
    found = known if dataset.get("private") else published
    return found.extra["indah"] if found else ""


def _identifiers(known: Iterable[str]) -> dict[str, str]:
    """The national numbers among the other identifiers (``sdi-dds:12`` is ``id_dds``)."""
    names = {
        "sdi-dds": "id_dds",
        "sdi-msind": "id_msind",
        "sdi-mskeg": "id_mskeg",
        "sdi-mms": "id_indikator_mms",
    }
    pairs = (one.partition(":") for one in known)
    return {names[scheme]: value for scheme, _, value in pairs if scheme in names}


def _resource(file: Said) -> dict[str, Any]:
    kept = {
        name: file.get(name)
        for name in ("id", "name", "description", "format", "url", "mimetype", "size", "modified")
    }
    return {name: value for name, value in kept.items() if value not in (None, "")}


def sdi_activity(kegiatan: Said) -> dict[str, Any]:
    """The keys of MS-Keg that the national catalogue keeps with a dataset; no person is among them."""
    public = kegiatan_rules.without_persons(kegiatan)
    names = [
        name for name in public if name.startswith(("i_", "ii_", "iii_", "iv_", "v_", "vi_", "vii_", "viii_"))
    ]
    beside = (
        "judul_kegiatan",
        "tahun_kegiatan",
        "jenis_statistik",
        "cara_pengumpulan_data",
        "identitas_rekomendasi",
    )
    said = {
        name: _answer(name, public[name])
        for name in (*beside, *names)
        if name in public and name not in _HERE
    }
    if sector := public.get("sektor_kegiatan"):
        said["sektor_kegiatan"] = kegiatan_rules.label("sektor_kegiatan", sector)
    return said


def _answer(field: str, value: Any) -> Any:
    """Several choices are the number in the box of the paper form, where it has one."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return value
    try:
        return kegiatan_rules.bit_sum(field, value)
    except (KeyError, ValueError):
        return value


PPID_COLUMNS = (
    *(
        "judul",
        "ringkasan",
        "pejabat_unit_penguasa",
        "penanggung_jawab_pembuatan",
        "waktu",
        "bentuk",
        "jangka_waktu_simpan",
    ),
    *("kategori_informasi", "alamat"),
)


def ppid_row(dataset: Said, address: str) -> tuple[str, ...]:
    """A row of the Daftar Informasi Publik (UU 14/2008), in the order of ``PPID_COLUMNS``.

    How long something is kept follows from the retention schedule of the agency, which says so; nothing is assumed for it.
    """
    agency = (dataset.get("organization") or {}).get("title") or ""
    formats = sorted({str(file["format"]) for file in dataset.get("resources") or () if file.get("format")})
    said = (
        dataset.get("title") or dataset["name"],
        " ".join((dataset.get("notes") or "").split()),
        dataset.get("walidata_pendukung") or agency,
        agency,
        _time(dataset),
        ", ".join(formats),
        " ".join((dataset.get("jangka_waktu_simpan") or "").split()),
        label("kategori_informasi", dataset.get("kategori_informasi") or ""),
        address,
    )
    return tuple(map(harmless, said))


def _time(dataset: Said) -> str:
    spans = dataset.get("temporal_coverage") or ()
    return "; ".join(
        " - ".join(dict.fromkeys(filter(None, (one.get("start"), one.get("end"))))) for one in spans
    )
