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
LAND = Condition("kecamatan", Op.EQ, ("Kuaro",))


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


@pytest.mark.parametrize(
    ("header", "aggregation", "query", "expected"),
    [
        ("Jumlah Penduduk", "", Query(), NO),
        ("Jumlah Penduduk", "", Query(groups=("kecamatan",)), NO),
        ("Jumlah Penduduk", "", Query(where=YEARS), NO),
        ("Jumlah Penduduk", "", Query(groups=("tahun",)), YES),
        ("Jumlah Penduduk", "", Query(where=YEAR), YES),
        ("Jumlah (Jiwa)", "", Query(), NO),
        ("Jumlah Penduduk", "jumlah", Query(), YES),
        ("Penduduk 2021", "", Query(), YES),
        ("Penduduk Lahir", "", Query(), YES),
        ("Korban (jiwa)", "", Query(), YES),
    ],
)
def test_people_are_not_added_over_times_unless_the_agency_says_so(header, aggregation, query, expected):
    table = Fields(
        [
            field("kecamatan", "text", role="wilayah"),
            field("tahun", "int8", role="waktu"),
            field("dicatat", "date", role="waktu"),
            Field(Column("n", header, "integer", role="ukuran", aggregation=aggregation), "int8"),
        ]
    )
    assert allowed(Aggregate("sum", "n"), query, table) == expected


def test_a_sum_of_people_over_years_is_refused_with_what_can_be_asked():
    people = Field(Column("n", "Jumlah Penduduk", "integer", role="ukuran"), "int8")
    with pytest.raises(ProblemError) as refused:
        check(
            Aggregate("sum", "n"), Query(), Fields([field("tahun", "int8", role="waktu"), people]), "hitung"
        )
    assert worded(refused.value.problem, str)["text"] == (
        "hitung: n looks like people who are there at one time; over several times they are added several times. "
        "Group by tahun, or filter one value of it. If the figures may be added, write so in the dictionary (agregasi)."
    )


def test_people_of_a_table_without_a_time_can_be_added():
    people = Field(Column("n", "Jumlah Penduduk", "integer", role="ukuran"), "int8")
    assert allowed(Aggregate("sum", "n"), Query(), Fields([field("desa", "text", role="wilayah"), people]))


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
        ("sum", Query(), ("kecamatan", "tahun", "sumber", "jenis")),
        ("avg", Query(groups=("sumber", "tahun")), ("kecamatan", "jenis")),
        ("sum", Query(groups=("tahun",), where=Every((LAND,))), ("sumber", "jenis")),
        ("sum", Query(groups=("sumber", "kecamatan", "jenis"), where=YEAR), ()),
        ("sum", Query(groups=("kecamatan", "jenis", "sumber"), where=YEARS), ("tahun",)),
        ("max", Query(), ()),
        ("count", Query(), ()),
    ],
)
def test_a_sum_tells_which_areas_times_and_dimensions_it_puts_together(function, query, expected):
    table = Fields(
        [
            field("kecamatan", "text", role="wilayah"),
            field("tahun", "int8", role="waktu"),
            field("sumber", "text", role="dimensi"),
            field("jenis", "text", role="dimensi"),
            field("nilai", "int8", role="ukuran"),
        ]
    )
    assert dimensions(Aggregate(function, "nilai"), query, table) == expected
