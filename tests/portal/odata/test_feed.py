"""Claims about the OData feed of a table, read as Excel and Power BI read it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_write_engine
from ckanext.paser.rows import store
from ckanext.paser.tables.loading import load

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

TABLE = """kode_wilayah;kecamatan;tahun;luas;dicatat;saat
64.01.04;Tanah Grogot;2020;335,58;2021-03-01;2021-03-01 08:30:00
64.01.07;Muara Komam;2020;1753,4;;
64.01.10;Muara Samu;2021;;2022-03-01;2022-03-01 00:00:00
"""
POWER_QUERY = (
    "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,"
    "application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7"
)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Empty until this module has its table; then the id of the resource by name."""
    return {}


@pytest.fixture
def table(made, reset_db_once, with_plugins, tmp_path) -> dict[str, str]:
    if not made:
        agency = factories.Organization()
        for name, private in (("public", False), ("private", True)):
            dataset = factories.Dataset(owner_org=agency["id"], private=private)
            resource = factories.Resource(package_id=dataset["id"], url="luas.csv", format="CSV")
            path = Path(tmp_path / f"{name}.csv")
            path.write_text(TABLE, encoding="utf-8")
            load(resource["id"], path, "luas.csv")
            made[name] = resource["id"]
    return made


@pytest.fixture
def get(app, table):
    """Asks an address of the feed, as Power Query does."""

    def ask(address: str, name: str = "public", **options):
        headers = {"Accept": POWER_QUERY, "OData-MaxVersion": "4.0", **options.pop("headers", {})}
        return app.get(f"/api/paser/v1/odata/{table[name]}/{address}", headers=headers, **options)

    return ask


def values(response, name: str) -> list:
    return [row[name] for row in response.json["value"]]


def follow(app, response) -> list[dict]:
    """All rows, by following ``@odata.nextLink``."""
    rows = list(response.json["value"])
    while following := response.json.get("@odata.nextLink"):
        parts = urlsplit(following)
        response = app.get(f"{parts.path}?{parts.query}", headers={"Prefer": "odata.maxpagesize=1"})
        rows += response.json["value"]
    return rows


class TestDocuments:
    @pytest.mark.parametrize("slash", ["", "/"])
    def test_the_root_names_the_one_set(self, app, table, slash):
        response = app.get(f"/api/paser/v1/odata/{table['public']}{slash}")
        assert response.json["value"] == [{"name": "baris", "kind": "EntitySet", "url": "baris"}]
        assert response.headers["OData-Version"] == "4.0"
        assert response.headers["Content-Type"].startswith("application/json;odata.metadata=minimal")

    def test_the_types_are_told(self, get):
        response = get("$metadata")
        assert response.headers["Content-Type"].startswith("application/xml")
        for typed in ('"kode_wilayah" Type="Edm.String"', '"tahun" Type="Edm.Int64"', '"luas" Type="Edm.Decimal"',
                      '"dicatat" Type="Edm.Date"', '"saat" Type="Edm.DateTimeOffset"'):  # fmt: skip
            assert f"<Property Name={typed}" in response.body

    def test_whose_data_they_are_is_told_beside_the_types(self, get, table):
        dataset = model.Resource.get(table["public"]).package
        call_action("package_patch", id=dataset.id, title="Luas & batas", license_id="cc-by")
        told = get("$metadata").body
        assert 'Term="Org.OData.Core.V1.Description" String="Luas &amp; batas"' in told
        assert f"/dataset/{dataset.name}" in told
        assert 'Property="rel" String="license"' in told

    def test_head_is_answered_everywhere(self, app, table):
        base = f"/api/paser/v1/odata/{table['public']}"
        answers = [app.test_client().head(f"{base}{path}") for path in ("/", "/$metadata", "/baris")]
        assert [(answer.status_code, answer.data) for answer in answers] == [(200, b"")] * 3


class TestRows:
    def test_a_row_has_its_key_and_values_of_the_types_told(self, get):
        found = get("baris?$top=1").json
        assert found["value"] == [{
            "_id": 1, "kode_wilayah": "64.01.04", "kecamatan": "Tanah Grogot", "tahun": 2020, "luas": 335.58,
            "dicatat": "2021-03-01", "saat": "2021-03-01T08:30:00.000000Z",
        }]  # fmt: skip
        assert found["@odata.context"].endswith("/$metadata#baris")
        assert "@odata.nextLink" not in found

    @pytest.mark.parametrize(
        ("asked", "numbers"),
        [
            ("$filter=tahun eq 2020 and luas gt 1000", [2]),
            ("$filter=not (luas gt 1000)", [1, 3]),
            ("$filter=dicatat eq null or startswith(kecamatan,'Tanah')", [1, 2]),
            ("$filter=saat ge 2021-03-01T08:30:00Z&$orderby=saat desc", [3, 1]),
            ("$filter=luas ne 335.58", [2, 3]),
            ("$orderby=kecamatan", [2, 3, 1]),
            ("$orderby=_id desc&$top=2", [3, 2]),
            ("$skip=1", [2, 3]),
            ("%24filter=_id%20gt%202", [3]),
        ],
    )
    def test_filter_and_order_are_done_by_the_portal(self, get, asked, numbers):
        assert values(get(f"baris?{asked}"), "_id") == numbers

    @pytest.mark.parametrize(
        ("condition", "numbers"),
        [
            ("luas eq null", [3]),
            ("luas ne null", [1, 2]),
            ("(luas ne null)", [1, 2]),
            ("not (luas eq null)", [1, 2]),
            ("luas in (335.58,null)", [1, 3]),
            ("luas eq 335.58", [1]),
            ("luas ne 335.58", [2, 3]),
            ("luas gt 335.58", [2]),
            ("luas ge 335.58", [1, 2]),
            ("luas lt 1000", [1]),
            ("luas le 335.58", [1]),
            ("contains(kecamatan,'SAMU')", [3]),
            ("startswith(kecamatan,'muara')", [2, 3]),
            ("endswith(kecamatan,'komam')", [2]),
        ],
    )
    def test_each_comparison_may_be_the_only_condition(self, get, condition, numbers):
        assert values(get(f"baris?$filter={condition}"), "_id") == numbers
        assert get(f"baris/$count?$filter={condition}").body == str(len(numbers))

    def test_a_page_goes_on_where_an_empty_cell_is_the_only_condition(self, app, get):
        first = get("baris?$filter=luas ne null", headers={"Prefer": "odata.maxpagesize=1"})
        assert [row["_id"] for row in follow(app, first)] == [1, 2]

    def test_columns_are_chosen(self, get):
        found = get("baris?$select=tahun,_id&$top=1").json
        assert found["value"] == [{"tahun": 2020, "_id": 1}]
        assert found["@odata.context"].endswith("#baris(tahun,_id)")

    def test_the_count_comes_when_it_is_asked_for(self, get):
        assert get("baris?$count=true&$filter=tahun eq 2020&$top=1").json["@odata.count"] == 2
        assert "@odata.count" not in get("baris").json
        assert get("baris/$count?$filter=tahun eq 2020").body == "2"

    @pytest.mark.parametrize("key", ["2", "_id=2"])
    def test_a_row_is_read_by_its_key(self, get, key):
        found = get(f"baris({key})").json
        assert (found["kecamatan"], found["_id"]) == ("Muara Komam", 2)
        assert found["@odata.context"].endswith("$metadata#baris/$entity")

    def test_a_row_by_its_key_has_the_columns_that_are_chosen(self, get):
        found = get("baris(3)?$select=kecamatan").json
        assert found.pop("@odata.context").endswith("#baris(kecamatan)/$entity")
        assert found == {"kecamatan": "Muara Samu"}

    @pytest.mark.parametrize("order", ["", "&$orderby=luas desc"])
    def test_following_the_links_gives_every_row_once(self, app, get, order):
        whole = get(f"baris?{order}").json["value"]
        first = get(f"baris?$count=true{order}", headers={"Prefer": "odata.maxpagesize=2"})
        assert (len(first.json["value"]), follow(app, first)) == (2, whole)

    def test_a_page_of_long_rows_ends_early_and_the_link_takes_over_there(self, app, get, monkeypatch):
        whole = get("baris").json["value"]
        monkeypatch.setattr(store, "MOST_CHARACTERS", 1)
        first = get("baris?$top=3")
        assert (len(first.json["value"]), follow(app, first)) == (1, whole)

    def test_what_is_wanted_in_all_is_kept_over_the_pages(self, app, get):
        first = get("baris?$top=2&$skip=1", headers={"Prefer": "odata.maxpagesize=1"})
        assert [row["_id"] for row in follow(app, first)] == [2, 3]

    def test_who_has_the_version_is_told_so(self, get):
        etag = get("baris").headers["ETag"]
        assert get("baris", headers={"If-None-Match": etag}).status_code == 304


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "where"),
        [("$filter=tahun gr 5", "$filter"), ("$filter=tahun eq 'dua'", "$filter"), ("$apply=x", "$apply"),
         ("$skiptoken=x", "$skiptoken"), ("$format=atom", "$format"), ("$filter=tolower(kecamatan) eq 'x'", "$filter")],
    )  # fmt: skip
    def test_what_is_not_understood_is_told_with_its_place(self, get, asked, where):
        response = get(f"baris?{asked}")
        assert (response.status_code, response.json["error"]["where"]) == (400, where)
        assert response.headers["OData-Version"] == "4.0"

    def test_a_key_of_no_row_is_not_there(self, get):
        response = get("baris(4)")
        assert (response.status_code, response.json["error"]["code"]) == (404, "not_found")

    @pytest.mark.parametrize("address", ["", "$metadata", "baris", "baris(1)", "baris/$count"])
    def test_a_private_table_is_not_there_for_others(self, get, address):
        assert get(address, name="private").status_code == 404

    def test_a_resource_without_a_table_has_no_feed(self, app, table):
        dataset = factories.Dataset(owner_org=factories.Organization()["id"])
        resource = factories.Resource(package_id=dataset["id"], url="https://contoh.invalid/a.pdf")
        assert app.get(f"/api/paser/v1/odata/{resource['id']}/").status_code == 404


def test_a_table_of_the_api_is_read_too(app, table):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    made = call_action(
        "datastore_create",
        resource={"package_id": dataset["id"]},
        fields=[{"id": "Nama Lengkap", "type": "text"}, {"id": "rinci", "type": "json"}],
        records=[{"Nama Lengkap": "Kuaro", "rinci": {"a": [1]}}],
    )
    address = f"/api/paser/v1/odata/{made['resource_id']}/baris?$filter=Nama_x0020_Lengkap eq 'Kuaro'"
    (row,) = app.get(address).json["value"]
    assert row == {"_id": 1, "Nama_x0020_Lengkap": "Kuaro", "rinci": '{"a": [1]}'}


def test_what_is_not_finite_has_odatas_word_or_none(app, table):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    types = {"f": "float8", "n": "numeric", "d": "date", "t": "timestamp"}
    made = call_action(
        "datastore_create",
        resource={"package_id": dataset["id"]},
        fields=[{"id": name, "type": type_} for name, type_ in types.items()],
        records=[
            {"f": "Infinity"},
            {"f": "-Infinity", "n": "1.50", "d": "2024-01-31"},
            {"f": "NaN"},
            {"f": 0.5},
            {"n": 7},
        ],
    )
    with get_write_engine().begin() as connection:  # as tables have it that were made before it was refused
        values = "n = 'NaN', d = 'infinity', t = '-infinity'"
        connection.execute(sa.text(f'UPDATE "{made["resource_id"]}" SET {values} WHERE _id = 1'))
    rows = app.get(f"/api/paser/v1/odata/{made['resource_id']}/baris").json["value"]
    assert [row["f"] for row in rows] == ["INF", "-INF", "NaN", 0.5, None]
    assert [row["n"] for row in rows] == [None, 1.5, None, None, 7]
    assert [(row["d"], row["t"]) for row in rows[:2]] == [(None, None), ("2024-01-31", None)]


def test_days_of_years_that_edm_has_not_are_null(app, table):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    types = {"d": "date", "t": "timestamp", "z": "timestamptz"}
    days = ["0044-03-15 BC", "10000-01-01", "0001-01-02", "9999-12-30"]
    made = call_action(
        "datastore_create",
        resource={"package_id": dataset["id"]},
        fields=[{"id": name, "type": type_} for name, type_ in types.items()],
        records=[dict.fromkeys(types, day) for day in days],
    )
    before, after, *known = app.get(f"/api/paser/v1/odata/{made['resource_id']}/baris").json["value"]
    assert [before[name] or after[name] for name in types] == [None, None, None]
    assert [(row["d"], row["t"]) for row in known] == [
        ("0001-01-02", "0001-01-02T00:00:00.000000Z"),
        ("9999-12-30", "9999-12-30T00:00:00.000000Z"),
    ]
