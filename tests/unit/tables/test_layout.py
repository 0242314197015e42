"""Claims about what officers say of the rows of a file, in both engines: which are its header, which are totals, which are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.child import LARGE, read_file
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout, header_rows, label_problems, written
from ckanext.paser.tables.rules.table import Reading

from .conftest import as_csv, shown, xlsx

TITLES = [
    ["DATA CONTOH"],
    ["Dinas Contoh", "Bidang Contoh", "Seksi Contoh"],  # as a header looks
    ["Kepala", "Sekretaris", "Operator"],
    [],
]
ROWS = [["Kuaro", "10", "20"], ["Long Ikis", "30", "45"], ["Long Kali", "50", "60"]]
ONE = [*TITLES, ["Kecamatan", "Luas", "Penduduk"], *ROWS]
TWO = [*TITLES, ["Kecamatan", "Tahun 2024", ""], ["", "Luas", "Penduduk"], *ROWS]
WHOLE = [["Wilayah", "Penduduk"], ["Kuaro", "20"], ["Long Ikis", "45"], ["Kabupaten Paser", "70"]]
NAMED = [["Kecamatan", "Penduduk"], ["Kuaro", "20"], ["Jumlah", "45"], ["Long Kali", "61"]]


@pytest.fixture
def file(tmp_path) -> Callable[[Sequence[Sequence[str]]], Path]:
    return lambda rows: as_csv(tmp_path / "data_contoh.csv", rows)


def reading(path: Path, layout: Layout, large: int = LARGE, **asked: Any) -> Reading:
    return read_file(path, None, path.parent, large, layout=layout, **asked).reading


def told(read: Reading, *codes: str) -> list[str]:
    """The sentences with these codes."""
    return [worded(one)["text"] for one in (*read.notes, *read.problems) if one.code in codes]


def refused(path: Path, layout: Layout, large: int = LARGE) -> str:
    with pytest.raises(ProblemError) as error:
        reading(path, layout, large)
    return str(error.value)


class TestHeader:
    def test_the_rows_that_were_chosen_are_the_header(self, file, large):
        assert shown(file(ONE), large=large, layout=Layout((5, 5))) == (
            ["kecamatan:text", "luas:integer", "penduduk:integer"],
            ROWS,
        )

    def test_one_of_two_rows_is_joined_from_both(self, file, large):
        assert shown(file(TWO), large=large, layout=Layout((5, 6)))[0] == [
            *("kecamatan:text", "tahun_2024_luas:integer", "tahun_2024_penduduk:integer")
        ]

    def test_only_those_rows_are(self, file, large):
        assert shown(file(TWO), large=large, layout=Layout((6, 6)))[0] == [
            *("kolom_1:text", "luas:integer", "penduduk:integer")
        ]

    @pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)"], ["1", "2", "3"], ["-1", "-2", "-3"]])
    def test_a_row_that_numbers_the_columns_below_it_is_passed_over(self, file, large, numbers):
        rows = [*ONE[:5], numbers, *ROWS]
        if numbers[0] == "1":  # over three columns these may be data, unless the first stands above words
            assert shown(file(rows), large=large, layout=Layout((5, 5)))[1] == ROWS
        assert shown(file(rows), large=large, layout=Layout((5, 5)))[1] == ROWS

    def test_a_row_of_units_below_it_belongs_to_it(self, file, large):
        rows = [*ONE[:5], ["", "(ha)", "(jiwa)"], *ROWS]
        read = reading(file(rows), Layout((5, 5)), large)
        assert [column.unit for column in read.columns] == ["", "ha", "jiwa"]

    @pytest.mark.parametrize(("layout", "rows"), [(Layout((5, 5)), "5"), (Layout((5, 6)), "5-6")])
    def test_the_report_says_that_it_was_chosen(self, file, large, layout, rows):
        read = reading(file(TWO), layout, large)
        assert told(read, "header_chosen", "header_unlike")[0].startswith(
            (f"The header is in row {rows}, as chosen.", f"Row {rows} was read")
        )

    def test_the_titles_above_it_are_told_once(self, file, large):
        assert told(reading(file(ONE), Layout((5, 5)), large), "titles", "header", "header_chosen") == [
            "Title rows passed over: 3 (DATA CONTOH; Dinas Contoh Bidang Contoh Seksi Contoh; Kepala Sekretaris Operator).",
            "The header is in row 5, as chosen.",
        ]

    def test_that_it_does_not_look_like_one_is_told_with_what_to_do(self, file, large):
        assert told(reading(file(ONE), Layout((6, 6)), large), "header_unlike") == [
            'Row 6 was read as the header, as chosen, but does not look like one: "Kuaro | 10 | 20". If the table begins '
            "elsewhere in this file, choose its header on the page of the columns, or leave the field empty."
        ]

    def test_a_row_below_the_file_is_refused_with_what_to_do(self, file, large):
        assert refused(file(ONE), Layout((30, 31)), large) == (
            "Row 30-31 was chosen as the header, but there are only 8 rows. Choose on the page of the columns the rows in which "
            "the names of the columns stand in this file, or leave the field empty, so that they are found."
        )

    def test_an_empty_row_is_refused(self, file, large):
        assert refused(file(ONE), Layout((4, 4)), large).startswith(
            "Row 4 was chosen as the header, but is empty."
        )

    def test_the_last_row_has_no_data_below_it(self, file, large):
        assert refused(file(ONE), Layout((8, 8)), large).startswith("Row 8: Under the header")

    def test_it_may_stand_further_down_than_one_is_looked_for(self, file, large):
        rows = [*([f"Keterangan {n}"] for n in range(70)), ONE[4], *(ROWS * 40)]
        assert shown(file(rows), large=large, layout=Layout((71, 71)))[1] == ROWS * 40

    def test_of_years_and_days_names_of_columns_are_made(self, file, large):
        rows = [["DATA CONTOH"], ["Kecamatan", "2021", "2022"], *ROWS]
        assert shown(file(rows), large=large, layout=Layout((2, 2)))[0][1:] == [
            "2021:integer",
            "2022:integer",
        ]

    def test_it_counts_in_the_sheet_that_is_read(self, written):
        path = written({"Sampul": [["DATA CONTOH"]], "Data": [[*row] for row in ONE]})
        assert shown(path, "Data", layout=Layout((5, 5)))[0][0] == "kecamatan:text"

    def test_of_several_sheets_one_that_has_the_rows_is_read(self, tmp_path):
        path = tmp_path / "data_contoh.xlsx"
        xlsx(path, {"Pendek": [["Kode", *"abcdefghijklmnop"], ["1"] * 17], "Data": ONE})
        assert shown(path, layout=Layout((5, 5)))[0][0] == "kecamatan:text"

    def test_merged_cells_name_all_their_columns(self, written):
        path = written({"Data": [[cell or None for cell in row] for row in TWO]}, merges=["B5:C5"])
        assert shown(path, layout=Layout((5, 6)))[0][2] == "tahun_2024_penduduk:integer"

    def test_the_long_form_is_made_of_it_too(self, file, large):
        rows = [["DATA CONTOH", "x", "y"], ["Kecamatan", "2021", "2022"], *ROWS]
        read = shown(file(rows), large=large, layout=Layout((2, 2)), long=True)
        assert read[1][:2] == [["Kuaro", "2021", "10"], ["Kuaro", "2022", "20"]]


class TestTotals:
    def test_a_row_that_was_found_to_be_none_is_kept_out_when_it_was_chosen(self, file, large):
        assert shown(file(WHOLE), large=large)[1] == WHOLE[1:]
        assert shown(file(WHOLE), large=large, layout=Layout(totals=("Kabupaten Paser",)))[1] == WHOLE[1:-1]

    def test_a_row_that_was_found_to_be_one_is_kept_when_that_was_chosen(self, file, large):
        assert shown(file(NAMED), large=large)[1] == [NAMED[1], NAMED[3]]
        assert shown(file(NAMED), large=large, layout=Layout(ordinary=("Jumlah",)))[1] == NAMED[1:]

    def test_the_regency_among_kecamatan_is_a_row_when_that_was_chosen(self, file, large):
        rows = [["Kecamatan", "Penduduk"], *WHOLE[1:]]
        assert shown(file(rows), large=large)[1] == rows[1:-1]
        assert shown(file(rows), large=large, layout=Layout(ordinary=("Kabupaten Paser",)))[1] == rows[1:]

    def test_a_row_that_is_the_sum_of_others_stays_when_it_is_said_to_be_none(self, file, large):
        rows = [
            ["Uraian", "Nilai"],
            ["A", "1"],
            ["B", "2"],
            ["Jumlah Desa", "3"],
            ["C", "4"],
            ["Jumlah KK", "4"],
        ]
        layout = Layout(ordinary=("Jumlah Desa", "Jumlah KK"))
        assert shown(file([*rows[:4], *rows[4:]]), large=large, layout=layout)[1] == rows[1:]

    def test_nothing_is_asked_of_a_last_row_that_is_said_to_be_none(self, file, large):
        rows = [
            ["Wilayah", "A", "B"],
            ["Kuaro", "1", "2"],
            ["Long Kali", "3", "4"],
            ["Kabupaten Paser", "4", "7"],
        ]
        asked = ("wrong_total", "last_row_sums")
        assert told(reading(file(rows), AS_FOUND, large), *asked) != []
        assert told(reading(file(rows), Layout(ordinary=("Kabupaten Paser",)), large), *asked) == []

    def test_the_rows_are_told_with_their_numbers(self, file, large):
        layout = Layout(totals=("kabupaten  PASER",), ordinary=("Kuaro",))
        assert told(reading(file(WHOLE), layout, large), "totals", "totals_chosen", "ordinary_chosen") == [
            'Row 4 is a total, as chosen: "kabupaten  PASER".',
            'Row 2 is no total, as chosen: "Kuaro".',
        ]

    def test_of_many_rows_the_first_is_told(self, file, large):
        rows = [*WHOLE, *WHOLE[1:]]
        assert told(reading(file(rows), Layout(totals=("Kabupaten Paser",)), large), "totals_chosen") == [
            'Rows that are totals, as chosen: 2 ("Kabupaten Paser", the first is row 4).'
        ]

    def test_its_figures_are_compared_with_those_of_its_rows(self, file, large):
        assert told(reading(file(WHOLE), Layout(totals=("Kabupaten Paser",)), large), "wrong_total") == [
            'Row 4, column "Penduduk": "Kabupaten Paser" says 70 here, but its rows come to 65. Correct what is wrong in the '
            'file; if there are sums among the rows, write "Jumlah" as their first cell, so that nothing is counted twice.'
        ]

    @pytest.mark.parametrize("label", ["Kabupaten Paser", "KABUPATEN PASER ", "kabupaten\u00a0 paser"])
    def test_numbers_before_a_label_case_and_blanks_do_not_matter(self, file, large, label):
        rows = [["No", "Wilayah", "Penduduk"], *([str(n), *row] for n, row in enumerate(WHOLE[1:], 1))]
        assert len(shown(file(rows), large=large, layout=Layout(totals=(label,)))[1]) == 2

    def test_a_label_of_two_cells_is_that_of_rows_that_begin_with_both(self, file, large):
        rows = [
            *(["Kecamatan", "Jenis", "Jiwa"], ["Kuaro", "L", "5"], ["Kuaro", "Jumlah", "9"]),
            *(["Long Kali", "L", "6"], ["Long Kali", "Jumlah", "8"]),
        ]
        layout = Layout(totals=("Kuaro | Jumlah",), ordinary=("Long Kali",))
        assert shown(file(rows), large=large, layout=layout)[1] == [rows[1], *rows[3:]]

    def test_rows_below_a_row_that_is_said_to_be_no_total_are_none_of_its_rates(self, file, large):
        rows = [
            ["Kecamatan", "A", "B", "C"],
            ["Kuaro", "1", "2", "3"],
            ["Jumlah", "4", "5", "6"],
            ["Long Kali", "7"],
        ]
        assert shown(file(rows), large=large)[1] == [rows[1]]
        assert len(shown(file(rows), large=large, layout=Layout(ordinary=("Jumlah",)))[1]) == 3

    def test_a_label_that_no_row_has_is_told_with_what_to_do(self, file, large):
        read = reading(file(WHOLE), Layout(totals=("Kab Pasir",)), large)
        assert told(read, "label_not_found") == [
            'No row of the table begins with "Kab Pasir", as was chosen for totals or for rows that are none. Write it on the '
            "page of the columns as it stands in the first cells of the row, or take it out there if the row is gone for good."
        ]

    def test_they_are_found_below_a_header_that_was_chosen(self, file, large):
        rows = [*TITLES, *WHOLE]
        layout = Layout((5, 5), ("Kabupaten Paser",))
        assert shown(file(rows), large=large, layout=layout)[1] == WHOLE[1:-1]

    def test_in_a_workbook_as_well(self, written):
        path = written({"Data": WHOLE})
        assert shown(path, layout=Layout(totals=("Kabupaten Paser",)))[1] == WHOLE[1:-1]


class TestPersonalData:
    PEOPLE = [
        ["Nama", "Tanggal Lahir", "Alamat"],
        ["Siti Contoh", "1990-01-02", "Jl. Contoh 1"],
        ["Budi Contoh", "1991-03-04", "Jl. Contoh 2"],
        ["Ani Contoh", "1992-05-06", "Jl. Contoh 3"],
        ["Dewi Contoh", "1993-07-08", "Jl. Contoh 4"],
    ]

    @pytest.mark.parametrize("layout", [Layout((2, 2)), Layout((3, 3), ("Dewi Contoh",))])
    def test_no_choice_hides_them(self, file, large, layout):
        path = file(self.PEOPLE)
        held = [
            {
                (one.kind, one.column)
                for one in read_file(path, None, path.parent, large, layout=each).scan()
                if one.holds
            }
            for each in (AS_FOUND, layout)
        ]
        assert held[0]
        assert held[0] <= held[1]

    def test_what_both_looks_find_in_a_column_stands_once(self, file, large):
        path = file(self.PEOPLE)
        found = read_file(path, None, path.parent, large, layout=Layout((1, 1))).scan()
        assert len(found) == len({(one.kind, one.fields) for one in found})


def test_a_geojson_is_told_that_it_has_no_such_rows(tmp_path):
    path = tmp_path / "data_contoh.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {"a": 1}}]}'
    )
    assert told(reading(path, Layout((2, 2))), "layout_unused") != []


class TestRowsAsWritten:
    @pytest.mark.parametrize(
        ("value", "rows"),
        [
            ("", None),
            (" ", None),
            ("5", (5, 5)),
            (" 5-6 ", (5, 6)),
            ("5 – 6", (5, 6)),
            ("6-5", (5, 6)),
            ("7-7", (7, 7)),
        ],
    )
    def test_are_one_row_or_the_first_and_the_last(self, value, rows):
        assert header_rows(value) == rows

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("abc", '"abc" is not the number of a row. Write the row of the header'),
            ("0", '"0" is not'),
            ("-3", '"-3" is not'),
            ("5,6", '"5,6" is not'),
            ("5-", '"5-" is not'),
            ("A5", '"A5" is not'),
            ("1001", "A header cannot stand below row 1,000."),
            ("5-15", "A header has at most 10 rows."),
        ],
    )
    def test_are_refused_with_one_sentence(self, value, said):
        with pytest.raises(ProblemError) as error:
            header_rows(value)
        assert str(error.value).startswith(said)

    @pytest.mark.parametrize("value", ["", "5", "5-6"])
    def test_are_written_as_they_were(self, value):
        assert written(header_rows(value)) == value


class TestLabels:
    @pytest.mark.parametrize(
        ("labels", "others", "code"),
        [
            (["Kabupaten Paser", "Kuaro | Jumlah"], ["Jumlah"], []),
            (["12"], [], ["label_without_words"]),
            (["-"], [], ["label_without_words"]),
            (["a" * 201], [], ["label_long"]),
            ([f"baris {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(51)], [], ["labels_many"]),
            (["Jumlah"], ["JUMLAH "], ["label_twice"]),
        ],
    )
    def test_have_a_letter_and_stand_in_one_list(self, labels, others, code):
        assert [problem.code for problem in label_problems(labels, others)] == code

    @pytest.mark.parametrize(
        ("labels", "others", "code"),
        [(["2023", " 2022"], ["Jumlah"], []), (["2023"], ["2023 "], ["label_twice"])],
    )
    def test_may_be_years(self, labels, others, code):
        assert [problem.code for problem in label_problems(labels, others)] == code

    def test_a_layout_survives_json(self):
        layout = Layout((5, 6), ("Jumlah",), ("Kuaro",))
        assert Layout.from_dict({"header": [5, 6], "totals": ["Jumlah"], "ordinary": ["Kuaro"]}) == layout
        assert Layout.from_dict(layout.as_dict()) == layout
        assert Layout.from_dict(AS_FOUND.as_dict()) == AS_FOUND

    def test_what_cannot_be_read_in_the_fields_says_nothing(self):
        assert Layout.of({"baris_kepala": "abc"}) == AS_FOUND


class TestYears:
    """A year as the label of a row: of the regency in former years, and of rows that an officer keeps."""

    HEADER = ("No", "Wilayah", "Luas")
    ROWS = (("1", "Kuaro", "2023"), ("2", "Lain", "20"))
    FORMER = (("", "2023", "30"), ("", "2022", "31"))

    def read(self, file, large, layout):
        return shown(file([self.HEADER, *self.ROWS, *self.FORMER]), large=large, layout=layout)[1]

    def test_a_row_is_a_total_by_it_where_it_is_the_first_thing_it_says(self, file, large):
        rows = self.read(file, large, Layout(totals=("2023", "2022")))
        assert rows == [*map(list, self.ROWS)]

    def test_beside_words_too(self, file, large):
        rows = self.read(file, large, Layout(totals=("2022", "Lain"), ordinary=("2023",)))
        assert rows == [[*self.ROWS[0]], [*self.FORMER[0]]]

    def test_what_is_chosen_is_told_with_its_row(self, file, large):
        read = reading(file([self.HEADER, *self.ROWS, *self.FORMER]), Layout(totals=("2022", "2021")), large)
        assert told(read, "totals_chosen") == ['Row 5 is a total, as chosen: "2022".']
        assert [problem.params["text"] for problem in read.problems] == ["2021"]

    def test_a_year_that_was_found_to_compare_stays_where_it_is_chosen_as_ordinary(self, file, large):
        rows = [["Kecamatan", "Luas"], ["Kuaro", "1"], ["Long Ikis", "2"], ["Jumlah", "3"], ["2023", "2"]]
        assert shown(file(rows), large=large, layout=Layout(ordinary=("2023",)))[1] == [
            *rows[1:3],
            rows[4],
        ]

    def test_a_workbook_has_it_as_a_number(self, written):
        path = written({"Data": [["Wilayah", "Luas"], ["Kuaro", 1], ["Lain", 2], [2023, 2]]})
        assert shown(path, layout=Layout(totals=("2023",)))[1] == [["Kuaro", "1"], ["Lain", "2"]]
