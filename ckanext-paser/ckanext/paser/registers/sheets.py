"""The list of data as rows of CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xlsxwriter import Workbook

from ckanext.paser.exports.rules import cells
from ckanext.paser.registers.rules.entries import cell

Record = Mapping[str, Any]

HEADS = {
    "identifier": "Kode",
    "title": "Judul",
    "produsen_data": "Produsen Data",
    "organization": "Kode produsen",
    "kode_urusan": "Kode urusan",
    "urusan": "Urusan",
    "tema_sdi": "Kode tema",
    "tema": "Tema",
    "jenis": "Jenis isi",
    "jenis_data": "Jenis data",
    "data_prioritas": "Data Prioritas",
    "kriteria_prioritas": "Kriteria prioritas",
    "prioritas_tahun": "Tahun prioritas",
    "dasar_daftar_data": "Dasar penetapan",
    "diperiksa_pembina_pada": "Diperiksa Pembina Data",
    "frequency": "Frekuensi (URI)",
    "frekuensi": "Frekuensi",
    "tahun_data": "Tahun data",
    "modified": "Diperbarui",
    "jatuh_tempo": "Pemutakhiran berikutnya",
    "ketersediaan": "Ketersediaan",
    "akses_level": "Akses",
    "license_id": "Kode lisensi",
    "lisensi": "Lisensi",
    "format": "Format",
    "data_contoh": "Data contoh",
    "url": "Alamat",
}
"""The columns in their order: their names in CSV and JSON, and the words above them in a workbook."""
_AT_ONCE = 100
_WIDE = {"title": 60, "produsen_data": 40, "urusan": 30, "tema": 30, "url": 60}


def lines(records: Iterable[Record]) -> Iterator[str]:
    """The list as CSV (RFC 4180), some rows at a time; people open it in Excel, so no text in it is computed."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for number, record in enumerate(records, 1):
        writer.writerow([cells.harmless(cell(record[name])) for name in HEADS])
        if number % _AT_ONCE == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def workbook(records: Iterable[Record], about: Mapping[str, str]) -> bytes:
    """The list as a workbook: its rows, and on a second sheet what it is; no text in it is computed by any program."""
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet("Daftar Data")
    sheet.freeze_panes(1, 2)
    for column, (name, head) in enumerate(HEADS.items()):
        sheet.set_column(column, column, _WIDE.get(name, 18))
        sheet.write_string(0, column, head, bold)
    row = 0
    for row, record in enumerate(records, 1):
        for column, name in enumerate(HEADS):
            if text := cell(record[name]):
                sheet.write_string(row, column, cells.harmless(text))
    sheet.autofilter(0, 0, row, len(HEADS) - 1)
    told = book.add_worksheet("Keterangan")
    told.set_column(0, 0, 20)
    told.set_column(1, 1, 90)
    for number, (key, text) in enumerate(about.items()):
        told.write_string(number, 0, key)
        told.write_string(number, 1, cells.harmless(text))
    book.close()
    return out.getvalue()
