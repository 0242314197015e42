"""Claims about the first chart that is proposed for a table."""

from datetime import date, datetime

import pytest

from ckanext.paser.tables.rules.table import Column

from paser_dashboards.proposals.rules import (
    BARS,
    LINE,
    LONGEST_NAME,
    TOGETHER,
    Answer,
    Proposal,
    are_names,
    besides,
    in_order,
    is_of_the_same,
    is_one_row_each,
    is_whole,
    place,
    proposals,
)
from paser_dashboards.proposals.told import Told, read, write

CODE = Column("kode_wilayah", "Kode Wilayah", "code", role="wilayah")
AREA = Column("kecamatan", "Kecamatan", "text", role="wilayah")
YEAR = Column("tahun", "Tahun", "integer", "tahun", role="waktu")
SEX = Column("kelamin", "Jenis Kelamin", "text", role="dimensi")
PEOPLE = Column("penduduk", "Jumlah Penduduk", "integer", role="ukuran", aggregation="jumlah")
NOTE = Column("catatan", "Catatan", "text", role="atribut")


def proposed(*columns: tuple[Column, int]) -> list[Proposal]:
    """Of columns, each with how many different values it has."""
    statistics = {column.id: {"distinct": distinct, "max": "2024"} for column, distinct in columns}
    return list(proposals([column for column, _ in columns], statistics))


def test_a_measure_over_three_times_is_a_line_first():
    assert proposed((YEAR, 3), (PEOPLE, 3)) == [Proposal(LINE, PEOPLE, YEAR)]


def test_a_column_that_merely_numbers_the_rows_is_in_no_chart_whatever_is_said_of_it():
    number = Column("no", "No", "integer", role="ukuran")
    statistics = {
        "no": {"rows": 10, "distinct": 10, "min": "1", "max": "10"},
        "kecamatan": {"rows": 10, "distinct": 10},
        "penduduk": {"rows": 10, "distinct": 9},
    }
    assert list(proposals([number, AREA, PEOPLE], statistics)) == [Proposal(BARS, PEOPLE, AREA)]


def test_areas_are_bars_by_their_names_at_the_newest_time():
    assert proposed((CODE, 10), (AREA, 10), (YEAR, 1), (PEOPLE, 9)) == [Proposal(BARS, PEOPLE, AREA, YEAR)]


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["2022", "2023", "2024"], "2024"),
        (["Tahun 2025*", "Tahun 2024"], "Tahun 2025*"),
        (["2022", "Rata-rata"], "2022"),
        (["Jumlah", "2024"], "Jumlah"),
    ],
)
def test_of_years_side_by_side_the_last_is_shown(labels, shown):
    measures = [Column(f"k{n}", label, "integer", role="ukuran") for n, label in enumerate(labels)]
    first, *_ = proposed((AREA, 10), *((one, 9) for one in measures))
    assert first.measure.label == shown


def test_bars_come_second_where_there_are_times_enough_for_a_line():
    assert [one.kind for one in proposed((AREA, 10), (YEAR, 5), (PEOPLE, 50))] == [LINE, BARS]


def test_without_areas_another_dimension_is_shown():
    assert proposed((SEX, 2), (PEOPLE, 2)) == [Proposal(BARS, PEOPLE, SEX)]


@pytest.mark.parametrize(
    "columns",
    [
        [(AREA, 10), (NOTE, 10)],
        [(AREA, 10), (PEOPLE, 1)],
        [(AREA, 1), (PEOPLE, 9)],
        [(AREA, 9000), (PEOPLE, 9000)],
    ],
    ids=["no measure", "a measure that never differs", "one area", "too many areas"],
)
def test_what_no_chart_can_tell_has_none(columns):
    assert proposed(*columns) == []


def test_bars_ask_for_the_newest_time_only():
    question = Proposal(BARS, PEOPLE, AREA, YEAR).at("2024").question("sum")
    assert question.groups == ("kecamatan",)
    assert [figure.name for figure in question.aggregates] == ["penduduk_sum", "count", "penduduk_count"]
    assert question.where.parts[0].values == ("2024",)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_line_asks_for_the_newest_times_first():
    (order,) = Proposal(LINE, PEOPLE, YEAR).question("max").order
    assert (order.column, order.descending) == ("tahun", True)


def test_what_needs_no_sum_comes_last_with_one_series_of_the_most_rows():
    found = {"deret": {"distinct": 2, "top": [["dukcapil", 3], ["bps_sensus", 2]]}}
    found |= {"tahun": {"distinct": 4}, "penduduk": {"distinct": 5}}
    series = Column("deret", "Deret", "text", role="dimensi")
    assert list(proposals([series, YEAR, PEOPLE], found)) == [
        Proposal(LINE, PEOPLE, YEAR),
        Proposal(BARS, PEOPLE, series, YEAR),
        Proposal(LINE, PEOPLE, YEAR, fixed=((series, "dukcapil"),)),
    ]


def test_an_empty_text_names_no_series():
    found = {
        "deret": {"distinct": 2, "top": [["", 3], ["bps", 2]]},
        "tahun": {"distinct": 4},
        "penduduk": {"distinct": 5},
    }
    series = Column("deret", "Deret", "text", role="dimensi")
    assert [one.fixed for one in proposals([series, YEAR, PEOPLE], found)][-1] == ((series, "bps"),)


def test_a_number_of_a_month_is_no_time_beside_its_year():
    month = Column("bulan", "Bulan", "integer", role="waktu")
    assert [one.by for one in proposed((month, 12), (YEAR, 3), (PEOPLE, 9))] == [YEAR]


@pytest.mark.parametrize(
    ("answers", "one_each", "whole"),
    [
        ([Answer("a", 1, 1, 1), Answer("b", 2, 1, 1)], True, True),
        ([Answer("a", None, 1, 0), Answer("b", 2, 1, 1)], True, True),
        ([Answer("a", 3, 2, 2), Answer("b", 2, 1, 1)], False, True),
        ([Answer("a", 3, 2, 1), Answer("b", 2, 1, 1)], False, False),
    ],
    ids=["a row each", "a row without a value", "several rows", "several rows, one without a value"],
)
def test_rows_make_a_figure_where_none_of_their_values_lacks(answers, one_each, whole):
    assert (is_one_row_each(answers), is_whole(answers)) == (one_each, whole)


@pytest.mark.parametrize("undecided", ["", "tidak_boleh", "rata_rata_tertimbang"])
def test_where_the_dictionary_does_not_say_how_no_rows_make_one_figure(undecided):
    assert undecided not in TOGETHER


@pytest.mark.parametrize(
    ("times", "known"),
    [
        ([2023, 2024], True),
        (["2024", "2024-S2", "2025-S1"], True),
        (["2025-11", "2026-01"], True),
        (["Januari 2025", "Februari 2025"], False),
        (["2025-13", "2025-14"], False),
    ],
)
def test_names_of_months_have_no_order(times, known):
    assert in_order(times) is known


@pytest.mark.parametrize(("length", "drawn"), [(LONGEST_NAME, True), (LONGEST_NAME + 1, False)])
def test_a_text_that_is_longer_than_a_name_stands_beside_no_bar(length, drawn):
    assert are_names([Answer("Kuaro", 1, 1, 1), Answer("x" * length, 2, 1, 1)]) == drawn


@pytest.mark.parametrize(
    ("answers", "same"),
    [
        ([Answer("a", 1, 1, 1), Answer("b", 2, 1, 1)], False),
        ([Answer("a", 3, 2, 2), Answer("b", 2, 1, 1)], False),
        ([Answer("a", 3, 2, 2), Answer("b", 2, 2, 2)], True),
    ],
    ids=["a row each", "more rows at one time than at the other", "as many rows each time"],
)
def test_several_series_are_one_line_where_each_time_has_as_many_rows_of_them(answers, same):
    assert is_of_the_same(answers) is same


def test_areas_and_dimensions_that_a_line_leaves_open_may_make_it_jump():
    statistics = {"kecamatan": {"distinct": 10}, "kelamin": {"distinct": 1}, "catatan": {"distinct": 9}}
    line = Proposal(LINE, PEOPLE, YEAR)
    assert besides(line, [AREA, SEX, YEAR, PEOPLE, NOTE], statistics) == [AREA]


def test_the_one_series_that_is_shown_leaves_nothing_open():
    statistics = {"kecamatan": {"distinct": 10}}
    assert besides(Proposal(LINE, PEOPLE, YEAR, fixed=((AREA, "Kuaro"),)), [AREA, PEOPLE], statistics) == []


@pytest.mark.parametrize(
    ("earlier", "later", "apart"),
    [
        (2020, 2024, 4),
        (date(2024, 2, 28), date(2024, 3, 1), 2),
        (datetime(2024, 1, 1, 6), datetime(2024, 1, 1, 18), 0.5),
        ("2024-S2", "2025-S1", 184),
        ("2024-12", "2025-01-01", 31),
    ],
)
def test_times_have_their_distance(earlier, later, apart):
    assert place(later) - place(earlier) == apart  # pyright: ignore[reportOptionalOperand]


def test_what_a_chart_shows_is_kept_in_its_picture():
    told = Told("v1", LINE, "Jumlah <b>", "jiwa", "Tahun", (("Deret", "a & b"),), ("jumlah",), since="2024")
    assert read(write("<svg><path/></svg>", told)) == ("<svg><path/></svg>", told)


def test_a_picture_that_does_not_say_what_it_shows_tells_nothing():
    assert read("<svg></svg>") == ("<svg></svg>", None)
