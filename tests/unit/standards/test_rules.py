"""Claims about lists of data standards. All standards are DATA CONTOH."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.standards import reading
from ckanext.paser.standards.rules import COLUMNS, Row, Standard, judge

SAMPLE = Path(__file__).parents[3] / "deploy/sample/standar-data.csv"
VISITS = {
    "id_sds": "SD99004.00.00",
    "konsep": "Kunjungan; Puskesmas",
    "definisi": "DATA CONTOH",
    "klasifikasi": "-",
    "ukuran": "Jumlah",
    "satuan": "Orang",
}
READ = Standard("SD99004.00.00", ("Kunjungan", "Puskesmas"), "DATA CONTOH", "", "jumlah", "orang")


def told(*rows: dict) -> list[str]:
    judged = judge("sds.csv", [Row(number, row) for number, row in enumerate(rows, 2)])
    return [worded(one)["text"] for one in judged.problems]


def test_a_row_says_what_a_dataset_stores():
    assert judge("sds.csv", [Row(2, VISITS)]).standards == [READ]


def test_the_names_and_lists_of_indah_are_understood():
    row = {"idSds": "SD99004.00.00", "konsep": ["Kunjungan", "Puskesmas"], "Definisi": "DATA CONTOH"}
    row |= {"ukuran": "jumlah", "satuan": "orang", "flag": "KON"}
    assert judge("sds.json", [Row(1, row)]).standards == [READ]


@pytest.mark.parametrize(("said", "stored"), [("Count", "jumlah"), ("Banyaknya", "Banyaknya"), ("", "")])
def test_a_measure_that_the_profile_does_not_know_stays_in_words(said, stored):
    assert judge("sds.csv", [Row(2, {**VISITS, "ukuran": said})]).standards[0].ukuran == stored


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"id_sds": "SD4"}, "“SD4” is no code of a data standard. Write it as SD00001.00.01."),
        ({"konsep": " ; "}, "SD99004.00.00 has no concept (konsep). Fill it in."),
        ({"definisi": None}, "SD99004.00.00 has no definition (definisi). Fill it in."),
    ],
)
def test_a_wrong_row_is_told_in_one_sentence_with_its_number(wrong, sentence):
    assert told({**VISITS, "id_sds": "SD99001.00.00"}, VISITS | wrong) == [f"sds.csv, row 3: {sentence}"]


def test_a_code_that_comes_again_with_other_words_is_told():
    assert told(VISITS, {**VISITS, "satuan": "kk"}) == [
        "sds.csv, row 3: SD99004.00.00 stands in a row above with other words. Leave one of the two."
    ]


def test_a_row_that_comes_twice_is_one_standard():
    assert judge("sds.csv", [Row(2, VISITS), Row(3, VISITS)]) == ([READ], [])


@pytest.mark.parametrize("rows", [[], [{}], [{"kode": "SD99004.00.00"}]])
def test_a_file_without_standards_is_told_with_the_headings_that_it_needs(rows):
    assert told(*rows) == [
        "sds.csv: The file has no row with a data standard. Give its columns the headings "
        "id_sds, konsep, definisi, klasifikasi, ukuran, satuan, and each standard a row."
    ]


class TestReading:
    def _csv(self, path: Path, between: str, encoding: str = "utf-8") -> Path:
        lines = [between.join(COLUMNS), between.join(f'"{VISITS[name]}"' for name in COLUMNS)]
        path.write_text("\n".join(lines), encoding=encoding)
        return path

    @pytest.mark.parametrize(("between", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")])
    def test_a_csv_is_read_however_its_columns_are_parted(self, tmp_path, between, encoding):
        assert reading.rows(self._csv(tmp_path / "a.csv", between, encoding)) == [Row(2, VISITS)]

    def test_a_workbook_is_read_below_its_title_rows(self, tmp_path):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["STANDAR DATA (DATA CONTOH)"])
            sheet.write_row(2, 0, COLUMNS)
            sheet.write_row(3, 0, [VISITS[name] for name in COLUMNS])
        assert reading.rows(path) == [Row(4, VISITS)]

    @pytest.mark.parametrize("content", [[VISITS], {"items": [VISITS]}])
    def test_json_is_a_list_of_objects(self, tmp_path, content):
        path = tmp_path / "a.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        assert reading.rows(path) == [Row(1, VISITS)]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.json", b"{"),
            ("a.json", b'["SD99004.00.00"]'),
            ("a.xlsx", b"PK"),
            ("a.csv", b"id_sds\n\xff\xfe"),
        ],
    )
    def test_what_is_not_what_its_ending_says_is_told(self, tmp_path, name, content):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ProblemError, match="cannot be read as CSV, workbook or JSON"):
            reading.rows(path)


def test_the_sample_is_well_and_says_that_it_is_made_up():
    judged = judge(SAMPLE.name, reading.rows(SAMPLE))
    made_up = [one.id_sds for one in judged.standards if one.definisi.startswith("DATA CONTOH")]
    assert (judged.problems, len(made_up)) == ([], 10)
