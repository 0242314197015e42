"""Claims about ``/meja/sumber``."""

from __future__ import annotations

import re

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs

from paser_harvesters import service, store

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]


@pytest.fixture
def walidata(agency):
    """A request as a sysadmin would send it."""
    return {"Authorization": factories.SysadminWithToken()["token"]}


@pytest.fixture
def page(app, walidata):
    """Read a page as people do, in Indonesian."""
    return lambda path: re.sub(r"\s+", " ", app.get(path, headers=walidata).body)


def test_visitors_are_sent_to_the_login(app, agency):
    answer = app.get("/meja/sumber", follow_redirects=False)
    assert (answer.status_code, answer.location.endswith("/user/login?came_from=/meja/sumber")) == (302, True)


@pytest.mark.parametrize("path", ["/meja/sumber", "/meja/sumber/x", "/meja/sumber/x/kemajuan"])
def test_officers_who_are_not_walidata_are_turned_away(app, agency, path):
    token = factories.UserWithToken()["token"]
    assert app.get(path, headers={"Authorization": token}).status_code == 403


def test_a_source_that_is_not_there_is_not_found(app, walidata):
    assert app.get("/meja/sumber/tiada", headers=walidata).status_code == 404


def test_the_list_shows_how_each_source_stands(folder, page):
    folder.add("ipm")
    folder.run()
    shown = page("/meja/sumber")
    assert f'href="/meja/sumber/{folder.source_id}"' in shown
    assert "semua beres" in shown


def test_a_source_tells_its_agency_and_schedule_in_words(folder, page, make_agency):
    name = f"{folder.source_id}-opd"
    make_agency(name, "produsen")
    call_action("organization_patch", id=name, title="Dinas Ujian Negara")
    folder.apply(owner_org=name, cron="15 5 * * *")
    shown = page(f"/meja/sumber/{folder.source_id}")
    assert "<dd>setiap hari pukul 05.15 WITA</dd>" in shown
    assert ">Dinas Ujian Negara</a>" in shown
    folder.apply(owner_org=name, cron="*/5 * * * *")
    assert "<code>*/5 * * * *</code>" in page(f"/meja/sumber/{folder.source_id}")


def test_a_field_that_the_portal_refuses_is_told_in_the_readers_language(app, folder, page):
    folder.add("rusak", tema_sdi="99")
    with app.flask_app.app_context():  # as commands and jobs have one
        folder.run()
    path = f"/meja/sumber/{folder.source_id}"
    told = {language: page(f"{language}{path}") for language in ("", "/en")}
    words = {
        "": "tema_sdi: pilihan &#34;99&#34; tidak ada dalam daftar",
        "/en": "tema_sdi: unexpected choice",
    }
    assert [language for language, word in words.items() if word not in told[language]] == []


def test_a_source_shows_what_has_to_be_put_right(folder, page):
    bad = folder.add("rusak", resources=[{"file": "tiada.csv"}])
    folder.run()
    shown = page(f"/meja/sumber/{folder.source_id}")
    assert f"tiada.csv, dataset {bad}: Manifes menyebut berkas ini, tetapi tidak ada di folder." in shown
    assert "Taruh berkasnya di folder, atau keluarkan dari manifes." in shown


def test_an_older_run_can_be_looked_at(folder, page):
    name = folder.add("ipm")
    first = folder.run()
    folder.run()
    assert name not in page(f"/meja/sumber/{folder.source_id}").split("<aside")[0].split("<h1")[1]
    assert name in page(f"/meja/sumber/{folder.source_id}?proses={first.id}")


def test_run_now_asks_for_a_run_and_shows_its_progress(folder, app, walidata, page):
    folder.add("ipm")
    folder.apply()
    path = f"/meja/sumber/{folder.source_id}"
    answer = app.post(f"{path}/jalankan", headers=walidata, follow_redirects=False)
    run = store.newest_run(folder.source_id)
    assert run is not None
    assert (answer.status_code, answer.location.endswith(path), run.status) == (302, True, "queued")
    shown = page(path)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown
    assert "menunggu giliran" in shown
    assert "/jalankan" not in shown


def test_the_progress_is_told_as_json(folder, app, walidata):
    folder.add("ipm")
    folder.apply()
    service.request_run(folder.source_id, "desk")
    path = f"/meja/sumber/{folder.source_id}/kemajuan"
    before = app.get(path, headers=walidata).json
    jobs.run_pending()
    after = app.get(path, headers=walidata).json
    assert [(each["status"], each["at_work"], each["done"]) for each in (before, after)] == [
        ("queued", True, 0),
        ("ok", False, 1),
    ]


def test_what_a_held_run_missed_is_approved_with_one_button(folder, app, walidata, page):
    folder.add("ipm")
    folder.run()
    folder.entries = []
    held = folder.run()
    path = f"/meja/sumber/{folder.source_id}"
    assert f'value="{held.id}"' in page(path)
    app.post(f"{path}/setujui", data={"run_id": held.id}, headers=walidata)
    jobs.run_pending()
    run = store.newest_run(folder.source_id)
    assert run is not None
    assert (run.approves, run.counts) == (held.id, {"marked": 1})


def test_the_account_menu_leads_there(app, walidata, agency):
    assert 'href="/meja/sumber"' in app.get("/dataset/", headers=walidata).body


def test_readers_are_told_that_the_source_no_longer_lists_a_dataset(folder, app):
    name = folder.add("ipm")
    folder.add("lain")
    folder.run()
    address = f"/dataset/{name}"
    before = app.get(address).body
    folder.drop("ipm")
    for _ in range(2):
        folder.run(delete={"policy": "mark", "grace_days": 0})
    told = "dataset ini tidak lagi tercantum di sistem sumbernya"
    assert (told in before, told in app.get(address).body) == (False, True)
