"""Claims about files that cannot become a table: each has its own sentence in Bahasa Indonesia."""
# ruff: noqa: E501  a line is a sentence

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
import zipbomb
from babel.messages.pofile import read_po

import ckanext.paser
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.reader import open_table

PARTS = Path(ckanext.paser.__path__[0], "i18n/id/LC_MESSAGES/parts")


def workbook() -> bytes:
    """A small XLSX."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Data").write_row(0, 0, ["Kecamatan", "Nilai"])
        book.worksheets()[0].write_row(1, 0, ["Kuaro", 5])
    return file.getvalue()


def with_part(name: str, content: str) -> bytes:
    """The XLSX with one of its parts replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in source.namelist():
            copy.writestr(entry, content if entry == name else source.read(entry))
    return file.getvalue()


def laughs() -> bytes:
    """An XLSX whose shared texts are entities of entities: three gigabytes, if they were unfolded."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    texts = (
        f'<!DOCTYPE sst [<!ENTITY l0 "lol">{entities}]><sst><si><t>&l9;</t></si><si><t>&l9;</t></si></sst>'
    )
    return with_part("xl/sharedStrings.xml", texts)


def bomb() -> bytes:
    """An archive of a hundred entries that are one and the same megabyte, a thousandfold packed, each with another name."""
    file = io.BytesIO()
    zipbomb.make_zip(file, 100, 1_000_000)
    return file.getvalue()


def old_workbook() -> bytes:
    """A workbook as Excel 97 to 2003 wrote it."""
    file = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("Data").write(0, 0, "Kecamatan")
    book.save(file)
    return file.getvalue()


def old_with_password(method: int) -> bytes:
    """The old workbook, beginning with the record FILEPASS as those with a password do.

    Args:
        method: 0 for the obfuscation of Excel 95, 1 for RC4.
    """
    content = old_workbook()
    after = content.index(struct.pack("<HHH", 0x0809, 16, 0x0600)) + 20
    return (
        content[:after] + b"\x2f\0" + content[after + 2 : after + 4] + bytes([method]) + content[after + 5 :]
    )


def with_password() -> bytes:
    """A compound file that holds a workbook with a password, as Excel has written it since 2007."""
    name = "Workbook".encode("utf-16-le")
    new = "EncryptedPackage".encode("utf-16-le")
    entry = old_workbook()
    at = entry.index(name + b"\0\0")
    head = new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2)
    return entry[:at] + head + entry[at + 66 :]


def ods_with_password() -> bytes:
    """An ODS with a password: only its manifest can be read, and says how the rest was locked."""
    file = io.BytesIO()
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:size="2000">'
        '<manifest:encryption-data manifest:checksum="contoh"/></manifest:file-entry></manifest:manifest>'
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x8f\x02\xd4" * 700)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


# fmt: off
FILES: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "no bytes": ("data.csv", lambda: b"", "empty",
     "Berkas tidak berisi data. Periksa apakah berkas yang dipilih benar, lalu kirim lagi."),
    "a table far below": ("data.csv", lambda: b"\n" * 5000 + b"a,b\nx,1\n", "too_far_down",
        "Dalam 60 baris pertama tidak ada tabel yang dimulai. Hapus baris-baris di atas tabel, lalu kirim kembali berkasnya."),
    "blanks": ("data.csv", lambda: b" \r\n\t\r\n", "empty",
     "Berkas tidak berisi data. Periksa apakah berkas yang dipilih benar, lalu kirim lagi."),
    "a header alone": ("data.csv", lambda: b"Kecamatan;Nilai\n", "no_rows",
     "Baris 1: Di bawah kepala tabel tidak ada baris data. Isi datanya di bawah kepala tabel, atau pilih lembar lain."),
    "password of XLSX": ("data.xlsx", with_password, "encrypted",
     "Berkas terkunci kata sandi. Buka kuncinya di Excel (Berkas, Info, Proteksi Buku Kerja), lalu kirim lagi."),
    "password of XLS": ("data.xls", lambda: old_with_password(1), "encrypted",
     "Berkas terkunci kata sandi. Buka kuncinya di Excel (Berkas, Info, Proteksi Buku Kerja), lalu kirim lagi."),
    "old password of XLS": ("data.xls", lambda: old_with_password(0), "encrypted",
     "Berkas terkunci kata sandi. Buka kuncinya di Excel (Berkas, Info, Proteksi Buku Kerja), lalu kirim lagi."),
    "truncated XLSX": ("data.xlsx", lambda: workbook()[:2000], "damaged",
     "Berkas rusak: tidak dapat dibuka sebagai XLSX. Buka di program lembar kerja, simpan ulang, lalu kirim berkas itu."),
    "truncated ODS": ("data.ods", lambda: workbook()[:2000], "damaged",
     "Berkas rusak: tidak dapat dibuka sebagai ODS. Buka di program lembar kerja, simpan ulang, lalu kirim berkas itu."),
    "truncated XLS": ("data.xls", lambda: old_workbook()[:1000], "damaged",
     "Berkas rusak: tidak dapat dibuka sebagai XLS. Buka di program lembar kerja, simpan ulang, lalu kirim berkas itu."),
    "XLS that ends within its table": ("data.xls", lambda: old_workbook()[:4352], "damaged",
     "Berkas rusak: tidak dapat dibuka sebagai XLS. Buka di program lembar kerja, simpan ulang, lalu kirim berkas itu."),
    "password of ODS": ("data.ods", ods_with_password, "encrypted",
     "Berkas terkunci kata sandi. Buka kuncinya di Excel (Berkas, Info, Proteksi Buku Kerja), lalu kirim lagi."),
    "web page named XLS": ("data.xls", lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web_page",
     "Berkas ini halaman web, walaupun namanya lembar kerja. Buka di program lembar kerja, simpan sebagai XLSX atau CSV, lalu kirim berkas itu."),
    "picture named XLSX": ("data.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "not_a_table",
     "Berkas ini bukan lembar kerja dan bukan CSV (PNG). Kirim tabelnya sebagai XLSX, XLS, ODS, CSV, atau TSV."),
    "PDF named CSV": ("data.csv", lambda: b"%PDF-1.7\n", "not_a_table",
     "Berkas ini bukan lembar kerja dan bukan CSV (PDF). Kirim tabelnya sebagai XLSX, XLS, ODS, CSV, atau TSV."),
    "zip bomb": ("data.xlsx", bomb, "inflated",
     "Berkas menjadi luar biasa besar ketika dibuka. Simpan tabelnya di buku kerja baru tanpa gambar dan lampiran, lalu kirim berkas itu."),
    "entities of entities": ("data.xlsx", laughs, "entities",
     "Di dalam berkas ditetapkan singkatan (entitas XML), padahal tidak ada program lembar kerja yang menulisnya; berkas tidak dibuka. Salin tabelnya ke buku kerja baru, lalu kirim berkas itu."),
    "zero bytes": ("data.csv", lambda: b"Kecamatan;Nilai\nKuaro;\0\0\n", "nul_bytes",
     "Berkas memuat bita nol: rusak, atau bukan berkas teks. Buka di program lembar kerja, simpan sebagai CSV UTF-8, lalu kirim berkas itu."),
    "open quotation mark": ("data.csv", lambda: b'Kecamatan;Nilai\n"Kuaro;5\nLong Ikis;6\n', "open_quote",
     "Baris 2: Tanda kutip dibuka di sini dan tidak pernah ditutup. Tutup atau hapus tanda kutipnya, atau kirim tabelnya sebagai XLSX."),
    "text behind a quotation mark": ("data.csv", lambda: b'Toko;Nilai\n"Toko "Sinar"";5\n', "bad_quote",
     "Baris 2: Ada teks setelah tanda kutip penutup, sehingga akhir nilainya tidak jelas. Gandakan tanda kutip di dalam nilai, atau kirim tabelnya sebagai XLSX."),
    "a value too many": ("data.csv", lambda: b"Kecamatan;Nilai\nKuaro;5\nLong Ikis;1;5\nLong Kali;6\n", "long_row",
     "Baris 3: Baris ini punya 3 nilai, tabelnya 2 kolom. Beri tanda kutip pada nilai yang memuat pemisah, atau kirim tabelnya sebagai XLSX."),
    "a cell of 6 MB": ("data.csv", lambda: b"Kecamatan;Nilai\n" + b"x" * (6 << 20) + b";1\n", "long_cell",
     "Baris 2: Ada nilai yang lebih panjang dari 5242880 karakter. Cari tanda kutip yang kurang di baris ini, atau pendekkan nilainya."),
    "two thousand columns": ("data.csv", lambda: b";".join([b"a"] * 2000) + b"\n" + b";".join([b"1"] * 2000), "too_many_columns",
     "Tabel punya 2000 kolom; paling banyak 1000. Pindahkan yang berulang dari kolom ke kolom (tahun, bulan) menjadi baris tersendiri."),
    "text named XLSX": ("data.xlsx", lambda: b"Kecamatan;Nilai\nKuaro;5\n", "wrong_name",
     "Berkas ini teks biasa, walaupun namanya XLSX. Jika isinya CSV, ubah akhiran namanya menjadi .csv lalu kirim lagi; jika bukan, simpan ulang tabelnya sebagai XLSX."),
    "XML of Excel 2003": ("data.xls", lambda: b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook/>', "xml_workbook",
     "Berkas ini buku kerja dalam XML Excel 2003, yang tidak dibaca di sini. Buka di program lembar kerja, simpan sebagai XLSX atau CSV, lalu kirim berkas itu."),
}
# fmt: on


@pytest.fixture(scope="module")
def indonesian() -> Callable[[str], str]:
    """The gettext of Bahasa Indonesia, of the room's part of the catalogue; a text that is not there is an error."""
    with (PARTS / "tables.po").open("rb") as file:
        texts = {message.id: message.string for message in read_po(file) if message.id}
    return texts.__getitem__  # pyright: ignore[reportReturnType]


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_ends_with_its_own_sentence(name, tmp_path, indonesian):
    filename, content, code, sentence = FILES[name]
    (tmp_path / "file").write_bytes(content())
    with pytest.raises(ProblemError) as caught, open_table(tmp_path / "file", filename=filename):
        pass
    assert (caught.value.problem.code, worded(caught.value.problem, indonesian)["text"]) == (code, sentence)
