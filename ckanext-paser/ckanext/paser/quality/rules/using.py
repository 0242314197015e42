"""Licence and contact: whether somebody may use the data, and whom to ask about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.paser.metadata.rules import contacts
from ckanext.paser.metadata.rules.requirements import OF_ROWS
from ckanext.paser.problems import N_, Problem
from ckanext.paser.quality.rules.losses import Found, Place

Said = Mapping[str, Any]


def licence(dataset: Said) -> Iterator[Found]:
    """Criterion licence; ``isopen`` is what CKAN says of the licence."""
    if dataset.get("license_id") in (None, "", "notspecified"):
        fact, remedy = N_("Without a licence nobody may use the data."), N_("Choose a licence.")
        yield Found("licence", Problem("no_licence", "", fact, remedy), Place("license_id"))
    elif not dataset.get("isopen") and (dataset.get("akses_level") or "terbuka") == "terbuka":
        fact = N_("Open data have a licence that is not open.")
        remedy = N_("Choose an open licence, such as CC BY.")
        yield Found("licence", Problem("licence_not_open", "", fact, remedy), Place("license_id"), 0.5)


def contact(dataset: Said) -> Iterator[Found]:
    """Criterion contact."""
    rows = [row for row in dataset.get("contact") or [] if all(row.get(part) for part in OF_ROWS["contact"])]
    if not rows:
        fact = N_("Nobody can be asked about the data.")
        remedy = N_("Write the office, and its e-mail address.")
        yield Found("contact", Problem("no_contact", "", fact, remedy), Place("contact-0-name"))
    elif all(contacts.is_private(row["email"]) for row in rows):
        told = Problem("contact_private", "", contacts.FACT, contacts.REMEDY)
        yield Found("contact", told, Place("contact-0-email"), 0.5)
