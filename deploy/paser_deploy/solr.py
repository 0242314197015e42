"""Solr's folder: its cores and their configuration."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from urllib.request import urlopen

from . import stamps
from .errors import Trouble
from .stack import Stack, mark, marked

CORE = "ckan"
READY_SECONDS = 60


def source(stack: Stack) -> Path:
    return stack.settings.checkout / "deploy" / "solr" / "conf"


def put_core(stack: Stack, core: str = CORE) -> None:
    """Put a core with the current configuration in place.

    The files of the old configuration are replaced as a whole; the index stays. The mark is one of Solr's
    settings files: when it changes, Solr is started anew.
    """
    wanted = stamps.of_files([source(stack)])
    if marked(stack, f"solr-{core}") == wanted:
        return
    home = stack.layout.solr / "home"
    folder = home / core
    for place in (home, folder):
        stack.account.folder(place)
    stack.account.write(home / "solr.xml", "<solr></solr>\n")
    stack.account.write(folder / "core.properties", f"name={core}\n")
    shutil.rmtree(folder / "conf", ignore_errors=True)
    shutil.copytree(source(stack), folder / "conf")
    mark(stack, f"solr-{core}", wanted)


def load(stack: Stack, core: str) -> None:
    """Have the running Solr take up a core that was put in place after its start."""
    folder = stack.layout.solr / "home" / core
    base = f"http://127.0.0.1:{stack.ports.solr}/solr/admin/cores"
    with urlopen(f"{base}?action=STATUS&core={core}", timeout=10) as answer:
        known = json.load(answer)["status"].get(core)
    if not known:
        with urlopen(f"{base}?action=CREATE&name={core}&instanceDir={folder}", timeout=60):
            pass
    wait(stack, core)


def wait(stack: Stack, core: str = CORE) -> None:
    """Come back when the core answers."""
    url = f"http://127.0.0.1:{stack.ports.solr}/solr/{core}/select?q=*:*&rows=0"
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(url):
        if time.monotonic() > deadline:
            raise Trouble(f"Solr's core '{core}' does not answer. See {stack.layout.log}/solr.log.")
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=10):
            return True
    except OSError:
        return False
