"""Claims about the list of roots and the script that makes it."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

SOLR = Path(__file__).parents[3] / "deploy" / "solr"

AFFIXES = """
FLAG long
PFX P0 Y 3 # peN-
PFX P0 0 pen d
PFX P0 t pen t
PFX P0 0 pe m
PFX P1 Y 1
PFX P1 0 pe/A1 a
SFX Pa Y 1
SFX Pa 0 an/P1o0A1 .
PFX M0 Y 1
PFX M0 t men t
PFX Mx Y 1
SFX a0 Y 2
SFX a0 0 an .
SFX a0 0 annya
PFX B0 Y 2
PFX B0 0 ber [^r]
PFX B0 0 be r
"""
WORDS = """9
duduk/P0
tunda/M0P0
rawan/B0
awan/B0a0Pa
masyarakat
Paser
anak-anak
"""


@pytest.fixture(scope="module")
def build_stems():
    spec = importlib.util.spec_from_file_location("build_stems", SOLR / "build_stems.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_stems"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stems() -> list[tuple[str, str]]:
    lines = (SOLR / "conf" / "stems.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]  # pyright: ignore


@pytest.fixture(scope="module")
def curated() -> list[tuple[str, str]]:
    lines = (SOLR / "conf" / "stems_curated.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # pyright: ignore


def test_forms_come_from_affix_rules_and_the_more_productive_root_wins(build_stems):
    affixes, headwords = build_stems.read_affixes(AFFIXES), build_stems.read_headwords(WORDS)
    assert build_stems.build(affixes, headwords, ["grogot", "sekurou", "awan"]) == {
        "penduduk": "duduk",
        "kependudukan": "duduk",
        "penunda": "tunda",
        "kepenundaan": "tunda",
        "menunda": "tunda",
        "berawan": "awan",
        "awanan": "awan",
        "peawanan": "awan",
        "masyarakat": "masyarakat",
        "sekurou": "sekurou",
    }


def test_every_line_is_a_lower_case_word_and_its_root(stems):
    assert [
        line
        for line in stems
        if len(line) != 2 or not all(part.isascii() and part.islower() for part in line)
    ] == []


def test_no_word_has_two_roots(stems, curated):
    assert [
        word
        for words in (stems, curated)
        for word, count in Counter(w for w, _ in words).items()
        if count > 1
    ] == []


def test_the_list_stays_small(stems):
    assert len(stems) <= 60_000
    assert (SOLR / "conf" / "stems.txt").stat().st_size <= 1_500_000


def test_a_root_that_is_listed_is_its_own_root(stems):
    roots = dict(stems)
    assert [(word, root) for word, root in stems if roots.get(root, root) != root] == []


def test_every_curated_line_corrects_something(stems, curated):
    assert set(curated) & set(stems) == set()
