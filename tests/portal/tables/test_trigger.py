"""Claims about rows with more text than PostgreSQL searches in."""

from __future__ import annotations

import json

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import datastore, service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

NUMBERS = " ".join(f"{116 + n / 100_000:.5f} -{1 + n / 100_000:.5f}" for n in range(50_000))
"""More different words than a tsvector holds; PostgreSQL refuses them where all are to be searched in."""
LONG = f"isi;desa\n{NUMBERS};Kuaro\nsatu dua;Batu Sopang\n"
CORNERS = [[116 + n / 100_000, -1.5] for n in range(60_000)] + [[116.3, -1.9], [116.0, -1.5]]
CKANS = "CREATE OR REPLACE TRIGGER zfulltext BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION populate_full_text_trigger()"


def found(resource_id: str, words: str) -> list[int]:
    """The numbers of the rows in which CKAN finds words."""
    rows = call_action("datastore_search", resource_id=resource_id, q=words, fields=["_id"])["records"]
    return [row["_id"] for row in rows]


def test_a_row_of_many_different_words_is_loaded_and_found_by_those_of_its_other_columns(load):
    resource_id, result = load(LONG)
    assert result.problems == ()
    assert [found(resource_id, words) for words in ("kuaro", "sopang", "dua")] == [[1], [2], [2]]


def test_its_long_text_is_kept_whole_and_found_by_its_beginning(load, datastore_sql):
    resource_id, _ = load(LONG)
    assert datastore_sql(f'SELECT isi FROM "{resource_id}" WHERE _id = 1') == [(NUMBERS,)]
    assert found(resource_id, NUMBERS[:9]) == [1]


class TestALargeTable:
    @pytest.fixture(autouse=True)
    def _every_table_is_large(self, monkeypatch):
        monkeypatch.setattr(datastore, "SEARCHED_AT_ONCE", 0)

    def test_its_full_text_is_filled_too(self, load):
        resource_id, _ = load(LONG)
        service.fill_full_text(resource_id)
        assert [found(resource_id, words) for words in ("kuaro", "sopang")] == [[1], [2]]

    def test_so_is_that_of_one_from_before_an_upgrade(self, load):
        resource_id, _ = load(LONG)
        with datastore.connect() as connection:
            connection.execute(CKANS.format(f'"{resource_id}"'))  # pyright: ignore[reportArgumentType]
            connection.commit()
        service.fill_full_text(resource_id)
        assert found(resource_id, "kuaro") == [1]


def test_a_border_of_many_corners_is_loaded_and_found_by_its_properties_alone(load):
    border = {"type": "Polygon", "coordinates": [CORNERS]}
    feature = {"type": "Feature", "geometry": border, "properties": {"desa": "Kuaro"}}
    resource_id, result = load(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), "batas.geojson"
    )
    assert (result.status, result.rows) == ("done", 1)
    assert [found(resource_id, words) for words in ("kuaro", "polygon")] == [[1], []]


def test_a_long_text_written_through_the_api_is_found_as_one_of_the_file(load):
    resource_id, _ = load("isi;desa\nsatu;Kuaro\n")
    row = {"isi": NUMBERS, "desa": "Long Ikis"}
    call_action("datastore_upsert", resource_id=resource_id, method="insert", force=True, records=[row])
    assert [found(resource_id, words) for words in ("ikis", "kuaro")] == [[2], [1]]


def test_the_function_is_made_anew_where_it_is_another_version_s(load):
    with datastore.connect() as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION public.paser_full_text() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
        connection.commit()
    assert found(load(LONG)[0], "kuaro") == [1]


def test_such_a_table_can_be_read_and_downloaded(load, app):
    resource_id, _ = load(LONG)
    run_pending()
    rows = app.get(f"/api/paser/v1/tabel/{resource_id}/baris?batas=1").json
    assert NUMBERS in str(rows)
    assert NUMBERS in app.get(f"/api/paser/v1/tabel/{resource_id}/unduh.csv").text
