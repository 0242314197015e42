"""Claims about a licence that is not offered any more, and who has it."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser import datasets
from ckanext.paser.metadata.rules import crossfields


@pytest.fixture
def held(officer, read) -> str:
    """A draft with a licence that has been withdrawn since."""
    dataset_id = read()
    model.Session.query(model.Package).filter_by(id=dataset_id).update({"license_id": "cc-by-nc"})
    model.Session.commit()
    datasets.index(dataset_id)  # CKAN changes what the index shows
    return dataset_id


def test_other_fields_of_a_draft_that_has_it_are_saved(officer, held):
    form = officer.form(held) | {"notes": ["Kunjungan ke puskesmas, DATA CONTOH."]}
    officer.save(held, form)
    shown = call_action("package_show", id=held)
    assert (shown["notes"], shown["license_id"]) == ("Kunjungan ke puskesmas, DATA CONTOH.", "cc-by-nc")


def test_it_stays_valid_for_who_has_it_and_is_told_at_the_next_submission(held):
    call_action("package_patch", id=held, title="Judul Lain")
    shown = call_action("package_show", id=held)
    assert (shown["title"], shown.get("license_id")) == ("Judul Lain", "cc-by-nc")
    assert "license_id" in [one.field for one in crossfields.errors({**shown, "status_sdi": "terbit"})]


def test_nobody_else_chooses_it(officer, read):
    with pytest.raises(tk.ValidationError, match="not offered"):
        call_action("package_patch", id=read(), license_id="cc-by-nc")
