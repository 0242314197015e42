"""Claims about what every kind of source is given."""

from __future__ import annotations

import pytest

from paser_harvesters.document import parse
from paser_harvesters.errors import AuthFailedError
from paser_harvesters.kinds.files import FilesSource

CANARY = "kenari-rahasia-17"


def source(tmp_path, reference: str) -> FilesSource:
    data = {"id": "s1", "kind": "files", "title": "S", "owner_org": "o", "config": {"folder": str(tmp_path)}}
    return FilesSource(parse({**data, "secret_ref": reference}, "s1"), tmp_path)


def test_a_secret_is_read_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("UJI_TOKEN", CANARY)
    assert source(tmp_path, "env:UJI_TOKEN").secret() == CANARY


def test_a_secret_is_read_from_a_file(tmp_path):
    (tmp_path / "rahasia").write_text(f"{CANARY}\n", encoding="utf-8")
    assert source(tmp_path, f"file:{tmp_path}/rahasia").secret() == CANARY


@pytest.mark.parametrize("reference", ["env:UJI_TIADA", "file:/nowhere/at/all"])
def test_a_secret_that_is_not_there_is_told_by_its_reference(tmp_path, reference):
    with pytest.raises(AuthFailedError, match=reference):
        source(tmp_path, reference).secret()


def test_the_document_of_a_source_never_holds_the_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("UJI_TOKEN", CANARY)
    made = source(tmp_path, "env:UJI_TOKEN")
    assert CANARY not in made.document.model_dump_json() + repr(made.config)
