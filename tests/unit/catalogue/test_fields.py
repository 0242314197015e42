"""Claims about the profile as data: each field is told in exactly one way, or never."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.graph import APART, APART_ACTIVITY, APART_AGENCY, APART_FILE, own_fields
from ckanext.paser.catalogue.rules.selection import OF_DCAT, OF_DCAT_FILE
from ckanext.paser.catalogue.rules.terms import camel

PROFILE = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
PARTS = [part for part, rows in PROFILE.items() if isinstance(rows, list)]


@pytest.mark.parametrize("part", PARTS)
def test_every_field_of_the_profile_is_known(part):
    assert {row["name"] for row in PROFILE[part]} <= set(fields.of(part))


@pytest.mark.parametrize(
    ("part", "standard"),
    [
        ("dataset", {*OF_DCAT, *APART}),
        ("resource", {*OF_DCAT_FILE, *APART_FILE}),
        ("kegiatan", APART_ACTIVITY),
        ("organization", APART_AGENCY),
    ],
)
def test_every_public_field_is_told_once(part, standard):
    ours = {one.name for one in own_fields(part)}
    untold = set(fields.of(part)) - ours - standard
    assert (
        untold == {name for name in fields.of(part) if name in fields.NOT_PUBLIC | fields.NOT_TOLD} - standard
    )
    assert ours & standard == set()


@pytest.mark.parametrize(
    ("field", "term"),
    [
        ("jadwal_rilis", "jadwalRilis"),
        ("jadwal_pemutakhiran", "jadwalPemutakhiran"),
        ("level_penyajian", "levelPenyajian"),
        ("kode_urusan", "kodeUrusan"),
        ("data_prioritas", "dataPrioritas"),
        ("prioritas_tahun", "prioritasTahun"),
        ("kategori_informasi", "kategoriInformasi"),
    ],
)
def test_the_terms_that_others_rely_on_are_there(field, term):
    assert camel(field) == term
    assert field in {one.name for one in own_fields("dataset")}


@pytest.mark.parametrize(
    ("part", "field", "kind"),
    [
        ("dataset", "kode_wilayah", fields.CODES),
        ("dataset", "jenis", fields.CODE),
        ("dataset", "konsep", fields.LINES),
        ("dataset", "contact", fields.ROWS),
        ("dataset", "data_prioritas", fields.ANSWER),
        ("dataset", "sel_minimum", fields.NUMBER),
        ("dataset", "jadwal_rilis", fields.DAY),
        ("resource", "level_penyajian", fields.CODE),
        ("variable", "konsep", fields.LINES),
        ("variable", "batasan", fields.OBJECT),
        ("dataset", "title", fields.TEXT),
        ("kegiatan", "sektor_kegiatan", fields.CODE),
        ("kegiatan", "vii_unit_analisis", fields.CODES),
        ("kegiatan", "rekomendasi_bps", fields.ANSWER),
        ("kegiatan", "tahun_kegiatan", fields.NUMBER),
        ("kegiatan", "iii_jadwal_desain", fields.ROWS),
        ("kegiatan", "iii_variabel_yang_dikumpulkan", fields.ROWS),
        ("kegiatan", "viii_rencana_jadwal_rilis_produk_digital", fields.LINES),
        ("organization", "peran_sdi", fields.CODES),
        ("organization", "jenis_opd", fields.CODE),
        ("organization", "email", fields.TEXT),
    ],
)
def test_a_field_has_the_kind_that_its_form_gives_it(part, field, kind):
    assert fields.of(part)[field].kind == kind
