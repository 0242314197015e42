"""Claims about the two scripts: small, silent towards other hosts, and of one mind with the server."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from paser_dashboards.walls.rules import ICONS, LAMP_LOOKS, WORDS


def script(name: str) -> str:
    return files("paser_dashboards").joinpath("public/paser", name).read_text(encoding="utf-8")


def style(package: str, name: str) -> str:
    return files(package).joinpath("public/paser", name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("package", "name"), [("ckanext.paser", "wall.css"), ("paser_dashboards", "layar.css")]
)
def test_the_colours_of_a_wall_stand_in_one_block_of_custom_properties(package, name):
    text = re.sub(
        r"/\*.*?\*/|^\s*--(?:ps|ly)-[\w-]+:.*$", "", style(package, name), flags=re.DOTALL | re.MULTILINE
    )
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", text) == []


@pytest.mark.parametrize("package", ["ckanext.paser", "paser_dashboards"])
def test_the_sample_tag_of_a_wall_is_nowhere_smaller_than_17_pixels(package):
    name = {"ckanext.paser": "wall.css", "paser_dashboards": "layar.css"}[package]
    rules = re.findall(r"\.ps-contoh \{([^}]*)\}", style(package, name))
    sizes = [float(size) for rule in rules for size in re.findall(r"font-size: ([\d.]+)rem", rule)]
    assert [size for size in sizes if size < 1.7] == []


@pytest.mark.parametrize(("name", "most"), [("layar.js", 12_000), ("sematan.js", 1_000)])
def test_a_script_stays_small(name, most):
    assert len(script(name).encode()) <= most


@pytest.mark.parametrize("name", ["layar.js", "sematan.js"])
def test_a_script_names_no_other_host_and_evaluates_no_text(name):
    assert (
        re.findall(
            r"https?://|\beval\(|new Function|innerHTML|document\.write|Date\.now\(|new Date\(", script(name)
        )
        == []
    )


def test_the_walls_script_says_only_words_that_the_page_brings():
    assert set(re.findall(r"\bwords\.(\w+)", script("layar.js"))) == set(WORDS)


def test_the_walls_script_shows_only_icons_that_the_page_brings():
    tables = re.findall(r"const (?:LAMPS|HOLLOW) = (.*);", script("layar.js"))
    named = set(re.findall(r"'([a-z]+(?:-[a-z]+)*)'", " ".join(tables))) - {
        "ly-hijau",
        "ly-kuning",
        "ly-merah",
    }
    assert named <= set(ICONS)


@pytest.mark.parametrize(("lamp", "icons"), LAMP_LOOKS.items())
def test_script_and_server_light_the_same_lamps(lamp, icons):
    full, hollow, colour = icons
    assert f"{lamp}: ['{full}', '{colour}']" in script("layar.js")
    assert f"{lamp}: '{hollow}'" in script("layar.js")
