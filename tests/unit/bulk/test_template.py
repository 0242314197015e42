"""Claims about the template: what it is filled with comes back as it was."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from ckanext.paser.bulk import reading, template
from ckanext.paser.bulk.rules import outcomes, rows
from ckanext.paser.bulk.rules.choices import of_agency, of_list
from ckanext.paser.bulk.rules.columns import LINKS, columns
from ckanext.paser.problems import ProblemError

AGENCY = of_agency("dinas-contoh", "Dinas Contoh")
EMPTY = template.empty(AGENCY, {"kode_urusan": "1.02"})


def stored(tmp_path, content: bytes):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    return path


def read(tmp_path, content: bytes) -> rows.Sheet:
    return rows.of_sheet(*reading.cells(stored(tmp_path, content)), [AGENCY])


def test_an_empty_template_has_no_dataset(tmp_path):
    with pytest.raises(ProblemError) as refused:
        read(tmp_path, EMPTY)
    assert refused.value.problem.code == "no_rows"


def test_its_example_would_be_read_without_a_problem(tmp_path):
    book = load_workbook(io.BytesIO(EMPTY))
    assert book["Dataset"]["A4"].value.startswith("DATA CONTOH")
    book["Dataset"]["A4"].value = None
    out = io.BytesIO()
    book.save(out)
    (entry,) = read(tmp_path, out.getvalue()).entries
    assert (entry.problems, entry.wanted["owner_org"], entry.wanted["kode_urusan"]) == (
        (),
        "dinas-contoh",
        "1.02",
    )


def test_every_column_with_a_list_offers_it_and_every_column_has_its_help():
    sheet = load_workbook(io.BytesIO(EMPTY))["Dataset"]
    offered = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(offered) == sum(bool(one.codes) or one.kind.name in ("ANSWER", "AGENCY") for one in columns())
    silent = [
        cell.value for cell, one in zip(sheet[2][1:], columns(), strict=True) if one.help and not cell.comment
    ]
    assert silent == []


def full() -> dict:
    """A value for every column, of the kind that it takes."""
    said = {"resources": [{"url": "https://a.test/a.csv", "name": "Tabel"}]}
    for one in columns():
        if one.group == LINKS:
            continue
        value = {
            "ONE": None, "MANY": None, "LINES": ["Satu", "Dua; tiga"], "TAGS": ["a", "b"], "ANSWER": False, "DAY": "2026-12-31",
            "PERIOD": "2020-03", "NUMBER": 30, "UNIT": "orang", "AGENCY": "Dinas Contoh", "TEXT": f"=Isi {one.key}",
        }[one.kind.name]  # fmt: skip
        if one.codes and one.kind.name in ("ONE", "MANY"):
            codes = [choice.code for choice in of_list(one.codes)]
            value = codes[-1] if one.kind.name == "ONE" else codes[:2]
        if one.part:
            said.setdefault(one.field, [{}, {}])
            for row in said[one.field]:
                row[one.part] = value
        else:
            said[one.field] = value
    return said


def test_a_dataset_with_every_field_comes_back_as_it_was(tmp_path):
    given = full()
    content = template.filled([template.Row(template.cells_of(given))], [AGENCY])
    (entry,) = read(tmp_path, content).entries
    assert entry.problems == ()
    wanted = {**given, "owner_org": "dinas-contoh"}
    del wanted["resources"]
    assert entry.wanted == wanted
    assert outcomes.differences(entry.wanted, {**given, "tags": [{"name": "a"}, {"name": "b"}]}) == {}


def test_a_text_that_no_cell_can_hold_is_left_out_so_that_it_stays(tmp_path):
    content = template.filled([template.Row({"title": "A", "notes": "x" * 50_000})], [])
    (entry,) = read(tmp_path, content).entries
    assert entry.wanted == {"title": "A"}


def test_a_workbook_of_another_program_is_read(tmp_path):
    book = load_workbook(io.BytesIO(EMPTY))
    sheet = book["Dataset"]
    keys = [cell.value for cell in sheet[3]]
    for key, value in {
        "title": "Luas",
        "kode_urusan": 4.01,
        "data_prioritas": True,
        "sel_minimum": 7,
    }.items():
        sheet.cell(5, keys.index(key) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    (entry,) = read(tmp_path, out.getvalue()).entries
    assert entry.wanted == {"title": "Luas", "kode_urusan": "4.01", "data_prioritas": True, "sel_minimum": 7}


def test_a_bomb_ends_its_own_process_and_nothing_else(tmp_path):
    """600 MiB of cells in 600 KiB of file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(EMPTY)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>' + b"x" * 30_000 + b"</t></is></c></row>"
                cells = b"".join(row % (n, n) for n in range(1, 20_001))
                content = (
                    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                    + cells
                    + b"</sheetData></worksheet>"
                )
            bad.writestr(name, content)
    with pytest.raises(ProblemError) as refused:
        reading.cells(stored(tmp_path, out.getvalue()))
    assert refused.value.problem.code in ("not_opened", "too_many_rows", "too_much_text")


def test_a_file_of_more_than_ten_mebibytes_is_not_opened(tmp_path):
    with pytest.raises(ProblemError) as refused:
        reading.cells(stored(tmp_path, b"x" * (reading.MOST_BYTES + 1)))
    assert refused.value.problem.code == "too_large"
