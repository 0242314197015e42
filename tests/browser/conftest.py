"""A real browser on the whole running portal (`deploy/test` starts one and names its address)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
