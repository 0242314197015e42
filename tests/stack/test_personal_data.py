"""A citizen's number on its way through the whole portal: API, worker, nginx. All numbers are made up (DATA CONTOH)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from tests import publishing

pytestmark = pytest.mark.stack

NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
FILE = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))
OWN = ("id", "name", "resources", "organization", "metadata_created", "metadata_modified", "creator_user_id")


@pytest.fixture
def act(portal_url, token) -> Callable[..., Any]:
    """Call an action as the administrator."""

    def call(action: str, files: dict[str, Any] | None = None, **data: Any) -> Any:
        sent = {"data": data, "files": files} if files else {"json": data}
        url, headers = f"{portal_url}/api/3/action/{action}", {"Authorization": token}
        answer = requests.post(url, headers=headers, timeout=30, **sent)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    return call


@pytest.fixture
def held(act, portal, portal_url, token) -> Iterator[dict[str, Any]]:
    """A file that came to a public dataset, and is held back."""
    pattern = act("package_show", id="contoh-pengaduan-selesai")
    fields = {
        key: value for key, value in pattern.items() if key not in OWN and not key.startswith("sumber_")
    }
    own = {"name": "contoh-uji-nik", "sumber_data": "DATA CONTOH", "sistem_asal": "lokal"}
    dataset = act("package_create", **{**fields, **own, "resources": [publishing.FILE]})
    publishing.publish(portal, portal_url, token, dataset["id"])
    resource = publishing.add_file(portal, portal_url, dataset["id"], "Uji", FILE)
    _wait(lambda: act("paser_table_status", resource_id=resource["id"])["status"] == "held")
    yield resource
    act("dataset_purge", id=dataset["id"])


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_held_file_is_with_its_editors_alone(held, token):
    answers = [
        requests.get(held["url"], headers=who, timeout=30) for who in ({}, {"Authorization": token}, {})
    ]
    assert [answer.status_code for answer in answers] == [403, 200, 403]
    assert [answer.headers["Cache-Control"] for answer in answers[1:2]] == ["private, no-store"]


def test_a_column_is_left_out_in_the_next_version_and_the_public_waits_for_it(held, act):
    version = act("paser_workflow_transition", id=held["package_id"], to="draf")["id"]
    files = {one["name"]: one["id"] for one in act("package_show", id=version)["resources"]}
    mine = files["Uji"]
    _wait(lambda: act("paser_table_status", resource_id=mine)["status"] == "held")
    act("paser_privacy_decide", resource_id=mine, decision="drop_column", columns=["nik"])
    _wait(lambda: act("paser_table_status", resource_id=mine)["status"] == "done")
    table = act("datastore_search", resource_id=mine)
    assert [field["id"] for field in table["fields"]] == ["_id", "desa"]
    assert requests.get(held["url"], timeout=30).status_code == 403


def test_no_log_holds_the_number(held, portal):
    texts = [file.read_text(errors="replace") for file in portal.layout.log.iterdir() if file.is_file()]
    assert [nik for nik in NIKS for text in texts if nik in text] == []
