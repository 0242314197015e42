"""Claims about the place where a page ended."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import md5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.paser.problems import ProblemError
from ckanext.paser.rows.rules import cursor
from ckanext.paser.rows.rules.cursor import Long, Place
from ckanext.paser.rows.rules.query import Condition, Every, Op, Order, Query

QUERY = Query(order=(Order("jumlah"),), where=Every((Condition("tahun", Op.EQ, ("2024",)),)))


@given(
    st.lists(
        st.none() | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=4
    ),
    st.text(max_size=40),
    st.none() | st.integers(0, 10**12),
)
def test_a_place_comes_back_as_it_was_written(values, version, total):
    place = Place(tuple(values), version, total)
    after = cursor.write(place, QUERY)
    assert cursor.read(replace(QUERY, after=after), len(values), "sesudah") == place


@pytest.mark.parametrize(
    "text",
    ["", "x", "!!", "e30", urlsafe_b64encode(b'["a",[1],"",null]').decode(), "bnVsbA", "W1tdXQ", "é"],
)
def test_what_is_no_place_is_refused(text):
    with pytest.raises(ProblemError):
        cursor.read(replace(QUERY, after=text), 1, "sesudah")


@pytest.mark.parametrize(
    "values", ["[" * 100_000, '["\\ud800"]', '["\\u0000"]', '[["x"]]', "[[1]]", "[[]]", f'[["{"0" * 32}"]]']
)
def test_a_place_that_no_answer_can_have_ended_at_is_refused(values):
    content = f'["{cursor.question(QUERY)}",{values},"",null]'
    after = urlsafe_b64encode(content.encode()).decode().rstrip("=")
    with pytest.raises(ProblemError):
        cursor.read(replace(QUERY, after=after), 1, "sesudah")


@pytest.mark.parametrize(
    "other",
    [
        replace(QUERY, order=(Order("jumlah", descending=True),)),
        replace(QUERY, where=Every()),
        replace(QUERY, groups=("tahun",)),
    ],
)
def test_a_place_in_the_answer_to_another_question_is_refused(other):
    after = cursor.write(Place(("1", "2")), QUERY)
    with pytest.raises(ProblemError):
        cursor.read(replace(other, after=after), 2, "sesudah")


@pytest.mark.parametrize("query", [QUERY, replace(QUERY, groups=("tahun",))], ids=["rows", "groups"])
def test_a_place_at_a_long_text_tells_the_text_by_its_digest(query):
    after = cursor.write(Place(("ü" * 6_000, "x" * 333, "7")), query)
    place = cursor.read(replace(query, after=after), 3, "sesudah")
    assert place.values == (
        Long(md5(("ü" * 6_000).encode(), usedforsecurity=False).hexdigest()),
        "x" * 333,
        "7",
    )


@pytest.mark.parametrize("length", [50, 100, 101, 500, 6_000])
def test_a_place_among_groups_of_many_columns_fits_into_an_address(length):
    assert len(cursor.write(Place(("\U0001f33e" * length,) * 10), replace(QUERY, groups=("tahun",)))) < 6_000


def test_the_last_value_of_a_row_is_its_number_but_that_of_a_group_may_be_a_long_text():
    groups = replace(QUERY, groups=("tahun",))
    after = cursor.write(Place(("x" * 6_000,)), groups)
    assert isinstance(cursor.read(replace(groups, after=after), 1, "sesudah").values[0], Long)


def test_the_size_of_a_page_may_change_on_the_way():
    after = cursor.write(Place(("1", "2")), QUERY)
    assert cursor.read(replace(QUERY, after=after, limit=7), 2, "sesudah") == Place(("1", "2"))
