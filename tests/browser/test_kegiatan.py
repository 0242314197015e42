"""Claims about the form of an activity, as an officer with a phone and a keyboard and without scripts uses it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.stack

ROW = "[name='iii_variabel_yang_dikumpulkan-{}-nama']"


@pytest.fixture
def form(open_page, portal_url, administrator) -> Page:
    page = open_page(390, 844, storage_state=administrator, java_script_enabled=False)
    page.goto(f"{portal_url}/kegiatan/new")
    return page


def save(page: Page) -> None:
    page.locator("#dataset-edit .btn-primary").press("Enter")


def open_block(page: Page, title: str) -> None:
    page.locator("summary", has_text=title).press("Enter")


def test_an_activity_is_begun_with_its_title_and_gets_a_row_more_at_each_save(form, portal_url):
    name = f"contoh-kegiatan-{uuid4()}"
    form.fill("#field-title", "DATA CONTOH: Kegiatan")
    form.fill("#field-name", name)
    form.select_option("#field-private", "True")
    open_block(form, "Blok III")
    form.fill(ROW.format(0), "Jumlah pengunjung")
    save(form)
    expect(form.locator("h1")).to_have_text("DATA CONTOH: Kegiatan")
    expect(form.locator("main")).to_contain_text("Jumlah pengunjung")
    form.goto(f"{portal_url}/kegiatan/edit/{name}")
    open_block(form, "Blok III")
    expect(form.locator(ROW.format(0))).to_have_value("Jumlah pengunjung")
    open_block(form, "Tambah baris: Variabel yang Dikumpulkan 2")
    form.fill(ROW.format(1), "Jumlah buku")
    form.select_option("#field-private", "False")
    save(form)
    expect(form.locator("details[open] summary")).to_contain_text(["Keterangan umum", "Blok I.", "Blok II."])
    expect(form.locator(ROW.format(1))).to_have_value("Jumlah buku")
    open_block(form, "Tambah baris: Variabel yang Dikumpulkan 3")
    expect(form.locator(ROW.format(2))).to_be_visible()
