"""Claims about the wording of problems."""

from __future__ import annotations

import json

import pytest

from ckanext.paser.problems import Note, Problem, ProblemError, worded

PROBLEM = Problem(
    code="not_a_number",
    where="Sheet {sheet}, row {row}",
    fact='"{value}" is not a number.',
    remedy="Correct the cell.",
    params={"sheet": "Data", "row": 212, "value": "1.23O"},
)
INDONESIAN = {
    "Sheet {sheet}, row {row}": "Lembar {sheet}, baris {row}",
    '"{value}" is not a number.': '"{value}" bukan angka.',
    "Correct the cell.": "Perbaiki selnya.",
}


def test_a_problem_names_the_place_the_fact_and_the_remedy_in_this_order():
    assert worded(PROBLEM)["text"] == 'Sheet Data, row 212: "1.23O" is not a number. Correct the cell.'


def test_a_problem_is_worded_in_the_language_of_the_reader():
    assert worded(PROBLEM, INDONESIAN.__getitem__) == {
        "code": "not_a_number",
        "where": "Lembar Data, baris 212",
        "fact": '"1.23O" bukan angka.',
        "remedy": "Perbaiki selnya.",
        "text": 'Lembar Data, baris 212: "1.23O" bukan angka. Perbaiki selnya.',
    }


@pytest.mark.parametrize("item", [PROBLEM, Note("rows", "Rows read: {n}.", {"n": 3})])
def test_a_stored_problem_or_note_is_worded_like_a_new_one(item):
    assert worded(json.loads(json.dumps(item.as_dict()))) == worded(item)


def test_a_problem_without_a_place_starts_with_the_fact():
    assert worded(Problem("empty", "", "The file is empty.", "Send it again."))["text"] == (
        "The file is empty. Send it again."
    )


def test_braces_in_a_value_stay_as_they_are():
    assert worded(Note("x", "Value: {value}", {"value": "{row}"}))["fact"] == "Value: {row}"


def test_an_error_reads_like_its_problem():
    assert str(ProblemError(PROBLEM)) == worded(PROBLEM)["text"]
