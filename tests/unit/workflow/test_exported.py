"""Claims about the log of all steps and edits as text."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timezone
from typing import Any

import pytest

from ckanext.paser.workflow.model import WorkflowEvent
from ckanext.paser.workflow.rules import lines

STEP = WorkflowEvent(
    id=7,
    dataset_id="an-id",
    number=2,
    at=datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc),
    kind="langkah",
    actor="a-person",
    role="walidata",
    from_="diperiksa_walidata",
    to="perlu_perbaikan",
    note="Definisi kurang.\nLengkapi.",
    comments={"definisi": "Terlalu pendek."},
    digest="ab",
    parts={},
)


def rows(*events: WorkflowEvent) -> list[dict[str, str]]:
    return list(csv.DictReader(lines(events, "csv")))


def test_each_line_of_the_csv_is_a_step_or_an_edit_under_the_names_of_its_columns():
    (row,) = rows(STEP)
    assert row == {
        "id": "7",
        "dataset_id": "an-id",
        "number": "2",
        "at": "2026-01-02T03:04:00+00:00",
        "kind": "langkah",
        "actor": "a-person",
        "role": "walidata",
        "from": "diperiksa_walidata",
        "to": "perlu_perbaikan",
        "note": "Definisi kurang.\nLengkapi.",
        "digest": "ab",
        "comments": '{"definisi": "Terlalu pendek."}',
    }


@pytest.mark.parametrize(
    ("typed", "written"),
    [('=HYPERLINK("http://a")', '\'=HYPERLINK("http://a")'), ("@x", "'@x"), ("-5", "-5")],
)
def test_a_reason_that_looks_like_a_formula_computes_nothing(typed, written):
    assert rows(STEP._replace(note=typed))[0]["note"] == written


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_was_not_said_is_an_empty_cell(nothing):
    (row,) = rows(STEP._replace(note=nothing, comments=nothing or {}))
    assert (row["note"], row["comments"]) == ("", "")


def test_each_line_of_the_ndjson_is_the_same_as_an_object_with_the_words_as_they_are():
    told: list[dict[str, Any]] = [
        json.loads(line) for line in lines([STEP._replace(note="=1+1"), STEP], "ndjson")
    ]
    assert [one["note"] for one in told] == ["=1+1", STEP.note]
    assert told[1]["comments"] == {"definisi": "Terlalu pendek."}
    assert (told[1]["from"], told[1]["at"]) == ("diperiksa_walidata", "2026-01-02T03:04:00+00:00")


def test_a_log_without_events_has_its_columns():
    assert list(lines([], "csv")) == [
        "id,dataset_id,number,at,kind,actor,role,from,to,note,comments,digest\n"
    ]
