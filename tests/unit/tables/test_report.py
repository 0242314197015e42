"""Claims about what is told of how a file was read, and about the form of its columns."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.rules import form, report
from ckanext.paser.tables.rules.table import Column

TITLES = {"code": "titles", "params": {}}
NO_HEADER = {"code": "no_header", "params": {}}
SLIP = {"code": "not_a_number", "params": {}}
TWO_WAYS = {
    "code": "ambiguous_number",
    "params": {"field": "harga", "value": "1.234", "first": "1234", "second": "1.234"},
}


def test_what_was_done_by_itself_what_to_look_at_and_what_to_solve_stand_apart():
    told = report.lines([TITLES, NO_HEADER, TWO_WAYS], [SLIP], loaded=True)
    assert (told.done, told.look, told.solve) == ([TITLES], [SLIP, NO_HEADER], [TWO_WAYS])


def test_the_problems_of_a_file_that_is_no_table_have_to_be_solved():
    assert report.lines([], [SLIP], loaded=False).solve == [SLIP]


@pytest.mark.parametrize(
    ("aggregation", "count", "is_told"),
    [("rata_rata", 0, False), ("tidak_boleh", 0, False), ("rata_rata", 1, True), ("jumlah", 0, True), ("", 0, True)],
)  # fmt: skip
def test_a_wrong_total_of_what_the_dictionary_says_is_not_added_up_is_not_told(aggregation, count, is_told):
    problem = {"code": "wrong_total", "params": {"field": "nilai", "count": count}}
    columns = [Column("nilai", "Nilai", "number", aggregation=aggregation)]
    assert report.lines([], [problem], loaded=True, columns=columns).look == ([problem] if is_told else [])


def test_a_column_that_reads_in_two_ways_shows_both():
    assert report.ways([TITLES, TWO_WAYS]) == {
        "harga": [
            {"format_angka": "id", "value": "1.234", "means": "1234"},
            {"format_angka": "en", "value": "1.234", "means": "1.234"},
        ]
    }


def test_one_question_is_asked_once_for_all_columns_that_it_is_about():
    other = {"code": "ambiguous_number", "fact": "", "params": {**TWO_WAYS["params"], "column": "Nilai"}}
    first = {**other, "params": {**TWO_WAYS["params"], "column": "Harga"}}
    told = report.asked_once([TITLES, first, other])
    assert [note["code"] for note in told] == ["titles", "ambiguous_number"]
    assert told[1]["params"] == {**first["params"], "columns": '"Harga", "Nilai"'}
    assert report.asked_once([TITLES, first]) == [TITLES, first]


def test_cells_are_struck_out_for_those_who_may_not_see_the_file():
    struck = {"field": "harga", "value": "•••", "first": "•••", "second": "•••"}
    assert report.unquoted([TITLES, TWO_WAYS]) == [TITLES, {**TWO_WAYS, "params": struck}]


def test_both_figures_of_a_wrong_total_are_struck_out_too():
    wrong = {"code": "wrong_total", "params": {"row": 4, "value": 12, "sum": 11}}
    (told,) = report.unquoted([wrong])
    assert told["params"] == {"row": 4, "value": "•••", "sum": "•••"}


def test_how_numbers_are_written_follows_from_the_kind():
    kinds = ["number_id", "decimal", "integer", "date_iso", ""]
    found = [report.written(Column("a", "A", "number", kind=kind)) for kind in kinds]
    assert found == ["id", "en", "", "", ""]


@pytest.mark.parametrize(
    ("kind", "name", "are_numbers"),
    [
        ("decimal", "a.xlsx", True),
        ("integer", "A.XLS", True),
        ("decimal", "a.csv", False),
        ("number_en", "a.xlsx", False),
        ("decimal", "", False),
    ],
)
def test_the_numbers_of_a_workbook_are_numbers_in_no_way_of_writing(kind, name, are_numbers):
    assert report.has_numbers(Column("a", "A", "number", kind=kind), name) is are_numbers


def test_columns_outside_the_table_are_kept_back_or_gone():
    there = [Column("a", "A", "text"), Column("d", "D", "text")]
    assert report.outside(["a", "b", "c"], there, closed=["c", "d"]) == (["c"], ["b"])


class TestForm:
    def test_it_sends_every_key_that_it_offers(self):
        sent = {
            "0-id": "a",
            "0-label": " A ",
            "0-nilai_hilang": "x; y;",
            f"0-{form.DOMAIN}": "1 = Laki-laki\r\n2 = Perempuan",
            "0-aturan_validasi": "Boleh di bawah nol.\r\n\r\n Paling banyak 100.",
            f"0-{form.OPEN}": "true",
            "2-id": "b",
        }
        entries = form.entries(sent, {})
        assert [entry["id"] for entry in entries] == ["a"]
        assert entries[0]["label"] == "A"
        assert entries[0]["nilai_hilang"] == ["x", "y"]
        assert entries[0]["aturan_validasi"] == ["Boleh di bawah nol.", "Paling banyak 100."]
        assert entries[0][form.DOMAIN] == [
            {"kode": "1", "nilai": "Laki-laki"},
            {"kode": "2", "nilai": "Perempuan"},
        ]
        assert entries[0].keys() == {"id", *form.KEYS}

    def test_a_box_that_is_not_ticked_closes_the_column(self):
        assert form.entries({"0-id": "a"}, {})[0][form.OPEN] is False

    def test_a_ticked_box_decides_nothing_unless_something_was_decided(self):
        sent = {"0-id": "a", f"0-{form.OPEN}": "true"}
        assert form.entries(sent, {})[0][form.OPEN] is None
        assert form.entries(sent, {"a": {"id": "a", form.OPEN: False}})[0][form.OPEN] is True
