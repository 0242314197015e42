"""Claims about ``$filter``."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.paser.odata.rules.filtering import parse
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.rows.rules.query import Condition, Every, Not, Op, Some

COLUMNS = {name: name for name in ("tahun", "nama", "aktif", "hari", "notaris", "android", "orang", "innova")}


def is_(column: str, op: Op, *values: str | None) -> Condition:
    return Condition(column, op, values, "$filter")


YEAR, NAME = is_("tahun", Op.EQ, "2024"), is_("nama", Op.EQ, "Kuaro")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tahun eq 2024", YEAR),
        ("  tahun  eq  2024 ", YEAR),
        ("(tahun eq 2024)", YEAR),
        ("tahun ge -1.5e3", is_("tahun", Op.GTE, "-1.5e3")),
        ("nama eq 'O''Connor, (a) and b'", is_("nama", Op.EQ, "O'Connor, (a) and b")),
        ("hari lt 2024-01-31", is_("hari", Op.LT, "2024-01-31")),
        ("hari gt 2024-01-31T08:00:00.5+00:00", is_("hari", Op.GT, "2024-01-31T08:00:00.500000Z")),
        ("hari gt 2024-01-31T08:00:00+08:00", is_("hari", Op.GT, "2024-01-31T00:00:00Z")),
        ("nama eq null", is_("nama", Op.ISNULL, "true")),
        ("nama ne null", is_("nama", Op.ISNULL, "false")),
        ("tahun in (2023,2024)", is_("tahun", Op.EQ, "2023", "2024")),
        ("aktif", is_("aktif", Op.EQ, "true")),
        ("not aktif", Not(is_("aktif", Op.EQ, "true"))),
        ("contains(nama,'a')", is_("nama", Op.CONTAINS, "a")),
        ("startswith(nama, 'a') eq true", is_("nama", Op.STARTSWITH, "a")),
        ("endswith(nama,'a') eq false", Not(is_("nama", Op.ENDSWITH, "a"))),
        ("tahun eq 2024 and nama eq 'Kuaro'", Every((YEAR, NAME))),
        ("tahun eq 2024 or nama eq 'Kuaro' and aktif", Some((YEAR, Every((NAME, is_("aktif", Op.EQ, "true")))))),
        ("(tahun eq 2024 or nama eq 'Kuaro') and not (aktif)",
         Every((Some((YEAR, NAME)), Not(is_("aktif", Op.EQ, "true"))))),
        ("notaris eq 1 and android eq 2 or orang eq 3 or innova in (4)",
         Some((Every((is_("notaris", Op.EQ, "1"), is_("android", Op.EQ, "2"))), is_("orang", Op.EQ, "3"),
               is_("innova", Op.EQ, "4")))),
    ],
)  # fmt: skip
def test_a_filter_is_read_by_odatas_precedence(text, expected):
    assert parse(text, COLUMNS) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tahun gr 5", 'At character 7 stands "gr", which is not understood there.'),
        ("tahun eq 5 nama", 'At character 12 stands "nama", which is not understood there.'),
        ("tahun eq", 'At character 9 stands "", which is not understood there.'),
        ("(tahun eq 5", 'At character 12 stands "", which is not understood there.'),
        ("tahun lt null", 'At character 10 stands "null", which is not understood there.'),
        ("contains(nama,null)", 'At character 15 stands "null", which is not understood there.'),
        ("tahun eq ; drop", 'At character 9 stands " ; drop", which is not understood there.'),
        ("tahn eq 5", 'There is no "tahn".'),
        ("year(hari) eq 2024", 'The function "year" is not offered.'),
        ("tolower(nama) eq 'kuaro'", 'The function "tolower" is not offered.'),
        ("contains(tolower(nama),'kuaro')", 'The function "tolower" is not offered.'),
        ("null eq nama", 'At character 1 stands "null", which is not understood there.'),
        ("5 eq tahun", 'At character 1 stands "5", which is not understood there.'),
        ("nama eq 'x", 'At character 8 stands " \'x", which is not understood there.'),
    ],
)
def test_what_is_not_understood_is_refused_by_its_place(text, place):
    with pytest.raises(ProblemError) as caught:
        parse(text, COLUMNS)
    assert worded(caught.value.problem)["fact"] == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tahun eq 2020.0", is_("tahun", Op.EQ, "2020")),
        ("tahun eq 2.02e3", is_("tahun", Op.EQ, "2020")),
        ("tahun eq 2020.5", Some(())),
        ("tahun ne 2020.5", Every(())),
        ("tahun in (2020.5,2021.0)", is_("tahun", Op.EQ, "2021")),
        ("tahun gt 50000.5", is_("tahun", Op.GT, "50000")),
        ("tahun ge 50000.5", is_("tahun", Op.GTE, "50001")),
        ("tahun lt 50000.5", is_("tahun", Op.LT, "50001")),
        ("tahun le -0.5", is_("tahun", Op.LTE, "-1")),
        ("tahun eq 1e999", is_("tahun", Op.EQ, "1e999")),
    ],
)
def test_whole_numbers_are_compared_with_any_number(text, expected):
    assert parse(text, COLUMNS, {"tahun"}, {"tahun"}) == expected


@pytest.mark.parametrize("text", ["tahun eq '2020'", "tahun in (2019,'2020')"])
def test_a_number_is_not_compared_with_a_text(text):
    with pytest.raises(ProblemError):
        parse(text, COLUMNS, {"tahun"}, {"tahun"})


def test_what_is_not_offered_is_told_with_what_is():
    with pytest.raises(ProblemError) as caught:
        parse("tolower(nama) eq 'kuaro'", COLUMNS)
    assert "contains, startswith and endswith" in worded(caught.value.problem)["remedy"]


@pytest.mark.parametrize("text", ["(" * 3000, "not " * 1500 + "aktif", "a" * 9000])
def test_no_filter_is_too_deep_to_be_refused(text):
    with pytest.raises(ProblemError):
        parse(text, COLUMNS)


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from([*COLUMNS, "and", "or", "not", "in", "(", ")", ",", "eq", "1", "'a'", "null"])
    ).map(" ".join)
)
def test_any_text_is_read_or_refused(text):
    with suppress(ProblemError):
        assert isinstance(parse(text, COLUMNS), (Condition, Every, Not, Some))
