"""The distribution is whole: built and installed cleanly, every entry point and data file is there.

CKAN's wheel of 2.12.0 and several published extensions lack files that their sources have
(a MANIFEST that forgets ``*.yaml``); this holds ours to it.
"""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    "ckanext-paser/ckanext": "ckanext",
    "harvesters/paser_harvesters": "paser_harvesters",
    "dashboards/paser_dashboards": "paser_dashboards",
    "dashboards/indicators": "paser_indicators",
    "schemas": "paser_schemas",
}
BESIDE = ("setup.py", "pyproject.toml", "README.md", "LICENSE")
LOAD = """
from importlib.metadata import distribution
from importlib.resources import files
points = [p for p in distribution("ckanext-paser").entry_points]
print(*sorted(p.name for p in points if p.group == "ckan.plugins" and p.load()))
for name in ("paser_schemas", "paser_indicators"):
    assert any(entry.name.endswith(".yaml") for entry in files(name).iterdir()), name
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--no-deps",
            "--no-build-isolation",
            "-q",
            "-w",
            str(out),
            str(_copy(out)),
        ],
        check=True,
    )
    (built,) = out.glob("*.whl")
    return built


def _files() -> list[str]:
    """The project's files in the rooms and beside setup.py; what Python leaves behind is none of them."""
    return [
        str(path.relative_to(ROOT))
        for room in (*BESIDE, *ROOMS)
        for path in ([ROOT / room] if (ROOT / room).is_file() else (ROOT / room).rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and ".egg-info/" not in str(path)
    ]


def _copy(out: Path) -> Path:
    """A copy to build from: building leaves folders beside setup.py, and the checkout stays clean."""
    source = out / "source"
    for name in _files():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    return source


def test_the_wheel_holds_every_file_of_the_rooms(wheel):
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        name.replace(folder, package, 1)
        for name in _files()
        for folder, package in ROOMS.items()
        if name.startswith(folder + "/") and not name.endswith((".md", ".gitkeep"))
    }
    assert wanted - packed == set()


def test_the_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert tops == set(ROOMS.values())


def test_every_plugin_loads_from_an_installed_wheel(wheel, tmp_path):
    """The clean environment sees the packages of this one, but no source tree of ours."""
    venv.create(tmp_path / "clean", with_pip=False, symlinks=True)
    python = tmp_path / "clean/bin/python"
    site = next((tmp_path / "clean/lib").glob("python*/site-packages"))
    installed = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(installed), str(wheel)],
        check=True,
    )
    others = [path for path in sys.path if path.endswith("site-packages")]
    added = [f"import site; site.addsitedir({path!r})\n" for path in (str(installed), *others)]
    (site / "others.pth").write_text("".join(added))
    done = subprocess.run(
        [str(python), "-c", LOAD], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["paser", "paser_dashboard", "paser_harvest"], "")
