"""One bad file, entry or agency is told in a sentence, and everything else goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader
from ckan.tests.helpers import call_action

from ckanext.paser.search import service as search

from paser_harvesters import dictize, engine, looks, rules, service

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048)
LOCKED = COMPOUND + "EncryptedPackage".encode("utf-16-le")  # how Excel wraps a workbook with a password


def stored_file(folder, name: str) -> bytes | None:
    """The uploaded file of a dataset's only resource; None if there is none."""
    short = name.removeprefix(f"{folder.source_id}-")
    id_ = rules.resource_id(rules.dataset_id(folder.source_id, "dataset", name), f"{short}.csv")
    upload = uploader.get_resource_uploader({"id": id_, "url": "", "url_type": "upload"})
    path = Path(tk.config["ckan.storage_path"], "resources", upload.get_path(id_))
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize(
    "bad",
    [
        ("rusak.xlsx", b"PK\x03\x04 half a workbook", "rusak.xlsx: The file is damaged"),
        ("kosong.xlsx", b"", "kosong.xlsx: The file holds no data."),
        ("kosong.csv", b"", "kosong.csv: The file holds no data."),
        ("terkunci.xlsx", LOCKED, "terkunci.xlsx: The file is protected by a password."),
        ("galat.xlsx", b"404 Not Found\nNo such file\n", "galat.xlsx: The file is plain text"),
        ("halaman.xls", b"<html><table></table></html>", "halaman.xls: The file is a web page"),
    ],
)
class TestFileThatCannotBeRead:
    def test_the_run_says_so_and_the_others_are_done(self, folder, told, bad):
        file, content, sentence = bad
        (folder.path / file).write_bytes(content)
        broken = folder.add("rusak", resources=[{"file": file}])
        good = folder.add("ipm")
        run = folder.run()
        assert (run.status, dict(run.counts)) == ("partial", {"failed": 1, "created": 1})
        assert list(told(run)) == [broken]
        assert told(run)[broken][0].startswith(sentence)
        assert model.Package.get(good) is not None

    def test_it_never_replaces_what_was_good(self, folder, told, show, bad):
        file, content, sentence = bad
        folder.write("baik.csv")
        name = folder.add("ipm", resources=[{"file": "baik.csv", "key": "data"}])
        folder.run()
        before = show(name)
        (folder.path / file).write_bytes(content)
        folder.change("ipm", resources=[{"file": file, "key": "data"}])
        run = folder.run()
        assert (run.status, told(run)[name][0].startswith(sentence)) == ("partial", True)
        assert (show(name)["resources"], show(name)["metadata_modified"]) == (
            before["resources"],
            before["metadata_modified"],
        )


def test_a_file_is_tried_as_officers_have_chosen_for_the_one_in_its_place(folder, told, show):
    folder.write("ipm.csv", "DATA CONTOH;x", "y;z", "tahun;nilai", "2023;1,5")
    name = folder.add("ipm", resources=[{"file": "ipm.csv"}])
    folder.run()
    resource_id = show(name)["resources"][0]["id"]
    call_action("resource_patch", id=resource_id, baris_kepala="3")
    folder.write("ipm.csv", "tahun;nilai", "2024;2,5")
    run = folder.run()
    assert told(run)[name][0].startswith(
        "ipm.csv: Row 3 was chosen as the header, but there are only 2 rows."
    )
    assert b"2023" in (stored_file(folder, name) or b"")
    assert show(name)["resources"][0]["baris_kepala"] == "3"


def test_a_file_that_is_put_right_is_taken_in_the_next_run(folder):
    (folder.path / "ipm.xlsx").write_bytes(b"")
    folder.add("ipm", resources=[{"file": "ipm.xlsx"}])
    folder.run()
    folder.write("ipm.csv")
    folder.change("ipm", resources=[{"file": "ipm.csv"}])
    run = folder.run()
    assert (run.status, dict(run.counts)) == ("ok", {"created": 1})


def test_a_file_beyond_the_limit_is_told(folder, told, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckan.max_resource_size", 1)
    (folder.path / "besar.csv").write_bytes(b"a;b\n" + b"1;2\n" * 300_000)
    name = folder.add("besar", resources=[{"file": "besar.csv"}])
    run = folder.run()
    assert told(run) == {
        name: ["besar.csv: The file has 1 MB; the limit is 1 MB. Save it as CSV, or split it by year."]
    }


class TestFileThatIsNotThere:
    def test_a_new_dataset_waits_for_its_file(self, folder, told):
        name = folder.add("ipm", resources=[{"file": "ipm.csv"}])
        folder.add("gini")
        run = folder.run()
        assert (run.status, dict(run.counts)) == ("partial", {"failed": 1, "created": 1})
        assert told(run)[name] == [
            f"ipm.csv, dataset {name}: The manifest names this file, but the folder does not have it. "
            "Put the file into the folder, or take it out of the manifest."
        ]

    def test_the_dataset_keeps_what_it_had_of_a_vanished_file(self, folder, told, show):
        name = folder.add("ipm")
        for short in ("gini", "luas"):
            folder.add(short)
        folder.run()
        before = show(name)
        (folder.path / "ipm.csv").unlink()
        run = folder.run()
        assert (run.status, list(told(run)), show(name)) == ("partial", [name], before)
        assert dict(run.counts) == {"failed": 1, "same": 2, "missing": 1}

    def test_its_sister_file_is_still_taken(self, folder, told, show):
        folder.write("a.csv")
        name = folder.add("ipm", resources=[{"file": "a.csv"}, {"file": "b.csv"}])
        run = folder.run()
        assert (run.status, run.counts["created"], len(told(run)[name])) == ("partial", 1, 1)
        assert [resource["name"] for resource in show(name)["resources"]] == ["a"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"owner_org": "dinas-entah"},
            "dataset {name}: The agency `dinas-entah` is not on this portal. "
            "Correct `owner_org` at the source, or add the agency to the portal first.",
        ),
        ({"title": ""}, "manifest.yaml: `datasets[1].title` is empty. Fill it in."),
        (
            {"tema_sdi": "99"},
            'dataset {name}, field tema_sdi: unexpected choice "99". Correct the field at the source.',
        ),
        ({"contact": [{"name": "Tanpa surel"}]}, "dataset {name}, field contact[1].email: "),
    ],
)
def test_an_entry_that_cannot_be_taken_is_told_and_the_others_are_done(folder, told, fields, sentence):
    bad = folder.add("rusak", **fields)
    folder.add("ipm")
    run = folder.run()
    assert (run.status, dict(run.counts), list(told(run))) == ("partial", {"failed": 1, "created": 1}, [bad])
    assert told(run)[bad][0].startswith(sentence.format(name=bad))


class TestRecordThatThePortalRefuses:
    def test_it_leaves_no_file(self, folder):
        name = folder.add("rusak", tema_sdi="99")
        folder.run()
        assert stored_file(folder, name) is None

    def test_the_public_file_stays_as_it_was(self, folder):
        name = folder.add("ipm")
        folder.run()
        before = stored_file(folder, name)
        assert before == (folder.path / "ipm.csv").read_bytes()
        folder.write("ipm.csv", "tahun;nilai", "2030;9,5")
        folder.change("ipm", tema_sdi="99")
        assert dict(folder.run().counts) == {"failed": 1}
        assert stored_file(folder, name) == before

    def test_a_preview_says_so(self, folder, told):
        name = folder.add("rusak", tema_sdi="99")
        folder.add("ipm")
        previewed = looks.preview(folder.apply())
        assert [each["outcome"] for each in previewed] == ["failed", "created"]
        assert model.Package.get(name) is None
        assert [each["text"] for each in dictize.problems(previewed[0]["problems"])] == told(folder.run())[
            name
        ]


def test_a_field_that_nobody_knows_is_told_and_the_dataset_made(folder, told):
    name = folder.add("ipm", satuann="persen")
    run = folder.run()
    assert (run.status, dict(run.counts)) == ("partial", {"created": 1, "with_problems": 1})
    assert told(run)[name] == [
        f"dataset {name}: `satuann` is no field of a dataset here; it was left out. "
        "Correct its spelling at the source, or take it out."
    ]


def test_a_name_that_another_dataset_has_is_told_and_that_one_left_alone(make_folder, told, show):
    mine, theirs = make_folder(), make_folder()
    name = theirs.add("ipm")
    theirs.run()
    before = show(name)
    mine.add("ipm", name=name, title="Lain")
    run = mine.run()
    assert (told(run), show(name)) == (
        {
            name: [
                f"dataset {name}: The name belongs to another dataset of this portal. "
                "Give it another name at the source, or remove the other dataset for good."
            ]
        },
        before,
    )


def test_a_manifest_that_cannot_be_read_fails_the_run_and_changes_nothing(folder, show):
    name = folder.add("ipm")
    folder.run()
    before = show(name)
    (folder.path / "manifest.yaml").write_text("version: 1\ndatasets: [", encoding="utf-8")
    run = service.run_now(folder.source_id)
    assert (run.status, run.error["code"], show(name)) == ("failed", "yaml_unreadable", before)
    assert call_action("paser_harvest_run_show", id=run.id)["error"]["where"].endswith("line 3, column 1")


@pytest.fixture
def outage(ckan_config, monkeypatch) -> Iterator[pytest.MonkeyPatch]:
    """The search index is away until this is undone."""
    monkeypatch.setattr(engine, "PATIENCE", (0.0,))
    with pytest.MonkeyPatch.context() as away:
        away.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/nobody")
        yield away


def test_a_new_dataset_is_saved_without_the_search_index_and_found_when_it_is_back(folder, outage):
    name = folder.add("ipm")
    folder.run()
    outage.undo()
    assert service.run_now(folder.source_id).status == "ok"
    search.reconcile()
    assert call_action("package_search", fq=f"name:{name}")["count"] == 1


def test_without_the_search_index_a_change_waits_for_the_next_run(folder, request):
    folder.add("ipm")
    folder.run()
    folder.change("ipm", title="Lain")
    outage = request.getfixturevalue("outage")
    run = folder.run()
    outage.undo()
    assert (run.status, run.transient, run.error["code"]) == ("failed", True, "service_down")
    again = service.run_now(folder.source_id)
    assert (again.status, dict(again.counts)) == ("ok", {"updated": 1})
