"""Claims about the way of a dataset to the public, taken by people through the actions."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.workflow import service
from ckanext.paser.workflow.signals import workflow_changed

from .conftest import APPROVED, PRIORITY, PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)


def stored(dataset: dict) -> tuple[str, bool]:
    package = model.Package.get(dataset["id"])
    model.Session.refresh(package)
    return (package.extras or {}).get("status_sdi", "draf"), package.private


class TestTheWay:
    def test_a_new_dataset_is_a_private_draft_whatever_was_sent(self, people, make):
        made = make(private=False, status_sdi="terbit")
        assert (made["private"], made["status_sdi"]) == (True, "draf")
        assert stored(made) == ("draf", True)

    def test_it_is_public_when_it_was_submitted_checked_approved_and_published(self, people, make):
        made = make()
        assert people.steps(made["id"], *PUBLISHED)["status"] == "terbit"
        assert stored(made) == ("terbit", False)
        shown = people.does("", "package_show", id=made["id"])
        assert shown["issued"]
        assert shown["diverifikasi_pada"]

    def test_its_history_says_who_when_and_what(self, people, make):
        made = make()
        history = people.steps(made["id"], *PUBLISHED)["history"]
        assert [(one["from"], one["to"], one["role"]) for one in reversed(history)] == [
            ("", "draf", "produsen"),
            ("draf", "diajukan", "produsen"),
            ("diajukan", "diperiksa_walidata", "walidata"),
            ("diperiksa_walidata", "disetujui", "walidata"),
            ("disetujui", "terbit", "walidata"),
        ]
        assert all(one["actor"] and one["at"] for one in history)

    def test_the_public_sees_when_it_was_published_and_nobody_s_name(self, people, make):
        made = make()
        people.steps(made["id"], *PUBLISHED)
        shown = people.does("", "paser_workflow_show", id=made["id"])
        assert [(one["to"], one["actor"]) for one in shown["history"]] == [("terbit", "")]
        assert shown["next"] == []

    def test_what_is_returned_is_put_right_and_submitted_again(self, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        asked = {"id": made["id"], "to": "perlu_perbaikan", "note": "Judul.", "comments": {"title": "Salah."}}
        people.does("walidata", "paser_workflow_transition", **asked)
        shown = people.does("officer", "paser_workflow_show", id=made["id"])
        assert (shown["note"], shown["history"][0]["comments"]) == ("Judul.", {"title": "Salah."})
        people.does("officer", "package_patch", id=made["id"], title="Jumlah Pusat Kesehatan")
        people.steps(made["id"], ("officer", "diperbaiki"), *APPROVED[1:], ("walidata", "terbit"))
        assert stored(made) == ("terbit", False)

    def test_remarks_on_fields_return_a_dataset_without_a_note(self, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        asked = {"id": made["id"], "to": "perlu_perbaikan", "comments": {"definisi": "Terlalu pendek."}}
        people.does("walidata", "paser_workflow_transition", **asked)
        shown = people.does("officer", "paser_workflow_show", id=made["id"])
        assert (shown["note"], shown["comments"]) == ("", {"definisi": "Terlalu pendek."})
        (waiting,) = people.does("officer", "paser_workflow_queue", role="produsen")["items"]
        assert waiting["note"] == "Definisi: Terlalu pendek."

    def test_empty_remarks_are_no_reason(self, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        asked = {"id": made["id"], "to": "perlu_perbaikan", "comments": {"definisi": "  "}}
        with pytest.raises(tk.ValidationError, match="needs a reason"):
            people.does("walidata", "paser_workflow_transition", **asked)

    def test_what_is_returned_is_not_submitted_again_unchanged(self, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2], ("walidata", "perlu_perbaikan"))
        with pytest.raises(tk.ValidationError, match="Nothing was changed"):
            people.steps(made["id"], ("officer", "diperbaiki"))

    def test_priority_data_go_through_the_pembina(self, people, make):
        made = make(**PRIORITY)
        people.steps(made["id"], *APPROVED[:2])
        with pytest.raises(tk.ValidationError, match="checked by Pembina Data too"):
            people.steps(made["id"], ("walidata", "disetujui"))
        people.steps(
            made["id"], ("walidata", "diperiksa_pembina"), ("pembina", "disetujui"), ("walidata", "terbit")
        )
        assert stored(made) == ("terbit", False)
        assert people.does("", "package_show", id=made["id"])["diperiksa_pembina_pada"]

    def test_what_keeps_it_from_being_submitted_is_told_to_programs(self, people, make):
        made = make(license_id="")
        with pytest.raises(tk.ValidationError) as refused:
            people.steps(made["id"], ("officer", "diajukan"))
        told = people.does("officer", "paser_workflow_show", id=made["id"])["remarks"]
        assert [one["field"] for one in told] == ["license_id"]
        assert refused.value.error_dict["remarks"] == [f"license_id: {told[0]['text']}"]

    def test_an_incomplete_dataset_is_not_submitted(self, people, make):
        made = make(license_id="")
        with pytest.raises(tk.ValidationError, match="keep the dataset from being published: 1"):
            people.steps(made["id"], ("officer", "diajukan"))

    @pytest.mark.parametrize("to", ["perlu_perbaikan", "ditolak"])
    def test_nobody_returns_or_rejects_without_a_reason(self, people, make, to):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        with pytest.raises(tk.ValidationError, match="needs a reason"):
            people.does("walidata", "paser_workflow_transition", id=made["id"], to=to)

    def test_a_reason_of_fifty_thousand_characters_is_refused_with_its_length(self, people, make):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        asked = {"id": made["id"], "to": "ditolak", "note": "x" * 50_000}
        with pytest.raises(tk.ValidationError, match="50,000 characters"):
            people.does("walidata", "paser_workflow_transition", **asked)

    def test_listeners_hear_of_a_step_when_it_is_committed(self, people, make):
        heard = []

        def listen(sender, **said):
            heard.append((sender, said["to"], said["role"]))

        made = make()
        with workflow_changed.connected_to(listen):
            people.steps(made["id"], ("officer", "diajukan"))
        assert heard == [(made["id"], "diajukan", "produsen")]


class TestWhoMay:
    @pytest.mark.parametrize("person", ["stranger", "walidata", "pembina"])
    def test_only_the_agency_submits(self, people, make, person):
        made = make()
        with pytest.raises(tk.NotAuthorized):
            people.steps(made["id"], (person, "diajukan"))

    @pytest.mark.parametrize("person", ["officer", "colleague", "pembina", "stranger", "sysadmin"])
    def test_walidata_alone_and_sysadmins_begin_to_check(self, people, make, person):
        made = make()
        people.steps(made["id"], ("officer", "diajukan"))
        if person == "sysadmin":
            assert people.steps(made["id"], (person, "diperiksa_walidata"))["status"] == "diperiksa_walidata"
        else:
            with pytest.raises(tk.NotAuthorized):
                people.steps(made["id"], (person, "diperiksa_walidata"))

    def test_not_even_a_sysadmin_approves_their_own_dataset(self, people, make):
        made = make("sysadmin")
        people.steps(made["id"], ("officer", "diajukan"))
        with pytest.raises(tk.NotAuthorized, match="worked on this version yourself"):
            people.steps(made["id"], ("sysadmin", "diperiksa_walidata"))

    def test_who_has_changed_it_does_not_check_it(self, people, make):
        made = make()
        people.does("sysadmin", "package_patch", id=made["id"], version="2")
        people.steps(made["id"], ("officer", "diajukan"))
        with pytest.raises(tk.NotAuthorized, match="worked on this version yourself"):
            people.steps(made["id"], ("sysadmin", "diperiksa_walidata"))

    def test_who_has_written_rows_of_its_table_does_not_check_it(self, people, make):
        made = make()
        table = {"resource_id": made["resources"][0]["id"], "force": True, "fields": [{"id": "a"}]}
        people.does("sysadmin", "datastore_create", **table, records=[{"a": "1"}])
        assert model.User.get(people.sysadmin).id in service.authors(service.history(made["id"]))

    def test_walidata_s_own_dataset_is_checked_by_a_colleague(self, people, make):
        office = people.does("walidata", "organization_list_for_user", permission="create_dataset")[0]["id"]
        made = make("walidata", owner_org=office)
        people.steps(made["id"], ("walidata", "diajukan"))
        with pytest.raises(tk.NotAuthorized, match="worked on this version yourself"):
            people.steps(made["id"], ("walidata", "diperiksa_walidata"))
        people.steps(made["id"], ("walidata_second", "diperiksa_walidata"))

    @pytest.mark.parametrize("person", ["officer", "colleague", "sysadmin", "walidata"])
    def test_nobody_changes_what_is_being_checked(self, people, make, person):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        for action, data in (("package_patch", {"id": made["id"], "title": "Lain"}),
                             ("resource_create", {"package_id": made["id"], "url": "https://b.test/"}),
                             ("package_delete", {"id": made["id"]})):  # fmt: skip
            with pytest.raises(tk.NotAuthorized):
                people.does(person, action, **data)

    def test_the_agency_takes_back_what_nobody_has_begun_to_check(self, people, make):
        made = make()
        people.steps(made["id"], ("officer", "diajukan"), ("colleague", "draf"))
        assert people.does("officer", "package_patch", id=made["id"], title="Lain")["title"] == "Lain"


class TestWhoReads:
    @pytest.mark.parametrize(
        ("person", "draft", "submitted"),
        [("officer", 1, 1), ("walidata", 0, 1), ("pembina", 0, 0), ("stranger", 0, 0), ("", 0, 0)],
    )
    def test_walidata_reads_what_is_submitted_and_no_draft_of_others(
        self, people, make, person, draft, submitted
    ):
        made = make()
        assert self.sees(people, person, made) == draft
        people.steps(made["id"], ("officer", "diajukan"))
        assert self.sees(people, person, made) == submitted

    @pytest.mark.parametrize("person", ["walidata", "pembina"])
    def test_the_pembina_reads_priority_data_when_it_is_its_turn(self, people, make, person):
        made = make(**PRIORITY)
        people.steps(made["id"], *APPROVED[:2], ("walidata", "diperiksa_pembina"))
        assert self.sees(people, person, made) == 1

    @pytest.mark.parametrize("to", ["perlu_perbaikan", "ditolak"])
    def test_the_pembina_who_gives_it_back_is_answered_what_was_done_and_nothing_that_stands_there(
        self, people, make, to
    ):
        made = make(**PRIORITY)
        people.steps(made["id"], *APPROVED[:2], ("walidata", "diperiksa_pembina"))
        answer = people.steps(made["id"], ("pembina", to))
        assert (answer["id"], answer["status"]) == (made["id"], to)
        assert answer.keys() == {"id", "status", "label", "turn"}
        assert self.sees(people, "pembina", made) == 0

    def sees(self, people, person, made) -> int:
        """Whether somebody reads it: by its id, its file, and in a search alike."""
        found = people.does(person, "package_search", fq=f"id:{made['id']}", include_private=True)["count"]
        for action, id_ in (("package_show", made["id"]), ("resource_show", made["resources"][0]["id"])):
            try:
                people.does(person, action, id=id_)
            except tk.NotAuthorized:
                assert not found
            else:
                assert found == 1
        return found


class TestTheQueue:
    def test_shows_each_what_waits_for_them(self, people, make):
        made = make(title=f"Antre {people.officer}")
        people.steps(made["id"], ("officer", "diajukan"))
        asked = {"q": f"antre {people.officer}"}
        found = {
            who: [one["id"] for one in people.does(who, "paser_workflow_queue", **asked)["items"]]
            for who in ("officer", "stranger", "walidata", "pembina", "sysadmin")
        }
        assert found == {
            "officer": [], "stranger": [], "walidata": [made["id"]], "pembina": [], "sysadmin": [made["id"]]
        }  # fmt: skip

    def test_drafts_wait_for_their_agency(self, people, make):
        made = make()
        queue = people.does("officer", "paser_workflow_queue", role="produsen")
        assert [(one["id"], one["status"]) for one in queue["items"]] == [(made["id"], "draf")]
        assert queue["total"] == 1

    def test_an_unknown_role_is_refused(self, people):
        with pytest.raises(tk.ValidationError, match="role"):
            people.does("officer", "paser_workflow_queue", role="raja")

    def test_nobody_who_is_not_logged_in_has_one(self, people):
        with pytest.raises(tk.NotAuthorized):
            people.does("", "paser_workflow_queue")


class TestTheDayOfRelease:
    ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"

    @pytest.mark.parametrize(("day", "status"), [("2020-01-01", "terbit"), ("2999-01-01", "disetujui")])
    def test_what_is_approved_is_published_by_the_portal_when_its_day_has_come(
        self, people, make, day, status
    ):
        made = make(frequency=self.ANNUAL, jadwal_rilis=day)
        people.steps(made["id"], *APPROVED)
        assert [why for _, why in service.publish_due() if why] == []
        assert call_action("package_show", id=made["id"])["status_sdi"] == status


class TestHistoryIsOnlyAddedTo:
    @pytest.mark.parametrize(
        "command",
        ["UPDATE paser_workflow_event SET note = 'x'", "DELETE FROM paser_workflow_event",
         "TRUNCATE paser_workflow_event"],
    )  # fmt: skip
    def test_also_by_hand(self, people, make, command):
        make()
        with pytest.raises(sa.exc.DBAPIError, match="only added to"), model.meta.engine.begin() as connection:
            connection.execute(sa.text(command))
