"""Claims about the two engines: what is personal does not depend on the size of the file."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.privacy.rules.kinds import (
    ARABIC_DIGITS,
    BOLD_DIGITS,
    INDIAN_DIGITS,
    PERSIAN_DIGITS,
    WIDE_DIGITS,
    anywhere,
    data_in,
    is_suspect,
    within_longer,
)
from ckanext.paser.privacy.rules.plainly import facts
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file

DIGITS = "0123456789"
NIK = st.builds(
    "{}{:02}{:02}{:02}{:02}{:04}".format,
    st.sampled_from(["6401", "3578", "2001", "1310"]),
    st.integers(0, 12),
    st.integers(1, 75),
    st.integers(0, 13),
    st.integers(0, 99),
    st.integers(0, 9999),
)
WRITTEN = st.tuples(
    NIK,
    st.sampled_from(
        [
            "{}",
            "'{}",
            "NIK: {}, RT 1",
            "No. KK {}",
            "klinik {}",
            "a.n. {}",
            "{} ganda",
            "{} dan {}",
            "0.{}",
            "1.{}",
            "12,{} x",
            "{}7",
            "\u00a0{}\n",
        ]
    ),
).map(lambda pair: pair[1].format(pair[0], pair[0]))
VALUES = [
    NIK,
    WRITTEN,
    NIK.map(lambda n: f"{n[:6]}.{n[6:12]}-{n[12:]}"),
    NIK.map(lambda n: f"{n[:4]}\u2013{n[4:8]}\u2009{n[8:12]}\u202f{n[12:]}"),
    NIK.map(lambda n: f"{n[0]},{n[1:15]}E+15"),
    st.builds(
        lambda n, mark: mark.join([n[:4], n[4:8], n[8:12], n[12:]]),
        NIK,
        st.sampled_from(
            ["  ", " - ", "/", "_", ", ", "'", "|", " + ", "]", "\\", "***", " \u2022 ", "\u00b7"]
        ),
    ),
    st.sampled_from(
        ["(0812) 345678", "08 12 34 56 78 90", "0812/345678", "01/01/2024 - 05/01/2024", "+62 (812) 3456-789"]
    ),
    NIK.map(lambda n: f"{n[:8]}\r\n{n[8:]}"),
    st.builds(lambda n, mark: f"n\u0130k NIK : {mark.join(n)}", NIK, st.sampled_from(["", " ", "- ", "\n"])),
    NIK.map(lambda n: n[:15]),
    NIK.map(lambda n: n.replace("0", "O")),
    NIK.map(lambda n: n.translate(str.maketrans(DIGITS, WIDE_DIGITS))),
    st.builds(
        lambda n, mark, digits: mark.join(n).translate(str.maketrans(DIGITS, digits)),
        NIK,
        st.sampled_from(["", " ", ".", " - ", "_", ":", "\n", ", ", "|", "\u200b", "+", "\\", "*", "\u2022"]),
        st.sampled_from(
            [DIGITS, WIDE_DIGITS, ARABIC_DIGITS, PERSIAN_DIGITS, INDIAN_DIGITS, BOLD_DIGITS[10:20]]
        ),
    ),
    st.builds(
        lambda n, mark: mark.join(f"0{n}"),
        st.integers(8 * 10**10, 9 * 10**10),
        st.sampled_from([" ", ".", "-", " / ", "_", ",", "\n"]),
    ),
    st.builds(
        "{} {}".format,
        st.sampled_from(
            ["NPWP", "No. NPWP:", "Wajib Pajak (x)", "npwp a.n. Siti", "BPJS", "no jkn", "\u212aIS"]
        ),
        st.sampled_from(
            [
                "011002000724000",
                "01 100 200 0 724 000",
                "0001234567890",
                "000 123",
                "0 0 0 1 2 3 4 5 6 7 8 9 0",
            ]
        ),
    ),
    st.sampled_from(
        [
            "warga at gmail.com",
            "warga (at) gmail (dot) com",
            "a [at] yahoo.co.id\n",
            "info at gmail.com",
            "x @ gmail.com",
            "y @hotmail.com",
            "desa at x.com",
        ]
    ),
    st.sampled_from(["belum ada", "-", " Tidak punya KTP", "nihil"]),
    st.builds("{}{}".format, st.integers(0, 6), st.sampled_from([",0", ".00", ".000", " jiwa", "Orang"])),
    st.from_regex(r"\A(\+62|62|0)8[0-9][ -]?[0-9]{4,6}[ -]?[0-9]{3,6}\Z"),
    st.sampled_from(["warga@gmail.com", "info@contoh.co.id", "a@b.go.id, c@yahoo.com", "x@y", "ſ@K.com"]),
    st.from_regex(r"\A[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}\Z").filter(str.isascii),
    st.sampled_from(["KT 1234 AB", "kt1234ab", "DA 1 X", "1234"]),
    st.integers(0, 6).map(str),
    st.sampled_from(
        ["Kasus HIV", "Puskesmas TB", "VCT", "Banjir", "1-0", "1-4", "ada 1", "satu orang", "Yatim", "ya"]
    ),
    NIK.map(lambda n: n[:6]),
    NIK.map(lambda n: n[6:]),
    st.builds("8125{:07}".format, st.integers(0, 10**7 - 1)),
    st.sampled_from(
        [
            "PT Contoh",
            " pt. Contoh\nKuaro\n",
            "Toko\n",
            "TK",
            "\u00a0SDN 1",
            "\u017fwa\u017fta",
            "Tokoh Contoh",
            "Budi Contoh, S.Pd.",
            " Laki-laki",
            "n\u0131 budi",
            "Kader Pos\n",
            "Contoh",
        ]
    ),
    st.sampled_from(["-1.901234", "116,191234", "1.2"]),
    st.sampled_from(
        [
            "-1.901234, 116.191234",
            "POINT(116.191234 -1.901234)\n",
            "q=-1.901234%2C116.191234",
            "-1,901234;116,191234\u00a0",
        ]
    ),
    st.sampled_from(
        [
            "Grand Hotel\n",
            "Hotel",
            "RM\nPadang",
            "Siti Contoh",
            "Rina Misal\n",
            "Rumah\u00a0Siti",
            "\u212aopi A",
        ]
    ),
    st.sampled_from(
        [
            "https://maps.app.goo.gl/AbCdEfGh\n",
            "goo.gl/Map\u017f/AbCdE",
            "1\u00b054'10.2\"S 116\u00b011'20.4\"E",
            "S 01 54 10.2 E 116 11 20.4",
            "6PC4XX2C+22",
            "2222+22",
            "\uff16PC4 XX+XX\n",
        ]
    ),
    st.builds(
        "{}{} {} Jl. Contoh{}RT 02".format,
        st.sampled_from(["SITI CONTOH", "1. Budi bin Misal", "budi", "SDN 1", "Ma\u2019ruf"]),
        st.sampled_from([",", "\n", " (", "\u2013", ""]),
        st.sampled_from(["Paser 12-03-1990", "3 Mei 2001", "12-03-2024", "1990"]),
        st.sampled_from([" ", "\r\n", "x" * 120, "\U0001f600" * 119 + " "]),
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=6),
]
HEADERS = st.sampled_from(
    [
        "NIK", "No. KK", "Nama Lengkap", "Nama", "Pemilik", "Tgl Lahir", "Alamat", "No HP", "lat", "Desa", "Penderita HIV", "Nopol", "BPJS",
        "Siswa", "Peserta Pelatihan", "Diagnosa", "Jenis Kekerasan", "RT", "RT/RW", "No. Rekening", "Nama Ketua RT",
        "Data Warga", "Data", "Lokasi", "Name", "Address", "Usia", "Nama Siswa",
        "Indikator", "Kolom2", "Kolom3", "Status", "Kejadian", "Korban", "Poli", "Lolo", "Santri", "Pengurus", "No Rek", "Satuan", "Yatim",
        "Tikor", "X", "Puskesmas", "x", "",
    ]
)  # fmt: skip
TITLES = st.sampled_from(
    [[], [["Kasus kekerasan a.n. 6401015708900001"], [""]], [["DATA CONTOH"]], [["DAFTAR PENERIMA BANTUAN"]]]
)
BELOW = st.sampled_from(
    [
        [],
        [["Jumlah", "6401015708900001"]],
        [["", "", "Jumlah", "6401015708900001"]],
        [["Jumlah", "6281234567890"], [""], ["Sumber: contoh, 0812 3456 7890"]],
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    kinds = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=4))
    gap = draw(st.sampled_from([st.nothing(), st.just(""), st.just("-")]))
    rows = draw(st.lists(st.tuples(*(kind | gap for kind in kinds)), min_size=1, max_size=12))
    header = ["Uraian", *draw(st.lists(HEADERS, min_size=len(kinds), max_size=len(kinds)))]
    return [*draw(TITLES), header, *[[f"baris {i}", *row] for i, row in enumerate(rows)], *draw(BELOW)]


def findings(path: Path, large: int) -> object:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return sorted(read_file(path, None, Path(folder), large).scan(), key=str)
        except ProblemError as error:
            return error.problem.code


@settings(deadline=None, max_examples=60)
@given(tables(), st.sampled_from([",", ";", "\t"]))
def test_personal_data_are_found_alike_whatever_the_size_of_the_file(table, separator):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=separator).writerows(table)
        assert findings(path, large=0) == findings(path, large=1 << 40)


@given(st.one_of(VALUES))
def test_each_cell_with_a_datum_has_the_sign_of_its_detector(text):
    for detector in (*anywhere(), within_longer(), *(told for _, told in facts(["Kolom1"]))):
        assert not data_in(detector, text) or re.search(detector.sign, text)


@given(st.one_of(VALUES))
def test_each_cell_with_a_datum_is_let_through_by_the_first_question(text):
    for detector in anywhere():
        assert not data_in(detector, text) or is_suspect(text)


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["duckdb", "python"])
def test_a_number_below_a_long_table_holds(tmp_path, large):
    rows = [["Desa", "Jumlah"], *[[f"Desa {n}", n] for n in range(300)], ["Jumlah", "a.n. 0812 3456 7890"]]
    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([*rows, ["", ""], ["Catatan: NIK 6401015708900001", ""]])
    found = read_file(path, None, tmp_path, large).scan()
    assert [(f.kind, f.severity, f.cells) for f in found] == [
        ("nik", "hold", ("A304",)),
        ("telepon", "hold", ("B302",)),
    ]
