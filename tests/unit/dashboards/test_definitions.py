"""Claims about definition files: what fits, and one clear sentence for what does not."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from ckanext.paser.problems import worded

from paser_dashboards.definitions.rules import KINDS
from paser_dashboards.definitions.rules import define as read

PACKAGED = sorted(entry.name for entry in files("paser_indicators").iterdir() if entry.name.endswith(".yaml"))


def sentence(name: str, content: Any) -> str:
    found, problems = read(name, content)
    assert found is None
    return worded(problems[0])["text"]


@pytest.mark.parametrize("name", PACKAGED)
def test_every_definition_of_the_project_fits(name, define):
    content = yaml.safe_load(files("paser_indicators").joinpath(name).read_text(encoding="utf-8"))
    found, problems = read(name, content)
    assert (isinstance(found, KINDS[name.partition("-")[0]]), problems) == (True, [])


def test_there_are_at_least_eight_indicators():
    assert sum(name.startswith("indikator-") for name in PACKAGED) >= 8


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"arah": "naik"},
            "entry arah: \"naik\" is not one of the possible words. Choose one of: 'naik_baik'",
        ),
        (
            {"satuann": "%"},
            "satuann: No entry of this name is known here. Check the spelling, or remove it.",
        ),
        ({"nama": {"id": "Kemiskinan"}}, "entry nama.en: The entry is missing. Add it;"),
        ({"kedaluwarsa": "24 bulan"}, "entry kedaluwarsa: It does not fit: it is not a duration such as P9M"),
        ({"kedaluwarsa": "P12M"}, "kedaluwarsa must not be shorter than frekuensi plus lag_rilis"),
        (
            {"arah": "netral", "target": [{"periode": "2025", "nilai": 8, "sumber": "RPJMD"}]},
            "a target needs a good direction: write arah naik_baik or turun_baik, or remove target",
        ),
        ({"grafik": "peta"}, "a map (grafik: peta) needs two to four limits in kelas"),
        (
            {"calc": {"jenis": "ratio"}},
            "calc.jenis ratio needs data.pembilang and data.penyebut",
        ),
        ({"id": "lain"}, 'entry id: The id "lain" differs from the name of the file. Write id: kemiskinan'),
        (
            {"target": [{"periode": "besok", "nilai": 1, "sumber": "x"}]},
            "target.0.periode: It does not fit",
        ),
    ],
)
def test_a_mistake_is_told_with_file_place_and_remedy(changes, expected, define):
    document = define().model_dump(mode="json", exclude_none=True)
    told = sentence("indikator-kemiskinan.yaml", document | changes)
    assert told.startswith("file indikator-kemiskinan.yaml, entry ")
    assert expected in told


def test_a_file_that_holds_a_list_is_no_definition():
    assert "The file holds no entries." in sentence("dasbor-x.yaml", ["a"])


@pytest.mark.parametrize(
    ("data", "columns"),
    [
        ({"periode": "tahun", "wilayah": "kode", "nilai": "v"}, ["v", "tahun", "kode"]),
        ({"periode": "2020", "wilayah": "64.01", "nilai": "v", "filter": {"deret": "a"}}, ["v", "deret"]),
    ],
)
def test_a_period_or_an_area_may_be_given_instead_of_a_column(data, columns, define):
    assert define(data={"dataset": "d", **data}).data.columns() == columns


def test_two_panels_cannot_have_one_id():
    panel = {"id": "a", "jenis": "angka", "indikator": "ipm"}
    text = {"id": "Judul", "en": "Title"}
    told = sentence("dasbor-x.yaml", {"id": "x", "judul": text, "ringkas": text, "panel": [panel, panel]})
    assert "two panels have the id a" in told
