"""The addresses that docs/api.md shows are answered as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

TEXT = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r'curl "\$PORTAL/api/paser/v1/tabel/\$TABLE/(baris\?[^"]+)"', TEXT)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_answered(app, stage, example):
    assert app.get(f"/api/paser/v1/tabel/{stage['public']}/{example}").status_code == 200


def test_there_are_examples():
    assert len(EXAMPLES) >= 3
