"""Claims about which of the proposed charts a table gets."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from types import SimpleNamespace

import pytest

from ckanext.paser.rows.rules.query import Query
from ckanext.paser.tables.rules.table import Column

from paser_dashboards.proposals import service
from paser_dashboards.proposals.rules import BARS, LINE, Answer, Proposal

DAY = Column("tanggal", "Tanggal", "text", role="waktu")
AREA = Column("kecamatan", "Kecamatan", "text", role="wilayah")
SOURCE = Column("sumber", "Sumber", "text", role="dimensi")
PEOPLE = Column("penduduk", "Penduduk", "integer", role="ukuran")
COLUMNS = [AREA, SOURCE, DAY, PEOPLE]


@pytest.fixture
def kinds(monkeypatch):
    """The kinds of charts that a table of these rows would get."""

    def found(rows):
        lines = [dict(zip((column.id for column in COLUMNS), row, strict=True)) for row in rows]
        statistics = {column.id: _looked([line[column.id] for line in lines]) for column in COLUMNS}
        monkeypatch.setattr(service.rows, "page", lambda _, ask: _answer(lines, ask(None)))
        monkeypatch.setattr(service.releases, "closed_columns", lambda _: frozenset())
        release = SimpleNamespace(columns=COLUMNS, statistics=statistics)
        return [(one.proposal.kind, dict(one.proposal.fixed)) for one in service._answered("x", release)]  # pyright: ignore[reportArgumentType]

    return found


def _looked(values):
    most = sorted(((one, values.count(one)) for one in set(values)), key=lambda one: (-one[1], str(one[0])))
    return {"distinct": len(most), "top": most}


def _answer(lines, query: Query):
    """What PostgreSQL would answer: of each group a figure (as of one row), its rows and its values."""
    (group,) = query.groups
    fixed = [(one.column, one.values) for one in query.where.parts]  # pyright: ignore[reportAttributeAccessIssue]
    held = [line for line in lines if all(line[column] in values for column, values in fixed)]
    values = sorted({line[group] for line in held}, reverse=True)
    of = {value: [line["penduduk"] for line in held if line[group] == value] for value in values}
    width = len(query.aggregates) + 1
    return SimpleNamespace(rows=[(v, max(n), len(n), len(n))[:width] for v, n in of.items()], next="")


def test_no_line_jumps_from_area_to_area_where_each_row_has_a_day_of_its_own(kinds):
    days, figures = (f"2024-01-{n:02}" for n in range(1, 31)), count(100)
    rows = [(area, source, next(days), next(figures)) for source in "ab" for area in ("Kuaro", "Long Ikis")]
    assert kinds(rows) == []


def test_one_area_of_one_source_is_a_line(kinds):
    rows = [("Kuaro", "a", f"2024-0{n}", n) for n in range(1, 5)]
    assert kinds(rows) == [(LINE, {})]


def test_the_line_of_one_area_is_drawn_where_those_of_all_would_be_mixed(kinds):
    rows = [("Kuaro", "a", f"2024-0{n}", n) for n in range(1, 5)] + [("Long Ikis", "a", "2024-05", 9)]
    assert kinds(rows) == [(LINE, {AREA: "Kuaro"})]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (("198.7", "177.0", "175.7"), ["198,7", "177,0", "175,7"]),
        (("12.00", "3"), ["12", "3"]),
        (("0.1234", "7"), ["0,1234", "7"]),
    ],
)
def test_the_figures_of_a_chart_share_their_decimals_as_those_of_the_table_do(values, words):
    answers = [Answer(str(place), Decimal(value), 1, 1) for place, value in enumerate(values)]
    found = service.Found(Proposal(BARS, PEOPLE, AREA), answers, "", False, [])
    assert [point.words for point in service._points(found, "id")] == words
