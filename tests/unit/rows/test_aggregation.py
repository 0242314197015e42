"""Claims about which figures may be computed, by the dictionary's word on each column."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.rows.rules.aggregation import check, dimensions
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.query import Aggregate, Condition, Every, Op, Query, Some
from ckanext.paser.tables.rules.table import Column

from tests.unit.rows.conftest import field

YES, NO = True, False
YEAR = Condition("tahun", Op.EQ, ("2024",))
YEARS = Condition("tahun", Op.EQ, ("2023", "2024"))
SINCE = Condition("tahun", Op.GTE, ("2024",))


def allowed(aggregate: Aggregate, query: Query, fields) -> bool:
    try:
        check(aggregate, query, fields, "hitung")
    except ProblemError:
        return False
    return True


@pytest.mark.parametrize(
    ("column", "by_function"),
    [
        #                sum  avg  min  max  count
        ("jumlah",       (YES, YES, YES, YES, YES)),
        ("nilai",        (YES, YES, YES, YES, YES)),
        ("persen",       (NO,  YES, YES, YES, YES)),
        ("laju",         (NO,  NO,  YES, YES, YES)),
        ("ipm",          (NO,  NO,  YES, YES, YES)),
        ("penduduk",     (NO,  YES, YES, YES, YES)),
        ("tahun",        (NO,  NO,  YES, YES, YES)),
        ("kode_wilayah", (NO,  NO,  YES, YES, YES)),
        ("hari",         (NO,  NO,  YES, YES, YES)),
        ("benar",        (NO,  NO,  NO,  NO,  YES)),
        ("rinci",        (NO,  NO,  NO,  NO,  YES)),
    ],
)  # fmt: skip
def test_the_dictionary_decides_which_figures_a_column_has(column, by_function, fields):
    query = Query(groups=("kode_wilayah",))
    found = tuple(
        allowed(Aggregate(name, column), query, fields) for name in ("sum", "avg", "min", "max", "count")
    )
    assert found == by_function


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), NO),
        (Query(groups=("tahun",)), YES),
        (Query(groups=("kode_wilayah",)), NO),
        (Query(groups=("kode_wilayah", "tahun")), YES),
        (Query(where=Every((YEAR,))), YES),
        (Query(where=Every((YEARS,))), NO),
        (Query(where=Every((SINCE,))), NO),
        (Query(where=Some((YEAR, SINCE))), NO),
    ],
)
def test_a_state_at_one_time_is_summed_within_one_time_only(query, expected, fields):
    assert allowed(Aggregate("sum", "penduduk"), query, fields) == expected


def test_a_state_is_not_summed_where_no_column_says_the_time():
    fields = Fields([Field(Column("penduduk", "penduduk", "", aggregation="terakhir"), "int8")])
    with pytest.raises(ProblemError) as caught:
        check(Aggregate("sum", "penduduk"), Query(), fields, "hitung")
    assert worded(caught.value.problem)["text"] == (
        "hitung: By its dictionary penduduk is a state at one time, and no column says which; its sum may be over "
        "several times. Give the column of the time the role waktu in the dictionary, or ask for min, max or the rows."
    )


def test_rows_can_always_be_counted(fields):
    assert allowed(Aggregate("count"), Query(), fields)


def test_a_sum_of_years_is_refused_with_what_can_be_asked(fields):
    with pytest.raises(ProblemError) as refused:
        check(Aggregate("sum", "tahun"), Query(), fields, "hitung")
    assert worded(refused.value.problem, str)["text"] == (
        "hitung: The values of tahun are times, which have no sum and no average. Ask for min, max or count, or group by it."
    )


@pytest.mark.parametrize(
    ("function", "query", "expected"),
    [
        ("sum", Query(), ("sumber", "jenis")),
        ("avg", Query(groups=("sumber",)), ("jenis",)),
        ("sum", Query(groups=("sumber",), where=Every((Condition("jenis", Op.EQ, ("L",)),))), ()),
        ("sum", Query(where=Condition("sumber", Op.EQ, ("BPS", "Dukcapil"))), ("sumber", "jenis")),
        ("max", Query(), ()),
        ("count", Query(), ()),
    ],
)
def test_a_sum_tells_which_dimensions_it_puts_together(function, query, expected):
    table = Fields(
        [
            field("tahun", "int8", role="waktu"),
            field("sumber", "text", role="dimensi"),
            field("jenis", "text", role="dimensi"),
            field("nilai", "int8", role="ukuran"),
        ]
    )
    assert dimensions(Aggregate(function, "nilai"), query, table) == expected
