"""Solr's folder: its cores and their configuration."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.request import urlopen

from . import stamps
from .stack import Stack, mark, marked

CORE = "ckan"


def source(stack: Stack) -> Path:
    return stack.settings.checkout / "deploy" / "solr" / "conf"


def put_core(stack: Stack, core: str = CORE) -> bool:
    """Put a core with the current configuration in place; True if it differs from what was there.

    The files of the old configuration are replaced as a whole; the index stays.
    """
    wanted = stamps.of_files([source(stack)])
    if marked(stack, f"solr-{core}") == wanted:
        return False
    home = stack.layout.solr / "home"
    folder = home / core
    for place in (home, folder):
        stack.account.folder(place)
    stack.account.write(home / "solr.xml", "<solr></solr>\n")
    stack.account.write(folder / "core.properties", f"name={core}\n")
    shutil.rmtree(folder / "conf", ignore_errors=True)
    shutil.copytree(source(stack), folder / "conf")
    mark(stack, f"solr-{core}", wanted)
    return True


def reload(stack: Stack, core: str = CORE) -> None:
    """Let a running Solr take up the core's new configuration."""
    with urlopen(
        f"http://127.0.0.1:{stack.ports.solr}/solr/admin/cores?action=RELOAD&core={core}", timeout=60
    ):
        return
