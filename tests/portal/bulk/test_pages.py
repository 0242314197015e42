"""Claims about the pages for many datasets."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

from ckan.tests import factories
from ckan.tests.helpers import call_action

from .conftest import workbook

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@pytest.fixture
def headers(officer, agency) -> dict[str, str]:
    return {"Authorization": factories.APIToken(user=officer["name"])["token"]}


@pytest.fixture
def send(app, headers, agency):
    """Send a workbook with rows by the page; the page of what would happen."""

    def post(*rows, **sent):
        form = {"owner_org": agency["id"], "upload": (workbook(*rows).stream, "dataset.xlsx"), **sent}
        return app.post("/meja/banyak", data=form, headers=headers, content_type="multipart/form-data")

    return post


def text(page) -> str:
    return " ".join(BeautifulSoup(page.body, "html.parser").select_one("main").get_text(" ").split())


def form_of(page) -> tuple[str, dict[str, str]]:
    form = BeautifulSoup(page.body, "html.parser").select_one("form[action$='/masukkan']")
    return form["action"], {
        one["name"]: one["value"] for one in form.select("input[name]") if one["name"] != "_csrf_token"
    }


class TestPages:
    def test_a_visitor_is_sent_to_the_login_and_a_member_of_no_agency_is_turned_away(self, app, agency):
        assert "/user/login" in app.get("/meja/banyak", follow_redirects=False).headers["Location"]
        nobody = {"Authorization": factories.APIToken(user=factories.User()["name"])["token"]}
        assert app.get("/meja/banyak", headers=nobody, status=403)

    def test_an_officer_sees_what_would_happen_brings_in_the_good_ones_and_gets_the_others_back(
        self, app, headers, send, title
    ):
        rows = [{"title": title("Baik")}, {"title": title("Buruk"), "tema_sdi": "Ngawur"}]
        page = send(*rows)
        assert "Belum ada yang disimpan" in text(page)
        assert 'Lembar Dataset, sel G6: "Ngawur" tidak ada dalam daftar kolom ini.' in text(page)
        assert "Masukkan 1 yang benar" in text(page)
        assert call_action("package_search", q=f'title:"{title("Baik")}"', include_private=True)["count"] == 0
        action, sent = form_of(page)
        done = app.post(action, data=sent, headers=headers)
        assert "1 dibuat, 0 diubah, 0 tidak berubah." in text(done)
        back = app.get(action.replace("/masukkan", "/catatan.xlsx"), headers=headers)
        sheet = load_workbook(io.BytesIO(back.data))["Dataset"]
        assert sheet["B4"].value == title("Buruk")
        assert back.headers["Cache-Control"] == "private, no-store"

    def test_only_the_rows_with_problems_are_shown_when_asked_for(self, app, headers, send, title):
        page = send({"title": title("Baik")}, {"title": title("Buruk"), "tema_sdi": "Ngawur"})
        action, _ = form_of(page)
        some = app.get(action.replace("/masukkan", "?hasil=refused"), headers=headers)
        assert title("Baik") not in text(some)
        assert title("Buruk") in text(some)

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"upload": (io.BytesIO(b"bukan"), "a.xlsx")}, "bukan buku kerja"),
            ({"owner_org": "lain"}, "Pilih perangkat daerah Anda."),
        ],
    )
    def test_what_cannot_be_read_is_told_on_the_page_itself(self, send, sent, told):
        assert told in text(send({"title": "A"}, **sent))

    def test_what_somebody_has_typed_is_text_on_the_page(self, send):
        page = send({"title": "<script>alert(1)</script>", "tema_sdi": "<b>x</b>"})
        assert "<script>alert(1)" not in page.body
        assert "<b>x</b>" not in page.body

    def test_the_page_of_somebody_else_is_closed(self, app, send, other_agency, title):
        action, _ = form_of(send({"title": title("Rahasia")}))
        foreign = other_agency["editor"]
        headers = {"Authorization": factories.APIToken(user=foreign)["token"]}
        for end in ("", "/catatan.xlsx"):
            assert app.get(action.replace("/masukkan", end), headers=headers, status=403)
        assert app.get("/meja/banyak/tidak-ada", headers=headers, status=404)

    def test_the_template_is_that_of_the_agency_and_can_have_its_datasets(
        self, app, headers, agency, officer
    ):
        known = factories.Dataset(owner_org=agency["id"], private=True, tema_sdi="04")
        empty = app.get("/meja/templat.xlsx", headers=headers)
        sheet = load_workbook(io.BytesIO(empty.data))["Dataset"]
        assert (sheet["A4"].value[:11], sheet["A5"].value) == ("DATA CONTOH", None)
        filled = load_workbook(io.BytesIO(app.get("/meja/templat.xlsx?isi=1", headers=headers).data))[
            "Dataset"
        ]
        keys = [cell.value for cell in filled[3]]
        row = {key: cell.value for key, cell in zip(keys, filled[4], strict=True)}
        assert (row["name"], row["tema_sdi"]) == (known["name"], "04 Perlindungan Sosial dan Kesehatan")
        assert app.get("/meja/templat.xlsx?perangkat=lain", headers=headers, status=404)

    def test_the_datasets_of_an_agency_come_back_unchanged(self, app, headers, agency, check):
        known = factories.Dataset(
            owner_org=agency["id"], private=True, tema_sdi="04", notes="Satu; dua", konsep=["A;b"]
        )
        file = io.BytesIO(app.get("/meja/templat.xlsx?isi=1", headers=headers).data)
        told = check(upload=FileStorage(file, filename="a.xlsx"))
        assert [(row["name"], row["outcome"]) for row in told["rows"]] == [(known["name"], "unchanged")]
