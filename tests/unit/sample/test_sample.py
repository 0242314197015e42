"""Claims about the sample region: its files, its figures and what is said of them."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import replace
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml
from python_calamine import CalamineWorkbook

from ckanext.paser.areas.rules import areas
from ckanext.paser.metadata import rules
from ckanext.paser.metadata.rules import crossfields, dictionaries, filled
from ckanext.paser.metadata.rules.known import Table
from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.dictionary import inferred
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.roles import area_column, propose
from ckanext.paser.tables.rules.table import Column

SAMPLE = Path(__file__).parents[3] / "deploy" / "sample"
FIGURES = yaml.safe_load((SAMPLE / "figures.yaml").read_text(encoding="utf-8"))["files"]
DATASETS = yaml.safe_load((SAMPLE / "manifest.yaml").read_text(encoding="utf-8"))["datasets"]
AGENCIES = yaml.safe_load((SAMPLE / "organizations.yaml").read_text(encoding="utf-8"))["organizations"]
REAL = [one for one in DATASETS if not one["data_contoh"]]
YEARS = ("Tahun Awal", "Tahun", "Periode", "Bulan")
POVERTY = "penduduk-miskin-garis-kemiskinan.xlsx"
MADE_UP = [one for one in DATASETS if one["data_contoh"]]
FORM = yaml.safe_load(files("paser_schemas").joinpath("dataset.yaml").read_text(encoding="utf-8"))


def named(datasets):
    return pytest.mark.parametrize("dataset", datasets, ids=[one["name"] for one in datasets])


def column(file: str, heading: str) -> list:
    """The values of a column of a file, by its heading, as they stand in figures.yaml."""
    table = FIGURES[file]
    return [row[table["header"].index(heading)] for row in table["rows"]]


def cells(path: Path) -> list[list]:
    """All cells of a file as written."""
    if path.suffix == ".csv":
        encoding = FIGURES[path.name].get("encoding", "utf-8")
        return list(csv.reader(path.read_text(encoding=encoding).splitlines(), delimiter=";"))
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def published(path: Path, folder: Path) -> list[Column]:
    """The columns of a file's table as they are public: with what they are for, where no officer has said it."""
    found = read_file(path, None, folder).reading.columns
    proposed = [propose(one.label, one.type, one.unit) for one in found]
    return [
        replace(one, role=said.role, aggregation=said.aggregation)
        for one, said in zip(found, proposed, strict=True)
    ]


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    """All files, built anew."""
    spec = spec_from_file_location("build_sample", SAMPLE / "build.py")
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return {path.name: path for path in module.build(tmp_path_factory.mktemp("files"))}


class TestFiles:
    @pytest.mark.parametrize("name", FIGURES)
    def test_building_a_file_again_gives_the_same_cells(self, rebuilt, name):
        assert cells(rebuilt[name]) == cells(SAMPLE / "files" / name)

    def test_every_file_is_built_described_and_there(self):
        described = [resource["file"] for dataset in DATASETS for resource in dataset["resources"]]
        assert sorted(described) == sorted(FIGURES) == sorted(path.name for path in SAMPLE.glob("files/*"))

    def test_files_come_in_the_ways_of_agencies(self):
        tables = FIGURES.values()
        assert {table.get("encoding") for table in tables} == {None, "utf-8-sig", "cp1252"}
        assert any(table.get("texts") for table in tables)
        assert any(table.get("groups") for table in tables)
        assert any(table.get("numbering") for table in tables)
        assert any(table.get("total") for table in tables)

    def test_a_typed_number_is_written_the_indonesian_way(self):
        assert cells(SAMPLE / "files" / "luas-wilayah-kecamatan.xlsx")[7][4] == "1.111,38"


class TestFigures:
    def test_the_areas_of_the_kecamatan_add_up_to_the_official_total(self):
        total = sum(column("luas-wilayah-kecamatan.xlsx", "Luas Wilayah (km²)"))
        assert round(total, 2) == 11603.94

    def test_land_and_sea_add_up_to_the_total(self):
        concepts = column("luas-wilayah-kabupaten.csv", "Konsep")
        area = dict(zip(concepts, column("luas-wilayah-kabupaten.csv", "Luas Wilayah (km2)"), strict=True))
        assert round(area["daratan"] + area["laut"], 2) == area["total_dengan_laut"] == 11603.94
        assert area["batas_big"] == 10780.677

    def test_the_population_of_the_kecamatan_adds_up_to_the_total_below_it(self):
        people = column("penduduk-kecamatan.xlsx", "Jumlah Penduduk (orang)")
        assert sum(people) == 277_400 == FIGURES["penduduk-kecamatan.xlsx"]["total"][4]

    def test_men_and_women_add_up_where_both_are_known(self):
        file = "penduduk-kabupaten.csv"
        rows = zip(*(column(file, one) for one in ("Jumlah Penduduk", "Laki-laki", "Perempuan")), strict=True)
        known = [(people, men + women) for people, men, women in rows if men]
        assert [people for people, _ in known] == [280_065, 303_424, 277_401, 309_667]
        assert all(people == both for people, both in known)

    def test_the_series_of_the_population_are_told_apart_and_the_break_is_marked(self):
        series = column("penduduk-kabupaten.csv", "Deret")
        years = column("penduduk-kabupaten.csv", "Tahun")
        broken = column("penduduk-kabupaten.csv", "Putus Deret")
        of_year = {(year, name) for year, name in zip(years, series, strict=True) if year in (2022, 2023)}
        assert len({name for _, name in of_year}) == 2
        assert [year for year, mark in zip(years, broken, strict=True) if mark == "ya"] == [2023]

    def test_villages_are_as_many_as_the_codes_say(self):
        parents = {level: [area.parent for area in areas(level)] for level in ("desa", "kelurahan")}
        kecamatan = [area.code_kemendagri for area in areas("kecamatan")]
        counted = [[parents[level].count(code) for code in kecamatan] for level in parents]
        file = "desa-kelurahan-kecamatan.xlsx"
        assert [column(file, "Desa"), column(file, "Kelurahan")] == counted
        assert [sum(one) for one in counted] == [139, 5]

    @pytest.mark.parametrize(
        ("file", "heading", "values"),
        [
            (
                "indeks-pembangunan-manusia.xlsx",
                "Indeks Pembangunan Manusia",
                {2017: 71.16, 2020: 72.04, 2021: None, 2022: 73.85, 2023: 74.56},
            ),
            (
                "persentase-penduduk-miskin.xlsx",
                "Persentase Penduduk Miskin (%)",
                {2017: 9.28, 2018: 9.03, 2020: 9.23, 2021: 9.73, 2022: 9.43, 2023: 9.11, 2024: 8.63},
            ),
            (
                "tingkat-pengangguran-terbuka.csv",
                "Tingkat Pengangguran Terbuka (%)",
                {2017: 5.54, 2018: 6.87, 2019: None, 2020: 4.2, 2021: 5.7, 2022: 4.88, 2023: 4.72},
            ),
            (
                "laju-pertumbuhan-ekonomi.xlsx",
                "Laju Pertumbuhan Ekonomi (%)",
                {2016: -4.96, 2017: 1.13, 2020: -2.86, 2021: 5.9, 2022: 1.9, 2023: 1.38},
            ),
            (POVERTY, "Jumlah Penduduk Miskin (orang)", {2021: 27560, 2022: 27020}),
            (POVERTY, "Garis Kemiskinan (rupiah)", {2021: None, 2022: 556371}),
            (POVERTY, "Kedalaman", {2021: None, 2022: 1.35}),
            (POVERTY, "Keparahan", {2021: None, 2022: 0.29}),
            ("kontribusi-pertambangan-pdrb.csv", "Kontribusi Pertambangan (%)", {2017: 73.26, 2023: 73.89}),
            ("rasio-gini.xlsx", "Rasio Gini", {2005: 0.33, 2023: 0.292}),
        ],
    )
    def test_a_series_is_as_published(self, file, heading, values):
        assert dict(zip(column(file, "Tahun"), column(file, heading), strict=True)) == values

    def test_the_comparison_takes_the_figures_of_the_regency_from_their_own_files(self):
        file = "perbandingan-kalimantan-timur.xlsx"
        keys = zip(column(file, "Kode Wilayah"), column(file, "Indikator"), strict=True)
        assert dict(zip(keys, column(file, "Nilai"), strict=True)) == {
            ("64.01", "ipm"): 74.56,
            ("64", "ipm"): 78.2,
            ("64.01", "persentase_penduduk_miskin"): 9.11,
            ("64", "persentase_penduduk_miskin"): 6.11,
            ("64.01", "laju_pertumbuhan_ekonomi"): 1.38,
            ("64", "laju_pertumbuhan_ekonomi"): 6.34,
        }

    @named([one for one in REAL if one["name"] != "kode-wilayah-administrasi"])
    def test_every_real_figure_has_a_year_a_status_and_a_source_and_says_when_it_is_doubtful(self, dataset):
        for resource in dataset["resources"]:
            table = FIGURES[resource["file"]]
            for row in table["rows"]:
                told = dict(zip(table["header"], row, strict=True))
                if told["Status Angka"] is None:  # a year without a figure
                    assert told["Catatan"]
                    continue
                assert told["Status Angka"] in {term.code for term in rules.vocabulary("STATUS_ANGKA")}
                assert told["Sumber"]
                assert told["Tahun"]
                assert told["Status Angka"] == "tetap" or "konfirmasi Walidata" in told["Catatan"]

    @named(MADE_UP)
    def test_what_is_made_up_says_so_everywhere(self, dataset):
        texts = [dataset["title"], dataset["notes"], dataset["sumber_data"], dataset["tag_string"].upper()]
        resource = dataset["resources"][0]
        rows = FIGURES[resource["file"]]["rows"]
        assert all("DATA CONTOH" in text for text in [*texts, resource["name"], *(row[-1] for row in rows)])

    @named(REAL)
    def test_what_is_real_is_not_called_a_sample(self, dataset):
        assert "DATA CONTOH" not in json.dumps(dataset) + json.dumps(FIGURES[dataset["resources"][0]["file"]])

    def test_one_kecamatan_of_the_sample_map_has_no_value(self):
        file = "contoh-curah-hujan-kecamatan.csv"
        values = zip(column(file, "Kecamatan"), column(file, "Curah Hujan (mm)"), strict=True)
        assert {name for name, value in values if value is None} == {"Muara Samu"}


class TestManifest:
    @named(DATASETS)
    def test_a_dataset_has_all_that_it_needs_to_be_public(self, dataset):
        shown = {"data_prioritas": False, "akses_level": "terbuka", **filled.OF_STATISTICS, **dataset}
        files = [
            {"url": one["file"], "format": one["file"].rpartition(".")[2], **one}
            for one in dataset["resources"]
        ]
        shown["resources"] = [
            {"jenis_resource": "data", **one, **filled.of_file(one, shown)} for one in files
        ]
        assert [(one.field, one.problem.fact) for one in crossfields.errors(shown)] == []
        assert set(dataset) - {"resources"} <= {field["field_name"] for field in FORM["dataset_fields"]}

    @named(DATASETS)
    def test_its_dictionaries_are_complete_for_the_workflow_to_publish(self, dataset, tmp_path):
        files = [
            {"id": one["file"], "format": one["file"].rpartition(".")[2].upper(), **one}
            for one in dataset["resources"]
        ]
        columns = {
            one["file"]: published(SAMPLE / "files" / one["file"], tmp_path) for one in dataset["resources"]
        }
        tables = {
            name: Table(
                columns=tuple(map(inferred, found)),
                codes=frozenset(one.id for one in found if one.type == Type.CODE),
            )
            for name, found in columns.items()
        }
        for file in files:
            file |= {"kolom_wilayah": area_column(columns[file["id"]]), "sistem_kode_wilayah": "kemendagri"}
        whole = dictionaries.whole({**dataset, "resources": files}, tables)
        assert [worded(one.problem)["fact"] for one in dictionaries.incomplete(whole, tables)] == []

    @named(DATASETS)
    def test_its_codes_are_in_their_lists(self, dataset):
        for name, vocabulary in rules.VOCABULARY_OF.items():
            codes = dataset.get(name) or []
            known = {term.code for term in rules.vocabulary(vocabulary)}
            assert set([codes] if isinstance(codes, str) else codes) <= known
        assert set(dataset["kode_wilayah"]) <= {area.code_kemendagri for area in areas()}
        assert dataset["owner_org"] in {agency["name"] for agency in AGENCIES}

    @named(DATASETS)
    def test_its_title_carries_neither_year_nor_area_nor_unit_in_brackets(self, dataset):
        title = dataset["title"]
        assert not any(sign.isdigit() or sign in "()." for sign in title)
        assert "Paser" not in title

    @named(DATASETS)
    def test_its_period_is_that_of_its_figures(self, dataset):
        table = FIGURES[dataset["resources"][0]["file"]]
        if isinstance(table["rows"], str):
            return
        places = [table["header"].index(one) for one in YEARS if one in table["header"]]
        told = re.findall(r"\d{4}", " ".join(str(row[place]) for row in table["rows"] for place in places))
        years = rules.years(dataset["temporal_coverage"])
        assert (min(told), max(told)) == (years[0], years[-1])

    @named(DATASETS)
    def test_it_has_three_to_fifteen_keywords(self, dataset):
        assert 3 <= len(dataset["tag_string"].split(",")) <= 15

    def test_no_mail_address_can_be_a_real_one(self):
        addresses = [agency["email"] for agency in AGENCIES]
        addresses += [one["email"] for dataset in DATASETS for one in dataset["contact"]]
        assert all(address.endswith(".paserkab.invalid") for address in addresses)
