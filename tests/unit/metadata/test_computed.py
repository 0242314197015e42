"""Claims about the fields that nobody is asked for."""

from __future__ import annotations

import pytest

from ckanext.paser.exports.rules.descriptors import SCHEMA_PROFILE
from ckanext.paser.metadata.rules import computed, filled

from .examples import FILE, dataset

SITE = "https://satudata.invalid"
EU = "http://publications.europa.eu/resource/authority/"


def of_dataset(**changes):
    return computed.of_dataset(dataset(**changes), SITE)


def of_file(file=None, **changes):
    return computed.of_file(FILE | (file or {}), dataset(**changes))


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({}, "dcat_type", f"{SITE}/kode-referensi/jenis/indikator"),
        ({}, "language", [EU + "language/IND"]),
        ({}, "theme", [EU + "data-theme/HEAL", EU + "data-theme/SOCI", f"{SITE}/kode-referensi/tema/04"]),
        ({"subtema_rad": "04.01"}, "theme", [EU + "data-theme/HEAL", f"{SITE}/kode-referensi/tema/04"]),
        ({}, "pembina_data", "bps-6401"),
        ({"jenis_data": "keuangan"}, "pembina_data", "kemenkeu"),
        ({"jenis_data": "lainnya"}, "pembina_data", None),
        ({"temporal_coverage": [{"start": "2019-11", "end": "2020"}]}, "tahun_data", ["2019", "2020"]),
        ({}, "conforms_to", [f"{SITE}/profil/paser-sdi/1.0"]),
        ({}, "access_rights", EU + "access-right/PUBLIC"),
        ({"akses_level": "tertutup"}, "access_rights", EU + "access-right/NON_PUBLIC"),
        ({"tema_sdi": None}, "theme", None),
        ({"jenis": None}, "dcat_type", None),
    ],
)
def test_a_field_of_a_dataset_follows_from_others(changes, field, value):
    assert of_dataset(**changes).get(field) == value


def test_an_area_has_its_address_its_name_and_a_point():
    (place,) = of_dataset(kode_wilayah=["64.01.04"])["spatial_coverage"]
    assert (place["uri"], place["text"]) == (f"{SITE}/kode-referensi/wilayah/64.01.04", "Tanah Grogot")
    assert '"Point"' in place["centroid"]


def test_the_data_are_as_new_as_their_newest_file():
    files = [
        FILE | {"created": "2026-01-01T00:00:00.1"},
        FILE | {"created": "2025-01-01T00:00:00", "last_modified": "2026-02-03T04:05:06.7"},
        FILE | {"created": "2027-01-01T00:00:00", "jenis_resource": "dokumentasi"},
    ]
    assert of_dataset(resources=files)["modified"] == "2026-02-03T04:05:06Z"


@pytest.mark.parametrize(
    ("file", "changes", "field", "value"),
    [
        ({"hash": "ab"}, {}, "hash_algorithm", computed.SHA256),
        ({}, {}, "hash_algorithm", None),
        ({}, {}, "license", "https://creativecommons.org/licenses/by/4.0/"),
        ({}, {"license_id": "other-at"}, "license", None),
        ({}, {"atribusi": "Sumber: BMKG"}, "rights", "Sumber: BMKG"),
        ({}, {}, "temporal_resolution", "P1Y"),
        ({"created": "2026-01-01T00:00:00"}, {}, "issued", "2026-01-01T00:00:00Z"),
    ],
)
def test_a_field_of_a_file_follows_from_its_dataset(file, changes, field, value):
    assert of_file(file, **changes).get(field) == value


@pytest.mark.parametrize(
    ("file", "licence", "stars"),
    [
        ({"format": "PDF"}, "cc-by", 1),
        ({"format": "XLSX"}, "cc-by", 2),
        ({"format": "CSV", "kolom_wilayah": "", "kamus_data": []}, "cc-by", 3),
        ({"format": "CSV", "kamus_data": []}, "cc-by", 4),
        ({"format": "CSV", "kolom_wilayah": ""}, "cc-by", 4),
        ({"format": "TTL"}, "cc-by", 5),
        ({"format": "CSV"}, "other-closed", None),
    ],
)
def test_a_file_has_stars_by_its_format_and_codes_if_its_licence_is_open(file, licence, stars):
    assert of_file(file, license_id=licence).get("bintang") == stars


WHOLE = [
    {"id": "kode", "label": "Kode", "peran": "wilayah", "tipe_data": "CHARACTER"},
    {
        "id": "ada",
        "notes": "Ada atau tidak",
        "tipe_data": "INTEGER",
        "peran": "ukuran",
        "value_domain": [{"kode": "1", "nilai": "Ada"}],
        "batasan": {"required": True},
    },
]


def test_the_whole_dictionary_of_a_file_without_a_table_is_a_table_schema_too():
    assert of_file({"kamus_data": WHOLE})["schema"] == {
        "$schema": SCHEMA_PROFILE,
        "fields": [
            {"name": "kode", "type": "string", "title": "Kode", "peran": "wilayah"},
            {
                "name": "ada",
                "type": "integer",
                "description": "Ada atau tidak",
                "peran": "ukuran",
                "constraints": {"required": True, "enum": [1]},
            },
        ],
        "missingValues": [""],
        "primaryKey": ["kode"],
    }


def test_a_dictionary_that_lacks_the_type_of_a_column_is_none():
    assert "schema" not in of_file({"kamus_data": [WHOLE[1], {"id": "kode", "label": "Kode"}]})


def test_the_schema_of_a_table_does_not_follow_from_its_dictionary():
    assert "schema" not in of_file({"kamus_data": WHOLE, "datastore_active": True})


def test_an_agency_is_named_with_what_is_known_of_it():
    agency = {
        "name": "dinkes",
        "title": "Dinas Kesehatan",
        "email": "data@dinkes.invalid",
        "kode_opd": "1.02",
    }
    assert computed.agent(agency, SITE) == {
        "uri": f"{SITE}/organization/dinkes",
        "name": "Dinas Kesehatan",
        "email": "data@dinkes.invalid",
        "type": computed.LOCAL_AUTHORITY,
        "identifier": "1.02",
    }


BARE = {"url": "https://a.test/Tabel%202024.csv?x=1", "format": "CSV"}


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        (
            BARE,
            {},
            {
                "name": "Tabel 2024.csv",
                "status_angka": "tetap",
                "periode_mulai": "2017",
                "periode_selesai": "2024",
                "level_penyajian": "kecamatan",
            },
        ),
        (
            BARE | {"name": "Tabel", "status_angka": "sementara"},
            {
                "level_penyajian": ["kecamatan", "desa"],
                "temporal_coverage": [{"start": "2020"}, {"start": "2021"}],
            },
            {},
        ),
        (BARE | {"name": "Pedoman", "jenis_resource": "dokumentasi"}, {}, {}),
        ({"name": "Pedoman", "jenis_resource": "dokumentasi", "url": "pedoman.pdf"}, {}, {"format": "PDF"}),
        ({"name": "Peta", "jenis_resource": "peta", "url": "https://a.test/wms"}, {}, {}),
        (
            {"name": "Peta", "jenis_resource": "peta", "url": "zona", "format": "GeoJSON"},
            {},
            {"crs": "EPSG:4326"},
        ),
        (FILE, {}, {}),
    ],
)
def test_a_file_is_filled_in_with_what_its_dataset_says_in_one_way_only(file, changes, expected):
    assert filled.of_file(file, dataset(**changes)) == expected


@pytest.mark.parametrize(
    ("affair", "beginning"),
    [("1.02", "6401-1.02"), ("8.01", "6401-8.01"), ("", None), (None, None), ("X.XX", None)],
)
def test_a_code_begins_with_the_regency_and_the_affair(affair, beginning):
    assert filled.code(affair) == beginning


def test_a_code_ends_with_four_digits():
    assert filled.numbered("6401-1.02", 7) == "6401-1.02-0007"
