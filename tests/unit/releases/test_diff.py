"""Claims about what differs between two releases of a table."""

import gzip

import pytest

from ckanext.paser.releases.snapshots.diff import compare
from ckanext.paser.releases.snapshots.source import SnapshotError
from ckanext.paser.tables.rules.table import Column

AREA = Column("kode", "Kode", "code", role="wilayah")
YEAR = Column("tahun", "Tahun", "integer", "tahun", role="waktu")
VALUE = Column("nilai", "Nilai", "number", role="ukuran")
NOTE = Column("catatan", "Catatan", "text", role="atribut")
COLUMNS = (AREA, YEAR, VALUE, NOTE)
OLD = [["64.01.01", "2023", "10.5", None], ["64.01.02", "2023", "7", "awal"], ["64.01.03", "2023", "1", None]]


@pytest.fixture
def kept(tmp_path):
    """A release's table as it is kept."""
    made = iter(range(100))

    def write(rows, columns=COLUMNS):
        lines = [[column.id for column in columns], *rows]
        path = tmp_path / f"{next(made)}.csv.gz"
        text = "".join(",".join(map(_cell, line)) + "\n" for line in lines)
        path.write_bytes(gzip.compress(text.encode()))
        return path, columns

    return write


def _cell(value):
    """As COPY writes it: what is none is empty, an empty text is not."""
    return "" if value is None else '"' + value.replace('"', '""') + '"'


def counts(found):
    return {name: found[name] for name in ("added", "removed", "changed", "same", "cells")}


def test_the_same_rows_in_another_order_are_the_same(kept):
    found = compare(kept(OLD), kept(OLD[::-1]), most=10)
    assert counts(found) == {"added": 0, "removed": 0, "changed": 0, "same": 3, "cells": 0}


def test_columns_that_differ_by_their_capitals_alone_are_two(kept):
    columns = (
        AREA,
        Column("a^", "a", "number", role="ukuran"),
        Column("A^", "A", "number", role="ukuran"),
    )
    found = compare(kept([["1", "5", "6"]], columns), kept([["1", "5", "7"]], columns), most=10)
    assert found["rows"]["changed"] == [{"key": {"kode": "1"}, "cells": {"A^": ["6", "7"]}}]
    came = compare(kept([], columns), kept([["1", "5", "6"]], columns), most=10)["rows"]["added"]
    assert came == [{"kode": "1", "a^": "5", "A^": "6"}]


def test_a_closed_column_takes_no_part(kept):
    new = [["64.01.01", "2023", "11", "baru"], OLD[1], ["64.01.04", "2023", "1", "x"]]
    found = compare(kept(OLD), kept(new), most=10, closed=["nilai", "tahun"])
    assert counts(found) == {"added": 1, "removed": 1, "changed": 1, "same": 1, "cells": 1}
    assert (found["key"], found["columns"]["removed"]) == (["kode"], [])
    assert found["rows"]["added"] == [{"kode": "64.01.04", "catatan": "x"}]


def test_tables_of_which_every_column_is_closed_tell_no_row(kept):
    found = compare(kept(OLD), kept(OLD[:1]), most=10, closed=[column.id for column in COLUMNS])
    assert (found["key"], found["added"], found["rows"]["added"]) == ([], 1, [])


def test_an_empty_text_is_another_value_than_none(kept):
    old = [["64.01.01", "2023", "1", None], ["64.01.02", "2023", "2", ""]]
    new = [["64.01.01", "2023", "1", ""], ["64.01.02", "2023", "2", ""]]
    found = compare(kept(old), kept(new), most=10)
    assert counts(found) == {"added": 0, "removed": 0, "changed": 1, "same": 1, "cells": 1}
    assert found["rows"]["changed"][0]["cells"] == {"catatan": [None, ""]}


def test_rows_are_told_apart_by_the_dimensions_of_the_dictionary(kept):
    new = [["64.01.01", "2023", "11", "diperbaiki"], OLD[1], ["64.01.01", "2024", "12", None]]
    found = compare(kept(OLD), kept(new), most=10)
    assert found["key"] == ["kode", "tahun"]
    assert counts(found) == {"added": 1, "removed": 1, "changed": 1, "same": 1, "cells": 2}
    assert found["rows"] == {
        "added": [{"kode": "64.01.01", "tahun": "2024", "nilai": "12", "catatan": None}],
        "removed": [{"kode": "64.01.03", "tahun": "2023", "nilai": "1", "catatan": None}],
        "changed": [
            {
                "key": {"kode": "64.01.01", "tahun": "2023"},
                "cells": {"nilai": ["10.5", "11"], "catatan": [None, "diperbaiki"]},
            }
        ],
    }


def test_an_identifier_is_enough(kept):
    columns = (Column("npsn", "NPSN", "code", role="pengenal"), *COLUMNS)
    old, new = ([[f"1{n}", *row] for n, row in enumerate(OLD)] for _ in range(2))
    new[0][1] = "64.01.09"
    found = compare(kept(old, columns), kept(new, columns), most=10)
    assert (found["key"], found["changed"], found["cells"]) == (["npsn"], 1, 1)


def test_a_number_written_with_more_zeros_is_the_same_number(kept):
    new = [[*OLD[0][:2], "10.500", None], *OLD[1:]]
    assert compare(kept(OLD), kept(new), most=10)["changed"] == 0


def test_numbers_that_differ_in_the_last_of_many_digits_differ(kept):
    old, new = (
        [["64.01.01", "2023", value, None]] for value in ("123456789012345.001", "123456789012345.002")
    )
    assert compare(kept(old), kept(new), most=10)["changed"] == 1


def test_a_missing_key_is_a_key_as_well(kept):
    old, new = ([[None, "2023", value, None]] for value in ("1", "2"))
    assert counts(compare(kept(old), kept(new), most=10))["changed"] == 1


def test_without_roles_whatever_is_no_quantity_tells_rows_apart(kept):
    columns = (Column("kecamatan", "Kecamatan", "text"), Column("jumlah", "Jumlah", "integer"))
    found = compare(kept([["Kuaro", "1"]], columns), kept([["Kuaro", "2"]], columns), most=10)
    assert (found["key"], found["changed"]) == (["kecamatan"], 1)


def test_rows_that_nothing_tells_apart_are_counted_as_wholes(kept):
    columns = (Column("kecamatan", "Kecamatan", "text"), Column("jumlah", "Jumlah", "integer"))
    old = [["Kuaro", "1"], ["Kuaro", "1"], ["Kuaro", "2"]]
    new = [["Kuaro", "1"], ["Kuaro", "3"], ["Kuaro", "2"]]
    found = compare(kept(old, columns), kept(new, columns), most=10)
    assert found["key"] == []
    assert counts(found) == {"added": 1, "removed": 1, "changed": 0, "same": 2, "cells": 0}
    assert found["rows"]["removed"] == [{"kecamatan": "Kuaro", "jumlah": "1"}]


def test_columns_that_came_went_or_have_another_type_are_told(kept):
    columns = (AREA, YEAR, Column("nilai", "Nilai", "text"), Column("sumber", "Sumber", "text"))
    found = compare(kept(OLD), kept([["64.01.01", "2023", "10.5", "BPS"]], columns), most=10)
    assert found["columns"] == {"added": ["sumber"], "removed": ["catatan"], "retyped": ["nilai"]}


def test_tables_without_a_common_column_have_nothing_in_common(kept):
    columns = (Column("lain", "Lain", "text"),)
    found = compare(kept(OLD), kept([["a"]], columns), most=10)
    assert counts(found) == {"added": 1, "removed": 3, "changed": 0, "same": 0, "cells": 0}


def test_all_rows_are_counted_though_few_are_told(kept):
    old = [[f"64.01.{n:02}", "2023", "1", None] for n in range(50)]
    new = [[f"64.01.{n:02}", "2023", "2", None] for n in range(50)]
    found = compare(kept(old), kept(new), most=3)
    assert (found["changed"], len(found["rows"]["changed"])) == (50, 3)


def test_the_first_rows_of_each_kind_are_told_in_the_order_of_their_table(kept):
    rows = [[f"64.01.{n:02}", "2023", "1", None] for n in range(99, 0, -1)]
    came = compare(kept([]), kept(rows), most=3)["rows"]["added"]
    went = compare(kept(rows), kept([]), most=3)["rows"]["removed"]
    changed = compare(kept(rows), kept([[*row[:2], "2", None] for row in rows]), most=3)["rows"]["changed"]
    first = ["64.01.99", "64.01.98", "64.01.97"]
    assert [[row["kode"] for row in found] for found in (came, went)] == [first, first]
    assert [row["key"]["kode"] for row in changed] == first


def test_the_first_rows_without_a_key_are_told_in_the_order_of_their_table(kept):
    columns = [Column("a", "A", "number")]
    rows = [[str(n)] for n in (*range(99, 0, -1), *range(99, 0, -1))]
    found = compare(kept([], columns), kept(rows, columns), most=4)["rows"]["added"]
    assert [row["a"] for row in found] == ["99", "98", "97", "96"]


def test_names_and_values_are_never_sql(kept):
    columns = (Column('a"; DROP TABLE old; --', "A", "text"), Column("nilai", "Nilai", "integer"))
    value = 'x\'); DROP TABLE new; --\n"quoted", line'
    found = compare(kept([[value, "1"]], columns), kept([[value, "2"]], columns), most=10)
    assert found["rows"]["changed"] == [{"key": {columns[0].id: value}, "cells": {"nilai": ["1", "2"]}}]


def test_rows_as_long_as_several_of_the_longest_cells_are_compared(kept):
    columns = (Column("kode", "Kode", "code"), Column("a", "A", "text"), Column("b", "B", "text"))
    old, new = ([["1", "x" * (5 << 20), end * (5 << 20)]] for end in ("y", "z"))
    assert compare(kept(old, columns), kept(new, columns), most=1)["key"] in (["kode"], ["kode", "a", "b"])


def test_what_a_table_holds_is_not_repeated_by_an_error(kept, tmp_path):
    path = tmp_path / "broken.csv.gz"
    path.write_bytes(gzip.compress(b'kode,tahun,nilai,catatan\n6401010101900001,"tidak ditutup\n'))
    with pytest.raises(SnapshotError) as caught:
        compare((path, COLUMNS), (path, COLUMNS), most=1)
    assert "6401010101900001" not in str(caught.value)


def test_rows_without_a_key_are_told_as_often_as_they_came_or_went(kept):
    columns = [Column("times", "A", "number"), Column("nth", "B", "number")]
    old = [["1", None], ["2", "2"], ["2", "2"], ["2", "2"]]
    new = [["1", None], ["1", None], ["1", None], ["2", "2"]]
    found = compare(kept(old, columns), kept(new, columns), most=10)
    assert counts(found) == {"added": 2, "removed": 2, "changed": 0, "same": 2, "cells": 0}
    assert found["rows"] == {
        "added": [{"times": "1", "nth": None}] * 2,
        "removed": [{"times": "2", "nth": "2"}] * 2,
        "changed": [],
    }


def test_cells_that_only_together_read_the_same_are_not_the_same(kept):
    columns = [Column("a", "A", "text"), Column("b", "B", "text")]
    found = compare(kept([["ab", "c"]], columns), kept([["a", "bc"]], columns), most=10)
    assert (found["added"], found["removed"]) == (1, 1)


class TestNumberedRows:
    """A column that merely numbers the rows."""

    NUMBERED = (Column("no", "No", "integer", role="atribut"), AREA, VALUE)
    OLD = [["1", "64.01.01", "5"], ["2", "64.01.02", "7"], ["3", "64.01.03", "9"]]
    NEW = [["1", "64.01.04", "1"], ["2", "64.01.01", "5"], ["3", "64.01.02", "8"], ["4", "64.01.03", "9"]]

    def test_takes_no_part_when_a_row_comes_in_between(self, kept):
        found = compare(kept(self.OLD, self.NUMBERED), kept(self.NEW, self.NUMBERED), most=10)
        assert counts(found) == {"added": 1, "removed": 0, "changed": 1, "same": 2, "cells": 1}
        assert (found["key"], found["numbering"]) == (["kode"], ["no"])

    def test_is_no_key_where_nothing_else_tells_the_rows_apart(self, kept):
        columns = (Column("nomor_urut", "Nomor Urut", "code"), VALUE)
        old, new = ([["1.", "5"], ["2.", "5"]], [["1.", "6"], ["2.", "5"], ["3.", "5"]])
        found = compare(kept(old, columns), kept(new, columns), most=10)
        assert (found["key"], found["added"], found["removed"]) == ([], 1, 0)
        assert found["numbering"] == ["nomor_urut"]

    @pytest.mark.parametrize(
        "column",
        [
            Column("no", "No", "integer", role="pengenal"),
            Column("no", "No", "integer", key=True),
            Column("no", "Nomor Rumah", "integer"),
        ],
        ids=["an officer calls it an identifier", "the table was made with it", "it numbers something else"],
    )
    def test_is_none_where_it_names_a_row(self, kept, column):
        columns = (column, AREA, VALUE)
        assert compare(kept(self.OLD, columns), kept(self.NEW, columns), most=10)["numbering"] == []

    def test_is_none_where_it_does_not_count_from_one_in_the_order_of_the_file(self, kept):
        old = [self.OLD[1], self.OLD[0], self.OLD[2]]
        found = compare(kept(old, self.NUMBERED), kept(self.NEW, self.NUMBERED), most=10)
        assert (found["numbering"], found["changed"]) == ([], 3)
