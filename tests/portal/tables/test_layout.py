"""Claims about the whole way of what an officer says of rows: chosen, read again, kept for the next release. DATA CONTOH."""

from __future__ import annotations

from typing import Any

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)

FILE = "DATA CONTOH;x;y\nWilayah;Luas;Jiwa\nKuaro;1;20\nJumlah;2;30\nKabupaten Paser;3;50\n"
NEXT = "DATA CONTOH;x;y\nWilayah;Luas;Jiwa\nKuaro;1;21\nLong Ikis;9;9\nJumlah;2;33\nKabupaten Paser;12;63\n"
CHOSEN = {"baris_kepala": "2", "baris_jumlah": ["Kabupaten Paser"], "baris_bukan_jumlah": ["Jumlah"]}


@pytest.fixture
def dataset(profile_dataset) -> dict[str, Any]:
    return profile_dataset


@pytest.fixture
def table(load) -> str:
    """The file as it was read by itself."""
    resource_id, _ = load(FILE)
    run_pending()
    return resource_id


def choose(resource_id: str, **said: Any) -> None:
    call_action("resource_patch", id=resource_id, **said)
    run_pending()


def rows(resource_id: str) -> list[list[str]]:
    found = call_action("datastore_search", resource_id=resource_id, sort="_id")
    return [[str(value) for name, value in record.items() if name != "_id"] for record in found["records"]]


def told(resource_id: str, *codes: str) -> list[str]:
    report = call_action("paser_table_report", resource_id=resource_id)
    lines = (line for group in ("done", "look", "solve") for line in report[group])
    return [line["text"] for line in lines if line["code"] in codes]


def test_a_choice_has_the_file_read_again_by_it_and_the_report_says_so(table):
    choose(table, **CHOSEN)
    assert rows(table) == [["Kuaro", "1", "20"], ["Jumlah", "2", "30"]]
    assert told(table, "header_chosen", "totals_chosen", "ordinary_chosen") == [
        "The header is in row 2, as chosen.",
        'Row 5 is a total, as chosen: "Kabupaten Paser".',
        'Row 4 is no total, as chosen: "Jumlah".',
    ]
    report = call_action("paser_table_report", resource_id=table)
    assert {name: report[name] for name in CHOSEN} == CHOSEN


def test_it_is_used_for_the_next_release_though_rows_stand_elsewhere(table, load):
    choose(table, **CHOSEN)
    load(NEXT, id=table)
    run_pending()
    assert rows(table) == [["Kuaro", "1", "21"], ["Long Ikis", "9", "9"], ["Jumlah", "2", "33"]]
    assert told(table, "totals_chosen") == ['Row 6 is a total, as chosen: "Kabupaten Paser".']
    listed = call_action("paser_release_list", resource_id=table)
    assert [each["rows"] for each in listed][:2] == [3, 2]


def test_the_header_of_a_next_file_with_other_names_in_those_rows_is_told(table, load):
    choose(table, baris_kepala="2")
    load(f"DATA CONTOH;x;y\nTahun 2024;a;b\n{FILE.partition(chr(10))[2]}", id=table)
    assert told(table, "header_moved") == [
        "The header was read from row 2, as chosen, but most names of columns are others than before. Look where the header "
        "stands in this file. If it stands elsewhere, choose its row on the page of the columns, or leave the field empty, so "
        "that it is found."
    ]


def test_a_label_whose_row_is_gone_from_the_next_file_is_told_and_the_file_is_the_table(table, load):
    choose(table, **CHOSEN)
    load(FILE.replace("Kabupaten Paser;3;50\n", "Long Kali;4;40\n"), id=table)
    assert len(rows(table)) == 3
    assert told(table, "label_not_found")[0].startswith('No row of the table begins with "Kabupaten Paser"')


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"baris_kepala": "40"}, "Row 40 was chosen as the header, but there are only 5 rows."),
        ({"baris_jumlah": ["Kab Pasir"]}, 'No row of the table begins with "Kab Pasir"'),
    ],
    ids=["row", "label"],
)
def test_what_is_not_in_the_file_leaves_the_old_table_and_is_told(table, said, sentence):
    before = rows(table)
    choose(table, **said)
    assert rows(table) == before
    assert service.status(table)["status"] == "failed"
    (line,) = call_action("paser_table_report", resource_id=table)["solve"]
    assert line["text"].startswith(sentence)


def test_what_is_taken_back_brings_the_former_table_again(table):
    before = rows(table)
    choose(table, **CHOSEN)
    choose(table, baris_kepala="", baris_jumlah=[], baris_bukan_jumlah=[])
    assert rows(table) == before


def test_a_form_that_does_not_know_the_fields_loses_none_of_them(table):
    choose(table, **CHOSEN)
    resource = call_action("resource_show", id=table)
    call_action("resource_update", **{name: value for name, value in resource.items() if name not in CHOSEN})
    assert {name: call_action("resource_show", id=table)[name] for name in CHOSEN} == CHOSEN


@pytest.mark.parametrize("said", [{"baris_kepala": 5}, {"baris_jumlah": "Jumlah\nTotal"}])
def test_programs_may_send_a_number_or_lines(table, said):
    call_action("resource_patch", id=table, **said)
    kept = call_action("resource_show", id=table)
    assert {name: kept[name] for name in said} in (
        {"baris_kepala": "5"},
        {"baris_jumlah": ["Jumlah", "Total"]},
    )
