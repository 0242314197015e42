"""Claims about what search engines and machine learning tools read of a dataset."""

from __future__ import annotations

import json

import pytest

from ckanext.paser.catalogue.rules.schemaorg import croissant, embedded, structured

SITE = "https://satudata.test"
PAGE = f"{SITE}/dataset/penduduk-miskin"


@pytest.fixture
def shown(dataset):
    agency = {"uri": f"{SITE}/organization/dinsos", "name": "Dinas Sosial", "email": "data@dinsos.invalid"}
    steward = {"uri": f"{SITE}/organization/dkisp", "name": "DKISP"}
    place = {
        "uri": f"{SITE}/kode-referensi/wilayah/64.01",
        "text": "Paser",
        "centroid": '{"type": "Point", "coordinates": [116.1, -1.8]}',
    }
    file = dataset["resources"][0] | {
        "datastore_active": True,
        "kamus_data": [
            {"id": "tahun", "label": "Tahun", "notes": "Tahun data", "tipe_data": "YEAR", "peran": "waktu"},
            {
                "id": "persen",
                "label": "Persen",
                "tipe_data": "NUMERIC",
                "peran": "ukuran",
                "satuan": "persen",
            },
            {"id": "rahasia", "apakah_variabel_bisa_diakses_umum": False},
        ],
    }
    return {
        **dataset,
        "creator": [agency],
        "publisher": [steward],
        "license_id": "cc-by",
        "issued": "2026-01-01",
        "modified": "2026-02-02T00:00:00Z",
        "spatial_coverage": [place],
        "resources": [file],
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("@type", "Dataset"),
        ("@id", PAGE),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("temporalCoverage", ["2020/2024", "2025"]),
        ("keywords", ["kemiskinan"]),
        ("datePublished", "2026-01-01"),
    ],
)
def test_search_engines_find_what_they_look_for(shown, key, value):
    assert structured(shown, PAGE, SITE, "Satu Data Paser")[key] == value


def test_the_agency_made_the_data_and_the_walidata_publishes_them(shown):
    told = structured(shown, PAGE, SITE, "Satu Data Paser")
    assert [one["name"] for one in (*told["creator"], *told["publisher"])] == ["Dinas Sosial", "DKISP"]


def test_a_place_has_its_coordinates(shown):
    (place,) = structured(shown, PAGE, SITE, "")["spatialCoverage"]
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": -1.8, "longitude": 116.1}


def test_columns_are_told_with_their_unit_and_closed_ones_are_not(shown):
    told = structured(shown, PAGE, SITE, "")["variableMeasured"]
    assert [(one["name"], one.get("unitText")) for one in told] == [("Tahun", None), ("Persen", "Persen")]


def test_a_table_can_be_had_as_it_was_sent_and_as_csv(shown):
    told = structured(shown, PAGE, SITE, "")["distribution"]
    assert [one["contentUrl"] for one in told] == [
        "https://a.test/a.xlsx",
        f"{SITE}/api/paser/v1/tabel/def/unduh.csv",
    ]


def test_made_up_figures_are_called_so(shown):
    assert structured({**shown, "data_contoh": True}, PAGE, SITE, "")["description"].startswith(
        "DATA CONTOH. "
    )


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a & b"])
def test_nothing_in_a_title_ends_the_script_that_it_stands_in(shown, text):
    told = structured({**shown, "title": text}, PAGE, SITE, "")
    said = embedded(told)
    assert not set("<>&") & set(said)
    assert json.loads(said) == told


def test_croissant_describes_the_columns_of_the_csv(shown):
    told = croissant(shown, PAGE, SITE, "Satu Data Paser")
    (records,) = told["recordSet"]
    assert [(one["name"], one["dataType"], one["source"]["extract"]) for one in records["field"]] == [
        ("tahun", "sc:Text", {"column": "tahun"}),
        ("persen", "sc:Float", {"column": "persen"}),
    ]
    assert records["key"] == [{"@id": "def/tahun"}]


def test_its_version_is_the_day_of_the_data(shown):
    assert croissant(shown, PAGE, SITE, "")["version"] == "2026.2.2"


@pytest.mark.parametrize("form", [structured, croissant])
def test_neither_notes_nor_findings_are_told(shown, form):
    assert "RAHASIA" not in json.dumps(form(shown, PAGE, SITE, ""))
