"""Claims about numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.tables.rules import kinds


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1 234 567,8", "1234567.8"),
        ("0,5", "0.5"),
        ("12", "12"),
        ("Rp 1.500", "1500"),
        ("Rp1.500,-", "1500"),
        ("Rp. 1.500.000,50", "1500000.50"),
        ("IDR 250.000", "250000"),
        ("(1.234)", "-1234"),
        ("(Rp 1.234,5)", "-1234.5"),
        ("-1,5", "-1.5"),
        ("−1,5", "-1.5"),
        ("– 1,5", "-1.5"),
        ("-Rp 1.500", "-1500"),
        ("Rp-1.500", "-1500"),
        ("+5,25", "5.25"),
    ],
)
def test_an_indonesian_number_is_read_exactly(written, plain):
    assert kinds.NUMBER_ID.read(written) == plain


@pytest.mark.parametrize(
    "written",
    [
        "1.23",
        "1.2345",
        "12.345.67",
        "01.234",
        "007",
        "1,2 juta",
        "1,2,3",
        "5%",
        "64.01.01",
        "",
        "Rp",
        ",5",
        "1.2O4",
    ],
)
def test_what_is_not_an_indonesian_number_is_not_read_as_one(written):
    assert kinds.NUMBER_ID.read(written) is None


@pytest.mark.parametrize(
    ("written", "plain"), [("1,234,567.89", "1234567.89"), ("(1,234)", "-1234"), ("0.25", "0.25")]
)
def test_an_english_number_is_read_exactly(written, plain):
    assert kinds.NUMBER_EN.read(written) == plain


@pytest.mark.parametrize(
    ("written", "plain"), [("12,5%", "12.5"), ("12,5 %", "12.5"), ("-3%", "-3"), ("(3 %)", "-3")]
)
def test_a_percentage_keeps_its_number(written, plain):
    assert kinds.PERCENT_ID.read(written) == plain


@pytest.mark.parametrize("written", ["Rp 1.500.000", "IDR 5", "Rp-5", "5"])
def test_money_and_a_plain_number_are_no_percentages(written):
    assert kinds.PERCENT_ID.read(written) is None


@pytest.mark.parametrize("written", ["6401010101700001", "1234567890123456", "00", "-0123"])
def test_a_row_of_sixteen_digits_or_with_a_leading_zero_is_no_quantity(written):
    assert kinds.INTEGER.read(written) is None


@pytest.mark.parametrize("written", ["6,40101E+15", "1.2e3"])
def test_a_positive_exponent_is_refused_because_digits_are_lost(written):
    assert [kind.name for kind in kinds.KINDS if kind.read(written) is not None] == []


@settings(deadline=None)
@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4))
def test_a_number_formatted_for_indonesia_comes_back_equal(number):
    read = kinds.NUMBER_ID.read(format_decimal(number, "#,##0.0###", locale="id"))
    assert read is not None
    assert Decimal(read) == number


@settings(deadline=None)
@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_formatted_for_indonesia_comes_back_equal(number):
    assert int(kinds.INTEGER_ID.read(format_decimal(number, locale="id")) or "") == number
