"""A mail server on this machine, people of an agency and of the two offices, and what has come for them. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.notices import service, store
from ckanext.paser.notices.model import Notice

from tests import mailbox
from tests.mailbox import Mailbox
from tests.portal.workflow.conftest import People, make, people

__all__ = ["make", "people"]

OTHERS = (
    "INSERT INTO paser_notice_wish SELECT id, 'tidak', 'id' FROM \"user\" WHERE name <> ALL(:names)"
    " ON CONFLICT (user_id) DO UPDATE SET wish = 'tidak'"
)
"""People of other tests act for an office, too."""
SOON = timedelta(minutes=16)
DAY = timedelta(days=1)


class Post:
    """What the portal sends, and when.

    Attributes:
        at: the moment at which it sends next.
    """

    def __init__(self, box: Mailbox, people: People) -> None:
        self.box, self.people = box, people
        self.at = service.now().replace(hour=12, minute=0, second=0, microsecond=0)
        self.known = 0

    def send(self, after: timedelta = SOON) -> service.Sent:
        """Gather what has happened, and send what is due so much later."""
        service.gather()
        self._date()
        self.at += after
        return service.send(self.at)

    def _date(self) -> None:
        """What is new has come now: at noon or later, whatever the hour of the test."""
        fresh = sa.update(Notice).where(Notice.id > self.known, Notice.ended.is_(None)).values(at=self.at)
        model.Session.execute(fresh)
        self.known = model.Session.scalar(sa.select(sa.func.max(Notice.id))) or 0
        model.Session.commit()

    def address(self, person: str) -> str:
        user = model.User.get(getattr(self.people, person))
        assert user
        return str(user.email)

    def of(self, person: str) -> list[EmailMessage]:
        """The mails that somebody got."""
        return self.box.to(self.address(person))

    def text(self, person: str, kind: str = "plain") -> str:
        """The only mail that somebody got."""
        (mail,) = self.of(person)
        body = mail.get_body((kind,))
        assert body
        return body.get_content()


@pytest.fixture
def box(with_plugins, monkeypatch) -> Iterator[Mailbox]:
    with mailbox.serving() as box:
        monkeypatch.setitem(tk.config, "smtp.mail_from", "portal@paserkab.invalid")
        monkeypatch.setitem(tk.config, "smtp.server", box.address)
        yield box


@pytest.fixture
def post(people, box, app, with_request_context) -> Post:
    """The post, with nothing in it of other tests and for nobody of theirs."""
    store.end_all("uji")
    model.Session.execute(sa.text(OTHERS), {"names": list(vars(people).values())})
    model.Session.commit()
    return Post(box, people)


def at_seven(moment: datetime) -> datetime:
    """The next morning at seven."""
    return moment.replace(hour=7, minute=0, second=0, microsecond=0) + DAY
