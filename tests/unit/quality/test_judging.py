"""Claims about the score of a dataset: one line for each thing that costs points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ckanext.paser.metadata.rules import FREQUENCY
from ckanext.paser.metadata.rules.known import Content, Table
from ckanext.paser.problems import worded
from ckanext.paser.quality.rules import DIMENSIONS, TOTAL, FileSeen, judge
from ckanext.paser.tables.rules.table import Column

from .examples import COLUMNS, DATASET, FILE, SEEN, judged, lost, with_file


def test_the_points_of_the_formula_make_100():
    assert TOTAL == 100


def test_a_dataset_that_lacks_nothing_has_them_all():
    assert (judged().score, lost(judged())) == (100, [])


FIELDS: list[tuple[dict[str, Any], tuple[str, str, float]]] = [
    ({"sumber_data": ""}, ("mandatory_field", "sumber_data", 0.4)),
    ({"contact": []}, ("no_contact", "contact-0-name", 4)),
    ({"contact": [{"name": "Budi", "email": "budi@gmail.com"}]}, ("contact_private", "contact-0-email", 2)),
    ({"temporal_coverage": []}, ("mandatory_field", "temporal_coverage-0-start", 0.4)),
    ({"provenance": ""}, ("recommended_field", "provenance", 0.5)),
    ({"tags": []}, ("keywords", "tag_string", 0.5)),
    ({"variabel_disaggregasi": []}, ("recommended_field", "variabel_disaggregasi-0-nama", 0.5)),
    ({"subtema_rad": "05.01"}, ("profile_12", "subtema_rad", 4)),
    ({"title": "Persentase Penduduk Miskin 2024"}, ("profile_0", "title", 2)),
    ({"notes": "Singkat."}, ("profile_0", "notes", 2)),
    ({"klasifikasi": ""}, ("standard_part", "klasifikasi", 1)),
    ({"status_standar_data": "belum"}, ("no_standard", "status_standar_data", 3)),
    ({"status_standar_data": "nasional"}, ("no_standard_code", "id_sds", 3)),
    ({"satuan": "per mil jiwa"}, ("unit_unlisted", "satuan", 1.5)),
    ({"kode_referensi": []}, ("no_codes_named", "kode_referensi", 2)),
    ({"license_id": "notspecified"}, ("no_licence", "license_id", 6)),
    ({"isopen": False}, ("licence_not_open", "license_id", 3)),
]


@pytest.mark.parametrize(("changes", "loss"), FIELDS, ids=[loss[0] + "-" + loss[1] for _, loss in FIELDS])
def test_what_a_dataset_says_of_itself_costs_its_points_at_its_field(changes, loss):
    judgement = judged(DATASET | changes)
    assert (lost(judgement), judgement.score) == ([loss], round(100 - loss[2], 1))


OF_FILES: list[tuple[dict[str, Any], tuple[str, str, str, float]]] = [
    ({"status_angka": None}, ("mandatory_field", "status_angka", "file", 0.4)),
    ({"description": None}, ("recommended_field", "description", "file", 0.5)),
    ({"periode_mulai": "2010"}, ("profile_9", "periode_mulai", "file", 4)),
    ({"sistem_kode_wilayah": "nama"}, ("areas_by_name", "sistem_kode_wilayah", "file", 2.5)),
    ({"kolom_wilayah": None}, ("no_area_column", "kolom_wilayah", "columns", 5)),
    ({"pii_scan_status": "belum"}, ("profile_7", "pii_scan_status", "personal", 4)),
    ({"kamus_data": FILE["kamus_data"][1:]}, ("no_code_list", "kamus_data", "columns", 2)),
]


@pytest.mark.parametrize(("changes", "loss"), OF_FILES, ids=[loss[0] + "-" + loss[1] for _, loss in OF_FILES])
def test_what_is_said_of_a_file_costs_its_points_there(changes, loss):
    judgement = judged(with_file(**changes), holds=Table())
    told = [(one.code, one.place.field, one.place.page, one.points) for one in judgement.losses]
    assert loss in told
    assert all(one.place.file == "berkas" for one in judgement.losses)


HELD = {"type": "number", "rows": 10, "missing": 0, "distinct": 10}
AGAINST: list[tuple[dict[str, Any], dict[str, Any], tuple[str, str, str, float]]] = [
    ({"batasan": {"maximum": 10}}, {"greatest": "20"}, ("profile_15", "kamus_data", "table", 1)),
    ({"batasan": {"required": True}}, {"missing": 1}, ("profile_15", "kamus_data", "table", 1)),
    (
        {"value_domain": [{"kode": "1", "nilai": "Ya"}]},
        {"type": "integer", "values": ["2"]},
        ("profile_15", "kamus_data", "standard", 2),
    ),
]


@pytest.mark.parametrize(("entry", "content", "loss"), AGAINST)
def test_cells_that_do_not_obey_the_dictionary_cost_points_at_their_column(entry, content, loss):
    codes, measure = FILE["kamus_data"]
    dataset = with_file(kamus_data=[codes, measure | entry])
    judgement = judged(dataset, holds=replace(SEEN.holds, contents={"nilai": Content(**(HELD | content))}))
    told = [(one.code, one.place.field, one.dimension, one.points) for one in judgement.losses]
    assert (told, judgement.losses[0].place.column) == ([loss], "nilai")


def column(place: int, **changes: Any) -> tuple[Column, ...]:
    return tuple(replace(one, **changes) if number == place else one for number, one in enumerate(COLUMNS))


REMARK = {"code": "hidden_rows", "fact": "Rows are hidden: {count}.", "params": {"count": 3}}
AMBIGUOUS = {
    "code": "ambiguous_number",
    "fact": "Both.",
    "params": {"field": "nilai", "first": "1", "second": "2", "value": "1.0"},
}
UNREAD = {
    "code": "broken",
    "where": "row {row}",
    "fact": "Cut off.",
    "remedy": "Send it again.",
    "params": {"row": 7},
}
TABLES: list[tuple[dict[str, Any], list[tuple[str, str, float]]]] = [
    ({"notes": (REMARK,)}, [("hidden_rows", "", 1)]),
    ({"notes": (AMBIGUOUS,)}, [("ambiguous_number", "nilai", 1)]),
    ({"columns": column(1, type="text")}, [("measure_untyped", "nilai", 3)]),
    ({"columns": column(1, unit="")}, [("dictionary_incomplete", "nilai", 0.6)]),
    ({"columns": column(0, definition="")}, [("dictionary_incomplete", "kode_wilayah", 0.8)]),
    ({"columns": column(0, label="kode_wilayah")}, [("dictionary_incomplete", "kode_wilayah", 0.8)]),
    ({"columns": column(0, role="")}, [("dictionary_incomplete", "kode_wilayah", 0.8)]),
    ({"columns": column(1, unit="per mil jiwa")}, [("unit_unlisted", "nilai", 1.5)]),
    ({"holds": Table(areas=("Jumlah",))}, [("profile_10", "kode_wilayah", 2.5)]),
    ({"holds": Table(areas=("99.99",))}, [("profile_10", "kode_wilayah", 2.5)]),
    ({"holds": Table(times=("1990", "2024"))}, [("profile_9", "", 4)]),
    ({"holds": Table(ranges={"nilai": (0, 120)})}, [("profile_14", "nilai", 4)]),
    (
        {"status": "failed", "problems": (UNREAD,), "columns": ()},
        [("file_unread", "", 20), ("no_preview", "", 5)],
    ),
    ({"status": "held", "columns": ()}, [("file_held", "", 20), ("no_preview", "", 5)]),
    ({"status": "reading", "columns": ()}, []),
]


@pytest.mark.parametrize(
    ("seen", "losses"),
    TABLES,
    ids=[(of[0][0] if of else "on_the_way") + str(n) for n, (_, of) in enumerate(TABLES)],
)
def test_what_a_table_holds_costs_its_points_at_its_column(seen, losses):
    judgement = judged(**seen)
    assert [(one.code, one.place.column, one.points) for one in judgement.losses] == losses


@pytest.mark.parametrize("unit", ["%", "Persen", "km²", "ug/m3", "°C", "percent"])
def test_a_unit_of_the_list_may_be_written_as_a_sign_or_a_word(unit):
    assert judged(columns=column(1, unit=unit)).losses == ()


def test_a_file_that_could_not_be_read_says_where_and_why():
    problem = judged(status="failed", problems=(UNREAD,), columns=()).losses[0].problem
    assert worded(problem)["text"] == "row 7: Cut off. Send it again."


def test_figures_that_only_people_can_read_lose_the_whole_dimension():
    judgement = judged(
        with_file(
            format="PDF",
            url="https://paserkab.invalid/a.pdf",
            kamus_data=None,
            datastore_active=None,
            kolom_wilayah=None,
        ),
        status="",
        columns=(),
    )
    assert lost(judgement) == [("no_table", "url", 20), ("no_preview", "resources", 5)]


def test_of_two_files_each_counts_its_half():
    two = DATASET | {"resources": [FILE, FILE | {"id": "lain"}]}
    seen = {"berkas": SEEN, "lain": FileSeen("failed")}
    judgement = judge(two, seen, date(2026, 11, 28), timezone.utc)
    assert lost(judgement) == [("file_unread", "url", 10)]


def test_a_dataset_without_data_has_neither_a_table_nor_fresh_data_nor_anything_to_look_at():
    judgement = judge(DATASET | {"resources": [], "modified": ""}, {}, date(2026, 11, 28), timezone.utc)
    expected = {"metadata": 30, "standard": 20, "table": 0, "fresh": 0, "use": 10, "preview": 0}
    assert (judgement.points, judgement.score) == (expected, 60)


def test_the_card_of_data_that_are_not_open_needs_no_file():
    card = DATASET | {
        "resources": [],
        "modified": "",
        "akses_level": "terbatas",
        "dasar_pembatasan": "Perpres 39/2019",
    }
    card |= {"kategori_informasi": "setiap_saat"}
    assert judge(card, {}, date(2026, 11, 28), timezone.utc).score == 100


class TestFreshness:
    @pytest.mark.parametrize(
        ("today", "losses"),
        [
            (date(2028, 5, 4), []),
            (date(2028, 5, 5), [("data_late", "url", 7.5)]),
            (date(2029, 11, 5), [("data_late", "url", 7.5)]),
            (date(2029, 11, 6), [("data_stale", "url", 15)]),
        ],
    )
    def test_annual_data_lose_half_after_550_days_and_all_after_1100(self, today, losses):
        dataset = DATASET | {"jadwal_pemutakhiran": "2040-01-01"}
        assert lost(judged(dataset, today)) == losses

    @pytest.mark.parametrize(
        ("today", "turns"),
        [
            (date(2026, 11, 28), date(2028, 5, 5)),
            (date(2028, 5, 5), date(2029, 11, 6)),
            (date(2029, 11, 6), None),
        ],
    )
    def test_the_day_on_which_that_changes_is_told(self, today, turns):
        assert judged(today=today).turns == turns

    def test_data_without_a_schedule_never_grow_old(self):
        dataset = DATASET | {"frequency": FREQUENCY + "IRREG", "jadwal_pemutakhiran": ""}
        judgement = judged(dataset, date(2090, 1, 1))
        assert (lost(judgement), judgement.turns) == ([], None)

    def test_a_change_of_the_evening_in_utc_is_one_of_the_next_day_in_paser(self):
        dataset = DATASET | {"modified": "2026-11-27T16:30:00Z"}
        judgement = judge(dataset, {"berkas": SEEN}, date(2026, 11, 28), ZoneInfo("Asia/Makassar"))
        assert judgement.turns == date(2028, 6, 1)

    def test_a_source_whose_clock_is_ahead_has_changed_today(self):
        assert judged(DATASET | {"modified": "2027-01-01T00:00:00Z"}).score == 100


class TestPersonalData:
    @pytest.mark.parametrize(
        ("dataset", "seen"),
        [
            (with_file(pii_scan_status="temuan"), {}),
            (DATASET, {"status": "held"}),
            (with_file(kamus_data=[*FILE["kamus_data"], {"id": "nama", "kelas_data_pribadi": "umum"}]), {}),
        ],
    )
    def test_what_tells_of_them_is_for_editors(self, dataset, seen):
        assert [one.inside for one in judged(dataset, **seen).losses] == [True]

    def test_nothing_else_is(self):
        assert not any(one.inside for one in judged(DATASET | {"sumber_data": "", "license_id": ""}).losses)


class TestAddingUp:
    def test_a_criterion_never_costs_more_than_its_points(self):
        judgement = judged(notes=(REMARK,) * 10)
        assert [one.points for one in judgement.losses] == [0.4] * 10

    def test_each_field_that_is_filled_in_wins_points_back_however_many_lack(self):
        names = [
            "provenance",
            "walidata_pendukung",
            "applicable_legislation",
            "sumber_data",
            "temporal_resolution",
        ]
        names += [
            "konsep",
            "definisi",
            "klasifikasi",
            "kode_referensi",
            "license_id",
            "kode_dssd",
            "tema_sdi",
        ]
        scores = [judged(DATASET | dict.fromkeys(names[place:], "")).score for place in range(len(names) + 1)]
        assert scores == sorted(set(scores))

    def test_points_and_score_make_100_without_a_rest(self):
        judgement = judged(DATASET | dict.fromkeys(("sumber_data", "provenance", "konsep", "tags"), []))
        assert round(judgement.score + sum(one.points for one in judgement.losses), 1) == 100

    def test_what_is_left_of_the_dimensions_is_the_score(self):
        judgement = judged(DATASET | {"sumber_data": "", "license_id": ""}, columns=COLUMNS[:1])
        assert round(sum(judgement.points.values()), 1) == judgement.score

    def test_the_dearest_come_first(self):
        points = [
            one.points
            for one in judged(DATASET | {"provenance": "", "license_id": "", "sumber_data": ""}).losses
        ]
        assert points == sorted(points, reverse=True)

    def test_every_loss_is_of_a_dimension(self):
        codes = {one.code for one in DIMENSIONS}
        assert {
            one.dimension for one in judged(DATASET | {"sumber_data": "", "license_id": ""}).losses
        } <= codes
