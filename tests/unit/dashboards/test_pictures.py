"""Claims about pictures: what is drawn, and that it is fit for a page."""

from __future__ import annotations

import re

import pytest
from defusedxml import ElementTree

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pictures import service
from paser_dashboards.pictures.rules import bars, lines, maps, plain
from paser_dashboards.pictures.rules.base import MAP_SIZES, SERIES_SIZES, STEPS, Labels, Size, frame, ticks
from paser_dashboards.pictures.rules.letters import of_one
from paser_dashboards.pictures.rules.svg import TOKENS, fit_for_page, labelled

SPEECH = Speech("id", lambda text: text)
CODES = [f"64.01.{number:02d}" for number in range(1, 11)]
VALUES = [24484, 8925, 29283, 78018, 29942, 41634, 13422, 26991, 17833, 6868]
POVERTY = {2017: 9.28, 2018: 9.03, 2020: 9.23, 2021: 9.73, 2022: 9.43, 2023: 9.11, 2024: 8.63}


@pytest.fixture(scope="module")
def area_map(define) -> Indicator:
    people = {"id": "jiwa", "en": "people"}
    limits = [10000, 20000, 30000, 50000]
    return define(
        grafik="peta", kelas=limits, desimal=0, satuan=people, frekuensi="tidak_terjadwal", kedaluwarsa=None
    )


@pytest.fixture(scope="module")
def population(series) -> dict[str, list[Observation]]:
    return {code: series({2020: value}, code) for code, value in zip(CODES, VALUES, strict=True)}


@pytest.fixture(scope="module")
def without_muara_samu(population, series) -> dict[str, list[Observation]]:
    return population | {"64.01.10": series({2020: None}, "64.01.10")}


@pytest.fixture(scope="module")
def drawn(define, series, area_map, without_muara_samu) -> dict[str, str]:
    own = {"64.01": series(POVERTY, status="P")}
    found = service.draw(define(), own, {}, SPEECH)
    found += service.draw(area_map, own | without_muara_samu, {}, SPEECH)
    return {one.name: one.svg for one in found}


def test_an_indicator_is_drawn_in_every_size_that_a_page_uses(drawn):
    series_names = {size.name for size in SERIES_SIZES}
    map_names = {f"peta-{size.name}" for size in MAP_SIZES}
    assert set(drawn) == {"tren", *series_names, *map_names, "peringkat", "peringkat-ponsel"}


@pytest.mark.parametrize("name", ["tren", "lebar", "panel", "peta-lebar", "peta-layar", "peringkat"])
def test_a_picture_is_sound_xml_with_one_role_and_no_colour_of_its_own(drawn, name):
    svg = labelled(drawn[name], 'Kemiskinan "turun" <2024>')
    root = ElementTree.fromstring(svg)
    inner = [element for element in root.iter() if element is not root]
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Kemiskinan "turun" <2024>'
    assert not [element for element in inner if element.get("role") or element.get("aria-label")]
    assert re.findall(r"#[0-9a-fA-F]{6}\b", drawn[name]) == []


def test_the_figures_in_a_chart_are_those_of_the_series_with_indonesian_commas(drawn):
    assert {"9,28*", "9,73*", "8,63*"} <= set(re.findall(r">([\d,]+\*)<", drawn["lebar"]))


def test_numbers_in_attributes_are_rounded_and_labels_are_not():
    svg, _ = fit_for_page('<svg viewBox="0 0 9 9"><path d="M1.23456,2.5L3,4"/><text>26.991</text></svg>')
    assert 'd="M1.23,2.5L3,4"' in svg
    assert ">26.991<" in svg


def test_names_inside_two_pictures_never_collide():
    source = '<svg viewBox="0 0 9 9"><clipPath id="clip0"></clipPath><g clip-path="url(#clip0)">{}</g></svg>'
    pictures = [fit_for_page(source.format(number))[0] for number in (1, 2)]
    names = [re.findall(r'id="([^"]+)"', svg) for svg in pictures]
    assert names[0] != names[1]
    assert all(f"url(#{name})" in svg for svg, (name,) in zip(pictures, names, strict=True))


def test_an_area_without_data_is_hatched_and_has_its_own_entry_in_the_legend(drawn):
    assert re.search(r'fill="url\(#g\w+-hatch\)"', drawn["peta-lebar"])
    assert "no data" in drawn["peta-lebar"]


def test_the_same_values_give_the_same_picture(define, poverty):
    first, second = (service.draw(define(), {"64.01": poverty}, {}, SPEECH) for _ in range(2))
    assert first == second


def test_every_colour_of_the_ramps_has_a_token():
    assert set(STEPS) <= set(TOKENS)


def square(west: float, south: float) -> dict[str, object]:
    east, north = west + 0.2, south + 0.2
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_a_map_of_loaded_shapes_fills_the_areas_and_not_the_picture_around_them(area_map, population):
    squares = {code: square(115.7 + 0.2 * (n % 4), -2.2 + 0.2 * (n // 4)) for n, code in enumerate(CODES)}
    found = {one.name: one.svg for one in service.draw(area_map, population, squares, SPEECH)}
    paths = re.findall(r'<path[^>]*d="([^"]+)"[^>]*stroke-linejoin="round"', found["peta-hero"])
    edges = [[float(x) for x in re.findall(r"[ML](-?[\d.]+),", path)] for path in paths]
    assert len(paths) == 10
    assert max(max(edge) - min(edge) for edge in edges) < 430 / 3


def test_tiles_stand_in_for_shapes_until_all_ten_are_loaded(area_map, population):
    nine = {code: square(115.7, -2.2) for code in CODES[:9]}
    names = dict(service.specifications(area_map, population, nine, SPEECH))
    assert "projection" not in names["peta-lebar"]


def test_a_provisional_value_is_starred_on_a_map(area_map, series):
    given = [*series({2020: 8925}, "64.01.02", status="P"), *series({2020: 78018}, "64.01.04")]
    found = maps.places(area_map, given, SPEECH, CODES[1:4])
    assert [place.figure for place in found] == ["8.925*", "–", "78.018"]


def test_every_kecamatan_has_a_tile_of_its_own():
    assert (sorted(maps.TILES), len(set(maps.TILES.values()))) == (CODES, 10)


def test_columns_name_missing_years_with_a_dash_and_fall_below_zero(define, series):
    growth = define(grafik="batang", arah="naik_baik")
    spec = bars.columns(growth, series({2016: -4.96, 2017: 1.13, 2020: -2.86}), SPEECH, SERIES_SIZES[1])
    assert [(row["t"], row["l"]) for row in spec["data"]["values"]] == [
        ("2016", "−4,96"), ("2017", "1,13"), ("2018", "–"), ("2019", "–"), ("2020", "−2,86"),
    ]  # fmt: skip


def test_a_ranking_ends_with_the_areas_that_have_no_data(area_map, without_muara_samu):
    values = [one for part in without_muara_samu.values() for one in part]
    spec = bars.ranking(area_map, values, SPEECH, SERIES_SIZES[0])
    assert (spec["data"]["values"][0]["n"], spec["data"]["values"][-1]) == (
        "Tanah Grogot", {"n": "Muara Samu", "v": 0, "l": "–", "c": ""},
    )  # fmt: skip


def test_an_area_whose_row_is_missing_is_an_area_without_data(population, series):
    nine = {code: values for code, values in population.items() if code != "64.01.10"}
    known = {**nine, "64.01.10": series({2019: 7000}, "64.01.10")}
    assert [(one.wilayah, one.nilai) for one in service.latest_by_area(known)] == [
        *zip(CODES[:9], VALUES[:9], strict=True), ("64.01.10", None),
    ]  # fmt: skip


def test_a_wide_line_tells_of_missing_years_targets_breaks_and_other_areas(define, poverty, series):
    cut = [{"periode": "2023", "sebab": {"id": "x", "en": "x"}}]
    goal = [{"periode": "2025", "nilai": 8.4, "sumber": "x", "contoh": True}]
    label = {"id": "Kalimantan Timur", "en": "East Kalimantan"}
    indicator = define(putus=cut, target=goal, banding=[{"wilayah": "64", "label": label}])
    labels = Labels(no_data="tidak ada data", target="target", sample="DATA CONTOH")
    others = {"64": series({2023: 6.11}, "64")}
    spec = str(lines.Line(indicator, poverty, others, SPEECH, labels, SERIES_SIZES[0]).spec())
    for text in ("2019 tidak ada data", "target 8,40", "DATA CONTOH", "Kalimantan Timur 6,11", "'rule'"):
        assert text in spec


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (8.4, 9.9, 4, [8.5, 9.0, 9.5]),
        (70.5, 75.2, 4, [71, 72, 73, 74, 75]),
        (0, 100, 4, [0, 20, 40, 60, 80, 100]),
        (1, 1, 4, [1]),
    ],
)
def test_the_marks_of_an_axis_are_round(low, high, count, expected):
    assert ticks(low, high, count) == expected


def test_an_axis_never_goes_below_zero_for_values_that_do_not():
    assert frame([0.1, 5.0])[0] == 0


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("letters", ["🎉", "𝐀𝒷", "𠀀\ue000"])
def test_a_long_label_with_letters_beyond_the_first_plane_is_drawn_and_cut_between_them(letters, shift):
    names = ["Lomba", f"{'x' * shift} {letters * 40}"]
    points = [plain.Point(name, 5, "5") for name in names]
    svg = service.drawn("pertama", plain.ranked(points, Size("pertama", 290, 230)), "id").svg
    label = re.search(rf">({'x' * shift}[^<]*…)<", svg)
    assert label
    assert label[1].strip("x …") in letters * 40


def test_a_time_with_such_letters_is_drawn():
    points = [plain.Point(f"{year} 🎉", year, "5 🎉", year) for year in range(2020, 2024)]
    svg = service.drawn("pertama", plain.line(points, Size("pertama", 290, 230)), "id").svg
    assert svg.count("🎉") == 5


def test_more_such_letters_than_can_be_told_apart_are_drawn_as_unknown():
    text, back = of_one("".join(map(chr, range(0x20000, 0x20000 + 6401))))
    assert (len(text), max(map(ord, text)), len(back)) == (6401, 0xFFFD, 6400)
