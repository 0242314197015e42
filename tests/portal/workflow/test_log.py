"""Claims about the log of all steps and edits, as a command and as a file, and about ``ckan paser workflow publish``."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.workflow import cli as commands

from .conftest import APPROVED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
LOG = "/meja/verifikasi/riwayat"
ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
FORMULA = '=HYPERLINK("http://contoh.invalid")'
READERS = {
    "csv": lambda text: list(csv.DictReader(text.splitlines())),
    "ndjson": lambda text: [json.loads(line) for line in text.splitlines()],
}


@pytest.fixture
def returned(people, make) -> dict[str, Any]:
    """A dataset that the Walidata has sent back with a reason that looks like a formula."""
    made = make()
    people.steps(made["id"], *APPROVED[:2])
    said = {"note": FORMULA, "comments": {"definisi": "Terlalu pendek."}}
    people.does("walidata", "paser_workflow_transition", id=made["id"], to="perlu_perbaikan", **said)
    return made


@pytest.fixture
def download(app, people):
    """The log as one of these people gets it."""

    def get(person: str, ending: str = "csv", status: int = 200):
        token = factories.APIToken(user=getattr(people, person))["token"]
        return app.get(f"{LOG}.{ending}", headers={"Authorization": token}, status=status)

    return get


def of(rows: list[dict[str, Any]], dataset: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["from"], one["to"]) for one in rows if one["dataset_id"] == dataset["id"]]


STEPS = [("draf", "diajukan"), ("diajukan", "diperiksa_walidata"), ("diperiksa_walidata", "perlu_perbaikan")]


class TestExport:
    @pytest.mark.parametrize("form", READERS)
    def test_it_has_every_step_of_a_dataset_the_oldest_first(self, cli, returned, form):
        told = READERS[form](cli.invoke(commands.workflow, ["export", "--format", form]).output)
        assert [one for one in of(told, returned) if one in STEPS] == STEPS

    def test_it_is_csv_where_nothing_else_is_asked_for(self, cli, returned):
        assert cli.invoke(commands.workflow, ["export"]).output.startswith("id,dataset_id,number,at,")

    def test_it_says_who_and_why(self, cli, people, returned):
        (row,) = [
            one
            for one in READERS["csv"](cli.invoke(commands.workflow, ["export"]).output)
            if one["dataset_id"] == returned["id"] and one["to"] == "perlu_perbaikan"
        ]
        walidata = model.User.get(people.walidata)
        assert walidata is not None
        assert (row["actor"], row["role"], row["note"]) == (walidata.id, "walidata", f"'{FORMULA}")
        assert json.loads(row["comments"]) == {"definisi": "Terlalu pendek."}


class TestPublish:
    @pytest.mark.parametrize(("day", "status"), [("2020-01-01", "terbit"), ("2999-01-01", "disetujui")])
    def test_what_is_approved_is_published_when_its_day_has_come(self, cli, people, make, day, status):
        made = make(frequency=ANNUAL, jadwal_rilis=day)
        people.steps(made["id"], *APPROVED)
        done = cli.invoke(commands.workflow, ["publish"])
        assert (done.exit_code, f"{made['id']}: published" in done.output) == (0, status == "terbit")
        assert call_action("package_show", id=made["id"])["status_sdi"] == status


class TestDownload:
    @pytest.mark.parametrize(("ending", "kind"), [("csv", "text/csv"), ("ndjson", "application/x-ndjson")])
    def test_a_sysadmin_gets_what_the_command_writes(self, cli, download, returned, ending, kind):
        answer = download("sysadmin", ending)
        assert answer.mimetype == kind
        assert answer.headers["Content-Disposition"] == f'attachment; filename="riwayat-alur.{ending}"'
        assert answer.body == cli.invoke(commands.workflow, ["export", "--format", ending]).output

    @pytest.mark.parametrize(
        ("person", "sentence"),
        [("walidata", "hanya untuk administrator portal"), ("officer", "untuk Walidata dan Pembina Data")],
    )
    def test_nobody_else_gets_it_and_is_told_whose_it_is(self, download, person, sentence):
        assert sentence in download(person, status=403).body

    @pytest.mark.parametrize(("person", "offered"), [("sysadmin", True), ("walidata", False)])
    def test_the_queue_leads_sysadmins_to_it(self, app, people, person, offered):
        token = factories.APIToken(user=getattr(people, person))["token"]
        body = app.get("/meja/verifikasi", headers={"Authorization": token}).body
        assert (f"{LOG}.csv" in body) is offered
