"""Claims about the code lists and rules of the profile paser-sdi."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest

from ckanext.paser.metadata import rules
from ckanext.paser.metadata.rules import licences
from ckanext.paser.metadata.rules.files import TABLES, is_looked_through, is_table
from ckanext.paser.metadata.rules.patterns import misfit
from ckanext.paser.metadata.rules.vocabularies import parent_of

PROFILE = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
LISTS = PROFILE["codelists"]
STORED = {"FREKUENSI": "eu_code", "CARA": "indah_enum"}  # lists whose stored value is not the column "code"
ANNUAL = rules.FREQUENCY + "ANNUAL"


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list_has_the_codes_of_the_profile_in_its_order(name):
    prefix = rules.FREQUENCY if name == "FREKUENSI" else ""
    codes = [prefix + row[STORED.get(name, "code")] for row in LISTS[name]["rows"]]
    assert [term.code for term in rules.vocabulary(name)] == codes


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list_keeps_the_further_columns_of_the_profile(name):
    own = {"code", "label_id", "label_en", *([STORED[name]] if name == "CARA" else [])}
    rows = [
        {column: "" if value in {"-", "(url syarat sumber)"} else value for column, value in row.items()}
        for row in LISTS[name]["rows"]
    ]
    wanted = [{column: value for column, value in row.items() if column not in own} for row in rows]
    assert [dict(term.extra) for term in rules.vocabulary(name)] == wanted


@pytest.mark.parametrize(
    "name",
    [
        *LISTS,
        *(
            "PERAN_SDI",
            "JENIS_OPD",
            "AGREGASI",
            "FORMAT_ANGKA",
            "KELAS_DATA_PRIBADI",
            "STATUS_STANDAR",
            "SDGS",
            "CRS",
        ),
        *("SUBDIMENSI", "STATUS_DISTRIBUSI", "KETERSEDIAAN", "SISTEM_KODE", "ENKODE", "SINGKATAN"),
    ],
)
def test_every_term_has_a_label_of_its_own_in_both_languages(name):
    for language in ("id", "en"):
        labels = [term.label(language) for term in rules.vocabulary(name)]
        assert all(labels)
        assert len(set(labels)) == len(labels)


OF_FIELDS = {
    "STATUS_STANDAR": ("dataset", "status_standar_data"),
    "SISTEM_KODE": ("resource", "sistem_kode_wilayah"),
    "STATUS_DISTRIBUSI": ("resource", "status"),
    "KETERSEDIAAN": ("resource", "availability"),
    "CRS": ("resource", "crs"),
}


@pytest.mark.parametrize("name", OF_FIELDS)
def test_a_short_list_that_stands_at_its_field_has_the_codes_that_stand_there(name):
    part, field = OF_FIELDS[name]
    row = next(one for one in PROFILE[part] if one["name"] == field)
    told = f"{row['type']} {row['choices']}"
    assert [
        code for term in rules.vocabulary(name) if (code := term.code.rpartition("/")[2]) not in told
    ] == []


def test_the_sub_dimensions_are_those_of_their_pillars():
    listed = {row["code"]: row["subdimensi"].split("; ") for row in LISTS["PILAR"]["rows"]}
    ours = [(term.code, term.extra["pilar"]) for term in rules.vocabulary("SUBDIMENSI")]
    assert ours == [(code, pillar) for pillar, codes in listed.items() for code in codes]
    assert {parent_of("subdimensi_smart_city", code) for code, _ in ours} == set(listed)


@pytest.mark.parametrize("term", rules.vocabulary("SUBTEMA"), ids=lambda term: term.code)
def test_every_subtheme_belongs_to_a_theme(term):
    assert parent_of("subtema_rad", term.code) in {theme.code for theme in rules.vocabulary("TEMA")}


@pytest.mark.parametrize("field", rules.VOCABULARY_OF)
def test_every_coded_field_is_one_of_the_profile_and_has_a_list(field):
    parts = ("dataset", "resource", "variable", "organization")
    assert field in {row["name"] for part in parts for row in PROFILE[part]}
    assert rules.vocabulary(rules.VOCABULARY_OF[field])


def test_licences_of_ckan_are_those_of_the_profile():
    known = json.loads(files("paser_schemas").joinpath("licenses.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in known] == [term.code for term in rules.vocabulary("LISENSI")]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("cc-by", "CC-BY-4.0"),
        ("cc-zero", "CC0-1.0"),
        ("odc-odbl", "ODbL-1.0"),
        ("other-at", "other-at"),
        ("other-closed", "other-closed"),
        ("notspecified", "notspecified"),
        ("no-such-licence", ""),
    ],
)
def test_a_licence_has_its_id_at_the_open_definition(code, name):
    assert licences.at_open_definition(code) == name


@pytest.mark.parametrize(("code", "offered"), [("cc-by", True), ("notspecified", True), ("cc-by-nc", False)])
def test_a_licence_is_offered_while_it_is_active(code, offered):
    assert licences.is_offered(code) is offered


def test_an_unknown_code_list_is_named():
    with pytest.raises(LookupError, match="'BUAH'"):
        rules.vocabulary("BUAH")


@pytest.mark.parametrize(
    ("field", "value", "language", "label"),
    [
        ("tema_sdi", "04", "id", "Perlindungan Sosial dan Kesehatan"),
        ("tema_sdi", "04", "en", "Social protection and health"),
        ("frequency", ANNUAL, "id", "Tahunan"),
        ("kode_wilayah", "64.01.04", "id", "Tanah Grogot"),
        ("kode_wilayah", "64", "id", "64"),
        ("satuan", "ekor", "id", "ekor"),
        ("title", "Rasio Gini", "en", "Rasio Gini"),
    ],
)
def test_people_read_the_label_of_a_code(field, value, language, label):
    assert rules.label(field, value, language) == label


@pytest.mark.parametrize(
    ("jenis", "needed"), [("indikator", True), ("variabel", True), ("kode_referensi", False), (None, False)]
)
def test_indicators_and_variables_need_their_standard(jenis, needed):
    fields = ("konsep", "definisi", "ukuran", "satuan")
    assert [rules.is_required(field, {"jenis": jenis}) for field in fields] == [needed] * 4


@pytest.mark.parametrize(
    ("frequency", "needed"),
    [(ANNUAL, True), *((one, False) for one in sorted(rules.UNSCHEDULED)), (None, False)],
)
def test_only_a_regular_frequency_needs_a_release_schedule(frequency, needed):
    assert rules.is_required("jadwal_rilis", {"frequency": frequency}) is needed


def test_a_field_without_a_rule_is_not_required_by_rule():
    assert not rules.is_required("catatan_mutu", {"jenis": "indikator", "frequency": ANNUAL})


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("km2", "km2"),
        (" kilometer  PERSEGI", "km2"),
        ("Square kilometres", "km2"),
        ("Orang", "orang"),
        ("ekor", "ekor"),
    ],
)
def test_a_unit_is_known_by_code_and_label(said, code):
    assert rules.unit(said) == code


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("2020-02", (date(2020, 2, 1), date(2020, 2, 29))),
        (" 2020-02-03 ", (date(2020, 2, 3), date(2020, 2, 3))),
    ],
)
def test_a_period_is_a_year_a_month_or_a_day(text, days):
    assert rules.period(text) == days


@pytest.mark.parametrize("text", ["", "20", "2020-13", "2020-02-30", "1-2-2020", "1500", "2020/02", "2020-2"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        rules.period(text)


@pytest.mark.parametrize(
    ("coverage", "years"),
    [
        ([], []),
        ([{"start": "2019-11", "end": "2021"}], ["2019", "2020", "2021"]),
        ([{"start": "2023", "end": "2023"}, {"start": "2010", "end": "2010"}], ["2010", "2023"]),
        ([{"start": "lama", "end": "2020"}, {"start": "2020"}], []),
    ],
)
def test_the_years_of_a_dataset_are_those_its_periods_touch(coverage, years):
    assert rules.years(coverage) == years


def test_the_facets_of_a_dataset_are_lists():
    dataset = {
        "tema_sdi": "04",
        "level_penyajian": ["kabupaten", "kecamatan"],
        "temporal_coverage": [{"start": "2020", "end": "2020"}],
    }
    filled = {name: values for name, values in rules.facets(dataset).items() if values}
    assert filled == {
        "tema_sdi": ["04"],
        "level_penyajian": ["kabupaten", "kecamatan"],
        "tahun_data": ["2020"],
    }


@pytest.mark.parametrize(
    ("wanted", "changed"),
    [
        ({"title": "Dinkes", "peran_sdi": ["b", "a"]}, {}),
        ({"title": "Dinas Kesehatan"}, {"title": "Dinas Kesehatan"}),
        ({"peran_sdi": ["a"], "email": "a@b.id"}, {"peran_sdi": ["a"], "email": "a@b.id"}),
    ],
)
def test_only_what_differs_is_changed(wanted, changed):
    assert rules.changes(wanted, {"title": "Dinkes", "peran_sdi": ["a", "b"], "telepon": "0543"}) == changed


CONTACT = {"name": "Layanan Data", "email": "data@contoh.invalid"}


@pytest.mark.parametrize(
    ("wanted", "is_changed"),
    [
        ([CONTACT, {"name": "Subbagian"}], False),
        ([{**CONTACT, "url": ""}, {"name": "Subbagian"}], False),
        ([{"name": "Subbagian"}, CONTACT], True),
        ([CONTACT], True),
        ([], True),
    ],
)
def test_rows_differ_by_what_they_say_and_by_their_order(wanted, is_changed):
    shown = {"contact": [CONTACT, {"name": "Subbagian"}]}
    assert rules.changes({"contact": wanted}, shown) == ({"contact": wanted} if is_changed else {})


@pytest.mark.parametrize(
    ("sent", "filename", "follows"),
    [
        ({"format": "XLSX"}, "data.csv", {"format": "CSV", "mimetype": "text/csv"}),
        ({}, "data.paser", {"format": "PASER", "mimetype": "application/octet-stream"}),
        ({"format": "SDMX-CSV", "mimetype": "text/x-sdmx"}, "data.csv", {}),
        ({"format": "XLSX"}, "lain.XLSX", {}),
        ({"format": "XLSX"}, "tanpa-akhiran", {}),
    ],
)
def test_format_and_media_type_follow_a_file_of_another_kind_unless_the_sender_chose_them(
    sent, filename, follows
):
    present = {"url": "https://paserkab.invalid/download/data.xlsx", "format": "XLSX"}
    assert rules.file_kind(present, sent, filename) == follows


@pytest.mark.parametrize(
    ("link", "can"),
    [
        ("https://paserkab.invalid/a.csv?x=1@2", True),
        ("ftp://paserkab.invalid/a.csv", True),
        ("berkas/a.csv", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("C:\\data\\a.csv", False),
        ("https://nama:sandi@paserkab.invalid/a.csv", False),
        ("http://[::1", False),
    ],
)
def test_a_link_leads_everybody_there_and_tells_no_password(link, can):
    assert rules.can_be_followed(link) is can


@pytest.mark.parametrize("scheme", [term.code for term in rules.vocabulary("ALT_ID")])
def test_an_identifier_of_another_system_begins_with_a_scheme_of_the_list(scheme):
    assert misfit("alternate_identifier", [f"{scheme}:1", "lain:1"]) == "lain:1"


@pytest.mark.parametrize("kind", sorted(TABLES))
@pytest.mark.parametrize("said", ["url", "format"])
def test_a_file_is_a_table_by_its_ending_or_its_format(kind, said):
    file = {
        "url": f"https://paserkab.invalid/Data.{kind.upper()}?x=1" if said == "url" else "a",
        "format": "JSON",
    }
    assert is_table(file if said == "url" else file | {"format": kind.upper()})


@pytest.mark.parametrize(
    ("file", "is_one"),
    [
        ({"url": "https://paserkab.invalid/a.json", "format": "JSON"}, False),
        ({"url": "surat.pdf", "format": "PDF"}, False),
        ({"url_type": "datastore", "datastore_active": True}, True),
    ],
)
def test_a_file_without_such_an_ending_is_one_when_it_has_a_table(file, is_one):
    assert is_table(file) is is_one


@pytest.mark.parametrize(
    ("file", "looked"),
    [
        ({"url_type": "upload", "url": "a.zip", "format": "ZIP"}, True),
        ({"url": "https://paserkab.invalid/a.csv", "format": "JSON"}, True),
        ({"url": "https://paserkab.invalid/wms", "format": "WMS"}, False),
        ({"url_type": "datastore", "datastore_active": True, "format": "CSV"}, False),
    ],
)
def test_every_file_that_is_sent_is_looked_through_and_every_link_to_a_table(file, looked):
    assert is_looked_through(file) is looked
