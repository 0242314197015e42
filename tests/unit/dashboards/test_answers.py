"""Claims about what programs and screens are sent."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from paser_dashboards.rest.rules import plain_csv, sdmx_csv
from paser_dashboards.walls.rules import aged, card_entry, last_received, packed, panel_entry

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2025, 8, 12, 9, 41)
TARGET = [{"periode": "2025", "nilai": 8.4, "sumber": "RPJMD"}]
ITEMS = [
    {"wilayah": "64.01", "nama_wilayah": "Kabupaten Paser", "periode": "2024", "nilai": 8.63, "status": "P",
     "keterangan_status": "sementara", "sumber": "BPS", "catatan": 'dikutip "media"'}
]  # fmt: skip


def test_plain_csv_has_the_names_of_the_json_answer_and_the_unit(define):
    assert plain_csv(define(), ITEMS) == (
        "indikator,wilayah,nama_wilayah,periode,nilai,satuan,status,keterangan_status,sumber,catatan\n"
        'kemiskinan,64.01,Kabupaten Paser,2024,8.63,persen,P,sementara,BPS,"dikutip ""media"""\n'
    )


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(277400.0, 0, "277400"), (8.6, 2, "8.60"), (88.372093023, 1, "88.4"), (-0.01, 1, "0.0"), (None, 2, "")],
)
def test_plain_csv_has_the_decimals_that_people_read(value, decimals, written, define):
    items = [{**ITEMS[0], "nilai": value}]
    assert plain_csv(define(desimal=decimals), items).splitlines()[1].split(",")[4] == written


def test_sdmx_csv_has_the_names_of_the_standard(define):
    assert sdmx_csv(define(), ITEMS) == (
        "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,"
        "DECIMALS,COMMENT_OBS\n"
        'dataflow,PASER:INDIKATOR(1.0),I,kemiskinan,64.01,A,2024,8.63,P,persen,2,"dikutip ""media"""\n'
    )


def test_what_keeps_no_schedule_is_of_another_frequency_not_of_every_minute(define):
    irregular = define(frekuensi="tidak_terjadwal", kedaluwarsa=None)
    header, row = (line.split(",") for line in sdmx_csv(irregular, ITEMS).splitlines())
    assert row[header.index("FREQ")] == "_O"


def test_a_snapshot_does_not_depend_on_when_it_is_made(card, define, poverty):
    now, later = (card_entry(card(define(target=TARGET), at, *poverty)) for at in (NOW, datetime(2035, 1, 1)))
    assert now == later


def test_a_snapshot_tells_from_when_on_a_value_is_late_and_stale(card, define, poverty):
    entry = card_entry(card(define(), NOW, *poverty))
    moments = [datetime.fromtimestamp(entry[name], WITA) for name in ("lambat", "basi")]
    assert moments == [datetime(2026, 10, 1, tzinfo=WITA), datetime(2027, 1, 1, tzinfo=WITA)]


@pytest.mark.parametrize(
    ("now", "state", "icon", "words"),
    [
        (datetime(2026, 9, 30, 23, 59), "segar", "triangle-fill", "near the target"),
        (datetime(2026, 10, 1), "lambat", "triangle-fill", "near the target"),
        (datetime(2027, 1, 1), "basi", "triangle", "not judged"),
    ],
)
def test_a_screen_shows_a_value_growing_old(  # noqa: PLR0917
    now, state, icon, words, card, define, poverty
):
    shown = card(define(target=TARGET, toleransi=0.25), NOW, *poverty)
    panel = aged(panel_entry("angka", [shown], None, {}), shown.speech, now.replace(tzinfo=WITA), WITA)
    assert (panel["segar"], panel["lampu_ikon"], panel["lampu_kini"]) == (state, icon, words)


def test_a_list_on_a_screen_holds_the_first_three(define, series, card):
    given = {"64.01.04": 3, "64.01.06": 2, "64.01.05": 1, "64.01.03": 0}
    values = [one for code, value in given.items() for one in series({2020: value}, code)]
    shown = card(define(grafik="peta", kelas=[1, 2], desimal=0), NOW, *values, latest=values)
    rows = panel_entry("peringkat", [shown], None, {})["baris"]
    assert [row[0] for row in rows] == ["Tanah Grogot", "Long Ikis", "Kuaro"]


def test_a_list_of_indicators_sets_them_beside_another_area(card, define, poverty, series):
    label = {"id": "Kaltim", "en": "East Kalimantan"}
    shown = card(
        define(banding=[{"wilayah": "64", "label": label}]),
        NOW,
        *poverty,
        *series({2023: 6.11}, "64"),
    )
    entry = panel_entry("daftar", [shown], "64", {})
    assert (entry["baris"], entry["periode"]) == ([["People in poverty", "9.11\xa0%", "6.11\xa0%"]], "2023")


@pytest.fixture
def compared(card, define, poverty, series):
    """Two indicators that can be set beside East Kalimantan: of 2023, and of 2021 with shorter limits."""
    label = {"id": "Kaltim", "en": "East Kalimantan"}
    beside = {"banding": [{"wilayah": "64", "label": label}]}
    first = card(define(**beside), NOW, *poverty, *series({2023: 6.11}, "64"))
    other = define(**beside, id="gini", lag_rilis="P3M", kedaluwarsa="P18M")
    origin = {"source": "Dinas Sosial", "received": "2025-01-02T00:00:00+00:00"}
    broken = {"origin": origin, "error": {"code": "no_resource"}}
    return [
        first,
        card(other, NOW, *poverty, *series({2021: 6.5}, "64", sumber="Media, dikutip blog"), **broken),
    ]


def test_a_list_is_as_old_as_the_oldest_value_it_shows(compared):
    entry = panel_entry("daftar", compared, "64", {})
    moments = [
        datetime.fromtimestamp(entry[name], WITA).date().isoformat() for name in ("akhir", "lambat", "basi")
    ]
    assert moments == ["2021-12-31", "2023-04-01", "2023-07-01"]


def test_a_list_names_its_sources_and_bears_the_mark_of_a_failure(compared):
    entry = panel_entry("daftar", compared, "64", {})
    told = (entry["sumber"], entry["galat"], entry["diterima"], entry["periode"])
    assert told == (
        "BPS (quoted), Dinas Sosial, Media (quoted)",
        True,
        "2025-01-02T00:00:00+00:00",
        "2023, 2021",
    )


def test_a_list_without_a_value_has_no_age(compared):
    assert {"akhir", "basi", "sumber"} & set(panel_entry("daftar", compared, "63", {})) == set()


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (
            [None, "2026-11-24T04:56:08.537719+00:00", "2026-11-23T23:00:00"],
            "Data terbaru masuk 24 Nov 2026, 12.56",
        ),
        ([None], ""),
    ],
)
def test_a_screen_says_when_data_last_came_in(received, words, indonesian):
    assert last_received([{"diterima": one} for one in received], indonesian, WITA) == words


def test_a_value_that_was_withdrawn_leaves_no_unit_behind(card, define):
    entry = panel_entry("angka", [card(define(), NOW)], None, {})
    assert (entry["angka"], "tanda" in entry, "akhir" in entry) == ("–", False, False)


def test_twelve_panels_fit_in_ten_kilobytes(card, define, poverty):
    shown = card(define(target=TARGET), NOW, *poverty)
    entry = panel_entry("angka", [shown], None, {"tren": "0" * 16})
    body, _ = packed({"panel": [{"id": "kemiskinan", "jenis": "angka", "judul": shown.short, **entry}] * 12})
    assert len(body.encode()) <= 10_000


def test_the_etag_changes_exactly_when_the_content_does():
    same, again, other = (packed({"nilai": value})[1] for value in (1, 1, 2))
    assert (same == again, same == other) == (True, False)
    assert json.loads(packed({"nilai": "8,63"})[0]) == {"nilai": "8,63"}
