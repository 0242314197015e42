"""Claims about who is told of which step."""

from __future__ import annotations

import pytest

from ckanext.paser.notices.rules import audience
from ckanext.paser.notices.rules.audience import (
    OVERDUE,
    TOLD,
    Acting,
    Audience,
    Step,
    Told,
    told,
    told_overdue,
)
from ckanext.paser.workflow.rules import Status

PEOPLE = (
    Acting("officer", "dinas", ["produsen"]),
    Acting("colleague", "dinas", ["produsen"]),
    Acting("stranger", "lain", ["produsen"]),
    Acting("walidata", "kominfo", ["walidata", "produsen"]),
    Acting("pembina", "bps", ["pembina"]),
    Acting("both", "dinas", ["produsen"]),
    Acting("both", "kominfo", ["walidata", "produsen"]),
)


def step(to: str, from_: str = "draf", actor: str = "", role: str = "walidata", authors=("officer",)) -> Step:
    return Step(from_, to, actor, role, "dinas", authors)


def waiting(found: dict[str, Told]) -> dict[str, bool]:
    return {user: one.waits for user, one in found.items()}


def test_every_state_says_whom_it_is_told_to():
    assert set(TOLD) == set(Status)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (step("diajukan", actor="officer", role="produsen"), {"walidata": True, "both": True}),
        (step("diperbaiki", actor="officer", role="produsen"), {"walidata": True, "both": True}),
        (step("diperiksa_walidata", actor="walidata"), {"officer": False}),
        (step("perlu_perbaikan", actor="walidata"), {"officer": True, "colleague": True, "both": True}),
        (step("diperiksa_pembina", actor="walidata"), {"pembina": True, "officer": False}),
        (step("disetujui", actor="walidata"), {"officer": False, "colleague": False, "both": False}),
        (
            step("disetujui", actor="pembina", role="pembina"),
            {"walidata": True, "both": True, "officer": False, "colleague": False},
        ),
        (
            step("terbit", "disetujui", actor="walidata"),
            {"officer": False, "colleague": False, "both": False},
        ),
        (step("terbit", "disetujui", role="sistem"), {"officer": False, "colleague": False, "both": False}),
        (step("ditolak", actor="walidata"), {"officer": True, "colleague": True, "both": True}),
        (step("ditarik", "terbit", actor="walidata"), {"officer": True, "colleague": True, "both": True}),
        (step("draf", "diajukan", actor="officer", role="produsen"), {}),
        (step("terbit", "draf", role="sistem"), {}),
        (step("diperiksa_pembina", role="sistem"), {"pembina": True}),
    ],
)
def test_a_step_is_told_to_whom_it_concerns(taken, expected):
    assert waiting(told(taken, PEOPLE)) == expected


def test_nobody_is_told_what_they_did_themselves():
    assert "both" not in told(step("diajukan", actor="both", role="produsen"), PEOPLE)


def test_who_is_both_is_told_once_and_that_it_waits():
    found = told(Step("diajukan", "diperiksa_pembina", "", "walidata", "bps", ["pembina"]), PEOPLE)
    assert found == {"pembina": Told(Audience.PEMBINA, True)}


def test_overdue_data_are_told_to_their_agency_and_walidata():
    assert set(told_overdue("dinas", PEOPLE)) == {"officer", "colleague", "both", "walidata"}


def test_the_agency_alone_is_reminded_of_overdue_data():
    assert set(told_overdue("dinas", PEOPLE, again=True)) == {"officer", "colleague", "both"}


@pytest.mark.parametrize(
    ("topic", "waits", "status", "expected"),
    [
        ("diajukan", True, "diajukan", True),
        ("diajukan", True, "draf", False),
        ("terbit", False, "ditarik", True),
        (OVERDUE, False, "terbit", True),
        (OVERDUE, False, "ditarik", False),
    ],
)
def test_what_waited_and_has_moved_on_waits_for_nobody(topic, waits, status, expected):
    assert audience.stands(topic, waits, status) is expected
