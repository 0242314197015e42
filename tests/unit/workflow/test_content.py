"""Claims about what is kept of a dataset part by part when a step is taken."""

from __future__ import annotations

import pytest

from ckanext.paser.workflow.rules import parts

DATASET = {
    "title": "Jumlah Puskesmas",
    "notes": "DATA CONTOH",
    "status_sdi": "draf",
    "tags": [{"name": "contoh"}],
    "resources": [{"id": "1", "name": "a.csv", "hash": "x", "size": 5}],
}
FIELDS = ("title", "notes", "tag_string", "status_sdi", "definisi")


def _changed(**said) -> list[str]:
    before, after = (parts(one, FIELDS, ("name", "hash")) for one in (DATASET, {**DATASET, **said}))
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"notes": "lain"}, ["notes"]),
        ({"tags": [{"name": "lain"}]}, ["tag_string"]),
        ({"definisi": "baru"}, ["definisi"]),
        ({"title": ""}, ["title"]),
        ({"resources": [{**DATASET["resources"][0], "hash": "y"}]}, ["file-1"]),
        ({"status_sdi": "diajukan"}, []),
        ({"resources": [{**DATASET["resources"][0], "size": 6}]}, []),
    ],
)
def test_each_field_and_file_that_says_something_else_is_told_and_nothing_that_the_portal_writes(said, names):
    assert _changed(**said) == names
