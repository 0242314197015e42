"""Claims about how a problem is worded."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import THOUSAND, Problem, worded

MOST = Problem("x", "", "At most {most:,} rows in {year}.", "", {"most": 1_048_576, "year": 2024})


@pytest.mark.parametrize(
    ("translate", "fact"),
    [
        (lambda msgid: msgid, "At most 1,048,576 rows in 2024."),
        (lambda msgid: "1.000" if msgid == THOUSAND else msgid, "At most 1.048.576 rows in 2024."),
    ],
)
def test_thousands_are_parted_as_the_language_of_the_sentence_does(translate, fact):
    assert worded(MOST, translate)["fact"] == fact
