"""Claims about what formulas say beside what their cells show. Invented numbers (DATA CONTOH)."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.formulas import said
from ckanext.paser.privacy.scanning import formulas
from ckanext.paser.privacy.scanning.looking import look_through
from ckanext.paser.privacy.scanning.parts import scan_parts
from ckanext.paser.tables.reading.child import read_file

NIK, MOBILE = "6401015708900001", "6281234567890"
OK: Any = "ok"
SHOWN: Any = NIK
"""Results of formulas, of which the writer of workbooks says that they are whole numbers."""
SAYING = [
    (f'=IF(1=1,"ok","{NIK}")', "nik"),
    (f'=IF(B2>5,"ok","a.n. Contoh NIK {NIK}")', "nik"),
    (f'=LEFT("{NIK}",6)', "nik"),
    (f'=HYPERLINK("https://wa.me/{MOBILE}","chat")', "telepon"),
    (f'=HYPERLINK("https://wa.me/"&{MOBILE},"chat")', "telepon"),
    (f'=IF(B2>5,"ok","{NIK[:8]}" & "{NIK[8:]}")', "nik"),
    (f"=IF(B2>5,1,{NIK})", "nik"),
    ("=+62812-3456-7890", "telepon"),
    ('=IF(B2>5,"ok","contoh.orang@gmail.com")', "surel"),
]


@pytest.mark.parametrize(
    ("formula", "texts"),
    [
        ('=IF(A1="x ""6401 0157 0890 0001""",1,2)', ['x "6401 0157 0890 0001"']),
        ('of:=IF([.B2]>5;"ok";"6401015708900001")', [NIK]),
        ("of:=+62812-3456-7890", ["+62812-3456-7890"]),
        ("=6.40101570890000E+15+B2", ["6.40101570890000E+15"]),
        (f'="081234567890"&" / "&{MOBILE}', ["081234567890 / 6281234567890"]),
    ],
)
def test_the_texts_and_long_numbers_of_a_formula_are_what_it_says(formula, texts):
    assert said(formula) == texts


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(B200000:K200000)+$C$1048576",
        "=A1*6401+0.6401015708900001",
        "=812-3456-7890",
        "=628123456789+81234567890",
        f"='{NIK}'!A1+'C:\\a@b.co.id\\[{NIK}.xlsx]Data 2024'!$B$2",
        f"=[{NIK}.xlsx]Data!A1",
        f"=Table1[NIK {NIK}]",
        f"of:=['file:///rumah/{NIK}.ods'#$Data.A1]",
        '=IF(AND(A123456>5,B123456<1234567),"Tinggi","Rendah")',
        '=TEXT(A1,"0000000000000000")',
        "=CHOOSE(A1,1,2,3,4,5,6,7,8,9,10,11,12)",
        '=IF(A1="x","https://data.paserkab.go.id/2024","062 0543 21234")',
    ],
)
def test_references_names_of_sheets_paths_and_sums_are_nobodys(tmp_path, formula):
    assert scan_parts(workbook(tmp_path, formula)) == []


def workbook(folder: Path, *written: str, sheet: str = "Data") -> Path:
    """A workbook of counts with formulas in column D of one of its sheets."""
    path = folder / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheets = {name: book.add_worksheet(name) for name in dict.fromkeys(["Data", sheet])}
        for n, row in enumerate([["Desa", "Jumlah"], *([f"Desa {n}", n * 10] for n in range(1, 9))]):
            sheets["Data"].write_row(n, 0, row)
        for n, formula in enumerate(written, 1):
            sheets[sheet].write_formula(n, 3, formula, value=OK)
    return path


@pytest.mark.parametrize(("formula", "kind"), SAYING)
def test_a_datum_in_a_formula_holds_and_its_cell_is_named(tmp_path, formula, kind):
    found = read_file(workbook(tmp_path, formula), None, tmp_path).scan()
    assert found == [Finding(kind, "Data", "formulas of cells", (), ("D2",), 1, "hold")]


def test_so_does_one_on_another_sheet_under_its_name(tmp_path):
    path = workbook(tmp_path, "=B2*2", f'=IF(B2>5,"ok","{NIK}")', sheet="Olah Data")
    (finding,) = read_file(path, "Data", tmp_path).scan()
    assert (finding.sheet, finding.cells, finding.holds) == ("Olah Data", ("D3",), True)


def test_all_cells_are_counted_and_twenty_named(tmp_path):
    numbers = [f'=LEFT("64010157089{n:05}",6)' for n in range(1, 51)]
    (finding,) = scan_parts(workbook(tmp_path, *numbers))
    assert (finding.count, finding.cells) == (50, tuple(f"D{n}" for n in range(2, 22)))


def test_codes_of_which_chance_makes_a_few_are_none(tmp_path):
    codes = [f'=LEFT("131010{n * 250307 % 10**6:06}0001",6)' for n in range(1, 400)]
    assert scan_parts(workbook(tmp_path, *codes)) == []


def test_a_formula_that_is_a_text_alone_is_judged_by_its_cell_where_that_shows_it(tmp_path):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data").write_formula("D2", f'="{NIK}"', value=SHOWN)
    assert scan_parts(path) == []


def test_an_uncalculated_one_is_not(tmp_path):
    (finding,) = scan_parts(workbook(tmp_path, f'="{NIK}"'))
    assert (finding.kind, finding.cells) == ("nik", ("D2",))


def test_in_an_archive_it_holds_too(tmp_path):
    path = workbook(tmp_path, SAYING[0][0])
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as target:
        target.write(path, "data.xlsx")
    found, _ = look_through(tmp_path / "file.zip", "file.zip", is_table=False, sheet=None, titles=[])
    assert [(one.kind, one.holds) for one in found] == [("nik", True)]


def array(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data").write_array_formula("A1:A3", f'{{=IF(B1:B3>5,"ok","{NIK}")}}')


def named(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data").write(0, 0, "Desa")
        book.define_name("siapa", f'=IF(Data!$A$1="","{NIK}","")')


def conditional(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        rule = {"type": "formula", "criteria": f'=$A$1="{NIK}"', "format": book.add_format()}
        book.add_worksheet("Data").conditional_format("A1:A9", rule)


@pytest.mark.parametrize("write", [array, named, conditional])
def test_formulas_of_arrays_names_and_conditions_hold_too(tmp_path, write):
    write(tmp_path / "file.xlsx")
    assert [(one.kind, one.holds) for one in scan_parts(tmp_path / "file.xlsx")] == [("nik", True)]


@pytest.mark.parametrize(
    "cell",
    [
        f"<c r='D2' t='str'><f>IF(1,&quot;ok&quot;,&quot;{NIK}&quot;)</f><v>ok</v></c>",
        f'<c r=\'D2\'><f><![CDATA[IF(1<2,"ok","{NIK}")]]></f></c>',
        "<c r='D2'><f>IF(1,1,\"" + "".join(f"&#{ord(digit)};" for digit in NIK) + '")</f></c>',
        f"<c s='1' r='D2'><f t='shared' ref='D2:D3' si='0' >LEFT(\"{NIK}\",B2)</f ></c>",
        f"<c r='C2'><f t='shared' si='0'/><v>1</v></c><c r='D2'><f>LEFT(\"{NIK}\",B2)</f></c>",
    ],
    ids=["quoted", "sections", "numbered", "shared", "behind"],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_however_a_formula_is_written(tmp_path, cell, prefix, encoding):
    if prefix:
        cell = cell.replace("</", "</x:").replace("<c ", "<x:c ").replace("<f", "<x:f").replace("<v", "<x:v")
    root, rows = f"{prefix}worksheet", f"{prefix}sheetData"
    xmlns = "xmlns:x='u'" if prefix else ""
    xml = f"<?xml version='1.0' encoding='{encoding}'?><{root} {xmlns}><{rows}>{cell}</{rows}></{root}>"
    with zipfile.ZipFile(tmp_path / "file.xlsx", "w") as file:
        file.writestr("xl/worksheets/sheet1.xml", xml.encode(encoding))
    (finding,) = scan_parts(tmp_path / "file.xlsx")
    assert (finding.kind, finding.cells) == ("nik", ("D2",) if encoding == "utf-8" else ())


FORMULA = f"<c r='D2' t='str'><f>IF(1,\"ok\",\"{NIK}\")</f><v>ok</v></c>"


@pytest.mark.parametrize("left", range(-10, len(FORMULA) + 40, 7))
def test_a_formula_is_found_once_wherever_the_blocks_of_a_sheet_end(monkeypatch, left):
    begin = "<worksheet><sheetData>"
    filled = "<c r='A1'><v>1</v></c>" * 200
    monkeypatch.setattr(formulas, "_BLOCK", len(begin) + len(filled) + left)
    xml = f"{begin}{filled}{FORMULA}<c><f t='shared' si='0'/></c>{filled}</sheetData></worksheet>"
    pieces = [*formulas.without_cells(io.BytesIO(xml.encode()))]
    assert [one.cell for one in pieces if NIK.encode() in one.xml] == ["D2"]
    assert (
        b"".join(one.xml for one in pieces if not one.cell) == (begin + "</sheetData></worksheet>").encode()
    )


ODS = (
    "<?xml version='1.0'?><office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body>"
    "<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
)
CELL = "<table:table-row><table:table-cell table:formula='{formula}'><text:p>ok</text:p></table:table-cell></table:table-row>"


def ods(folder: Path, formula: str) -> Path:
    """An ODS whose second sheet has a formula."""
    rows = CELL.format(formula=formula.replace("<", "&lt;"))
    sheets = f"<table:table table:name='Data'/><table:table table:name='Olah'>{rows}</table:table>"
    with zipfile.ZipFile(folder / "file.ods", "w") as file:
        file.writestr("content.xml", ODS.format(sheets=sheets))
    return folder / "file.ods"


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (f'of:=IF([.B2]<5;"ok";"{NIK}")', [("nik", "Olah", True)]),
        (f'of:=HYPERLINK("https://wa.me/{MOBILE}";"chat")', [("telepon", "Olah", True)]),
        ("of:=SUM([.B200000:.K200000])*6401", []),
    ],
)
def test_those_of_an_ods_hold_too_and_their_sheet_is_named(tmp_path, formula, found):
    told = scan_parts(ods(tmp_path, formula))
    assert [(one.kind, one.sheet, one.holds) for one in told] == found


@pytest.mark.parametrize(
    ("formula", "kinds"),
    [
        (f'IF(B2>5;"ok";"{NIK}")', ["nik"]),
        (f"IF(B2>5;1;{NIK})", ["nik"]),
        (f'HYPERLINK("https://wa.me/{MOBILE}";"chat")', ["telepon"]),
        ("SUM(B1:B9)*6401.5+1234567890123456", []),
    ],
)
def test_those_of_an_old_xls_hold_too_and_their_cell_is_named(tmp_path, formula, kinds):
    book = xlwt.Workbook()
    book.add_sheet("Lain").write(0, 0, "Uraian")
    sheet = book.add_sheet("Data")
    for n, row in enumerate([("Desa", "Jumlah"), *((f"Desa {n}", n * 10) for n in range(1, 9))]):
        sheet.write(n, 0, row[0])
        sheet.write(n, 1, row[1])
    sheet.write(1, 3, xlwt.Formula(formula))
    book.save(str(tmp_path / "file.xls"))
    found = [one for one in read_file(tmp_path / "file.xls", "Data", tmp_path).scan() if one.holds]
    assert found == [Finding(kind, "Data", "formulas of cells", (), ("D2",), 1, "hold") for kind in kinds]


WIDE = NIK.encode("utf-16-le")


@pytest.mark.parametrize(
    ("kind", "result", "tokens", "found"),
    [
        (8, struct.pack("<I", 2) + "ok".encode("utf-16-le"), b"\x17\x10\0" + WIDE, ["nik"]),
        (9, struct.pack("<d", 6.0), b"\x17\x10\0" + WIDE, ["nik"]),
        (9, struct.pack("<d", 6.0), b"\x1f" + struct.pack("<d", float(NIK)), ["nik"]),
        (10, b"\1", b"\x17\x10\0" + WIDE, ["nik"]),
        (11, b"\x2a", b"\x17\x10\0" + WIDE, ["nik"]),
        (8, struct.pack("<I", 16) + WIDE, b"\x17\2\0o\0k\0", []),
        (9, struct.pack("<d", float(NIK)), b"\x1f" + struct.pack("<d", 1234567890123456.0), []),
    ],
)
def test_those_of_an_xlsb_hold_too_and_their_result_is_read_as_a_cell(tmp_path, kind, result, tokens, found):
    row = bytes([0, 4]) + struct.pack("<I", 1)
    cell = struct.pack("<II", 3, 0) + result + b"\0\0" + struct.pack("<I", len(tokens)) + tokens
    with zipfile.ZipFile(tmp_path / "file.xlsb", "w") as file:
        file.writestr("xl/worksheets/sheet1.bin", row + bytes([kind, len(cell)]) + cell)
    told = scan_parts(tmp_path / "file.xlsb")
    assert [(one.kind, one.cells) for one in told] == [(kind, ("D2",)) for kind in found]
