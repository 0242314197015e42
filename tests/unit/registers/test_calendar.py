"""Claims about the calendar of releases and its iCalendar file."""

from datetime import date

import icalendar
import pytest

from ckanext.paser.registers.rules import calendar
from ckanext.paser.registers.rules.calendar import Words, events, ics, weeks
from ckanext.paser.registers.rules.schedule import Kind, State

TODAY = date(2026, 11, 28)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
WORDS = Words(
    name="Jadwal Rilis Satu Data Paser",
    kinds={Kind.RELEASE: "Rilis", Kind.UPDATE: "Pemutakhiran", Kind.EXPECTED: "Perkiraan"},
    agencies={"dinsos": "Dinas Sosial"},
    site="https://satudata.test",
)


def test_a_month_is_rows_of_seven_days_from_sunday():
    rows = weeks(date(2026, 11, 1))
    assert [len(row) for row in rows] == [7] * 5
    assert rows[0] == [date(2026, 11, day) for day in range(1, 8)]
    assert rows[-1] == [date(2026, 11, 29), date(2026, 11, 30), None, None, None, None, None]


@pytest.mark.parametrize(
    ("first", "before", "last", "after"),
    [
        (date(2026, 12, 1), date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1)),
        (date(2028, 2, 1), date(2028, 1, 1), date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_months_follow_each_other(first, before, last, after):
    assert (calendar.preceding(first), calendar.last_day(first), calendar.following(first)) == (
        before,
        last,
        after,
    )


def test_events_come_by_day_and_title_and_say_what_became_of_them(listed):
    late = listed(title="B", jadwal_rilis="2026-03-01", modified="2025-01-01T00:00:00Z")
    soon = listed(title="A", jadwal_rilis="2026-12-31")
    found = events([soon, late], *YEAR, TODAY)
    assert [(event.day, event.state, event.entry.title) for event in found] == [
        (date(2026, 3, 1), State.LATE, "B"),
        (date(2026, 12, 31), State.AWAITED, "A"),
    ]


def test_a_dataset_that_came_out_on_its_day_has_kept_it_however_long_its_data_lay_ready(listed):
    said = {"jadwal_rilis": "2026-03-01", "modified": "2026-01-01T00:00:00Z", "issued": "2026-03-01"}
    found = events([listed(**said)], *YEAR, TODAY)
    assert [event.state for event in found if event.day == date(2026, 3, 1)] == [State.KEPT]


def test_only_days_of_the_span_are_events(listed):
    assert events([listed(jadwal_rilis="2027-01-01")], *YEAR, TODAY) == []


def test_the_file_says_exactly_this(listed):
    found = events([listed(title="Angka Kematian, Ibu; dan Anak")], *YEAR, TODAY)
    assert ics(found, WORDS).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Satu Data Paser//Jadwal Rilis//ID",
        "METHOD:PUBLISH",
        "NAME:Jadwal Rilis Satu Data Paser",
        "X-WR-CALNAME:Jadwal Rilis Satu Data Paser",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "BEGIN:VEVENT",
        r"SUMMARY:Angka Kematian\, Ibu\; dan Anak",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "DTSTAMP:20260115T020000Z",
        "UID:5b1c-20261231-rilis@satudata.test",
        "CATEGORIES:Rilis",
        r"DESCRIPTION:Rilis\nDinas Sosial\n6401-1.06-0007\nhttps://satudata.test/dat",
        " aset/penduduk-miskin",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://satudata.test/dataset/penduduk-miskin",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_is_only_expected_is_tentative(listed):
    entry = listed(jadwal_rilis="", modified="2025-06-30T00:00:00Z")
    (event,) = icalendar.Calendar.from_ical(ics(events([entry], *YEAR, TODAY), WORDS)).walk("VEVENT")
    assert (event["status"], event.decoded("dtstart")) == ("TENTATIVE", date(2026, 6, 30))


def test_a_title_cannot_add_lines_of_its_own(listed):
    found = events([listed(title="A\r\nEND:VEVENT\nBEGIN:VALARM")], *YEAR, TODAY)
    text = ics(found, WORDS).decode()
    assert r"SUMMARY:A\nEND:VEVENT\nBEGIN:VALARM" in text
    assert len(icalendar.Calendar.from_ical(text).walk("VEVENT")) == 1


def test_no_line_is_longer_than_75_bytes(listed):
    lines = ics(events([listed(title="Jumlah é " * 60)], *YEAR, TODAY), WORDS).split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_a_calendar_without_events_is_still_one():
    assert icalendar.Calendar.from_ical(ics([], WORDS)).walk("VEVENT") == []
