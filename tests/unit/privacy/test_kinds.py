"""Claims about single cells. All numbers are invented (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.kinds import (
    HINTED,
    NAMED,
    Kind,
    anywhere,
    data_in,
    names_a_person,
    struck_out,
    without_data,
)


def kinds_in(text: str) -> set[Kind]:
    return {detector.kind for detector in anywhere() if data_in(detector, text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("6401015708900001", Kind.NIK),
        ("640101 570890 0001", Kind.NIK),
        ("64.01.01.570890.0001", Kind.NIK),
        ("6401-0157-0890-0001", Kind.NIK),
        ("a.n. Contoh, NIK.6401015708900001.", Kind.NIK),
        ("1.6401010101800001 Contoh", Kind.NIK),  # an entry of a list
        ("12.6401010101800001", Kind.NIK),
        ("1.01.234.567.8-901.000", Kind.NPWP),
        ("6401\u20130101\u20130180\u20130001", Kind.NIK),  # en dashes
        ("6401\u20090101\u20090180\u20090001", Kind.NIK),  # thin blanks
        ("6401\u202f0101\u202f0180\u202f0001", Kind.NIK),
        ("64010101\u200b01800001", Kind.NIK),
        ("0812\u20113456\u20117890", Kind.PHONE),
        ("6409991708900001", Kind.NIK),  # a kecamatan nobody knows of a kabupaten that split off
        ("6,40101570890000E+15", Kind.NIK),
        ("0812-3456-7890", Kind.PHONE),
        ("+62 812 3456 7890", Kind.PHONE),
        ("6401  0101  0180  0001", Kind.NIK),
        ("NIK 6401 - 0101 - 0180 - 0001", Kind.NIK),
        ("640101 - 010180 - 0001", Kind.NIK),
        ("6401\u00a0 0101\u00a0 0180\u00a0 0001", Kind.NIK),
        ("0812 - 3456 - 7890", Kind.PHONE),
        ("(0812) 345678", Kind.PHONE),
        ("+62 (812) 3456-7890", Kind.PHONE),
        ("(+62) 812345678", Kind.PHONE),
        ("64010101\n01800001", Kind.NIK),  # a cell of two lines
        ("640101010\r\n1800001", Kind.NIK),
        ("6401-0101\n0180-0001", Kind.NIK),
        ("6401 0101\r\n0180 0001", Kind.NIK),
        ("contoh.warga@gmail.com", Kind.EMAIL),
        ("01.234.567.8-901.000", Kind.NPWP),
        ("197001011995031001", Kind.NIP),
        ("19700101 199503 1 001", Kind.NIP),
    ],
)
def test_a_datum_is_told_however_it_is_written(text, kind):
    assert kinds_in(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "6401********0001",
        "0812-xxxx-7890",
        "2001015708900001",  # no province 20
        "6499015708900001",  # no such kabupaten
        "6401013502900001",  # day 35
        "6401013002900001",  # 30 February
        "0.6401015708900001",
        "-0,6401015708900001",
        "1234.6401015708900001",
        "1.0812345678",
        "Rp 3.081.234.567.890",
        "0.81234567891",
        "64010157089000011",
        "1.3.1.01.01.01.001.0001",
        "64.01.010.001.001-0001.0",
        "16-03-2024 - 05-01-2024",  # as many digits as a NIK, and of such a place and day
        "16.03.2024  05.01.2024",
        "16-03-2024\n05-01-2024",
        "64.01.01 - 17-08-2024 - 0001",
        "1971 - 2003 - 2004 - 2005",
        "083 - 084 - 085 - 086",
        "08-12-2024 10.30",
        "640/0105/0271/2024",
        "-1.901234, 116.191234",
        "dkisp@paserkab.go.id",
        "info@hotelcontoh.com",
        "(0543) 21234",
        "2026-01-31 10:00:00",
        "1.234.567.890,00",
    ],
)
def test_what_only_looks_like_it_is_nobodys(text):
    assert kinds_in(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "atas nama Budi Contoh NIK 6401010404630004",
        "NIK : 6 4 0 1 0 1 0 5 0 5 6 4 0 0 0 5",
        "No. KK 6401 0101 0160 0001",
        "KTP.6401010101600001/Kuaro",
        "e-KTP (lama): 64 01 01 01 01 60 00 01",
        "Nomor Induk Kependudukan 6401. 0101. 0160. 0001",
        "kartu keluarga\n1234567890123456",
        "nokk6401010101600001",
    ],
)
def test_one_number_that_is_called_by_its_name_is_enough(text):
    assert {one.kind for one in anywhere() if one.enough == 0 and data_in(one, text)} == {Kind.NIK}


@pytest.mark.parametrize(
    "text",
    [
        "NIK 6401********0004",
        "NIK: 16 digit",
        "klinik 1234567890123456",
        "Nikel 1234567890123456",
        "Jumlah KK 1.234 2.345 3.456 4.567",
        "KTP 01-01-2024 05-01-2024",
        "No. KK 12345678901234567",
    ],
)
def test_what_follows_such_a_word_need_not_be_a_number(text):
    assert kinds_in(text) == set()


def test_a_role_address_does_not_hide_a_personal_one_beside_it():
    assert kinds_in("info@hotelcontoh.com, contoh.warga@gmail.com") == {Kind.EMAIL}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NIK, "1234567890123456"),
        (Kind.NIK, "6401 / 0101 / 0180 / 0001"),
        (Kind.KK, "6401_0101_0180_0001"),
        (Kind.NIK, "6401, 0101, 0180, 0001"),
        (Kind.PHONE, "08 12 34 56 78 90"),
        (Kind.PHONE, "0812/345678"),
        (Kind.PHONE, "0062812345678"),
        (Kind.PHONE, "(0812) 34-56-78"),
        (Kind.NPWP, "01.234.567.8 - 901.000"),
        (Kind.BPJS, "0001 - 2345 - 67890"),
        (Kind.PLATE, "KT - 1234 - AB"),
        (Kind.KK, "6,40101E+15"),
        (Kind.BPJS, "0001234567890"),
        (Kind.PLATE, "KT 1234 AB"),
        (Kind.PHONE, "81234567890"),
    ],
)
def test_a_header_makes_believable_what_the_number_alone_is_not(kind, text):
    assert data_in(HINTED[kind], text) == [text]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NIK, "01/01/2024 - 05/01/2024"),
        (Kind.NIK, "2024-01-01 s.d. 2024-02-01 10.30"),
        (Kind.KK, "1.234, 2.345, 3.456, 4.567"),
        (Kind.KK, "12.345/12.567"),
        (Kind.PHONE, "08/12/2024 10:30"),
        (Kind.PHONE, "(0542) 871234 / 871235"),
        (Kind.PHONE, "0543-21234 (08.15 - 16.30 WITA)"),
    ],
)
def test_days_and_figures_under_such_a_header_are_nobodys(kind, text):
    assert [data for detector in NAMED[kind] if (data := data_in(detector, text))] == []


def test_what_stands_on_both_sides_of_a_day_is_not_one_number():
    text = "640101 17-08-1990 0101800001"
    assert struck_out(text, [HINTED[Kind.NIK]], lambda _: "•••") == text


def test_a_number_in_a_text_that_everybody_reads_is_told_with_gaps_between_its_groups():
    assert names_a_person("a.n. Contoh, NIK 6401 - 0101 - 0180 - 0001")


def test_what_others_may_read_has_every_datum_struck_out():
    text = "Hubungi 081234567890 081234567891, contoh@gmail.com atau NIK 6 4 0 1 0 1 5 7 0 8 9 0 0 0 0 1; tahun 2024"
    assert without_data(text) == "Hubungi ••• •••, ••• atau NIK •••; tahun 2024"
