"""Claims about the desk, with the goals of its pages: few answers for a first dataset, few clicks for a new period."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests import publishing

pytestmark = pytest.mark.stack

AGENCY, WALIDATA = "dinas-kesehatan", "dkisp"
READ = 90_000  # ms until a file has been read, on a busy machine
HEAD = "JUMLAH KUNJUNGAN PUSKESMAS MENURUT KECAMATAN\nKabupaten Paser, DATA CONTOH\n\n"
TABLE = (
    HEAD
    + "Kode Wilayah;Kecamatan;Bulan;Kunjungan (orang)\n"
    + "64.01.04;Tanah Grogot;2025-06;120\n64.01.07;Muara Komam;2025-06;80\n64.01.10;Muara Samu;2025-06;30\n"
)
NEXT = TABLE.replace(";80", ";85") + "64.01.04;Tanah Grogot;2025-07;140\n"
ANSWERS = {
    "notes": "Jumlah kunjungan ke puskesmas tiap bulan menurut kecamatan. DATA CONTOH.",
    "konsep": "Kunjungan puskesmas",
    "definisi": "Orang yang datang ke puskesmas, dihitung tiap kali datang. DATA CONTOH.",
    "sumber_data": "DATA CONTOH",
    "klasifikasi_data_pribadi": "tidak_ada",
    "tema_sdi": "04",
    "kode_urusan": "1.02",
    "jenis": "variabel",
}


@pytest.fixture
def file(tmp_path) -> Callable[[str], Path]:
    """A file as an officer has it."""

    def write(content: str) -> Path:
        path = tmp_path / f"kunjungan_{uuid4().hex[:6]}.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def officer(open_page, member) -> Callable[..., Page]:
    """Open a page as an editor of the agency, who has no other right."""
    return lambda **options: open_page(storage_state=member(AGENCY), **options)


def _begin(page: Page, portal_url: str, file: Path) -> str:
    """Send a file and wait until it has been read; the address of its draft."""
    page.goto(f"{portal_url}/meja/terbitkan?perangkat={AGENCY}")
    page.set_input_files("#berkas", file)
    page.click("main form button[type=submit]")
    page.locator("#terbitkan[data-waits=no]").wait_for(timeout=READ)
    return page.url


def _press(page: Page, button: str) -> None:
    """Press a button that leads to a page, and wait for that."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def _asks_before_leaving(page: Page) -> bool:
    """Whether the browser asks whoever leaves the page now."""
    return page.evaluate("() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def _row(page: Page, number: int) -> Locator:
    """What opens a further row of the variables of which an indicator is made."""
    return page.locator("#isian-variabel_pembangun summary", has_text=f"Variabel Pembangun {number}")


def _tab_to(page: Page, wanted: str) -> None:
    """Press the tabulator until this has the focus."""
    place = page.locator(wanted)
    for _ in range(400):
        page.keyboard.press("Tab")
        if place.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached by keyboard")


def _answer(page: Page) -> list[str]:
    """Answer what the page says is missing, field by field; the names of the fields."""
    missing = [
        link.removeprefix("#isian-")
        for link in page.locator("#siap .gagal a").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
    ]
    for name in missing:
        field = page.locator(f"#field-{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(ANSWERS[name])
        else:
            field.fill(ANSWERS[name])
    return missing


def test_a_first_dataset_is_submitted_with_at_most_fifteen_answers(officer, portal_url, file):
    page = officer()
    _begin(page, portal_url, file(TABLE))
    answered = _answer(page)
    _press(page, "Ajukan ke Walidata")
    expect(page.locator(".flash-messages")).to_contain_text("Terkirim ke Walidata")
    assert 0 < len(answered) <= 15


@pytest.mark.parametrize("stands", ["draf", "terbit"])
def test_a_new_period_takes_three_clicks(officer, portal, portal_url, file, stands):
    page = officer()
    draft = _begin(page, portal_url, file(TABLE))
    _answer(page)
    _press(page, "Simpan draf")
    title = f"Kunjungan {uuid4().hex[:6]}"
    page.fill("#field-title", title)
    _press(page, "Simpan draf")
    if stands == "terbit":
        _press(page, "Ajukan ke Walidata")
        token = portal.ckan("user", "token", "add", "admin", "uji-periode", "-q").stdout.split()[-1]
        publishing.approve(portal, portal_url, token, draft.split("?")[0].rsplit("/", 1)[-1])

    page.goto(f"{portal_url}/meja?perangkat={AGENCY}")
    page.locator(".ps-tabel-meja tr", has_text=title).get_by_role("link", name="Periode baru").click()  # 1
    page.set_input_files("#berkas", file(NEXT))  # 2: it is sent at once
    expect(page.locator(".ps-banding ins")).to_have_text(["85"], timeout=READ)
    expect(page.locator("[name='temporal_coverage-0-end']")).to_have_value("2025-07")
    _press(page, "Ajukan ke Walidata")  # 3
    expect(page.locator(".flash-messages")).to_contain_text("Terkirim ke Walidata")


def test_walidata_finds_it_in_the_queue_and_publishes_it(officer, open_page, member, portal_url, file):
    page = officer()
    _begin(page, portal_url, file(TABLE))
    title = f"Kunjungan {uuid4().hex[:6]}"
    _answer(page)
    page.fill("#field-title", title)
    _press(page, "Ajukan ke Walidata")

    walidata = open_page(storage_state=member(WALIDATA))
    walidata.goto(f"{portal_url}/meja/verifikasi")
    walidata.get_by_role("button", name=f"Mulai periksa {title}").click()
    _press(walidata, "Setujui")
    _press(walidata, "Terbitkan")
    expect(walidata.locator("#alur")).to_contain_text("Terbit")
    visitor = open_page()
    visitor.goto(f"{portal_url}/dataset/?q={title.rpartition(' ')[2]}")
    expect(visitor.get_by_role("link", name=title).first).to_be_visible()


class TestDraft:
    def test_it_saves_itself_some_seconds_after_a_change(self, officer, portal_url, file):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        page.fill("#field-notes", "Tersimpan sendiri.")
        expect(page.locator("#tersimpan")).to_contain_text("Tersimpan", timeout=30_000)
        again = officer()
        again.goto(draft)
        expect(again.locator("#field-notes")).to_have_value("Tersimpan sendiri.")

    def test_a_closed_part_opens_where_an_answer_makes_one_of_its_fields_needed(
        self, officer, portal_url, file
    ):
        page = officer()
        _begin(page, portal_url, file(TABLE))
        treatment = page.locator("#isian-perlakuan_data_pribadi")
        expect(treatment).to_be_hidden()
        page.select_option("#field-klasifikasi_data_pribadi", "agregat")
        expect(treatment).to_be_visible(timeout=30_000)

    def test_on_a_phone_the_way_to_the_panel_is_always_in_sight(self, officer, portal_url, file):
        page = officer()
        _begin(page, portal_url, file(TABLE))
        page.set_viewport_size({"width": 390, "height": 844})
        way = page.get_by_role("link", name="Ajukan, atau lihat yang kurang")
        expect(way).to_be_in_viewport()
        way.click()
        expect(page.get_by_role("button", name="Ajukan ke Walidata")).to_be_in_viewport()

    def test_what_is_typed_while_the_connection_is_lost_is_saved_when_it_is_back(
        self, officer, portal_url, file
    ):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        page.context.set_offline(True)
        page.fill("#field-notes", "Tidak hilang.")
        expect(page.locator("#tersimpan")).to_contain_text("sambungan terputus", timeout=30_000)
        page.context.set_offline(False)
        expect(page.locator("#tersimpan")).to_contain_text("Tersimpan", timeout=30_000)
        page.goto(draft)
        expect(page.locator("#field-notes")).to_have_value("Tidak hilang.")

    def test_a_press_without_a_connection_keeps_the_page_with_what_was_typed(self, officer, portal_url, file):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        page.context.set_offline(True)
        page.fill("#field-notes", "Tidak hilang juga.")
        page.get_by_role("button", name="Simpan draf").click()
        expect(page.locator("#tersimpan")).to_contain_text("sambungan terputus")
        page.context.set_offline(False)
        _press(page, "Simpan draf")
        page.goto(draft)
        expect(page.locator("#field-notes")).to_have_value("Tidak hilang juga.")

    def test_what_a_colleague_has_saved_meanwhile_is_taken_over_and_not_written_over(
        self, officer, portal_url, file
    ):
        page, colleague = officer(), officer()
        draft = _begin(page, portal_url, file(TABLE))
        colleague.goto(draft)
        colleague.fill("#field-definisi", "Kata rekan.")
        _press(colleague, "Simpan draf")
        for text in (
            "Pertama.",
            "Kedua.",
        ):  # the first save takes over, the second would have written over it
            with page.expect_response(lambda answer: answer.request.method == "POST", timeout=30_000):
                page.fill("#field-notes", text)
            expect(page.locator("#tersimpan")).to_contain_text("Tersimpan")
        expect(page.locator("#field-definisi")).to_have_value("Kata rekan.")
        colleague.goto(draft)
        stored = [colleague.locator(f"#field-{name}").input_value() for name in ("definisi", "notes")]
        assert stored == ["Kata rekan.", "Kedua."]

    def test_what_a_colleague_has_changed_too_is_marked_and_not_left_without_a_question(
        self, officer, portal_url, file
    ):
        page, colleague = officer(), officer()
        draft = _begin(page, portal_url, file(TABLE))
        colleague.goto(draft)
        colleague.fill("#kolom-1-notes", "Kata rekan.")
        _press(colleague, "Simpan draf")
        assert page.locator("#siap .gagal a[href='#isian-notes']").count() == 1
        page.fill("#field-notes", "Tersimpan.")
        page.fill("#kolom-1-notes", "Kata saya.")
        expect(page.locator("#kolom-1-notes-salah")).to_contain_text("rekan Anda juga", timeout=30_000)
        expect(page.locator("#tersimpan")).to_contain_text("kecuali yang juga diubah rekan Anda")
        expect(page.locator("#siap .gagal a[href='#isian-notes']")).to_have_count(0)
        assert _asks_before_leaving(page)
        _press(page, "Simpan draf")
        both = page.locator("[aria-labelledby='h-bersamaan'] td.lebar")
        expect(both).to_have_text(["Kata saya.", "Kata rekan."])
        page.wait_for_load_state()
        assert _asks_before_leaving(page)
        _press(page, "Simpan draf")  # who has seen both
        expect(both).to_have_count(0)
        expect(page.locator("#kolom-1-notes")).to_have_value("Kata saya.")
        page.wait_for_load_state()
        assert not _asks_before_leaving(page)

    def test_a_field_that_is_refused_while_somebody_is_in_it_is_marked_and_not_left_without_a_question(
        self, officer, portal_url, file
    ):
        page = officer()
        _begin(page, portal_url, file(TABLE))
        page.fill("[name='temporal_coverage-0-end']", "2024")
        expect(page.locator("#isian-temporal_coverage .error-block")).to_be_visible(timeout=30_000)
        assert _asks_before_leaving(page)

    def test_whoever_replaces_the_file_takes_along_what_was_typed_just_now(self, officer, portal_url, file):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        page.fill("#field-notes", "Baru saja.")
        page.get_by_role("link", name="Ganti berkas").click()
        expect(page.locator("h1")).to_have_text("Ganti berkas")
        page.goto(draft)
        expect(page.locator("#field-notes")).to_have_value("Baru saja.")

    def test_on_a_phone_the_lost_connection_is_told_where_one_types(self, officer, portal_url, file):
        page = officer(width=390, height=844)
        _begin(page, portal_url, file(TABLE))
        page.context.set_offline(True)
        page.fill("#field-notes", "Di jalan.")
        told = page.locator(".ps-bilah", has_text="sambungan terputus")
        expect(told).to_be_in_viewport(timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    def test_a_wrong_cell_is_marked_where_it_stands_while_the_draft_saves_itself(
        self, officer, portal_url, file
    ):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        page.fill("#kolom-1-notes", "Nama kecamatan.")
        page.locator("#kolom-3-desimal").evaluate("one => one.closest('details').open = true")
        page.fill("#kolom-3-desimal", "abc")
        expect(page.locator("#kolom-3-desimal-salah")).to_contain_text("bukan bilangan bulat", timeout=30_000)
        expect(page.locator("#kolom-3-desimal")).to_have_value("abc")
        expect(page.locator("#siap a[href='#kolom-3-desimal']")).to_be_visible()
        page.fill("#kolom-3-desimal", "1")
        expect(page.locator("#kolom-3-desimal-salah")).to_have_count(0, timeout=30_000)
        page.goto(draft)
        stored = [page.locator(f"#kolom-{name}").input_value() for name in ("1-notes", "3-desimal")]
        assert stored == ["Nama kecamatan.", "1"]

    def test_who_is_logged_out_reads_so_and_what_was_typed_is_saved_later(self, officer, portal_url, file):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        session = page.context.cookies()
        page.context.clear_cookies()
        page.fill("#field-notes", "Tidak hilang.")
        expect(page.locator("#tersimpan")).to_contain_text("Anda sudah keluar", timeout=30_000)
        page.context.add_cookies(session)
        expect(page.locator("#tersimpan")).to_contain_text("Tersimpan", timeout=30_000)
        page.goto(draft)
        expect(page.locator("#field-notes")).to_have_value("Tidak hilang.")

    def test_a_press_by_who_is_logged_out_keeps_the_page_and_saves_once_they_are_back(
        self, officer, portal_url, file
    ):
        page = officer()
        draft = _begin(page, portal_url, file(TABLE))
        session = page.context.cookies()
        page.context.clear_cookies()
        page.fill("#field-notes", "Tidak hilang juga.")
        page.get_by_role("button", name="Simpan draf").click()
        expect(page.locator("#tersimpan")).to_contain_text("Anda sudah keluar")
        expect(page.locator("#field-notes")).to_have_value("Tidak hilang juga.")
        page.context.add_cookies(session)
        _press(page, "Simpan draf")
        page.goto(draft)
        expect(page.locator("#field-notes")).to_have_value("Tidak hilang juga.")

    def test_what_was_typed_while_the_file_was_read_is_not_written_over(self, officer, portal_url, file):
        page = officer()
        page.goto(f"{portal_url}/meja/terbitkan?perangkat={AGENCY}")
        page.set_input_files("#berkas", file(TABLE))
        page.click("main form button[type=submit]")
        page.fill("#field-title", "Judul dari petugas")
        page.locator("#terbitkan[data-waits=no]").wait_for(timeout=READ)
        expect(page.locator("#field-title")).to_have_value("Judul dari petugas")

    def test_it_needs_no_script(self, officer, portal_url, file):
        page = officer(java_script_enabled=False)
        page.goto(f"{portal_url}/meja/terbitkan?perangkat={AGENCY}")
        page.set_input_files("#berkas", file(TABLE))
        page.click("main form button[type=submit]")
        page.fill("#field-notes", "Tanpa skrip.")
        _press(page, "Simpan draf")
        expect(page.locator("#field-notes")).to_have_value("Tanpa skrip.")

    @pytest.mark.parametrize("scripts", [True, False])
    def test_of_what_an_indicator_is_made_is_told_row_by_row(self, officer, portal_url, file, scripts):
        draft = _begin(officer(), portal_url, file(TABLE))
        page = officer(java_script_enabled=scripts)
        page.goto(draft)
        told = ["Kunjungan", "Penduduk", *(["Hari buka"] if scripts else [])]
        page.locator("details", has=page.locator("#isian-variabel_pembangun")).locator("summary").first.press(
            "Enter"
        )
        for number, name in enumerate(told):
            if number:  # with scripts one more is ready behind each that is opened
                _row(page, number + 1).press("Enter")
            page.fill(f"[name='variabel_pembangun-{number}-nama']", name)
        _press(page, "Simpan draf")
        page.goto(draft)
        names = page.locator("#isian-variabel_pembangun [name$='-nama']")
        assert [one.input_value() for one in names.all()] == [*told, ""]

    def test_it_is_used_by_keyboard_alone(self, officer, portal_url, file):
        page = officer()
        _begin(page, portal_url, file(TABLE))
        page.reload()  # the focus is at the top of the page
        _tab_to(page, "#field-title")
        page.keyboard.press("End")
        page.keyboard.type(" A")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Jumlah Kunjungan Puskesmas Menurut Kecamatan A")
        _answer(page)
        _tab_to(page, "button:text-is('Ajukan ke Walidata')")
        page.keyboard.press("Enter")
        expect(page.locator(".flash-messages")).to_contain_text("Terkirim ke Walidata")

    def test_a_new_period_is_sent_from_a_phone(self, officer, portal_url, file):
        page = officer(width=390, height=844)
        _begin(page, portal_url, file(TABLE))
        title = f"Kunjungan {uuid4().hex[:6]}"
        _answer(page)
        page.fill("#field-title", title)
        _press(page, "Simpan draf")
        page.goto(f"{portal_url}/meja?perangkat={AGENCY}")
        page.locator(".ps-tabel-meja tr", has_text=title).get_by_role("link", name="Periode baru").click()
        page.set_input_files("#berkas", file(NEXT))
        expect(page.locator(".ps-banding ins")).to_have_text(["85"], timeout=READ)
        _press(page, "Ajukan ke Walidata")
        expect(page.locator(".flash-messages")).to_contain_text("Terkirim ke Walidata")

    @pytest.mark.parametrize("width", [390, 1440])
    def test_axe_finds_nothing(self, officer, portal_url, file, width):
        page = officer(width=width)
        _begin(page, portal_url, file(TABLE))
        found = Axe().run(page).response["violations"]
        assert {fault["id"]: [node["html"] for node in fault["nodes"]] for fault in found} == {}

    def test_on_a_phone_the_field_of_the_file_is_one_line_high(self, officer, portal_url):
        page = officer(width=390, height=844)
        page.goto(f"{portal_url}/meja/terbitkan")
        assert page.locator("#berkas").bounding_box()["height"] < 60

    def test_on_a_phone_nothing_is_wider_than_the_page(self, officer, portal_url, file):
        page = officer(width=390, height=844)
        _begin(page, portal_url, file(TABLE))
        assert page.evaluate("document.documentElement.scrollWidth") == 390
