"""A digest as mail: text and HTML in the reader's language, with addresses of the portal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import flask
from flask_babel import force_locale

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.notices import outlets
from ckanext.paser.notices.model import Notice
from ckanext.paser.notices.rules import digest
from ckanext.paser.notices.rules.audience import OVERDUE, Audience
from ckanext.paser.notices.store import Dataset
from ckanext.paser.workflow.rules import Event

TOKENS = Path(__file__).parents[1] / "public" / "paser" / "tokens.css"


class Mail(NamedTuple):
    """A mail to be written.

    Attributes:
        batch: its name.
        at: now, in Paser's time.
    """

    user: model.User
    batch: str
    at: datetime
    language: str


def write(
    mail: Mail, notices: Sequence[Notice], events: Mapping[int, Event], datasets: Mapping[str, Dataset]
) -> outlets.Letter:
    """The digest of some notices: with the steps and datasets that they are of."""
    with _language(mail.language):
        items = [
            _item(one, datasets[one.dataset_id], events.get(one.event_id or 0))
            for one in notices
            if one.dataset_id in datasets
        ]
        site = tk.config["ckan.site_title"]
        told = digest.digest(items, _links(notices), site, mail.at.date(), tk._)
        told |= {"language": mail.language, "settings_url": _url("paser_notices.setting")}
        greeting = tk._("Dear {name},").format(name=outlets.name_of(mail.user))
        closing = [
            tk._("This mail was written by {site}. Nobody reads answers to it.").format(site=site),
            tk._("How often you are told, or not at all, you choose here: {url}").format(
                url=told["settings_url"]
            ),
        ]
        page = {
            "told": told,
            "greeting": greeting,
            "site": site,
            "home": _url("home.index"),
            "token": tokens(),
        }
        html = tk.render("paser/notices/mail.html", page)
        return outlets.Letter(told["subject"], digest.plain(told, greeting, closing), html, told, mail.batch)


def _item(notice: Notice, dataset: Dataset, event: Event | None) -> digest.Item:
    remarks = tuple((_place(field), str(text)) for field, text in event.comments.items()) if event else ()
    return digest.Item(
        topic=notice.topic,
        waits=notice.waits,
        title=dataset.title,
        url=_url(*_page(notice, dataset)),
        agency=dataset.agency,
        at=notice.at,
        note=event.note if event else "",
        remarks=remarks,
        due=notice.due,
        due_day=tk.h.paser_day(notice.due),
    )


def _page(notice: Notice, dataset: Dataset) -> tuple[str, str]:
    """Where somebody does what is to be done."""
    mine = notice.audience == Audience.INSTANSI
    if notice.topic == OVERDUE and mine:
        return "paser_desk.period", dataset.id
    if notice.topic == "perlu_perbaikan":
        return "paser_desk.draft", dataset.id
    return "paser_workflow.read", dataset.name


def _links(notices: Sequence[Notice]) -> tuple[str, str, str]:
    """Where all that waits, all that is overdue and all else stands: in the queue for those who check, on the desk for others."""
    offices = (Audience.WALIDATA, Audience.PEMBINA)
    queue = any(one.waits and one.audience in offices for one in notices)
    late = any(one.topic == OVERDUE and one.audience in offices for one in notices)
    desk = _url("paser_desk.index")
    return (
        _url("paser_verification.index") if queue else desk,
        _url("paser_verification.late") if late else desk,
        desk,
    )


def _place(field: str) -> str:
    """What a remark is about: the words of a field; that it is a file is enough, its name stands in the portal."""
    return tk._("File") if field.startswith("file-") else tk.h.paser_field(field)


def _url(endpoint: str, id_: str = "") -> str:
    return tk.url_for(endpoint, **({"id": id_} if id_ else {}), _external=True)


@cache
def tokens() -> dict[str, str]:
    """The colours of the light theme by name: a mail has no style sheet, and knows no variables."""
    light = TOKENS.read_text(encoding="utf-8")
    return {
        name.replace("-", "_"): colour
        for name, colour in re.findall(r"--ps-([a-z0-9-]+): (#[0-9a-f]{6});", light)
    }


@contextmanager
def _language(language: str) -> Iterator[None]:
    """A request in the reader's language: a worker has none, and helpers ask the request for it.

    Texts ask the application's context, which remembers the language of the mail before.
    """
    is_default = language == tk.config["ckan.locale_default"]
    said = {"CKAN_LANG": language, "CKAN_LANG_IS_DEFAULT": is_default}
    with flask.current_app.test_request_context(environ_overrides=said), force_locale(language):
        yield
