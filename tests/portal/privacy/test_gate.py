"""Claims about the gate on the real stack: what is held, who sees what, and that no value gets anywhere."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_write_engine
from ckanext.paser.privacy import files
from ckanext.paser.privacy import service as privacy
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))
CLEAN = "Desa;Jumlah\nContoh A;12\nContoh B;15\n"
FEW = "Desa;Jumlah\nContoh A;1\nContoh B;2\n"
COMBINED = "Uraian;Keterangan;HP\n" + "".join(
    f"baris {n};NIK {nik};08123456789{n}\n" for n, nik in enumerate(NIKS)
)


def columns(resource_id: str) -> list[str]:
    return [column.id for column in service.preview(resource_id).columns]


def status(resource_id: str) -> str:
    return call_action("paser_table_status", resource_id=resource_id)["status"]


def fields(resource_id: str) -> dict[str, str]:
    resource = call_action("resource_show", id=resource_id)
    return {name: resource[name] for name in ("pii_scan_status", "pii_perlakuan") if name in resource}


class TestHeld:
    def test_a_file_with_personal_data_gets_no_table(self, load):
        id_ = load(PERSONAL)
        assert status(id_) == "held"
        assert not call_action("resource_show", id=id_).get("datastore_active")
        assert fields(id_) == {"pii_scan_status": "temuan"}

    def test_the_table_that_was_there_stays(self, load):
        id_ = load(CLEAN)
        load(PERSONAL, id=id_)
        assert status(id_) == "held"
        assert [tuple(row) for row in service.preview(id_).rows] == [("Contoh A", 12), ("Contoh B", 15)]

    def test_a_harvested_file_passes_the_same_gate(self, send, tmp_path):
        id_ = send(PERSONAL)["id"]
        path = tmp_path / "file.csv"
        path.write_text(PERSONAL, encoding="utf-8")
        result = service.load(id_, path, "file.csv")
        assert (result.status.value, [problem.code for problem in result.problems]) == ("held", ["held"])

    def test_a_clean_file_sent_after_it_is_public(self, load, download):
        id_ = load(PERSONAL)
        load(CLEAN, id=id_)
        assert (status(id_), columns(id_), download(id_)) == ("done", ["desa", "jumlah"], 200)

    def test_the_first_file_sent_again_is_looked_through_again(self, load, download):
        id_ = load(CLEAN)
        load(PERSONAL, id=id_)
        load(CLEAN, id=id_)
        assert (status(id_), download(id_)) == ("done", 200)

    @pytest.mark.parametrize("part", ["resource", "dataset"])
    def test_a_table_is_about_what_its_file_is_called_when_it_is_loaded(self, load, people, part):
        id_ = load(FEW)
        before = status(id_)
        if part == "resource":
            call_action("resource_patch", id=id_, name="Kasus HIV per Desa")
        else:
            call_action("package_patch", id=people["dataset"]["id"], title="Kasus HIV per Desa")
        service.load_upload(id_)
        assert (before, status(id_), fields(id_)) == ("done", "held", {"pii_scan_status": "temuan"})


class TestDownload:
    @pytest.mark.parametrize(
        ("who", "code"), [(None, 403), ("stranger", 403), ("member", 403), ("editor", 200), ("admin", 200)]
    )
    def test_a_held_file_is_for_those_who_may_edit_it(self, load, download, who, code):
        assert download(load(PERSONAL), who) == code

    def test_a_file_that_was_not_looked_through_yet_is_too(self, send, download):
        id_ = send(CLEAN)["id"]
        assert [download(id_), download(id_, "editor")] == [403, 200]

    def test_a_new_file_is_closed_until_it_was_looked_through(self, load, send, download):
        id_ = load(CLEAN)
        assert download(id_) == 200
        send(PERSONAL, id=id_)
        assert download(id_) == 403

    def test_a_file_that_cannot_be_read_is_closed(self, load, download):
        id_ = load('a,b\n1,"2\n')
        assert (status(id_), download(id_)) == ("failed", 403)

    def test_a_clean_one_that_cannot_be_read_as_was_chosen_stays_open(self, load, download):
        id_ = load(CLEAN)
        chosen = [{"id": "desa", "tipe_data": "INTEGER"}]
        call_action("resource_patch", id=id_, kamus_data=json.dumps(chosen))
        service.load_upload(id_)
        assert (status(id_), download(id_)) == ("failed", 200)

    def test_one_that_was_decided_about_anew_is_closed_where_its_table_fails(self, load, download):
        id_ = load(CLEAN)
        chosen = [{"id": "desa", "tipe_data": "INTEGER", "apakah_variabel_bisa_diakses_umum": False}]
        call_action("resource_patch", id=id_, kamus_data=json.dumps(chosen))
        service.load_upload(id_)
        assert (status(id_), download(id_)) == ("failed", 403)

    def test_another_name_opens_nothing(self, load, download):
        id_ = load(PERSONAL)
        call_action("resource_patch", id=id_, url="laporan.pdf", format="PDF", url_type="upload")
        service.drop(id_)
        files.look(id_)
        assert download(id_) == 403

    def test_another_file_under_it_does_once_it_was_looked_through(self, load, send, download):
        id_ = load(PERSONAL)
        send("Catatan rapat.", "catatan.txt", id=id_)
        call_action("resource_patch", id=id_, format="TXT")
        assert download(id_) == 403
        files.look(id_)
        assert download(id_) == 200

    def test_the_same_file_uploaded_anew_is_open_after_it_was_read(self, load, download):
        id_ = load(CLEAN)
        load(CLEAN, id=id_)
        assert download(id_) == 200


class TestDecide:
    def test_a_column_is_left_out_and_the_public_downloads_the_table(self, load, decide, get, download):
        id_ = load(PERSONAL)
        decide(id_, "drop_column", as_="editor", columns=["nik"])
        assert (status(id_), columns(id_)) == ("done", ["desa"])
        assert fields(id_) == {"pii_scan_status": "bersih", "pii_perlakuan": "hapus: nik"}
        assert [download(id_), download(id_, "editor")] == [302, 200]
        table = get(f"/api/paser/v1/tabel/{id_}/unduh.csv").body
        assert (table.splitlines()[0], NIKS[0] in table) == ("desa", False)

    def test_the_file_stays_closed_until_each_finding_is_answered(self, load, decide):
        id_ = load(COMBINED)
        decide(id_, "mask", columns=["keterangan"])
        assert status(id_) == "held"
        decide(id_, "drop_column", columns=["hp"])
        assert (status(id_), columns(id_)) == ("done", ["uraian", "keterangan"])
        assert service.preview(id_).rows[0] == ("baris 0", "NIK 6401•••")

    def test_small_cells_are_emptied(self, load, decide):
        id_ = load("Desa;Penderita HIV\nContoh A;3\nContoh B;12\n")
        decide(id_, "suppress_small")
        assert service.preview(id_).rows == [("Contoh A", None), ("Contoh B", 12)]

    def test_an_override_publishes_the_file_and_is_logged_for_good(self, load, decide, people, download):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Nomor contoh, bukan orang.")
        assert (status(id_), columns(id_), download(id_)) == ("done", ["desa", "nik"], 200)
        assert fields(id_) == {"pii_scan_status": "ditinjau"}
        (row,) = call_action("paser_privacy_report", resource_id=id_)["decisions"]
        assert (row["decided_by"], row["reason"]) == (people["admin"]["name"], "Nomor contoh, bukan orang.")

    @pytest.mark.parametrize(
        ("decision", "expected"),
        [
            ("drop_column", (("Contoh 0",), "hapus: nik")),
            ("mask", (("Contoh 0", "6401•••"), "masking: nik")),
        ],
    )
    def test_what_is_decided_after_an_override_takes_it_back(
        self, load, decide, download, decision, expected
    ):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Contoh.")
        decide(id_, decision, as_="editor", columns=["nik"])
        assert fields(id_)["pii_scan_status"] == "ditinjau"
        assert (service.preview(id_).rows[0], fields(id_)["pii_perlakuan"]) == expected
        assert [download(id_), download(id_, "editor")] == [302, 200]

    def test_the_file_is_closed_before_its_table_is_read_again(self, load, decide, people, download, get):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Contoh.")
        context = {"user": people["editor"]["name"], "ignore_auth": False}
        call_action("paser_privacy_decide", context, resource_id=id_, decision="drop_column")
        assert download(id_) == 302
        assert get(f"/dataset/{people['dataset']['name']}/resource/{id_}/rilis/1/berkas").status_code == 403

    def test_a_load_that_began_before_it_was_closed_does_not_open_it(
        self, load, people, download, monkeypatch
    ):
        def decide(decision: str, who: str, **more: str) -> None:
            context = {"user": people[who]["name"], "ignore_auth": False}
            call_action("paser_privacy_decide", context, resource_id=id_, decision=decision, **more)

        id_ = load(PERSONAL)
        decide("override", "admin", reason="Contoh.")
        judged = privacy.judged

        def judge_while_somebody_decides(*asked):
            decide("drop_column", "editor")
            return judged(*asked)

        monkeypatch.setattr(privacy, "judged", judge_while_somebody_decides)
        service.load_upload(id_)
        assert download(id_) == 302

    @pytest.mark.parametrize("command", ["UPDATE", "DELETE", "TRUNCATE"])
    def test_the_log_cannot_be_changed(self, load, decide, command):
        decide(load(PERSONAL), "override", reason="Contoh.")
        query = {
            "UPDATE": "UPDATE paser_privacy_decision SET reason = ''",
            "DELETE": "DELETE FROM paser_privacy_decision",
            "TRUNCATE": "TRUNCATE paser_privacy_decision",
        }[command]
        with pytest.raises(sa.exc.DBAPIError, match="never changed"):
            model.Session.execute(sa.text(query))
        model.Session.rollback()

    def test_an_unreadable_file_may_be_let_pass_by_an_administrator(self, load, decide, download):
        id_ = load('a,b\n1,"2\n')
        decide(id_, "override", reason="Berkas formulir, tanpa data orang.")
        assert download(id_) == 200

    def test_a_decision_is_about_one_file(self, load, decide):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Contoh.")
        load(PERSONAL + "Contoh;6401015712990001\n", id=id_)
        assert status(id_) == "held"

    @pytest.mark.parametrize("who", ["editor", "member", "stranger"])
    def test_only_an_administrator_of_the_agency_overrides(self, load, decide, who):
        with pytest.raises(tk.NotAuthorized):
            decide(load(PERSONAL), "override", as_=who, reason="Contoh.")

    @pytest.mark.parametrize("who", ["member", "stranger"])
    def test_only_editors_decide(self, load, decide, who):
        with pytest.raises(tk.NotAuthorized):
            decide(load(PERSONAL), "drop_column", as_=who)

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"decision": "override"}, "reason"),
            ({"decision": "override", "reason": "  "}, "reason"),
            ({"decision": "override", "reason": f"Atas permintaan {NIKS[0]}."}, "reason"),
            ({"decision": "drop_column", "columns": ["desa"]}, "columns"),
            ({"decision": "drop_column", "columns": []}, "columns"),
            ({"decision": "suppress_small"}, "columns"),
            ({"decision": "lewatkan"}, "decision"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, load, decide, asked, field):
        with pytest.raises(tk.ValidationError) as refused:
            decide(load(PERSONAL), **asked)
        assert field in refused.value.error_dict

    def test_all_columns_left_out_is_a_failure_that_says_so(self, load, decide):
        id_ = load("NIK;HP\n" + "".join(f"{nik};08123456789{n}\n" for n, nik in enumerate(NIKS)))
        decide(id_, "drop_column")
        (problem,) = call_action("paser_table_status", resource_id=id_)["problems"]
        assert problem["code"] == "nothing_left"


class TestReport:
    def test_it_says_where_and_never_what(self, load, people):
        id_ = load(PERSONAL)
        context = {"user": people["editor"]["name"], "ignore_auth": False}
        report = call_action("paser_privacy_report", context, resource_id=id_)
        (finding,) = report["findings"]
        assert finding == {
            "kind": "nik",
            "sheet": "",
            "column": "NIK",
            "fields": ("nik",),
            "cells": tuple(f"B{n}" for n in range(2, 10)),
            "features": (),
            "count": 8,
            "severity": "hold",
            "open": True,
            "answers": ["drop_column", "mask", "aggregate"],
        }
        assert NIKS[0] not in json.dumps(report, default=str)

    @pytest.mark.parametrize("who", ["member", "stranger"])
    def test_others_do_not_see_it(self, load, people, who):
        context = {"user": people[who]["name"], "ignore_auth": False}
        with pytest.raises(tk.NotAuthorized):
            call_action("paser_privacy_report", context, resource_id=load(PERSONAL))


class TestFields:
    def test_a_file_that_cannot_be_read_says_that_it_was_not_looked_through(self, load):
        assert fields(load('a,b\n1,"2\n')) == {"pii_scan_status": "belum"}

    def test_a_form_that_drops_them_or_a_client_that_makes_them_up_changes_nothing(self, load, people):
        id_ = load(PERSONAL)
        call_action("resource_patch", id=id_, pii_scan_status="bersih", pii_perlakuan="hapus: semua")
        assert fields(id_) == {"pii_scan_status": "temuan"}
        resource = call_action("resource_show", id=id_)
        call_action("resource_update", id=id_, url=resource["url"], url_type="upload", name="Lain")
        assert fields(id_) == {"pii_scan_status": "temuan"}


class TestNothingLeaks:
    CORNERS = (
        "Laporan NIK 6401015703770077;\nNIK;Nilai\n"
        + "6401015703770077;12\n" * 3
        + "6401015703880077;1O\nSumber: 081277001122;\n"
    )

    @pytest.fixture
    def planted(self, load, caplog, capfd) -> tuple[str, str]:
        """A held file's id, and all that was printed and logged meanwhile."""
        caplog.set_level("DEBUG")
        id_ = load(self.CORNERS)
        printed = capfd.readouterr()
        return id_, caplog.text + printed.out + printed.err

    @pytest.mark.parametrize("value", ["6401015703770077", "6401015703880077", "081277001122"])
    def test_a_value_is_in_no_log_job_index_or_answer(self, planted, people, get, value):
        id_, logged = planted
        assert status(id_) == "held"
        assert value not in logged
        assert value not in _everything(model.Session.get_bind(), "paser_jobs.procrastinate_jobs")
        assert value not in _everything(model.Session.get_bind(), "paser_jobs.procrastinate_events")
        for table in ("paser_table_load", "paser_privacy_scan", "paser_privacy_decision", "resource"):
            assert value not in _everything(model.Session.get_bind(), table)
        with get_write_engine().connect() as connection:
            names = connection.execute(sa.text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
            assert id_ not in set(names.scalars())
        assert call_action("package_search", q=f'"{value}"')["count"] == 0
        for path in (
            f"/api/3/action/paser_table_status?resource_id={id_}",
            f"/api/3/action/resource_show?id={id_}",
            f"/api/3/action/package_show?id={people['dataset']['id']}",
        ):
            assert value not in get(path).body
        assert value not in get(f"/api/3/action/paser_privacy_report?resource_id={id_}", "editor").body
        assert value not in get(f"/dataset/{people['dataset']['name']}/resource/{id_}", "editor").body


def _everything(engine, table: str) -> str:
    with engine.connect() as connection:
        return str(connection.execute(sa.text(f"SELECT t::text FROM {table} t")).scalars().all())
