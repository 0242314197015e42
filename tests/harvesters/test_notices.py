"""The people of a source hear of a run that failed or waits for them."""

from __future__ import annotations

from base64 import b64decode
from email import message_from_string

import pytest

from ckanext.paser.jobs import service as jobs

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.ckan_config("smtp.mail_from", "portal@paserkab.invalid"),
    pytest.mark.usefixtures("with_plugins", "clean_index", "app"),  # the mail names an address of the portal
]


def mails(server) -> list[tuple[list[str], str]]:
    """To whom each mail went, and what it said."""
    sent = [(to, message_from_string(text)) for _, _, to, text in server.get_smtp_messages()]
    return [(to, b64decode(str(message.get_payload())).decode()) for to, message in sent]


def test_a_held_run_is_told_with_its_reason_and_address(shelf, mail_server):
    shelf.fill(3)
    shelf.run()
    shelf.titles = {}
    shelf.run(notify=["walidata@paserkab.go.id"])
    jobs.run_pending()
    ((to, text),) = mails(mail_server)
    assert to == ["walidata@paserkab.go.id"]
    assert "Sumber hanya menyebut 0 data; seharusnya sedikitnya 1." in text
    assert f"/meja/sumber/{shelf.source_id}" in text


@pytest.mark.parametrize("notify", [[], ["walidata@paserkab.go.id"]])
def test_a_run_that_was_well_is_not_told(shelf, mail_server, notify):
    shelf.fill(1)
    shelf.run(notify=notify)
    jobs.run_pending()
    assert mails(mail_server) == []
