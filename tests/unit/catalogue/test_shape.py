"""Claims about what codes are called in linked data."""

from __future__ import annotations

import pytest

from ckanext.paser.catalogue.rules import shape
from ckanext.paser.metadata.rules import computed
from ckanext.paser.registers.rules import codes

SITE = "https://data.paserkab.invalid"


@pytest.mark.parametrize(("name", "slug"), [("tema", "07"), ("jenis", "variabel")])
def test_a_code_of_ours_is_called_what_its_list_calls_it(name, slug):
    code = codes.lists()[name].find(slug)
    assert code
    assert shape.labels(codes.uri(SITE, name, slug)) == {"id": code.label_id, "en": code.label_en}


def test_the_list_of_themes_is_where_the_themes_of_a_dataset_are():
    dataset = {"id": "x", "tema_sdi": "07", "jenis": "variabel"}
    addresses = computed.of_dataset(dataset, SITE)["theme"]
    ours = [one for one in addresses if one.startswith(SITE)]
    assert ours == [f"{SITE}{shape.OWN_THEMES}/07"]
