"""Claims about the actions."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs

from paser_harvesters import store

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]


def document(folder, **changes):
    return {
        "id": folder.source_id,
        "kind": "files",
        "title": "Berkas uji",
        "owner_org": "dinas-uji",
        "config": {"folder": str(folder.path)},
        **changes,
    }


@pytest.fixture
def open_folder(folder, ckan_config, monkeypatch):
    """A folder that the machine's administrator has opened."""
    monkeypatch.setitem(ckan_config, "ckanext.paser.harvest.folders", [str(folder.path.parent)])
    return folder


class TestSource:
    def test_it_is_created_and_shown_with_its_state(self, open_folder):
        made = call_action("paser_harvest_source_create", **document(open_folder, cron="0 3 * * *"))
        assert made == call_action("paser_harvest_source_show", id=open_folder.source_id)
        assert (made["last_run"], made["records"], made["late"], made["enabled"]) == (None, {}, False, True)
        assert made["next_run"].endswith("T19:00:00+00:00")  # 03.00 WITA

    def test_it_is_listed(self, folder):
        folder.apply()
        listed = call_action("paser_harvest_source_list")
        assert [each for each in listed if each["id"] == folder.source_id] == [
            call_action("paser_harvest_source_show", id=folder.source_id)
        ]

    def test_it_is_changed(self, folder):
        folder.apply()
        changed = call_action("paser_harvest_source_update", **document(folder, title="Baru", enabled=False))
        assert (changed["title"], changed["enabled"], changed["next_run"]) == ("Baru", False, None)

    def test_it_is_forgotten_and_its_datasets_stay(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        call_action("paser_harvest_source_delete", id=folder.source_id)
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_harvest_source_show", id=folder.source_id)
        assert show(name)["state"] == "active"

    def test_the_same_id_is_not_given_twice(self, open_folder):
        open_folder.apply()
        with pytest.raises(tk.ValidationError) as caught:
            call_action("paser_harvest_source_create", **document(open_folder))
        assert list(caught.value.error_dict) == ["id"]

    def test_what_is_wrong_stands_at_its_field(self, folder):
        with pytest.raises(tk.ValidationError) as caught:
            call_action("paser_harvest_source_create", **document(folder, cron="kapan-kapan"))
        assert list(caught.value.error_dict) == ["cron"]

    def test_an_agency_that_is_not_here_is_refused(self, open_folder):
        with pytest.raises(tk.ValidationError, match="owner_org"):
            call_action("paser_harvest_source_create", **document(open_folder, owner_org="dinas-entah"))

    @pytest.mark.parametrize("path", ["/etc", "/", "/proc/self"])
    def test_no_folder_is_read_that_the_administrator_has_not_opened(self, open_folder, path):
        with pytest.raises(tk.ValidationError, match="not open to harvest sources"):
            call_action("paser_harvest_source_create", **document(open_folder, config={"folder": path}))

    @pytest.mark.parametrize("change", [{"secret_ref": "file:/etc/shadow"}, {"allow_hosts": ["10.0.0.1"]}])
    def test_secrets_and_hosts_are_for_sysadmins(self, folder, make_agency, change):
        user = factories.User()
        make_agency(
            f"wd-{user['name']}"[:60], "walidata", users=[{"name": user["name"], "capacity": "admin"}]
        )
        folder.apply()
        context = {"user": user["name"], "ignore_auth": False}
        with pytest.raises(tk.ValidationError, match="Only a sysadmin may set this"):
            call_action("paser_harvest_source_update", context, **document(folder, **change))


class TestRun:
    def test_it_waits_for_a_worker_which_does_it(self, folder):
        folder.add("ipm")
        folder.apply()
        asked = call_action("paser_harvest_run", id=folder.source_id)
        jobs.run_pending()
        run = call_action("paser_harvest_run_show", id=asked["id"])
        assert (asked["status"], run["status"], run["counts"], run["done"], run["total"]) == (
            "queued",
            "ok",
            {"created": 1},
            1,
            1,
        )

    def test_asking_twice_is_one_run(self, folder):
        folder.apply()
        first, second = (call_action("paser_harvest_run", id=folder.source_id) for _ in range(2))
        assert first["id"] == second["id"]

    def test_it_shows_records_with_problems_first(self, folder):
        good = folder.add("ipm")
        bad = folder.add("rusak", resources=[{"file": "tiada.csv"}])
        run = call_action("paser_harvest_run_show", id=folder.run().id)
        assert [(record["key"], record["outcome"]) for record in run["records"]] == [
            (bad, "failed"),
            (good, "created"),
        ]

    def test_a_problem_has_its_parts(self, folder):
        bad = folder.add("rusak", resources=[{"file": "tiada.csv"}])
        run = call_action("paser_harvest_run_show", id=folder.run().id)
        assert {key: run["records"][0]["problems"][0][key] for key in ("code", "file", "where")} == {
            "code": "file_missing",
            "file": "tiada.csv",
            "where": f"tiada.csv, dataset {bad}",
        }

    def test_runs_are_listed_newest_first(self, folder):
        folder.add("ipm")
        runs = [folder.run().id for _ in range(2)]
        listed = call_action("paser_harvest_run_list", source_id=folder.source_id)
        assert [run["id"] for run in listed] == runs[::-1]

    @pytest.mark.parametrize(
        "action", ["paser_harvest_run", "paser_harvest_run_show", "paser_harvest_source_show"]
    )
    def test_what_is_not_there_is_not_found(self, agency, action):
        with pytest.raises(tk.ObjectNotFound):
            call_action(action, id="tiada")

    def test_id_is_required(self, agency):
        with pytest.raises(tk.ValidationError, match="Missing value"):
            call_action("paser_harvest_run")


class TestPreview:
    def test_it_says_what_would_be_done_and_does_nothing(self, folder):
        good = folder.add("ipm")
        bad = folder.add("rusak", resources=[{"file": "rusak.xlsx"}])
        (folder.path / "rusak.xlsx").write_bytes(b"")
        folder.apply()
        looked = call_action("paser_harvest_run", id=folder.source_id, preview=True)["records"]
        told = [
            (each["key"], each["outcome"], [problem["code"] for problem in each["problems"]])
            for each in looked
        ]
        assert told == [(good, "created", []), (bad, "failed", ["empty"])]
        assert call_action("package_search", fq=f"name:{good}")["count"] == 0
        assert store.newest_run(folder.source_id) is None

    def test_a_source_that_cannot_be_read_is_told(self, folder):
        folder.apply()
        (folder.path / "manifest.yaml").unlink()
        with pytest.raises(tk.ValidationError, match="The file is not there"):
            call_action("paser_harvest_run", id=folder.source_id, preview=True)


class TestApprove:
    def test_the_missing_records_of_a_held_run_are_dealt_with(self, folder, show):
        names = [folder.add(short) for short in ("ipm", "gini")]
        folder.run()
        folder.entries = []
        held = folder.run()
        asked = call_action("paser_harvest_approve", run_id=held.id)
        jobs.run_pending()
        run = call_action("paser_harvest_run_show", id=asked["id"])
        assert (held.status, run["counts"], run["approves"]) == ("held", {"marked": 2}, held.id)
        marks = [extra["key"] for name in names for extra in show(name)["extras"]]
        assert marks.count("sumber_hilang_sejak") == 2

    def test_a_run_that_is_not_held_cannot_be_approved(self, folder):
        folder.add("ipm")
        with pytest.raises(tk.ValidationError, match="does not wait for an approval"):
            call_action("paser_harvest_approve", run_id=folder.run().id)


class TestExplain:
    def test_it_tells_what_would_change_and_why(self, folder):
        name = folder.add("ipm")
        folder.run()
        folder.change("ipm", title="Baru")
        folder.apply()
        told = call_action("paser_harvest_explain", source_id=folder.source_id, key=name)
        assert (told["record"]["status"], told["now"]["outcome"]) == ("active", "updated")
        assert told["now"]["differences"] == [{"field": "title", "before": "Ipm", "after": "Baru"}]

    def test_it_tells_that_the_source_no_longer_lists_it(self, folder):
        name = folder.add("ipm")
        folder.run()
        folder.entries = []
        folder.apply()
        assert call_action("paser_harvest_explain", source_id=folder.source_id, key=name)["now"] is None

    def test_a_record_that_nobody_knows_is_not_found(self, folder):
        folder.apply()
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_harvest_explain", source_id=folder.source_id, key="tiada")
