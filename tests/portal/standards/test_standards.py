"""Claims about the data standards of the portal. All standards are DATA CONTOH."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan.cli.cli import ckan as ckan_command
from ckan.tests import factories
from ckan.tests.helpers import call_action

HEADINGS = "id_sds,konsep,definisi,klasifikasi,ukuran,satuan"
VISITS = "SD99004.00.00,Kunjungan puskesmas,DATA CONTOH,Menurut bulan,jumlah,orang"
PEOPLE = "SD99001.00.00,Penduduk,DATA CONTOH. Tanpa kunjungan.,,jumlah,jiwa 100%"

AGENCY = {
    "jenis_opd": "dinas",
    "peran_sdi": ["produsen"],
    "kode_urusan": ["1.02"],
    "email": "data@contoh.invalid",
}

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.usefixtures("clean_db", "with_plugins"),
]


@pytest.fixture
def load(cli, tmp_path):
    def run(*rows: str):
        path = Path(tmp_path, "sds.csv")
        path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
        return cli.invoke(ckan_command, ["paser", "standards", "load", str(path)])

    return run


def found(**asked) -> list[str]:
    return [one["id_sds"] for one in call_action("paser_standard_list", **asked)["items"]]


@pytest.mark.usefixtures("with_request_context")
class TestLoading:
    def test_a_second_run_writes_nothing(self, load):
        assert [load(VISITS, PEOPLE).stdout for _ in range(2)] == ["2 created\n", "2 unchanged\n"]

    def test_a_standard_is_changed_and_what_the_file_does_not_name_stays(self, load):
        load(VISITS, PEOPLE)
        assert load(VISITS.replace("orang", "kk")).stdout == "1 updated\n"
        items = call_action("paser_standard_list")["items"]
        assert {one["id_sds"]: one["satuan"] for one in items} == {
            "SD99001.00.00": "jiwa 100%",
            "SD99004.00.00": "kk",
        }

    def test_one_wrong_row_keeps_all_of_them_out_and_is_told(self, load):
        result = load(PEOPLE, VISITS.replace("SD99004.00.00", "SD4"))
        assert (result.exit_code, found()) == (1, [])
        assert result.stderr.splitlines() == [
            "sds.csv, row 3: “SD4” is no code of a data standard. Write it as SD00001.00.01.",
            "Error: nothing was loaded",
        ]


@pytest.mark.usefixtures("with_request_context")
class TestStandardList:
    @pytest.mark.parametrize(
        ("q", "codes"),
        [
            ("", ["SD99001.00.00", "SD99004.00.00"]),
            ("PUSKESMAS", ["SD99004.00.00"]),
            ("kunjungan", ["SD99004.00.00", "SD99001.00.00"]),
            ("contoh penduduk", ["SD99001.00.00"]),
            ("99004", ["SD99004.00.00"]),
            ("100%", ["SD99001.00.00"]),
            ("kunjungan_puskesmas", []),
        ],
    )
    def test_all_words_stand_in_what_is_found_and_those_in_its_concept_come_first(self, load, q, codes):
        load(VISITS, PEOPLE)
        assert found(q=q) == codes

    def test_it_tells_how_many_there_are_beyond_the_limit(self, load):
        load(VISITS, PEOPLE)
        told = call_action("paser_standard_list", limit=1)
        assert (len(told["items"]), told["total"]) == (1, 2)

    @pytest.mark.parametrize("limit", [0, 101, "banyak"])
    def test_a_limit_is_from_one_to_a_hundred(self, limit):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("paser_standard_list", limit=limit)
        assert list(refused.value.error_dict) == ["limit"]

    def test_everybody_may_ask_with_a_plain_get_and_is_told_in_words_too(self, load, app):
        load(VISITS)
        answer = app.get("/api/3/action/paser_standard_list?q=puskesmas&limit=5")
        assert answer.json["result"]["items"] == [
            {
                "id_sds": "SD99004.00.00",
                "konsep": ["Kunjungan puskesmas"],
                "definisi": "DATA CONTOH",
                "klasifikasi": "Menurut bulan",
                "ukuran": "jumlah",
                "satuan": "orang",
                "labels": {"ukuran": "Jumlah", "satuan": "Orang"},
            }
        ]


class TestForm:
    @pytest.fixture
    def form(self, app):
        editor = factories.UserWithToken()
        factories.Organization(users=[{"name": editor["name"], "capacity": "editor"}], **AGENCY)
        headers = {"Authorization": editor["token"]}
        return lambda: BeautifulSoup(app.get("/dataset/new", headers=headers).text, "html.parser")

    def test_without_a_list_it_asks_for_the_code_among_the_advanced_fields(self, form):
        field = form().select_one("input[name=id_sds]")
        assert (field.find_parent("details") is None, field.parent.get("data-module")) == (False, None)

    def test_with_a_list_it_stands_before_what_it_fills_in_and_stays_a_text_field_without_scripts(
        self, load, form
    ):
        load(VISITS)
        page = form()
        field = page.select_one("input[name=id_sds]")
        names = [one.get("name") for one in page.select("form [name]")]
        assert (field["type"], field.find_parent("details")) == ("text", None)
        assert field.parent["data-source"] == "/api/3/action/paser_standard_list"
        assert names.index("id_sds") < names.index("konsep")
