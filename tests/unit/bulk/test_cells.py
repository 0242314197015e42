"""Claims about one cell of the workbook."""

from __future__ import annotations

import pytest

from ckanext.paser.bulk.rules import choices
from ckanext.paser.bulk.rules.cells import WrongCellError, read, text_of
from ckanext.paser.bulk.rules.choices import of_agency
from ckanext.paser.bulk.rules.columns import Kind, by_key, columns

AGENCIES = [of_agency("dinas-kesehatan", "Dinas Kesehatan")]


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("tema_sdi", "04", "04"),
        ("tema_sdi", 4.0, "04"),
        ("tema_sdi", "04 Perlindungan Sosial dan Kesehatan", "04"),
        ("tema_sdi", "04 - Perlindungan Sosial dan Kesehatan", "04"),
        ("tema_sdi", "perlindungan  sosial dan kesehatan", "04"),
        ("tema_sdi", "Social protection and health", "04"),
        ("kode_urusan", 4.01, "4.01"),
        ("kode_urusan", 1.02, "1.02"),
        ("kode_urusan", "1.02 Kesehatan", "1.02"),
        ("subtema_rad", 4.01, "04.01"),
        ("frequency", "Tahunan", "http://publications.europa.eu/resource/authority/frequency/ANNUAL"),
        ("tujuan_sdgs", "1; 10. Berkurangnya Kesenjangan", ["1", "10"]),
        ("kode_wilayah", "Kuaro; 64.01", ["64.01", "64.01.05"]),
        ("kode_wilayah", 6401.0, ["64.01"]),
        ("kode_wilayah", "6401010; Kuaro; 6401", ["64.01", "64.01.01", "64.01.05"]),
        ("level_penyajian", ["kecamatan", "kabupaten"], ["kabupaten", "kecamatan"]),
        ("konsep", "Kemiskinan; Garis kemiskinan", ["Kemiskinan", "Garis kemiskinan"]),
        ("konsep", "Satu; dua\nTiga", ["Satu; dua", "Tiga"]),
        ("tag_string", "gizi, bayi; balita", ["gizi", "bayi", "balita"]),
        ("data_prioritas", "Ya", True),
        ("data_prioritas", "tidak", False),
        ("data_prioritas", True, True),
        ("sel_minimum", 10.0, 10),
        ("submission_period", "2025", 2025),
        ("jadwal_rilis", "31/12/2026", "2026-12-31"),
        ("jadwal_rilis", "2026-12-31T00:00:00", "2026-12-31"),
        ("temporal_coverage.start", 2020.0, ["2020"]),
        ("temporal_coverage.start", "2017; 2020-03", ["2017", "2020-03"]),
        ("temporal_coverage.end", "2024-12-31T00:00:00", ["2024-12-31"]),
        ("satuan", "Orang", "orang"),
        ("satuan", "ekor", "ekor"),
        ("version", 2.0, "2"),
        ("kode_dssd", 12345678.0, "12345678"),
        ("owner_org", "dinas kesehatan", "dinas-kesehatan"),
        (
            "indikator_pembangun.sumber_publikasi",
            "Buku A | Buku B; Buku C",
            [["Buku A", "Buku B"], ["Buku C"]],
        ),
        ("notes", "  DATA CONTOH \r\n kedua ", "DATA CONTOH \n kedua"),
        ("notes", "'=1+1", "=1+1"),
        ("notes", " ", None),
        ("notes", None, None),
    ],
)
def test_a_cell_is_read_as_its_column_asks(key, cell, value):
    assert read(by_key()[key], cell, AGENCIES) == value


@pytest.mark.parametrize(
    ("key", "cell", "code"),
    [
        ("tema_sdi", "99", "not_in_list"),
        ("tema_sdi", "04 Budaya dan Agama", "code_and_label_differ"),
        ("kode_wilayah", "64.01; Samarinda", "not_in_list"),
        ("kode_wilayah", "64.01.05; 6401010", "two_systems"),
        ("kode_wilayah", "64.01.05 Kuaro\n6401010", "two_systems"),
        ("kode_wilayah", ["6401010", "64.01.05"], "two_systems"),
        ("data_prioritas", "mungkin", "no_answer"),
        ("sel_minimum", "lima", "no_whole_number"),
        ("sel_minimum", 5.5, "no_whole_number"),
        ("jadwal_rilis", "Februari", "no_day"),
        ("jadwal_rilis", "31/02/2026", "no_day"),
        ("temporal_coverage.start", "tahun 2020", "no_period"),
        ("temporal_coverage.end", "2025-06-01T00:00:00", "month_or_day"),
        ("notes", "#REF!", "formula_error"),
        ("contact.name", "Siti, NIK 6401010101900001", "personal_number"),
        ("url", "https://contoh.test/warga?nik=6401010101900001", "personal_number"),
        ("notes", "https://contoh.test, a.n. Siti, NIK 6401010101900001", "personal_number"),
        ("owner_org", "Dinas Entah", "not_in_list"),
    ],
)
def test_a_cell_that_says_something_else_is_told(key, cell, code):
    with pytest.raises(WrongCellError) as wrong:
        read(by_key()[key], cell, AGENCIES)
    assert wrong.value.code == code


@pytest.mark.parametrize("name", sorted({column.codes for column in columns() if column.codes}))
def test_every_choice_of_a_list_is_read_back_by_code_and_as_the_template_writes_it(name):
    listed = choices.of_list(name)
    assert [choices.find(one.code, listed) for one in listed] == [*listed]
    assert [choices.find(one.shown, listed) for one in listed] == [*listed]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("konsep", ["Satu; dua"]),
        ("konsep", ["Satu; dua", "Tiga"]),
        ("variabel_pembangun.nama", ["A", "", "C"]),
        ("indikator_pembangun.sumber_publikasi", [["A", "B"], [], ["C"]]),
        ("apakah_indikator_komposit", False),
        ("sel_minimum", 10),
        ("kode_wilayah", ["64.01", "64.01.05"]),
    ],
)
def test_what_is_written_into_a_cell_is_read_back(key, value):
    column = by_key()[key]
    assert read(column, text_of(column, value)) == value


def test_every_kind_of_cell_is_in_the_workbook():
    assert {column.kind for column in columns()} == set(Kind)
