"""Claims about how a problem is worded."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import THOUSAND, Problem, worded

MOST = Problem("x", "", "At most {most:,} rows in {year}.", "", {"most": 1_048_576, "year": 2024})


INDONESIAN = {THOUSAND: "1.000"}


@pytest.mark.parametrize(
    ("value", "said"), [(1246.5, "1.246,5"), (-0.25, "-0,25"), (12, "12"), ("•••", "•••")]
)
def test_fractions_are_written_so_too_and_what_is_struck_out_stays(value, said):
    problem = Problem("x", "", "{value:,}", "", {"value": value})
    assert worded(problem, lambda msgid: INDONESIAN.get(msgid, msgid))["fact"] == said


@pytest.mark.parametrize(
    ("translate", "fact"),
    [
        (lambda msgid: msgid, "At most 1,048,576 rows in 2024."),
        (lambda msgid: "1.000" if msgid == THOUSAND else msgid, "At most 1.048.576 rows in 2024."),
    ],
)
def test_thousands_are_parted_as_the_language_of_the_sentence_does(translate, fact):
    assert worded(MOST, translate)["fact"] == fact
