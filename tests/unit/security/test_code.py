"""Claims about all code and templates of the project, seen by reading them."""

from __future__ import annotations

import ast
import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = [ROOT / "ckanext-paser", ROOT / "harvesters", ROOT / "dashboards"]
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
POST = re.compile(r"""^<form\b[^>]*method=["']?post""", re.IGNORECASE)


def files(pattern: str) -> list[Path]:
    return sorted(file for room in ROOMS for file in room.rglob(pattern))


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def post_forms() -> list[tuple[Path, str]]:
    templates = ((file, file.read_text(encoding="utf-8")) for file in files("*.html"))
    return [(file, form) for file, text in templates for form in FORM.findall(text) if POST.match(form)]


def test_every_post_form_carries_the_csrf_token():
    assert [named(file) for file, form in post_forms() if "h.csrf_input()" not in form] == []


def actions() -> list[tuple[str, ast.FunctionDef]]:
    """All functions that action modules export, with the file they stand in."""
    found: list[tuple[str, ast.FunctionDef]] = []
    for file in files("actions.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        exported = {
            name
            for node in tree.body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
            for name in ast.literal_eval(node.value)
        }
        functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
        found += [(f"{named(file)}: {node.name}", node) for node in functions if node.name in exported]
    return found


def calls(function: ast.FunctionDef) -> set[str]:
    """The names of what a function calls, and of its decorators."""
    nodes = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {getattr(node, "attr", getattr(node, "id", "")) for node in [*nodes, *function.decorator_list]}


@pytest.mark.parametrize(
    ("place", "function"), actions(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_action_checks_who_asks(place: str, function: ast.FunctionDef):
    """A chained action leaves it to CKAN's own action, which it calls."""
    assert calls(function) & {"check_access", "chained_action"}, place


def test_what_is_put_right_in_ckan_is_looked_at_again_with_each_new_ckan():
    """docs/security.md says which of these fixes the new version has itself."""
    assert version("ckan") == "2.12.0"
