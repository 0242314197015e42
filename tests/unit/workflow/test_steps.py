"""Claims about table 6.8: each step from each state by each role, with and without own work."""

from __future__ import annotations

from itertools import product

import pytest

from ckanext.paser.workflow import rules
from ckanext.paser.workflow.rules import Case, Role, Status

P, W, B, S = Role.PRODUSEN, Role.WALIDATA, Role.PEMBINA, Role.SISTEM
FOUR_EYES = True
TABLE: dict[tuple[str, str], tuple[set[Role], bool]] = {
    ("draf", "diajukan"): ({P}, False),
    ("diajukan", "draf"): ({P}, False),
    ("diajukan", "diperiksa_walidata"): ({W}, FOUR_EYES),
    ("diperiksa_walidata", "perlu_perbaikan"): ({W}, False),
    ("perlu_perbaikan", "diperbaiki"): ({P}, False),
    ("diperbaiki", "diperiksa_walidata"): ({W}, FOUR_EYES),
    ("diperiksa_walidata", "disetujui"): ({W}, FOUR_EYES),
    ("diperiksa_pembina", "disetujui"): ({B}, FOUR_EYES),
    ("diperiksa_pembina", "perlu_perbaikan"): ({B}, False),
    ("diperiksa_walidata", "ditolak"): ({W}, False),
    ("diperiksa_pembina", "ditolak"): ({W, B}, False),
    ("disetujui", "terbit"): ({W, S}, FOUR_EYES),
    ("disetujui", "perlu_perbaikan"): ({W}, False),
    ("terbit", "ditarik"): ({W}, False),
    ("terbit", "draf"): ({P}, False),
    ("ditolak", "draf"): ({P}, False),
    ("ditarik", "draf"): ({P}, False),
}
"""Of a dataset that is not priority data: who, and whether the author may not."""


@pytest.mark.parametrize(
    ("from_", "to", "role", "author"), list(product(Status, Status, Role, (False, True)))
)
def test_who_takes_which_step(from_, to, role, author):
    by, four_eyes = TABLE.get((from_, to), (set(), False))
    case = Case(from_, frozenset({role}), is_author=author)
    allowed = rules.judge(case, to, "Karena.") is None
    assert allowed == (role in by and not (author and four_eyes))


@pytest.mark.parametrize(("priority", "to"), [(True, "disetujui"), (False, "diperiksa_pembina")])
def test_priority_data_go_through_the_pembina_and_others_do_not(priority, to):
    case = Case(Status.DIPERIKSA_WALIDATA, frozenset({W}), is_priority=priority)
    problem = rules.judge(case, to)
    assert problem
    assert problem.code == "other_way"


@pytest.mark.parametrize("step", [one for one in rules.STEPS if one.note], ids=lambda one: one.from_ + one.to)
@pytest.mark.parametrize(("note", "code"), [("", "note_missing"), (" \n", "note_missing"), ("Karena.", None)])
def test_returning_rejecting_and_withdrawing_need_a_reason(step, note, code):
    case = Case(step.from_, step.by, is_priority=bool(step.priority))
    problem = rules.judge(case, step.to, note)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize("step", [one for one in rules.STEPS if one.note], ids=lambda one: one.from_ + one.to)
def test_remarks_on_fields_are_reason_enough_to_return_and_for_nothing_else(step):
    case = Case(step.from_, step.by)
    problem = rules.judge(case, step.to, "", {"definisi": "Terlalu pendek."})
    assert (problem is None) == (step.to == "perlu_perbaikan")


def test_who_returns_without_a_reason_is_told_both_ways_to_give_one():
    problem = rules.judge(Case(Status.DISETUJUI, frozenset({W})), "perlu_perbaikan", " ", {})
    assert problem
    assert problem.remedy == "Write what has to be done, as a note or as a remark on a field."


@pytest.mark.parametrize(
    ("note", "comments", "reason"),
    [
        (" Judul. ", {"definisi": "Terlalu pendek."}, "Judul."),
        (
            " ",
            {"definisi": "Terlalu pendek", "file-1": "Mana 2025?", "file-2": "Kosong."},
            "Definisi: Terlalu pendek. Puskesmas: Mana 2025? file-2: Kosong.",
        ),
        ("", {}, ""),
    ],
)
def test_the_reason_is_the_note_or_else_the_remarks_in_words(note, comments, reason):
    dataset = {"resources": [{"id": "1", "name": "Puskesmas"}, {"id": "2", "name": ""}]}
    assert rules.reason(note, comments, dataset) == reason


def test_a_reason_is_asked_for_only_when_the_step_is_taken():
    case = Case(Status.TERBIT, frozenset({W}))
    assert rules.judge(case, "ditarik", None) is None


@pytest.mark.parametrize(
    "step", [one for one in rules.STEPS if one.complete], ids=lambda one: one.from_ + one.to
)
def test_what_the_profile_has_remarks_on_goes_no_further(step):
    case = Case(step.from_, step.by, is_priority=bool(step.priority), remarks=2)
    problem = rules.judge(case, step.to)
    assert problem
    assert (problem.code, problem.params) == ("incomplete", {"count": 2})


def test_what_was_returned_is_changed_before_it_is_submitted_again():
    case = Case(Status.PERLU_PERBAIKAN, frozenset({P}), is_changed=False)
    problem = rules.judge(case, "diperbaiki")
    assert problem
    assert problem.code == "unchanged"


@pytest.mark.parametrize("status", Status)
def test_every_refusal_tells_whose_turn_it_is(status):
    problem = rules.judge(Case(status, frozenset({P, W, B})), "tak_ada")
    assert problem
    assert problem.remedy == rules.TURN[status]


@pytest.mark.parametrize("status", Status)
def test_what_waits_for_nobody_is_published_or_ended(status):
    waiting = {one for states in rules.WAITING_FOR.values() for one in states}
    assert (status in waiting) == (status not in {Status.TERBIT, Status.DITOLAK, Status.DITARIK})


@pytest.mark.parametrize("status", Status)
def test_a_dataset_is_changed_as_a_draft_when_returned_and_when_published(status):
    may = status in {Status.DRAF, Status.PERLU_PERBAIKAN, Status.TERBIT}
    assert (rules.locked(status) is None) == may


@pytest.mark.parametrize(
    ("agencies", "owner", "sysadmin", "roles"),
    [
        ([], "a", False, set()),
        ([("a", ["produsen"])], "a", False, {P}),
        ([("a", ["produsen"])], "b", False, set()),
        ([("w", ["walidata", "produsen"])], "a", False, {W}),
        ([("w", ["walidata"])], "w", False, {P, W}),
        ([("w", ["walidata_pendukung"])], "a", False, set()),
        ([("b", ["pembina"]), ("a", [])], "a", False, {P, B}),
        ([], "a", True, {P, W, B}),
    ],
)
def test_roles_come_of_the_agency_and_its_role_in_satu_data(agencies, owner, sysadmin, roles):
    assert rules.roles_of(agencies, owner, is_sysadmin=sysadmin) == roles
