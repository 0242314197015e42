"""Claims about what is told of the files of a dataset that came back."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.paser.workflow.rules.files import Changes, called, changes, digests, names

FIELDS = ("name", "url", "baris_jumlah")
FILE: dict[str, Any] = {
    "id": "1",
    "name": "Jalan",
    "url": "https://a.test/jalan.xlsx",
    "url_type": "upload",
    "hash": "aa",
    "baris_jumlah": ["Kabupaten Paser"],
    "kamus_data": [{"id": "jumlah", "label": "Jumlah"}],
}
TABLE: dict[str, Any] = {
    "sha256": "aa",
    "rows": 17,
    "columns": [{"id": "kode", "type": "code"}, {"id": "jumlah", "type": "integer"}],
}
NOTHING = Changes(False, None, [], [], [], [], [])


def kept(file: dict[str, Any] = FILE, table: dict[str, Any] | None = TABLE) -> dict[str, str]:
    return digests([file], {file["id"]: table} if table else {}, FIELDS)


@pytest.mark.parametrize(
    ("said", "table", "told"),
    [
        ({}, {"sha256": "bb"}, NOTHING._replace(is_replaced=True)),
        ({}, {"rows": 15}, NOTHING._replace(rows=(17, 15))),
        (
            {},
            {"columns": [{"id": "jumlah", "type": "number"}, {"id": "tahun", "type": "integer"}]},
            NOTHING._replace(came=["tahun"], went=["kode"], retyped=["jumlah"]),
        ),
        (
            {"kamus_data": [{"id": "jumlah", "label": "Banyaknya"}, {"id": "kode", "label": "Kode"}]},
            {},
            NOTHING._replace(described=["jumlah", "kode"]),
        ),
        ({"baris_jumlah": []}, {}, NOTHING._replace(fields=["baris_jumlah"])),
        ({"name": "Jalan 2025"}, {}, NOTHING._replace(fields=["name"])),
    ],
    ids=["content", "rows", "columns", "dictionary", "choice of rows", "name"],
)
def test_each_part_that_is_another_is_told(said, table, told):
    assert changes(kept(), kept({**FILE, **said}, {**TABLE, **table})) == {"file-1": told}


def test_a_file_that_is_the_same_is_not_told():
    assert changes(kept(), kept({**FILE, "url": "https://a.test/lain.xlsx"})) == {}


def test_of_a_table_that_is_still_being_made_nothing_is_told():
    assert changes(kept(), kept(table=None)) == {}


def test_of_a_decision_that_kept_no_parts_of_files_nothing_is_told():
    assert changes({"file-1": "abc", "title": "x"}, kept()) == {}


def test_a_remark_keeps_the_name_of_its_file_and_of_no_other():
    files = [
        {"id": "a", "name": "keliru.xlsx"},
        {"id": "b", "name": "lain.xlsx"},
        {"id": "c", "url": "x/c.csv"},
    ]
    kept = names(files, {"file-a", "file-c", "definisi"})
    assert called({**kept, "file-b/isi": "0", "definisi": "0"}) == {
        "file-a": "keliru.xlsx",
        "file-c": "c.csv",
    }
    assert called({}) == {}
