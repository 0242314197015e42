"""Claims about the e-mail addresses of contacts and agencies."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules import contacts, crossfields
from ckanext.paser.metadata.rules.findings import Level

from tests.unit.metadata.examples import dataset

OFFICE = {"name": "Bidang Data", "email": "data@dinkes.paserkab.go.id"}


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("dinkes.paser@gmail.com", True),
        (" Data@YAHOO.co.id ", True),
        ("data@dinkes.paserkab.go.id", False),
        ("gmail.com@paserkab.go.id", False),
        ("data@mygmail.com", False),
        ("", False),
        (None, False),
    ],
)
def test_a_mailbox_at_a_free_service_is_told_whatever_stands_before_it(address, private):
    assert (contacts.is_private(address), contacts.advice(address) is not None) == (private, private)


def test_the_contact_with_such_an_address_is_advised_and_keeps_nobody_from_publishing():
    rows = [OFFICE, {**OFFICE, "email": "dinkes.paser@gmail.com"}, {"name": "Tanpa surel"}]
    told = [one for one in crossfields.findings(dataset(contact=rows)) if one.level is Level.WARNING]
    assert [one.field for one in told if one.field.startswith("contact")] == ["contact-1-email"]


def test_offices_are_not_advised():
    assert not [
        one for one in crossfields.advice(dataset(contact=[OFFICE])) if one.field.startswith("contact")
    ]
