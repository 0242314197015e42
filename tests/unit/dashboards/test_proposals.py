"""Claims about the first chart that is proposed for a table."""

import pytest

from ckanext.paser.tables.rules.table import Column

from paser_dashboards.proposals.rules import BARS, LINE, Proposal, proposals

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


def test_areas_are_bars_by_their_names_at_the_newest_time():
    assert proposed((CODE, 10), (AREA, 10), (YEAR, 1), (PEOPLE, 9)) == [
        Proposal(BARS, PEOPLE, AREA, (YEAR, "2024"))
    ]


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


def test_bars_ask_for_one_time_only():
    question = Proposal(BARS, PEOPLE, AREA, (YEAR, "2024")).question("sum")
    assert question.groups == ("kecamatan",)
    assert [figure.name for figure in question.aggregates] == ["penduduk_sum", "count"]
    assert question.where.parts[0].values == ("2024",)  # pyright: ignore[reportAttributeAccessIssue]
