"""Claims about what people read."""

from __future__ import annotations

from datetime import datetime

import pytest

from paser_dashboards.indicators.rules.freshness import Freshness
from paser_dashboards.indicators.rules.story import Lamp
from paser_dashboards.pages.rules import Row

POVERTY = {2017: 9.28, 2018: 9.03, 2020: 9.23, 2021: 9.73, 2022: 9.43, 2023: 9.11, 2024: 8.63}
NOW = datetime(2025, 8, 12, 9, 41)


def test_a_tile_says_value_unit_change_period_source_and_age_in_indonesian(indonesian, card, define, poverty):
    found = card(define(), NOW, *poverty, speech=indonesian)
    told = (found.figure, found.sign, found.change_words, found.period, found.source_short)
    assert told == ("8,63", "%", "turun 0,48 poin dari 2023, membaik", "2024", "BPS, dikutip media")
    assert found.freshness_words == "Segar"


@pytest.mark.parametrize(
    ("source", "on_a_tile", "on_a_wall"),
    [
        ("BPS, dikutip media lokal (Disway, Media Kaltim)", "BPS, dikutip media lokal", "BPS (dikutip)"),
        (
            "Ditjen Dukcapil, Visualisasi Data, dikutip de.wikiup.org",
            "Ditjen Dukcapil, dikutip de.wikiup.org",
            "Ditjen Dukcapil (dikutip)",
        ),
        ("Kesbangpol Kabupaten Paser (paser.id)", "Kesbangpol Kabupaten Paser", "Kesbangpol Kabupaten Paser"),
        (
            "BPS, dikutip media; tanpa tambang: Media Kaltim",
            "BPS, dikutip media; tanpa tambang: Media Kaltim",
            "BPS (dikutip)",
        ),
        ("", "", ""),
    ],
)
def test_a_second_hand_figure_is_never_shown_as_official(  # noqa: PLR0917
    source, on_a_tile, on_a_wall, indonesian, card, define, series
):
    values = series({2024: 8.63}, sumber=source)
    found = card(define(), NOW, *values, speech=indonesian, origin={})
    assert (found.source_short, found.source_shortest) == (on_a_tile, on_a_wall)


def test_a_picture_names_the_sources_of_all_its_values_not_only_of_the_newest(card, define, series):
    label = {"id": "Kaltim", "en": "East Kalimantan"}
    indicator = define(banding=[{"wilayah": "64", "label": label}])
    bps, bappeda = "BPS, dikutip media (Disway)", "Bappeda, dikutip media"
    own = series({2017: 5.54}, sumber=bappeda) + series({2018: 6.87, 2020: 4.2}, sumber=bps)
    own += series({2021: 5.7, 2022: 4.9}, sumber=bappeda) + series({2023: 4.7}, sumber=bps)
    found = card(indicator, NOW, *own, *series({2023: 6.11}, "64", sumber="Media Kaltim"))
    assert found.sources == f"{bps}; 2021–2022, 2017: {bappeda}; East Kalimantan: Media Kaltim"
    assert found.sources_short == (
        "BPS, dikutip media; 2021–2022, 2017: Bappeda, dikutip media; East Kalimantan: Media Kaltim"
    )


def test_a_source_that_is_named_already_is_not_named_again(card, define, series):
    newest = "BPS, dikutip media; tanpa tambang: Media Kaltim"
    values = series({2022: 1.9}, sumber="BPS, dikutip media") + series({2023: 1.38}, sumber=newest)
    assert card(define(), NOW, *values).sources == newest


def test_a_map_names_the_areas_whose_values_have_another_source(card, define, series):
    given = {"64.01.04": "Dukcapil", "64.01.05": "RKPD", "64.01.08": "RKPD", "64.01.10": "Dukcapil"}
    values = [one for code, source in given.items() for one in series({2020: 3}, code, sumber=source)]
    found = card(define(grafik="peta", kelas=[1, 2]), NOW, *values, latest=values)
    assert found.sources == "Dukcapil; Kuaro, Long Kali: RKPD"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (POVERTY, "Tertinggi pada 2021, lalu turun tiga tahun berturut-turut"),
        ({2022: 9.4, 2023: 9.1, 2024: 8.6}, "Terus turun sejak 2022"),
        ({2023: 9.11, 2024: 8.63}, "Dari 9,11\xa0% pada 2023 menjadi 8,63\xa0% pada 2024"),
        ({2024: 8.63}, "8,63\xa0% pada 2024"),
        ({2019: 5, 2020: 8, 2021: 6, 2022: 7, 2023: 7.5}, "Naik dua tahun berturut-turut, kini 7,50\xa0%"),
        ({}, "Belum ada nilai"),
    ],
)
def test_the_sentence_over_a_chart_is_made_from_the_data(  # noqa: PLR0917
    values, sentence, indonesian, card, define, series
):
    assert card(define(), NOW, *series(values), speech=indonesian).headline == sentence


def test_an_amount_of_money_keeps_its_capital_behind_the_name(card, define, series):
    money = define(satuan={"id": "rupiah", "en": "rupiah", "awalan": "Rp"}, desimal=0)
    assert card(money, NOW, *series({2022: 556371})).told == "People in poverty: Rp\xa0556,371 in 2022"


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ({"id": "rupiah", "en": "rupiah", "awalan": "Rp"}, 556371, "Rp\xa0556.371"),
        ({"id": "jiwa", "en": "people"}, 312223, "312.223\xa0jiwa"),
        ({"id": "indeks", "en": "index", "poin": True}, 75, "75"),
        ({"id": "persen", "en": "percent", "simbol": "%", "poin": True}, -3, "−3\xa0%"),
    ],
)
def test_a_figure_is_written_with_its_unit_the_indonesian_way(unit, value, text, indonesian, define):
    assert indonesian.measure(define(satuan=unit, desimal=0), value) == text


def test_the_table_is_newest_first_and_tells_no_change_over_missing_years(indonesian, card, define, series):
    found = card(define(), NOW, *series({2018: 9.03, 2020: 9.23, 2021: 9.73}), speech=indonesian)
    assert found.table.rows == (
        Row("2021", ("9,73", "+0,50")),
        Row("2020", ("9,23", "–")),
        Row("2019", ("tidak ada data", "–")),
        Row("2018", ("9,03", "–")),
    )


def test_a_note_of_most_rows_is_told_once_under_the_table(card, define, series):
    values = series({2022: 1, 2023: 2}, catatan="Dikutip media") + series({2024: 3}, catatan="Revisi")
    found = card(define(), NOW, *values)
    assert (found.table.foot, [row.note for row in found.table.rows]) == ("Dikutip media", [1, 0, 0])


def test_notes_of_single_rows_are_numbered_from_the_top_and_told_under_the_table(card, define, series):
    values = [
        *series({2019: 1, 2020: 2}, catatan="Dikutip media"),
        *series({2021: 3}, catatan="Putus deret"),
        *series({2022: 4}, catatan="Revisi"),
        *series({2023: 5}, catatan="Putus deret"),
    ]
    table = card(define(), NOW, *values).table
    assert (table.head, table.notes) == (("Period", "percent", "Change"), ("Putus deret", "Revisi"))
    assert [row.note for row in table.rows] == [1, 2, 1, 0, 0]


def test_provisional_figures_bear_a_star_in_the_table(card, define, series):
    found = card(define(), NOW, *series({2024: 8.63}, status="P"))
    assert (found.star, found.table.rows[0].cells) == ("*", ("8.63*", "–"))


def test_what_keeps_no_schedule_says_how_old_it_is(indonesian, card, define, series):
    irregular = define(frekuensi="tidak_terjadwal", kedaluwarsa=None)
    found = card(irregular, NOW, *series({2017: 73.26}), speech=indonesian)
    assert found.freshness_words == "Tanpa jadwal, 7 tahun"


def test_a_star_in_the_table_alone_is_explained_too(card, define, series):
    values = series({2022: 9.43}, status="P") + series({2024: 8.63})
    assert (card(define(), NOW, *values).starred, card(define(), NOW, *values[1:]).starred) == (True, False)


TARGET = [{"periode": "2025", "nilai": 8.4, "sumber": "RPJMD"}]


def test_a_target_says_how_much_is_to_go(indonesian, card, define, poverty):
    found = card(define(target=TARGET), NOW, *poverty, speech=indonesian)
    assert (found.judged.label, found.judged.figure, found.judged.gap) == (
        "Target 2025", "8,40\xa0%", "kurang 0,23 poin lagi",
    )  # fmt: skip


def test_an_old_value_is_not_judged_an_old_green_never_stays_green(card, define, series):
    found = card(define(target=TARGET), datetime(2027, 1, 1), *series({2024: 8.0}))
    assert (found.freshness, found.judged.lamp, found.lamp) == (Freshness.STALE, Lamp.REACHED, Lamp.UNJUDGED)


def test_another_area_is_shown_with_ours_of_the_same_period(card, define, poverty, series):
    label = {"id": "Kalimantan Timur", "en": "East Kalimantan"}
    indicator = define(banding=[{"wilayah": "64", "label": label}])
    found = card(indicator, NOW, *poverty, *series({2023: 6.11}, "64")).compared
    assert [(one.label, one.period, one.figure, one.own) for one in found] == [
        ("East Kalimantan", "2023", "6.11\xa0%", "9.11\xa0%")
    ]


def test_made_up_data_say_so_to_those_who_do_not_see_the_picture(indonesian, card, define, poverty):
    found = card(define(), NOW, *poverty, speech=indonesian, origin={"sample": True})
    assert found.alt.startswith("DATA CONTOH. Persentase penduduk miskin, Kabupaten Paser, 2017–2024: 9,28")


def test_a_map_names_the_most_the_least_and_where_there_is_no_data(define, series, card, indonesian):
    people = {"id": "jiwa", "en": "people"}
    whole = {"jenis": "last", "roll_up": "sum"}
    indicator = define(grafik="peta", kelas=[10000, 50000], desimal=0, satuan=people, calc=whole)
    given = {"64.01.04": 78018, "64.01.10": 6868, "64.01.08": None}
    values = [one for code, value in given.items() for one in series({2020: value}, code)]
    found = card(indicator, NOW, *values, latest=values, speech=indonesian)
    assert found.headline == "Tanah Grogot memuat 92\xa0% dari seluruh kabupaten"
    assert found.alt == (
        "Peta Persentase penduduk miskin, 2020. Tertinggi Tanah Grogot (78.018\xa0jiwa), terendah Muara Samu "
        "(6.868\xa0jiwa). Tidak ada data untuk Long Kali."
    )


def test_a_provisional_value_is_starred_in_a_ranking_too(define, series, card, indonesian):
    indicator = define(
        grafik="peta",
        kelas=[10000, 50000],
        desimal=0,
        satuan={"id": "jiwa", "en": "people"},
        frekuensi="tahunan",
    )
    values = [*series({2020: 78018}, "64.01.04", status="P"), *series({2020: 6868}, "64.01.10")]
    found = card(indicator, NOW, *values, latest=values, speech=indonesian)
    assert [one.figure for one in found.ranked] == ["78.018*\xa0jiwa", "6.868\xa0jiwa"]
    assert [(one.number, one.star) for one in found.ranked] == [("78.018", "*"), ("6.868", "")]


def test_why_a_line_is_cut_is_told_under_it(card, define, series):
    cut = [{"periode": "2023", "sebab": {"id": "Deret baru.", "en": "A new series."}}]
    found = card(define(putus=cut), NOW, *series({2022: 280065, 2023: 303424}))
    assert found.breaks == ("2023: A new series.",)
