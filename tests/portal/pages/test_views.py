"""Claims about CKAN's views of a file, none of which this portal draws."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from ckan import model

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
ASKED = {"view_type": "text_view", "title": "Contoh"}


@pytest.fixture
def address(catalogue) -> str:
    return f"/dataset/penduduk/resource/{catalogue['penduduk']}/view/"


def test_one_of_a_kind_that_nobody_draws_is_not_found(app, catalogue, address):
    view = model.ResourceView(resource_id=catalogue["penduduk"], order=0, config={}, **ASKED)
    model.Session.add(view)
    model.Session.commit()
    assert app.get(address + view.id, status=404)


@pytest.mark.parametrize("asked", [ASKED, {}, {"view_type": ["text_view"]}])
def test_one_that_is_told_in_the_address_is_not_either(app, address, asked):
    assert app.get(f"{address}?resource_view={quote(json.dumps(asked))}", status=404)
