"""Claims about the corners of a workbook in which people forget data. Invented numbers (DATA CONTOH)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.parts import scan_parts
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file

NIK = "6401015708900001"
Write = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]


def hidden_sheet(book, sheet):
    other = book.add_worksheet("Lampiran")
    other.hide()
    other.write_column("C1", ["NIK", NIK])


def shown_sheet(book, sheet):
    book.add_worksheet("Lampiran").write_string("C2", NIK)


def formula(book, sheet):
    book.add_worksheet("Lampiran").write_formula("C2", f'="{NIK}"', value=NIK)


def note(book, sheet):
    sheet.write_string("A11", f"Catatan: NIK {NIK}")


def number_format(code: str) -> Write:
    return lambda book, sheet: sheet.write_number("D4", 1, book.add_format({"num_format": code}))


INPUT = {"validate": "integer", "criteria": ">", "value": 0}
CORNERS: list[tuple[Write, tuple[str, str, tuple[str, ...]]]] = [
    (note, ("Data", "notes and rows of totals", ("A11",))),
    (hidden_sheet, ("Lampiran", "NIK", ("C2",))),
    (shown_sheet, ("Lampiran", "rows above the table", ("C2",))),
    (formula, ("Lampiran", "rows above the table", ("C2",))),
    (lambda book, sheet: sheet.write_comment("A2", f"NIK {NIK}"), ("", "comments", ())),
    (lambda book, sheet: sheet.set_footer(f"&CNIK {NIK}"), ("", "headers and footers", ())),
    (lambda book, sheet: book.set_properties({"comments": NIK}), ("", "document properties", ())),
    (lambda book, sheet: sheet.insert_textbox("D4", f"a.n. {NIK}"), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: book.define_name("orang", f'="{NIK}"'), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.write_url("D9", "https://a.test", string="b", tip=f"a.n. {NIK}"), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.data_validation("A1", INPUT | {"input_title": NIK}), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.data_validation("A1", INPUT | {"input_message": NIK}), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.data_validation("A1", INPUT | {"error_title": NIK}), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.data_validation("A1", INPUT | {"error_message": NIK}), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.insert_textbox("D4", "x", {"description": NIK}), ("", "hidden parts of the workbook", ())),
    (number_format(f'"a.n. {NIK}"'), ("", "hidden parts of the workbook", ())),
    (number_format("\\" + "\\".join(NIK)), ("", "hidden parts of the workbook", ())),
    (number_format(f'"{NIK[:5]}"\\{NIK[5]}"{NIK[6:]}"0'), ("", "hidden parts of the workbook", ())),
    (lambda book, sheet: sheet.write_url("D9", "mailto:warga@gmail.com", string="tulis"), ("", "hidden parts of the workbook", ())),
]  # fmt: skip


@pytest.mark.parametrize(("forget", "where"), CORNERS)
def test_what_was_forgotten_in_a_corner_holds(tmp_path, forget, where):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for n, row in enumerate([["Desa", "Jumlah"], *[[f"Desa {n}", n * 10] for n in range(1, 9)]]):
            sheet.write_row(n, 0, row)
        forget(book, sheet)
    (finding,) = [one for one in read_file(path, "Data", tmp_path).scan() if one.holds]
    assert (finding.sheet, finding.column, finding.cells) == where
    assert finding.fields == ()


@pytest.mark.parametrize(
    "code",
    [
        r"00\.000\.000\.0\-000\.000",
        "00.000.000.0-000.000",
        "0" * 16,
        '"+62" 000-0000-0000',
        "#,##0.00;[<0]General",
    ],
)
def test_a_mask_for_numbers_is_nobodys(tmp_path, code):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_column(0, 0, ["Desa", "Contoh"])
        number_format(code)(book, sheet)
    assert read_file(path, "Data", tmp_path).scan() == []


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_closes_the_file_and_not_its_table(tmp_path, hide):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Data", "Rahasia"):
            book.add_worksheet(name).write_column("A1", ["Desa", "Contoh"])
        getattr(book.add_worksheet("Kosong"), hide)()
        getattr(book.get_worksheet_by_name("Rahasia"), hide)()
    (finding,) = read_file(path, None, tmp_path).scan()
    assert finding == Finding("lembar_tersembunyi", "Rahasia", "hidden sheets", (), (), 1, "close")
    assert (finding.holds, finding.closes) == (False, True)


def test_one_that_was_chosen_to_be_the_table_does_not(tmp_path):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Data", "Rahasia"):
            book.add_worksheet(name).write_column("A1", ["Desa", "Contoh"])
        book.get_worksheet_by_name("Rahasia").hide()
    assert read_file(path, "Rahasia", tmp_path).scan() == []


HIDDEN_ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def test_nor_is_one_of_an_ods_published_unseen(tmp_path):
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>'
    rows = row.format("Desa") + row.format("Contoh")
    shown = f'<table:table table:name="Data">{rows}</table:table>'
    sheets = f'{shown}<table:table table:name="Rahasia" table:style-name="gone">{rows}</table:table>'
    path = tmp_path / "file.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", HIDDEN_ODS.format(sheets=sheets))
    assert [(one.kind, one.sheet) for one in read_file(path, None, tmp_path).scan()] == [
        ("lembar_tersembunyi", "Rahasia")
    ]


def archive(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return path


def test_the_cells_of_a_worksheet_are_not_read_twice(tmp_path):
    sheet = (
        f'<worksheet><sheetData><row><c t="inlineStr"><is><t>{NIK}</t></is></c></row></sheetData></worksheet>'
    )
    assert scan_parts(archive(tmp_path / "x", xl__worksheets__sheet1=sheet)) == []


def test_what_follows_very_many_cells_is_read(tmp_path):
    rows = "<row><c><v>1234567890</v></c></row>" * 40_000
    sheet = f"<worksheet><sheetData>{rows}</sheetData><headerFooter><oddHeader>{NIK}</oddHeader></headerFooter></worksheet>"
    (finding,) = scan_parts(archive(tmp_path / "x", xl__worksheets__sheet1=sheet))
    assert finding.column == "headers and footers"


def test_a_pivot_table_remembers_the_rows_it_was_made_of(tmp_path):
    cache = f'<pivotCacheRecords><r><s v="{NIK}"/><n v="12"/></r></pivotCacheRecords>'
    (finding,) = scan_parts(archive(tmp_path / "x", xl__pivotCache__pivotCacheRecords1=cache))
    assert finding.kind == "nik"


def test_a_sentence_in_pieces_is_one(tmp_path):
    comment = (
        f"<comments><text><r><t>{NIK[:9]}</t></r><r><rPr><b/></rPr><t>{NIK[9:]}</t></r></text></comments>"
    )
    assert len(scan_parts(archive(tmp_path / "x", xl__comments1=comment))) == 1


def test_a_comment_of_an_ods_is_read_and_its_cells_are_not(tmp_path):
    content = (
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><table:table-row><table:table-cell>"
        f"<office:annotation><text:p>warga@gmail.com</text:p></office:annotation><text:p>{NIK}</text:p>"
        "</table:table-cell></table:table-row></office:document-content>"
    )
    (finding,) = scan_parts(archive(tmp_path / "x", content=content))
    assert (finding.kind, finding.column) == ("surel", "comments")


@pytest.mark.parametrize(
    ("attribute", "part"),
    [
        ("display", "xl__worksheets__sheet1"),
        ("comment", "xl__workbook"),
        ("description", "xl__workbook"),
        ("caption", "xl__pivotTables__pivotTable1"),
        ("val", "xl__worksheets__sheet1"),  # what a filter shows
        ("val", "xl__tables__table1"),
        ("n", "xl__slicerCaches__slicerCache1"),
        ("val", "xl__externalLinks__externalLink1"),  # the name of another book's sheet
        ("nik", "customXml__item1"),
    ],
)
def test_an_attribute_with_words_of_people_is_read(tmp_path, attribute, part):
    (finding,) = scan_parts(archive(tmp_path / "x", **{part: f"<a><b {attribute}='NIK {NIK}'/></a>"}))
    assert (finding.kind, finding.column) == ("nik", "hidden parts of the workbook")


def test_who_has_commented_is_known_by_an_address(tmp_path):
    people = '<personList><person displayName="Contoh" userId="S::contoh.warga@gmail.com::1"/></personList>'
    (finding,) = scan_parts(archive(tmp_path / "x", xl__persons__person=people))
    assert finding.kind == "surel"


@pytest.mark.parametrize(
    "attribute",
    [
        f"id='{NIK}'",
        f"r:id='{NIK}'",
        f"xmlns:x='urn:{NIK}'",
        "svg:d='M6401 0101 0180 0001z'",
        "draw:points='6401 0101 0180 0001'",
        "uri='{A0123456-0812-3456-7890-ABCDEF012345}'",
    ],
)
def test_references_keys_and_outlines_are_nobodys(tmp_path, attribute):
    names = "xmlns:r='r' xmlns:svg='s' xmlns:draw='d'"
    assert (
        scan_parts(archive(tmp_path / "x", xl__drawings__drawing1=f"<a {names}><b {attribute}/></a>")) == []
    )


def cell_of_ods(inner: str) -> str:
    names = " ".join(f"xmlns:{name}='urn:{name}'" for name in ("office", "table", "text", "draw", "xlink"))
    cell = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    return f"<office:document-content {names}>{cell}</office:document-content>"


@pytest.mark.parametrize(
    "inner",
    [
        f"<draw:frame><draw:text-box><text:p>a.n. {NIK}</text:p></draw:text-box></draw:frame>",
        f"<draw:custom-shape><text:p><text:span>{NIK[:9]}</text:span>{NIK[9:]}</text:p></draw:custom-shape>",
        f"<draw:frame draw:name='{NIK}'/>",
        f"<text:p><text:a xlink:href='https://a.test/?nik={NIK}'>buka</text:a></text:p>",
    ],
)
def test_what_is_anchored_in_a_cell_of_an_ods_is_read_and_the_cell_is_not(tmp_path, inner):
    content = cell_of_ods(f"{inner}<text:p>warga@gmail.com</text:p>")
    (finding,) = scan_parts(archive(tmp_path / "x", content=content))
    assert (finding.kind, finding.column) == ("nik", "hidden parts of the workbook")


SHARED = f"<sst><si><t>Desa</t></si><si/><si><r><t>{NIK[:8]}</t></r><r><rPr><b/></rPr><t>{NIK[8:]}</t></r></si></sst>"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', ["nik"]),
        ('<c r="A1" t="n"><v>2</v></c>', ["nik"]),
        ('<c r="A1" s="1" t="s"><v>2</v></c>', []),
    ],
)
def test_a_shared_text_that_no_cell_shows_is_in_the_file_all_the_same(tmp_path, cell, found):
    sheet = f"<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>"
    parts = {"xl__worksheets__sheet1": sheet, "xl__sharedStrings": SHARED}
    assert [one.kind for one in scan_parts(archive(tmp_path / "x", **parts))] == found


@pytest.mark.parametrize(("shown", "found"), [(0, []), (1, ["nik"])])
def test_one_of_an_xlsb_too(tmp_path, shown, found):
    text = NIK.encode("utf-16-le")
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr("xl/sharedStrings.bin", bytes([19, 5 + len(text), 0, 16, 0, 0, 0]) + text)
        file.writestr("xl/worksheets/sheet1.bin", bytes([7, 12, *[0] * 8, shown, 0, 0, 0]))
    assert [one.kind for one in scan_parts(tmp_path / "x")] == found


def test_a_mention_of_its_grammar_is_no_danger(tmp_path):
    old = '<!DOCTYPE manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest/>'
    assert scan_parts(archive(tmp_path / "x", **{"META-INF__manifest": old})) == []


def test_entities_that_grow_are_refused(tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(ProblemError) as refused:
        scan_parts(archive(tmp_path / "x", docProps__core=bomb))
    assert refused.value.problem.code == "entities"


def test_a_broken_part_is_not_taken_for_a_clean_one(tmp_path):
    with pytest.raises(ProblemError):
        scan_parts(archive(tmp_path / "x", docProps__core="<a>"))


DRAWN = "<xml xmlns:v='urn:v'><v:shape alt='{0}'><v:textbox><div><font>{1}</font><br><font>{2}</font></div></v:textbox></v:shape></xml>"


@pytest.mark.parametrize("texts", [(NIK, "", ""), ("", NIK, ""), ("", "Contoh", f"{NIK}&nbsp;")])
def test_an_old_drawing_may_be_html_and_is_read(tmp_path, texts):
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr("xl/drawings/vmlDrawing1.vml", DRAWN.format(*texts))
    (finding,) = scan_parts(tmp_path / "x")
    assert (finding.kind, finding.column) == ("nik", "comments")


def test_a_form_control_is_no_damage(tmp_path):
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr("xl/drawings/vmlDrawing1.vml", DRAWN.format("", "Pilih", "kecamatan"))
    assert scan_parts(tmp_path / "x") == []


def people(path: Path) -> bytes:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_column("A1", ["NIK", NIK])
    return path.read_bytes()


def within(folder: Path, content: bytes, name: str = "xl/embeddings/Microsoft_Excel_Worksheet.xlsx") -> Path:
    """A workbook in which a file is embedded."""
    path = folder / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data").write_column("A1", ["Jumlah", 10, 20])
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(name, content)
    return path


def test_an_embedded_workbook_is_looked_through(tmp_path):
    (finding,) = read_file(within(tmp_path, people(tmp_path / "x")), "Data", tmp_path).scan()
    assert (finding.kind, finding.column, finding.holds) == ("nik", "embedded files", True)


@pytest.mark.parametrize(
    "content", [b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"]
)
def test_what_is_embedded_and_cannot_be_opened_keeps_the_file(tmp_path, content):
    with pytest.raises(ProblemError):
        read_file(within(tmp_path, content), "Data", tmp_path).scan()


def test_a_file_embedded_in_an_embedded_one_is_not_passed_over(tmp_path):
    outer = within(tmp_path, people(tmp_path / "x")).read_bytes()
    with pytest.raises(ProblemError) as refused:
        read_file(within(tmp_path, outer), "Data", tmp_path).scan()
    assert refused.value.problem.code == "unopened"


@pytest.mark.parametrize(
    ("name", "kind", "where"),
    [
        ("xl/comments1.bin", 636, "comments"),
        ("xl/worksheets/sheet1.bin", 479, "headers and footers"),
        ("xl/workbook.bin", 39, "hidden parts of the workbook"),
        ("xl/styles.bin", 44, "hidden parts of the workbook"),
    ],
)
def test_the_corners_of_an_xlsb_are_read(tmp_path, name, kind, where):
    text = f'"NIK {NIK}"0'.encode("utf-16-le")
    record = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 0x7F else bytes([kind])
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr(name, record + bytes([len(text)]) + text)
    (finding,) = scan_parts(tmp_path / "x")
    assert (finding.kind, finding.column) == ("nik", where)


def test_the_cells_of_an_xlsb_are_not_read_twice(tmp_path):
    text = f"NIK {NIK}".encode("utf-16-le")
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr("xl/worksheets/sheet1.bin", bytes([6, len(text)]) + text)
        file.writestr("xl/styles.bin", bytes([48, len(text)]) + text)  # the name of a style
    assert scan_parts(tmp_path / "x") == []


@pytest.mark.parametrize(
    ("part", "where"), [("styles", "headers and footers"), ("meta", "document properties")]
)
def test_header_and_properties_of_an_ods_are_read(tmp_path, part, where):
    content = f"<office:x xmlns:office='o' xmlns:text='t'><text:p>NIK {NIK}</text:p></office:x>"
    (finding,) = scan_parts(archive(tmp_path / "x", **{part: content}))
    assert (finding.kind, finding.column) == ("nik", where)
