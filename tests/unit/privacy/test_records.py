"""Claims about rows that are written one call at a time. Invented people (DATA CONTOH)."""

from __future__ import annotations

import random

import pytest

from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.privacy.scanning.records import Refused, scan_dictionary, scan_records

NIK = "6401015708900001"
LABELS = {"nama": "Nama Lengkap", "tgl_lahir": "Tanggal Lahir", "telp": "No. HP", "uraian": "Uraian"}
UNDECIDED = Treatment()


def refused(*records: dict, decided: Treatment = UNDECIDED, labels: dict | None = None) -> list[Refused]:
    return scan_records(records, LABELS if labels is None else labels, decided)


def test_one_number_among_a_thousand_rows_is_refused_with_its_row():
    rows = [{"uraian": f"baris {n}"} for n in range(1000)]
    rows[640]["uraian"] = f"a.n. Contoh, NIK {NIK}"
    assert refused(*rows) == [Refused("nik", "uraian", (641,))]


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ({"uraian": int(NIK)}, "nik", "uraian"),
        ({"uraian": float(NIK)}, "nik", "uraian"),
        ({"uraian": {"pemilik": [NIK]}}, "nik", "uraian"),
        ({"telp": "81234567890"}, "telepon", "telp"),
        ({"uraian": "contoh@contoh.test"}, "surel", "uraian"),
        ({"nama": "Contoh Warga", "tgl_lahir": "17/08/1990"}, "nama_lahir", "nama"),
        ({"nama": "Contoh Warga"}, "nama_lahir", "nama"),
    ],
)
def test_a_datum_is_told_however_it_is_sent(row, kind, column):
    assert refused(row) == [Refused(kind, column, (1,))]


@pytest.mark.parametrize(
    "row",
    [
        {"uraian": "6401********0001", "telp": "0812•••"},
        {"uraian": "info@contoh.test"},
        {"uraian": None, "telp": ""},
        {"uraian": "197001011995031001"},
        {"uraian": 1_732_497_600_000, "nama": "•••"},
    ],
)
def test_what_is_masked_nobodys_own_or_only_a_hint_passes(row):
    assert refused(row) == []


def test_columns_are_judged_by_the_headers_of_the_whole_table():
    assert refused({"nama": "Contoh Warga"}, labels={"nama": "Nama Lengkap"}) == []
    labels = {"nama": "Nama Pasien", "diagnosa": "Diagnosa"}
    assert refused({"nama": "Contoh Warga"}, labels=labels) == [Refused("nama_penyakit", "nama", (1,))]


@pytest.mark.parametrize(("born", "kinds"), [("1990", []), ("", []), ("17/08/1990", ["nama_lahir"])])
def test_a_column_that_was_decided_to_be_masked_takes_masked_values(born, kinds):
    decided = Treatment(True, mask=("tgl_lahir",))
    found = refused({"nama": "Contoh Warga", "tgl_lahir": born}, decided=decided)
    assert [one.kind for one in found] == kinds


def test_codes_that_share_one_day_are_no_people():
    rows = [{"uraian": f"131010101001{n:04}"} for n in range(1, 40)]
    assert refused(*rows) == []


@pytest.mark.parametrize(
    ("others", "column", "kinds"), [(4, "uraian", ["nik"]), (5, "uraian", []), (500, "nik", ["nik"])]
)
def test_a_number_among_five_times_as_many_codes_is_chance_unless_the_header_names_it(others, column, kinds):
    rows = [{column: NIK}, *({column: f"99{n:014}"} for n in range(others))]
    assert [one.kind for one in refused(*rows, labels={"uraian": "Uraian", "nik": "NIK"})] == kinds


def test_a_thousand_rows_of_codes_can_be_written():
    draw = random.Random(6401)  # noqa: S311 - invented codes that are the same in every run
    assert refused(*({"uraian": f"{draw.randrange(10**16):016}"} for _ in range(1000))) == []


def test_explanations_of_columns_are_looked_through_too():
    field = {"id": "nik", "info": {"label": "NIK", "notes": f"misalnya {NIK}"}}
    assert scan_dictionary([field]) == [Refused("nik", "nik", ())]
    assert scan_dictionary([{"id": "nik", "info": {"notes": "misalnya 6401•••"}}]) == []


@pytest.mark.parametrize(
    "entry", [{"konsep": ["Harga", NIK]}, {"value_domain": [{"kode": "1", "nilai": NIK}]}, {NIK: "x"}]
)
def test_a_datum_is_found_in_whatever_part_of_an_explanation(entry):
    assert scan_dictionary([{"id": "nik", **entry}]) == [Refused("nik", "nik", ())]


def test_the_column_whose_explanation_holds_a_datum_is_told_by_its_name_or_else_by_its_number():
    fields = [{"id": "kode"}, {"id": "satuan", "notes": NIK}, {"notes": NIK}]
    assert scan_dictionary(fields) == [Refused("nik", "satuan", ()), Refused("nik", "#3", ())]
