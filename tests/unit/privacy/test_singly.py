# ruff: noqa: E501  a line is a table
"""Claims about numbers whose digits stand alone, or that a text calls by their name, by both engines. Invented (DATA CONTOH)."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from ckanext.paser.privacy.rules.findings import Finding, outside
from ckanext.paser.privacy.rules.kinds import (
    ARABIC_DIGITS,
    BOLD_DIGITS,
    INDIAN_DIGITS,
    PERSIAN_DIGITS,
    is_suspect,
)
from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.privacy.scanning.records import scan_records
from ckanext.paser.tables.reading.child import LARGE, read_file

BORN = ["570890", "120385", "010177", "551299", "230401", "410610", "150766", "620295"]
NIK = [f"6401{n:02}{born}{n % 3 + 1:04}" for n, born in enumerate(BORN, 1)]
PHONES = [f"08134567{n * 91 + 1000}" for n in range(8)]
NPWP = [f"{n + 1:02}{n * 1234567 + 1002000:08}{724000 - 5:05}"[:15] for n in range(8)]
BPJS = [f"000{1234500000 + n * 771}" for n in range(8)]
PEOPLE = ["Siti", "Budi", "Ahmad", "Rina", "Joko", "Dewi", "Andi", "Fitri"]
MARKS = [" ", "  ", "-", " - ", ".", ",", "_", "/", ":", ";", "|", "\n", "\u00a0", "\u200b"]
Found = Callable[..., list]


@pytest.fixture(params=[LARGE, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """What holds a column with this header, beside another one."""

    def scan(label: str, cells: list[str], other: str = "Desa") -> list[Finding]:
        path: Path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = [[f"Contoh {n}", cell] for n, cell in enumerate(cells)]
            csv.writer(file, delimiter=";").writerows([[other, label], *rows])
        return [one for one in read_file(path, None, tmp_path, request.param).scan() if one.holds]

    return scan


def kinds(findings: list[Finding]) -> list[tuple[str, int]]:
    return [(one.kind, one.count) for one in findings]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("label", ["Ket", "Nomor", "Identitas"])
def test_a_nik_digit_by_digit_holds_below_any_header(found, label, mark):
    assert kinds(found(label, [mark.join(one) for one in NIK])) == [("nik", 8)]


@pytest.mark.parametrize("mark", [" ", " - ", ".", ":", "\u200b"])
@pytest.mark.parametrize(
    ("label", "numbers", "kind"),
    [
        ("NIK", NIK, "nik"),
        ("No. KK", NIK, "kk"),
        ("NPWP", NPWP, "npwp"),
        ("No. BPJS", BPJS, "bpjs"),
        ("No HP", PHONES, "telepon"),
    ],
)
def test_below_its_own_header_each_kind_holds_digit_by_digit(found, label, numbers, kind, mark):
    assert kinds(found(label, [mark.join(one) for one in numbers])) == [(kind, 8)]


@pytest.mark.parametrize("label", ["Ket", "NIK"])
@pytest.mark.parametrize("mark", [" ", "-", ".", "_", "/", ":"])
@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (6, 6, 4)])
def test_its_groups_may_be_parted_by_any_of_these(found, sizes, mark, label):
    ends = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    cells = [mark.join(one[a:b] for a, b in zip(ends, ends[1:], strict=False)) for one in NIK]
    assert kinds(found(label, cells, "Nama")) == [("nik", 8)]


ANY_MARK = [*"|+#~=\\*&^%;[", "\u00b7", "\u2022", " \u2022 ", "\u2192", "\uff0f"]


@pytest.mark.parametrize("mark", ANY_MARK)
@pytest.mark.parametrize(
    "column",
    [
        ("NIK", NIK, (6, 6, 4), "nik"),
        ("No KTP", NIK, (4, 4, 4, 4), "nik"),
        ("No. KK", NIK, (1,) * 16, "kk"),
        ("No HP", PHONES, (4, 4, 4), "telepon"),
        ("NPWP", NPWP, (2, 3, 3, 1, 3, 3), "npwp"),
        ("No. BPJS", BPJS, (4, 4, 5), "bpjs"),
    ],
)
def test_below_its_own_header_any_mark_parts_the_groups_of_a_number(found, column, mark):
    label, numbers, sizes, kind = column
    ends = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    cells = [mark.join(one[a:b] for a, b in pairwise(ends)) for one in numbers]
    assert kinds(found(label, cells)) == [(kind, 8)]


@pytest.mark.parametrize("hidden", ["***", "\u2022\u2022\u2022", "###", "xxx"])
def test_a_masked_telephone_holds_nothing(found, hidden):
    assert kinds(found("No HP", [f"081234{hidden}{one[-4:]}" for one in PHONES])) == []


def test_hours_beside_a_telephone_of_the_fixed_network_are_none(found):
    assert kinds(found("Telepon", [f"08:30-12:00, 13:00-16:0{n}" for n in range(8)])) == []


@pytest.mark.parametrize("mark", MARKS[:6])
@pytest.mark.parametrize("label", ["No HP", "Nomor HP", "Kontak", "Telepon", "WA"])
def test_a_telephone_digit_by_digit_holds_below_its_header(found, label, mark):
    assert kinds(found(label, [mark.join(one) for one in PHONES])) == [("telepon", 8)]


@pytest.mark.parametrize("form", ["+62 {}", "6 2 {}", "+6 2 {}", "WA: 0 {}", "0 {} (Siti)"])
def test_it_may_begin_with_its_country(found, form):
    assert kinds(found("No HP", [form.format(" ".join(one[1:])) for one in PHONES])) == [("telepon", 8)]


@pytest.mark.parametrize("mark", [" ", ".", "-", " - "])
def test_a_telephone_digit_by_digit_holds_elsewhere_too(found, mark):
    assert kinds(found("Ket", [f"WA {mark.join(one)}" for one in PHONES])) == [("telepon", 8)]


def test_one_nik_digit_by_digit_in_a_note_holds():
    assert kinds(outside("", "notes", [("A1", f"a.n. Siti {' '.join(NIK[0])}")])) == [("nik", 1)]


def drawn(least: int, most: int, digits: str, mark: str, rows: int = 300) -> list[str]:
    r = random.Random(7)  # noqa: S311 - the same in every run
    return [mark.join(r.choice(digits) for _ in range(r.randint(least, most))) for _ in range(rows)]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        *(("Jawaban", drawn(16, 16, digits, mark)) for digits in ("12345", "01", "0123456789") for mark in (" ", ",", "-")),
        *(("Skor", drawn(*size, "0123456789", " ")) for size in [(10, 14), (20, 30), (40, 90)]),
        ("Rincian", [f"0,{n} 1,{n} 8,2 3,4 5,{n} 6,7" for n in range(9)]),
        ("Kode Rekening", [f"5.{n}.2.{n}.01.0{n}.{n}.1" for n in range(9)]),
        ("Kode Wilayah", [f"64.01.0{n}.200{n}" for n in range(9)]),
        ("Waktu", [f"0{n}/0{n}/2024 10:30:0{n}" for n in range(1, 9)]),
        ("Pelaksanaan", [f"0{n}-0{n}-2024 - 1{n}-0{n}-2024" for n in range(1, 9)]),
        ("Tahun", ["2019/2020/2021/2022", "2020/2021/2022/2023", "2021_2022_2023_2024"]),
        ("Titik", [f"-1.91234{n}, 116.191234" for n in range(9)]),
        ("MAC", [f"64:01:01:57:08:9{n}" for n in range(9)]),
        ("Kontak", [f"(0543) 2100{n} / 87123{n}" for n in range(9)]),
        ("Telepon", [f"0543-2100{n} - 2108{n}" for n in range(9)]),
        ("Skor", [f"{n}-0, 8-{n}, 1-3, 4-5, 6-7" for n in range(1, 9)]),
        ("Keterangan", [f"Jumlah NPWP 12.34{n} 13.456 14.567" for n in range(9)]),
        ("Keterangan", [f"WP ber-NPWP 2021 2022 2023 202{n}" for n in range(9)]),
        ("Keterangan", [f"Iuran BPJS Rp 1.500.000.00{n}" for n in range(9)]),
        ("Keterangan", [f"Belanja BPJS 150000000000{n}" for n in range(9)]),
        ("Keterangan", [f"NPWP belum ada, pagu 12345678901{n}" for n in range(9)]),
        ("Keterangan", [f"pusat alamat gmail.com, foto at desa {n}" for n in range(9)]),
        ("Keterangan", [f"info at gmail.com, kantor @ gmail.com {n}" for n in range(9)]),
        ("Keterangan", [f"rapat yahoo {n}, hadir @ hotel.com" for n in range(9)]),
        ("Keterangan", [f"info (at) gmail (dot) com {n}" for n in range(9)]),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_holds_nothing(found, label, cells):
    assert kinds(found(label, cells)) == []


@pytest.mark.parametrize(
    "form",
    [
        "NPWP {}", "NPWP: {} a.n. Siti", "No. NPWP = {}", "npwp {}", "No NPWP (pribadi) {}", "NPWP Perusahaan : {}", "(NPWP {})",
        "sudah punya NPWP no. {}", "Wajib Pajak {}",
    ],
)  # fmt: skip
def test_an_npwp_that_is_called_so_holds_without_its_dots(found, form):
    assert kinds(found("Keterangan", [form.format(one) for one in NPWP])) == [("npwp", 8)]
    assert kinds(found("Keterangan", [form.format(f"0{NPWP[0]}"), *["-"] * 200])) == [("npwp", 1)]


@pytest.mark.parametrize("sizes", [(2, 3, 3, 1, 3, 3), (1,) * 15])
def test_its_groups_may_stand_apart(found, sizes):
    ends = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    cells = [" ".join(one[a:b] for a, b in zip(ends, ends[1:], strict=False)) for one in NPWP]
    assert kinds(found("Keterangan", [f"NPWP {cell}" for cell in cells])) == [("npwp", 8)]


@pytest.mark.parametrize(
    "form", ["No BPJS {} a.n. Siti", "BPJS: {}", "JKN {}", "No. KIS {}", "BPJS Kesehatan no. {}", "peserta bpjs ({})"]
)  # fmt: skip
def test_a_number_of_bpjs_that_is_called_so_holds(found, form):
    assert kinds(found("Keterangan", [form.format(one) for one in BPJS])) == [("bpjs", 8)]


@pytest.mark.parametrize("digits", [ARABIC_DIGITS, PERSIAN_DIGITS, INDIAN_DIGITS, BOLD_DIGITS[:10], BOLD_DIGITS[40:]], ids=["arabic", "persian", "indian", "bold", "mono"])  # fmt: skip
@pytest.mark.parametrize("label", ["NIK", "Ket"])
def test_digits_of_other_scripts_are_digits(found, label, digits):
    told = str.maketrans("0123456789", digits)
    assert kinds(found(label, [one.translate(told) for one in NIK])) == [("nik", 8)]
    assert kinds(found(label, [" ".join(one).translate(told) for one in NIK])) == [("nik", 8)]
    assert kinds(found("No HP", [one.translate(told) for one in PHONES])) == [("telepon", 8)]


@pytest.mark.parametrize(
    "form",
    ["{} at gmail.com", "{} [at] gmail.com", "{}[at]gmail.com", "{}(at) yahoo.co.id", "{}@ gmail.com", "{} @ gmail.com", "{} AT outlook.com", "WA/{} @hotmail.com",
     "{} (at) gmail (dot) com", "{} at yahoo dot co dot id", "{}[at]gmail[dot]com"],
)  # fmt: skip
def test_an_address_in_words_holds_below_any_header(found, form):
    assert kinds(found("Ket", [form.format(f"{name}.contoh") for name in PEOPLE])) == [("surel", 8)]


@pytest.mark.parametrize(
    "text",
    [
        *(mark.join(NIK[0]) for mark in MARKS), "6401_0505_0771_0003", "640101:010160:0001", "0 8 1 3 4 5 6 7 8 9", "0/8/1/3/4/5/6/7/8/9",
        "a at gmail.com", "a[at]yahoo.com", NIK[0].translate(str.maketrans("0123456789", PERSIAN_DIGITS)),
    ],
)  # fmt: skip
def test_the_first_question_lets_them_through(text):
    assert is_suspect(text)


@pytest.mark.parametrize(
    "text",
    ["05/01/2024", "05/01/2024 10:30", "10:30:00", "2024/2025", "obat yang habis", "pusat hotel", "64.01.01", "1.234.567", "rapat lintas sektor"],
)  # fmt: skip
def test_the_first_question_stays_closed_for_what_stands_in_any_table(text):
    assert not is_suspect(text)


@pytest.mark.parametrize(
    ("kind", "label", "value", "left"),
    [
        ("nik", "Ket", " ".join(NIK[0]), "6 4 •••"),
        ("telepon", "No HP", " ".join(PHONES[0]), "0 8 •••"),
        ("npwp", "Keterangan", f"NPWP {NPWP[0]} a.n. Siti", f"NPWP {NPWP[0][:4]}••• a.n. Siti"),
        ("surel", "Ket", "siti.contoh at gmail.com", "•••"),
        ("surel", "Ket", "siti.contoh (at) gmail (dot) com", "•••"),
    ],
)
def test_a_mask_leaves_no_more_of_them(kind, label, value, left):
    finding = Finding(kind, "", label, ("a",), (), 1, "hold")
    assert mask_of([finding], "a")(value) == left


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Kontak", " ".join(PHONES[0]), "telepon"),
        ("Ket", "-".join(NIK[0]), "nik"),
        ("Ket", f"NPWP {NPWP[0]}", "npwp"),
        ("Ket", f"No BPJS {BPJS[0]} a.n. Siti", "bpjs"),
        ("Ket", "siti.contoh [at] gmail.com", "surel"),
        ("Ket", NIK[0].translate(str.maketrans("0123456789", ARABIC_DIGITS)), "nik"),
    ],
)
def test_rows_that_are_written_are_asked_alike(label, value, kind):
    refused = scan_records([{"a": value, "desa": "Lolo"}], {"a": label, "desa": "Desa"}, Treatment())
    assert [(one.kind, one.column) for one in refused] == [(kind, "a")]
