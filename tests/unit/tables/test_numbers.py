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
        ("Rp (500.000,00)", "-500000.00"),
        ("Rp(234.567)", "-234567"),
        ("Rp.    (1.000,-)", "-1000"),
        ("Rp      1.500", "1500"),
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


@pytest.mark.parametrize(
    "written", ["6,40101E+15", "6.4011E+15", "6,40101570890000E+15", "1e+100", "8.12346E+11"]
)
def test_an_exponent_of_which_digits_may_be_lost_is_no_number(written):
    """A NIK that a spreadsheet has taken for a number is 6,40101E+15; of twelve digits it shows six."""
    assert [kind.name for kind in kinds.KINDS if kind.read(written) is not None] == []
    assert kinds.EXACT.read(written) is None


@pytest.mark.parametrize("written", ["1E5", "12E3", "1e", "e5", "1.e5"])
def test_a_room_with_an_e_in_its_name_is_no_number(written):
    assert [kind.name for kind in kinds.KINDS if kind.read(written) is not None] == []
    assert kinds.EXACT.read(written) is not None


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1e+05", "100000"),
        ("1e5", "100000"),
        ("-2E+11", "-200000000000"),
        ("1.5E+3", "1500"),
        ("1,5E+3", "1500"),
        ("1.50E1", "15"),
        ("0.0e+00", "0"),
        ("1.23456789012345e+14", "123456789012345"),
        ("2500", "2500"),
    ],
)
def test_a_whole_number_with_an_exponent_is_read_exactly(written, plain):
    assert kinds.INTEGER_EXPONENT.read(written) == plain


@pytest.mark.parametrize("written", ["1.5e+0", "1.25E+1", "1,55e1", "1.5"])
def test_a_number_that_its_exponent_does_not_make_whole_is_none(written):
    assert kinds.INTEGER_EXPONENT.read(written) is None


@settings(deadline=None)
@given(st.floats(1e-9, 1e14) | st.floats(-1e14, -1e-9), st.sampled_from([0, 1, 3, 9, 14]))
def test_a_number_that_a_program_wrote_with_an_exponent_comes_back_equal(number, places):
    written = f"{number:.{places}e}"
    kind = next(kind for kind in kinds.KINDS if kind.read(written) is not None)
    assert Decimal(kind.read(written) or "") == Decimal(written)


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


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_cell_of_a_workbook_that_is_no_number_is_read_as_none(number):
    assert kinds.DECIMAL.read(number) is None
    assert kinds.EXACT.read(number) is not None
    assert kinds.read_natives(kinds.DECIMAL.read_native, [1.5, number]) == ["1.5", None]
