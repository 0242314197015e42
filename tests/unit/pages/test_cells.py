"""Claims about the cells of a table on a page."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from ckanext.paser.pages.rules import format_column, is_numeric, says_more, shortened


@pytest.mark.parametrize(
    ("values", "kind", "unit", "expected"),
    [
        ([24484, None, 8925], "integer", "jiwa", ["24.484", "–", "8.925"]),
        ([Decimal("1111.38"), Decimal("747.30"), 714], "number", "km²", ["1.111,38", "747,30", "714,00"]),
        ([Decimal("100"), Decimal("2000")], "number", "", ["100", "2.000"]),
        ([Decimal("2.5"), None, Decimal("1.125"), 3], "number", "", ["2,5", "–", "1,125", "3"]),
        ([-2.86, 1.38], "number", "%", ["\N{MINUS SIGN}2,86", "1,38"]),
        ([2020, None], "integer", "tahun", ["2020", "–"]),
        (["64.01.01", None], "code", "", ["64.01.01", "–"]),
        ([date(2021, 1, 21)], "date", "", ["21 Jan 2021"]),
        (["2021-01-21"], "date", "", ["21 Jan 2021"]),
        ([datetime(2024, 5, 15, 8, 30), None], "timestamp", "", ["15 Mei 2024 08.30", "–"]),
        ([False, True, None], "boolean", "", ["no", "yes", "–"]),
        ([["a", None, "é"], [], None], "text", "", ['["a", null, "é"]', "[]", "–"]),
        ([[date(2021, 1, 21)], {"ada": True}, True], "text", "", ['["2021-01-21"]', '{"ada": true}', "true"]),
        (
            [r'{"a": "\u00e9\ud83d\ude00\n\\u00e9\u0022"}', None],
            "json",
            "",
            [r'{"a": "é😀\n\\u00e9\u0022"}', "–"],
        ),
        ([Decimal("NaN"), float("-inf"), 1.5], "number", "", ["NaN", "-Infinity", "1,5"]),
        ([1e300, 2], "number", "", ["1e+300", "2"]),
        (["0044-03-15 BC", "12025-01-01"], "date", "", ["0044-03-15 BC", "12025-01-01"]),
        (["20250-01-01 00:00:00"], "timestamp", "", ["20250-01-01 00:00:00"]),
        ([None], "number", "", ["–"]),
        ([], "number", "", []),
    ],
)
def test_a_column_is_written_as_people_read_it(values, kind, unit, expected):
    assert format_column(values, kind, unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("x" * 300, "x" * 300), ("x" * 301, "x" * 300 + "…"), (" " * 301, "…")]
)
def test_a_long_text_is_cut_with_a_mark(text, expected):
    assert shortened(text) == expected
    assert format_column([text], "text", "") == [expected]


def test_years_are_not_figures():
    assert not is_numeric("integer", "tahun")
    assert is_numeric("integer", "jiwa")


@pytest.mark.parametrize(
    ("label", "column_id", "unit", "more"),
    [
        ("Kode Wilayah", "kode_wilayah", "", False),
        ("Laki-laki", "laki_laki", "", False),
        ("Jumlah", "jumlah_2", "", False),
        ("Tingkat Pengangguran Terbuka (%)", "tingkat_pengangguran_terbuka", "%", False),
        ("Penduduk usia 15 tahun ke atas", "penduduk_15", "", True),
    ],
)
def test_a_label_that_only_repeats_the_id_explains_nothing(label, column_id, unit, more):
    assert says_more(label, column_id, unit) is more
