"""Claims about the national formats as REST: who gets what, in which form, and what nobody gets."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.usefixtures("with_plugins"),
    pytest.mark.ckan_config("ckan.plugins", "paser dcat scheming_datasets scheming_organizations datastore"),
]
API = "/api/paser/v1"
PATHS = ("sdi/dataset", "indah/dataset", "sipd/dataset", "indah/kegiatan")


def asked(app: Any, path: str, status: int = 200, **more: Any) -> Any:
    return json.loads(app.get(f"{API}/{path}", status=status, **more).body)


class TestSample:
    @pytest.mark.parametrize("path", ["sdi/dataset/penduduk-kecamatan", "indah/dataset/penduduk-kecamatan"])
    def test_everybody_may_have_it_and_keep_it_for_seconds(self, app, sample, path):
        answer = app.get(f"{API}/{path}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"].startswith("public, max-age=5")

    def test_a_dataset_is_told_with_its_activity(self, app, sample):
        (name,) = (one["name"] for one in sample if one.get("kegiatan"))
        said = asked(app, f"sdi/dataset/{name}")
        assert said["judul_kegiatan"] == "DATA CONTOH: Kompilasi Data Pengaduan Masyarakat"
        assert said["produsen_data_name"] == said["publisher"]

    def test_an_activity_comes_with_the_variables_of_its_datasets(self, app, sample):
        said = asked(app, "indah/kegiatan/contoh-kompilasi-pengaduan-masyarakat")
        assert said["data"]["blok_ii"]["penanggung_jawab_teknis"]["nama"] is None
        assert [one["alias"] for one in said["metadata_variabel"]] == [
            "kode_kecamatan",
            "jenis_kelamin",
            "jumlah",
        ]

    def test_persons_are_told_to_nobody_not_even_to_the_administrator(self, app, sample):
        token = {"Authorization": factories.APIToken(user=factories.Sysadmin()["name"])["token"]}
        text = app.get(f"{API}/indah/kegiatan/contoh-kompilasi-pengaduan-masyarakat", headers=token).body
        assert not [
            said for said in ("Nama Contoh Kompilasi", "0000-111111", "pj.kompilasi@") if said in text
        ]

    def test_the_list_of_public_information_has_every_dataset_and_no_activity(self, app, sample):
        answer = app.get(f"{API}/ppid/daftar-informasi-publik.csv")
        rows = list(csv.DictReader(io.StringIO(answer.body)))
        assert {row["judul"] for row in rows} == {one["title"] for one in sample}
        assert {row["kategori_informasi"] for row in rows} - {""} == {
            "Wajib disediakan dan diumumkan secara berkala",
            "Wajib tersedia setiap saat",
        }

    def test_a_dataset_costs_few_questions(self, app, sample, statements):
        app.get(f"{API}/sdi/dataset/penduduk-kecamatan")
        statements.clear()
        app.get(f"{API}/sdi/dataset/penduduk-kecamatan")
        assert len(statements) <= 6, statements

    def test_a_dataset_without_a_table_has_no_values(self, app, sample):
        assert asked(app, "sipd/dataset/penduduk-kecamatan", 404)["error"]["message"]

    @pytest.mark.parametrize(
        "path", ["sdi/dataset/contoh-kompilasi-pengaduan-masyarakat", "indah/kegiatan/penduduk-kecamatan"]
    )
    def test_an_address_of_the_other_kind_leads_nowhere(self, app, sample, path):
        assert asked(app, path, 404)["error"]["code"] == "not_found"


@pytest.mark.usefixtures("non_clean_db")
class TestPrivate:
    @pytest.mark.parametrize("path", PATHS)
    def test_what_is_private_and_what_is_not_there_are_told_alike(self, app, complete, path):
        private = asked(app, f"{path}/{complete['name']}", 404)["error"]
        missing = asked(app, f"{path}/tidak-ada", 404)["error"]
        assert private["code"] == missing["code"] == "not_found"
        assert complete["title"] not in json.dumps(private)

    def test_its_editor_has_it_and_nobody_may_keep_it(self, app, complete):
        editor = factories.User()
        member = {"id": complete["owner_org"], "username": editor["name"], "role": "editor"}
        call_action("organization_member_create", **member)
        token = {"Authorization": factories.APIToken(user=editor["name"])["token"]}
        answer = app.get(f"{API}/sdi/dataset/{complete['name']}", headers=token)
        assert json.loads(answer.body)["rumus"] == complete["rumus"]
        assert "max-age=5" not in answer.headers["Cache-Control"]

    def test_it_is_not_in_the_list_of_public_information(self, app, complete):
        assert complete["name"] not in app.get(f"{API}/ppid/daftar-informasi-publik.csv").body


@pytest.mark.usefixtures("non_clean_db")
class TestSipd:
    @pytest.fixture
    def made(self, dataset) -> dict[str, Any]:
        dataset |= {"kode_dssd": "1.06.1", "level_penyajian": ["kabupaten"]}
        package = call_action("package_create", **dataset, resources=[])
        fields = [
            {"id": "tahun", "type": "int", "info": {"peran": "waktu"}},
            {"id": "persen", "type": "numeric", "info": {"peran": "ukuran", "agregasi": "tidak_boleh"}},
        ]
        about = {"package_id": package["id"], "name": "Tabel", "format": "CSV", **PERIOD}
        call_action(
            "datastore_create",
            resource=about,
            fields=fields,
            records=[{"tahun": 2020, "persen": "9.1"}, {"tahun": 2021, "persen": 10}],
        )
        return package

    def test_values_of_the_newest_table_come_by_year(self, app, made):
        assert asked(app, f"sipd/dataset/{made['name']}") == {
            "data": [
                {"kodeindikator": "1.06.1", "kodepemda": "6401", "tahun": 2020, "data": 9.1},
                {"kodeindikator": "1.06.1", "kodepemda": "6401", "tahun": 2021, "data": 10},
            ]
        }

    def test_a_dataset_without_a_code_says_what_is_missing(self, app, made):
        call_action("package_patch", id=made["id"], kode_dssd="")
        told = asked(app, f"sipd/dataset/{made['name']}", 400)["error"]
        assert (told["code"], told["where"]) == ("no_dssd", "kode_dssd")


PERIOD = {"periode_mulai": "2020", "periode_selesai": "2021", "level_penyajian": "kabupaten"}
