"""Claims about the DSSD code of a dataset. All codes are DATA CONTOH."""

from __future__ import annotations

import json

import pytest

import ckan.plugins.toolkit as tk
from ckan.cli.cli import ckan as ckan_command
from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.usefixtures("clean_db", "with_plugins", "with_request_context"),
]
CODE, OTHER = "1.02.000001", "1.02.000002"
AGENCY = {
    "jenis_opd": "dinas",
    "peran_sdi": ["produsen"],
    "kode_urusan": ["1.02"],
    "email": "data@contoh.invalid",
}


@pytest.fixture
def load(cli, tmp_path):
    def run(*codes: str):
        path = tmp_path / "ref.json"
        said = [{"kodeindikator": code, "satuan": "Unit"} for code in codes]
        path.write_text(json.dumps(said), encoding="utf-8")
        return cli.invoke(ckan_command, ["paser", "dssd", "load", str(path)])

    return run


@pytest.fixture
def patch():
    """Have an officer change a draft that has a code."""
    editor = factories.User()
    agency = factories.Organization(users=[{"name": editor["name"], "capacity": "editor"}], **AGENCY)
    made = factories.Dataset(owner_org=agency["id"], private=True, kode_dssd=CODE)

    def change(**said: str) -> dict:
        context = {"user": editor["name"], "ignore_auth": False}
        return call_action("package_patch", context=context, id=made["id"], **said)

    return change


def test_without_a_list_any_code_is_taken(patch):
    assert patch(kode_dssd=OTHER)["kode_dssd"] == OTHER


def test_with_a_list_it_has_to_be_one_of_sipd(patch, load):
    assert load(CODE).stdout == "1 codes\n"
    with pytest.raises(tk.ValidationError, match="SIPD") as refused:
        patch(kode_dssd=OTHER)
    assert list(refused.value.error_dict) == ["kode_dssd"]


def test_a_new_list_takes_the_place_of_the_one_before_and_what_a_dataset_has_stays(patch, load):
    load(CODE)
    load(OTHER)
    assert patch(title="Judul lain")["kode_dssd"] == CODE
    assert patch(kode_dssd=OTHER)["kode_dssd"] == OTHER


def test_a_list_with_a_wrong_row_is_kept_out(patch, load):
    load(CODE)
    refused = load(CODE, OTHER, "-")
    assert refused.exit_code == 1
    with pytest.raises(tk.ValidationError, match="SIPD"):
        patch(kode_dssd=OTHER)
