"""Fields that nobody is asked for, because other fields say them already (column W: A).

They are computed whenever a dataset is shown or indexed, and never stored: what somebody sends in one is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules import tableschemas
from ckanext.paser.metadata.rules.closed import for_public
from ckanext.paser.metadata.rules.facets import as_list
from ckanext.paser.metadata.rules.files import of_data
from ckanext.paser.metadata.rules.periods import years
from ckanext.paser.metadata.rules.vocabularies import term

Said = Mapping[str, Any]

_EU = "http://publications.europa.eu/resource/authority/"
INDONESIAN = _EU + "language/IND"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
LOCAL_AUTHORITY = "http://purl.org/adms/publishertype/LocalAuthority"
PROVINCE, REGENCY = "64", "6401"
"""Codes of East Kalimantan and of Paser in the national catalogue."""

_STARS = {
    2: {"xls", "xlsx"},
    3: {"csv", "tsv", "json", "jsonl", "geojson", "xml", "kml", "ods", "parquet", "gpkg"},
    5: {"rdf", "ttl", "jsonld", "json-ld", "nt"},
}
_OPEN_LICENCES = {"cc-by", "cc-zero", "odc-odbl", "other-at"}
_WITHOUT_SUPERVISOR = "lainnya"


def of_dataset(dataset: Said, site: str) -> dict[str, Any]:
    """The computed fields of a dataset that follow from its other fields; without those that say nothing.

    Args:
        site: the address of the portal, without a slash at its end.
    """
    access = term("AKSES", dataset.get("akses_level") or "terbuka")
    computed = {
        "dcat_type": f"{site}/kode-referensi/jenis/{dataset['jenis']}" if dataset.get("jenis") else "",
        "language": [INDONESIAN],
        "theme": _themes(dataset, site),
        "pembina_data": _supervisor(dataset.get("jenis_data")),
        "modified": max((_changed(file) for file in of_data(dataset)), default=""),
        "tahun_data": years(dataset.get("temporal_coverage") or []),
        "spatial_coverage": [_place(code, site) for code in as_list(dataset.get("kode_wilayah"))],
        "conforms_to": [f"{site}/profil/paser-sdi/1.0"],
        "access_rights": access.extra["dct:accessRights"] if access else "",
    }
    return _told(computed)


def of_file(file: Said, dataset: Said) -> dict[str, Any]:
    """The computed fields of a file; without those that say nothing. The schema of a table is not among them: it follows from the table."""
    licence = term("LISENSI", dataset.get("license_id") or "")
    computed = {
        "hash_algorithm": SHA256 if file.get("hash") else "",
        "license": licence.extra["uri"] if licence else "",
        "rights": dataset.get("atribusi"),
        "issued": _moment(file.get("created")),
        "modified": _changed(file),
        "temporal_resolution": dataset.get("temporal_resolution"),
        "schema": None
        if file.get("datastore_active")
        else tableschemas.of_dictionary(for_public(file.get("kamus_data"))),
        "bintang": stars(file, dataset),
    }
    return _told(computed)


def of_agency(agency: Said) -> dict[str, Any]:
    """The computed fields of an agency: the same for all of Paser."""
    return {"province_code": PROVINCE, "city_code": REGENCY, "dcat_type": LOCAL_AUTHORITY}


def agent(agency: Said, site: str) -> dict[str, Any]:
    """An agency as DCAT names the maker or publisher of data.

    Args:
        agency: name, title and the fields of table 6.6.
    """
    said = {
        "uri": f"{site}/organization/{agency['name']}",
        "name": agency.get("title") or agency["name"],
        "email": agency.get("email"),
        "url": agency.get("url"),
        "type": LOCAL_AUTHORITY,
        "identifier": agency.get("kode_opd"),
    }
    return _told(said)


def stars(file: Said, dataset: Said) -> int | None:
    """How open a file is, from one star (open licence) to five (linked data); None where its licence is not open."""
    if dataset.get("license_id") not in _OPEN_LICENCES:
        return None
    kind = str(file.get("format") or "").lower()
    reached = next((number for number, kinds in _STARS.items() if kind in kinds), 1)
    return 4 if reached == 3 and _is_coded(file) else reached


def _is_coded(file: Said) -> bool:
    columns = for_public(file.get("kamus_data"))
    by_code = bool(file.get("kolom_wilayah")) and file.get("sistem_kode_wilayah") in ("kemendagri", "bps")
    return by_code or any(column.get("kode_referensi") for column in columns)


def _themes(dataset: Said, site: str) -> list[str]:
    """The European themes, of the subtheme if it has one of its own, and our own theme."""
    theme = term("TEMA", dataset.get("tema_sdi") or "")
    if theme is None:
        return []
    subtheme = term("SUBTEMA", dataset.get("subtema_rad") or "")
    codes = (subtheme.extra["eu_override"] if subtheme else "") or theme.extra["eu_data_theme"]
    return [f"{_EU}data-theme/{code}" for code in codes.split()] + [
        f"{site}/kode-referensi/tema/{theme.code}"
    ]


def _supervisor(kind: Any) -> str:
    found = term("JENIS_DATA", kind or "")
    if found is None or found.code == _WITHOUT_SUPERVISOR:
        return ""
    return found.extra["pembina_daerah"] or found.extra["pembina_pusat"]


def _place(code: str, site: str) -> dict[str, Any]:
    area = areas.find(code)
    place = {"uri": f"{site}/kode-referensi/wilayah/{code}", "text": area.name if area else code}
    if area and area.lat is not None:
        place["centroid"] = json.dumps({"type": "Point", "coordinates": [area.lng, area.lat]})
    return place


def _changed(file: Said) -> str:
    return _moment(file.get("last_modified") or file.get("created"))


def _moment(value: Any) -> str:
    """CKAN writes moments of UTC without saying so."""
    return f"{str(value)[:19]}Z" if value else ""


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}
