"""One visitor's walk through the running portal, up to a wall whose server goes away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from threading import Thread
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from paser_deploy import content, ready, supervise
from paser_deploy.stack import Stack
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.stack

PANEL = "/sematan/panel/paser-hari-ini/miskin"
WALL_FIGURES = {"miskin": "8,63", "ipm": "74,56"}
AGE = re.compile(r"\d+ (hari|bulan|tahun)")
SCREENS = [(1920, 1080), (3840, 1080), (1080, 1920)]
CUT_OFF = """() => {
  const words = document.createRange();
  const width = (text) => (words.selectNodeContents(text), words.getBoundingClientRect().width);
  const overfull = (tile) => tile.scrollHeight > tile.clientHeight + 1 || tile.scrollWidth > tile.clientWidth + 1;
  const shortened = (name) => width(name) > name.getBoundingClientRect().width + .5;
  const found = (all, test) => [...document.querySelectorAll(all)].filter(test).map((one) => one.innerText);
  const beyond = (line) => line.scrollWidth > line.clientWidth;
  return [...found('.ly-petak', overfull), ...found('.ly-nilai', beyond), ...found('.ly-daftar span', shortened)];
}"""
MAKE_FRESH = """() => {
  for (const tile of document.querySelectorAll('[data-segar=basi]')) {
    tile.dataset.segar = 'segar';
    tile.querySelector('[data-isi=basi]').hidden = true;
    if (tile.querySelector('[data-isi=perubahan]:not(:empty)')) tile.querySelector('[data-isi=tren]').hidden = false;
  }
}"""
SMALLEST_ON_MAP = """() => {
  const map = document.querySelector('.ly-peta svg[role=img]');
  const scale = map.getBoundingClientRect().width / map.viewBox.baseVal.width;
  return Math.min(...[...map.querySelectorAll('text')].map((one) => parseFloat(getComputedStyle(one).fontSize) * scale));
}"""
REPORT_VIOLATIONS = """
document.addEventListener('securitypolicyviolation',
  (event) => console.error(`Policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def visit(open_page, portal_url) -> Iterator[Callable[..., Page]]:
    """Open a page; in the end nothing may have been blocked, failed, or asked of another host."""
    complaints: list[str] = []

    def opened(address: str, **options) -> Page:
        page = open_page(**options)
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda to: None if _is_ours(to.url, portal_url) else complaints.append(to.url))
        page.goto(portal_url + address)
        return page

    yield opened
    assert complaints == []


def _is_ours(url: str, portal_url: str) -> bool:
    return url.startswith((portal_url + "/", "data:", "blob:"))


@contextmanager
def stopped(portal: Stack, *names: str) -> Iterator[None]:
    """Services are down for a while; afterwards the portal is ready again."""
    supervise.stop(portal, list(names))
    try:
        yield
    finally:
        supervise.run(portal, list(names))
        ready.wait(portal.settings.port, str(portal.layout.log))


def test_a_visitor_finds_a_dataset_and_its_file_opens(visit, tmp_path):
    page = visit("/")
    page.locator("main input[name=q]").fill("penduduk")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dataset/?\?.*q=penduduk"))
    page.locator("a[href$='/dataset/penduduk-kecamatan']").first.click()
    button = page.locator(".ps-unduh a.btn-primary").first
    button.wait_for()
    with page.expect_download() as started:
        button.click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    rows = [
        row for sheet in openpyxl.load_workbook(file).worksheets for row in sheet.iter_rows(values_only=True)
    ]
    assert file.name.startswith("penduduk-kecamatan")
    assert [row for row in rows if "Tanah Grogot" in row and 78018 in row]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_dashboard_has_figures_pictures_and_tables(visit, javascript):
    page = visit("/dasbor/paser-hari-ini", java_script_enabled=javascript)
    text = page.locator("main").inner_text()
    tables = page.locator("main table").all_text_contents()
    assert [figure for figure in WALL_FIGURES.values() if figure not in text] == []
    assert any("Tanah Grogot" in table and "78.018" in table for table in tables)
    assert page.locator("main svg[role=img]").count() >= 5


def test_an_old_value_is_as_grey_on_its_own_page_and_in_an_embed_as_on_its_tile(visit):
    pages = ("/indikator", "/indikator/pertumbuhan-ekonomi", "/sematan/panel/paser-hari-ini/pertumbuhan")
    old = [visit(page).locator("[data-segar=basi] .ps-tren").first for page in pages]
    assert len({trend.evaluate("trend => getComputedStyle(trend).color") for trend in old}) == 1


def test_the_wall_opens_with_its_values_while_the_web_process_is_stopped(visit, portal, wall):
    visit(wall).wait_for_load_state("networkidle")  # then the cache has all that it asks for
    with stopped(portal, "web"):
        _shows_its_values(visit(wall))


def test_a_wall_that_is_cut_off_keeps_its_values_and_says_so(open_page, portal, portal_url, wall):
    page = open_page(width=1920, height=1080)
    page.clock.install()  # so that nobody waits for the screen's pauses between two questions
    page.goto(portal_url + wall)
    _shows_its_values(page)
    banner = page.locator(".ly-putus")
    expect(banner).to_be_hidden()
    with stopped(portal, "web", "nginx"):
        _until(page, banner.is_visible)
        expect(banner).to_contain_text("Terputus sejak")
        _shows_its_values(page)
    _until(page, banner.is_hidden)
    _shows_its_values(page)


def test_a_wall_asks_again_as_soon_as_its_line_is_back(open_page, portal_url, wall):
    page = open_page(width=1920, height=1080)
    page.clock.install()
    page.goto(portal_url + wall)
    expect(page.locator("[data-sambungan-kata]")).to_contain_text("Tersambung, diperiksa")
    banner = page.locator(".ly-putus")
    page.context.set_offline(True)
    _until(page, banner.is_visible)
    page.clock.run_for(200_000)  # the pause between two questions is a minute by now
    page.context.set_offline(False)
    expect(banner).to_be_hidden()


@pytest.mark.parametrize("script", [None, "this is no script that a browser reads"])
def test_a_wall_whose_script_does_not_run_says_when_it_was_loaded(open_page, portal_url, wall, script):
    page = open_page(width=1920, height=1080, java_script_enabled=script is not None)
    page.route(
        re.compile(r"/layar[^/]*\.js"),
        lambda route: route.fulfill(body=script or "", content_type="text/javascript"),
    )
    page.goto(portal_url + wall)
    _shows_its_values(page)
    expect(page.locator("[data-sambungan-kata]")).to_have_text(re.compile(r"^Dimuat \d\d\.\d\d$"))
    expect(page.locator(".ly-jam")).to_contain_text("Dimuat")


def test_a_wall_whose_address_was_withdrawn_says_so_and_shows_no_figure(open_page, portal):
    made = portal.ckan("paser", "wall", "create", content.WALL)
    (number,) = re.findall(r"^screen (\d+);", made.stderr, re.MULTILINE)
    page = open_page(width=1920, height=1080)
    page.clock.install()
    page.goto(made.stdout.split()[-1])
    _shows_its_values(page)
    portal.ckan("paser", "wall", "revoke", number)
    _until(page, page.get_by_text("Alamat layar ini sudah dicabut.").is_visible)
    assert [figure for figure in WALL_FIGURES.values() if figure in page.inner_text("body")] == []


@pytest.mark.parametrize(("from_now", "lit"), [((-60, 60), True), ((60, 120), False)])
def test_a_wall_is_dark_outside_its_lit_hours(open_page, portal_url, wall, from_now, lit):
    now = datetime.now(ZoneInfo("Asia/Makassar"))
    hours = "-".join(f"{now + timedelta(minutes=minutes):%H:%M}" for minutes in from_now)

    def give_hours(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('data-jam="', f'data-jam="{hours}" data-old="')
        )

    page = open_page(width=1920, height=1080)
    page.clock.install()
    page.route(
        portal_url + wall, give_hours
    )  # each time it is loaded: a wall loads itself anew when it has changed
    page.goto(portal_url + wall)
    page.clock.run_for(61_000)
    _until(page, lambda: page.locator("h1").is_visible() is lit)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_on_a_wall_is_cut_off_on_a_screen_of_any_shape(visit, wall, width, height):
    page = visit(wall, width=width, height=height)
    _shows_its_values(page)
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_on_a_wall_is_cut_off_when_its_old_values_are_fresh_again(visit, wall, width, height):
    page = visit(wall, width=width, height=height)
    _shows_its_values(page)
    page.evaluate(MAKE_FRESH)
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(("width", "height"), SCREENS[:2])
def test_the_words_under_a_lying_wall_take_one_line_and_those_on_its_map_are_large(
    visit, wall, width, height
):
    page = visit(wall, width=width, height=height)
    expect(page.locator("[data-sambungan-kata]")).to_contain_text("diperiksa")
    assert page.locator(".ly-kaki").bounding_box()["height"] < 30
    assert page.evaluate(SMALLEST_ON_MAP) >= 18.9


def _shows_its_values(page: Page) -> None:
    """The figures, each with its age."""
    for panel, figure in WALL_FIGURES.items():
        place = page.locator(f"[data-panel={panel}]")
        expect(place.locator("[data-isi=angka]")).to_be_visible()
        expect(place.locator("[data-isi=angka]")).to_have_text(figure)
        expect(place.locator("[data-isi=umur]")).to_have_text(AGE)


def _until(page: Page, done: Callable[[], bool]) -> None:
    """Let the screen's time run until something is so."""
    for _ in range(40):
        if done():
            return
        page.clock.run_for(10_000)
        page.wait_for_timeout(250)
    pytest.fail("the screen did not change")


@pytest.fixture
def host(tmp_path, portal_url) -> Iterator[Callable[[str], str]]:
    """Another site that frames a page of the portal; its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    server = HTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()

    def framing(path: str) -> str:
        (tmp_path / "index.html").write_text(f'<iframe src="{portal_url}{path}"></iframe>')
        return f"http://127.0.0.1:{server.server_port}/"

    yield framing
    server.shutdown()
    server.server_close()


def test_another_site_can_frame_a_panel(open_page, host):
    page = open_page()
    page.goto(host(PANEL))
    expect(page.frame_locator("iframe").locator("main")).to_contain_text("8,63")


@pytest.mark.parametrize("path", ["/", "/dasbor/paser-hari-ini", "/dataset/penduduk-kecamatan", "wall"])
def test_another_site_can_frame_no_other_page(open_page, host, wall, path):
    page = open_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(host(wall if path == "wall" else path))
    assert any("frame-ancestors 'none'" in said for said in refused)
    assert page.frame_locator("iframe").locator("main").count() == 0
