"""Claims about SIPD's list of DSSD codes. All codes are DATA CONTOH."""

from __future__ import annotations

import json

import pytest

from ckanext.paser.dssd.rules import HEADINGS, Indicator, judge
from ckanext.paser.problems import worded
from ckanext.paser.standards import reading

LIBRARIES = Indicator("2.23.000001", "Jumlah Perpustakaan, DATA CONTOH", "Unit", "2.23 - PERPUSTAKAAN")
OF_SIPD = {
    "kodeindikator": "2.23.000001",
    "uraian_indikator": "Jumlah Perpustakaan, DATA CONTOH",
    "satuan": "Unit",
    "bidangurusan": "2.23 - PERPUSTAKAAN",
    "mendukung_subkegiatan": [{"kodesubkegiatan": "-", "uraisubkegiatan": "-"}],
}
EXPORT = """Daftar DSSD;;;
Kode DSSD;Uraian DSSD;Satuan;Definisi Operasional;Tag urusan
2.23.000001;Jumlah Perpustakaan, DATA CONTOH;Unit;-;2.23 - PERPUSTAKAAN
"""


@pytest.mark.parametrize(("name", "text"), [("ref.json", json.dumps([OF_SIPD])), ("ekspor.csv", EXPORT)])
def test_the_answer_of_sipd_and_the_export_of_e_walidata_are_read_alike(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert judge(name, reading.rows(path, HEADINGS["kode"])) == ([LIBRARIES], [])


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ([OF_SIPD, {**OF_SIPD, "kodeindikator": "-"}], "no code"),
        ([OF_SIPD, {**OF_SIPD, "satuan": "Buah"}], "stands in a row above"),
        ([{"nama": "x"}], "no row with a DSSD code"),
    ],
)
def test_a_row_that_is_wrong_is_told(tmp_path, said, fact):
    path = tmp_path / "ref.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    (problem,) = judge("ref.json", reading.rows(path, HEADINGS["kode"])).problems
    assert fact in worded(problem)["fact"]
