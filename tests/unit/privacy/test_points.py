"""Claims about where people live to the metre, under whatever header. Invented people and points (DATA CONTOH)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.tables.reading.child import read_file

WRITTEN = [
    "-1.91{n}345, 116.11{n}345",
    "-1.91{n}345,116.11{n}345",
    "116.11{n}345 -1.91{n}345",
    "-1,91{n}345; 116,11{n}345",
    "POINT(116.11{n}345 -1.91{n}345)",
    "SRID=4326;POINT (116.11{n}3451234567 -1.91{n}3451234567)",
    "https://maps.google.com/?q=-1.91{n}345,116.11{n}345",
    "https://maps.google.com/?q=-1.91{n}345%2C116.11{n}345",
    "https://www.google.com/maps/@-1.91{n}345,116.11{n}345,17z",
    "https://www.google.com/maps/place/x/data=!3d-1.91{n}345!4d116.11{n}345",
    "lat: -1.91{n}345 / long: 116.11{n}345",
    "0.91{n}34, 95.11{n}34",
]
OTHERWISE = [
    "https://maps.app.goo.gl/AbCdEfGh{n}jk12",
    "https://goo.gl/maps/AbCdEf{n}hj",
    "1\u00b054'10.{n}\"S 116\u00b011'20.4\"E",
    "1\u00b054\u00b410.{n}S 116\u00b011\u00b420.4E",
    "1\u00b0 54\u2032 1{n}\u2033 LS, 116\u00b0 11\u2032 20.4\u2033 BT",
    "1\u00b054.17{n}'S 116\u00b011.340'E",
    "S 01 54 10.{n} E 116 11 20.4",
    "01-54-10.{n} S, 116-11-20.4 E",
    "6PC4{n}2XC+22",
    "6pc4 9{n}+xx",
    "9{n}4W+X8C Tanah Grogot",
]
HEADERS = [
    *[
        "GPS",
        "Lokasi",
        "Tikor",
        "Titik Koordinat",
        "Share Loc",
        "Posisi",
        "Kordinat",
        "Google Maps",
        "geom",
        "wkt",
    ],
    *["geometry", "Keterangan", ""],
]
Found = Callable[[str, str, str], list]


@pytest.fixture(params=[1 << 40, 0], ids=["python", "duckdb"])
def found(request, tmp_path) -> Found:
    """What is found in a column beside another."""

    def scan(beside: str, header: str, written: str) -> list:
        rows = [f"Warga {'ABCDEFGH'[n]}\t{written.format(n=n + 2)}\t{n}" for n in range(8)]
        path = tmp_path / "file.tsv"
        path.write_text("\n".join([f"{beside}\t{header}\tUrutan", *rows]), encoding="utf-8")
        return read_file(path, None, tmp_path, request.param).scan()

    return scan


@pytest.mark.parametrize("header", HEADERS)
def test_an_exact_point_beside_a_name_holds_under_whatever_header(found, header):
    (finding,) = found("Nama Penerima", header, WRITTEN[0])
    assert (finding.kind, finding.holds, finding.count) == ("koordinat", True, 8)


@pytest.mark.parametrize("written", [*WRITTEN, *OTHERWISE])
def test_an_exact_point_holds_however_it_is_written(found, written):
    (finding,) = found("Nama Penerima", "Lokasi", written)
    assert (finding.kind, finding.holds, finding.count) == ("koordinat", True, 8)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_mask_leaves_no_exact_point(found, written):
    (finding,) = found("Nama Penerima", "Lokasi", written)
    mask = mask_of([finding], "lokasi")
    assert "345" not in mask(written.format(n=1))


@pytest.mark.parametrize("header", ["Tikor", "Titik Koordinat", "Share Loc"])
@pytest.mark.parametrize("written", OTHERWISE)
def test_a_mask_leaves_nothing_of_another_notation(found, header, written):
    (finding,) = found("Nama Penerima", header, written)
    assert mask_of([finding], finding.fields[0])(written.format(n=2)) == "\u2022\u2022\u2022"


def test_half_a_point_in_degrees_and_minutes_is_exact(found):
    (finding,) = found("Nama Penerima", "Latitude", "1\u00b054'1{n}\" LS")
    assert (finding.kind, finding.holds) == ("koordinat", True)


@pytest.mark.parametrize(
    ("beside", "written"),
    [
        ("Nama Sekolah", WRITTEN[0]),
        ("Nama Penerima", "-1.91, 116.1{n}"),
        ("Nama Penerima", "https://contoh.paserkab.go.id/berita/{n}"),
        ("Nama Penerima", "51.507{n}50, 0.127{n}58"),
        ("Nama Penerima", "Rp 1.912.345,00 dan Rp 116.112.{n}45,00"),
        ("Nama Penerima", "1.912345{n}"),
        ("Nama Penerima", "123{n}+45"),
        ("Nama Penerima", "3{n}\u00b0C"),
        ("Nama Penerima", "08 30 0{n} - 10 45 00"),
        ("Nama Sekolah", OTHERWISE[0]),
    ],
)
def test_what_is_no_ones_point_holds_nothing(found, beside, written):
    assert found(beside, "Lokasi", written) == []
