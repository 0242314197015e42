"""Claims about temporary folders."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

import ckanext.paser
from ckanext.paser import temporary

ROOMS = Path(next(iter(ckanext.paser.__path__)))


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("PASER_TEMPORARY", "")


def test_each_installation_sees_its_own_alone():
    temporary.belong_to("/srv/satu/files")
    with temporary.folder("upload") as first:
        temporary.belong_to("/srv/dua/files")
        with temporary.folder("upload") as second:
            assert [str(path) for path in temporary.folders()] == [second]
            temporary.belong_to("/srv/satu/files")
            assert [str(path) for path in temporary.folders()] == [first]


def test_the_sweep_knows_every_temporary_folder_that_a_killed_process_may_leave():
    made = [
        str(path.relative_to(ROOMS))
        for path in ROOMS.rglob("*.py")
        if re.search(r"TemporaryDirectory\((?!prefix=_BEGUN, dir=)", path.read_text(encoding="utf-8"))
    ]
    assert made == ["temporary.py"]
