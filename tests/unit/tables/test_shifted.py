"""Claims about decimal commas among the commas between values, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file


def _read(tmp_path, large, text: str):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(path, None, tmp_path, large).reading


@pytest.mark.parametrize(
    "text",
    [
        "Desa,Luas,Ket\nKuaro,12,5,baik\nLolo,3,25,rusak\n",
        "Desa,Luas\nKuaro,12,5\nLolo,3,25\n",
        "Desa,Luas,Produksi\nKuaro,12,5,3,1\nLolo,3,25,4,2\n",
    ],
)
def test_rows_that_decimal_commas_make_longer_than_their_header_are_refused(tmp_path, large, text):
    with pytest.raises(ProblemError) as refused:
        _read(tmp_path, large, text)
    assert (refused.value.problem.code, refused.value.problem.params["line"]) == ("shifted_row", 2)


@pytest.mark.parametrize(
    "text",
    [
        'Desa,Luas,Ket\nKuaro,"12,5",baik\nLolo,"3,25",rusak\n',
        "Desa;Luas;L\nKuaro;12;5;baik\nLolo;3;25;rusak\n",
        "Desa,Luas,Ket\nKuaro,12,baik,x\nLolo,3,rusak,y\n",
        "Desa,Luas,L,\nKuaro,12,5,baik\nLolo,3,25,rusak\n",
        "Desa,Luas,Ket\nKuaro,12.5,5.5,x\nLolo,3.5,1.5,y\n",
    ],
)
def test_other_rows_are_read(tmp_path, large, text):
    assert _read(tmp_path, large, text).rows == 2
