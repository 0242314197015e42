"""Claims about whose a number is: a person's without its 0, an office's, a firm's, a service car's. Invented (DATA CONTOH)."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.rules.cells import Sheet

PEOPLE = ["Siti Contoh", "Rina Umpama", "Dewi Permai", "Lina Sentosa", "Ani Misal", "Wati Warga"]


def found(labels: str, *columns: list[str] | str) -> list:
    """What is found of columns, whose cells are given each, or as one form."""
    heads = labels.split("; ")
    rows = [
        [c.format(n=n) if isinstance(c, str) else c[n % len(c)] for c in columns] for n in range(len(PEOPLE))
    ]
    return scan_sheet("", Sheet([heads, *rows]), dict(enumerate(heads)))


def grave(findings: list) -> list[tuple[str, str]]:
    return [(one.kind, one.severity) for one in findings]


@pytest.mark.parametrize(
    "labels", ["Nama Ketua; Nomor", "Ketua Nama; Ketua Nomor", "Nama; Ket", "Usaha; Nomor"]
)
def test_mobile_numbers_that_lost_their_0_hold(labels):
    (finding,) = found(labels, PEOPLE, "8524603217{n}")
    assert (finding.kind, finding.severity) == ("telepon", "hold")
    assert mask_of([finding], finding.fields[0])("85246032177") == "8524•••"


@pytest.mark.parametrize(
    "labels",
    ["Nama Penerima; Nominal", "Nama Siswa; NISN", "Nama; Pagu Anggaran", "Kecamatan; ID", "Uraian; Realisasi", "Desa; Nilai",
     "Nama; No Sambungan"],
)  # fmt: skip
def test_money_and_other_registers_of_the_same_length_do_not(labels):
    names = PEOPLE if labels.startswith("Nama") else "Contoh {n}"
    assert found(labels, names, "8524603217{n}") == []


@pytest.mark.parametrize(
    "line",
    ["WA Layanan", "Nomor Darurat", "Hotline", "Call Center", "Kontak Kantor", "No HP Posko", "Telepon IGD"],
)
def test_a_line_that_its_header_calls_an_offices_is_only_told(line):
    assert grave(found(f"Puskesmas; {line}", "Puskesmas {n}", "0811-55{n}5-113")) == [("telepon", "warn")]


@pytest.mark.parametrize("who", ["Nama Kepala", "Nama", "Petugas", "PIC", "Kepala Puskesmas"])
def test_beside_somebody_it_is_a_persons_all_the_same(who):
    assert ("telepon", "hold") in grave(found(f"{who}; WA Layanan", PEOPLE, "0811-55{n}5-113"))


NPWP = "01.234.5{n}7.8-721.000"


@pytest.mark.parametrize(
    "form", ["CV Contoh {n}", "PT. Contoh", "CONTOH, PT", "Koperasi Misal", "BUMDes Contoh"]
)
def test_the_tax_number_of_a_badan_is_only_told(form):
    assert grave(found("Penyedia; NPWP Penyedia", form, NPWP)) == [("npwp", "warn")]


@pytest.mark.parametrize("one", ["UD Contoh", "Toko Contoh", "Andi Contoh"])
def test_one_person_or_ud_among_them_holds(one):
    assert grave(found("Penyedia; NPWP", [*["CV Contoh"] * 5, one], NPWP)) == [("npwp", "hold")]


def test_a_nik_that_a_firm_uses_as_its_tax_number_is_still_a_nik():
    assert ("nik", "hold") in grave(found("Penyedia; NPWP", "CV Contoh", "640101410{n}800001"))


@pytest.mark.parametrize("label", ["Nama Barang", "Jenis", "Status"])
def test_plates_of_service_cars_are_only_told(label):
    cars = ["Mobil dinas", "Ambulans Puskesmas Keliling", "Mobil Pemadam"]
    assert grave(found(f"{label}; Nomor Polisi", cars, "KT 110{n} E")) == [("nopol", "warn")]


@pytest.mark.parametrize(
    ("labels", "cells"),
    [
        ("Nama Barang; Nomor Polisi", [["Mobil dinas", "Sepeda motor"]]),
        ("Pemegang; Nama Barang; Nomor Polisi", [PEOPLE, "Mobil dinas"]),
    ],
)
def test_plates_of_other_cars_or_beside_their_drivers_hold(labels, cells):
    assert grave(found(labels, *cells, "KT 110{n} E")) == [("nopol", "hold")]


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("Kendaraan", "KT 110{n} AB"),
        ("Kendaraan", "Honda Beat KT 110{n} AB"),
        ("Jenis Motor", "Vario (KT 110{n} AB)"),
        ("Mobil", "Avanza / KT.110{n}.AB"),
        ("No Motor", "KT 110{n} AB"),
        ("No. Mobil", "KT-110{n}-AB"),
        ("Nopol", "KT110{n}AB"),
    ],
)
def test_plates_hold_where_the_header_names_the_vehicle(label, form):
    assert grave(found(f"Desa; {label}", "Contoh", form)) == [("nopol", "hold")]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Kendaraan", ["Mitsubishi L300 PU", "Suzuki T120 SS", "Kawasaki W175 SE"]),
        ("Jenis Kendaraan", ["Roda dua", "Roda empat", "Truk"]),
        ("Motor", ["120", "35", "8"]),
        ("No Mobil", ["01", "02", "Damkar 03"]),
        ("Armada", ["Bus 1 A", "Bus 2 B", "Bus 3 C"]),
        ("Kendaraan", ["Toyota Avanza KT 1101 E (dinas)", "Ambulans KT 1102 E"]),
    ],
)
def test_models_counts_and_service_cars_do_not(label, cells):
    assert [
        one for one in grave(found(f"Instansi; {label}", "Dinas Contoh", cells)) if one[1] == "hold"
    ] == []


MOBILE = [f"8125{n}60321{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    "labels", ["A; B; C", "Kolom1; Kolom2; Kolom3", "Unnamed: 0; Unnamed: 1; Unnamed: 2", "No; B; C"]
)
def test_mobile_numbers_without_their_0_hold_beside_names_though_no_header_says_anything(labels):
    (finding,) = found(labels, "{n}", PEOPLE, MOBILE)
    assert (finding.kind, finding.severity, finding.fields) == ("telepon", "hold", (labels.split("; ")[2],))


def test_so_they_do_without_any_header():
    rows = [[str(n), name, number] for n, (name, number) in enumerate(zip(PEOPLE, MOBILE, strict=True), 1)]
    assert [one.kind for one in scan_sheet("", Sheet(rows)) if one.holds] == ["telepon"]


@pytest.mark.parametrize(
    "columns",
    [
        ("{n}", "Desa Contoh {n}", MOBILE),
        ("{n}", "Toko Contoh {n}", MOBILE),
        ("{n}", PEOPLE, [f"{n}125460321{n}" for n in range(1, 7)]),
        ("{n}", PEOPLE, ["8524", "85246", "812546"]),
        ("{n}", PEOPLE, ["8125460321"]),
        ("{n}", PEOPLE, [*MOBILE[:2], *["12", "15"] * 2]),
    ],
)
def test_the_same_beside_no_names_other_figures_and_one_number_do_not(columns):
    assert found("A; B; C", *columns) == []
