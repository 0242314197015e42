"""Claims about the drawings that templates name."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
ICONS = ROOT / "ckanext-paser/ckanext/paser/pages/icons"
SOURCES = ("ckanext-paser", "dashboards", "harvesters")


def test_every_icon_that_a_template_names_is_there():
    templates = [file for folder in SOURCES for file in (ROOT / folder).rglob("*.html")]
    named = {
        name
        for file in templates
        for name in re.findall(r"paser_icon\('([a-z0-9-]+)'", file.read_text("utf-8"))
    }
    assert named
    assert named - {file.stem for file in ICONS.glob("*.svg")} == set()
