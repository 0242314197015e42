"""The commands that docs/api.md shows are answered as it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

TEXT = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.S)
COMMANDS = [
    line for block in BLOCKS for line in block.replace("\\\n", " ").splitlines() if line.startswith("curl ")
]


def address(command: str) -> str:
    """The path and query that curl would ask for."""
    words = [
        word
        for word in shlex.split(command.replace("\\$", "$"))[1:]
        if word not in ("-G", "--data-urlencode")
    ]
    pairs = (word.split("=", 1) for word in words[1:])
    query = "&".join(f"{name}={quote(value)}" for name, value in pairs)
    return f"{words[0]}?{query}" if query else words[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_answered(app, stage, command):
    path = address(command).replace("$PORTAL", "").replace("$TABLE", stage["public"])
    assert app.get(path).status_code == 200


def test_there_are_commands_for_rows_and_for_odata():
    assert {"/baris" in command for command in COMMANDS} == {True, False}
    assert len(COMMANDS) >= 5
