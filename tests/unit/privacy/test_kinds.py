"""Claims about single cells. All numbers are invented (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.kinds import HINTED, Kind, anywhere, data_in, without_data

USUAL = {detector.kind: detector for detector in anywhere()}


def kinds_in(text: str) -> set[Kind]:
    return {kind for kind, detector in USUAL.items() if data_in(detector, text)}


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
        "dkisp@paserkab.go.id",
        "info@hotelcontoh.com",
        "(0543) 21234",
        "2026-01-31 10:00:00",
        "1.234.567.890,00",
    ],
)
def test_what_only_looks_like_it_is_nobodys(text):
    assert kinds_in(text) == set()


def test_a_role_address_does_not_hide_a_personal_one_beside_it():
    assert kinds_in("info@hotelcontoh.com, contoh.warga@gmail.com") == {Kind.EMAIL}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NIK, "1234567890123456"),
        (Kind.KK, "6,40101E+15"),
        (Kind.BPJS, "0001234567890"),
        (Kind.PLATE, "KT 1234 AB"),
        (Kind.PHONE, "81234567890"),
    ],
)
def test_a_header_makes_believable_what_the_number_alone_is_not(kind, text):
    assert data_in(HINTED[kind], text) == [text]


def test_what_others_may_read_has_every_datum_struck_out():
    text = "Hubungi 081234567890 081234567891, contoh@gmail.com atau NIK 6401015708900001; tahun 2024"
    assert without_data(text) == "Hubungi ••• •••, ••• atau NIK •••; tahun 2024"
