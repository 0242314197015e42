"""Claims about types of columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules.cells import Cell, Shown, as_text
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.evidence import Misfits, Values
from ckanext.paser.tables.rules.infer import Decision, decide, decide_all
from ckanext.paser.tables.rules.kinds import Kind, Type


def column(label: str, cells: list[Cell]) -> Decision:
    return decide(offered(label, cells))


def offered(label: str, cells: list[Cell]) -> Values:
    def misfits(kind: Kind) -> Misfits | None:
        bad = [(n, cell) for n, cell in enumerate(cells, 1) if kind.read(cell) is None]
        return Misfits(len(bad), bad[0][0], as_text(bad[0][1])) if bad else None

    return Values(label, len(cells), cells[:5], misfits)


def values(decision: Decision, cells: list[Cell]) -> list[str | None]:
    return [decision.kind.read(cell) if decision.kind else as_text(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cells", "type_", "read"),
    [
        (["1", "20"], "integer", ["1", "20"]),
        ([1.0, 20.0], "integer", ["1", "20"]),
        (["1.234.567", "5"], "integer", ["1234567", "5"]),
        (["1.234", "5,5"], "number", ["1234", "5.5"]),
        (["1.234", "5.67"], "number", ["1.234", "5.67"]),
        (["0.567", "1.234"], "number", ["0.567", "1.234"]),
        (["1,234.5", "1,000"], "number", ["1234.5", "1000"]),
        (["Rp 1.500,-", "(Rp 250)"], "integer", ["1500", "-250"]),
        (["12,5%", "3 %"], "number", ["12.5", "3"]),
        (["12,5%", "0"], "number", ["12.5", "0"]),
        ([Shown("0%"), 0.0, Shown("12,5%")], "number", ["0", "0", "12.5"]),
        ([Shown("50%"), False], "text", ["50%", "false"]),
        (["Rp 1.500.000", "85,5%", "Rp 2.250.000"], "text", ["Rp 1.500.000", "85,5%", "Rp 2.250.000"]),
        ([1.5, "2,5"], "number", ["1.5", "2.5"]),
        (["1e-05", "2.5"], "number", ["1e-05", "2.5"]),
        (["31/12/2024", "1/1/2025"], "date", ["2024-12-31", "2025-01-01"]),
        (["Ya", "tidak"], "boolean", ["true", "false"]),
        (
            ["TW I 2024", "Triwulan 2 tahun 2024", "Q3 2024", "2024-TW4"],
            "text",
            ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"],
        ),
        (["Semester I 2024", "sem. 2 2024", "2025-S1"], "text", ["2024-S1", "2024-S2", "2025-S1"]),
        (["TW I 2024", "Semester I 2024"], "text", ["TW I 2024", "Semester I 2024"]),
        (["TW V 2024"], "text", ["TW V 2024"]),
        (
            ["2024-12-31T23:59:01+08:00", "2024-12-31T23:59:01Z"],
            "text",
            ["2024-12-31T23:59:01+08:00", "2024-12-31T23:59:01Z"],
        ),
        (["64.01.01", "64.01.10"], "code", ["64.01.01", "64.01.10"]),
        (["007", "012"], "code", ["007", "012"]),
        (["6401010101700001"], "code", ["6401010101700001"]),
        (["0812-3456-7890"], "code", ["0812-3456-7890"]),
        (["2020-2024"], "text", ["2020-2024"]),
        (["1,2 juta", "3"], "text", ["1,2 juta", "3"]),
        (["5%", "6"], "text", ["5%", "6"]),
        (["1.234,5", "1,234.5"], "text", ["1.234,5", "1,234.5"]),
        ([], "text", []),
    ],
)
def test_a_column_has_one_type_and_one_way_of_reading(cells, type_, read):
    decision = column("Nilai", cells)
    assert (decision.type.value, values(decision, cells)) == (type_, read)


@pytest.mark.parametrize(
    ("label", "cells", "reason"),
    [
        ("Nilai", [], "The column has no values."),
        ("Nilai", ["1", "20"], "All values are whole numbers."),
        ("Nilai", ["1.5", "2.25"], "All values are numbers."),
        ("Nilai", ["1.234,5", "2"], "All values are numbers written 1.234,5."),
        ("Nilai", ["1,234.5", "2"], "All values are numbers written 1,234.5."),
        ("Nilai", ["1.234", "2.345"], "The values can be read as numbers in two ways."),
        ("Nilai", ["31/12/2024"], "All values are dates."),
        ("Nilai", ["2024-12-31 08:00"], "All values are dates with a time."),
        ("Nilai", ["ya", "tidak"], "All values say yes or no."),
        (
            "Nilai",
            ["TW I 2024"],
            "All values are parts of a year; they are written 2024-Q1 or 2024-S1, which sorts by time.",
        ),
        ("Nilai", ["64.01.01", "007"], "Leading zeros, dots or the length show codes, not quantities."),
        ("Kode Desa", ["1", "2"], "The header names a code; its digits are kept as they are."),
        ("Nilai", ["baik", "rusak"], "The values are text."),
    ],
)
def test_each_type_has_its_reason(label, cells, reason):
    assert column(label, cells).reason == reason


@pytest.mark.parametrize(
    "cells", [["1.234", "2.345"], ["1.234", "5"], ["1,234", "2,345"], [3.0, "1.234"], ["1.234%"]]
)
def test_a_column_that_reads_two_ways_is_not_guessed(cells):
    decision = column("Nilai", cells)
    assert (decision.type.value, [note.code for note in decision.notes]) == ("text", ["ambiguous_number"])


def test_a_value_far_below_decides_with_the_first_ones():
    assert column("Nilai", [*map(str, range(900)), "007"]).type.value == "code"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([str(n) for n in range(20)] + ["1.23O"], "not_a_number"),
        (["1/2/2024"] * 20 + ["31/2/2024"], "not_a_date"),
    ],
)
def test_a_slip_of_the_hand_is_told_with_its_place(cells, code):
    (problem,) = column("Jumlah", cells).problems
    assert (problem.code, problem.params["row"], problem.params["value"]) == (code, 21, cells[-1])


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["1200", "1300", "belum ada", "1500", "1600", "tdk ada", "1900"], ["mixed"]),
        (["2020", "2021", "2022", "2023", "2024-S1", "2024-S2"], ["mixed"]),
        (["1/2/2024", "belum", "3/2/2024"], ["not_a_date"]),
        (["12", "belum", "tidak"], []),
    ],
)
def test_values_that_keep_most_of_a_column_from_being_numbers_or_dates_are_told(cells, told):
    decision = column("Anggaran", cells)
    assert [one.code for one in (*decision.notes, *decision.problems)] == told


@pytest.mark.parametrize("label", ["Jam Buka", "Pukul", "Waktu Mulai"])
def test_times_of_day_with_a_dot_are_no_numbers_where_the_header_says_so(label):
    decision = column(label, ["10.30", "8.00", "23.59"])
    assert (decision.type.value, [note.code for note in decision.notes]) == ("text", ["clock"])


@pytest.mark.parametrize(
    ("label", "cells"),
    [("Jam Kerja", ["10.30"]), ("Nilai", ["10.30"]), ("Jam", ["10.5", "8.00"]), ("Jam", ["7.75"])],
)
def test_other_numbers_with_a_dot_are_numbers(label, cells):
    assert column(label, cells).type.value == "number"


@pytest.mark.parametrize(
    ("cells", "fact"),
    [
        (
            [Shown("50%")] * 20 + [5.0],
            '"5" is not shown as a percentage, so the column stays text (1 such cells).',
        ),
        (
            ["Rp 1.500"] * 20 + ["85,5%"],
            '"85,5%" is a percentage, unlike the others, so the column stays text (1 such cells).',
        ),
    ],
)
def test_a_percentage_among_numbers_and_a_number_among_percentages_are_told_as_what_they_are(cells, fact):
    (problem,) = column("Realisasi", cells).problems
    assert worded(problem)["fact"] == fact


@pytest.mark.parametrize(
    ("cells", "row", "count"),
    [
        (["1,2 juta", "3 juta"], 1, 2),
        (["950.000", "Rp 1,2 Juta", "3 miliar"], 2, 2),
        ([500.0, "2.5 milyar"], 2, 1),
        ([*map(str, range(1, 21)), "12 ribu"], 21, 1),
        (["950rb", "1,2jt."], 1, 2),
    ],
)
def test_a_number_that_says_its_size_in_words_is_told_with_its_place(cells, row, count):
    decision = column("Anggaran", cells)
    (problem,) = decision.problems
    assert decision.type.value == "text"
    assert (problem.code, problem.params["row"], problem.params["count"]) == ("size_in_words", row, count)


@pytest.mark.parametrize("cells", [["dua juta", "tiga ribu"], ["Juta", "Ribu"], ["12 orang", "3 orang"]])
def test_words_without_a_number_and_other_words_are_no_sizes(cells):
    assert column("Anggaran", cells).problems == ()


@pytest.mark.parametrize(
    ("cells", "code", "row"),
    [
        (["1/5/2024", "12/31/2024", "2/3/2024"], "month_first", 2),
        (["31/12/24", "1/5/65"], "short_year", 1),
        (["01-02-24", "01-03-24"], "short_year", 1),
        (["31-Des-24", "17-Agu-25"], "short_year", 1),
    ],
)
def test_dates_that_nobody_can_be_sure_of_stay_text_and_are_told(cells, code, row):
    decision = column("Tanggal", cells)
    (problem,) = decision.problems
    assert (decision.type.value, problem.code, problem.params["row"]) == ("text", code, row)


def test_parts_of_area_codes_are_no_years_of_two_digits():
    assert column("Wilayah", ["12.01.02", "12.01.03"]).type.value == "code"


def test_times_with_a_zone_stay_text_and_this_is_told():
    decision = column("Waktu", ["2024-12-31 08:00 WITA"])
    assert (decision.type.value, [note.code for note in decision.notes]) == ("text", ["time_zone"])


INDONESIAN, ENGLISH, DOTTED, EITHER = ["1.234,5"], ["1,234.5"], ["0.567", "5.25"], ["24.484", "8.925"]


@pytest.mark.parametrize(
    ("others", "type_", "read"),
    [
        ([INDONESIAN], "integer", ["24484", "8925"]),
        ([["1.234.567"]], "integer", ["24484", "8925"]),
        ([["12,5 %"]], "integer", ["24484", "8925"]),
        ([ENGLISH], "number", ["24.484", "8.925"]),
        ([INDONESIAN, ENGLISH], "text", EITHER),
        ([INDONESIAN, DOTTED], "text", EITHER),
        ([DOTTED], "text", EITHER),
        ([["5", "6"]], "text", EITHER),
        ([[0.567]], "text", EITHER),
        ([EITHER], "text", EITHER),
    ],
)
def test_a_column_that_reads_two_ways_is_read_as_the_others_of_its_file_are(others, type_, read):
    first, *_ = decide_all([offered("Penduduk", EITHER), *(offered("Lain", cells) for cells in others)])
    assert (first.type.value, values(first, EITHER)) == (type_, read)


def test_coordinates_say_nothing_about_how_people_write_numbers():
    columns = [offered("Penduduk", EITHER), offered("Luas", INDONESIAN), offered("Lintang", ["-1.9012"])]
    assert decide_all(columns)[0].type.value == "integer"


def test_a_column_of_words_with_some_numbers_has_no_problem():
    assert column("Nama", ["Kuaro", "5", "Long Ikis", "7"]).problems == ()


@pytest.mark.parametrize("cells", [[6.40101010170001e15], ["6,40101E+15"]])
def test_digits_that_a_spreadsheet_has_lost_are_told(cells):
    assert [problem.code for problem in column("NIK", cells).problems] == ["digits_lost"]


@pytest.mark.parametrize(
    ("cells", "type_", "read"),
    [
        (["1e+05", "2500", "12500"], "integer", ["100000", "2500", "12500"]),
        (["1e+05", "2500.5"], "number", ["1e+05", "2500.5"]),
        (["1,5E+11", "2,5", "1.250,5"], "number", ["1.5E+11", "2.5", "1250.5"]),
        (["1e+05", "1.5e-05"], "number", ["1e+05", "1.5e-05"]),
    ],
)
def test_numbers_that_programs_write_with_exponents_are_numbers_of_which_nothing_is_told(cells, type_, read):
    decided = column("Nilai", cells)
    assert (decided.type.value, values(decided, cells)) == (type_, read)
    assert (decided.problems, decided.notes) == ((), ())


def test_whole_numbers_may_be_chosen_for_exponents():
    offer = offered("Nilai", ["1e+05", "1.5E+3"])
    decided = decide(replace(offer, choice=Choice(Type.INTEGER)))
    assert values(decided, ["1e+05", "1.5E+3"]) == ["100000", "1500"]


def test_a_code_that_a_program_has_written_with_an_exponent_is_told():
    assert [one.code for one in column("Kode Pos", ["76211", "1e+05"]).problems] == ["code_with_exponent"]


def test_a_header_that_names_a_code_keeps_digits_as_text():
    assert column("Kode BPS", ["6401010", "6401020"]).type.value == "code"


@pytest.mark.parametrize(
    "label", ["Jumlah KK", "KK", "KK Miskin", "Jumlah NIB Terbit", "Cakupan NIK", "Total HP"]
)
def test_a_header_that_counts_what_has_a_code_holds_numbers(label):
    assert column(label, ["1200", "980"]).type.value == "integer"


@pytest.mark.parametrize("label", ["KK", "No. KK", "NIK"])
def test_the_number_of_a_family_card_stays_text(label):
    assert column(label, ["6401010101700001", "6401010101700002"]).type.value == "code"


@pytest.mark.parametrize(
    ("label", "cells", "unit"),
    [
        ("Tahun", ["2024"], "tahun"),
        ("Tahun 2021", ["10"], ""),
        ("Luas (km²)", ["1,5"], "km²"),
        ("Miskin", ["5%"], "%"),
        ("Catatan (x)", ["a"], ""),
    ],
)
def test_a_number_has_the_unit_that_the_file_names(label, cells, unit):
    assert column(label, cells).unit == unit
