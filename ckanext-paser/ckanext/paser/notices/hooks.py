"""The doctor is told what could not be told to people."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from ckanext.paser.notices import service
from ckanext.paser.ops.signals import diagnosing
from ckanext.paser.problems import Problem


class NoticeHooks(p.ISignal):
    """Mixed into the portal plugin."""

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        return {**found, diagnosing: [*found.get(diagnosing, []), diagnose]}


def diagnose(sender: Any, **_: Any) -> list[Problem]:
    """Mail that does not go out, and notices that were given up."""
    found, remedy = (
        service.standing(),
        "Look at smtp.* in the settings (docs/notices.md), and at the mail server.",
    )
    problems = []
    if found.error:
        fact = "Notices that wait: {waiting}, the oldest of {since}. The last mail was not taken: {error}."
        said = {"waiting": found.waiting, "since": f"{found.since:%Y-%m-%d %H:%M}", "error": found.error}
        problems.append(Problem("mail_waits", "mail", fact, remedy, said))
    if found.given_up:
        fact = "Notices that were given up within a week: {given_up}."
        problems.append(Problem("mail_given_up", "mail", fact, remedy, {"given_up": found.given_up}))
    return problems
