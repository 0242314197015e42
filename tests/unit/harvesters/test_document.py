"""Claims about the document of a source."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded

from paser_harvesters.document import parse, read
from paser_harvesters.validation import DocumentError

SOURCE = {
    "id": "contoh",
    "kind": "files",
    "title": "Berkas contoh",
    "owner_org": "dkisp",
    "config": {"folder": "/srv/panen"},
}


def _told(data) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        parse(data, "contoh.yaml")
    return [worded(problem)["text"] for problem in caught.value.problems]


def test_a_short_document_gets_the_careful_defaults():
    assert parse(SOURCE, "contoh.yaml").model_dump(mode="json") == {
        **SOURCE,
        "config": {"folder": "/srv/panen", "manifest": "manifest.yaml", "files": "."},
        "cron": None,
        "secret_ref": None,
        "tables": [],
        "delete": {"policy": "mark", "grace_days": 7, "max_missing_ratio": 0.1},
        "expect": {"min_records": 1, "max_age_days": None},
        "keep_local": [],
        "notify": [],
        "allow_hosts": [],
        "enabled": True,
    }


def test_the_canonical_form_reads_back_as_itself():
    once = parse(SOURCE, "contoh.yaml")
    assert parse(once.model_dump(mode="json"), "contoh.yaml") == once


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"id": "Contoh 1"},
            "`id` is `Contoh 1`. Use 2 to 100 lower-case letters, digits, hyphens or underscores.",
        ),
        ({"kind": "sapi"}, "`kind` is `sapi`, a kind that is not installed. Write one of files."),
        ({"title": ""}, "`title` is empty. Fill it in."),
        ({"croon": "x"}, "`croon` is not known here. Correct its spelling or take it out."),
        (
            {"cron": "setiap hari"},
            "`cron` is `setiap hari`, which is no schedule. Write five fields: minute, hour, day, month, "
            'weekday, as in "17 3 * * *".',
        ),
        (
            {"delete": {"policy": "purge"}},
            "`delete.policy` is `purge`. Write one of 'keep', 'mark' or 'delete'.",
        ),
        (
            {"expect": {"min_records": "banyak"}},
            "`expect.min_records` is not a whole number. Write a whole number.",
        ),
        ({"config": {}}, "`config.folder` is missing. Add `config.folder`."),
        (
            {"config": {"folder": "berkas"}},
            "`config.folder` is `berkas`, a relative path. Write the whole path of the folder, from / on.",
        ),
        (
            {"config": {"folder": "/srv", "files": "../.."}},
            "`config.files` is `../..`. Write the file's name, relative to the folder.",
        ),
        (
            {"tables": [{"var": 30}]},
            "`tables[1]` is given, but this kind of source takes no tables. Take `tables[1]` out.",
        ),
        (
            {"notify": ["walidata"]},
            "`notify` is `['walidata']`, which is no e-mail address. Write it as name@example.go.id.",
        ),
        (
            {"allow_hosts": ["http://10.0.0.1/"]},
            "`allow_hosts` is `['http://10.0.0.1/']`, which is no host. "
            "Write a host name or a network, no address.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_remedy(change, told):
    assert _told({**SOURCE, **change}) == [f"contoh.yaml: {told}"]


def test_all_that_is_wrong_is_said_at_once():
    told = _told({"id": "x", "kind": "files", "title": "t"})
    assert [text.split("`")[1] for text in told] == ["id", "owner_org"]


def test_a_secret_in_the_document_is_refused_and_not_repeated():
    (told,) = _told({**SOURCE, "secret_ref": "hunter2-canary"})
    assert told == (
        "contoh.yaml: `secret_ref` does not say where the secret lies. "
        "Write env:NAME or file:/path; the secret itself never stands in a document."
    )


@pytest.mark.parametrize("reference", ["env:SIPD_TOKEN", "file:/etc/paser/sipd"])
def test_a_secret_is_named_by_reference(reference):
    assert parse({**SOURCE, "secret_ref": reference}, "contoh.yaml").secret_ref == reference


def test_a_relative_folder_starts_from_the_folder_of_the_document(tmp_path):
    (tmp_path / "contoh.yaml").write_text(
        "{id: contoh, kind: files, title: T, owner_org: o, config: {folder: berkas}}", encoding="utf-8"
    )
    (document,) = read(tmp_path / "contoh.yaml")
    assert document.config["folder"] == str(tmp_path / "berkas")


def test_one_file_may_hold_several_sources(tmp_path):
    one = "- {{id: {}, kind: files, title: T, owner_org: o, config: {{folder: .}}}}\n"
    entries = one.format("aa") + one.format("bb")
    (tmp_path / "all.yaml").write_text(entries, encoding="utf-8")
    assert [document.id for document in read(tmp_path / "all.yaml")] == ["aa", "bb"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id: [a\n", "line 2, column 1: The YAML cannot be read: did not find expected ',' or ']'."),
        (b"id: a\n\tkind: files\n", "line 2, column 1: The YAML cannot be read: found a tab character"),
        (b"\xff\xfe\x00", "The YAML cannot be read: invalid start byte."),
        (b"hanya teks", "`document` is not a group of fields."),
    ],
)
def test_an_unreadable_file_is_told_with_file_place_and_remedy(tmp_path, content, sentence):
    (tmp_path / "rusak.yaml").write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "rusak.yaml")
    text = worded(caught.value.problem)["text"]
    assert "rusak.yaml" in text
    assert sentence in text
    assert caught.value.problem.remedy


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DocumentError, match=r"tiada\.yaml: The file is not there\. Put it there"):
        read(tmp_path / "tiada.yaml")
