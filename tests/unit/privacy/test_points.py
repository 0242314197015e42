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
        rows = [f"Warga {'ABCDEFGH'[n]}\t{written.format(n=n)}\t{n}" for n in range(8)]
        path = tmp_path / "file.tsv"
        path.write_text("\n".join([f"{beside}\t{header}\tUrutan", *rows]), encoding="utf-8")
        return read_file(path, None, tmp_path, request.param).scan()

    return scan


@pytest.mark.parametrize("header", HEADERS)
def test_an_exact_point_beside_a_name_holds_under_whatever_header(found, header):
    (finding,) = found("Nama Penerima", header, WRITTEN[0])
    assert (finding.kind, finding.holds, finding.count) == ("koordinat", True, 8)


@pytest.mark.parametrize("written", WRITTEN)
def test_an_exact_point_holds_however_it_is_written(found, written):
    (finding,) = found("Nama Penerima", "Lokasi", written)
    assert (finding.kind, finding.holds, finding.count) == ("koordinat", True, 8)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_mask_leaves_no_exact_point(found, written):
    (finding,) = found("Nama Penerima", "Lokasi", written)
    mask = mask_of([finding], "lokasi")
    assert "345" not in mask(written.format(n=1))


@pytest.mark.parametrize(
    ("beside", "written"),
    [
        ("Nama Sekolah", WRITTEN[0]),
        ("Nama Penerima", "-1.91, 116.1{n}"),
        ("Nama Penerima", "https://contoh.paserkab.go.id/berita/{n}"),
        ("Nama Penerima", "51.507{n}50, 0.127{n}58"),
        ("Nama Penerima", "Rp 1.912.345,00 dan Rp 116.112.{n}45,00"),
        ("Nama Penerima", "1.912345{n}"),
    ],
)
def test_what_is_no_ones_point_holds_nothing(found, beside, written):
    assert found(beside, "Lokasi", written) == []
