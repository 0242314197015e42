"""Claims about the formula: one table for score, page and documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ckanext.paser.quality.rules import BARS, DIMENSIONS, Criterion, bars, grade

DOCUMENT = Path(__file__).parents[3] / "docs" / "quality.md"
_ROW = re.compile(r"^\| (.+) \(`(\w+)`\) \| (.*?) ?\| (\S+) \|$", re.MULTILINE)


def costs(criterion: Criterion) -> str:
    return "its part" if criterion.each is None else f"{criterion.each:g}"


def test_the_document_tells_the_formula_line_by_line():
    told = [match.groups() for match in _ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))]
    wanted = []
    for dimension in DIMENSIONS:
        wanted.append((f"**{dimension.label}**", dimension.code, "", f"**{dimension.points:g}**"))
        wanted += [(one.asks, one.code, costs(one), f"{one.points:g}") for one in dimension.criteria]
    assert told == wanted


def test_no_thing_costs_more_than_its_line_has():
    assert [
        one.code for dimension in DIMENSIONS for one in dimension.criteria if (one.each or 0) > one.points
    ] == []


@pytest.mark.parametrize(
    ("score", "word", "filled"),
    [
        (100, "very good", 5),
        (90, "very good", 4),
        (89.9, "good", 4),
        (70, "good", 4),
        (52, "fair", 3),
        (49.9, "low", 2),
        (0, "low", 0),
    ],
)
def test_a_score_has_a_word_and_bars(score, word, filled):
    assert (grade(score), bars(score)) == (word, filled)
    assert filled <= BARS
