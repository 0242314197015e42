"""Claims about what is left of a value in a masked column. Invented data (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.masks import mask_of


def masked(kind: str, header: str, value: str) -> str:
    return mask_of([Finding(kind, "", header, ("x",), ("A2",), 3, "hold")], "x")(value)


@pytest.mark.parametrize(
    ("kind", "header", "value", "shown"),
    [
        ("nik", "NIK", "6401010101800001", "6401•••"),
        ("nik", "NIK", "640101010180001", "•••"),
        ("nik", "NIK", "64010101018O0001", "•••"),
        ("nik", "NIK", "6401010101800001 / 640101010180001", "•••"),
        ("nik", "NIK", "6401•••", "6401•••"),
        ("nik", "NIK", "6401********0001", "•••"),
        ("nik", "NIK", "belum punya", "•••"),
        ("telepon", "No. HP", "0543-21345", "•••"),
        ("telepon", "No. HP", "+60123456789", "•••"),
        ("telepon", "No. HP", "0812/3456/7890", "0812•••"),
        ("telepon", "No. HP", "0812-3456-7890 (Contoh)", "0812••• (Contoh)"),
        ("surel", "E-mail", "budi at gmail.com", "•••"),
        ("surel", "E-mail", "budi@gmail,com", "•••"),
        ("surel", "E-mail", "budi@gmail.com", "•••@gmail.com"),
        ("surel", "E-mail", "•••@gmail.com", "•••@gmail.com"),
        ("nama_alamat", "Nama dan Alamat", "Contoh Warga, Jl. Contoh 12", "•••"),
        ("koordinat", "lat", "-1.901234", "-1.90"),
        ("koordinat", "lat", "116", "116"),
        ("koordinat", "Koordinat", "-1.901234, 116.191234", "-1.90, 116.19"),
        ("koordinat", "Koordinat", "-1.901234,116.191234", "-1.90,116.19"),
        ("koordinat", "Koordinat", "-1,901234 116,191234", "-1,90 116,19"),
        ("koordinat", "Koordinat", "-1,901234,116,191234", "•••"),
        ("koordinat", "lat", "1°54'12.34567\" LS", "•••"),
        ("koordinat", "lat", "-1901234", "•••"),
        ("koordinat", "lat", "-1.90", "-1.90"),
    ],
)
def test_a_masked_column_shows_nothing_of_a_value_that_is_not_written_as_it_should_be(
    kind, header, value, shown
):
    assert masked(kind, header, value) == shown


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("nik", "sudah diverifikasi, RT 03 tahun 2024", "sudah diverifikasi, RT 03 tahun 2024"),
        ("nik", "lahir 17/08/1990, Rp 150.000", "lahir 17/08/1990, Rp 150.000"),
        ("nik", "NIK 6401010101800001, RT 03", "NIK 6401•••, RT 03"),
        ("nik", "a.n. 6401••• dan 6402•••", "a.n. 6401••• dan 6402•••"),
        ("nik", "NIK 640101010180001", "•••"),
        ("nik", "NIK 6401O101O18O0001", "•••"),
        ("nik", "6401010101800001 lalu 6401 0101 0180 001", "•••"),
        ("nik", "NIK 6401_0101_0180_0001, RT 03", "NIK 6401•••, RT 03"),
        ("nik", "NIK 6401, 0101, 0180, 0001", "NIK 6401•••"),
        ("nik", "NIK 6401, 0101, 0180, 001", "•••"),
        ("telepon", "hubungi 0812 / 3456 / 789", "hubungi 0812•••"),
        ("surel", "tulis ke info@hotelcontoh.com", "tulis ke info@hotelcontoh.com"),
        ("surel", "tulis ke budi (at) gmail", "•••"),
        ("surel", "budi di gmail.com", "•••"),
        ("surel", "datang sendiri", "datang sendiri"),
    ],
)
def test_of_masked_free_text_a_value_stays_in_which_no_number_or_address_is_left(kind, value, shown):
    assert masked(kind, "Keterangan", value) == shown


def test_a_masked_column_of_which_nothing_says_what_it_holds_shows_nothing():
    assert mask_of([], "x")("apa saja") == "•••"


@pytest.mark.parametrize(
    ("kind", "fact", "shown"),
    [
        ("nama_lahir", "17/08/1990", "1990"),
        ("nama_alamat", "Jl. Contoh 12", "•••"),
        ("nama_penyakit", "TB paru", "•••"),
        ("nama_kekerasan", "Fisik", "•••"),
        ("nama_rekening", "0011223344", "•••"),
    ],
)
def test_of_a_name_beside_a_private_fact_initials_are_shown_and_of_the_fact_at_most_the_year(
    kind, fact, shown
):
    finding = Finding(kind, "", "Nama", ("nama", "fakta"), ("A2",), 3, "hold")
    assert (mask_of([finding], "nama")("Budi Contoh"), mask_of([finding], "fakta")(fact)) == (
        "B••• C•••",
        shown,
    )
