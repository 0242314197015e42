"""Claims about temporary folders."""

from __future__ import annotations

import re
from pathlib import Path

import ckanext.paser
from ckanext.paser.tables.files import TEMPORARY

ROOMS = Path(next(iter(ckanext.paser.__path__)))


def test_the_sweep_knows_every_temporary_folder_that_a_killed_process_may_leave():
    texts = [path.read_text(encoding="utf-8") for path in ROOMS.rglob("*.py")]
    named = {
        name for text in texts for name in re.findall(r'TemporaryDirectory\(prefix="(paser-[a-z]+-)"', text)
    }
    assert named == set(TEMPORARY)
