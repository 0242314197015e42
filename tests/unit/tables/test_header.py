"""Claims about where a table begins and ends."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.tables.rules.footer import count_notes, label_columns, total_label
from ckanext.paser.tables.rules.header import Head, find_head

N = None


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ([["a", "b"], ["x", 1.0]], Head(("a", "b"), (), 0, 1)),
        (
            [["Judul", N], ["Tahun 2024", N], [N, N], ["Kecamatan", "Jumlah"], ["Kuaro", 5.0]],
            Head(("Kecamatan", "Jumlah"), ("Judul", "Tahun 2024"), 3, 4),
        ),
        (
            [["No", "Kecamatan", "Penduduk"], ["(1)", "(2)", "(3)"], ["1", "Kuaro", "5"]],
            Head(("No", "Kecamatan", "Penduduk"), (), 0, 2, numbered=True),
        ),
        (
            [["No", "Nama", "L", "P"], [1.0, 2.0, 3.0, 4.0], [1.0, "Kuaro", 5.0, 6.0]],
            Head(("No", "Nama", "L", "P"), (), 0, 2, numbered=True),
        ),
        (
            [
                ["Tahun", "2024", N],
                ["OPD", "Dinas Contoh", N],
                [N, N, N],
                ["No", "Uraian", "Nilai"],
                [1, "A", 10.0],
            ],
            Head(("No", "Uraian", "Nilai"), ("Tahun 2024", "OPD Dinas Contoh"), 3, 4),
        ),
        (
            [["Surat", 25.0, N], ["No", "Uraian", "Nilai"], [N, N, 2023], ["1", "A", 10.0]],
            Head(("No", "Uraian", "Nilai"), ("Surat 25",), 1, 2),
        ),
        (
            [["Desa", "Status", N], ["Contoh A", "baik", "dulu rusak"], ["Contoh B", "baik", N]],
            Head(("Desa", "Status", ""), (), 0, 1),
        ),
        (
            [["Desa", "KK", N], ["Contoh A", 5.0, "baru"], ["Contoh B", 6.0, N]],
            Head(("Desa", "KK", ""), (), 0, 1),
        ),
        (
            [["Nama Pos", "1", "2", "3", "Total"], ["Kuaro", "5", "0", "4", "9"]],
            Head(("Nama Pos", "1", "2", "3", "Total"), (), 0, 1),
        ),
        (
            [["Desa", "L", "P", "KK"], ["Contoh A", 1.0, 2.0, 3.0], ["Contoh B", 1.0, 1.0, 1.0]],
            Head(("Desa", "L", "P", "KK"), (), 0, 1),
        ),
        (
            [["Kuaro", "1", "2", "4"], ["Long Ikis", "5", "0", "4"]],
            Head(("", "", "", ""), (), 0, 0),
        ),
        (
            [["Kecamatan", "Luas"], [-1.0, -2.0], ["Kuaro", 5.0]],
            Head(("Kecamatan", "Luas"), (), 0, 2, numbered=True),
        ),
        (
            [["No", "Uraian", "Nilai"], [1.0, 2.0, 3.0], [1.0, "Pajak", 5.0], [2.0, "Retribusi", 4.0]],
            Head(("No", "Uraian", "Nilai"), (), 0, 2, numbered=True),
        ),
        (
            [["a", "b", "c"], [1.0, 2.0, 3.0], [4.0, 5.0, "x"]],
            Head(("a", "b", "c"), (), 0, 1),
        ),
        (
            [["Hari", "Kasus", "Sembuh"], [1.0, 2.0, 3.0], [2.0, 4.0, 1.0]],
            Head(("Hari", "Kasus", "Sembuh"), (), 0, 1),
        ),
        (
            [
                ["No", "Kecamatan", "Penduduk", N, N],
                [N, N, "Laki-laki", "Perempuan", "Total"],
                ["1", "Kuaro", "2", "3", "5"],
            ],
            Head(("No", "Kecamatan", "Penduduk Laki-laki", "Penduduk Perempuan", "Penduduk Total"), (), 0, 2),
        ),
        (
            [["Kecamatan", "Produksi", N, N], [N, "2021", "2022", "2023"], ["Kuaro", "2", "3", "5"]],
            Head(("Kecamatan", "Produksi 2021", "Produksi 2022", "Produksi 2023"), (), 0, 2),
        ),
        ([["Kecamatan", 2021.0, 2022.0], ["Kuaro", 2.0, 3.0]], Head(("Kecamatan", "2021", "2022"), (), 0, 1)),
        (
            [["Kecamatan", date(2024, 1, 1), date(2024, 2, 1)], ["Kuaro", 2.0, 3.0]],
            Head(("Kecamatan", "2024-01", "2024-02"), (), 0, 1),
        ),
        (
            [["Kecamatan", "Hujan", N], [N, date(2024, 1, 1), date(2024, 2, 1)], ["Kuaro", 2.0, 3.0]],
            Head(("Kecamatan", "Hujan 2024-01", "Hujan 2024-02"), (), 0, 2),
        ),
        (
            [["Komoditas", date(2024, 7, 1), date(2024, 7, 2)], ["Beras", 14500.0, 14600.0]],
            Head(("Komoditas", "2024-07-01", "2024-07-02"), (), 0, 1),
        ),
        (
            [["Komoditas", "01/07/2024", "02/07/2024"], ["Beras", "14500", "-"]],
            Head(("Komoditas", "01/07/2024", "02/07/2024"), (), 0, 1),
        ),
        ([["Rapat", "01/07/2024", "02/07/2024"], ["Acara", "03/07/2024", "-"]], Head(("", "", ""), (), 0, 0)),
        (
            [
                ["Acara", "Mulai", "Selesai"],
                ["Rapat", date(2024, 1, 1), date(2024, 1, 2)],
                ["Jumlah", 1.0, N],
            ],
            Head(("Acara", "Mulai", "Selesai"), (), 0, 1),
        ),
        ([[N, "a", "b"], [N, "x", "y"]], Head(("", "a", "b"), (), 0, 1)),
        ([["Nama\nDesa", "Luas\n(km²)"], ["Padang", 2.5]], Head(("Nama Desa", "Luas (km²)"), (), 0, 1)),
        ([["1", "2"], ["3", "4"]], Head(("", ""), (), 0, 0)),
        ([["nama"], ["Kuaro"]], Head(("nama",), (), 0, 1)),
        ([["nama", "kota"], ["Budi", "Paser"], ["Siti", "Kuaro"]], Head(("nama", "kota"), (), 0, 1)),
    ],
)
def test_the_head_of_a_table_is_found(rows, head):
    assert find_head(rows) == head


def test_merged_cells_name_all_the_columns_below_them():
    rows = [
        ["Judul", N, N, N],
        ["Kecamatan", "Penduduk", N, "Ket"],
        [N, "L", "P", N],
        ["Kuaro", 1.0, 2.0, N],
    ]
    merges = [((0, 0), (0, 3)), ((1, 0), (2, 0)), ((1, 1), (1, 2)), ((1, 3), (2, 3))]
    assert find_head(rows, merges) == Head(("Kecamatan", "Penduduk L", "Penduduk P", "Ket"), ("Judul",), 1, 3)


def test_nothing_has_no_head():
    assert find_head([[N, N], []]) is None


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([["Kuaro", 1.0], ["Sumber: BPS", N]], 1),
        ([["Kuaro", 1.0], [N, N], ["Diolah Dinas Sosial", N]], 1),
        ([["Kuaro", 1.0, 2.0], ["Catatan:", N, N], ["1) sementara", N, N]], 2),
        (
            [
                ["Kuaro", 1.0, 2.0, 3.0],
                [N, N, N, N],
                [N, N, N, "Tanah Grogot, 3 Maret 2025"],
                [N, N, N, "Kepala Dinas"],
            ],
            2,
        ),
        ([["Kuaro", 1.0, 2.0], ["Muara Samu", N, N]], 0),
        ([["Aparatur", 9, 1, 2], ["Sumber Daya Air", 4, N, N], ["Sosial", 2, N, N]], 0),
        ([["Aparatur", 9, 1, 2], [N, N, N, N], ["Sumber Daya Air", 4, N, N]], 0),
        ([["Kuaro", 1.0], ["Sumber Sari", N]], 0),
        ([["Kuaro", 1.0], [N, N], ["Sumber BPS", N]], 1),
        ([["Kuaro", 1, 2, 3], ["Sumber BPS Kabupaten Paser", N, N, N]], 1),
        ([["Kuaro", 1, 2, 3], ["Diolah oleh Dinas Sosial", N, N, N], ["dicetak 2024", N, N, N]], 2),
        ([["Kuaro", 1, 2, 3], ["Keterangan: sementara", 5, N, N]], 1),
        ([["Kuaro", 1.0, 2.0, 3.0], [N, N, N, N], ["Muara Samu", 5.0, N, N]], 0),
        ([["Kuaro", 1.0], ["Sumber/Source : BPS Kabupaten Paser", N]], 1),
        ([["Kuaro", 1.0], ["Catatan/Note:", N], ["angka sementara", N]], 2),
        ([["Kuaro", 1.0], ["Sumber Data : Dinas Kesehatan", N]], 1),
        ([["Kuaro", 1.0, 2.0], ["Sumber:", "BPS", N]], 1),
        ([["Kuaro", 1.0, 2.0], [N, N, N], ["Mengetahui", N, "Tana Paser"], ["Kadis", N, "Kabid"]], 2),
        (
            [
                ["Kuaro", 1.0, 2.0],
                ["Mengetahui,", N, "Tanah Grogot, 3 Maret 2025"],
                ["Kepala Dinas", N, "Kepala Bidang"],
                [N, N, N],
                ["NIP. 1", N, "NIP. 2"],
            ],
            4,
        ),
        ([["Kuaro", 1.0, 2.0], [N, N, "Tana Paser,   Maret 2025"], ["Kadis", "Kabid", "Kasi"]], 2),
        ([["Kuaro", 1.0], ["Mengetahui, Kepala Dinas", "Kuaro, 3-3-2025"], ["NIP.", 1.9700101e17]], 2),
        ([["Rapat", "Kuaro, 1 Maret 2025", 5], ["Acara", "Tana Paser, 3 Maret 2025", N]], 0),
        ([["Pernah mendengar", 1, 2], ["Mengetahui bahaya HIV", N, N]], 0),
        ([["Kuaro", "baik"], ["Mengetahui", "Tana Paser"]], 0),
        ([["Kuaro", 1.0, 2.0], ["Mengetahui", N, "Kadis"], ["Long Ikis", 3.0, 4.0]], 0),
        ([["Kuaro", 1.0, 2.0], [N, N, N], [N, N, N], ["Muara Samu", 5.0, N]], 0),
        ([["Kuaro", 1.0, 2.0], [N, N, N], ["Muara Samu", "-", "-"]], 0),
        ([["Kuaro", 1.0, "A"], [N, N, N], ["Muara Samu", "belum", "B"]], 0),
        ([["Kuaro", 1.0, 2.0], ["Muara Samu", "belum ada", "belum ada"]], 0),
        ([["Kuaro", "baik", "A"], [N, N, N], ["Muara Samu", "rusak", "B"]], 0),
        ([[1, "Kuaro", "A"], [N, "Janju", "B"], [N, N, N], [N, "Pepara", "B"]], 0),
        ([["nama"], ["Sumber"]], 0),
        ([], 0),
    ],
)
def test_notes_below_a_table_are_no_rows_and_rows_without_values_are(rows, count):
    assert count_notes(rows) == count


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ([["Sumber:", "BPS"]], 1),
        ([[N, N], ["Sumber", "Dinas Contoh"], ["Diunduh", "3 Maret 2025"]], 2),
        ([["Sumber/Source:", "BPS"], ["Catatan:", "sementara"]], 2),
        ([[N, N], ["Keterangan:", N], ["L", "Laki-laki"], ["P", "Perempuan"]], 3),
        ([[N, N], ["*)", "Angka sementara"], ["**)", "Angka sangat sementara"], ["Sumber :", "BPS"]], 3),
        ([["Muara Samu", "belum ada"], ["Sumber:", "BPS"]], 1),
        ([[N, N], ["Keterangan", "L = Laki-laki"]], 1),
        ([["Keterangan", "Baik"]], 0),
        ([["Muara Samu", "belum ada"], ["Long Kali", "belum ada"]], 0),
        ([[N, N], ["L", "Laki-laki"], ["P", "Perempuan"]], 0),
        ([["Sumber Sari", "rusak"]], 0),
        ([["Sumber dana", "APBD"]], 0),
        ([["Sumber:", "-"]], 0),
        ([["Sumber:", 5.0]], 0),
        ([["Sumber:", "BPS"], ["Long Kali", 9.0]], 0),
    ],
)
def test_notes_of_two_cells_end_a_table_of_two_columns_with_figures(below, count):
    assert count_notes([["Kuaro", 1.0], ["Long Ikis", 2.0], ["Batu Sopang", 3.0], *below]) == count


@pytest.mark.parametrize(
    "rows",
    [
        [["A", "Aparatur"], ["B", "Bencana"], ["S", "Sumber Daya Air"]],
        [["L", "Laki-laki"], ["P", "Perempuan"], ["Keterangan", "tidak diisi"], ["Sumber:", "BPS"]],
        [[1, "Guru"], [2, "Dokter"], ["A", "Lainnya"], ["B", "Tidak bekerja"]],
        [["1", "Guru"], ["2", "Dokter"], [N, N], ["A", "Sumber Daya Air"], ["B", "Lainnya"]],
    ],
)
def test_the_last_rows_of_a_list_of_codes_and_names_are_rows(rows):
    assert count_notes(rows) == 0


@pytest.mark.parametrize(
    "label",
    [
        "Jumlah",
        "TOTAL",
        "Jumlah Total",
        "Sub Total",
        "Rata-rata",
        "Jml.",
        "Jumlah/Total",
        "Grand total:",
        "J U M L A H",
        "T O T A L:",
    ],
)
def test_a_row_that_sums_up_says_so_in_its_first_cell(label):
    assert total_label([N, label]) == label


@pytest.mark.parametrize(
    "cells", [["Jumlah Penduduk"], ["Kuaro", "Jumlah"], ["Total Persada"], [5.0, "Total"], [N]]
)
def test_other_rows_do_not(cells):
    assert total_label(cells) == ""


def test_a_row_says_what_it_is_in_the_first_ten_columns_with_a_header():
    assert label_columns(["", "No", "Nama", *"abcdefghij"]) == [*range(1, 11)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Kecamatan", "Luas", "Hasil"], [1.0, 2.0, 3.0], ["Kuaro", 5.0, 6.0], ["Long Ikis", 7.0, 8.0], [2023.0, 9.0, 9.0]],
        [["Kecamatan", "Luas", "Hasil"], ["1", "2", "3"], ["Kuaro", "5", "6"], ["Long Ikis", "7", "8"], ["2023", "9", "9"]],
        [["No", "Kecamatan", "Luas"], ["1", "2", "3"], ["1", "Kuaro", "5"], ["2", "Long Ikis", "7"], ["", "2023", "9"]],
        [["Desa", "Penduduk"], [1.0, 2.0], ["Contoh A", 5.0], ["Contoh B", 7.0]],
        [["Desa", "Penduduk"], ["1", "2"], ["Contoh A", "5"], ["Contoh B", "7"], ["Contoh C", "-"]],
    ],
)  # fmt: skip
def test_numbers_above_words_are_those_of_the_columns_also_where_years_stand_below_and_over_two(rows):
    head = find_head([[cell or N for cell in row] for row in rows])
    assert head
    assert (head.body, head.numbered) == (2, True)


@pytest.mark.parametrize(
    "rows",
    [
        [["Tahun", "Kasus"], [1.0, 2.0], [3.0, 4.0], [5.0, 6.0]],
        [["Kode", "Nilai"], ["1", "2"], ["2", "5"], ["Lain", "7"]],
        [["Kode", "Nilai"], ["1", "2"], ["A", "5"], ["2", "7"]],
        [["Kode", "Nilai", "Ket"], ["1", "2", N], ["A", "5", "x"], ["B", "7", "y"]],
    ],
)
def test_two_numbers_are_a_row_of_data_where_few_words_or_more_columns_stand_there(rows):
    head = find_head(rows)
    assert head
    assert (head.body, head.numbered) == (1, False)
