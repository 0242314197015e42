"""Claims about mail when the server is away, refuses, or the worker dies; and about messengers. DATA CONTOH."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.notices import hooks, service, store
from ckanext.paser.notices.model import Notice
from ckanext.paser.notices.rules.timing import PATIENCE

from tests.portal.notices.conftest import DAY

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]
NOBODY_LISTENS = "127.0.0.1:1"
MINUTES = timedelta(minutes=5)


def outcomes(person: str) -> list[str]:
    user = model.User.get(person)
    assert user
    query = sa.select(Notice.outcome).where(Notice.user_id == user.id).order_by(Notice.id)
    return list(model.Session.scalars(query))


class TestServer:
    def test_nothing_is_lost_while_the_server_is_away(self, post, people, make, monkeypatch):
        people.steps(make()["id"], ("officer", "diajukan"))
        with monkeypatch.context() as away:
            away.setitem(tk.config, "smtp.server", NOBODY_LISTENS)
            assert "ConnectionRefusedError" in post.send().away
            (problem,) = hooks.diagnose(None)
            assert (problem.code, problem.params["waiting"]) == ("mail_waits", 2)
        post.send(MINUTES)
        assert post.text("walidata")
        assert post.text("walidata_second")
        assert hooks.diagnose(None) == []

    def test_who_is_refused_holds_back_nobody(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"))
        post.box.refused = {post.address("walidata")}
        sent = post.send()
        assert (sent.sent, sent.refused, sent.away) == (1, 1, "")
        assert post.text("walidata_second")
        post.box.refused = set()
        post.send(MINUTES)
        assert post.of("walidata") == []  # it rests
        post.send(DAY)
        assert post.text("walidata")

    @pytest.mark.parametrize(
        "address", ["siti@contoh.invalid\r\nBcc: a@b.invalid", "situé@contoh.invalid", "@"]
    )
    def test_an_address_that_is_none_holds_back_nobody(self, post, people, make, address):
        user = model.User.get(people.walidata)
        assert user
        user.email = address
        model.Session.commit()
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        assert post.text("walidata_second")

    def test_a_full_server_gets_the_mail_later_with_what_has_come_since(self, post, people, make):
        people.steps(make(title="Pertama")["id"], ("officer", "diajukan"))
        post.box.full = True
        assert post.send().refused == 2
        post.box.full = False
        people.steps(make(title="Kedua")["id"], ("officer", "diajukan"))
        post.send(timedelta(hours=1))
        assert "Pertama" in post.text("walidata")
        assert "Kedua" in post.text("walidata")

    def test_a_mail_of_which_nobody_knows_goes_out_again_under_the_same_name(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"))
        post.box.deaf = True
        post.send()
        post.send(MINUTES)
        post.box.deaf = False
        post.send(MINUTES)
        post.send(MINUTES)
        for person in ("walidata", "walidata_second"):
            first, *again = post.of(person)
            assert {mail["Message-ID"] for mail in again} == {first["Message-ID"]}

    def test_what_a_killed_worker_had_begun_is_sent_by_the_next_one(self, post, people, make):
        people.steps(make()["id"], ("officer", "diajukan"))
        service.gather()
        user = model.User.get(people.walidata)
        assert user
        store.change([one.id for one in store.pending(user.id)], batch="mulai")
        model.Session.commit()
        post.send(timedelta())
        (mail,) = post.of("walidata")
        assert mail["Message-ID"] == "<mulai@paserkab.invalid>"

    def test_after_a_week_a_notice_is_given_up_and_the_log_says_so(self, post, people, make, caplog):
        people.steps(make()["id"], ("officer", "diajukan"))
        post.box.refused = {post.address("walidata")}
        post.send()
        with caplog.at_level(logging.ERROR):
            post.send(PATIENCE)
        assert "Given up: 1 notices" in caplog.text
        assert outcomes(people.walidata) == ["menyerah"]

    def test_without_an_address_of_its_own_the_portal_keeps_no_notices(self, post, people, make, monkeypatch):
        people.steps(make()["id"], ("officer", "diajukan"))
        monkeypatch.setitem(tk.config, "smtp.mail_from", "")
        post.send(DAY)
        assert outcomes(people.walidata) == []
        assert service.gather() == 0
        assert post.box.taken == []


class Messenger(p.SingletonPlugin):
    """A gateway to a messenger, as a plugin brings it."""

    p.implements(p.INotifier, inherit=True)
    heard: list[dict[str, Any]]
    answer = False
    error: Exception | None = None

    def notify_about_topic(
        self, already_notified: bool, topic: str, details: dict[str, Any] | None = None
    ) -> bool:
        if self.error:
            raise self.error
        assert topic == "paser_digest"
        assert details
        self.heard.append({"user": details["user"].name, **details["digest"]})
        return self.answer


@pytest.fixture
def messenger(with_plugins, provide_plugin) -> Iterator[Messenger]:
    provide_plugin("messenger", Messenger)
    p.load("messenger")
    loaded = p.get_plugin("messenger")
    assert isinstance(loaded, Messenger)
    loaded.heard, loaded.answer, loaded.error = [], False, None
    yield loaded
    p.unload("messenger")


class TestMessenger:
    def test_it_gets_the_digest_as_data_and_the_mail_goes_out_too(self, messenger, post, people, make):
        made = make()
        people.steps(made["id"], ("officer", "diajukan"))
        post.send()
        mine = next(one for one in messenger.heard if one["user"] == people.walidata)
        assert mine["sections"][0]["entries"][0]["title"] == made["title"]
        assert post.text("walidata")

    def test_it_may_do_without_the_mail(self, messenger, post, people, make):
        messenger.answer = True
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        assert post.box.taken == []
        assert outcomes(people.walidata) == ["perpesanan"]

    def test_a_broken_one_holds_back_no_mail(self, messenger, post, people, make, caplog):
        messenger.error = RuntimeError("gateway")
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        assert post.text("walidata")
        assert "The messenger Messenger has failed" in caplog.text

    def test_it_is_told_where_there_is_no_mail_at_all(self, messenger, post, people, make, monkeypatch):
        monkeypatch.setitem(tk.config, "smtp.mail_from", "")
        people.steps(make()["id"], ("officer", "diajukan"))
        post.send()
        assert len(messenger.heard) == 2
        assert outcomes(people.walidata) == ["perpesanan"]

    def test_it_hears_of_a_step_once_while_the_mail_server_is_away(
        self, messenger, post, people, make, monkeypatch
    ):
        people.steps(make()["id"], ("officer", "diajukan"))
        monkeypatch.setitem(tk.config, "smtp.server", NOBODY_LISTENS)
        for _ in range(4):
            post.send(MINUTES * 4)
        names = [one["user"] for one in messenger.heard]
        assert sorted(names) == sorted([people.walidata, people.walidata_second])
