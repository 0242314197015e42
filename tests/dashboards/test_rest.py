"""Claims about the REST answers and the actions behind them."""

from __future__ import annotations

import csv
import io

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from paser_dashboards.walls.service import refresh

BASE = "/api/paser/v1"


@pytest.fixture
def name(shared_stage, published) -> str:
    """Name of the dataset of the indicator ``miskin``."""
    if not published:
        package = shared_stage.publish()
        shared_stage.indicator("miskin", package["name"])
        shared_stage.dashboard("paser", {"id": "miskin", "jenis": "angka", "indikator": "miskin"})
        published["miskin"] = package["name"]
    refresh()
    return published["miskin"]


HALVES = """kode_wilayah;tahun;persen;status
64.01;2024-S1;9;tetap
64.01;2024-S2;8;tetap
64.01;2025-S1;7;tetap
"""


@pytest.fixture
def halves(app, stage):
    """Asks for the made-up half-yearly values of the indicator ``paruh``."""
    package = stage.publish(HALVES, title="DATA CONTOH: paruh tahun", data_contoh=True)
    stage.indicator("paruh", package["name"], frekuensi="semesteran")
    refresh()
    return lambda asked: app.get(f"{BASE}/indikator/paruh/data?{asked}")


@pytest.fixture
def answer(app, name):
    return lambda address: app.get(f"{BASE}{address}").json


class TestIndicators:
    def test_the_list_tells_the_last_value_of_each(self, answer):
        found = answer("/indikator")
        (item,) = found["items"]
        assert (found["total"], found["next"]) == (1, None)
        assert [item[key] for key in ("id", "nilai", "periode", "status", "segar", "contoh")] == [
            "miskin", 8.63, "2024", "P", "segar", False,
        ]  # fmt: skip

    def test_one_tells_what_it_means_how_it_is_made_and_where_from(self, answer, name):
        found = answer("/indikator/miskin")
        assert (found["ms_ind"]["definisi"], found["data"]["nilai"], found["sumber"]["dataset"]) == (
            "Penduduk di bawah garis kemiskinan.", "persen", name,
        )  # fmt: skip
        assert found["sumber"]["received"]

    def test_an_unknown_one_is_an_error_in_the_common_form(self, app, name):
        error = app.get(f"{BASE}/indikator/x", status=404).json["error"]
        assert error == {"code": "not_found", "message": "Tidak ada indikator dengan nama ini.", "where": ""}


class TestData:
    def test_values_come_as_json(self, answer):
        found = answer("/indikator/miskin/data")
        assert [(item["periode"], item["nilai"]) for item in found["items"]] == [
            ("2022", 9.43), ("2023", 9.11), ("2024", 8.63),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "periods"),
        [
            ("dari=2023", ["2023", "2024"]),
            ("sampai=2023", ["2022", "2023"]),
            ("wilayah=64.01.04", []),
            ("wilayah=64.01&dari=2024", ["2024"]),
        ],
    )
    def test_they_can_be_narrowed_by_area_and_period(self, answer, asked, periods):
        found = answer(f"/indikator/miskin/data?{asked}")
        assert [item["periode"] for item in found["items"]] == periods

    @pytest.mark.parametrize(
        ("asked", "periods"),
        [
            ("sampai=2024", ["2024-S1", "2024-S2"]),
            ("sampai=2024-S1", ["2024-S1"]),
            ("dari=2024-07&sampai=2025-12", ["2024-S2", "2025-S1"]),
        ],
    )
    def test_a_year_holds_the_parts_of_it(self, halves, asked, periods):
        assert [item["periode"] for item in halves(asked).json["items"]] == periods

    def test_made_up_values_say_so_in_every_form_and_name_their_source(self, app, halves):
        found = halves("").json
        named = app.get(f"{BASE}/indikator/paruh").json["nama"]
        assert named == {"id": "DATA CONTOH: Persentase penduduk miskin", "en": "SAMPLE DATA: Poverty rate"}
        told = {(found["contoh"], item["catatan"], item["sumber"]) for item in found["items"]}
        assert told == {(True, "DATA CONTOH", "BPS, dikutip media lokal")}
        for form, column in (("csv", "catatan"), ("sdmx-csv", "COMMENT_OBS")):
            rows = list(csv.DictReader(io.StringIO(halves(f"format={form}").body)))
            assert [row[column] for row in rows] == ["DATA CONTOH"] * 3

    @pytest.mark.parametrize(("form", "column"), [("csv", "nilai"), ("sdmx-csv", "OBS_VALUE")])
    def test_they_come_as_csv_too(self, app, name, form, column):
        response = app.get(f"{BASE}/indikator/miskin/data?format={form}")
        rows = csv.DictReader(io.StringIO(response.body))
        assert [row[column] for row in rows] == ["9.43", "9.11", "8.63"]
        assert response.headers["Content-Disposition"] == 'attachment; filename="miskin.csv"'

    def test_a_status_is_told_in_words_beside_its_code_in_json_and_csv(self, app, answer):
        told = [
            (item["status"], item["keterangan_status"]) for item in answer("/indikator/miskin/data")["items"]
        ]
        assert told == [("A", "normal")] * 2 + [("P", "sementara atau belum dikonfirmasi Walidata")]
        written = app.get(f"{BASE}/indikator/miskin/data?format=csv").body
        assert [
            (row["status"], row["keterangan_status"]) for row in csv.DictReader(io.StringIO(written))
        ] == told

    @pytest.mark.parametrize(
        ("asked", "where"),
        [
            ("dari=besok", "dari"),
            ("format=xml", "format"),
            ("wilayah=xx", "wilayah"),
            ("wilayah=Kuaro", "wilayah"),
            ("dari=2024&sampai=2022", "sampai"),
            ("foo=1", "foo"),
        ],
    )
    def test_a_question_that_cannot_be_answered_names_its_place(self, app, name, asked, where):
        assert app.get(f"{BASE}/indikator/miskin/data?{asked}", status=400).json["error"]["where"] == where

    @pytest.mark.parametrize("address", ["/indikator", "/indikator/miskin"])
    def test_what_nothing_is_asked_by_is_refused(self, app, name, address):
        assert app.get(f"{BASE}{address}?foo=1", status=400).json["error"]["where"] == "foo"


class TestPictures:
    def test_a_picture_is_fetched_by_its_hash_kept_for_ever_and_can_do_nothing(self, app, name):
        digest = app.get(f"{BASE}/dasbor/paser/snapshot").json["panel"][0]["gambar"]["tren"]
        response = app.get(f"{BASE}/gambar/{digest}.svg")
        assert response.body.startswith("<svg ")
        assert "immutable" in response.headers["Cache-Control"]
        assert "sandbox" in response.headers["Content-Security-Policy"]

    def test_an_unknown_hash_is_not_found(self, app, name):
        assert app.get(f"{BASE}/gambar/abc.svg", status=404).json["error"]["code"] == "not_found"


class TestDashboards:
    def test_the_action_lists_and_shows_them(self, name):
        assert [one["id"] for one in call_action("paser_dashboard_list")] == ["paser"]
        assert [one["id"] for one in call_action("paser_dashboard_show", id="paser")["panel"]] == ["miskin"]

    def test_an_unknown_one_is_not_found(self, name):
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_dashboard_show", id="x")


class TestWhatIsNotThere:
    @pytest.mark.parametrize("address", ["", "/indikatro", "/indikator/miskin/angka"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_an_unknown_address_is_told_in_json(self, app, address, method):
        found = getattr(app, method)(f"{BASE}{address}")
        error = {
            "code": "not_found",
            "message": "Tidak ada apa-apa di alamat ini.",
            "where": f"{BASE}{address}",
        }
        assert (found.status_code, found.json) == (404, {"error": error})
        assert found.headers["Access-Control-Allow-Origin"] == "*"

    def test_a_method_that_an_address_does_not_take_is_told_with_those_that_it_takes(self, app):
        found = app.post(f"{BASE}/indikator")
        error = {
            "code": "method_not_allowed",
            "message": "Di sini pakai salah satu dari: GET, HEAD, OPTIONS.",
            "where": f"{BASE}/indikator",
        }
        assert (found.status_code, found.json) == (405, {"error": error})
        assert found.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert found.headers["Access-Control-Allow-Origin"] == "*"

    def test_other_pages_stay_pages(self, app):
        assert "<html" in app.get("/tidak-ada").text
