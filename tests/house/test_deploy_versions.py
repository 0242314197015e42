"""Every version that a machine gets is written down, exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, TESTS = ROOT / "constraints.txt", ROOT / "deploy" / "constraints-test.txt"


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text().splitlines() if line and not line.startswith("#")]


def _names(lines: list[str]) -> set[str]:
    return {re.split(r"[\[=<>!~; ]", line)[0].lower().replace("_", "-") for line in lines}


@pytest.mark.parametrize("file", [RUNTIME, TESTS], ids=lambda file: file.name)
def test_every_version_is_exact(file):
    assert [line for line in _lines(file) if not re.match(r"[a-z0-9._-]+==[0-9][^\s;]*( ; .+)?$", line)] == []


def test_all_that_the_project_asks_for_is_there():
    wanted = re.findall(
        r'^ {8}"([A-Za-z][^"]*)",$', (ROOT / "setup.py").read_text().partition("install_requires")[2], re.M
    )
    assert len(wanted) > 5
    assert _names(wanted) - _names(_lines(RUNTIME)) == set()


def test_what_tests_add_is_not_in_the_running_portal():
    assert _names(_lines(RUNTIME)) & _names(_lines(TESTS)) == set()


def test_every_jar_has_a_checksum():
    lines = (ROOT / "deploy" / "solr" / "jars.sha256").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[0-9a-f]{64}  \S+\.jar", line)] == []
    assert any("solr-core-9.10.1.jar" in line for line in lines)
