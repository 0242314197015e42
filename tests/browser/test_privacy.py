"""Claims about the panel on a held file, as an editor's browser shows it. All numbers are made up (DATA CONTOH)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import publishing

pytestmark = pytest.mark.stack

NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
FILE = "Kecamatan;NIK;Nama\n" + "".join(f"Contoh;{nik};Orang {n}\n" for n, nik in enumerate(NIKS))
NAME = "DATA CONTOH uji"
OWN = ("id", "name", "resources", "organization", "metadata_created", "metadata_modified", "creator_user_id")


@pytest.fixture(scope="module")
def token(portal) -> str:
    """A token of the administrator."""
    return portal.ckan("user", "token", "add", "admin", "uji-panel", "-q").stdout.split()[-1]


@pytest.fixture(scope="module")
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
def dataset(act, portal, portal_url, token) -> Iterator[dict[str, Any]]:
    """A published dataset."""
    pattern = act("package_show", id="contoh-pengaduan-selesai")
    fields = {
        key: value for key, value in pattern.items() if key not in OWN and not key.startswith("sumber_")
    }
    own = {"name": "contoh-uji-panel", "sumber_data": "DATA CONTOH", "sistem_asal": "lokal"}
    dataset = act("package_create", **{**fields, **own, "resources": [publishing.FILE]})
    publishing.publish(portal, portal_url, token, dataset["id"])
    yield dataset
    act("dataset_purge", id=dataset["id"])


def wait_until_held(act, resource_id: str) -> None:
    end = time.monotonic() + 60
    while act("paser_table_status", resource_id=resource_id)["status"] != "held":
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture
def held(act, portal, portal_url, dataset) -> str:
    """The address of the page of a file that is held, which a source has added to the published dataset."""
    resource = publishing.add_file(portal, portal_url, dataset["id"], NAME, FILE)
    wait_until_held(act, resource["id"])
    return f"{portal_url}/dataset/{dataset['name']}/resource/{resource['id']}"


@pytest.fixture
def drafted(act, portal_url, dataset) -> Iterator[str]:
    """The address of the page of a file that is held, in the next version of the dataset."""
    version = act("paser_workflow_transition", id=dataset["id"], to="draf")
    about = {"package_id": version["id"], "name": NAME}
    resource = act("resource_create", files={"upload": ("uji.csv", FILE)}, **about)
    wait_until_held(act, resource["id"])
    yield f"{portal_url}/dataset/{version['name']}/resource/{resource['id']}"
    act("dataset_purge", id=version["id"])


@pytest.fixture
def page(drafted, open_page, administrator) -> Page:
    page = open_page(storage_state=administrator)
    page.goto(drafted)
    return page


def test_nobody_is_shut_out_and_nothing_is_cut_off(page):
    faults: dict[str, Any] = {}
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults |= {f"{width} px": wide} if wide > width else {}
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = Axe().run(page).response["violations"]
            faults |= {f"{theme}, {width} px: {one['id']}": one["nodes"][0]["html"] for one in found}
    assert faults == {}


def test_one_answer_is_chosen_by_keys_and_shows_its_columns(page):
    recommended = page.locator("#pilih-drop_column")
    expect(recommended).to_be_checked()
    expect(page.locator("#drop_column-nik")).to_be_checked()
    expect(page.locator("#aggregate-kecamatan")).not_to_be_visible()
    recommended.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#pilih-aggregate")).to_be_checked()
    expect(page.locator("#aggregate-kecamatan")).to_be_checked()
    expect(page.locator("#drop_column-nik")).not_to_be_visible()


def test_the_answer_is_sent_by_keys_and_noted(page):
    page.locator("#pilih-drop_column").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#drop_column-nik")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#data-pribadi ul")).to_contain_text("nik")


def test_of_what_is_published_a_new_version_is_begun_and_leads_to_the_file(
    held, open_page, administrator, act
):
    page = open_page(storage_state=administrator)
    page.goto(held)
    button = page.locator("#data-pribadi button")
    expect(button).to_have_count(1)
    button.press("Enter")
    page.get_by_role("link", name=NAME).first.click()
    wait_until_held(act, page.url.rpartition("/")[2])
    page.reload()
    expect(page.locator("#pilih-drop_column")).to_be_checked()
    act("dataset_purge", id=page.url.split("/")[4])


def test_without_the_pages_token_nothing_is_decided(page, act, drafted):
    answer = page.request.post(
        f"{drafted}/data-pribadi", form={"decision": "drop_column", "columns-drop_column": "nik"}
    )
    assert answer.status == 400
    assert act("paser_privacy_report", resource_id=drafted.rpartition("/")[2])["decisions"] == []


def test_visitors_see_nothing_of_the_panel(held, open_page):
    page = open_page(390)
    page.goto(held)
    expect(page.locator("#data-pribadi")).to_have_count(0)
