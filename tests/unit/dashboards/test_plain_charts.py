"""Claims about the charts of any table."""

import re

import pytest

from paser_dashboards.pictures.rules.base import Size
from paser_dashboards.pictures.rules.plain import Point, line, ranked
from paser_dashboards.pictures.service import drawn

SIZE = Size("lebar", 420, 220, 14)
POINTS = [
    Point("2022", 10.0, "10", 2022),
    Point("2023", 12.5, "12,5", 2023),
    Point("2024", -3.0, "−3", 2024),
]


@pytest.mark.parametrize("chart", [line, ranked])
def test_names_and_words_stand_in_the_picture(chart):
    svg = drawn("x", chart(POINTS, SIZE), "id").svg
    assert "−3" in svg
    assert "2024" in svg


def test_times_stand_as_far_from_each_other_as_they_are():
    uneven = [Point("2000", 1.0, "1", 2000), Point("2001", 2.0, "2", 2001), Point("2010", 3.0, "3", 2010)]
    svg = drawn("x", line(uneven, SIZE), "id").svg
    path = next(found for found in re.findall(r' d="M([\d.,ML-]+)"', svg) if found.count("L") == 2)
    first, second, last = (float(point.split(",")[0]) for point in path.split("L"))
    assert (last - second) / (second - first) == pytest.approx(9, rel=0.01)


def test_ranked_bars_keep_the_order_of_the_points():
    svg = drawn("x", ranked(POINTS[::-1], SIZE), "id").svg
    assert svg.index(">2024<") < svg.index(">2022<")


def test_what_stands_in_a_table_is_text_in_a_picture():
    svg = drawn("x", ranked([Point("<b>&x", 1.0, "1"), Point("b", 2.0, "2")], SIZE), "id").svg
    assert "<b>" not in svg
