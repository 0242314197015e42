"""Claims about ``ckan paser harvest``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from paser_harvesters import cli, store

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]


@pytest.fixture
def harvest(agency):
    """Give a command; return its exit code and what it said."""

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli.harvest, list(args))
        return done.exit_code, done.output

    return run


@pytest.fixture
def document(folder):
    """The folder's source as a file beside the manifest."""
    folder.apply()
    data = {
        "id": f"{folder.source_id}-b",
        "kind": "files",
        "title": "Berkas",
        "owner_org": "dinas-uji",
        "config": {"folder": "."},
    }
    path = folder.path / "sumber.yaml"

    def write(**changes) -> str:
        path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
        return str(path)

    return write


def test_apply_adds_changes_and_leaves_alone(harvest, document, folder):
    said = [harvest("apply", document(title=title)) for title in ("Satu", "Satu", "Dua")]
    id_ = f"{folder.source_id}-b"
    assert said == [
        (0, f"source {id_}: created\n"),
        (0, f"source {id_}: unchanged\n"),
        (0, f"source {id_}: updated\n"),
    ]


def test_apply_says_what_is_wrong_and_where(harvest, document):
    code, said = harvest("apply", document(cron="nanti", owner_org=""))
    assert code == 1
    assert [line.split(".")[0] for line in said.splitlines()] == ["sumber", "sumber"]


def test_apply_wants_an_agency_that_is_here(harvest, document):
    code, said = harvest("apply", document(owner_org="dinas-entah"))
    assert (code, "The agency `dinas-entah` is not on this portal." in said) == (1, True)


def test_run_says_what_it_does_and_ends_well(harvest, folder):
    name = folder.add("ipm")
    folder.apply()
    code, said = harvest("run", folder.source_id)
    run = store.newest_run(folder.source_id)
    assert run is not None
    assert (code, said) == (
        0,
        f"[1/1] created   {name}\nsource {folder.source_id}: ok (1 created), run {run.id}\n",
    )


def test_run_ends_badly_when_one_record_was_not_well(harvest, folder):
    folder.add("rusak", resources=[{"file": "tiada.csv"}])
    folder.add("ipm")
    folder.apply()
    code, said = harvest("run", folder.source_id)
    assert (code, "partial (1 created, 1 failed)" in said) == (1, True)
    assert "tiada.csv, dataset" in said


def test_run_says_which_sources_there_are(harvest, folder):
    folder.apply()
    code, said = harvest("run", "tiada")
    assert (code, said.startswith("Error: There is no source tiada. There are: ")) == (1, True)
    assert folder.source_id in said


def test_preview_and_check_and_explain_and_list_look_only(harvest, folder):
    name = folder.add("ipm")
    folder.apply()
    id_ = folder.source_id
    assert harvest("check", id_) == (0, f"source {id_}: can be read\n")
    assert harvest("preview", id_) == (0, f"created   {name}\n")
    assert harvest("explain", id_, name) == (0, "now        created\n")
    assert f"{id_}\tfiles\tnever run\t0 records\tnext: by hand\n" in harvest("list")[1]


def test_check_says_in_one_sentence_what_is_wrong(harvest, folder):
    folder.apply()
    (folder.path / "manifest.yaml").unlink()
    code, said = harvest("check", folder.source_id)
    assert (code, said.count("\n"), "manifest.yaml: The file is not there." in said) == (1, 1, True)


def test_a_held_run_is_approved_by_command(harvest, folder):
    folder.add("ipm")
    folder.run()
    folder.entries = []
    held = folder.run()
    code, said = harvest("approve", held.id)
    assert (code, "1 marked" in said) == (1, True)  # still fewer records than the source promises
    assert harvest("approve", held.id)[0] == 1
