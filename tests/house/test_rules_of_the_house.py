"""The rules of the house (docs/architecture.md), read from the imports of every module."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    "ckanext.paser": ROOT / "ckanext-paser/ckanext/paser",
    "paser_harvesters": ROOT / "harvesters/paser_harvesters",
    "paser_dashboards": ROOT / "dashboards/paser_dashboards",
}
WITH_SERVICES = ("ckan", "flask", "sqlalchemy", "psycopg", "psycopg2", "redis", "pysolr", "requests")
OFFERED = ("service", "rules", "signals")
OFFERED_BESIDES = {
    "tables": ("reading", "files", "published", "uploads"),
    "privacy": ("scanning",),
    "releases": ("snapshots", "files"),
    "rows": ("everybody",),
    "jobs": ("cli",),
}
"""What else of a room others may use; docs/architecture.md says why."""
PLUGINS = ("ckanext.paser.plugin", "ckanext.paser.rooms")
"""They gather what CKAN asks of the rooms."""


def _modules(package: str) -> Iterator[tuple[str, Path]]:
    folder = ROOMS[package]
    for path in sorted(folder.rglob("*.py")):
        if "migration" in path.parts:
            continue
        parts = path.relative_to(folder).with_suffix("").parts
        yield ".".join((package, *(part for part in parts if part != "__init__"))), path


def _imports(path: Path, name: str) -> set[str]:
    """Every module that ``path`` names in an import, also inside functions; relative ones resolved."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name if path.name == "__init__.py" else name.rpartition(".")[0]
                anchor = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*anchor, base] if base else anchor)
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


ALL = [(package, name, path) for package in ROOMS for name, path in _modules(package)]
RULES = [(name, path) for _, name, path in ALL if "rules" in name.split(".") or name.endswith(".problems")]


def _starts(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


@pytest.mark.parametrize(("name", "path"), RULES, ids=[name for name, _ in RULES])
def test_business_rules_import_neither_ckan_nor_a_service(name, path):
    assert {module for module in _imports(path, name) if _starts(module, WITH_SERVICES)} == set()


def test_business_rules_load_where_neither_ckan_nor_a_service_can_be_imported():
    """What a rule imports may not import them either."""
    names = [name for name, _ in RULES]
    script = (
        "import importlib, sys\n"
        f"sys.modules.update(dict.fromkeys({WITH_SERVICES}))\n"
        f"for name in {names}: importlib.import_module(name)"
    )
    sources = os.pathsep.join(str(ROOT / room) for room in ("ckanext-paser", "harvesters", "dashboards"))
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": sources},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def _foreign(package: str, others: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (name, module)
        for owner, name, path in ALL
        if owner == package
        for module in sorted(_imports(path, name))
        if _starts(module, others)
    ]


def test_the_portal_imports_neither_harvesters_nor_dashboards():
    assert _foreign("ckanext.paser", ("paser_harvesters", "paser_dashboards")) == []


def test_dashboards_import_no_harvesters():
    assert _foreign("paser_dashboards", ("paser_harvesters",)) == []


def test_harvesters_import_no_dashboards():
    assert _foreign("paser_harvesters", ("paser_dashboards",)) == []


WAYS_OUT = (
    *(
        "requests",
        "urllib3",
        "urllib.request",
        "http.client",
        "httpx",
        "aiohttp",
        "ftplib",
        "pycurl",
    ),
    *("socket", "socketserver", "telnetlib", "xmlrpc.client", "asyncio.streams"),
)


def test_the_fetch_room_is_the_only_way_out_to_the_network():
    """It alone looks where an address leads (ckanext/paser/fetch/guard.py)."""
    others = [
        (name, module)
        for _, name, path in ALL
        if not _starts(name, ("ckanext.paser.fetch",))
        for module in sorted(_imports(path, name))
        if _starts(module, WAYS_OUT)
    ]
    assert others == []


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if module.startswith("ckanext.paser.") and len(parts) > 3 else None


def _is_offered(module: str) -> bool:
    room, part = module.split(".")[2:4]
    return part in (*OFFERED, *OFFERED_BESIDES.get(room, ())) or not _is_module(room, part)


def _is_module(room: str, part: str) -> bool:
    """Tell a module of a room from a name that its package itself has."""
    place = ROOMS["ckanext.paser"] / room / part
    return place.is_dir() or place.with_suffix(".py").exists()


def test_a_room_uses_of_another_only_what_that_room_offers():
    trespasses = [
        (name, module)
        for _, name, path in ALL
        if name not in PLUGINS
        for module in sorted(_imports(path, name))
        if _room(module) not in (None, _room(name)) and not _is_offered(module)
    ]
    assert trespasses == []


@pytest.mark.parametrize(("name", "path"), [(n, p) for _, n, p in ALL], ids=[n for _, n, _ in ALL])
def test_no_module_grows_beyond_a_sitting(name, path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


@pytest.mark.parametrize("package", ROOMS)
def test_every_package_says_which_question_it_answers(package):
    silent = [
        name
        for name, path in _modules(package)
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
