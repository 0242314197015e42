"""Claims about the kind ``files``: its manifest and its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ckanext.paser.problems import worded

from paser_harvesters.contract import Stream
from paser_harvesters.document import parse
from paser_harvesters.errors import BadAnswerError, BlockedError, GoneError
from paser_harvesters.kinds.files import FilesSource

STREAM = Stream("dataset")
TWO = """
version: 1
datasets:
- {name: ipm, title: IPM, satuan: indeks, resources: [{file: ipm.csv, name: IPM 2023, sheet: Data}]}
- name: gini
  title: Gini
  owner_org: bappeda
  resources: [{file: gini.csv}, {file: catatan.pdf, key: catatan}]
"""


@pytest.fixture
def source(tmp_path: Path) -> FilesSource:
    for name in ("ipm.csv", "gini.csv", "catatan.pdf"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return _source(tmp_path, TWO)


def _source(folder: Path, manifest: str, files: str = ".") -> FilesSource:
    (folder / "manifest.yaml").write_text(manifest, encoding="utf-8")
    config = {"folder": str(folder), "files": files}
    data = {"id": "s1", "kind": "files", "title": "S", "owner_org": "dkisp", "config": config}
    return FilesSource(parse(data, "s1"), folder)


def _records(source: FilesSource):
    return [record for page in source.pages(STREAM, None) for record in page.records]


def _dataset(source: FilesSource, at: int):
    record = _records(source)[at]
    return source.dataset(record, source.payload(record))


def test_the_listing_names_every_dataset_and_how_many_there_are(source):
    (page,) = source.pages(STREAM, None)
    assert ([record.key for record in page.records], page.next, page.declared_total, page.complete) == (
        ["ipm", "gini"],
        None,
        2,
        True,
    )


def test_a_stamp_stays_as_long_as_nothing_is_touched(source, tmp_path):
    stamps = [record.stamp for record in _records(source)]
    assert [record.stamp for record in _records(_source(tmp_path, TWO))] == stamps


def test_a_touched_file_has_a_new_stamp_and_the_same_content(source, tmp_path):
    before = _records(source)[0]
    payload = source.payload(before)
    os.utime(tmp_path / "ipm.csv", (1, 1))
    after = _records(source)[0]
    assert (after.stamp != before.stamp, source.payload(after)) == (True, payload)


def test_the_agency_of_the_source_stands_in_where_the_manifest_names_none(source):
    assert [_dataset(source, at).fields["owner_org"] for at in (0, 1)] == ["dkisp", "bappeda"]


def test_fields_of_the_profile_pass_through(source):
    assert _dataset(source, 0).fields == {
        "owner_org": "dkisp",
        "name": "ipm",
        "title": "IPM",
        "satuan": "indeks",
    }


def test_a_resource_is_known_by_its_key_or_its_file_and_sheet(source):
    keys = [[resource.key for resource in _dataset(source, at).resources] for at in (0, 1)]
    assert keys == [["ipm.csv#Data"], ["gini.csv", "catatan"]]


def test_a_file_that_is_not_there_is_a_problem_of_its_resource_alone(source, tmp_path):
    (tmp_path / "gini.csv").unlink()
    gini, catatan = _dataset(source, 1).resources
    assert worded(gini.problem)["text"] == (
        "gini.csv, dataset gini: The manifest names this file, but the folder does not have it. "
        "Put the file into the folder, or take it out of the manifest."
    )
    assert (gini.file, catatan.problem) == (None, None)


def test_a_dataset_without_any_of_its_files_is_gone(source, tmp_path):
    (tmp_path / "ipm.csv").unlink()
    with pytest.raises(GoneError, match=r"ipm\.csv, dataset ipm"):
        source.payload(_records(source)[0])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (folder / "ipm.csv").symlink_to(tmp_path / "secret.csv")
    source = _source(folder, TWO)
    with pytest.raises(BlockedError, match=r"ipm\.csv: The file lies outside the source's folder"):
        source.payload(_records(source)[0])


def test_a_link_in_place_of_the_folder_of_files_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "in" / "files").symlink_to(tmp_path / "secret")
    source = _source(tmp_path / "in", TWO, files="files")
    with pytest.raises(BlockedError, match="files: The file lies outside the source's folder"):
        source.check()


@pytest.mark.parametrize("file", ["../x.csv", "/etc/passwd", "a/../../x.csv", "", "..\\\\x.csv"])
def test_a_manifest_may_only_name_files_below_the_folder(tmp_path, file):
    manifest = f'version: 1\ndatasets: [{{name: ipm, title: I, resources: [{{file: "{file}"}}]}}]'
    (record,) = _records(_source(tmp_path, manifest))
    assert record.problem is not None
    assert record.problem.code == "document_filename"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{name: ipm, resources: [{file: a.csv}]}", ".title` is missing. Add `datasets[1].title`."),
        ("{name: ipm, title: T}", ".resources` is missing. Add `datasets[1].resources`."),
        ("{name: ipm, title: T, resources: []}", ".resources` is empty. Give at least one entry."),
        (
            "{name: IPM Paser, title: T, resources: [{file: a.csv}]}",
            ".name` is `IPM Paser`. Use 2 to 100 lower-case letters, digits, hyphens or underscores.",
        ),
        (
            "{name: ipm, title: T, resources: [{file: a.csv}, {file: a.csv}]}",
            ".resources` names one file twice. Take one out, or give each a `key` of its own.",
        ),
        ("hanya teks", "` is not a group of fields. Write its fields below it, indented."),
    ],
)
def test_an_entry_that_cannot_be_used_is_told_and_the_others_go_on(tmp_path, entry, told):
    manifest = f"version: 1\ndatasets:\n- {entry}\n- {{name: gini, title: G, resources: [{{file: a.csv}}]}}\n"
    bad, good = _records(_source(tmp_path, manifest))
    assert (worded(bad.problem)["text"], good.problem) == (f"manifest.yaml: `datasets[1]{told}", None)


def test_a_name_that_stands_twice_is_told_and_the_first_entry_taken(tmp_path):
    entry = "- {name: ipm, title: T, resources: [{file: a.csv}]}\n"
    first, second = _records(_source(tmp_path, f"version: 1\ndatasets:\n{entry}{entry}"))
    assert (first.key, first.problem, second.key) == ("ipm", None, "datasets[2]")
    assert second.problem is not None
    assert second.problem.code == "name_twice"


def test_an_entry_without_a_name_makes_the_listing_prove_nothing(tmp_path):
    (page,) = _source(tmp_path, "version: 1\ndatasets: [{title: T}]").pages(STREAM, None)
    assert page.complete is False


@pytest.mark.parametrize(
    "manifest",
    ["version: 2\ndatasets: []", "datasets: []", "version: 1", "- a", "version: 1\ndatasets: {}", "{"],
)
def test_a_manifest_that_cannot_be_read_is_never_an_empty_listing(tmp_path, manifest):
    source = _source(tmp_path, manifest)
    with pytest.raises(BadAnswerError, match=r"manifest\.yaml"):
        source.check()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    data = {
        "id": "s1",
        "kind": "files",
        "title": "S",
        "owner_org": "o",
        "config": {"folder": "/nowhere/at/all"},
    }
    with pytest.raises(BadAnswerError, match="/nowhere/at/all: The folder is not there"):
        FilesSource(parse(data, "s1"), tmp_path).check()


def test_a_long_listing_comes_in_pages_and_goes_on_where_it_stopped(tmp_path):
    entries = "".join(f"- {{name: d{n:04}, title: T, resources: [{{file: a.csv}}]}}\n" for n in range(1001))
    source = _source(tmp_path, f"version: 1\ndatasets:\n{entries}")
    first, *_, last = source.pages(STREAM, None)
    (rest,) = list(source.pages(STREAM, {**first.next, "after": 1000}))
    assert ([len(first.records), len(last.records)], rest) == ([500, 1], last)


def test_a_listing_begins_anew_when_the_manifest_has_changed_meanwhile(tmp_path):
    entries = "".join(f"- {{name: d{n:04}, title: T, resources: [{{file: a.csv}}]}}\n" for n in range(501))
    manifest = f"version: 1\ndatasets:\n{entries}"
    first, _ = _source(tmp_path, manifest).pages(STREAM, None)
    changed = _source(tmp_path, manifest.replace("title: T", "title: U", 1))
    assert next(iter(changed.pages(STREAM, first.next))).records[0].key == "d0000"
