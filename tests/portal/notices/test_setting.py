"""Claims about the page on which somebody chooses how they are told."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]


def visit(app, user: str, **sent: str) -> BeautifulSoup:
    headers = {"Authorization": factories.APIToken(user=user)["token"]}
    ask = app.post if sent else app.get
    kept = {"data": sent} if sent else {}
    return BeautifulSoup(ask("/meja/pemberitahuan", headers=headers, **kept).text, "html.parser")


def test_who_has_said_nothing_is_told_at_once(app, post, people):
    page = visit(app, people.officer)
    assert page.select_one("input[name=wish][checked]")["value"] == "langsung"
    assert post.address("officer") in page.main.get_text()


def test_what_somebody_chooses_is_kept(app, post, people):
    visit(app, people.officer, wish="harian", language="en")
    assert people.does("officer", "paser_notice_setting_show") == {"wish": "harian", "language": "en"}


@pytest.mark.parametrize("sent", [{"wish": "selalu", "language": "id"}, {"wish": "harian", "language": "xx"}])
def test_what_is_no_answer_changes_nothing(app, post, people, sent):
    page = visit(app, people.officer, **sent)
    assert page.select_one("[role=alert]")
    assert people.does("officer", "paser_notice_setting_show") == {"wish": "langsung", "language": "id"}


def test_a_portal_without_mail_says_so(app, people):
    assert "belum menulis surel" in visit(app, people.officer).main.get_text()


def test_visitors_are_sent_to_the_login(app):
    answer = app.get("/meja/pemberitahuan", follow_redirects=False, status=302)
    assert "/user/login" in answer.headers["Location"]
