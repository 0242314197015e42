"""What was public and is no more is gone from every copy within five seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests import publishing

pytestmark = pytest.mark.stack

NAME = "contoh-uji-tarik"
WORD = "zamrudkhatulistiwa"
"""A word of the title that stands nowhere else."""
OWN = ("id", "name", "resources", "organization", "metadata_created", "metadata_modified", "creator_user_id")
ADDRESSES = {
    f"/dataset/{NAME}": 410,
    f"/en/dataset/{NAME}": 410,
    f"/dataset/{NAME}.ttl": 404,
    f"/api/paser/v1/sdi/dataset/{NAME}": 404,
}
"""Those of the dataset itself, with what they answer afterwards."""
LISTS = (
    *("/dataset/", f"/dataset/?q={WORD}", "/daftar-data", "/api/paser/v1/sdi/daftar-data.csv"),
    *("/catalog.jsonld", "/feeds/dataset.atom", f"/api/3/action/package_search?q={WORD}"),
)


@pytest.fixture(scope="module")
def withdrawn(portal, portal_url, get, token) -> Iterator[dict[str, int]]:
    """A dataset that everybody has looked at, five seconds after it was withdrawn; what its addresses answered before."""
    pattern = publishing.act(portal_url, token, "package_show", id="contoh-pengaduan-selesai")
    fields = {key: value for key, value in pattern.items() if key not in OWN}
    own = {"name": NAME, "title": f"DATA CONTOH {WORD}", "resources": [publishing.FILE]}
    made = publishing.act(portal_url, token, "package_create", **{**fields, **own})
    other = publishing.publish(portal, portal_url, token, made["id"])
    for path in (*ADDRESSES, *LISTS):
        get(path)
    before = {path: get(path).status_code for path in ADDRESSES}
    publishing.act(
        portal_url, other, "paser_workflow_transition", id=made["id"], to="ditarik", note="DATA CONTOH"
    )
    time.sleep(5)
    yield before
    publishing.act(portal_url, token, "dataset_purge", id=made["id"])


@pytest.mark.parametrize("path", ADDRESSES)
def test_its_own_addresses_say_so(withdrawn, get, path):
    assert (withdrawn[path], get(path).status_code) == (200, ADDRESSES[path])


@pytest.mark.parametrize("path", LISTS)
def test_no_list_names_it_any_more(withdrawn, get, path):
    answer = get(path)
    asked = answer.text.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
    assert (answer.status_code, f"DATA CONTOH {WORD}" in asked, NAME in asked) == (200, False, False)
