"""What is in the portal when it opens: tables, the administrator, the sample region. Each step is done once, and again if it broke off."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from urllib.parse import urlsplit

from . import database, solr, stamps
from .machine import Tools
from .stack import Stack, mark, marked

Say = Callable[[str], None]

ADMIN = "admin"
WALL = "dinding-utama"
SAMPLE_STEPS = (
    ("organization", "apply", "{sample}/organizations.yaml"),
    ("standards", "load", "{sample}/standar-data.csv"),
    ("kegiatan", "apply", "{sample}/kegiatan.yaml"),
    ("harvest", "apply", "{sample}/contoh.yaml"),
    ("harvest", "run", "contoh"),
    ("workflow", "confirm", "contoh-pengaduan-selesai", "--as", ADMIN),
    ("indicator", "compute"),
)


def migrate(stack: Stack, tools: Tools, say: Say) -> None:
    """Bring the databases, and the words of CKAN's scripts, to the form that this release expects."""
    release = stack.layout.release.resolve().name
    if marked(stack, "migrated") == release:
        return
    say("Preparing the databases ...")
    stack.ckan("db", "init")
    stack.ckan("db", "upgrade", "-p", "paser")
    database.sql(
        stack,
        tools,
        "datastore",
        database.without_psql_commands(stack.ckan("datastore", "set-permissions").stdout),
    )
    _administrator(stack, tools)
    stack.ckan("translation", "js")
    mark(stack, "migrated", release)


def _administrator(stack: Stack, tools: Tools) -> None:
    if not database.sql(stack, tools, "ckan", f"SELECT 1 FROM \"user\" WHERE name = '{ADMIN}'"):
        # The password goes in by standard input, without a terminal: arguments can be read by every account.
        password = f"{stack.keys.admin_password}\n" * 2
        stack.ckan("user", "add", ADMIN, f"email={ADMIN}@localhost", input=password, start_new_session=True)
    stack.ckan("sysadmin", "add", ADMIN)


def load_sample(stack: Stack, say: Say) -> None:
    """Load the sample region, again when its files have changed."""
    source = stack.settings.checkout / "deploy" / "sample"
    wanted = stamps.of_files([source])
    if not stack.settings.sample or marked(stack, "sample") == wanted:
        return
    say("Loading the sample region ...")
    shutil.rmtree(stack.layout.sample)
    shutil.copytree(source, stack.layout.sample, ignore=shutil.ignore_patterns("__pycache__"))
    for step in SAMPLE_STEPS:
        stack.ckan("paser", *(part.format(sample=stack.layout.sample) for part in step))
    _open_wall(stack)
    mark(stack, "sample", wanted)


def wall_address(stack: Stack) -> str:
    """Where the sample's wall is shown; empty if none was opened. Its token lies with the secrets: it is the key."""
    file = stack.layout.secrets / "wall"
    return stack.settings.address + file.read_text().strip() if file.exists() else ""


def _open_wall(stack: Stack) -> None:
    if wall_address(stack):
        return
    address = stack.ckan("paser", "wall", "create", WALL).stdout.split()[-1]
    stack.account.write(stack.layout.secrets / "wall", urlsplit(address).path + "\n", 0o600)


def index(stack: Stack, say: Say) -> None:
    """Build the search index anew when its configuration has changed since it was built."""
    wanted = marked(stack, f"solr-{solr.CORE}")
    known = marked(stack, "indexed")
    if known == wanted:
        return
    if known:
        say("Building the search index anew ...")
        stack.ckan("paser", "reindex")
    mark(stack, "indexed", wanted)
