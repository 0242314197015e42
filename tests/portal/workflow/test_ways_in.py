"""Claims about every way in: whatever people send, nothing is public that was not checked, and nothing published disappears."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.rows import service as rows
from ckanext.paser.workflow import rules, service

from .conftest import APPROVED, COMPLETE, FILE, PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
PUBLIC = {"private": False, "state": "active", "status_sdi": "terbit"}
WAYS = {
    "package_update": lambda made: {**made, **PUBLIC},
    "package_patch": lambda made: {"id": made["id"], **PUBLIC},
    "package_revise": lambda made: {"match": {"id": made["id"]}, "update": PUBLIC},
    "resource_create": lambda made: {"package_id": made["id"], **FILE, **PUBLIC},
    "resource_patch": lambda made: {"id": made["resources"][0]["id"], "name": "Lain", **PUBLIC},
    "resource_delete": lambda made: {"id": made["resources"][0]["id"]},
    "package_resource_reorder": lambda made: {"id": made["id"], "order": [made["resources"][0]["id"]]},
}

CHANGES = {
    **WAYS,
    "package_update": lambda made: {**made, "title": "Lain"},
    "package_patch": lambda made: {"id": made["id"], "title": "Lain"},
    "package_revise": lambda made: {"match": {"id": made["id"]}, "update": {"title": "Lain"}},
}
"""Ways in by which a dataset is changed."""
CHANGES.pop("package_resource_reorder")  # of one file there is no other order

CLOSING = {"akses_level": "terbatas", "kategori_informasi": "setiap_saat", "dasar_pembatasan": "BA"}
CLOSED = {
    "package_update": lambda made: {**made, **CLOSING},
    "package_patch": lambda made: {"id": made["id"], **CLOSING},
    "package_revise": lambda made: {"match": {"id": made["id"]}, "update": CLOSING},
}
CLOSED_WITH_MORE = {
    "package_update": lambda made: {**made, **CLOSING, "title": "Lain"},
    "package_patch": lambda made: {
        "id": made["id"],
        **CLOSING,
        "resources": [{**made["resources"][0], "url": "https://b.test/lain.json"}],
    },
    "package_revise": lambda made: {"match": {"id": made["id"]}, "update": {**CLOSING, "notes": "Lain."}},
}


def stored(dataset: dict) -> tuple[str, bool, str]:
    package = model.Package.get(dataset["id"])
    model.Session.refresh(package)
    return (package.extras or {}).get("status_sdi", "draf"), package.private, package.state


def is_found(people, made) -> bool:
    found = people.does("", "package_search", fq=f"id:{made['id']}")["count"]
    try:
        people.does("", "package_show", id=made["id"])
    except tk.NotAuthorized:
        assert not found
        return False
    assert found
    return True


class TestADraft:
    @pytest.mark.parametrize("person", ["officer", "sysadmin"])
    @pytest.mark.parametrize("action", WAYS)
    def test_stays_a_private_draft(self, people, make, action, person):
        made = make()
        people.does(person, action, **WAYS[action](made))
        assert stored(made) == ("draf", True, "active")
        assert not is_found(people, made)

    @pytest.mark.parametrize("person", ["colleague", "sysadmin"])
    def test_is_not_published_by_the_switch_for_many(self, people, make, person):
        made = make()
        with pytest.raises(tk.ValidationError, match="when it was checked"):
            people.does(person, "bulk_update_public", datasets=[made["id"]], org_id=people.agency)
        assert stored(made)[:2] == ("draf", True)

    def test_is_deleted_by_its_agency(self, people, make):
        made = make()
        people.does("colleague", "package_delete", id=made["id"])
        assert stored(made)[2] == "deleted"


class TestWhatIsPublished:
    @pytest.fixture
    def made(self, people, make):
        made = make()
        people.steps(made["id"], *PUBLISHED)
        return call_action("package_show", id=made["id"])

    @pytest.mark.parametrize("person", ["officer", "sysadmin"])
    @pytest.mark.parametrize("change", [{"private": True}, {"state": "draft"}, {"state": "deleted"}])
    def test_is_not_hidden_without_a_word(self, people, made, person, change):
        with pytest.raises(tk.ValidationError, match="Ask Walidata to withdraw it"):
            people.does(person, "package_patch", id=made["id"], **change)
        assert is_found(people, made)

    @pytest.mark.parametrize("action", ["bulk_update_private", "bulk_update_delete"])
    def test_is_not_hidden_among_many(self, people, made, action):
        with pytest.raises(tk.ValidationError, match="Ask Walidata to withdraw it"):
            people.does("colleague", action, datasets=[made["id"]], org_id=people.agency)
        assert is_found(people, made)

    @pytest.mark.parametrize("person", ["officer", "colleague", "sysadmin"])
    def test_is_not_deleted(self, people, made, person):
        with pytest.raises(tk.NotAuthorized, match="Ask Walidata to withdraw it"):
            people.does(person, "package_delete", id=made["id"])

    def test_is_saved_as_it_is_shown(self, people, made):
        assert (
            people.does("officer", "package_update", **made)["metadata_modified"] == made["metadata_modified"]
        )

    @pytest.mark.parametrize("action", CHANGES)
    @pytest.mark.parametrize("person", ["officer", "sysadmin"])
    def test_is_not_changed_past_its_next_version(self, people, made, action, person):
        sent = CHANGES[action](made)
        with pytest.raises((tk.ValidationError, tk.NotAuthorized), match="Begin a new version"):
            people.does(person, action, **sent)

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"license_id": "notspecified"}, "license_id"), ({"resources": []}, "status_sdi")],
    )
    def test_does_not_lose_what_publishing_asked_for_by_a_command_either(self, people, made, change, field):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("package_patch", {"user": people.sysadmin}, id=made["id"], **change)
        assert field in refused.value.error_dict

    def test_is_not_given_to_another_agency_past_its_next_version(self, people, made):
        with pytest.raises(tk.ValidationError, match="Begin a new version"):
            people.does(
                "sysadmin", "package_owner_org_update", id=made["id"], organization_id=made["owner_org"]
            )

    def test_is_hidden_at_once_when_its_data_are_closed_and_not_opened_past_its_next_version(
        self, people, made
    ):
        people.does("officer", "package_patch", id=made["id"], **CLOSING)
        assert stored(made)[:2] == ("terbit", True)
        assert not is_found(people, made)
        with pytest.raises(tk.ValidationError, match="Begin a new version"):
            people.does("officer", "package_patch", id=made["id"], akses_level="terbuka")

    @pytest.mark.parametrize("person", ["officer", "sysadmin"])
    @pytest.mark.parametrize("action", CLOSED_WITH_MORE)
    def test_is_not_changed_by_what_closes_it(self, people, made, action, person):
        sent = CLOSED_WITH_MORE[action](made)
        with pytest.raises(tk.ValidationError, match="Begin a new version"):
            people.does(person, action, **sent)
        assert call_action("package_show", id=made["id"]) == made
        assert is_found(people, made)

    @pytest.mark.parametrize("person", ["officer", "sysadmin"])
    def test_keeps_its_table(self, people, make, person):
        made = make()
        table = {"resource_id": made["resources"][0]["id"], "force": True}
        people.does("officer", "datastore_create", **table, records=[{"a": "1"}])
        people.steps(made["id"], *PUBLISHED)
        with pytest.raises(tk.NotAuthorized, match="Begin a new version"):
            people.does(person, "datastore_delete", **table)
        assert people.does("", "datastore_search", resource_id=table["resource_id"])["total"] == 1

    @pytest.mark.parametrize("person", ["colleague", "sysadmin"])
    def test_is_not_opened_again_by_a_switch(self, people, made, person):
        people.does("officer", "package_patch", **CLOSED["package_patch"](made))
        with pytest.raises(tk.ValidationError, match="Submit it to Walidata"):
            people.does(person, "bulk_update_public", datasets=[made["id"]], org_id=people.agency)
        assert stored(made)[:2] == ("terbit", True)

    @pytest.mark.parametrize("action", CLOSED)
    def test_is_closed_whatever_way_that_is_sent(self, people, made, action):
        people.does("officer", action, **CLOSED[action](made))
        assert stored(made)[:2] == ("terbit", True)

    def test_is_withdrawn_with_a_page_that_stays(self, people, made, app):
        reason = "Angkanya keliru."
        people.does("walidata", "paser_workflow_transition", id=made["id"], to="ditarik", note=reason)
        assert not is_found(people, made)
        page = BeautifulSoup(app.get(f"/dataset/{made['name']}", status=410).text, "html.parser")
        told = page.select_one("main").get_text(" ")
        assert all(part in told for part in (made["title"], "Walidata", reason))
        assert people.walidata not in told

    @pytest.mark.parametrize(
        "address",
        [
            "/dataset/{name}/resource/{file}",
            "/dataset/{name}/resource/{file}/download/a.json",
            "/dataset/{name}/resource/{file}/rilis",
            "/dataset/{name}/resource/{file}/rilis/1",
            "/dataset/{name}/unduh.zip",
            "/api/paser/v1/tabel/{file}/unduh.csv",
            "/api/paser/v1/tabel/{file}/rilis/1/unduh.xlsx",
        ],
    )
    def test_tells_the_same_at_the_addresses_of_its_files_once_withdrawn(self, people, made, app, address):
        reason = "Angkanya keliru."
        people.does("walidata", "paser_workflow_transition", id=made["id"], to="ditarik", note=reason)
        asked = address.format(name=made["name"], file=made["resources"][0]["id"])
        page = BeautifulSoup(app.get(asked, status=410, headers={"Accept": "text/html"}).text, "html.parser")
        assert reason in page.select_one("main").get_text(" ")

    def test_has_the_styles_of_every_page_once_withdrawn(self, people, made, app):
        people.steps(made["id"], ("walidata", "ditarik"))
        pages = (app.get("/organization/"), app.get(f"/dataset/{made['name']}", status=410))
        usual, left = (BeautifulSoup(one.text, "html.parser").select("link[rel=stylesheet]") for one in pages)
        assert {one["href"] for one in usual} <= {one["href"] for one in left} != set()

    def test_is_not_republished_by_its_source_once_withdrawn(self, people, made):
        people.steps(made["id"], ("walidata", "ditarik"))
        call_action("package_patch", id=made["id"], private=False, title="Dari sumber")
        assert stored(made)[:2] == ("ditarik", True)

    def test_comes_back_as_a_draft_when_it_was_deleted(self, people, made):
        call_action("package_delete", id=made["id"])
        people.does("sysadmin", "package_patch", id=made["id"], state="active")
        assert stored(made) == ("draf", True, "active")


class TestTheMachine:
    def new(self, people, **changes):
        data = {**COMPLETE, "name": f"sumber-{factories.User.stub().name}", "owner_org": people.agency}
        return call_action("package_create", **data, **changes)

    def test_publishes_what_its_source_sends_and_says_so(self, people):
        made = self.new(people)
        assert stored(made)[:2] == ("terbit", False)
        shown = people.does("officer", "paser_workflow_show", id=made["id"])
        told = [(one["to"], one["role"], one["note"]) for one in shown["history"]]
        assert told == [("terbit", "sistem", rules.APPROVED_WITH_SOURCE)]

    def test_says_it_once(self, people):
        made = self.new(people)
        call_action("package_patch", id=made["id"], title="Judul lain")
        assert len(service.history(made["id"])) == 1

    def test_keeps_private_what_is_sent_so(self, people):
        assert stored(self.new(people, private=True))[:2] == ("draf", True)


class TestReadingInsideTheOffices:
    def test_the_rows_of_what_is_submitted_are_walidata_s_to_read_and_nobody_else_s(self, people, make):
        made = make()
        table = {"resource_id": made["resources"][0]["id"], "force": True}
        people.does("officer", "datastore_create", **table, fields=[{"id": "a"}], records=[{"a": "rahasia"}])
        people.steps(made["id"], *APPROVED[:1])
        asked = {"resource_id": table["resource_id"]}
        for action in ("datastore_search", "paser_rows"):
            assert people.does("walidata", action, **asked)
            for person in ("stranger", "pembina", ""):
                with pytest.raises(tk.NotAuthorized):
                    people.does(person, action, **asked)
        assert not rows.is_public(table["resource_id"])

    def test_nobody_writes_rows_into_what_is_being_checked(self, people, make):
        made = make()
        table = {"resource_id": made["resources"][0]["id"], "force": True}
        people.does("officer", "datastore_create", **table, fields=[{"id": "a"}], records=[{"a": "1"}])
        people.steps(made["id"], *APPROVED[:2])
        for person in ("officer", "sysadmin"):
            with pytest.raises(tk.NotAuthorized):
                people.does(person, "datastore_upsert", **table, method="insert", records=[{"a": "2"}])

    def test_who_may_read_is_decided_by_labels_that_the_rows_know(self, people):
        assert service.decides_who_sees()


class TestDeputies:
    def test_a_deputy_submits_as_the_editors_do(self, people, make):
        made, member = make(), factories.User()["name"]
        call_action("organization_member_create", id=people.agency, username=member, role="member")
        people.deputy = member
        with pytest.raises(tk.NotAuthorized):
            people.steps(made["id"], ("deputy", "diajukan"))
        named = {"organization": people.agency, "user": member}
        assert [one["user"] for one in people.does("colleague", "paser_workflow_deputy_name", **named)] == [
            member
        ]
        assert people.steps(made["id"], ("deputy", "diajukan"))["status"] == "diajukan"
        assert people.does("colleague", "paser_workflow_deputy_end", **named) == []

    def test_only_an_administrator_of_the_agency_names_one(self, people):
        named = {"organization": people.agency, "user": people.officer}
        with pytest.raises(tk.NotAuthorized):
            people.does("officer", "paser_workflow_deputy_name", **named)

    def test_only_a_member_is_named(self, people):
        named = {"organization": people.agency, "user": people.stranger}
        with pytest.raises(tk.ValidationError, match="Only a member"):
            people.does("colleague", "paser_workflow_deputy_name", **named)

    def test_an_administrator_names_and_ends_one_on_the_page_of_the_agency(self, people, app):
        member = factories.User()["name"]
        call_action("organization_member_create", id=people.agency, username=member, role="member")
        headers = {"Authorization": factories.APIToken(user=people.colleague)["token"]}
        address = f"/organization/{people.agency}/wakil"
        offered = BeautifulSoup(app.get(address, headers=headers).text, "html.parser")
        assert member in [one["value"] for one in offered.select("select[name=tunjuk] option")]
        told = app.post(address, data={"tunjuk": member}, headers=headers).text
        ending = BeautifulSoup(told, "html.parser").select("button[name=akhiri]")
        assert member in [one["value"] for one in ending]
        app.post(address, data={"akhiri": member}, headers=headers)
        assert member not in [
            one["user"]
            for one in people.does("colleague", "paser_workflow_deputy_list", organization=people.agency)
        ]

    @pytest.mark.parametrize("person", ["", "stranger", "walidata"])
    def test_nobody_else_sees_or_changes_the_deputies(self, people, app, person):
        named = getattr(people, person) if person else ""
        headers = {"Authorization": factories.APIToken(user=named)["token"]} if named else {}
        address = f"/organization/{people.agency}/wakil"
        told = BeautifulSoup(
            app.get(address, headers=headers, status=403).text, "html.parser"
        ).main.get_text()
        assert people.agency not in told.replace(address, "")
        assert "Hanya anggota instansi" in told
        assert app.post(address, data={"tunjuk": people.stranger}, headers=headers, status=403)


class TestThePages:
    def test_the_way_is_taken_on_the_page_and_told_there(self, people, make, app):
        made = make()
        headers = {"Authorization": factories.APIToken(user=people.officer)["token"]}
        page = f"/dataset/{made['name']}"
        shown = BeautifulSoup(app.get(page, headers=headers).text, "html.parser")
        assert [one["value"] for one in shown.select("#alur button[name=to]")] == ["diajukan"]
        app.post(f"{page}/alur", data={"to": "diajukan"}, headers=headers, follow_redirects=False, status=302)
        assert stored(made)[0] == "diajukan"
        told = app.get(f"{page}/alur", headers=headers).text
        assert "Diajukan ke Walidata" in told

    def test_the_page_of_a_dataset_says_when_it_was_public_first_once_it_was(self, people, make, app):
        made = make()
        headers = {"Authorization": factories.APIToken(user=people.officer)["token"]}
        page = f"/dataset/{made['name']}"
        people.steps(made["id"], *APPROVED)
        assert "Pertama terbit" not in app.get(page, headers=headers).text
        people.steps(made["id"], ("walidata", "terbit"))
        assert "Pertama terbit" in app.get(page).text

    def test_a_refused_step_says_why_and_keeps_what_was_written(self, people, make, app):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        headers = {"Authorization": factories.APIToken(user=people.walidata)["token"]}
        sent = {"to": "ditolak", "note": "", "komentar-title": "Terlalu umum."}
        page = BeautifulSoup(
            app.post(f"/dataset/{made['name']}/alur", data=sent, headers=headers).text, "html.parser"
        )
        assert "Langkah ini perlu alasan" in page.get_text()
        assert page.select_one("#komentar-title").get_text().strip() == "Terlalu umum."

    def test_a_return_with_remarks_alone_is_read_on_the_page_of_the_dataset_and_on_the_desk(
        self, people, make, app
    ):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        headers = {"Authorization": factories.APIToken(user=people.walidata)["token"]}
        sent = {"to": "perlu_perbaikan", "note": "", "komentar-definisi": "Terlalu pendek."}
        page = f"/dataset/{made['name']}"
        app.post(f"{page}/alur", data=sent, headers=headers, follow_redirects=False, status=302)
        headers = {"Authorization": factories.APIToken(user=people.officer)["token"]}
        for address, part in ((page, "#alur"), (f"/meja/terbitkan/{made['id']}", "#dikembalikan")):
            told = BeautifulSoup(app.get(address, headers=headers).text, "html.parser").select_one(part)
            assert "Definisi: Terlalu pendek." in " ".join(told.get_text().split())
        assert "“Definisi: Terlalu pendek.”" in app.get("/meja", headers=headers).text

    def test_the_public_sees_no_panel_and_a_stranger_no_page(self, people, make, app):
        made = make()
        assert app.get(f"/dataset/{made['name']}/alur", status=404)
        people.steps(made["id"], *PUBLISHED)
        assert "h-alur" not in app.get(f"/dataset/{made['name']}").text
        assert people.officer not in app.get(f"/dataset/{made['name']}/alur").text
