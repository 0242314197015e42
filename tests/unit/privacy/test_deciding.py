"""Claims about which decisions answer what was found in a file."""

import pytest

from ckanext.paser.privacy.rules.deciding import (
    NoAnswerError,
    answers,
    countable,
    decided_columns,
    halves_left,
    names_left,
)
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import Decision, Treatment

NIK = Finding("nik", "", "NIK", ("nik",), ("B2",), 3, "hold")
SMALL = Finding("sel_kecil", "", "Kasus", ("kasus",), ("C2",), 1, "hold")
HINT = Finding("telepon", "", "Catatan", ("catatan",), ("D2",), 1, "warn")
OUTSIDE = Finding("nik", "Data", "", (), ("A9",), 1, "hold")
COLUMNS = ("desa", "nik", "kasus", "catatan")


def columns(decision: Decision, named=None, findings=(NIK, SMALL, HINT), *, is_table=True, reason=""):
    return decided_columns(decision, named, findings, COLUMNS, is_table=is_table, reason=reason)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (NIK, [Decision.DROP, Decision.MASK, Decision.AGGREGATE]),
        (SMALL, [Decision.DROP, Decision.SUPPRESS]),
        (OUTSIDE, [Decision.DROP]),
        (HINT, []),
    ],
)
def test_each_kind_of_finding_has_its_answers(finding, expected):
    assert answers(finding) == expected


def test_rows_are_counted_by_what_holds_nobodys_data():
    assert countable(COLUMNS, [NIK, SMALL, HINT]) == ["desa", "catatan"]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision.DROP, ["nik", "kasus"]),
        (Decision.MASK, ["nik"]),
        (Decision.SUPPRESS, ["kasus"]),
        (Decision.AGGREGATE, ["desa"]),
    ],
)
def test_without_columns_a_decision_is_about_those_that_hold_and_that_it_fits(decision, expected):
    assert columns(decision) == expected


PAIR = Finding("nama_alamat", "", "Penerima", ("penerima", "domisili"), ("A2",), 3, "hold")


@pytest.mark.parametrize("decision", [Decision.DROP, Decision.MASK])
def test_without_columns_it_is_about_both_halves_of_a_pair(decision):
    assert columns(decision, findings=[PAIR]) == ["penerima", "domisili"]


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        (Treatment(), []),
        (Treatment(True, mask=("penerima",)), ["domisili"]),
        (Treatment(True, drop=("domisili",)), ["penerima"]),
        (Treatment(True, mask=("penerima",), drop=("domisili",)), []),
        (Treatment(True, drop=("nik",)), []),
        (Treatment(True, override=True, mask=("penerima",)), []),
    ],
)
def test_the_half_of_a_pair_that_was_not_chosen_is_told_to_stay(decided, left):
    assert halves_left([NIK, PAIR], decided) == left


def test_a_hint_can_be_answered_when_it_is_named():
    assert columns(Decision.MASK, ["catatan"]) == ["catatan"]


PEOPLE = ("nik", "nama", "nama_kecamatan")


@pytest.mark.parametrize(
    ("decided", "names"),
    [
        (Treatment(), ["nama"]),
        (Treatment(True, drop=("nik",)), ["nama"]),
        (Treatment(True, drop=("nik", "nama")), []),
        (Treatment(True, drop=("nik",), mask=("nama",)), []),
        (Treatment(True, aggregate=("nama_kecamatan",)), []),
        (Treatment(override=True), []),
    ],
)
def test_names_stay_where_only_the_numbers_of_their_persons_are_left_out(decided, names):
    assert names_left(PEOPLE, [NIK], decided) == names


def test_names_beside_no_number_of_a_person_are_not_told():
    assert names_left(PEOPLE, [SMALL, HINT], Treatment()) == []


def test_they_can_be_left_out_with_the_numbers():
    asked = decided_columns(Decision.DROP, ["nik", "nama"], [NIK], PEOPLE, is_table=True, reason="")
    assert asked == ["nik", "nama"]


def test_what_stands_outside_the_table_is_answered_by_the_table_alone():
    assert columns(Decision.DROP, [], [OUTSIDE]) == []


def test_an_override_is_about_no_column():
    assert columns(Decision.OVERRIDE, ["nik"], reason="Contoh.") == []


@pytest.mark.parametrize(
    ("decision", "named", "more", "field"),
    [
        (Decision.OVERRIDE, None, {"reason": "  "}, "reason"),
        (Decision.MASK, None, {"is_table": False}, "decision"),
        (Decision.DROP, ["desa"], {}, "columns"),
        (Decision.DROP, [], {}, "columns"),
        (Decision.SUPPRESS, ["nik"], {}, "columns"),
        (Decision.SUPPRESS, None, {"findings": [NIK]}, "columns"),
        (Decision.AGGREGATE, ["nik"], {}, "columns"),
        (Decision.AGGREGATE, [], {}, "columns"),
    ],
)
def test_what_answers_nothing_is_refused_at_its_field(decision, named, more, field):
    with pytest.raises(NoAnswerError) as refused:
        columns(decision, named, **more)
    assert refused.value.field == field
