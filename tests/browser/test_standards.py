"""Claims about the field in which a data standard is looked for: with the keyboard, on a phone, and without scripts."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.stack

CODE = "SD99004.00.00"
FIELD = "#field-id_sds"
STORED = "input[type=hidden][name=id_sds]"


@pytest.fixture
def form(open_page, administrator, portal_url):
    """The long form of a new dataset."""

    def show(**options) -> Page:
        page = open_page(storage_state=administrator, **options)
        page.goto(f"{portal_url}/id/dataset/new")
        return page

    return show


def _look(page: Page, words: str) -> None:
    page.fill(FIELD, words)
    expect(page.locator(f"{FIELD}-daftar [role=option]").first).to_be_visible()


def test_the_keyboard_alone_finds_a_standard_and_fills_in_what_it_says(form):
    page = form()
    _look(page, "puskesmas")
    page.keyboard.press("ArrowDown")
    option = page.locator(f"{FIELD}-daftar [aria-selected=true]")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "?")
    page.keyboard.press("Enter")
    expect(page.locator(STORED)).to_have_value(CODE)
    expect(page.locator("#field-konsep")).to_have_value("Kunjungan puskesmas")
    expect(page.locator("#field-definisi")).to_have_value(re.compile("^DATA CONTOH"))
    expect(page.locator("#field-ukuran")).to_have_value("jumlah")
    expect(page.locator("#field-satuan")).to_have_value("Orang")
    expect(page.locator(".ps-standar-kata")).to_contain_text(
        "Terisi: Konsep, Definisi, Klasifikasi, Ukuran, Satuan."
    )
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(("button", "kept"), [("Tetap isian saya", True), ("Ganti", False)])
def test_what_was_written_is_asked_about_first(form, button, kept):
    page = form()
    page.fill("#field-definisi", "Definisi saya.")
    _look(page, CODE)
    page.locator(f"{FIELD}-daftar [role=option]").first.click()
    expect(page.locator(".ps-standar-kata")).to_contain_text(f"Isian Anda berbeda dari {CODE}: Definisi.")
    expect(page.locator("#field-definisi")).to_have_value("Definisi saya.")
    page.get_by_role("button", name=button, exact=True).click()
    mine = page.locator("#field-definisi").input_value() == "Definisi saya."
    assert (mine, page.locator(FIELD).evaluate("one => one === document.activeElement")) == (kept, True)


def test_words_without_a_choice_are_no_code(form):
    page = form()
    _look(page, "puskesmas")
    page.keyboard.press("Escape")
    page.fill(FIELD, "puskesmas")
    page.keyboard.press("Tab")
    expect(page.locator(STORED)).to_have_value("")
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(".ps-standar-kata")).to_contain_text("Belum ada yang dipilih.")


def test_the_open_list_fits_a_phone_and_axe_finds_nothing(form):
    page = form(width=390, height=844)
    _look(page, "menurut")
    page.keyboard.press("ArrowDown")
    box = page.locator(f"{FIELD}-daftar").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, context=".ps-standar")
    assert [one["id"] for one in found.response["violations"]] == []


def test_without_scripts_it_is_a_text_field_for_the_code(form):
    page = form(java_script_enabled=False)
    field = page.locator(FIELD)
    expect(field).to_have_attribute("name", "id_sds")
    assert field.get_attribute("role") is None
