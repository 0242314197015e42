"""Claims about the entries of the list of data."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ckanext.paser.registers.rules.entries import (
    FIELDS,
    Entry,
    Presence,
    by_priority_year,
    cell,
    document,
    presence,
    record,
)
from ckanext.paser.registers.rules.schedule import Kind, Promise

PASER = ZoneInfo("Asia/Makassar")


def test_what_a_dataset_says_comes_back_from_the_index_as_it_was(listed):
    assert listed() == Entry(
        id="5b1c",
        name="penduduk-miskin",
        title="Persentase Penduduk Miskin",
        organization="dinsos",
        code="6401-1.06-0007",
        theme="04",
        affair="1.06",
        kind="indikator",
        kind_of_data="statistik",
        priority=True,
        criteria=("b", "c"),
        priority_years=("2025", "2026"),
        legal_basis="SK Bupati 050/123/2025",
        confirmed=date(2026, 1, 11),
        frequency="http://publications.europa.eu/resource/authority/frequency/ANNUAL",
        years=("2024", "2025"),
        updated=date(2026, 1, 15),
        issued=date(2025, 1, 10),
        due=date(2026, 12, 31),
        access="terbuka",
        presence="tersedia",
        licence="cc-by",
        formats=("CSV", "XLSX"),
        sample=True,
        promises=(Promise(date(2026, 12, 31), Kind.RELEASE),),
        changed="2026-01-15T02:00:00Z",
    )


def test_the_index_is_asked_for_every_field_that_is_kept_there(dataset):
    kept = {name for name in document(dataset, PASER) if name.startswith("register_")}
    assert kept == {name for name in FIELDS if name.startswith("register_")}


def test_a_dataset_that_says_nothing_is_listed_with_its_title_alone(listed):
    nothing = dict.fromkeys(("identifier", "modified", "jadwal_rilis", "frequency", "data_prioritas"), "")
    found = listed(**nothing, license_id=None, res_format=None)
    assert (found.title, found.code, found.priority, found.due, found.formats, found.promises) == (
        "Persentase Penduduk Miskin",
        *("", False, None, (), ()),
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"resources": [{}], "akses_level": "terbuka"}, Presence.AVAILABLE),
        ({"resources": [], "akses_level": "terbuka"}, Presence.PLANNED),
        ({}, Presence.PLANNED),
        ({"akses_level": "terbatas"}, Presence.CARD),
    ],
)
def test_data_without_a_file_are_planned_or_shown_as_a_card_alone(said, expected):
    assert presence(said) == expected


def test_programs_get_codes_with_their_words_beside_them(listed):
    words = {"1.06": "Sosial", "04": "Perlindungan Sosial", "cc-by": "CC BY 4.0"}
    said = record(listed(), "Dinas Sosial", "http://p/dataset/x", lambda _, code: words.get(code, code))
    assert [said[name] for name in ("identifier", "produsen_data", "urusan", "tema", "lisensi", "url")] == [
        "6401-1.06-0007", "Dinas Sosial", "Sosial", "Perlindungan Sosial", "CC BY 4.0", "http://p/dataset/x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "ya"), (False, "tidak"), (["2025", "2026"], "2025; 2026"), ("", ""), ("=1", "=1")],
)
def test_a_cell_holds_one_text(value, text):
    assert cell(value) == text


def test_priority_data_stand_under_each_year_of_their_list_newest_first(listed):
    both, one, none = (
        listed(title=title, prioritas_tahun=found)
        for title, found in [("A", ["2025", "2026"]), ("B", ["2025"]), ("C", [])]
    )
    assert by_priority_year([both, one, none]) == [("2026", [both]), ("2025", [both, one]), ("", [none])]
