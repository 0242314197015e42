"""Claims about the two engines: Python for small files, DuckDB for large ones, one meaning."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout

WHOLE = st.integers(-(10**9), 10**9)
DECIMAL = st.decimals(-(10**6), 10**6, places=2).map(str)


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


VALUES = [
    WHOLE.map(str),
    DECIMAL,
    WHOLE.map(lambda n: grouped(n, ".")),
    st.tuples(WHOLE, st.integers(0, 99)).map(lambda p: f"{grouped(p[0], '.')},{p[1]:02}"),
    st.tuples(WHOLE, st.integers(0, 99)).map(lambda p: f"{grouped(p[0], ',')}.{p[1]:02}"),
    st.integers(0, 10**6).map(lambda n: f"Rp {grouped(n, '.')},-"),
    st.integers(0, 10**6).map(lambda n: f"(Rp{grouped(n, '.')})"),
    st.integers(-(10**6), 10**6).map(
        lambda n: f"Rp ({grouped(-n, '.')},00)" if n < 0 else f"Rp {grouped(n, '.')},00"
    ),
    st.sampled_from(["Rp(1.500)", "Rp   (2.500)", "Rp -", "rp. (3.500,-)", "IDR 4.500"]),
    st.integers(-999, 999).map(lambda n: f"{n},5 %".replace("-", "−")),
    st.dates().map(lambda d: d.isoformat()),
    st.dates().map(lambda d: f"{d.day:02}/{d.month:02}/{d.year}"),
    st.dates().map(lambda d: f"{d.day}-{d.month}-{d.year}"),
    st.tuples(st.integers(1, 31), st.sampled_from(["Maret", "Mei", "februari", "Dec"])).map(
        lambda p: f"{p[0]} {p[1]} 2024"
    ),
    st.sampled_from(["Mar-24", "Agustus 2023", "Des 2022"]),
    st.datetimes().map(lambda d: d.isoformat(timespec="seconds")),
    st.datetimes().map(lambda d: d.strftime("%d/%m/%Y %H:%M")),
    st.sampled_from(["Ya", "tidak", "YA"]),
    st.sampled_from(["TW I 2024", "Triwulan iv tahun 2023", "2024-Q2", "2024/TW III", "q1 2024"]),
    st.sampled_from(["Semester II 2024", "smt. 1 2023", "2024-S2"]),
    st.sampled_from(["1,2 juta", "Rp 3 Miliar", "950 rb", "2.5jt."]),
    st.sampled_from(["12/31/2024", "01/02/2024", "2-3-2024"]),
    st.sampled_from(["1e+05", "1.5E+3", "1,5E+3", "2500", "-2.50e1", "0e+00"]),
    st.sampled_from(["1.5e+0", "1,5E-05", "1e+05", "2500", "6,40101E+15", "8.12346E+11", "1E5"]),
    st.sampled_from(["31/12/2024 23.59", "1.2.2024, 08.00.01", "01/02/2025 07:30"]),
    st.sampled_from(["31/12/24", "31-Des-24", "1-2-65", "2024-12-31T08:00Z", "1/2/2024 08:00 WITA"]),
    st.integers(1000, 10**6).map(lambda n: grouped(n, ".")),
    st.sampled_from(["64.01.01", "007", "0812-3456-7890", "6401010101700001", "+62 812 345 678"]),
    st.sampled_from(
        [
            "Batu Sopang",
            ' Toko "Sinar"',
            "a\nb",
            "x;y,z",
            "Jumlah anak",
            "\u00a0Kuaro ",
            "Long\u00a0Ikis",
            "tidak ada",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=6),
]
MARKS = st.sampled_from(["", "-", "...", "n/a", " – ", "*", "#N/A", "#REF!", "Rp-"])


TITLES = st.sampled_from([[], [["Jumlah Penduduk"], [""]], [["PEMERINTAH KABUPATEN PASER"], ["Tahun 2024"]]])
BELOW = st.sampled_from(
    [
        [],
        [["Jumlah", "5"]],
        [["", "J U M L A H", "5"]],
        [["Jumlah", "5", "6"], ["Angka per 1.000", "5"], [""], ["Sumber: BPS"]],
        [["", "", "Rata-rata", "5"], [""], ["Sumber: BPS"]],
        [[""], ["Sumber: BPS"]],
        [["Total"], ["Catatan: *) sementara", ""], [""]],
        [["Jumlah", "5", "6"], ["2023", "5", "7"], ["Tahun 2022", "5", ""]],
        [["Kabupaten Paser 2024", "5"], ["2023", "4"], [""], ["Sumber: BPS"]],
        [["Rata-rata", "5"], ["Maksimum", "9"], ["Kalimantan Timur", "5"]],
        [["Jumlah 2024", "5"], ["Jumlah 2023", "5"]],
        [["", ""], ["", "Kepala"]],
        [["Sumber/Source: BPS"], ["Catatan/Note:"]],
        [["", ""], ["Keterangan:"], ["L", "Laki-laki"], ["Sumber:", "BPS"]],
        [[""], ["Mengetahui", "Tana Paser"], ["", ""], ["Kadis", "Kabid"]],
        [["Mengetahui,", "Tana Paser, 3 Maret 2025"], ["", ""], ["Kadis", "Kabid"]],
    ]
)


def _sums(rows: list[list[str]]) -> list[str]:
    """What the columns of whole numbers come to."""
    columns = [*zip(*rows, strict=True)][1:]
    return [
        str(sum(map(int, cells))) if all(re.fullmatch("-?[0-9]+", cell) for cell in cells) else ""
        for cells in columns
    ]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    kinds = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=5))
    slips = draw(st.sampled_from([st.nothing(), MARKS, MARKS | st.text("abc1.,", max_size=4)]))
    rows = draw(st.lists(st.tuples(*(kind | slips for kind in kinds)), min_size=1, max_size=12))
    headers = st.sampled_from(["Kode", "Tahun", "Nilai (%)", "Nama", "", "dua\nbaris"])
    years = st.sampled_from(["2021", "2022*", "Tahun 2023", "Luas 2021", "Luas 2022", "Mei 2024", "Jumlah"])
    names = draw(st.lists(draw(st.sampled_from([headers, years])), min_size=5, max_size=5))
    header = [draw(st.sampled_from(["Uraian", "Kecamatan", "Nama:"])), *names[: len(kinds)]]
    every = draw(st.sampled_from([1, 1, 3]))
    ending = draw(st.sampled_from(["", ":"]))
    body = [["" if i % every else f"baris {i}{ending}", *row] for i, row in enumerate(rows)]
    if draw(st.booleans()):
        group = body[: draw(st.integers(1, len(body)))]
        named = st.sampled_from(
            ["Jumlah Long Ikis", "Total Kuaro", "Jumlah", "Kabupaten Paser", "Persentase"]
        )
        at = draw(st.sampled_from([0, len(group)]))
        parts = group[draw(st.integers(0, len(group) // 2)) :]
        body.insert(at, [draw(named), *_sums(parts)])
    if draw(st.booleans()):
        body.insert(draw(st.integers(0, len(body) - 1)), [])
    if draw(st.booleans()):
        body.append(
            [
                draw(st.sampled_from(["Kabupaten", "Paser", "Jumlah Kuaro"])),
                *_sums([row for row in body if row]),
            ]
        )
    if draw(st.booleans()):
        again = [
            [*header[:1], *draw(st.permutations(header[1:]))],
            header,
            ["Wilayah", *header[1:]],
            ["Uraian", "RTM"],
        ]
        between = st.sampled_from(
            [[], [[]], [[], ["Tabel 2 Rumah"]], [["Tabel 2"], []], [[], ["Kecamatan Kuaro"]]]
        )
        at = draw(st.integers(0, len(body)))
        body[at:at] = [*draw(between), draw(st.sampled_from(again))]
    if draw(st.booleans()):
        unit = st.sampled_from(["(Rp)", "(jiwa)", "%", "", "(1)"])
        body.insert(0, [draw(st.sampled_from(["", "Satuan"])), *draw(st.lists(unit, min_size=1, max_size=4))])
    around = [draw(TITLES), draw(BELOW)]
    if draw(st.booleans()):
        body[-1].append(draw(st.sampled_from(["", "5", "lebih"])))
    if draw(st.booleans()):
        around = [[row + [""] * (len(header) - len(row)) for row in part] for part in around]
    return [*around[0], header, *body, *around[1]]


CHOICES = st.builds(
    Choice,
    st.sampled_from([None, *Type]),
    st.sampled_from([None, "id", "en", "mesin"]),
    st.sampled_from([(), ("0", "tidak ada"), ("Ya", "5")]),
)
ASKED = st.fixed_dictionaries(
    {
        "choices": st.just({})
        | st.dictionaries(st.sampled_from(["kode", "tahun", "nama", "2021", "nilai"]), CHOICES, max_size=2),
        "last": st.dictionaries(
            st.sampled_from(["kode", "tahun", "nama", "luas_2021"]), st.sampled_from(["bare_id", "decimal"])
        ),
        "long": st.booleans(),
        "layout": st.just(AS_FOUND)
        | st.builds(
            Layout,
            st.sampled_from([None, (1, 1), (2, 2), (2, 3), (3, 3), (1, 3), (40, 40)]),
            st.sampled_from([(), ("baris 1",), ("Kabupaten Paser", "baris 2 | Batu Sopang"), ("Kuaro",)]),
            st.sampled_from(
                [(), ("Jumlah",), ("jumlah long  ikis", "Total Kuaro", "Jumlah Kuaro"), ("Paser",)]
            ),
        ),
    }
)


def read(path: Path, large: int, asked: dict[str, Any]) -> object:
    """All that comes of a file: columns, notes, problems and rows, or the one problem."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as out:
        try:
            table = read_file(path, None, Path(folder), large, **asked)
        except ProblemError as error:
            return error.problem if "field" in error.problem.params else error.problem.code
        table.write(out.fileno())
        out.seek(0)
        rows = list(csv.reader(io.StringIO(out.read().decode(), newline="")))
        return table.reading, rows


@settings(deadline=None, max_examples=60)
@given(tables(), st.sampled_from([",", ";", "\t"]), ASKED)
def test_a_file_is_read_alike_whatever_its_size(table, separator, asked):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=separator).writerows(table)
        assert read(path, 0, asked) == read(path, 1 << 40, asked)


def test_a_control_character_ends_no_line_in_either_engine(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("Uraian,Kode\nbaris 0,\x1e\nbaris 1,\n", encoding="utf-8")
    readings = [read_file(path, None, tmp_path, large).reading for large in (1 << 40, 0)]
    assert [reading.rows for reading in readings] == [2, 2]


def test_a_hard_blank_within_a_text_is_a_space_in_either_engine(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(
        "Kecamatan,Padi\nLong\u00a0Ikis,1\u00a0234\nMuara\u202fSamu,5\nKuaro,6\n", encoding="utf-8"
    )
    rows = [["Long Ikis", "1234"], ["Muara Samu", "5"], ["Kuaro", "6"]]
    tables = [read(path, large, {}) for large in (1 << 40, 0)]
    assert [[row[1:] for row in table[1]] for table in tables] == [rows, rows]
