"""Claims about files that become no table. Invented numbers (DATA CONTOH)."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.looking import look_through
from ckanext.paser.problems import ProblemError

NIK = "6401015708900001"
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};64010157{n:02}900001\n" for n in range(1, 9))


def pdf(*pages: str, **properties: str) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    for text in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 800 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for n, line in enumerate(PERSONAL.splitlines()):
            sheet.write_row(n, 0, line.split(";"))
    return out.getvalue()


@pytest.fixture
def look(tmp_path: Path):
    def through(content: bytes, filename: str) -> list[Finding]:
        path = tmp_path / "berkas"
        path.write_bytes(content)
        return look_through(path, filename, is_table=False, sheet=None)[0]

    return through


def word(text: str) -> bytes:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:20], text[20:]))
    body = f'<w:document xmlns:w="urn:w"><w:body><w:p>{runs}</w:p></w:body></w:document>'
    return archive(**{"word/document.xml": body})


@pytest.mark.parametrize(
    ("filename", "content", "expected"),
    [
        ("surat.pdf", pdf("Laporan", f"NIK {NIK}"), ("nik", "", "pages", ("2",))),
        ("surat.pdf", pdf("Laporan", Subject=f"NIK {NIK}"), ("nik", "", "pages", ())),
        ("surat.docx", word(f"Nama Contoh, NIK {NIK}"), ("nik", "", "text of the document", ())),
        ("surat.odt", archive(content__xml=f"<x><table-row><p>NIK {NIK}</p></table-row></x>"),
         ("nik", "", "text of the document", ())),
        ("surat.docx", archive(**{"word/document.xml": "<x/>", "word/embeddings/a.xlsx": workbook()}),
         ("nik", "", "embedded files", ())),
        ("catatan.txt", f"Kode {' '.join(f'64{n:014}' for n in range(40))} NIK {' '.join(NIK)}\n".encode(),
         ("nik", "", "lines", ("1",))),
        ("catatan.txt", f"baris\nNIK {NIK}\n".encode(), ("nik", "", "lines", ("2",))),
        ("data.json", f'{{"nik": "{NIK}"}}'.encode(), ("nik", "", "lines", ("1",))),
        ("lama.doc", b"\xd0\xcf\x11\xe0" + bytes(9) + NIK.encode("utf-16-le"),
         ("nik", "", "hidden parts of the workbook", ())),
        ("arsip.zip", archive(surat__txt=NIK), ("nik", "surat.txt", "lines", ("1",))),
        ("arsip.zip", archive(dalam__zip=archive(surat__pdf=pdf(NIK))),
         ("nik", "dalam.zip/surat.pdf", "pages", ("1",))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # sizes in bytes differ with the hour of a workbook
)  # fmt: skip
def test_a_number_is_found_and_holds_wherever_it_stands(look, filename, content, expected):
    (finding,) = look(content, filename)
    assert (finding.kind, finding.sheet, finding.column, finding.cells) == expected
    assert finding.holds
    assert finding.fields == ()


@pytest.mark.parametrize("member", [{"warga__csv": PERSONAL}, {"warga__xlsx": workbook()}])
def test_a_table_in_an_archive_is_judged_by_its_columns(look, member):
    (finding,) = look(archive(**member), "arsip.zip")
    assert (finding.kind, finding.column, finding.count, finding.fields) == ("nik", "NIK", 8, ())
    assert finding.sheet.startswith("warga.")


def test_a_workbook_in_an_archive_that_is_no_table_is_read_word_by_word(look):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("Kosong").write_comment("A1", f"NIK {NIK}")
    (finding,) = look(archive(surat__xlsx=out.getvalue()), "arsip.zip")
    assert (finding.kind, finding.column) == ("nik", "text of the document")


def test_the_name_of_a_packed_file_is_looked_at_and_not_repeated(look):
    (finding,) = look(archive(**{f"ktp {NIK}.txt": "x"}), "arsip.zip")
    assert (finding.kind, finding.column, finding.sheet) == ("nik", "name of the file", "ktp •••.txt")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Narahubung 081234567890, contoh@contoh.test", {"telepon": "warn", "surel": "warn"}),
        ("081234567890 081234567891 081234567892", {"telepon": "hold"}),
        ("Kepala, NIP 197001011995031001", {"nip": "warn"}),
        ("Kode " + " ".join(f"131010101001{n:04}" for n in range(1, 40)), {}),
        ("Data terbuka untuk semua.", {}),
    ],
)
def test_whom_to_ask_is_only_told_and_a_list_of_people_holds(look, text, severity):
    assert {one.kind: one.severity for one in look(text.encode(), "catatan.txt")} == severity


@pytest.mark.parametrize(
    "start",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a\x0a\x00\x0a\x00\xf7\x00\x00",
        b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36",
        b"II*\x00",
        b"MM\x00*",
        b"RIFF\x24\x08\x00\x00WEBP",
        b"RIFF\x24\x08\x00\x00WAVE",
        b"OggS\x00\x02",
        b"ID3\x03\x00\x00",
        b"fLaC\x00\x00\x00\x22",
        b"\x00\x00\x00\x18ftypmp42",
        b"\x1aE\xdf\xa3",
    ],
)
def test_pictures_sound_and_film_are_not_looked_at(look, start):
    assert look(start + NIK.encode(), "berkas") == []


@pytest.mark.parametrize(
    "start",
    [
        "BMKG, ",
        "BM;",
        "GIF89a ",
        "II*",
        "MM*",
        "RIFF1234WAVE ",
        "catatWEBP ",
        "OggS ",
        "ID3 ",
        "fLaC ",
        "isi ftyp ",
    ],
)
def test_text_that_begins_like_one_hides_nothing(look, start):
    assert [one.kind for one in look(f"{start}NIK {NIK}".encode(), "catatan.txt")] == ["nik"]


def test_nor_does_a_table_in_an_archive(look):
    (finding,) = look(archive(warga__csv=PERSONAL.replace("Desa", "BMD", 1)), "arsip.zip")
    assert (finding.kind, finding.sheet.split()[0], finding.column) == ("nik", "warga.csv", "NIK")


def test_a_name_of_a_picture_hides_no_text(look):
    assert [one.kind for one in look(NIK.encode(), "foto.png")] == ["nik"]


def test_bytes_of_something_else_are_no_list_of_addresses(look):
    noise = random.Random(6401).randbytes(4 << 20)  # noqa: S311 - bytes to search, not secrets
    assert look(b"\0" + noise, "citra.dat") == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 nothing more", "damaged"),
        (b"Rar!\x1a\x07\x01\x00", "unopened"),
        (b"\x1f\x8b\x08\x00", "unopened"),
        (b"PK\x03\x04 broken", "damaged"),
        (archive(a__zip=archive(b__zip=archive(c__zip=archive(d__zip=archive(e__zip=archive(f__txt="x")))))),
         "inflated"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_cannot_be_looked_through(look, content, code):
    with pytest.raises(ProblemError) as refused:
        look(content, "berkas.zip")
    assert refused.value.problem.code == code


def test_a_protected_pdf_cannot_either(look):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(ProblemError) as refused:
        look(out.getvalue(), "surat.pdf")
    assert refused.value.problem.code == "encrypted"


def test_a_file_that_becomes_a_table_can_be_looked_through_without_loading_it(tmp_path):
    path = tmp_path / "warga.csv"
    path.write_text(PERSONAL)
    (finding,), columns = look_through(path, "warga.csv", is_table=True, sheet=None)
    assert (finding.fields, columns) == (("nik",), ["desa", "nik"])
