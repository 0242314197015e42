"""Claims about what is left of a value in a masked column. Invented data (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import Kind
from ckanext.paser.privacy.rules.masks import leaves, mask_of
from ckanext.paser.privacy.rules.treatment import Decision, fits


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


def said(kind: str, fields: tuple[str, ...]) -> str:
    return leaves(Kind(kind), fields)


@pytest.mark.parametrize(
    ("kind", "header", "value"),
    [
        ("nik", "NIK", "6401010101800001"),
        ("kk", "No. KK", "6401010101800001"),
        ("bpjs", "No. BPJS", "6401234567890"),
        ("npwp", "NPWP", "09.254.294.3-407.000"),
        ("telepon", "No. HP", "081234567890"),
        ("surel", "E-mail", "budi@gmail.com"),
        ("nopol", "No. Polisi", "KT1234AB"),
    ],
)
def test_what_a_mask_is_said_to_leave_of_a_number_or_address_is_what_it_leaves(kind, header, value):
    assert f"({masked(kind, header, value)})" in said(kind, ("x",))


@pytest.mark.parametrize(
    "kind", ["nama_lahir", "nama_alamat", "nama_penyakit", "nama_kekerasan", "nama_rekening"]
)
def test_what_a_mask_is_said_to_leave_of_a_name_is_what_it_leaves(kind):
    both = ("nama", "fakta")
    finding = Finding(kind, "", "Nama", both, ("A2",), 3, "hold")
    assert f"({mask_of([finding], 'nama')('Budi Contoh')})" in said(kind, both)


@pytest.mark.parametrize(
    ("kind", "header", "value"),
    [("koordinat", "lat", "-1.901234"), ("nama_alamat", "Nama dan Alamat", "Contoh Warga, Jl. Contoh 12")],
)
def test_what_a_mask_is_said_to_leave_of_a_point_or_of_whole_persons_is_what_it_leaves(kind, header, value):
    assert f"({masked(kind, header, value)})" in said(kind, ("x",))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.NIP, Kind.HIDDEN_SHEET)])
def test_every_kind_that_holds_a_column_says_what_a_mask_leaves_or_cannot_be_masked(kind):
    finding = Finding(kind.value, "", "Kolom", ("x", "y"), ("A2",), 3, "hold")
    assert not fits(Decision.MASK, finding) or leaves(kind, ("x", "y"))
