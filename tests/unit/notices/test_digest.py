"""Claims about what a digest says. DATA CONTOH."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

import pytest

from ckanext.paser.notices.rules.audience import OVERDUE
from ckanext.paser.notices.rules.digest import HAPPENED, MOST, MOST_REMARKS, Item, digest, one_line, plain
from ckanext.paser.workflow.rules import Status

TODAY = date(2026, 11, 30)
LINKS = ("https://p.test/queue", "https://p.test/late", "https://p.test/desk")
RETURNED = Item(
    topic="perlu_perbaikan",
    waits=True,
    title="Jumlah Puskesmas",
    url="https://p.test/1",
    agency="Dinas Contoh",
    at=datetime(2026, 11, 29, tzinfo=timezone.utc),
    note="Perbaiki judul.",
    remarks=(("Judul", "Tanpa tahun."),),
)
LATE = replace(
    RETURNED,
    topic=OVERDUE,
    waits=False,
    note="",
    remarks=(),
    due=date(2026, 11, 20),
    due_day="20 November 2026",
)
PUBLISHED = replace(RETURNED, topic="terbit", waits=False, note="", remarks=())


def told(*items: Item) -> dict:
    return digest(items, LINKS, "Satu Data", TODAY, lambda text: text)


def test_there_are_words_for_every_state_that_is_told():
    assert set(Status) - set(HAPPENED) == {Status.DRAF}


def test_the_subject_counts_and_names_no_dataset():
    assert (
        told(RETURNED, LATE, PUBLISHED, PUBLISHED)["subject"] == "Satu Data: waiting: 1, overdue: 1, news: 2"
    )


def test_what_waits_comes_first_then_what_is_overdue():
    sections = told(PUBLISHED, LATE, RETURNED)["sections"]
    assert [one["heading"] for one in sections] == [
        "Waits for you",
        "Overdue by its own frequency",
        "What else has happened",
    ]
    assert [one["url"] for one in sections] == list(LINKS)


def test_a_returned_dataset_comes_with_its_reasons():
    ((entry,),) = [one["entries"] for one in told(RETURNED)["sections"]]
    assert (entry["note"], entry["remarks"]) == ("Perbaiki judul.", [("Judul", "Tanpa tahun.")])


def test_overdue_data_say_since_when():
    ((entry,),) = [one["entries"] for one in told(LATE)["sections"]]
    assert entry["text"] == "New data were due on 20 November 2026: 10 days ago."


def test_of_two_hundred_datasets_twenty_are_listed_and_the_rest_is_counted():
    (section,) = told(*[RETURNED] * 200)["sections"]
    assert (len(section["entries"]), section["count"], section["more"]) == (MOST, 200, "And 180 more.")


@pytest.mark.parametrize("title", ["Judul\nBcc: semua", "Judul\r\nBcc: semua", "Judul\x00\u2028Bcc: semua"])
def test_a_title_is_one_line(title):
    ((entry,),) = [one["entries"] for one in told(replace(RETURNED, title=title))["sections"]]
    assert entry["title"] == "Judul Bcc: semua"
    assert one_line(title) == "Judul Bcc: semua"


def test_the_number_of_a_person_leaves_the_portal_in_no_mail():
    number = "6401015505900001"
    item = replace(
        RETURNED, title=f"Data {number}", note=f"Hapus NIK {number}.", remarks=(("Judul", f"NIK {number}"),)
    )
    assert number not in repr(told(item))


def test_a_long_reason_and_many_remarks_are_cut():
    item = replace(RETURNED, note="x" * 5000, remarks=tuple(("Judul", "x") for _ in range(200)))
    ((entry,),) = [one["entries"] for one in told(item)["sections"]]
    assert (len(entry["note"]), len(entry["remarks"])) == (1001, MOST_REMARKS)


def test_the_text_has_all_that_the_page_has():
    text = plain(told(RETURNED), "Dear Siti,", ["Bye."])
    for part in (
        "Dear Siti,",
        "* Jumlah Puskesmas",
        "> Perbaiki judul.",
        "- Judul: Tanpa tahun.",
        "https://p.test/1",
    ):
        assert part in text
