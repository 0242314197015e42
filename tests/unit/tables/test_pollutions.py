"""Claims about one clean table under the pollutions of the Pollock benchmark (Vitagliano et al., VLDB 2023).

The files are our own: a small table is written in each way in which real CSV files depart from RFC 4180. Each comes
out as the same table, as the table that is said here, or is refused with the code that is said here.
"""

# ruff: noqa: E501  a line is a file, or what it becomes
from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

import pytest

from ckanext.paser.problems import ProblemError

# DATA CONTOH
HEADER = ["Tanggal", "Desa", "Kategori", "Jumlah", "Nilai"]
ROWS = [
    ["2024-01-05", "Contoh Jaya", "tahap 1, baru", "12", "1.5"],
    ["2024-01-06", 'Desa "Makmur"', "tahap 2", "7", "22.25"],
    ["2024-02-10", "Contoh Sari", "tahap 1, baru", "151", "0.75"],
    ["2024-02-11", "Contoh Baru", "tahap 3", "9", "10.5"],
]
COLUMNS = ["tanggal:date", "desa:text", "kategori:text", "jumlah:integer", "nilai:number"]


@dataclass(frozen=True)
class Writing:
    """How a table is written as CSV."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"
    all_quoted: bool = True
    after: str = ""
    """What follows each delimiter."""

    def cell(self, text: str) -> str:
        if self.quote and (self.all_quoted or any(c in text for c in (self.delimiter, self.quote, "\n"))):
            return f"{self.quote}{text.replace(self.quote, self.escape + self.quote)}{self.quote}"
        return text

    def row(self, cells: list[str]) -> str:
        return (self.delimiter + self.after).join(map(self.cell, cells)) + self.end

    def table(self, rows: list[list[str]]) -> str:
        return "".join(map(self.row, rows))


CLEAN = Writing()
ALL = [HEADER, *ROWS]


def with_row(n: int, text: str) -> str:
    """The table with its n-th line written otherwise."""
    lines = [CLEAN.row(row) for row in ALL]
    lines[n] = text
    return "".join(lines)


def one(n: int, **otherwise: str) -> str:
    """The table with its n-th row in another writing than the others."""
    return with_row(n, replace(CLEAN, **otherwise).row(ALL[n]))


def cut(n: int, fields: int) -> str:
    """The table with its n-th row cut off, or filled up with more values."""
    return with_row(n, CLEAN.row([*ALL[n], *["lebih"] * 9][:fields]))


def renamed(i: int, label: str, column: str) -> tuple[str, object]:
    header = [*HEADER[:i], label, *HEADER[i + 1 :]]
    return CLEAN.table([header, *ROWS]), ([*COLUMNS[:i], column, *COLUMNS[i + 1 :]], ROWS)


def wide(columns: int) -> str:
    return CLEAN.table([[f"k{n}" for n in range(columns)], *[[str(n) for n in range(columns)]] * 3])


SAME = (COLUMNS, ROWS)
NOTES = ["Laporan desa", "DATA CONTOH", "dicetak 2024"]
SECOND = [["Kode", "Nama"], ["A", "Satu"], ["B", "Dua"]]

# fmt: off
FILES: dict[str, tuple[str | bytes, object]] = {
    "nothing": (CLEAN.table(ALL), SAME),
    # the whole file
    "no bytes": ("", "empty"),
    "in latin-1": (CLEAN.table(ALL).replace("Sari", "Sári").encode("latin-1"), (COLUMNS, [[c.replace("Sari", "Sári") for c in row] for row in ROWS])),
    "in UTF-16": (CLEAN.table(ALL).encode("utf-16"), SAME),
    "one column": (CLEAN.table([[row[1]] for row in ALL]), (["desa:text"], [[row[1]] for row in ROWS])),
    "a thousand columns": (wide(1000), ([f"k{n}:integer" for n in range(1000)], [[str(n) for n in range(1000)]] * 3)),
    "more than a thousand columns": (wide(1024), "too_many_columns"),
    "17,000 columns": (wide(17_000), "too_many_columns"),
    "one row": (CLEAN.table(ALL[:2]), (COLUMNS, ROWS[:1])),
    "no row": (CLEAN.table(ALL[:1]), "no_rows"),
    "no header": (CLEAN.table(ROWS), ([f"kolom_{n}:{column.split(':')[1]}" for n, column in enumerate(COLUMNS, 1)], ROWS)),
    "preamble with delimiters": (CLEAN.table([*([note, "", "", "", ""] for note in NOTES), *ALL]), SAME),
    "preamble without delimiters": (CLEAN.table([*([note] for note in NOTES), *ALL]), SAME),
    "preamble and a blank row": (CLEAN.table([*([note] for note in NOTES), [""] * 5, *ALL]), SAME),
    "preamble and a blank line": (CLEAN.table([[note] for note in NOTES]) + "\r\n" + CLEAN.table(ALL), SAME),
    "footnotes below a blank row": (CLEAN.table([*ALL, [""] * 5, *([note, "", "", "", ""] for note in NOTES)]), SAME),
    "footnotes below a blank line": (CLEAN.table(ALL) + "\r\n" + CLEAN.table([[note] for note in NOTES]), SAME),
    "footnotes that say that they are": (CLEAN.table([*ALL, ["Sumber: DATA CONTOH"], ["Catatan: sementara"]]), SAME),
    # line ends
    "line feeds": (replace(CLEAN, end="\n").table(ALL), SAME),
    "carriage returns": (replace(CLEAN, end="\r").table(ALL), SAME),
    "no line end at the end": (CLEAN.table(ALL).rstrip(), SAME),
    **{f"another line end in row {n}": (one(n, end="\n"), SAME) for n in (0, 1, 2, 4)},
    # delimiters
    "semicolons": (replace(CLEAN, delimiter=";").table(ALL), SAME),
    "bars": (replace(CLEAN, delimiter="|").table(ALL), SAME),
    "tabs": (replace(CLEAN, delimiter="\t").table(ALL), SAME),
    "commas and blanks": (replace(CLEAN, after=" ", all_quoted=False).table([[c.replace(",", "").replace('"', "") for c in row] for row in ALL]),
                          (COLUMNS, [[c.replace(",", "").replace('"', "") for c in row] for row in ROWS])),
    "commas, blanks, quotation marks": (replace(CLEAN, after=" ").table(ALL), SAME),
    "blanks for delimiters": (replace(CLEAN, delimiter=" ").table(ALL), "no_separator"),
    "colons": (replace(CLEAN, delimiter=":").table(ALL), "no_separator"),
    "two tabs": (replace(CLEAN, delimiter="\t\t").table(ALL), SAME),
    **{f"another delimiter in row {n}": (one(n, delimiter=";"), "bad_quote") for n in (1, 2, 4)},
    # quotation marks
    "marks only where needed": (replace(CLEAN, all_quoted=False).table(ALL), SAME),
    "apostrophes": (replace(CLEAN, quote="'", escape="'").table([[row[1], row[3]] for row in ALL]),
                    (["desa:text", "jumlah:text"], [[f"'{row[1]}'", f"'{row[3]}'"] for row in ROWS])),
    "backslash before marks": (replace(CLEAN, escape="\\").table(ALL), "bad_quote"),
    "backslash in one row": (one(2, escape="\\"), "bad_quote"),
    "a mark that is not closed": (with_row(3, CLEAN.row(ALL[3]).replace('"Contoh Sari"', '"Contoh Sari')), "bad_quote"),
    # values too few or too many
    **{f"row {n} cut off": (cut(n, 3), (COLUMNS, [*ROWS[: n - 1], [*ROWS[n - 1][:3], "", ""], *ROWS[n:]])) for n in (1, 2, 4)},
    **{f"row {n} with more": (cut(n, 8), "long_row") for n in (1, 2, 4)},
    **{f"row {n} empty": (with_row(n, "\r\n"), (COLUMNS, [*ROWS[: n - 1], *ROWS[n:]])) for n in (1, 2, 4)},
    "header cut off": (cut(0, 3), ([*COLUMNS[:3], "kolom_4:integer", "kolom_5:number"], ROWS)),
    # headers
    "a label missing": renamed(1, "", "kolom_2:text"),
    "a label with signs": renamed(3, "Jumlah/%R", "jumlah_r:integer"),
    "a label twice": renamed(3, "Desa", "desa_2:integer"),
    "a label of 600,000 characters": renamed(1, "DESA" * 150_000, f"{'desa' * 15}des:text"),
    "labels over two rows": (CLEAN.table([["Tanggal", "Desa", "Kategori", "Capaian", ""], ["", "", "", "Jumlah", "Nilai"], *ROWS]),
                             ([*COLUMNS[:3], "capaian_jumlah:integer", "capaian_nilai:number"], ROWS)),
    # values
    "a date written otherwise": (with_row(2, CLEAN.row(["06/01/2024", *ROWS[1][1:]])), (["tanggal:text", *COLUMNS[1:]], [ROWS[0], ["06/01/2024", *ROWS[1][1:]], *ROWS[2:]])),
    "a number written otherwise": (with_row(2, CLEAN.row([*ROWS[1][:4], "22,25"])), ([*COLUMNS[:4], "nilai:text"], [ROWS[0], [*ROWS[1][:4], "22,25"], *ROWS[2:]])),
    # several tables
    "a second table below": (CLEAN.table([*ALL, [""] * 5, *SECOND]), SAME),
    "a second table below that is wider": (CLEAN.table([*ALL, [""] * 5, *[row * 4 for row in SECOND]]), SAME),
    "a second table beside": (CLEAN.table([[*left, "", *right] for left, right in zip(ALL, [*SECOND, ["", ""], ["", ""]], strict=True)]),
                               ([*COLUMNS, "kode:code", "nama:text"], [[*left, *right] for left, right in zip(ROWS, [*SECOND[1:], ["", ""], ["", ""]], strict=True)])),
}
# fmt: on


@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
@pytest.mark.parametrize("name", FILES)
def test_a_polluted_file_becomes_its_table_or_is_refused(name, large, tmp_path, table):
    content, expected = FILES[name]
    (tmp_path / "file").write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        found: object = table(tmp_path / "file", large=large)
    except ProblemError as error:
        found = error.problem.code
    assert found == expected


@pytest.mark.parametrize(
    "filename", ["data", "\u00a0.csv", "$.csv", ".csv", "data.tsv", "data.pdf", "data.tidakdikenal"]
)
def test_the_name_of_a_text_file_does_not_matter(filename, tmp_path, table):
    (tmp_path / "file").write_text(CLEAN.table(ALL), encoding="utf-8", newline="")
    assert table(tmp_path / "file", filename=filename) == SAME


def test_the_writer_of_these_tests_writes_what_pythons_reader_reads():
    assert list(csv.reader(io.StringIO(CLEAN.table(ALL), newline=""))) == ALL
