"""Claims about the whole dictionary of a file."""

from __future__ import annotations

from ckanext.paser.catalogue.rules.columns import dictionary
from ckanext.paser.tables.rules.table import Column

YEAR = Column("tahun", "Tahun", "integer", definition="Tahun data", role="waktu")
FIGURE = Column("luas", "Luas", "number", unit="km2", role="ukuran", aggregation="jumlah")


def test_what_a_table_is_known_to_hold_is_its_dictionary():
    assert dictionary([], [YEAR, FIGURE]) == [
        {"id": "tahun", "label": "Tahun", "notes": "Tahun data", "tipe_data": "INTEGER", "peran": "waktu"},
        {
            "id": "luas",
            "label": "Luas",
            "tipe_data": "NUMERIC",
            "satuan": "km2",
            "peran": "ukuran",
            "agregasi": "jumlah",
        },
    ]


def test_what_officers_decided_counts_before_it_and_the_order_is_the_tables():
    decided = [{"id": "luas", "label": "Luas Wilayah", "satuan": ""}, {"id": "tahun", "tipe_data": "YEAR"}]
    (year, figure) = dictionary(decided, [YEAR, FIGURE])
    assert (year["tipe_data"], figure["label"], figure["satuan"]) == ("YEAR", "Luas Wilayah", "km2")


def test_what_was_said_of_a_column_of_another_file_is_not_told_of_the_table():
    assert [one["id"] for one in dictionary([{"id": "nama_jembatan", "label": "Nama"}], [YEAR])] == ["tahun"]


def test_a_column_that_is_not_in_the_table_stays():
    closed = {"id": "nik", "apakah_variabel_bisa_diakses_umum": False}
    assert dictionary([closed], [YEAR])[1:] == [closed]
