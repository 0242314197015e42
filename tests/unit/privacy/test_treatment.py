"""Claims about decisions: which findings they answer, and what they do to a table. Invented people (DATA CONTOH)."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import pytest

from ckanext.paser.child import say_where_not_what
from ckanext.paser.privacy.rules.deciding import decided_columns
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import (
    Decision,
    Treatment,
    is_overtaken,
    may_stay,
    open_findings,
    shows_more,
    together,
)
from ckanext.paser.privacy.scanning.treated import treated
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file, scanned
from ckanext.paser.tables.reading.reader import open_table
from ckanext.paser.tables.rules.layout import AS_FOUND
from ckanext.paser.tables.rules.table import Column, Reading

NIK = Finding("nik", "", "NIK", ("nik",), ("B2",), 3, "hold")
BIRTH = Finding("nama_lahir", "", "Nama", ("nama", "tgl_lahir"), ("A2",), 3, "hold")
SMALL = Finding("sel_kecil", "", "Kasus", ("kasus",), ("C2",), 1, "hold")
COMMENT = Finding("nik", "", "comments", (), (), 1, "hold")
TOLD = Finding("nip", "", "NIP", ("nip",), ("D2",), 1, "warn")


@pytest.mark.parametrize(
    ("decisions", "left"),
    [
        ([], [NIK, BIRTH, SMALL, COMMENT]),
        ([("drop_column", ["nik"])], [BIRTH, SMALL]),
        ([("mask", ["nik", "tgl_lahir"])], [SMALL]),
        ([("mask", ["kasus"])], [NIK, BIRTH, SMALL]),
        ([("mask", ["nik"]), ("drop_column", ["nama"]), ("suppress_small", ["kasus"])], []),
        ([("suppress_small", ["nik"])], [NIK, BIRTH, SMALL]),
        ([("override", [])], []),
    ],
)
def test_a_decision_answers_the_findings_of_its_columns(decisions, left):
    assert open_findings([NIK, BIRTH, SMALL, COMMENT, TOLD], together(decisions)) == left


BORN = Finding("nama_lahir", "", "Nama", ("nama", "tempat_lahir", "tgl_lahir"), ("A2",), 3, "hold")


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        (["nama"], []),
        (["tempat_lahir", "tgl_lahir"], []),
        (["tempat_lahir"], [BORN]),
        (["tgl_lahir"], [BORN]),
    ],
)
def test_a_name_beside_several_columns_of_birth_is_answered_with_all_of_these(columns, left):
    assert open_findings([BORN], together([("drop_column", columns)])) == left


@pytest.mark.parametrize(
    ("header", "row", "shown"),
    [
        ("Penerima,Domisili", "Contoh Warga,Jl. Contoh 1", ["C••• W•••", "•••"]),
        ("Nama Lengkap,TTL", 'Contoh Warga,"Contoh, 17-08-1990"', ["C••• W•••", "1990"]),
        (
            "Nama Lengkap,Tempat Lahir,Tgl Lahir",
            "Contoh Warga,Contoh,17-08-1990",
            ["C••• W•••", "•••", "1990"],
        ),
    ],
)
def test_masked_without_a_choice_of_columns_no_half_of_a_pair_stays(tmp_path, header, row, shown):
    path = tmp_path / "data.csv"
    path.write_text("\n".join([header, *[row] * 5]))
    found = read_file(path, None, tmp_path).scan()
    asked = decided_columns(Decision.MASK, None, found, [], is_table=True, reason="")
    assert public(path, together([("mask", asked)]))[1][0][1:] == shown


def test_a_column_that_the_dictionary_closes_is_answered_and_no_other():
    assert open_findings([NIK, BIRTH, SMALL], together([], closed=["nik"])) == [BIRTH, SMALL]


HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "HP", "lat", "Desa", "Penderita HIV"]
ROW = ["6401015708900001", "Contoh Warga", "17/08/1990", "081234567890", "-1.901234", "Contoh", "3"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADER, ROW, [*ROW[:-1], "12"]])
    return path


def public(file, treatment: Treatment) -> tuple[list[str], list[list[str]]]:
    with open_table(file, treatment=treatment) as opened:
        rows = csv.reader(b"".join(opened.chunks()).decode().splitlines())
        return [column.id for column in opened.reading.columns], list(rows)


def test_columns_are_left_out_masked_and_small_cells_emptied(file):
    treatment = Treatment(
        True,
        drop=("desa",),
        mask=("nik", "nama_lengkap", "tgl_lahir", "hp", "lat"),
        suppress=("penderita_hiv",),
    )
    masked = ["6401•••", "C••• W•••", "1990", "0812•••", "-1.90"]
    assert public(file, treatment) == (
        ["nik", "nama_lengkap", "tgl_lahir", "hp", "lat", "penderita_hiv"],
        [["1", *masked, ""], ["2", *masked, "12"]],
    )


def test_a_very_long_value_beside_them_stays_whole(tmp_path):
    text = "panjang " * 50_000
    reading = Reading((Column("nik", "NIK", "code"), Column("uraian", "Uraian", "text")), 1)
    line = f'1,{ROW[0]},"{text}"\n'.encode()
    treatment = Treatment(True, drop=("nik",))
    csv.field_size_limit(1 << 17)  # Python's own, which another reader may have raised
    changed, write = treated(reading, lambda fd: os.write(fd, line), treatment, [NIK], tmp_path)
    with (tmp_path / "out").open("wb") as out:
        write(out.fileno())
    assert [column.id for column in changed.columns] == ["uraian"]
    assert (tmp_path / "out").read_text() == f"1,{text}\n"


@pytest.mark.parametrize(
    ("treatment", "told"),
    [
        (Treatment(), ["not_a_date", "ambiguous_number"]),
        (Treatment(True, drop=("lahir",)), ["ambiguous_number"]),
        (Treatment(True, mask=("gaji",)), ["not_a_date"]),
        (Treatment(True, suppress=("lahir",), mask=("gaji",)), []),
        (Treatment(True, aggregate=("desa",)), []),
    ],
)
def test_nothing_is_said_of_columns_that_are_not_public(treatment, told, tmp_path):
    days = [f"{n:02}/08/1990" for n in range(1, 20)] + ["Rahasia Contoh"]
    rows = [["Desa", "Lahir", "Gaji"], *(["Contoh", day, "1.250"] for day in days)]
    (tmp_path / "file.csv").write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    table = scanned(read_file(tmp_path / "file.csv", None, tmp_path), treatment, tmp_path)
    found = [item.code for item in (*table.reading.problems, *table.reading.notes)]
    assert [code for code in found if code != "counted"] == told


def test_an_override_sets_other_decisions_aside(file):
    decided = together([("drop_column", ["desa"]), ("override", [])])
    assert decided.opens
    assert public(file, decided) == public(file, Treatment())


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (("drop_column", ["nik"]), Treatment(True, override=True, drop=("nik",))),
        (("drop_column", []), Treatment(True, override=True)),
        (("mask", ["nik"]), Treatment(True, override=True, mask=("nik",))),
        (("aggregate", ["desa"]), Treatment(True, override=True, aggregate=("desa",))),
    ],
)
def test_what_is_decided_after_an_override_counts_and_closes_the_file(later, expected):
    decided = together([("drop_column", ["desa"]), ("override", []), later])
    assert decided == expected
    assert not decided.opens


def test_what_nobody_names_after_an_override_stays_let_pass():
    assert open_findings([NIK, SMALL, COMMENT], together([("override", []), ("mask", ["nik"])])) == []


def test_the_last_of_several_overrides_counts():
    assert together([("override", []), ("mask", ["nik"]), ("override", [])]) == Treatment(override=True)


@pytest.mark.parametrize("decisions", [[], [("mask", ["nik"])], [("override", [])]])
def test_columns_that_the_dictionary_closes_are_in_no_table_and_close_the_file(file, decisions):
    decided = together(decisions, closed=["desa"])
    assert decided.decided
    assert not decided.opens
    columns, rows = public(file, decided)
    assert "desa" not in columns
    assert {len(row) for row in rows} == {len(columns) + 1}  # each is led by its number


def test_a_fall_of_the_reading_process_quotes_no_row(capfd):
    try:
        raise ValueError(f"Original line: {ROW[0]}")
    except ValueError as error:
        say_where_not_what(ValueError, error, error.__traceback__)
    said = capfd.readouterr().err
    assert "ValueError" in said
    assert "test_treatment.py" in said
    assert ROW[0] not in said.replace("ROW[0]", "")


def test_the_reading_process_says_where_and_never_what(file):
    sent = {"path": str(file), "folder": str(file.parent), "filename": ""}
    request = {
        "sheet": None,
        "treatment": Treatment().as_dict(),
        "choices": {},
        "last": {},
        "long": False,
        "layout": AS_FOUND.as_dict(),
        "titles": [],
    }
    command = [sys.executable, "-m", "ckanext.paser.tables.reading.child"]
    asked = f"{json.dumps(sent)}\n{json.dumps(request)}\n".encode()
    ended = subprocess.run(command, input=asked, capture_output=True, check=True)
    said = ended.stdout.splitlines()[0].decode() + ended.stderr.decode()
    assert '"kind": "nik"' in said
    assert [value for value in ROW[:5] if value in said] == []


PEOPLE = [["NIK", "Nama", "Desa", "Jenis Kelamin"]] + [
    [f"64010157{n:02}90{n:04}", f"Contoh {n}", "Contoh A" if n < 8 else "Contoh B", "L" if n % 2 else "P"]
    for n in range(1, 21)
]


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "orang.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(PEOPLE)
    return path


class TestAggregate:
    def test_a_table_of_people_becomes_one_of_counts_without_small_groups(self, people):
        counted = Treatment(True, aggregate=("desa", "jenis_kelamin"))
        assert public(people, counted) == (
            ["desa", "jenis_kelamin", "jumlah"],
            [["1", "Contoh B", "L", "6"], ["2", "Contoh B", "P", "7"]],
        )

    def test_the_rows_announced_are_those_that_come(self, people):
        with open_table(people, treatment=Treatment(True, aggregate=("desa",))) as opened:
            assert (opened.reading.rows, b"".join(opened.chunks()).count(b"\n")) == (2, 2)

    def test_a_large_file_is_counted_alike(self, people, tmp_path):
        large = tmp_path / "besar.csv"
        with large.open("w", newline="", encoding="utf-8") as out:
            put = csv.writer(out).writerow
            put(PEOPLE[0])
            for n in range(120_000):
                put(
                    [
                        f"64010157{n % 12 + 1:02}{n % 90:02}{n % 9999:04}",
                        f"Contoh {n}",
                        f"Contoh {n % 3}",
                        "L",
                    ]
                )
        _, rows = public(large, Treatment(True, aggregate=("desa",)))
        assert rows == [[str(n + 1), f"Contoh {n}", "40000"] for n in range(3)]

    def test_a_column_of_that_name_keeps_it(self, tmp_path):
        path = tmp_path / "data.csv"
        path.write_text("NIK,Jumlah\n" + "6401015708900001,3\n" * 6)
        assert public(path, Treatment(True, aggregate=("jumlah",))) == (
            ["jumlah", "jumlah_2"],
            [["1", "3", "6"]],
        )

    def test_where_every_group_is_small_there_is_no_table_and_the_reason_is_told(self, people):
        with pytest.raises(ProblemError, match="fewer than 5"):
            public(people, Treatment(True, aggregate=("nama",)))

    def test_it_answers_what_was_found_in_columns_that_are_not_counted_by(self):
        decided = together([("aggregate", ["nama"])])
        assert open_findings([NIK, BIRTH, SMALL, COMMENT], decided) == []
        assert open_findings([NIK], together([("aggregate", ["nik"])])) == [NIK]

    @pytest.mark.parametrize("later", ["drop_column", "mask"])
    def test_to_leave_out_or_mask_after_it_sets_it_aside(self, later):
        decided = together([("drop_column", ["hp"]), ("aggregate", ["desa"]), (later, ["nik"])])
        expected = {"drop_column": Treatment(True, drop=("hp", "nik"))}
        assert decided == expected.get(later, Treatment(True, drop=("hp",), mask=("nik",)))

    def test_the_last_choice_of_columns_counts(self):
        assert together([("aggregate", ["desa", "nama"]), ("aggregate", ["desa"])]).aggregate == ("desa",)


def test_a_column_that_was_left_out_comes_back_masked():
    assert together([("drop_column", ["nik", "hp"]), ("mask", ["nik"])]) == Treatment(
        True, drop=("hp",), mask=("nik",)
    )


def test_after_a_reset_nothing_is_decided_but_what_follows():
    assert together([("override", []), ("aggregate", ["desa"]), ("reset", [])]) == Treatment()
    assert together([("mask", ["nik"]), ("reset", []), ("drop_column", ["hp"])]) == Treatment(
        True, drop=("hp",)
    )


DROPPED, COUNTED = Treatment(True, drop=("nik",)), Treatment(True, aggregate=("desa",))


@pytest.mark.parametrize(
    ("public", "columns", "decided", "overtaken"),
    [
        (DROPPED, ["nama", "desa"], DROPPED, False),
        (DROPPED, ["nama", "desa"], COUNTED, True),
        (DROPPED, ["nama", "desa"], Treatment(True, drop=("nik", "nama")), True),
        (DROPPED, ["nama", "desa"], Treatment(True, drop=("nik",), mask=("nama",)), True),
        (DROPPED, ["nama", "desa"], Treatment(True, mask=("nik",)), False),
        (DROPPED, ["nama", "desa"], Treatment(), False),
        (COUNTED, ["desa", "jumlah"], Treatment(True, drop=("nik", "nama")), False),
        (COUNTED, ["desa", "jumlah"], Treatment(True, drop=("desa",)), True),
        (Treatment(True, aggregate=("desa", "usia")), ["desa", "usia", "jumlah"], COUNTED, True),
        (Treatment(override=True), ["nik"], Treatment(), True),
        (Treatment(override=True), ["nik"], Treatment(True, override=True, drop=("nik",)), True),
    ],
)
def test_a_table_is_overtaken_where_it_shows_what_was_decided_since_not_to_be_shown(
    public, columns, decided, overtaken
):
    assert is_overtaken(public, decided, columns) is overtaken


FINER = Treatment(True, aggregate=("desa", "usia"))


@pytest.mark.parametrize(
    ("public", "columns", "decided", "stays"),
    [
        (Treatment(), ["nama", "desa"], Treatment(), True),
        (Treatment(True, drop=("desa",)), ["nama"], Treatment(), True),
        (Treatment(), ["nama", "nik"], DROPPED, False),
        (COUNTED, ["desa", "jumlah"], COUNTED, True),
        (COUNTED, ["desa", "jumlah"], FINER, False),
        (Treatment(True, drop=("usia",), aggregate=("desa",)), ["desa", "jumlah"], FINER, True),
        (DROPPED, ["nama", "desa"], Treatment(override=True), True),
    ],
    ids=[
        "nothing-decided",
        "column-was-closed",
        "left-out-since",
        "counted-alike",
        "counted-otherwise",
        "column-of-the-count-was-closed",
        "let-pass-since",
    ],
)
def test_a_former_table_stays_unless_it_shows_more_or_tells_small_groups_of_the_present_one(
    public, columns, decided, stays
):
    assert may_stay(public, decided, columns) is stays


def test_a_total_beside_an_emptied_cell_is_emptied_too(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("Desa,HIV L,HIV P,Jumlah HIV\nContoh A,3,20,23\nContoh B,15,30,45\nContoh C,9,12,21\n")
    small = ("hiv_l", "hiv_p", "jumlah_hiv")
    assert public(path, Treatment(True, suppress=small))[1] == [
        ["1", "Contoh A", "", "20", ""],
        ["2", "Contoh B", "15", "30", "45"],
        ["3", "Contoh C", "9", "12", "21"],
    ]


def test_a_small_count_that_is_left_out_as_a_column_cannot_be_computed_back(tmp_path):
    path = tmp_path / "data.csv"
    rows = [f"Contoh {i},{i % 6},{10 + i},{i % 6 + 10 + i}" for i in range(12)]
    path.write_text("\n".join(["Jumlah Penderita HIV", "Desa,Laki-laki,Perempuan,Jumlah", *rows]))
    rows = public(path, Treatment(True, drop=("laki_laki",)))[1]
    assert [row[2:] for row in rows] == [
        [str(10 + i), "" if 1 <= i % 6 <= 4 else str(i % 6 + 10 + i)] for i in range(12)
    ]


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["duckdb", "python"])
@pytest.mark.parametrize(
    "written", ["{},0", "{},00", "{} jiwa", "{} Orang", "{}orang", "{} kasus", "{}\u00a0penderita"]
)
def test_a_small_count_is_found_and_emptied_however_it_is_written(tmp_path, written, large):
    path = tmp_path / "data.csv"
    counts = [(3, 20), (15, 1234), (9, 12), (12, 18)]
    each = ([f"Contoh {n}", *map(written.format, (a, b, a + b))] for n, (a, b) in enumerate(counts))
    path.write_text("\n".join(["Desa;HIV L;HIV P;Jumlah HIV", *(";".join(map(str, row)) for row in each)]))
    found = read_file(path, None, tmp_path, large).scan()
    assert [(one.kind, one.fields, one.cells) for one in found] == [("sel_kecil", ("hiv_l",), ("B2",))]
    rows = public(path, Treatment(True, suppress=("hiv_l",)))[1]
    assert [[bool(cell) for cell in row[2:]] for row in rows] == [[False, True, False], *[[True] * 3] * 3]


def test_a_total_with_points_for_thousands_and_a_unit_is_emptied(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text(
        "Desa;HIV L;HIV P;Jumlah\nA;3 jiwa;1.250 jiwa;1.253 jiwa\nB;9 jiwa;1.300 jiwa;1.309 jiwa\n"
    )
    rows = public(path, Treatment(True, suppress=("hiv_l",)))[1]
    assert rows[0][2:] == ["", "1.250 jiwa", ""]


def test_thousands_are_no_small_counts(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("Desa;Penderita HIV\nA;2.000\nB;3.000 jiwa\nC;4,000\n")
    assert read_file(path, None, tmp_path).scan() == []


@pytest.mark.parametrize(
    "total",
    ["Jumlah", "Jumlah Tahun 2024", "Semua Umur", "Sepanjang Tahun", "Usia", "Kelas", "Total RT", "Kode"],
)
def test_a_total_is_emptied_whatever_its_header_says(tmp_path, total):
    path = tmp_path / "data.csv"
    path.write_text(
        f"Desa,Laki-laki,Perempuan,{total}\nContoh A,10,3,13\nContoh B,20,30,50\nContoh C,9,12,21\n"
    )
    rows = public(path, Treatment(True, suppress=("perempuan",)))[1]
    assert rows[0] == ["1", "Contoh A", "10", "", ""]
    assert [row[4] for row in rows[1:]] == ["50", "21"]


def test_a_total_is_emptied_although_a_remark_makes_its_column_text(tmp_path):
    path = tmp_path / "data.csv"
    rows = [f"Contoh {n},{n},{n + 5},{2 * n + 5}" for n in range(5, 14)]
    path.write_text("\n".join(["Desa,L,P,Jumlah", "Contoh A,10,3,13", *rows, "Contoh X,9,12,belum lapor"]))
    rows = public(path, Treatment(True, suppress=("p",)))[1]
    assert [row[2:] for row in (rows[0], rows[-1])] == [["10", "", ""], ["9", "12", "belum lapor"]]


@pytest.mark.parametrize("key", ["Tahun", "Bulan", "Umur", "RT"])
def test_a_number_that_tells_rows_apart_stays_and_hides_no_total_among_the_sexes(tmp_path, key):
    path = tmp_path / "data.csv"
    sexes = (("L", 3), ("P", 10), ("L+P", 13))
    lines = [
        f"{desa},{n},{sex},{count + n * (sex != 'L')}"
        for desa in "AB"
        for n in (1, 2, 3)
        for sex, count in sexes
    ]
    path.write_text("\n".join([f"Desa,{key},Jenis Kelamin,Penderita", *lines]))
    rows = public(path, Treatment(True, suppress=("penderita",)))[1]
    assert {(row[3], bool(row[4])) for row in rows} == {("L", False), ("P", True), ("L+P", False)}
    assert {row[2] for row in rows} == {"1", "2", "3"}


def test_what_was_stored_before_there_were_counts_is_read_back():
    stored = {"decided": True, "override": False, "drop": ["nik"], "mask": [], "suppress": []}
    assert Treatment.from_dict(stored) == Treatment(True, drop=("nik",))


def test_a_number_in_a_header_is_in_no_name_of_a_column(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text(f"Desa,Jumlah a.n. {ROW[0]}\nContoh A,12\nContoh B,15\n")
    with open_table(path, treatment=Treatment(True)) as opened:
        assert [(column.id, column.label) for column in opened.reading.columns] == [
            ("desa", "Desa"),
            ("jumlah_a_n", "Jumlah a.n. •••"),
        ]


@pytest.mark.parametrize(
    ("public", "decided"),
    [
        ([("drop_column", ["nik"])], [("drop_column", ["nik"]), ("mask", ["nik"])]),
        ([("drop_column", ["nik"])], [("override", [])]),
        ([("mask", ["nama"])], [("drop_column", ["nik"])]),
        ([("suppress_small", ["kasus"])], []),
        ([("aggregate", ["desa"])], [("mask", ["nik"])]),
        ([("aggregate", ["desa"])], [("aggregate", ["desa", "umur"])]),
    ],
)
def test_what_brings_back_a_column_rows_or_another_count_shows_more(public, decided):
    assert shows_more(together(public), together(decided))


@pytest.mark.parametrize(
    ("public", "decided"),
    [
        ([], [("drop_column", ["nik"])]),
        ([], [("aggregate", ["desa"])]),
        ([("override", [])], [("override", []), ("mask", ["nik"])]),
        ([("mask", ["nik"])], [("mask", ["nik"]), ("drop_column", ["nik"])]),
        ([("suppress_small", ["kasus"])], [("drop_column", ["kasus"])]),
        ([("aggregate", ["desa", "umur"])], [("aggregate", ["desa"])]),
        ([("drop_column", ["nik"])], [("drop_column", ["nik", "nama"])]),
    ],
)
def test_what_takes_away_more_shows_no_more(public, decided):
    assert not shows_more(together(public), together(decided))
