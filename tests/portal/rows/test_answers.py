"""Claims about who gets which answer, how long it may be kept, and what it costs."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import psycopg
import pytest
import sqlalchemy as sa
from psycopg2 import extensions

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

from ckanext.paser.rows import service, store
from ckanext.paser.rows.connections import Connections
from ckanext.paser.rows.rules.query import Order, Query
from ckanext.paser.tables.edits import editing
from ckanext.paser.tables.loading import load

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

UNSEEN = {
    "error": {
        "code": "not_found",
        "message": "Tidak ada apa-apa di sini, atau tidak ada yang boleh Anda lihat. Sertakan token API bila Anda punya.",
        "where": "",
    }
}


@contextmanager
def told(note: Callable[[str], None]) -> Iterator[None]:
    """Tell each statement before a database is asked, be it by CKAN or through the rows' own connections."""

    class Telling(extensions.cursor):
        def execute(self, query, vars=None):
            note(query)
            return super().execute(query, vars)

    def surely(connections, read):
        def listened(connection):
            connection.cursor_factory = Telling
            try:
                return read(connection)
            finally:
                connection.cursor_factory = None

        return own(connections, listened)

    def by_ckan(conn, cursor, statement, *rest):
        note(statement)

    own = Connections.surely
    sa.event.listen(sa.engine.Engine, "before_cursor_execute", by_ckan)
    try:
        with patch.object(Connections, "surely", surely):
            yield
    finally:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", by_ckan)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of databases meanwhile."""
    seen: list[str] = []
    with told(seen.append):
        yield seen


@pytest.fixture
def member(stage) -> dict[str, str]:
    """What somebody of the agency sends along."""
    user = factories.UserWithToken()
    admin = call_action("get_site_user")["name"]
    call_action(
        "organization_member_create",
        {"user": admin},
        id=stage["agency"],
        username=user["id"],
        role="member",
    )
    return {"Authorization": user["token"]}


@pytest.fixture
def edited_table(stage, tmp_path) -> str:
    """A table of a file, for a test that edits its rows."""
    resource = factories.Resource(package_id=stage["public_dataset"], url="nilai.csv", format="CSV")
    (tmp_path / "nilai.csv").write_text("nama;nilai\na;1\nb;2\n", encoding="utf-8")
    load(resource["id"], tmp_path / "nilai.csv", "nilai.csv")
    return resource["id"]


@pytest.fixture
def long_table(stage, tmp_path) -> str:
    """1,000 rows of 1,000 characters."""
    resource = factories.Resource(package_id=stage["public_dataset"], url="batas.csv", format="CSV")
    text = "desa;batas\n" + "".join(f"Desa Contoh {n};{'x' * 970}\n" for n in range(1_000))
    (tmp_path / "batas.csv").write_text(text, encoding="utf-8")
    load(resource["id"], tmp_path / "batas.csv", "batas.csv")
    return resource["id"]


class TestAccess:
    def test_a_private_table_is_not_there_for_others(self, ask):
        assert ask(table="private", status=404).json == UNSEEN

    def test_neither_is_one_of_which_there_is_nothing(self, app, stage):
        address = "/api/paser/v1/tabel/3f07d4b8-4909-454a-b1a2-dc36ac2068ba/baris"
        assert app.get(address, status=404).json == UNSEEN

    def test_its_agency_reads_it_and_no_cache_may_keep_it(self, ask, member):
        response = ask(table="private", headers=member)
        assert (response.json["total"], response.headers["Cache-Control"]) == (6, "private, no-store")

    def test_a_dataset_that_becomes_private_is_closed_at_once(self, app, ask, stage):
        admin = call_action("get_site_user")["name"]
        call_action("package_patch", {"user": admin}, id=stage["public_dataset"], private=True)
        try:
            ask(status=404)
        finally:
            call_action("package_patch", {"user": admin}, id=stage["public_dataset"], private=False)

    def test_a_resource_without_a_table_says_so(self, app, stage):
        dataset = factories.Dataset(owner_org=stage["agency"])
        resource = factories.Resource(package_id=dataset["id"], url="https://contoh.invalid/a.pdf")
        error = app.get(f"/api/paser/v1/tabel/{resource['id']}/baris", status=404).json["error"]
        assert error["message"] == "Sumber daya ini tidak memiliki tabel."

    def test_the_tables_of_the_datastore_itself_are_not_there(self, app, stage):
        assert (
            app.get("/api/paser/v1/tabel/_table_metadata/baris", status=404).json["error"]["code"]
            == "not_found"
        )

    @pytest.mark.parametrize("address", ["tabel/gaji/baris", "odata/gaji/baris", "odata/gaji/$metadata"])
    def test_an_alias_of_a_private_table_is_not_read_by_a_resource_of_that_name(self, app, stage, address):
        private = factories.Dataset(owner_org=stage["agency"], private=True)
        fields, records = [{"id": "nama", "type": "text"}], [{"nama": "Contoh"}]
        made = {"resource": {"package_id": private["id"]}, "fields": fields, "records": records}
        table = call_action("datastore_create", aliases="gaji", force=True, **made)["resource_id"]
        named = factories.Resource(package_id=stage["public_dataset"], name="gaji", url="gaji.pdf")
        try:
            app.get(f"/api/paser/v1/{address}", status=404)
        finally:
            call_action("resource_delete", id=named["id"])
            call_action("datastore_delete", resource_id=table, force=True)

    def test_whoever_may_see_the_resource_may_read_its_rows(self, stage):
        assert call_auth("paser_rows", {"user": "", "model": None}, resource_id=stage["public"])
        with pytest.raises(tk.NotAuthorized):
            call_auth("paser_rows", {"user": "", "model": None}, resource_id=stage["private"])


class TestSentences:
    @pytest.mark.parametrize(("language", "most"), [("", "10.000 baris"), ("/en", "10,000 rows")])
    def test_numbers_are_written_as_the_language_does(self, app, stage, language, most):
        address = f"{language}/api/paser/v1/tabel/{stage['public']}/baris?batas=10001"
        assert most in app.get(address, status=400).json["error"]["message"]


class TestCaches:
    def test_a_public_table_may_be_kept_for_seconds_and_read_by_any_page(self, ask):
        headers = ask().headers
        assert headers["Cache-Control"] == "public, max-age=3, must-revalidate"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Vary" not in headers

    @pytest.mark.parametrize("weak", ["", "W/"])
    def test_who_has_the_version_is_told_so_with_one_question_to_each_database(self, ask, weak):
        etag = ask().headers["ETag"]
        with statements() as asked:
            response = ask(headers={"If-None-Match": weak + etag}, status=304)
        assert (response.body, response.headers["ETag"], len(asked)) == ("", etag, 2)

    def test_the_version_and_the_total_are_others_when_rows_were_edited(self, app, edited_table):
        address = f"/api/paser/v1/tabel/{edited_table}/baris"
        before = app.get(address)
        call_action(
            "datastore_upsert", resource_id=edited_table, force=True, method="insert", records=[{"nilai": 3}]
        )
        after = app.get(address)
        assert before.headers["ETag"] != after.headers["ETag"]
        assert (before.json["total"], after.json["total"]) == (2, 3)

    @pytest.mark.parametrize("question", ["", "nilai__gt=0"])
    def test_while_rows_are_being_edited_nothing_is_told_by_the_version(self, app, edited_table, question):
        address = f"/api/paser/v1/tabel/{edited_table}/baris?{question}"
        with editing(edited_table):
            before = app.get(address)
            with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
                connection.execute(f'INSERT INTO "{edited_table}" (nilai) VALUES (3)')
            after = app.get(address)
        assert (before.json["total"], after.json["total"]) == (2, 3)
        assert "ETag" not in after.headers

    @pytest.mark.parametrize(
        "address", ["tabel/{}/baris?urut=-penduduk", "odata/{}/baris?$orderby=penduduk&$top=9"]
    )
    def test_a_page_costs_one_question_to_each_database(self, app, stage, address):
        path = f"/api/paser/v1/{address.format(stage['public'])}"
        app.get(path)
        with statements() as asked:
            app.get(path)
        assert len(asked) == 2

    def test_of_a_page_of_long_rows_little_more_is_fetched_than_it_holds(self, app, long_table, monkeypatch):
        monkeypatch.setattr(store, "MOST_CHARACTERS", 50_000)
        with statements() as asked:
            page = app.get(f"/api/paser/v1/tabel/{long_table}/baris?batas=10000").json
        fetched = sum(int(number) for each in asked for number in re.findall(r"FETCH (\d+)", each))
        assert (len(page["items"]), page["total"], fetched) == (50, 1_000, 51)

    def test_matches_of_a_filter_are_counted_once(self, ask):
        ask("tahun=2021&batas=1")
        with statements() as asked:
            ask("tahun=2021&batas=2")
        assert not any("count(*)" in statement for statement in asked)


class TestChanges:
    """What is remembered of a table counts only while it holds; a question finds out by itself."""

    @pytest.fixture
    def ask_edited(self, app, edited_table):
        def get(question: str = "", **options):
            return app.get(f"/api/paser/v1/tabel/{edited_table}/baris?{question}", **options).json

        get()
        return get

    @pytest.mark.parametrize(
        ("change", "question", "expected"),
        [
            ("ADD COLUMN baru text", "", [{"nama": "a", "nilai": 1, "baru": None}, {"nama": "b", "nilai": 2, "baru": None}]),
            ("ADD COLUMN baru text", "kolom=baru", [{"baru": None}, {"baru": None}]),
            ("RENAME nilai TO angka", "", [{"nama": "a", "angka": 1}, {"nama": "b", "angka": 2}]),
            ("DROP COLUMN nilai", "", [{"nama": "a"}, {"nama": "b"}]),
            ("ALTER nilai TYPE text", "nilai=2", [{"nama": "b", "nilai": "2"}]),
            ("ALTER nilai TYPE text", "nilai=x", []),
        ],
    )  # fmt: skip
    def test_columns_are_those_of_now(self, ask_edited, edited_table, change, question, expected):
        with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
            connection.execute(f'ALTER TABLE "{edited_table}" {change}')
        assert ask_edited(question)["items"] == expected

    def test_so_is_their_dictionary(self, ask_edited, edited_table):
        with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
            connection.execute(
                f"""COMMENT ON COLUMN "{edited_table}".nilai IS '{{"_info": {{"label": "Harga"}}}}'"""
            )
        assert ask_edited()["columns"][1]["label"] == "Harga"

    def test_an_exchanged_table_is_read_with_its_new_version_and_total(
        self, ask_edited, edited_table, tmp_path
    ):
        before = ask_edited()
        (tmp_path / "nilai.csv").write_text("nama;nilai\nc;3\n", encoding="utf-8")
        load(edited_table, tmp_path / "nilai.csv", "nilai.csv")
        after = ask_edited()
        assert (after["items"], after["total"]) == ([{"nama": "c", "nilai": 3}], 1)
        assert after["version"] != before["version"]

    def test_rows_that_come_after_the_last_one_are_there(self, ask_edited, edited_table):
        assert ask_edited("nilai__gt=2")["items"] == []
        call_action(
            "datastore_upsert", resource_id=edited_table, force=True, method="insert", records=[{"nilai": 3}]
        )
        found = ask_edited("nilai__gt=2")
        assert (found["items"], found["total"]) == ([{"nama": None, "nilai": 3}], 1)

    def test_a_table_that_is_gone_is_not_there(self, ask_edited, edited_table):
        with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
            connection.execute(f'DROP TABLE "{edited_table}"')
        assert ask_edited(status=404)["error"]["code"] == "not_found"


class TestVisitorsAndUsers:
    """Visitors are answered before CKAN finds out who asks; it must make no difference but in time."""

    @pytest.mark.parametrize(
        "question", ["", "urut=-penduduk&batas=2", "kelompok=tahun", "kolm=1", "tahun=x"]
    )
    def test_both_get_the_same(self, ask, member, question):
        visitor = ask(question, expect_errors=True)
        user = ask(question, headers=member, expect_errors=True)
        assert (visitor.status_code, visitor.json) == (user.status_code, user.json)

    @pytest.mark.parametrize(
        ("code", "message"),
        [
            ("en", 'There is no "tahn". Did you mean "tahun"?'),
            ("id", 'Tidak ada "tahn". Maksud Anda "tahun"?'),
        ],
    )
    def test_errors_speak_the_readers_language(self, app, stage, code, message):
        error = app.get(f"/{code}/api/paser/v1/tabel/{stage['public']}/baris?tahn=1", status=400).json[
            "error"
        ]
        assert (error["message"], error["where"]) == (message, "tahn")

    def test_head_is_answered_without_a_body(self, app, stage):
        response = app.test_client().head(f"/api/paser/v1/tabel/{stage['public']}/baris")
        assert (response.status_code, response.data) == (200, b"")


class TestLimits:
    @pytest.mark.parametrize("question", ["", "batas=10000"], ids=["at-once", "step-by-step"])
    def test_an_answer_that_takes_too_long_is_given_up_with_a_remedy(self, ask, stage, monkeypatch, question):
        monkeypatch.setattr(service, "SECONDS", 1)
        with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
            connection.execute(f'LOCK TABLE "{stage["public"]}" IN ACCESS EXCLUSIVE MODE')
            begun = time.monotonic()
            error = ask(question, status=400).json["error"]
            seconds = time.monotonic() - begun
        assert error["code"] == "too_slow"
        assert seconds < 2  # it was not asked for twice

    def test_a_number_too_large_to_compute_with_is_told(self, app, api_table):
        error = app.get(f"/api/paser/v1/tabel/{api_table}/baris?ukur__gt=1e999", status=400).json["error"]
        assert error["code"] == "not_a_value"

    def test_a_table_is_not_exchanged_while_a_page_of_it_is_fetched_step_by_step(self, ask, stage):
        tried = []

        def exchange(statement: str) -> None:
            if not statement.startswith("FETCH"):
                return
            with psycopg.connect(tk.config["ckan.datastore.write_url"]) as other:
                other.execute("SET lock_timeout = '100ms'")
                with pytest.raises(psycopg.errors.LockNotAvailable):
                    other.execute(f'LOCK TABLE "{stage["public"]}" IN ACCESS EXCLUSIVE MODE')
            tried.append(statement)

        with told(exchange):
            assert len(ask("batas=10000").json["items"]) == 6
        assert tried

    @pytest.mark.parametrize("url", ["sqlalchemy.url", "ckan.datastore.read_url"])
    def test_a_connection_that_has_died_costs_nobody_an_answer(self, ask, url):
        ask()
        with psycopg.connect(tk.config[url]) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert ask().json["total"] == 6

    def test_one_that_was_left_amid_a_page_is_not_asked_again(self, ask):
        def leave(statement: str) -> None:
            if statement.startswith("FETCH"):
                raise KeyboardInterrupt

        with told(leave), pytest.raises(KeyboardInterrupt):
            ask("batas=10000")
        with psycopg.connect(tk.config["ckan.datastore.read_url"]) as other:
            left = other.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user AND state LIKE 'idle in%'"
            ).fetchone()
        assert left == (0,)
        assert ask().json["total"] == 6


class TestAction:
    def test_it_answers_as_the_address_does(self, app, ask, stage):
        question = {
            "resource_id": stage["public"],
            "tahun": 2021,
            "kode_wilayah": ["64.01.04", "64.01.10"],
            "batas": 1,
        }
        found = app.post("/api/3/action/paser_rows", json=question).json["result"]
        rest = ask("tahun=2021&kode_wilayah=64.01.04&kode_wilayah=64.01.10&batas=1").json
        assert {**found, "next": None} == {**rest, "next": None}

    @pytest.mark.parametrize(
        ("listed", "written"),
        [
            ({"kolom": ["tahun", "kode_wilayah"]}, {"kolom": "tahun,kode_wilayah"}),
            ({"urut": ["-tahun", "kode_wilayah"]}, {"urut": "-tahun,kode_wilayah"}),
            (
                {"kelompok": ["tahun", "kode_wilayah"], "hitung": ["luas:max", "*:count"]},
                {"kelompok": "tahun,kode_wilayah", "hitung": "luas:max,*:count"},
            ),
        ],
    )
    def test_a_list_is_several_parts(self, app, stage, listed, written):
        both = [
            app.post("/api/3/action/paser_rows", json={"resource_id": stage["public"], **asked})
            for asked in (listed, written)
        ]
        assert [one.status_code for one in both] == [200, 200]
        assert both[0].json["result"] == both[1].json["result"]

    def test_its_next_is_what_sesudah_takes(self, stage):
        first = call_action("paser_rows", resource_id=stage["public"], batas=4)
        rest = call_action("paser_rows", resource_id=stage["public"], batas=4, sesudah=first["next"])
        assert (len(first["items"]), len(rest["items"]), rest["next"]) == (4, 2, None)

    def test_what_cannot_be_asked_is_a_validation_error(self, stage):
        with pytest.raises(tk.ValidationError) as caught:
            call_action("paser_rows", resource_id=stage["public"], kolom="tahn")
        assert list(caught.value.error_dict) == ["kolom"]


class TestPages:
    def test_rows_come_as_values_for_pages_of_ours(self, stage):
        found = service.page(
            stage["public"],
            lambda fields: Query(columns=("tahun", "luas"), order=(Order("luas", True),), limit=2),
        )
        assert [tuple(map(str, row)) for row in found.rows] == [("2020", "1753.4"), ("2021", "1753.4")]
        assert ([field.id for field in found.fields], found.total, bool(found.next)) == (
            ["tahun", "luas"],
            6,
            True,
        )
