"""Claims about many datasets at once: checked, brought in, told."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.bulk import service
from ckanext.paser.jobs import service as jobs
from ckanext.paser.workflow import service as workflow

from tests.portal.workflow.conftest import COMPLETE

from .conftest import workbook

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins", "with_request_context")


def outcomes(told: dict[str, Any]) -> list[str]:
    return [row["outcome"] for row in told["rows"]]


def texts(told: dict[str, Any]) -> list[list[str]]:
    return [[problem["text"] for problem in row["problems"]] for row in told["rows"]]


def wait_out(run_id: str) -> None:
    """Have the time pass after which the worker looks after a workbook that is done at once."""
    due = sa.text(
        "UPDATE paser_jobs.procrastinate_jobs SET scheduled_at = now() WHERE queueing_lock = :key AND status = 'todo'"
    )
    assert model.Session.execute(due, {"key": f"bulk:{run_id}"}).rowcount == 1
    model.Session.commit()


def everything() -> list[Any]:
    """What a check could have written: datasets, files, keywords, jobs, the outbox of the index, workbooks."""
    tables = (
        "package",
        "resource",
        "tag",
        "paser_index_outbox",
        "paser_bulk_run",
        "paser_jobs.procrastinate_jobs",
    )
    counts = [
        model.Session.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables
    ]  # noqa: S608
    newest = model.Session.execute(sa.text("SELECT max(metadata_modified) FROM package")).scalar_one()
    return [*counts, newest, call_action("package_search", include_private=True, rows=0)["count"]]


class TestCheck:
    def test_new_datasets_would_be_created_and_nothing_is_written(self, check, title):
        before = everything()
        told = check(
            rows=[{"title": title("Jumlah Sekolah"), "tag_string": "sekolah; murid", "tema_sdi": "06"}]
        )
        assert (told["outcomes"]["created"], told["rows"][0]["problems"]) == (1, [])
        assert everything() == before

    def test_what_is_lacking_to_publish_is_told_and_refuses_no_draft(self, check, title):
        row = check(rows=[{"title": title("Jumlah Guru")}])["rows"][0]
        assert (row["outcome"], {"notes", "tema_sdi", "frequency"} <= {*row["lacking"]}) == ("created", True)
        assert not {"license_id", "jenis_data", "contact", "kode_urusan"} & {*row["lacking"]}

    @pytest.mark.parametrize(
        ("link", "lacking"), [({}, ["resources"]), ({"resources.url": "https://a.test/a.json"}, [])]
    )
    def test_a_dataset_without_data_lacks_them(self, check, title, link, lacking):
        about = {name: value for name, value in COMPLETE.items() if name != "resources"}
        (row,) = check(rows=[{**about, "title": title("Jumlah Puskesmas"), **link}])["rows"]
        assert row["lacking"] == lacking

    @pytest.mark.parametrize("name", ["Jumlah Guru Tahun 2025", "Jumlah Guru"])
    def test_a_title_that_could_be_better_is_told_and_refuses_nothing(self, check, title, name):
        (row,) = check(rows=[{"title": title(name)}])["rows"]
        assert (row["outcome"], bool(row["advice"])) == ("created", "2025" in name)

    @pytest.mark.parametrize(
        ("notes", "expected"),
        [("DATA CONTOH: lain.", ("refused", "sedang diperiksa")), (COMPLETE["notes"], ("unchanged", ""))],
        ids=["another value", "the same"],
    )
    def test_what_is_being_checked_is_told_as_that_where_it_would_change(
        self, check, agency, officer, notes, expected
    ):
        said = {**COMPLETE, "name": f"contoh-{uuid4()}", "owner_org": agency["id"], "private": True}
        made = call_action("package_create", **said)
        context = {"user": officer["name"], "ignore_auth": False}
        call_action("paser_workflow_transition", context, id=made["id"], to="diajukan")
        found = check(rows=[{"name": made["name"], "notes": notes}])
        assert outcomes(found) == [expected[0]]
        assert expected[1] in " ".join(texts(found)[0])

    def test_a_wrong_cell_is_told_with_its_place_fact_and_remedy(self, check, title):
        told = check(upload=workbook({"title": title("Luas Sawah"), "tema_sdi": "Ngawur"}))
        assert outcomes(told) == ["refused"]
        assert texts(told)[0][0].startswith(
            'Lembar Dataset, sel G5: "Ngawur" tidak ada dalam daftar kolom ini.'
        )

    def test_what_the_portal_itself_refuses_is_told_at_its_cell(self, check, title):
        told = check(upload=workbook({"title": title("Luas Kebun"), "url": "bukan alamat"}))
        assert (outcomes(told), told["rows"][0]["problems"][0]["key"]) == (["refused"], "url")

    def test_a_row_of_another_agency_is_refused_for_itself(self, check, title, other_agency):
        rows = [{"title": title("Jalan")}, {"title": title("Jembatan"), "owner_org": other_agency["name"]}]
        told = check(rows=rows)
        assert outcomes(told) == ["created", "refused"]
        assert told["rows"][1]["problems"][0]["code"] == "not_allowed"

    def test_the_address_of_a_dataset_of_another_agency_is_not_taken(self, check, other_agency):
        theirs = factories.Dataset(owner_org=other_agency["id"], private=True)
        told = check(rows=[{"name": theirs["name"], "title": "Milik orang"}])
        assert told["rows"][0]["problems"][0]["code"] == "address_taken"

    def test_number_of_a_person_is_refused_and_not_repeated(self, check, title):
        told = check(rows=[{"title": title("Data"), "notes": "NIK 6401010101900001"}])
        assert outcomes(told) == ["refused"]
        assert "6401010101900001" not in str(told)

    def test_a_visitor_or_a_member_of_no_agency_may_not_check(self, agency):
        for user in ("", factories.User()["name"]):
            with pytest.raises(tk.NotAuthorized):
                call_action(
                    "paser_bulk_check",
                    context={"user": user, "ignore_auth": False},
                    owner_org=agency["id"],
                    rows=[{"title": "A"}],
                )

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({}, "rows"),
            ({"rows": []}, "rows"),
            ({"rows": "a"}, "rows"),
            ({"rows": [{"title": "A"}], "owner_org": "x-y"}, "owner_org"),
        ],
    )
    def test_what_cannot_be_checked_is_told(self, check, sent, field):
        with pytest.raises(tk.ValidationError) as refused:
            check(**sent)
        assert [*refused.value.error_dict] == [field]

    @pytest.mark.parametrize("content", [b"bukan buku kerja", b"PK\x03\x04rusak", b""])
    def test_what_is_no_workbook_is_told(self, check, content):
        with pytest.raises(tk.ValidationError, match="bukan buku kerja|tidak dapat dibuka"):
            check(upload=FileStorage(io.BytesIO(content), filename="a.xlsx"))

    def test_more_than_two_thousand_rows_are_told(self, check):
        with pytest.raises(tk.ValidationError, match="yang dapat masuk sekaligus 2.000"):
            check(rows=[{"title": f"A {n}"} for n in range(2001)])


class TestApply:
    def test_drafts_are_created_and_a_second_time_all_are_unchanged(self, check, apply, title, officer):
        rows = [
            {
                "title": title("Jumlah Bayi"),
                "notes": "DATA CONTOH",
                "tag_string": "bayi, gizi",
                "kode_wilayah": "Batu Sopang; 64.01",
                "temporal_coverage": [{"start": "2020", "end": "2024"}],
                "konsep": ["Bayi"],
                "satuan": "Orang",
                "data_prioritas": "Tidak",
                "resources.url": "https://contoh.invalid/a.csv",
            }
        ]
        told = apply(rows=rows, digest=check(rows=rows)["digest"])
        assert (told["state"], told["outcomes"]["created"]) == ("applied", 1)
        shown = call_action("package_show", id=told["rows"][0]["name"])
        assert shown["private"] is True
        assert (shown["kode_wilayah"], shown["satuan"], shown["kode_urusan"]) == (
            ["64.01", "64.01.01"],
            "orang",
            "1.02",
        )
        assert [file["url"] for file in shown["resources"]] == ["https://contoh.invalid/a.csv"]
        assert model.User.get(shown["creator_user_id"]).name == officer["name"]
        assert outcomes(check(rows=rows)) == ["unchanged"]

    def test_only_the_named_fields_of_a_dataset_change(self, check, apply, agency):
        known = factories.Dataset(owner_org=agency["id"], notes="Lama", tema_sdi="04", private=True)
        rows = [{"name": known["name"], "notes": "Baru"}]
        told = check(rows=rows)
        assert (outcomes(told), told["rows"][0]["changes"]) == (["changed"], ["notes"])
        apply(rows=rows, digest=told["digest"])
        shown = call_action("package_show", id=known["id"])
        assert (shown["notes"], shown["tema_sdi"], shown["title"]) == ("Baru", "04", known["title"])

    def test_a_published_dataset_is_changed_by_its_next_version(self, check, apply, agency):
        known = factories.Dataset(owner_org=agency["id"], **{**COMPLETE, "name": f"terbit-{uuid4()}"})
        for notes in ("DATA CONTOH baru", "DATA CONTOH lebih baru"):
            rows = [{"name": known["name"], "notes": notes}]
            told = check(rows=rows)
            assert (outcomes(told), told["rows"][0]["changes"]) == (["changed"], ["notes"])
            apply(rows=rows, digest=told["digest"])
            assert call_action("package_show", id=known["id"])["notes"] == COMPLETE["notes"]
            version = workflow.next_version(known["id"])
            assert call_action("package_show", id=version.id)["notes"] == notes

    @pytest.fixture
    def checked(self, officer, agency) -> tuple[str, dict[str, Any]]:
        """A workbook that changes a published dataset: its id, and the dataset."""
        known = factories.Dataset(owner_org=agency["id"], **{**COMPLETE, "name": f"terbit-{uuid4()}"})
        sheet = service.read_rows([{"name": known["name"], "notes": "DATA CONTOH baru"}])
        return service.keep(sheet, officer["name"], agency["id"], "a.xlsx"), known

    @pytest.fixture
    def patching(self, monkeypatch) -> Callable[..., pytest.MonkeyPatch]:
        """Have what changes a dataset, or another action, fail."""
        get_action = tk.get_action

        def fail(error: BaseException, action: str = "package_patch") -> pytest.MonkeyPatch:
            def fails(*_: Any) -> None:
                raise error

            monkeypatch.setattr(tk, "get_action", lambda name: fails if name == action else get_action(name))
            return monkeypatch

        return fail

    def test_killed_after_a_next_version_was_begun_it_goes_on_with_that(self, checked, patching):
        run_id, known = checked
        digest, fails = service.show(run_id)["digest"], patching(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            service.apply(run_id, digest, only_good=True)
        fails.undo()
        model.Session.rollback()
        begun = workflow.next_version(known["id"])
        service.go(run_id)
        assert outcomes(service.show(run_id)) == ["changed"]
        assert workflow.next_version(known["id"]).id == begun.id
        assert call_action("package_show", id=begun.id)["notes"] == "DATA CONTOH baru"

    @pytest.mark.parametrize(
        "change", [lambda known, version: known, lambda known, version: version], ids=["published", "version"]
    )
    def test_a_version_that_was_begun_is_no_more_overwritten_than_others(self, checked, officer, change):
        run_id, known = checked
        begin = {"user": officer["name"], "ignore_auth": False}
        call_action("paser_workflow_transition", begin, id=known["id"], to="draf")
        version = workflow.next_version(known["id"]).id
        other = {"user": factories.Sysadmin()["name"], "ignore_auth": change(known["id"], version) != version}
        call_action("package_patch", other, id=change(known["id"], version), konsep=["Dari orang lain"])
        service.apply(run_id, service.show(run_id)["digest"], only_good=True)
        told = service.show(run_id)["rows"][0]
        assert [problem["code"] for problem in told["problems"]] == ["overtaken"]
        assert call_action("package_show", id=version)["notes"] == COMPLETE["notes"]

    def test_a_version_that_was_begun_for_what_is_refused_is_given_up(self, checked, patching):
        run_id, known = checked
        fails = patching(tk.ValidationError({"notes": ["Tidak bisa."]}))
        service.apply(run_id, service.show(run_id)["digest"], only_good=True)
        fails.undo()
        told = service.show(run_id)
        assert (outcomes(told), texts(told)[0][0].startswith("Baris 1")) == (["refused"], True)
        assert workflow.next_version(known["id"]) is None

    def test_the_good_ones_come_in_and_the_wrong_ones_come_back_with_remarks(self, check, apply, title):
        rows = [{"title": title(f"Baik {n}")} for n in range(5)]
        sent = [*rows[:2], {"title": title("Buruk"), "tema_sdi": "Ngawur"}, *rows[2:]]
        digest = check(upload=workbook(*sent))["digest"]
        with pytest.raises(tk.ValidationError, match="1 baris bermasalah"):
            apply(upload=workbook(*sent), digest=digest)
        told = apply(upload=workbook(*sent), digest=digest, only_good=True)
        assert (told["outcomes"]["created"], told["outcomes"]["refused"]) == (5, 1)
        assert told["remarks_url"].endswith(f"/meja/banyak/{told['id']}/catatan.xlsx")
        back = load_workbook(io.BytesIO(service.remarks(told["id"])))["Dataset"]
        assert "G4" in back["A4"].value
        assert "Ngawur" in back["A4"].value
        assert back["G4"].fill.start_color.rgb == "FFF8D7DA"
        assert (back["B4"].value, back["B5"].value) == (title("Buruk"), None)
        keys = [cell.value for cell in back[3]]
        back.cell(4, keys.index("tema_sdi") + 1).value = "06"
        out = io.BytesIO()
        back.parent.save(out)
        again = check(upload=FileStorage(io.BytesIO(out.getvalue()), filename="a.xlsx"))
        assert outcomes(again) == ["created"]

    def test_something_else_than_what_was_checked_does_not_come_in(self, check, apply, title):
        digest = check(rows=[{"title": title("Satu")}])["digest"]
        with pytest.raises(tk.ValidationError, match="bukan yang tadi diperiksa"):
            apply(rows=[{"title": title("Dua")}], digest=digest)

    def test_a_dataset_that_somebody_has_changed_meanwhile_is_not_overwritten(self, officer, agency):
        known = factories.Dataset(owner_org=agency["id"], notes="Lama", private=True)
        sheet = service.read_rows([{"name": known["name"], "notes": "Dari buku kerja"}])
        run_id = service.keep(sheet, officer["name"], agency["id"], "a.xlsx")
        call_action("package_patch", id=known["id"], notes="Dari orang lain")
        service.apply(run_id, service.show(run_id)["digest"], only_good=True)
        told = service.show(run_id)
        assert [problem["code"] for problem in told["rows"][0]["problems"]] == ["overtaken"]
        assert call_action("package_show", id=known["id"])["notes"] == "Dari orang lain"

    def test_many_rows_are_done_by_the_worker_and_what_was_killed_goes_on(
        self, officer, agency, title, monkeypatch
    ):
        sheet = service.read_rows([{"title": title(f"Banyak {n}")} for n in range(30)])
        run_id = service.keep(sheet, officer["name"], agency["id"], "a.xlsx")
        assert service.show(run_id)["state"] == "checking"
        jobs.run_pending()
        assert service.show(run_id)["state"] == "checked"
        service.apply(run_id, service.show(run_id)["digest"], only_good=False)
        get_action, create, made = tk.get_action, tk.get_action("package_create"), []

        def dies(context, data):
            if len(made) == 12:
                raise KeyboardInterrupt
            made.append(data["name"])
            return create(context, data)

        monkeypatch.setattr(
            tk, "get_action", lambda name: dies if name == "package_create" else get_action(name)
        )
        with pytest.raises(KeyboardInterrupt):
            service.go(run_id)
        monkeypatch.undo()
        model.Session.rollback()
        assert service.show(run_id)["progress"] == 12
        jobs.run_pending()
        told = service.show(run_id)
        assert (told["state"], told["outcomes"]["created"], told["progress"]) == ("applied", 30, 30)

    def test_a_few_rows_whose_request_was_killed_are_brought_in_by_the_worker(
        self, officer, agency, title, patching
    ):
        sheet = service.read_rows([{"title": title(f"Sedikit {n}")} for n in range(3)])
        run_id = service.keep(sheet, officer["name"], agency["id"], "a.xlsx")
        killed = patching(KeyboardInterrupt(), "package_create")
        with pytest.raises(KeyboardInterrupt):
            service.apply(run_id, service.show(run_id)["digest"], only_good=True)
        killed.undo()
        model.Session.rollback()
        assert (service.show(run_id)["state"], service.show(run_id)["progress"]) == ("applying", 0)
        wait_out(run_id)
        jobs.run_pending()
        told = service.show(run_id)
        assert (told["state"], told["outcomes"]["created"], told["progress"]) == ("applied", 3, 3)

    def test_the_worker_changes_nothing_where_a_few_rows_came_in_at_once(self, officer, agency, title):
        sheet = service.read_rows([{"title": title("Satu saja")}])
        run_id = service.keep(sheet, officer["name"], agency["id"], "a.xlsx")
        service.apply(run_id, service.show(run_id)["digest"], only_good=True)
        before = service.show(run_id)
        wait_out(run_id)
        jobs.run_pending()
        assert (before["state"], service.show(run_id)) == ("applied", before)

    def test_of_500_rows_the_497_good_ones_come_in_and_three_come_back(self, officer, agency, title):
        rows = [{"title": title(f"Banyak {n}")} for n in range(500)]
        wrong = [rows[n] | {"tema_sdi": "Ngawur"} for n in (0, 250, 499)]
        for n, row in zip((0, 250, 499), wrong, strict=True):
            rows[n] = row
        run_id = service.keep(
            service.read_upload(workbook(*rows).stream), officer["name"], agency["id"], "a.xlsx"
        )
        service.go(run_id)
        told = service.show(run_id)
        assert (told["outcomes"]["created"], told["outcomes"]["refused"]) == (497, 3)
        with pytest.raises(service.ConflictError, match="3 baris bermasalah"):
            service.apply(run_id, told["digest"], only_good=False)
        service.apply(run_id, told["digest"], only_good=True)
        service.go(run_id)
        back = load_workbook(io.BytesIO(service.remarks(run_id)))["Dataset"]
        assert [back.cell(row, 2).value for row in range(4, 8)] == [*(row["title"] for row in wrong), None]
        assert model.Session.query(model.Package).filter_by(owner_org=agency["id"]).count() == 497

    def test_nobody_else_sees_or_applies_a_workbook(self, officer, agency, title):
        sheet = service.read_rows([{"title": title("Rahasia")}])
        run_id = service.keep(sheet, officer["name"], agency["id"], "a.xlsx")
        context = {"user": factories.User()["name"], "ignore_auth": False}
        for action, sent in (("paser_bulk_show", {}), ("paser_bulk_apply", {"digest": "x"})):
            with pytest.raises(tk.NotAuthorized):
                call_action(action, context=dict(context), id=run_id, **sent)
