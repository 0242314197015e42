"""Claims about the fields of a resource that say how its file is read, as the profile's schema takes them."""

from __future__ import annotations

import json

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)


@pytest.fixture
def resource_id(profile_dataset) -> str:
    link = {"package_id": profile_dataset["id"], "url": "https://paserkab.invalid/a.pdf"}
    return call_action("resource_create", **link)["id"]


def test_a_list_and_its_json_are_stored_alike(resource_id):
    entries = [{"id": "desa", "nilai_hilang": ["x"], "apakah_variabel_bisa_diakses_umum": False}]
    for given in (entries, json.dumps(entries)):
        call_action("resource_patch", id=resource_id, kamus_data=given)
        assert call_action("resource_show", id=resource_id)["kamus_data"] == entries


def test_each_fault_has_its_sentence(resource_id):
    with pytest.raises(tk.ValidationError) as refused:
        call_action("resource_patch", id=resource_id, kamus_data=[{"id": "a", "peran": "?", "desimal": 9}])
    told = refused.value.error_dict["kamus_data"]
    assert [text.split(":")[0] for text in told] == [
        'kamus_data, column "a", peran',
        'kamus_data, column "a", desimal',
    ]


def test_an_unknown_shape_is_refused(resource_id):
    with pytest.raises(tk.ValidationError):
        call_action("resource_patch", id=resource_id, bentuk_tabel="lebar")


def test_an_empty_dictionary_takes_everything_back(resource_id):
    call_action("resource_patch", id=resource_id, kamus_data=[{"id": "a", "label": "A"}])
    call_action("resource_patch", id=resource_id, kamus_data=[])
    assert call_action("resource_show", id=resource_id).get("kamus_data") == []


NIK = "6401015708900001"
PERSONAL = [{"notes": f"a.n. Contoh {NIK}"}, {"konsep": ["x", NIK]}, {"peran": NIK}, {"lain": NIK}]


@pytest.mark.parametrize("written", PERSONAL, ids=lambda entry: next(iter(entry)))
def test_personal_data_wherever_they_stand_in_it_are_refused_with_one_sentence_that_does_not_repeat_them(
    resource_id, written
):
    for given in ([{"id": "a", **written}], json.dumps([{"id": "a", **written}])):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("resource_patch", id=resource_id, kamus_data=given)
        (told,) = refused.value.error_dict["kamus_data"]
        assert told.startswith('Name and explanations of column "a": ')
        assert "NIK" in told
        assert NIK not in str(refused.value)
    assert not call_action("resource_show", id=resource_id).get("kamus_data")
