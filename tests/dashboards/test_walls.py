"""Claims about the wall: who gets in, what is sent, and how little it costs."""

from __future__ import annotations

import json
import re

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from paser_dashboards.walls import service, store
from paser_dashboards.walls.model import Snapshot, WallToken
from paser_dashboards.walls.service import refresh

SNAPSHOT = "/api/paser/v1/dasbor/paser/snapshot"


def ours(sent: list[str]) -> list[str]:
    """The statements of ours; CKAN asks before each request whether its configuration has changed."""
    return [statement for statement in sent if "system_info" not in statement]


@pytest.fixture
def wall(stage, package) -> str:
    stage.indicator("miskin", package["name"])
    panels = [
        {"id": "miskin", "jenis": "angka", "indikator": "miskin"},
        {"id": "garis", "jenis": "garis", "indikator": "miskin"},
    ]
    stage.dashboard("paser", *panels)
    title = {"id": "Layar uji", "en": "A wall"}
    stage.define("layar-utama", judul=title, dasbor="paser", panel=["miskin"])
    refresh()
    return "utama"


@pytest.fixture
def address(wall) -> str:
    token, _ = service.create("utama", "")
    return f"/layar/{token}"


class TestSnapshot:
    def test_it_has_what_a_screen_shows(self, app, wall):
        (first, _) = app.get(SNAPSHOT).json["panel"]
        names = ("angka", "tanda", "periode", "sumber", "perubahan", "nada", "sementara")
        shown = {name: first[name] for name in names}
        assert shown == {
            "angka": "8,63", "tanda": "%", "periode": "2024", "sumber": "BPS (dikutip)", "sementara": True,
            "perubahan": "turun 0,48 poin dari 2023", "nada": "baik",
        }  # fmt: skip

    def test_who_has_it_gets_304_and_no_body_for_one_query(self, app, wall, counted):
        etag = app.get(SNAPSHOT).headers["ETag"]
        with counted() as sent:
            response = app.get(SNAPSHOT, headers={"If-None-Match": etag}, status=304)
        assert (response.body, len(ours(sent)), etag[:2] == "W/") == ("", 1, False)

    def test_it_can_be_kept_by_a_shared_cache_for_five_seconds(self, app, wall):
        headers = app.get(SNAPSHOT).headers
        assert (headers["Cache-Control"].split(", ")[:2], "Vary" in headers, "Set-Cookie" in headers) == (
            ["public", "max-age=5"], False, False,
        )  # fmt: skip

    def test_its_etag_changes_with_its_values_only(self, app, stage, wall, package):
        etags = [app.get(SNAPSHOT).headers["ETag"]]
        service.rebuild()
        etags.append(app.get(SNAPSHOT).headers["ETag"])
        stage.indicator("miskin", package["name"], data={"filter": {"tahun": [2022, 2023]}})
        refresh()
        etags.append(app.get(SNAPSHOT).headers["ETag"])
        assert (etags[0] == etags[1], etags[1] == etags[2]) == (True, False)

    def test_an_indicator_that_fails_is_marked_and_keeps_its_value(self, app, stage, wall, package):
        stage.indicator("miskin", package["name"], data={"nilai": "tidak_ada"})
        refresh()
        first = app.get(SNAPSHOT).json["panel"][0]
        assert (first["angka"], first["galat"]) == ("8,63", True)

    def test_what_is_hidden_is_gone_from_it_at_once(self, app, stage):
        own = stage.publish()
        stage.indicator("miskin", own["name"])
        stage.dashboard("paser", {"id": "miskin", "jenis": "angka", "indikator": "miskin"})
        refresh()
        before = app.get(SNAPSHOT).json["panel"][0]
        call_action("package_patch", id=own["id"], private=True)
        after = app.get(SNAPSHOT).json["panel"][0]
        assert [(one.get("nilai"), one.get("dataset")) for one in (before, after)] == [
            (8.63, own["name"]), (None, None),
        ]  # fmt: skip

    def test_what_is_hidden_leaves_the_snapshots_alone_that_do_not_show_it(self, stage):
        own, other = stage.publish(), stage.publish()
        for name, dataset in (("miskin", own), ("lain", other)):
            stage.indicator(name, dataset["name"])
            stage.dashboard(name, {"id": name, "jenis": "angka", "indikator": name})
        refresh()
        model.Session.execute(sa.update(Snapshot).values(etag="lama"))
        model.Session.commit()
        call_action("package_patch", id=own["id"], private=True)
        written = {name: store.snapshot(f"dasbor:{name}").etag != "lama" for name in ("miskin", "lain")}
        assert written == {"miskin": True, "lain": False}

    def test_an_unknown_dashboard_has_none(self, app, wall):
        assert app.get("/api/paser/v1/dasbor/x/snapshot", status=404).json["error"]["code"] == "not_found"


class TestWall:
    def test_it_shows_its_panels_without_a_script_and_without_a_login(self, app, address):
        page = app.get(address).body
        assert re.sub(r"<[^>]+>", "", page.partition('data-isi="angka">')[2])[:4] == "8,63"
        assert "turun 0,48 poin dari 2023" in page
        assert 'data-panel="garis"' not in page

    @pytest.mark.parametrize(("hours", "said"), [({}, False), ({"jam": "06:30-21:00"}, True)])
    def test_a_dark_screen_says_until_when(self, app, stage, address, hours, said):
        title = {"id": "Layar uji", "en": "A wall"}
        stage.define("layar-utama", judul=title, dasbor="paser", panel=["miskin"], **hours)
        refresh()
        assert ("Layar istirahat sampai pukul 06.30 WITA." in app.get(address).body) == said

    def test_it_carries_no_inline_script_and_starts_from_the_servers_clock(self, app, address):
        page = app.get(address).body
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
        assert re.search(r'data-sekarang="\d{10}"', page)

    def test_without_its_script_it_says_when_it_was_loaded_and_not_that_it_is_connected(self, app, address):
        page = app.get(address).body
        body = page.partition("<body")[2]
        told = " ".join(re.sub(r"<[^>]+>", " ", body.partition(">")[2]).split())
        assert ("Tersambung" in told, len(re.findall(r"Dimuat \d\d\.\d\d", told))) == (False, 2)
        assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page

    def test_it_costs_two_queries_and_its_snapshot_one(self, app, address, counted):
        counts = []
        for where in (address, f"{address}/snapshot"):
            app.get(where)
            with counted() as sent:
                app.get(where)
            counts.append(len(ours(sent)))
        assert counts == [2, 1]

    def test_it_sets_no_cookie_and_sends_its_address_to_nobody(self, app, address):
        headers = app.get(address).headers
        assert ("Set-Cookie" in headers, headers["Referrer-Policy"]) == (False, "no-referrer")

    def test_a_revoked_screen_is_shut_out(self, app, address):
        service.revoke(service.tokens()[0].id)
        answers = [app.get(where, status=404) for where in (address, f"{address}/snapshot")]
        assert [answer.status_code for answer in answers] == [404, 404]

    @pytest.mark.parametrize("where", ["/layar/x", "/en/layar/x"])
    def test_a_screen_that_is_started_with_a_dead_address_says_what_to_do(self, app, wall, where):
        response = app.get(where, status=404)
        told = " ".join(re.sub(r"<[^>]+>", " ", response.body).split())
        assert (
            "Alamat ini tidak membuka layar mana pun. Minta alamat baru kepada administrator portal" in told
        )
        assert ("Set-Cookie" in response.headers, response.headers["Referrer-Policy"]) == (
            False,
            "no-referrer",
        )

    def test_only_the_hash_of_a_token_is_kept(self, address):
        token = address.rpartition("/")[2]
        kept = model.Session.query(WallToken).order_by(WallToken.id.desc()).first()
        assert (token in json.dumps({"hash": kept.token_hash}), len(kept.token_hash)) == (False, 64)

    def test_the_snapshot_names_the_release_of_the_page(self, app, address):
        page, snapshot = app.get(address).body, app.get(f"{address}/snapshot").json
        assert f'data-v="{snapshot["v"]}"' in page


class TestActions:
    def test_an_administrator_creates_lists_and_revokes_screens(self, wall):
        made = call_action("paser_wall_create", id="utama")
        listed = call_action("paser_wall_list")[0]
        revoked = call_action("paser_wall_revoke", screen=made["screen"])
        assert (made["wall"], "/layar/" in made["url"]) == ("utama", True)
        assert (listed["screen"], listed["revoked"], "url" in listed) == (made["screen"], None, False)
        assert revoked["revoked"]

    @pytest.mark.parametrize(
        ("action", "data"), [("create", {"id": "utama"}), ("list", {}), ("revoke", {"screen": 1})]
    )
    def test_nobody_else_may(self, wall, action, data):
        context = {"user": factories.User()["name"], "ignore_auth": False}
        with pytest.raises(tk.NotAuthorized):
            call_action(f"paser_wall_{action}", context, **data)

    @pytest.mark.parametrize(("action", "data"), [("create", {"id": "x"}), ("revoke", {"screen": 0})])
    def test_what_is_not_there_is_not_found(self, wall, action, data):
        with pytest.raises(tk.ObjectNotFound):
            call_action(f"paser_wall_{action}", **data)


def test_a_snapshot_of_what_is_no_longer_defined_is_removed(stage, wall):
    (stage.folder / "layar-utama.yaml").unlink()
    refresh()
    assert (store.snapshot("layar:utama"), store.snapshot("dasbor:paser") is None) == (None, False)
