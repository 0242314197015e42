"""Whether the e-mail address of a contact or an agency is that of an office (profile 6.2 row 30, 6.6 row 9). All this is advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.problems import N_, Problem

PRIVATE_MAIL = {
    *("gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.id", "ymail.com", "rocketmail.com"),
    *("hotmail.com", "outlook.com", "outlook.co.id", "live.com", "msn.com", "icloud.com", "me.com"),
    *("aol.com", "mail.com", "gmx.com", "proton.me", "protonmail.com", "zoho.com", "plasa.com"),
}
"""Where people have their own addresses, free of charge: such a mailbox leaves with the person."""
FACT = N_("The e-mail address is one of a free mail service, as people have them for themselves.")
REMEDY = N_("Write the address of the office, which stays when people go.")


def is_private(address: Any) -> bool:
    """Tell whether an e-mail address is at a service where people have their own."""
    return str(address or "").rpartition("@")[2].strip().lower() in PRIVATE_MAIL


def judge(dataset: Mapping[str, Any]) -> Iterator[Finding]:
    """What is to be said of the contacts of a dataset."""
    for number, row in enumerate(dataset.get("contact") or []):
        if is_private(row.get("email")):
            yield found(0, f"contact-{number}-email", FACT, REMEDY, level=Level.WARNING)


def advice(address: Any) -> Problem | None:
    """What is to be said of one e-mail address, beside the field in which it stands."""
    return Problem("private_mail", "", FACT, REMEDY) if is_private(address) else None
