"""Claims about the calendar of releases."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from .conftest import said, soup

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.usefixtures("register"),
]


def events(answer) -> list[tuple[date, str]]:
    calendar = icalendar.Calendar.from_ical(answer.body)
    return [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]


def test_a_month_shows_what_comes_out_on_its_days(app):
    page = soup(app.get("/jadwal-rilis?bulan=2031-05"))
    assert said(page.select_one("main h2")) == "Mei 2031"
    days = [said(day) for day in page.select(".ps-kalender td") if day.a]
    assert days == ["17 Daftar Desa"]
    assert said(page.select_one(".ps-hari")) == (
        "17 Mei 2031 Daftar Desa Dinas Kependudukan dan Pencatatan Sipil · Rilis · Tahunan Ditunggu"
    )


def test_months_lead_to_their_neighbours(app):
    links = [
        one["href"]
        for one in soup(app.get("/jadwal-rilis?bulan=2031-01&organisasi=bps")).select(".ps-bulan a")
    ]
    assert links == [
        "/jadwal-rilis?bulan=2030-12&organisasi=bps",
        "/jadwal-rilis?bulan=2031-02&organisasi=bps",
    ]


def test_a_month_without_releases_says_so(app):
    assert "Belum ada jadwal" in said(
        soup(app.get("/jadwal-rilis?bulan=2040-01")).select_one("main .ps-kosong")
    )


def test_one_agency_can_be_asked_for(app):
    page = soup(app.get("/jadwal-rilis?bulan=2031-05&organisasi=bps"))
    assert page.select(".ps-hari") == []


@pytest.mark.parametrize("asked", ["bulan=2031", "bulan=x", "organisasi=%22"])
def test_what_cannot_be_asked_is_refused(app, asked):
    assert app.get(f"/jadwal-rilis?{asked}", status=400).status_code == 400


def test_the_file_can_be_subscribed_to(app):
    answer = app.get("/jadwal-rilis.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "public" in answer.headers["Cache-Control"]
    assert (date(2031, 5, 17), "Daftar Desa") in events(answer)


def test_the_file_of_one_agency_has_its_releases_alone(app):
    assert {title for _, title in events(app.get("/jadwal-rilis.ics?organisasi=disdukcapil"))} == {
        "Daftar Desa"
    }


@pytest.mark.parametrize(
    ("asked", "status"),
    [("organisasi=tidak-ada", 404), ("organisasi=%22", 400), ("bulan=2031-05", 400)],
)
def test_a_file_of_what_there_is_not_is_refused_and_no_empty_calendar(app, asked, status):
    error = app.get(f"/jadwal-rilis.ics?{asked}", status=status).json["error"]
    assert error["message"]
