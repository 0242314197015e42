"""The documents tell the truth about what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_every_link_to_a_file_leads_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_readme_is_read_in_one_screen():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 50


@pytest.mark.parametrize("guide", sorted(path.name for path in ROOT.glob("docs/panduan/*.md")))
def test_the_readme_leads_officers_to_every_guide(guide):
    assert f"(docs/panduan/{guide})" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", sorted(ROOT.glob("docs/panduan/*.md")), ids=lambda path: path.stem)
def test_a_guide_says_that_its_figures_are_made_up(guide):
    assert "DATA CONTOH" in guide.read_text(encoding="utf-8")
