"""Claims about linked files: a table like any other, fetched from a server on loopback and looked at again."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from threading import Event, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from ckan import model
from ckan.plugins.toolkit import config
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.fetch.service import ALLOW_HOSTS
from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.tables import service

from tests.loopback import Send, Source, ok, serving

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

CSV = b"Kecamatan;Luas\nKuaro;747,5\n"
MORE = CSV + b"Long Ikis;1.204,22\n"
PERSONAL = b"Desa;NIK\n" + b"".join(b"Contoh;64010157%02d900001\n" % month for month in range(1, 9))
LARGE = b"Kecamatan;Luas;Ket\n" + b"".join(
    b"Kuaro %06d;747,5;Keterangan panjang tentang sebuah tempat, nomor %06d\n" % (n, n) for n in range(70_000)
)
"""Larger than the small disk."""
UNCHANGED = ok(b"", status="304 Not Modified")
GONE = ok(b"", status="404 Not Found")
FAILS = "The linked file cannot be fetched"

_hosts = itertools.count(1)


class Slow:
    """An answer that comes only when it may."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.asked, self.may_go_on = Event(), Event()

    def __call__(self, send: Send) -> None:
        self.asked.set()
        self.may_go_on.wait(30)
        send(self.answer)


@pytest.fixture
def dataset(reset_db_once, with_plugins) -> dict[str, Any]:
    """Made outside of any request: within one, CKAN would go on knowing its visitor, whoever asks later."""
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.fixture
def source(with_plugins, monkeypatch) -> Iterator[Source]:
    """A server that the administrator allows, at an address of its own: nobody waits for another one's turn."""
    with serving(f"127.0.9.{next(_hosts)}") as server:
        host = f"{server.server_address[0]}:{server.port}"
        monkeypatch.setitem(config, ALLOW_HOSTS, [host])
        yield server


@pytest.fixture
def link(source, dataset) -> Callable[..., str]:
    """Link what the server says as a new resource of the dataset, or as that of a resource; the resource's id."""

    def make(*answers: Any, path: str = "/luas.csv", id: str | None = None, **more: str) -> str:  # noqa: A002
        source.says(path, *answers)
        url = source.url(path, source.server_address[0])
        about = {"package_id": dataset["id"], "name": "Tautan", "url": url, **more}
        return call_action(
            "resource_update" if id else "resource_create", **about, **({"id": id} if id else {})
        )["id"]

    return make


@pytest.fixture
def page(app, dataset) -> Callable[[str, bool], str]:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    def get(resource_id: str, edits: bool) -> str:
        address = f"/en/dataset/{dataset['name']}/resource/{resource_id}"
        return app.get(address, headers=headers if edits else {}).text

    return get


def rows(resource_id: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in service.preview(resource_id).rows]


def status(resource_id: str) -> str:
    return call_action("paser_table_status", resource_id=resource_id)["status"]


def codes(resource_id: str) -> list[str]:
    return [problem["code"] for problem in service.status(resource_id)["problems"]]


def loads(resource_id: str) -> int:
    count = sa.text("SELECT count(*) FROM paser_table_load WHERE resource_id = :id")
    return model.Session.execute(count, {"id": resource_id}).scalar_one()


def let_time_pass(hours: float) -> None:
    """Have everything about links happened so much earlier."""
    back = sa.text(
        "UPDATE paser_table_link SET next_look = next_look - :age, failing_since = failing_since - :age"
    )
    model.Session.execute(back, {"age": timedelta(hours=hours)})
    model.Session.commit()


def next_look(resource_id: str) -> timedelta:
    query = sa.text("SELECT next_look FROM paser_table_link WHERE resource_id = :id")
    return model.Session.execute(query, {"id": resource_id}).scalar_one() - datetime.now(timezone.utc)


class TestAFullDisk:
    def test_a_first_fetch_that_finds_no_space_says_so_and_is_made_when_there_is_some(
        self, link, disk, monkeypatch
    ):
        monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
        resource_id = link(ok(LARGE))
        run_pending()
        assert (status(resource_id), codes(resource_id)) == ("failed", ["no_space"])
        assert service.links([resource_id])[resource_id]["problem"]["code"] == "no_space"
        disk.grow()
        service.sweep()
        run_pending()
        assert (status(resource_id), service.preview(resource_id).total) == ("done", LARGE.count(b"\n") - 1)


class TestALinkedTable:
    def test_is_a_table_like_an_uploaded_one(self, link):
        resource_id = link(ok(CSV))
        assert status(resource_id) == "queued"
        run_pending()
        assert (status(resource_id), rows(resource_id)) == ("done", [("Kuaro", 747.5)])
        assert service.status(resource_id)["filename"] == "luas.csv"
        assert call_action("datastore_search", resource_id=resource_id)["total"] == 1
        assert call_action("resource_show", id=resource_id)["pii_scan_status"] == "bersih"

    @pytest.mark.parametrize(
        ("path", "headers", "name"),
        [
            ("/ktp-6401015708900001.csv", (), "ktp-•••.csv"),
            (
                "/unduh",
                ('Content-Disposition: attachment; filename="KK 6401015708900001.csv"',),
                "KK •••.csv",
            ),
        ],
    )
    def test_a_number_of_a_person_in_its_name_is_struck_out(self, link, path, headers, name):
        resource_id = link(ok(CSV, *headers), path=path, format="CSV")
        run_pending()
        assert call_action("paser_table_status", resource_id=resource_id)["filename"] == name

    def test_also_where_it_cannot_be_fetched(self, link):
        resource_id = link(GONE, path="/ktp-6401015708900001.csv")
        run_pending()
        assert call_action("paser_table_status", resource_id=resource_id)["filename"] == "ktp-•••.csv"

    def test_goes_on_being_a_link(self, link, source):
        resource_id = link(ok(CSV))
        run_pending()
        shown = call_action("resource_show", id=resource_id)
        assert (shown["url"], shown["url_type"]) == (source.url("/luas.csv", source.server_address[0]), None)

    def test_is_known_by_its_format_where_its_address_does_not_tell(self, link):
        resource_id = link(ok(CSV), path="/unduh", format="CSV")
        run_pending()
        assert status(resource_id) == "done"

    def test_may_be_geojson(self, link):
        place = b'{"type": "Point", "coordinates": [116.2, -1.9]}'
        body = (
            b'{"type": "FeatureCollection", "features": [{"properties": {"nama": "Pasar"}, "geometry": %s}]}'
            % place
        )
        resource_id = link(ok(body), path="/pasar.geojson")
        run_pending()
        records = call_action("datastore_search", resource_id=resource_id)["records"]
        assert records == [{"_id": 1, "nama": "Pasar", "lintang": -1.9, "bujur": 116.2}]

    def test_has_releases_that_keep_the_file_as_it_was_fetched(self, link):
        resource_id = link(ok(CSV), ok(MORE))
        run_pending()
        let_time_pass(27)
        service.look_at_due()
        kept = [releases.original(release) for release in releases.of(resource_id)]
        assert [path and path.read_bytes() for path in kept] == [MORE, CSV]

    @pytest.mark.parametrize(
        ("fails", "then"),
        [("new_table", GONE), ("keep_file", ok(CSV))],
        ids=["it-was-kept-first", "it-is-fetched-again"],
    )
    def test_has_the_file_in_a_release_that_was_taken_later(self, link, monkeypatch, fails, then):
        resource_id = link(ok(CSV), then)
        with monkeypatch.context() as patch:
            patch.setattr(archive, fails, lambda *_: (_ for _ in ()).throw(OSError("disk full")))
            service.load_file(resource_id)
        assert releases.of(resource_id) == []
        taken = releases.take(resource_id)
        assert taken
        assert releases.original(taken).read_bytes() == CSV

    def test_is_made_in_a_private_dataset_too(self, link, dataset):
        call_action("package_patch", id=dataset["id"], private=True)
        resource_id = link(ok(CSV))
        run_pending()
        assert status(resource_id) == "done"

    def test_is_fetched_anew_from_a_new_address(self, link):
        resource_id = link(ok(CSV, 'ETag: "1"'))
        run_pending()
        link(ok(MORE, 'ETag: "1"'), path="/baru.csv", id=resource_id)
        run_pending()
        assert len(rows(resource_id)) == 2

    def test_is_not_fetched_for_a_new_title(self, link, source):
        resource_id = link(ok(CSV))
        run_pending()
        call_action("resource_patch", id=resource_id, name="Judul baru")
        run_pending()
        assert len(source.hits) == 1

    def test_goes_with_its_resource_and_is_not_looked_at_any_more(self, link, source, datastore_sql):
        resource_id = link(ok(CSV))
        run_pending()
        call_action("resource_delete", id=resource_id)
        run_pending()
        assert datastore_sql("SELECT to_regclass(%s)", f'"{resource_id}"') == [(None,)]
        let_time_pass(30)
        service.look_at_due()
        assert len(source.hits) == 1


class TestALinkThatIsNoTable:
    def test_is_not_followed(self, link, source):
        for path, format_ in (("/laporan.pdf", "PDF"), ("/", ""), ("/api?format=csv", "API")):
            resource_id = link(ok(CSV), path=path, format=format_)
            run_pending()
            assert service.status(resource_id) is None
        assert source.hits == []

    def test_leads_to_a_page_although_it_says_csv(self, link):
        resource_id = link(ok(b"<!DOCTYPE html><p>Masuk"), path="/unduh", format="CSV")
        run_pending()
        assert (status(resource_id), codes(resource_id)) == ("failed", ["web_page"])

    def test_leads_inside_the_portals_own_network(self, link, source, monkeypatch):
        monkeypatch.setitem(config, ALLOW_HOSTS, [])
        resource_id = link(ok(CSV))
        run_pending()
        assert (status(resource_id), codes(resource_id)) == ("failed", ["refused_address"])
        assert source.hits == []

    def test_is_told_to_its_editors_and_taken_up_again_by_itself(self, link, page):
        resource_id = link(GONE, ok(CSV))
        run_pending()
        assert "There is no such file on the server. Check the address" in page(resource_id, True)
        let_time_pass(1.2)
        service.look_at_due()
        assert (status(resource_id), rows(resource_id)) == ("done", [("Kuaro", 747.5)])
        assert FAILS not in page(resource_id, True)

    def test_is_had_by_visitors_as_a_link_while_it_cannot_be_fetched(self, link, page):
        resource_id = link(GONE)
        run_pending()
        shown = BeautifulSoup(page(resource_id, False), "html.parser").select_one("#tabel .ps-kosong p")
        url = call_action("resource_show", id=resource_id)["url"]
        assert shown.get_text(" ", strip=True) == "The portal could not read this link lately. Open the link"
        assert shown.select_one("a")["href"] == url

    def test_is_had_so_beside_the_table_of_the_address_before(self, link, page):
        resource_id = link(ok(CSV))
        run_pending()
        link(GONE, path="/baru.csv", id=resource_id)
        run_pending()
        shown = BeautifulSoup(page(resource_id, False), "html.parser").select_one(".ps-info-waspada")
        assert "This is the table of the previous file." in shown.get_text()
        assert shown.select_one("a")["href"].endswith("/baru.csv")

    def test_is_not_had_where_it_leads_inside_a_closed_network(self, link, page, monkeypatch):
        monkeypatch.setitem(config, ALLOW_HOSTS, [])
        resource_id = link(ok(CSV))
        run_pending()
        url = call_action("resource_show", id=resource_id)["url"]
        assert f'href="{url}"' not in page(resource_id, False)


class TestALook:
    def test_waits_for_its_time(self, link, source):
        resource_id = link(ok(CSV))
        run_pending()
        assert timedelta(hours=21.9) < next_look(resource_id) < timedelta(hours=26)
        let_time_pass(21)
        service.look_at_due()
        assert len(source.hits) == 1

    def test_fetches_nothing_that_has_not_changed(self, link, source):
        resource_id = link(ok(CSV, 'ETag: "v1"', "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"), UNCHANGED)
        run_pending()
        before = service.data_versions([resource_id])
        let_time_pass(27)
        service.look_at_due()
        assert source.hits[-1]["if-none-match"] == '"v1"'
        assert (service.data_versions([resource_id]), loads(resource_id)) == (before, 1)
        assert next_look(resource_id) > timedelta(hours=21.9)

    def test_changes_nothing_where_the_server_sends_the_same_again(self, link):
        resource_id = link(ok(CSV))
        run_pending()
        before = service.data_versions([resource_id])
        let_time_pass(27)
        service.look_at_due()
        assert (service.data_versions([resource_id]), loads(resource_id)) == (before, 1)

    def test_takes_a_new_file(self, link):
        resource_id = link(ok(CSV, 'ETag: "v1"'), ok(MORE, 'ETag: "v2"'))
        run_pending()
        let_time_pass(27)
        service.look_at_due()
        assert (len(rows(resource_id)), loads(resource_id)) == (2, 2)

    def test_that_is_slow_gives_way_to_a_newer_file_that_was_loaded_meanwhile(self, link, source, tmp_path):
        resource_id = link(
            ok(CSV, 'ETag: "v1"'), slow := Slow(ok(CSV + b"Batu Sopang;1111,38\n", 'ETag: "v2"'))
        )
        run_pending()
        let_time_pass(27)
        look = Thread(target=service.look_at_due)
        look.start()
        assert slow.asked.wait(20)
        (tmp_path / "luas.csv").write_bytes(MORE)
        service.load(resource_id, tmp_path / "luas.csv", "luas.csv")
        slow.may_go_on.set()
        look.join(60)
        assert [row[0] for row in rows(resource_id)] == ["Kuaro", "Long Ikis"]
        etag = sa.text("SELECT etag FROM paser_table_link WHERE resource_id = :id")
        assert model.Session.execute(etag, {"id": resource_id}).scalar_one() == '"v1"'

    def test_that_fails_leaves_the_table_and_is_told_to_its_editors_alone(self, link, page):
        resource_id = link(ok(CSV), GONE)
        run_pending()
        let_time_pass(27)
        service.look_at_due()
        assert (status(resource_id), rows(resource_id)) == ("done", [("Kuaro", 747.5)])
        told = page(resource_id, True)
        assert FAILS in told
        assert "There is no such file on the server." in told
        assert "It was last fetched on" in told
        assert FAILS not in page(resource_id, False)

    def test_that_fails_is_tried_in_an_hour_then_later_and_later(self, link, source):
        resource_id = link(ok(CSV), GONE)
        run_pending()
        let_time_pass(27)
        service.look_at_due()
        assert timedelta(minutes=59) < next_look(resource_id) < timedelta(minutes=67)
        let_time_pass(5)
        service.look_at_due()
        assert len(source.hits) == 3
        assert timedelta(hours=4.9) < next_look(resource_id) < timedelta(hours=5.6)

    def test_reads_again_what_could_not_be_read(self, link, source):
        resource_id = link(ok(b"%PDF-1.7", 'ETag: "v1"'))
        run_pending()
        assert codes(resource_id) == ["not_a_table"]
        let_time_pass(27)
        service.look_at_due()
        assert "if-none-match" not in source.hits[-1]

    def test_finds_a_link_that_is_an_upload_now(self, link, upload, source):
        resource_id = link(ok(CSV))
        run_pending()
        upload(MORE, id=resource_id)
        run_pending()
        let_time_pass(27)
        service.look_at_due()
        assert (len(source.hits), len(rows(resource_id))) == (1, 2)


class TestPersonalData:
    def test_hold_the_table(self, link, page):
        resource_id = link(ok(PERSONAL))
        run_pending()
        assert (status(resource_id), codes(resource_id)) == ("held", ["held"])
        assert not call_action("resource_show", id=resource_id).get("datastore_active")
        told = page(resource_id, True)
        assert "cannot close the file itself" in told
        assert "The public sees neither it nor a table of it." not in told

    def test_are_decided_about_like_those_of_an_upload(self, link, source):
        resource_id = link(ok(PERSONAL, 'ETag: "v1"'))
        run_pending()
        call_action(
            "paser_privacy_decide",
            {"user": factories.Sysadmin()["name"]},
            resource_id=resource_id,
            decision="drop_column",
        )
        run_pending()
        assert status(resource_id) == "done"
        assert [column.id for column in service.preview(resource_id).columns] == ["desa"]
        assert "if-none-match" not in source.hits[-1]

    def test_of_a_new_file_leave_the_table_that_was_there(self, link):
        resource_id = link(ok(CSV), ok(PERSONAL))
        run_pending()
        let_time_pass(27)
        service.look_at_due()
        assert (status(resource_id), rows(resource_id)) == ("held", [("Kuaro", 747.5)])
