"""Claims about the actions and pages of releases."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

from ckanext.paser.jobs import service as jobs
from ckanext.paser.releases import views

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1\nB;2\n"
NEW = "kode;nilai\nA;1\nB;<script>alert(1)</script>\nC;3\n"


@pytest.fixture
def two(load) -> str:
    """A resource with two releases."""
    resource_id, _ = load(OLD)
    load(NEW, id=resource_id)
    jobs.run_pending()
    return resource_id


class TestReleaseList:
    def test_the_newest_comes_first_and_nobody_is_named(self, two):
        found = call_action("paser_release_list", resource_id=two)
        assert [release["number"] for release in found] == [2, 1]
        told = call_action_as_visitor("paser_release_list", two)
        assert all("by" not in release for release in told)

    def test_it_is_told_part_by_part(self, two):
        found = call_action("paser_release_list", resource_id=two, limit=1, offset=1)
        assert [release["number"] for release in found] == [1]

    def test_statistics_are_not_loaded_for_a_list(self, two):
        seen: list[str] = []
        engine = model.Session.get_bind()
        note = lambda *about: seen.append(about[2])  # noqa: E731
        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            call_action("paser_release_list", resource_id=two)
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)
        assert any("paser_table_release" in query for query in seen)
        assert not any("statistics" in query for query in seen)

    def test_whoever_may_not_see_the_resource_may_not_see_its_releases(self, two, dataset):
        call_action("package_patch", id=dataset["id"], private=True)
        with pytest.raises(tk.NotAuthorized):
            call_auth("paser_release_list", {"user": "", "model": None}, resource_id=two)


def call_action_as_visitor(action: str, resource_id: str, **asked):
    context = {"user": "", "ignore_auth": False}
    return tk.get_action(action)(context, {"resource_id": resource_id, **asked})  # pyright: ignore[reportArgumentType]


class TestReleaseShow:
    def test_without_a_number_it_is_the_newest(self, two):
        found = call_action("paser_release_show", resource_id=two)
        assert (found["number"], set(found["statistics"])) == (2, {"kode", "nilai"})

    def test_a_release_that_is_not_there_is_not_found(self, two):
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_release_show", resource_id=two, number=9)


class TestReleaseDiff:
    def test_rows_are_told(self, two):
        found = call_action("paser_release_diff", **{"resource_id": two, "from": 1, "to": 2})
        assert (found["ready"], found["added"], found["changed"]) == (True, 1, 1)
        assert found["rows"]["added"] == [{"kode": "C", "nilai": "3"}]

    def test_the_older_release_is_named_first(self, two):
        with pytest.raises(tk.ValidationError):
            call_action("paser_release_diff", **{"resource_id": two, "from": 2, "to": 1})

    def test_the_cells_of_a_column_that_was_closed_later_are_not_told(self, two):
        closed = [{"id": "nilai", "apakah_variabel_bisa_diakses_umum": False}]
        call_action("resource_patch", id=two, kamus_data=closed)
        found = call_action("paser_release_diff", **{"resource_id": two, "from": 1, "to": 2})
        assert found["rows"]["added"] == [{"kode": "C"}]
        told = call_action_as_visitor("paser_release_show", two, number=1)
        assert [column["id"] for column in told["columns"]] == ["kode"]

    def test_a_release_that_is_not_kept_is_not_found(self, two):
        call_action("paser_release_withdraw", resource_id=two, number=1, reason="Salah.")
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_release_diff", **{"resource_id": two, "from": 1, "to": 2})


class TestReleaseWithdraw:
    def test_a_reason_is_needed(self, two):
        with pytest.raises(tk.ValidationError, match="'reason'"):
            call_action("paser_release_withdraw", resource_id=two, number=1)

    def test_the_reason_which_everybody_reads_names_no_person(self, two):
        with pytest.raises(tk.ValidationError, match=r"'reason'.*NIK"):
            call_action("paser_release_withdraw", resource_id=two, number=1, reason="Ada 6401015708900001.")

    def test_visitors_may_not(self, two):
        with pytest.raises(tk.NotAuthorized):
            call_action_as_visitor("paser_release_withdraw", two, number=1, reason="x")


class TestPages:
    @pytest.fixture
    def address(self, two, dataset) -> str:
        return f"/en/dataset/{dataset['name']}/resource/{two}"

    def test_the_page_of_a_file_tells_its_newest_releases(self, app, address):
        assert "+1 row" in app.get(address).text

    def test_all_releases_have_a_page(self, app, address):
        page = app.get(f"{address}/rilis").text
        assert "Release 2" in page
        assert "The first release, 2 rows." in page

    def test_many_releases_are_told_page_by_page(self, app, address, monkeypatch):
        monkeypatch.setattr(views, "ON_A_PAGE", 1)
        first, second = (app.get(f"{address}/rilis?page={number}").text for number in (1, 2))
        assert ("rilis/2" in first, 'rilis/1"' in first, f"{address}/rilis?page=2" in first) == (
            True,
            False,
            True,
        )
        assert ("The first release, 2 rows." in second, "In force" in second) == (True, False)
        assert [f'value="{number}"' in second for number in (1, 2)] == [True, True]  # can be compared
        for beyond in (3, 10**30):
            assert "The list ends before this page" in app.get(f"{address}/rilis?page={beyond}").text

    def test_a_release_has_a_permanent_page_and_its_file(self, app, address):
        assert "Replaced by a newer release" in app.get(f"{address}/rilis/1").text
        answer = app.get(f"{address}/rilis/1/berkas")
        assert (answer.body, answer.headers["Content-Disposition"]) == (OLD, "attachment; filename=data.csv")

    def test_differences_are_shown_and_cells_are_text(self, app, address):
        page = app.get(f"{address}/rilis/banding?dari=1&ke=2").text
        assert "1 row added, 0 removed, 1 changed, 1 the same." in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert(1)" not in page

    def test_rows_that_went_and_columns_that_are_others_are_shown(self, app, address, two, load):
        load("kode;jumlah;satuan\nA;1;orang\nC;3;orang\n", id=two)
        page = BeautifulSoup(app.get(f"{address}/rilis/banding?dari=2&ke=3").text, "html.parser")
        text = page.get_text(" ", strip=True)
        assert "Columns added: jumlah, satuan." in text
        assert "Columns removed: nilai." in text
        assert [row.td.get_text() for row in page.select(".ps-beda-hapus tbody tr")] == ["B"]

    def test_a_column_of_another_type_is_named(self, app, address):
        assert "Columns of another type now: nilai." in app.get(f"{address}/rilis/banding?dari=1&ke=2").text

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/rilis/9", 404),
            ("/rilis/banding?dari=1&ke=9", 404),
            ("/rilis/banding?dari=x", 400),
            ("/rilis/9/berkas", 404),
        ],
    )
    def test_what_is_not_there_is_said(self, app, address, path, status):
        assert app.get(address + path).status_code == status

    def test_releases_of_a_private_dataset_are_not_there_for_visitors(self, app, address, dataset):
        call_action("package_patch", id=dataset["id"], private=True)
        codes = [app.get(address + path).status_code for path in ("/rilis", "/rilis/1", "/rilis/1/berkas")]
        assert codes == [404, 404, 404]

    def test_a_form_without_its_token_withdraws_nothing(self, app, address, two):
        headers = {"Authorization": factories.SysadminWithToken()["token"]}
        answer = app.post(f"{address}/rilis/1/tarik", data={"reason": "Salah."}, headers=headers)
        assert answer.status_code in (400, 403)
        assert call_action("paser_release_show", resource_id=two, number=1)["removed"] is None
