"""Claims about what is told of the columns of a table."""

import gzip

import pytest

from ckanext.paser.releases.snapshots.statistics import BINS, MOST_VALUES, statistics
from ckanext.paser.tables.rules.table import Column


@pytest.fixture
def column(tmp_path):
    def look(values, type_="number"):
        path = tmp_path / "1.csv.gz"
        path.write_bytes(
            gzip.compress(("nilai,lain\n" + "".join(f"{value},x\n" for value in values)).encode())
        )
        return statistics(path, [Column("nilai", "Nilai", type_), Column("lain", "Lain", "text")])["nilai"]

    return look


def test_missing_values_are_counted_and_are_no_value(column):
    found = column(["1", "", "3"])
    assert (found["rows"], found["missing"], found["distinct"]) == (3, 1, 2)


def test_an_empty_text_is_a_value(column):
    found = column(['""', "", '""'], "text")
    assert (found["missing"], found["distinct"], found["top"]) == (1, 1, [["", 2]])


def test_a_range_is_exact(column):
    found = column(["0.1", "-123456789012345.25", "10.50"])
    assert (found["min"], found["max"]) == ("-123456789012345.25", "10.5")


@pytest.mark.parametrize(
    ("values", "type_", "mean"),
    [
        (["123456789012345600", "123456789012345639"], "number", "123456789012345619.5"),
        (["-9223372036854775808", "-9223372036854775800"], "integer", "-9223372036854775804"),
        (["-900000000000000000", "900000000000000000"], "number", "0"),
        (["0.000001234", "0.000001273"], "number", "0.0000012535"),
        (["1", "2", "2"], "integer", "1.6666666667"),
    ],
)  # fmt: skip
def test_a_mean_lies_among_the_values_however_large_or_small(column, values, type_, mean):
    assert column(values, type_)["mean"] == mean


def test_whole_numbers_of_19_digits_have_statistics_as_all_others(column):
    found = column(["-9223372036854775808", "9223372036854775807", "0"], "integer")
    assert (found["min"], found["max"]) == ("-9223372036854775808", "9223372036854775807")
    assert [count for _, _, count in found["bins"] if count] == [1, 1, 1]


def test_no_range_is_told_where_one_number_is_too_long_for_it(column):
    assert "max" not in column(["1", "12345678901234567890.5"])


def test_every_number_falls_into_a_bin_the_largest_into_the_last(column):
    found = column([str(n) for n in range(101)])
    assert [count for _, _, count in found["bins"]][0::11] == [9, 9]
    assert sum(count for _, _, count in found["bins"]) == 101
    assert (found["bins"][0][0], found["bins"][-1][1], len(found["bins"])) == (0.0, 100.0, BINS)


def test_no_bin_of_whole_numbers_is_empty_because_nothing_can_fall_into_it(column):
    found = column([str(year) for year in range(2015, 2026)], "integer")
    assert found["bins"] == [[float(year), year + 1.0, 1] for year in range(2015, 2026)]


def test_bins_of_many_whole_numbers_have_whole_borders_and_the_same_width(column):
    found = column([str(n) for n in range(101)], "integer")
    assert {end - start for start, end, _ in found["bins"]} == {9.0}
    assert [count for *_, count in found["bins"]] == [9] * 11 + [2]


def test_one_value_has_no_spread(column):
    assert "bins" not in column(["5", "5"])


def test_days_have_a_range(column):
    found = column(["2024-01-31", "2023-12-01"], "date")
    assert (found["min"], found["max"]) == ("2023-12-01", "2024-01-31")


@pytest.mark.parametrize(
    ("values", "bins"),
    [
        (["2024-03-01", "2024-02-28", "2024-03-01"],
         [["2024-02-28", "2024-02-28", 1], ["2024-02-29", "2024-02-29", 0], ["2024-03-01", "2024-03-01", 2]]),
        (["2023-12-31", "2024-02-20", ""],
         [["2023-12", "2023-12", 1], ["2024-01", "2024-01", 0], ["2024-02", "2024-02", 1]]),
        (["2020-06-30", "2023-06-30"],
         [["2020", "2020", 1], ["2021", "2021", 0], ["2022", "2022", 0], ["2023", "2023", 1]]),
        (["9999-12-30", "9999-12-31"], [["9999-12-30", "9999-12-30", 1], ["9999-12-31", "9999-12-31", 1]]),
    ],
    ids=["days", "months", "years", "the last days of the calendar"],
)  # fmt: skip
def test_dates_are_counted_by_day_month_or_year_as_their_range_asks(column, values, bins):
    assert column(values, "date")["bins"] == bins


def test_moments_are_counted_as_days_are(column):
    found = column(["2024-01-31 23:59:59.5", "2024-02-01 00:00:00"], "timestamp")
    assert found["bins"] == [["2024-01-31", "2024-01-31", 1], ["2024-02-01", "2024-02-01", 1]]


def test_moments_with_a_zone_are_counted_by_the_day_that_is_written(column):
    found = column(["2024-01-31 23:59:59.5+08", "2024-02-01 00:00:00+08"], "timestamp")
    assert found["bins"] == [["2024-01-31", "2024-01-31", 1], ["2024-02-01", "2024-02-01", 1]]


def test_many_years_are_counted_in_steps_of_the_same_width(column):
    found = column(["1900-01-01", "1999-01-01", "2000-12-31"], "date")
    assert found["bins"][0] == ["1900", "1902", 1]
    assert found["bins"][-1] == ["1999", "2001", 2]
    assert len(found["bins"]) == 34


@pytest.mark.parametrize(
    "values", [["2024-01-31", "2024-01-31"], ["2024-01-31", "infinity"], ["2024-01-31", "0044-03-15 BC"]]
)
def test_dates_that_are_one_day_or_on_no_calendar_have_no_spread(column, values):
    assert "bins" not in column(values, "date")


def test_the_most_frequent_texts_are_told(column):
    assert column(["b", "a", "b"], "text")["top"] == [["b", 2], ["a", 1]]


def test_texts_that_all_differ_have_no_frequent_one(column):
    assert "top" not in column(["a", "b"], "text")


def test_nothing_is_told_of_a_column_without_values(column):
    assert column(["", ""]) == {"rows": 2, "missing": 2, "distinct": 0}


MANY = [f"{number:03}" for number in range(MOST_VALUES + 1)]


@pytest.mark.parametrize(
    ("values", "type_", "told"),
    [
        (["2", "", "1", "2"], "integer", ["1", "2"]),
        (["b", "a", "b"], "text", ["a", "b"]),
        (["01", "02"], "code", ["01", "02"]),
        (MANY[:-1], "code", MANY[:-1]),
        (MANY, "code", None),
        (["a", "b" * 81], "text", None),
        (["1.5"], "number", None),
    ],
)
def test_all_values_of_a_column_are_told_where_they_are_few_and_may_be_codes(column, values, type_, told):
    assert column(values, type_).get("values") == told


def test_those_of_a_measure_are_not_told(tmp_path):
    path = tmp_path / "1.csv.gz"
    path.write_bytes(gzip.compress(b"nilai\n1\n2\n"))
    assert "values" not in statistics(path, [Column("nilai", "Nilai", "integer", role="ukuran")])["nilai"]


KEY = [Column("kode", "Kode", "code", role="wilayah"), Column("tahun", "Tahun", "integer", role="waktu")]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ("a,2023\na,2024\nb,2023\n", ["kode", "tahun"]),
        ("a,2023\na,2023\n", []),
        ("a,2023\n,2024\n", []),
        ("", []),
    ],
)
def test_the_columns_that_together_tell_the_rows_apart_are_the_key(tmp_path, rows, key):
    path = tmp_path / "1.csv.gz"
    path.write_bytes(gzip.compress(f"kode,tahun\n{rows}".encode()))
    assert [name for name, told in statistics(path, KEY).items() if told.get("key")] == key
