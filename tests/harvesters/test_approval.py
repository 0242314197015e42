"""Four eyes for sources: whatever asks for a run, it writes nothing before a second person has approved the source."""

from __future__ import annotations

from datetime import timedelta

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.workflow import service as workflow

from paser_harvesters import looks, service, store
from paser_harvesters.errors import HarvestError

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]


@pytest.fixture
def office(agency, make_agency) -> list[str]:
    """Two administrators of the Walidata agency, and a sysadmin."""
    users = [factories.User(fullname=name)["name"] for name in ("Ani", "Budi")]
    make_agency(
        f"wd-{users[0]}"[:60], "walidata", users=[{"name": each, "capacity": "admin"} for each in users]
    )
    return [*users, factories.Sysadmin(fullname="Sari")["name"]]


@pytest.fixture
def send(folder):
    """Send the folder's source through an action, as a person does."""

    def sent(person: str, action: str = "update", **changes) -> dict:
        source = store.source(folder.source_id)
        document = {**(source.document if source else {}), **changes}
        context = {"user": person, "ignore_auth": False}
        return call_action(f"paser_harvest_source_{action}", context, **document)

    return sent


@pytest.fixture
def waiting(folder, office, send) -> str:
    """The name of a dataset whose source waits: somebody has changed it."""
    name = folder.add("ipm")
    folder.apply()
    send(office[0], title="Judul lain")
    return name


def approves(folder, person: str, digest: str | None = None) -> dict:
    """Approve the folder's source as a person does."""
    shown = call_action("paser_harvest_source_show", id=folder.source_id)
    asked = {"id": folder.source_id, "digest": digest or shown["approval"]["digest"]}
    return call_action("paser_harvest_source_approve", {"user": person, "ignore_auth": False}, **asked)


def code_of(run) -> tuple[str, str | None]:
    return run.status, run.error and run.error["code"]


HELD = ("held", "source_unapproved")


class TestNothingIsWritten:
    def test_by_a_command(self, folder, waiting):
        run = service.run_now(folder.source_id)
        assert (code_of(run), dict(run.counts), model.Package.get(waiting)) == (HELD, {}, None)

    def test_by_a_run_that_a_person_asks_for(self, folder, waiting, office):
        for person in office:
            call_action("paser_harvest_run", {"user": person, "ignore_auth": False}, id=folder.source_id)
            jobs.run_pending()
        assert {code_of(run) for run in store.runs(folder.source_id, 9, 0)} == {HELD}
        assert model.Package.get(waiting) is None

    def test_by_the_clock_which_says_so_once(self, folder, waiting):
        for _ in range(3):
            store.set_next_due(folder.source_id, store.now() - timedelta(minutes=1))
            service.request_due_runs()
            jobs.run_pending()
        assert [code_of(run) for run in store.runs(folder.source_id, 9, 0)] == [HELD]
        assert model.Package.get(waiting) is None

    def test_by_a_run_that_takes_up_one_that_died(self, folder, waiting):
        store.add_run(folder.source_id, "command")
        model.Session.commit()
        service.work(folder.source_id)
        newest = store.newest_run(folder.source_id)
        assert newest is not None
        assert (code_of(newest), newest.trigger, model.Package.get(waiting)) == (HELD, "resume", None)

    def test_by_the_approval_of_a_held_run(self, folder, office, send, show):
        name = folder.add("ipm")
        folder.run()
        folder.entries = []
        held = folder.run()
        send(office[0], delete={"policy": "delete", "grace_days": 0, "max_missing_ratio": 1})
        with pytest.raises(tk.ValidationError, match="waits for the approval of a second person"):
            call_action("paser_harvest_approve", run_id=held.id)
        with pytest.raises(HarvestError):
            service.approve(held, None)
        assert show(name)["state"] == "active"
        approves(folder, office[1])
        assert call_action("paser_harvest_approve", run_id=held.id)["approves"] == held.id

    def test_and_a_run_that_waited_for_it_is_not_approved_in_its_place(self, folder, waiting, office):
        held = service.run_now(folder.source_id)
        approves(folder, office[1])
        with pytest.raises(tk.ValidationError, match="does not wait for an approval"):
            call_action("paser_harvest_approve", run_id=held.id)

    def test_while_check_and_preview_look(self, folder, waiting):
        call_action("paser_harvest_run", id=folder.source_id, preview=True)
        source = store.source(folder.source_id)
        assert source is not None
        service.check(service.document_of(source))
        assert [each["outcome"] for each in looks.preview(service.document_of(source))] == ["created"]
        assert model.Package.get(waiting) is None


class TestASource:
    def test_that_a_person_has_made_waits_for_another_one(
        self, folder, office, send, ckan_config, monkeypatch
    ):
        monkeypatch.setitem(ckan_config, "ckanext.paser.harvest.folders", [str(folder.path.parent)])
        folder.add("ipm")
        document = folder.apply().model_dump(mode="json")
        service.delete(folder.source_id)
        made = send(office[2], "create", **document)["approval"]
        assert (made["waits"], made["authors"], made["how"], made["why_not"]["code"]) == (
            True,
            ["Sari"],
            None,
            "own_source",
        )
        approved = approves(folder, office[0])["approval"]
        assert (approved["waits"], approved["how"], approved["by"]) == (False, "orang", "Ani")
        assert service.run_now(folder.source_id).status == "ok"

    def test_waits_no_longer_once_it_is_as_it_was_approved(self, folder, office, send):
        folder.apply()
        assert send(office[0], title="Lain")["approval"]["waits"]
        assert not send(office[0], title="Berkas uji")["approval"]["waits"]

    def test_stays_approved_with_another_schedule(self, folder, office, send):
        folder.apply()
        approval = send(office[0], cron="0 3 * * *", enabled=False, notify=["a@b.id"])["approval"]
        assert (approval["waits"], approval["how"]) == (False, "sistem")

    def test_is_approved_by_whoever_runs_the_machine_by_applying_it(self, folder, waiting):
        source = store.source(folder.source_id)
        assert source is not None
        assert service.apply(service.document_of(source)) == "approved"
        approval = call_action("paser_harvest_source_show", id=folder.source_id)["approval"]
        assert (approval["waits"], approval["how"], approval["by"]) == (False, "sistem", None)
        assert service.run_now(folder.source_id).status == "ok"


class TestApprove:
    @pytest.mark.parametrize("author", [0, 2])
    def test_is_refused_to_its_author_who_may_be_a_sysadmin(self, folder, office, send, author):
        folder.apply()
        send(office[author], title="Judul lain")
        with pytest.raises(tk.NotAuthorized, match="nobody approves their own work"):
            approves(folder, office[author])

    def test_is_refused_to_everybody_who_has_changed_it_since(self, folder, office, send):
        folder.apply()
        send(office[0], title="Satu")
        send(office[1], title="Dua")
        for author in office[:2]:
            with pytest.raises(tk.NotAuthorized):
                approves(folder, author)
        assert not approves(folder, office[2])["approval"]["waits"]

    def test_is_refused_when_the_source_has_changed_since_it_was_looked_at(self, folder, office, send):
        folder.apply()
        seen = send(office[0], title="Satu")["approval"]["digest"]
        send(office[0], title="Dua")
        with pytest.raises(tk.ValidationError, match="changed since you looked at it"):
            approves(folder, office[1], seen)
        assert service.run_now(folder.source_id).status == "held"

    @pytest.mark.parametrize("who", ["site", "127.0.0.1"])
    def test_is_refused_to_what_is_no_person(self, folder, waiting, who):
        user = call_action("get_site_user")["name"] if who == "site" else who
        digest = call_action("paser_harvest_source_show", id=folder.source_id)["approval"]["digest"]
        asked = {"id": folder.source_id, "digest": digest}
        with pytest.raises(tk.NotAuthorized, match="Only a person"):
            call_action("paser_harvest_source_approve", {"user": user, "ignore_auth": True}, **asked)

    def test_needs_the_digest_of_what_was_looked_at(self, folder):
        folder.apply()
        with pytest.raises(tk.ValidationError, match="Missing value"):
            call_action("paser_harvest_source_approve", id=folder.source_id)

    def test_is_named_in_the_history_of_what_the_source_publishes(self, folder, waiting, office):
        approves(folder, office[1])
        service.run_now(folder.source_id)
        package = model.Package.get(waiting)
        assert package is not None
        (event,) = workflow.history(package.id)
        assert event.to == "terbit"
        assert event.note.startswith(f"Disetujui lewat sumber {folder.source_id}: Budi, ")


class TestThePage:
    def page(self, app, folder, person: str) -> str:
        token = call_action("api_token_create", {"user": person}, user=person, name="uji")["token"]
        self.headers = {"Authorization": token}
        return app.get(f"/meja/sumber/{folder.source_id}", headers=self.headers).body

    def test_shows_a_second_person_what_has_changed_and_the_button(self, app, folder, waiting, office):
        shown = self.page(app, folder, office[1])
        for part in (
            "Menunggu persetujuan orang kedua",
            "Ani",
            "Judul lain",
            "/setujui-sumber",
            'name="digest"',
        ):
            assert part in shown
        assert "/jalankan" not in shown

    def test_tells_its_author_why_there_is_none(self, app, folder, waiting, office):
        shown = self.page(app, folder, office[0])
        assert "/setujui-sumber" not in shown
        assert "Anda sendiri yang membuat atau mengubah sumber ini" in shown

    def test_approves_with_that_button(self, app, folder, waiting, office):
        shown = self.page(app, folder, office[1])
        digest = shown.split('name="digest" value="')[1].split('"')[0]
        path = f"/meja/sumber/{folder.source_id}"
        app.post(f"{path}/setujui-sumber", data={"digest": digest}, headers=self.headers)
        assert "/jalankan" in self.page(app, folder, office[1])
        assert not call_action("paser_harvest_source_show", id=folder.source_id)["approval"]["waits"]

    def test_refuses_the_author_s_own_post(self, app, folder, waiting, office):
        self.page(app, folder, office[0])
        digest = call_action("paser_harvest_source_show", id=folder.source_id)["approval"]["digest"]
        path = f"/meja/sumber/{folder.source_id}/setujui-sumber"
        assert app.post(path, data={"digest": digest}, headers=self.headers).status_code == 403

    def test_says_so_of_a_run_and_in_the_list(self, app, folder, waiting, office):
        service.run_now(folder.source_id)
        assert "Menunggu persetujuan orang kedua." in self.page(app, folder, office[1])
        assert "menunggu orang kedua" in app.get("/meja/sumber", headers=self.headers).body
