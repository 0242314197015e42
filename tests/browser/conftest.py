"""A real browser on the whole running portal (`deploy/test` starts one and names its address)."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from paser_deploy import content, settings, stack
from paser_deploy.stack import Stack
from playwright.sync_api import Browser, Page, sync_playwright

from tests import publishing

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def portal_url() -> str:
    """The portal's address without a slash at the end, e.g. ``http://127.0.0.1:8123``."""
    url = os.environ.get("PASER_TEST_URL")
    if not url:
        pytest.skip("needs a running portal: ./deploy/test tests/browser")
    return url.rstrip("/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not program:
        pytest.fail("No Chromium on this machine. Install the package chromium and run again.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of a given width, language id-ID, each in a fresh session; closed afterwards."""
    contexts = []

    def opened(width: int = 1440, height: int = 900, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Makassar",
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def portal(portal_url) -> Stack:
    """The running portal as the deploy commands see it."""
    return stack.existing(settings.read(CHECKOUT, {"PASER_VAR": os.environ["PASER_TEST_VAR"]}))


@pytest.fixture(scope="session")
def version(portal, portal_url) -> Iterator[str]:
    """The id of the next version of a published dataset, with its files read: people change nothing else of it."""
    token = portal.ckan("user", "token", "add", "admin", "uji-versi", "-q").stdout.split()[-1]
    asked = {"id": "penduduk-kecamatan", "to": "draf"}
    id_ = publishing.act(portal_url, token, "paser_workflow_transition", **asked)["id"]
    end = time.monotonic() + 90
    for one in publishing.act(portal_url, token, "package_show", id=id_)["resources"]:
        asked = {"resource_id": one["id"]}
        while publishing.act(portal_url, token, "paser_table_status", **asked)["status"] != "done":
            assert time.monotonic() < end
            time.sleep(0.2)
    yield id_
    publishing.act(portal_url, token, "package_delete", id=id_)


@pytest.fixture
def wall(portal) -> str:
    """The path of the sample's wall."""
    return urlsplit(content.wall_address(portal)).path


@pytest.fixture(scope="session")
def administrator(browser: Browser, portal: Stack, portal_url: str) -> Any:
    """The cookies of the administrator, who has logged in."""
    password = (portal.layout.secrets / "admin-password").read_text().strip()
    return _logged_in(browser, portal_url, "admin", password)


@pytest.fixture(scope="session")
def member(browser: Browser, portal: Stack, portal_url: str) -> Callable[..., Any]:
    """The cookies of somebody of an agency, who has logged in; each is one person. DATA CONTOH."""
    token = portal.ckan("user", "token", "add", "admin", "uji-anggota", "-q").stdout.split()[-1]

    @cache
    def logged_in(agency: str, capacity: str = "editor") -> Any:
        name, password = f"{capacity}-{agency}", secrets.token_hex(12)
        person = {"name": name, "email": f"{name}@contoh.invalid", "password": password}
        publishing.act(portal_url, token, "user_create", **person)
        place = {"id": agency, "username": name, "role": capacity}
        publishing.act(portal_url, token, "organization_member_create", **place)
        return _logged_in(browser, portal_url, name, password)

    return logged_in


def _logged_in(browser: Browser, portal_url: str, name: str, password: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{portal_url}/user/login")
    page.fill("#field-login", name)
    page.fill("#field-password", password)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/user/login" not in url)
    state = context.storage_state()
    context.close()
    return state
