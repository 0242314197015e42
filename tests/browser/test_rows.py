"""Claims about the rows of a table, as visitors without scripts and officers at its forms use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.stack


class TestWithoutScripts:
    @pytest.fixture
    def page(self, portal_url, open_page) -> Page:
        """The page of a file with 155 rows: a regency, its sub-districts and villages."""
        page = open_page(java_script_enabled=False)
        page.goto(f"{portal_url}/dataset/kode-wilayah-administrasi")
        page.click(".ps-berkas a >> nth=0")
        return page

    def test_rows_are_narrowed_down_sorted_and_paged_by_addresses_alone(self, page):
        page.click(".ps-saring-tabel summary")
        page.select_option("[name='saring.kolom']", label="Tingkat")
        page.select_option("[name='saring.banding']", "eq")
        page.fill("[name='saring.nilai']", "desa")
        page.click(".ps-saring-tabel button")
        expect(page.locator("#tabel [role=status]")).to_contain_text("139 baris")

        page.click("#tabel thead a:has-text('Kode BPS')")
        expect(page.locator("#tabel th[aria-sort=ascending]")).to_contain_text("Kode BPS")
        codes = page.locator("#tabel tbody td:nth-child(2)")
        first = codes.all_inner_texts()
        assert first == sorted(first)

        page.click(".ps-tabel-halaman a.btn")
        second = codes.all_inner_texts()
        assert second == sorted(second)
        assert (len(first), first[-1] < second[0]) == (25, True)
        expect(page.locator("#tabel [role=status]")).to_contain_text("139 baris")


class TestWithScripts:
    @pytest.fixture
    def errors(self) -> list[str]:
        return []

    @pytest.fixture
    def page(self, portal_url, open_page, errors) -> Page:
        page = open_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{portal_url}/dataset/kode-wilayah-administrasi")
        page.click(".ps-berkas a >> nth=0")
        page.wait_for_load_state()
        return page

    def test_back_shows_the_rows_before_without_errors(self, page, errors):
        cells = page.locator("#tabel tbody td:nth-child(2)")
        first = cells.all_inner_texts()
        page.click("#baris-berikutnya")
        expect(page.locator(".ps-tabel-halaman")).to_contain_text("26–50")
        page.go_back()
        expect(page.locator(".ps-tabel-halaman")).to_contain_text("1–25")
        assert (cells.all_inner_texts(), errors) == (first, [])
        page.click("#baris-berikutnya")
        expect(page.locator(".ps-tabel-halaman")).to_contain_text("26–50")
        assert page.locator("#tabel").count() == 1

    @pytest.fixture
    def narrowed(self, page) -> Callable[[str], None]:
        """Narrow the rows down with a key on a control of the form."""

        def narrow(control: str) -> None:
            page.click("#saring-tabel")
            page.select_option("[name='saring.kolom']", label="Tingkat")
            page.fill("#saring-nilai", "desa")
            page.press(control, "Enter")
            expect(page.locator("#tabel [role=status]")).to_contain_text("139 baris")

        return narrow

    def test_the_head_that_sorted_keeps_the_focus(self, page):
        page.focus("#tabel thead a:has-text('Kode BPS')")
        page.keyboard.press("Enter")
        expect(page.locator("#tabel th[aria-sort=ascending]")).to_contain_text("Kode BPS")
        expect(page.locator("#tabel thead a:has-text('Kode BPS')")).to_be_focused()

    @pytest.mark.parametrize("control", ["#saring-nilai", "#saring-kirim"])
    def test_what_sent_the_form_keeps_the_focus(self, page, narrowed, control):
        narrowed(control)
        expect(page.locator(control)).to_be_focused()

    def test_when_the_last_filter_is_removed_the_focus_goes_to_the_form(self, page, narrowed):
        narrowed("#saring-kirim")
        page.press("#saringan-1", "Enter")
        expect(page.locator("#tabel [role=status]")).to_contain_text("155 baris")
        expect(page.locator("#saring-tabel")).to_be_focused()

    def test_on_the_first_rows_the_focus_goes_from_the_way_back_to_the_next_rows(self, page):
        page.press("#baris-berikutnya", "Enter")
        expect(page.locator(".ps-tabel-halaman")).to_contain_text("26–50")
        page.press("#baris-sebelumnya", "Enter")
        expect(page.locator(".ps-tabel-halaman")).to_contain_text("1–25")
        expect(page.locator("#baris-berikutnya")).to_be_focused()


class TestFilledInHere:
    @pytest.fixture
    def act(self, portal, portal_url) -> Callable[..., Any]:
        """Call an action as the administrator."""
        token = portal.ckan("user", "token", "add", "admin", "uji-peramban", "-q").stdout.split()[-1]

        def call(action: str, **data: Any) -> Any:
            url, headers = f"{portal_url}/api/3/action/{action}", {"Authorization": token}
            answer = requests.post(url, json=data, headers=headers, timeout=30)
            assert answer.status_code == 200, answer.text
            return answer.json()["result"]

        return call

    @pytest.fixture
    def dataset(self, act) -> Iterator[str]:
        """The id of a private dataset. DATA CONTOH."""
        own = (
            "id",
            "name",
            "resources",
            "organization",
            "metadata_created",
            "metadata_modified",
            "creator_user_id",
        )
        pattern = act("package_show", id="contoh-pengaduan-selesai")
        fields = {key: value for key, value in pattern.items() if key not in own}
        fields = {key: value for key, value in fields.items() if not key.startswith("sumber_")}
        made = act(
            "package_create",
            **fields | {"name": "contoh-isian", "sumber_data": "DATA CONTOH", "private": True},
        )
        yield made["id"]
        act("dataset_purge", id=made["id"])

    def test_an_officer_makes_a_table_its_column_and_a_row(
        self, dataset, portal_url, open_page, administrator
    ):
        refused: list[str] = []
        page = open_page(storage_state=administrator)
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        page.goto(f"{portal_url}/dataset/{dataset}/resource/new")
        page.click("#resource-table-designer-button")
        page.fill("#field-name", "Isian")
        with page.expect_navigation():
            page.click("form#resource-edit button.btn-primary[name=save]")
        page.goto(f"{portal_url}/dataset/{dataset}")
        page.click(".ps-berkas a >> nth=0")

        page.click("text=Kolom tabel")
        page.click("#tabledesigner-add")
        page.click(".dropdown-item[data-tdtype=text]")
        page.fill("[name=fields__1__id]", "kecamatan")
        page.click("form .form-actions button[name=save]")

        page.click("text=Tambah baris")
        page.fill("#field-1", "Contoh Satu")
        page.click("form[action*=add-row] button[name=save]")
        expect(page.locator("#tabel tbody")).to_contain_text("Contoh Satu")
        page.click("#tabel tbody a:has-text('Hapus')")
        expect(page.locator("table")).to_contain_text("Contoh Satu")
        assert refused == []
