"""Claims about the rows of a table, as the REST address gives them."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.rows import store

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


def items(response) -> list[dict]:
    return json.loads(response.body, parse_float=Decimal)["items"]


def column(response, name: str) -> list:
    return [item[name] for item in items(response)]


def walk(app, response) -> list[list[dict]]:
    """The pages from this one to the end, by following ``next``."""
    pages = [response.json["items"]]
    while following := response.json["next"]:
        parts = urlsplit(following)
        response = app.get(f"{parts.path}?{parts.query}")
        pages.append(response.json["items"])
    return pages


class TestRows:
    def test_they_come_with_their_columns_total_and_version(self, ask):
        found = ask("batas=2").json
        assert [(c["id"], c["label"], c["type"]) for c in found["columns"]] == [
            ("kode_wilayah", "kode_wilayah", "code"), ("kecamatan", "kecamatan", "text"),
            ("tahun", "tahun", "integer"), ("penduduk", "penduduk", "integer"), ("luas", "luas", "number"),
            ("dicatat", "dicatat", "date"), ("aktif", "aktif", "boolean"),
        ]  # fmt: skip
        assert found["items"][0] == {
            "kode_wilayah": "64.01.04", "kecamatan": "Tanah Grogot", "tahun": 2020, "penduduk": 78018,
            "luas": 335.58, "dicatat": "2021-03-01", "aktif": True,
        }  # fmt: skip
        assert (found["total"], len(found["items"]), bool(found["version"])) == (6, 2, True)

    def test_numbers_are_as_exact_as_they_are_stored_and_nothing_is_null(self, ask):
        assert column(ask("kode_wilayah=64.01.10"), "luas") == [Decimal("855.25"), None]

    def test_columns_come_in_the_order_asked_for(self, ask):
        assert list(items(ask("kolom=tahun,kode_wilayah&batas=1"))[0]) == ["tahun", "kode_wilayah"]

    @pytest.mark.parametrize(
        ("question", "years"),
        [
            ("kode_wilayah=64.01.07", [2020, 2021]),
            ("kode_wilayah=64.01.07,64.01.04&tahun=2020", [2020, 2020]),
            ("penduduk__gt=13422&penduduk__lte=78018", [2020]),
            ("penduduk__isnull=true", [2021]),
            ("penduduk__ne=5000&tahun=2021", [2021, 2021]),
            ("kecamatan__contains=UTARA", [2020, 2021]),
            ("kecamatan__startswith=tanah", [2020, 2021]),
            ('kecamatan="Muara Samu, Utara",x', [2020, 2021]),
            ("kecamatan__contains=%25", []),
            ("dicatat__gte=2022-03-02", [2021]),
            ("aktif=false", [2020, 2021]),
            ("luas=335.580", [2020, 2021]),
            ("kode_wilayah=' OR 1=1 --", []),
        ],
    )
    def test_filters_narrow_them_and_the_total(self, ask, question, years):
        response = ask(f"kolom=tahun&{question}")
        assert (column(response, "tahun"), response.json["total"]) == (years, len(years))

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("penduduk__eq=5000", 2),
            ("penduduk__ne=5000", 4),
            ("penduduk__gt=13422", 2),
            ("penduduk__gte=13422", 3),
            ("penduduk__lt=13422", 2),
            ("penduduk__lte=13422", 3),
            ("penduduk__isnull=true", 1),
            ("penduduk__isnull=false", 5),
            ("kecamatan__contains=SAMU", 2),
            ("kecamatan__startswith=muara", 4),
            ("kecamatan__endswith=komam", 2),
        ],
    )
    def test_each_comparison_may_be_the_only_condition(self, ask, condition, expected):
        assert (len(items(ask(condition))), ask(condition).json["total"]) == (expected, expected)

    def test_a_cell_with_a_line_end_is_found_by_its_value(self, app, noted):
        address = f"/api/paser/v1/tabel/{noted}/baris"
        assert app.get(f"{address}?catatan=baris%0Abaru").json["total"] == 1
        assert app.get(f"{address}?catatan__eq=%22baris%0Abaru%22,satu").json["total"] == 2

    def test_bytes_that_are_no_text_are_refused(self, ask):
        response = ask("kecamatan=%FF", expect_errors=True)
        assert (response.status_code, response.json["error"]["code"]) == (400, "not_utf8")

    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            ("penduduk", [5000, 5000, 13422, 78018, 79143, None]),
            ("-penduduk", [79143, 78018, 13422, 5000, 5000, None]),
        ],
    )
    def test_empty_cells_come_last_in_either_order(self, ask, order, expected):
        assert column(ask(f"urut={order}"), "penduduk") == expected

    @pytest.mark.parametrize(
        "order", ["", "penduduk", "-penduduk", "-dicatat,luas", "aktif,-kode_wilayah", "-luas,luas"]
    )
    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_following_next_gives_every_row_once_in_the_order_of_one_long_page(self, app, ask, order, size):
        whole = ask(f"urut={order}").json["items"]
        pages = walk(app, ask(f"urut={order}&batas={size}"))
        assert [row for page in pages for row in page] == whole
        assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)

    @pytest.mark.parametrize("order", ["", "-penduduk"])
    def test_a_page_of_long_rows_ends_early_and_next_takes_over_there(self, app, ask, order, monkeypatch):
        whole = ask(f"urut={order}").json["items"]
        monkeypatch.setattr(store, "MOST_CHARACTERS", 300)
        pages = walk(app, ask(f"urut={order}&batas=10000"))
        assert [row for page in pages for row in page] == whole
        assert [len(page) for page in pages] == [3, 3]

    def test_a_row_longer_than_a_page_is_a_page(self, app, ask, monkeypatch):
        monkeypatch.setattr(store, "MOST_CHARACTERS", 1)
        assert [len(page) for page in walk(app, ask("batas=100"))] == [1] * 6

    @pytest.mark.parametrize("order", ["-teks", "teks", "nomor,-teks"])
    def test_no_text_is_too_long_to_go_on_from(self, app, long_texts, order):
        table, _ = long_texts
        address = f"/api/paser/v1/tabel/{table}/baris?urut={order}"
        pages = walk(app, app.get(f"{address}&batas=2"))
        assert [row for page in pages for row in page] == app.get(address).json["items"]
        assert [len(page) for page in pages] == [2, 2, 2]

    @pytest.mark.parametrize(
        "question", ["urut=-teks&batas=2", "kelompok=teks&batas=1"], ids=["row", "group"]
    )
    def test_the_end_of_a_line_that_is_not_there_any_more_is_told(self, app, long_texts, question):
        table, replace = long_texts
        parts = urlsplit(app.get(f"/api/paser/v1/tabel/{table}/baris?{question}").json["next"])
        replace("z")
        response = app.get(f"{parts.path}?{parts.query}", expect_errors=True)
        assert (response.status_code, response.json["error"]["code"]) == (400, "place_gone")

    @pytest.mark.parametrize(
        "groups",
        ["kelompok=teks", "kelompok=teks,nomor&urut=-teks", "kelompok=nomor&hitung=teks:max&urut=teks_max"],
    )
    def test_groups_of_long_texts_come_once_each_by_addresses_that_servers_take(
        self, app, long_texts, groups
    ):
        table, _ = long_texts
        address = f"/api/paser/v1/tabel/{table}/baris?{groups}"
        first = app.get(f"{address}&batas=1")
        pages = walk(app, first)
        assert [row for page in pages for row in page] == app.get(address).json["items"]
        assert len(pages) > 1
        assert len(first.json["next"]) < 1_000

    def test_the_total_stays_the_whole_on_every_page(self, app, ask):
        parts = urlsplit(ask("batas=1&tahun=2021").json["next"])
        assert app.get(f"{parts.path}?{parts.query}").json["total"] == 3

    def test_a_page_of_no_rows_tells_the_total(self, ask):
        assert (ask("batas=0").json["items"], ask("batas=0").json["total"]) == ([], 6)


class TestGroups:
    def test_figures_are_computed_by_group(self, ask):
        response = ask("kelompok=tahun&hitung=penduduk:sum,luas:max,penduduk:count,*:count&urut=tahun")
        assert items(response) == [
            {
                "tahun": 2020,
                "penduduk_sum": 96440,
                "luas_max": Decimal("1753.4"),
                "penduduk_count": 3,
                "count": 3,
            },
            {
                "tahun": 2021,
                "penduduk_sum": 84143,
                "luas_max": Decimal("1753.4"),
                "penduduk_count": 2,
                "count": 3,
            },
        ]
        assert response.json["total"] == 2

    def test_a_sum_says_which_areas_and_dimensions_it_puts_together(self, ask):
        def over(question: str) -> list:
            return [column.get("over") for column in ask(question).json["columns"]]

        areas = ["kode_wilayah", "kecamatan"]
        assert over("kelompok=tahun&hitung=penduduk:sum,penduduk:max") == [
            None,
            [*areas, "dicatat", "aktif"],
            None,
        ]
        assert over("kelompok=dicatat&hitung=luas:sum&aktif=true") == [None, [*areas, "tahun"]]

    def test_people_of_several_years_are_not_added(self, ask):
        assert ask("hitung=penduduk:sum", status=400).json["error"]["code"] == "not_aggregable"
        assert items(ask("hitung=penduduk:sum&tahun=2020")) == [{"penduduk_sum": 96440}]

    def test_filters_come_before_grouping(self, ask):
        assert items(ask("kelompok=kode_wilayah&tahun=2021&penduduk__isnull=false")) == [
            {"kode_wilayah": "64.01.04", "count": 1}, {"kode_wilayah": "64.01.10", "count": 1},
        ]  # fmt: skip

    def test_without_groups_the_figures_are_of_all_rows(self, ask):
        response = ask("hitung=tahun:min,tahun:max&urut=tahun_max")
        assert (items(response), response.json["total"]) == ([{"tahun_min": 2020, "tahun_max": 2021}], 1)

    @pytest.mark.parametrize("order", ["", "-penduduk_sum", "penduduk_sum,-tahun"])
    def test_groups_are_paged_like_rows(self, app, ask, order):
        question = f"kelompok=penduduk,tahun&hitung=penduduk:sum&urut={order}"
        pages = walk(app, ask(f"{question}&batas=2"))
        assert [row for page in pages for row in page] == ask(question).json["items"]


class TestTablesOfOthers:
    def test_columns_may_be_called_whatever_a_question_calls_something_itself(self, app, stage):
        names = ("x", "y", "line", "t", "count", "page", "json")
        made = call_action(
            "datastore_create",
            resource={"package_id": stage["public_dataset"]},
            force=True,
            fields=[{"id": name, "type": "int4"} for name in names],
            records=[dict.fromkeys(names, 1)],
        )
        address = f"/api/paser/v1/tabel/{made['resource_id']}/baris"
        assert app.get(address).json["items"] == [dict.fromkeys(names, 1)]
        assert app.get(f"{address}?kelompok=x,t").json["items"] == [{"x": 1, "t": 1, "count": 1}]

    def test_a_table_of_the_api_is_read_too_by_a_version_of_its_own(self, app, api_table):
        response = app.get(f"/api/paser/v1/tabel/{api_table}/baris")
        assert response.json["items"] == [
            {
                "Nama Lengkap": "Kuaro 100%",
                "batas": 1,
                "rinci": {"a": [1]},
                "saat": "2025-01-02T03:04:05",
                "ukur": 0.1,
            },
            {"Nama Lengkap": "Long_Ikis", "batas": 2, "rinci": None, "saat": None, "ukur": 1e300},
        ]
        assert response.json["total"] == 2
        assert response.json["version"]
        assert "ETag" in response.headers

    def test_a_moment_is_told_with_its_distance_from_utc_where_it_has_one(self, app, stage):
        made = call_action(
            "datastore_create",
            resource={"package_id": stage["public_dataset"]},
            force=True,
            fields=[{"id": "saat", "type": "timestamptz"}],
            records=[{"saat": "2025-01-02T11:04:05+08:00"}],
        )
        (item,) = app.get(f"/api/paser/v1/tabel/{made['resource_id']}/baris").json["items"]
        assert datetime.fromisoformat(item["saat"]) == datetime.fromisoformat("2025-01-02T11:04:05+08:00")

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("batas__eq=2", ["Long_Ikis"]),
            ("Nama%20Lengkap__contains=100%25", ["Kuaro 100%"]),
            ("Nama%20Lengkap__contains=g_i", ["Long_Ikis"]),
            ("ukur=0.1", ["Kuaro 100%"]),
            ("saat__lt=2025-01-03", ["Kuaro 100%"]),
            ("rinci__isnull=true", ["Long_Ikis"]),
        ],
    )
    def test_every_column_can_be_filtered_whatever_its_name_and_type(
        self, app, api_table, question, expected
    ):
        assert (
            column(app.get(f"/api/paser/v1/tabel/{api_table}/baris?{question}"), "Nama Lengkap") == expected
        )

    def test_paging_goes_on_after_a_number_of_any_size(self, app, api_table):
        pages = walk(app, app.get(f"/api/paser/v1/tabel/{api_table}/baris?urut=ukur&batas=1"))
        assert [page[0]["batas"] for page in pages] == [1, 2]
