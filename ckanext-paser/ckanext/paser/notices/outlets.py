"""The ways out: a messenger that a plugin brings, and mail. Neither holds back the other.

CKAN's own ``mail_recipient`` asks messengers each time it is called and lets their errors through: a mail that is tried again
would be one more message each time, and a broken messenger would hold back the mail. So both are called here, one by one.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import mailer

log = logging.getLogger(__name__)

TOPIC = "paser_digest"
"""Under which messengers get a digest as data: ``{"user", "digest"}``."""


@dataclass(frozen=True)
class Letter:
    """A digest in all its forms."""

    subject: str
    text: str
    html: str
    digest: dict[str, Any]
    batch: str


class RefusedError(Exception):
    """The server does not take this mail; it may take others."""


class AwayError(Exception):
    """No mail goes out now.

    Attributes:
        is_sure: the mail was not taken; else nobody knows.
    """

    def __init__(self, reason: str, *, is_sure: bool) -> None:
        super().__init__(reason)
        self.is_sure = is_sure


def are_there() -> bool:
    """Whether anything can be told to anybody."""
    return has_mail() or any(True for _ in _messengers())


def has_mail() -> bool:
    """Whether the portal has an address of its own to write from; without one it writes to nobody."""
    return bool(tk.config.get("smtp.mail_from") and tk.config.get("smtp.server"))


def _messengers() -> Iterator[p.INotifier]:
    return iter(p.PluginImplementations(p.INotifier))


def message(user: model.User, letter: Letter) -> bool:
    """Give a digest to all messengers, as data and as text; whether one says that it needs no mail any more."""
    handled = False
    for messenger in _messengers():
        try:
            handled |= messenger.notify_about_topic(handled, TOPIC, {"user": user, "digest": letter.digest})
            handled |= messenger.notify_recipient(
                handled,
                name_of(user),
                str(user.email),
                letter.subject,
                letter.text,
                letter.html,
                headers(letter),
                [],
            )
        except Exception:
            log.exception("The messenger %s has failed", type(messenger).__name__)
    return bool(handled)


def mail(user: model.User, letter: Letter) -> None:
    """Send a digest by mail.

    Raises:
        RefusedError, AwayError: it was not sent, or nobody knows.
    """
    site = tk.config["ckan.site_title"], tk.config["ckan.site_url"]
    told = letter.subject, letter.text, letter.html, headers(letter)
    try:
        mailer._mail_recipient(name_of(user), str(user.email), *site, *told)
    except Exception as error:
        # CKAN wraps what smtplib says; what it does not expect (an address that cannot be written) comes as it is.
        cause = error.__context__ if isinstance(error, mailer.MailerException) else error
        reason = f"{type(cause or error).__name__}: {cause or error}"
        if isinstance(cause, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)):
            raise RefusedError(reason) from error
        unknown = isinstance(cause, (smtplib.SMTPServerDisconnected, TimeoutError))
        raise AwayError(reason, is_sure=not unknown) from error


def headers(letter: Letter) -> dict[str, str]:
    """What mail programs are told: that no person wrote it, where it is changed, and one name for one mail however often it is tried."""
    host = str(tk.config["smtp.mail_from"] or "").rpartition("@")[2].strip("> ") or "localhost"
    return {
        "Message-ID": f"<{letter.batch}@{host}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{letter.digest['settings_url']}>",
    }


def name_of(user: model.User) -> str:
    """How somebody is called, as it may stand in a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in user.display_name).split())
