"""Claims about what an answer says of itself, and when a server is asked again."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from ckanext.paser.fetch.rules.answers import filename, is_page, shown
from ckanext.paser.fetch.rules.limits import retry_after, wait

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ("", "data kecamatan.csv"),
        ('attachment; filename="a b.xlsx"', "a b.xlsx"),
        ("attachment; filename=a.xlsx; size=3", "a.xlsx"),
        ("attachment; filename=\"x\"; filename*=UTF-8''luas%20wilayah.csv", "luas wilayah.csv"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\data\\\\a.csv"', "a.csv"),
        ('attachment; filename=".."', ""),
        ('attachment; filename="a\x00b\x1f.csv"', "ab.csv"),
        (f'attachment; filename="{"x" * 300}.csv"', "x" * 116 + ".csv"),
    ],
)
def test_a_file_has_the_name_that_the_server_gives_it_and_never_a_folder(disposition, expected):
    url = "https://a.test/unduh/data%20kecamatan.csv?kunci=1"
    assert filename(url, {"Content-Disposition": disposition} if disposition else {}) == expected


@pytest.mark.parametrize(
    ("content_type", "start", "expected"),
    [
        ("text/html; charset=utf-8", b"a,b\n", False),
        ("text/html; charset=utf-8", b" <div>Masuk", True),
        ("text/csv", b"<div>,b", False),
        ("text/csv", b"\xef\xbb\xbf\n<!DOCTYPE html><html>", True),
        ("", b"<HTML>", True),
        ("text/csv", b"nama,<html>\n", False),
        ("application/octet-stream", b"PK\x03\x04", False),
    ],
)
def test_a_page_is_told_from_data(content_type, start, expected):
    assert is_page(content_type, start) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://orang:sandi@a.test:8443/x.csv?token=rahasia#b", "https://a.test:8443/x.csv"),
        ("http://[::1/x?token=rahasia", "http://[::1/x"),
    ],
)
def test_an_address_is_shown_without_its_keys(url, expected):
    assert shown(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7.0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_a_server_says_how_long_to_wait(text, expected):
    assert retry_after({"Retry-After": text}, NOW) == expected


def test_without_a_word_of_the_server_waits_grow_and_are_spread():
    assert [wait(n, None, 1.0) for n in (1, 2, 3, 9)] == [2, 4, 8, 30]
    assert wait(3, None, 0.25) == 2
    assert wait(3, 7.0, 0.25) == 7
