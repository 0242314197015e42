"""Claims about what a look through a file comes to, and what the public gets of the file then."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules import vocabulary
from ckanext.paser.privacy.rules.access import CLEAN, FOUND, NOT_SCANNED, REVIEWED, Access, access, is_offered


def test_the_outcomes_are_on_the_list_of_the_profile():
    assert {CLEAN, FOUND, REVIEWED, NOT_SCANNED} <= {term.code for term in vocabulary("PII_SCAN")}


@pytest.mark.parametrize(
    ("outcome", "file_public", "given"),
    [
        (CLEAN, True, Access.FILE),
        (REVIEWED, True, Access.FILE),
        (CLEAN, False, Access.TABLE),  # something was decided, or lies in hidden sheets
        (REVIEWED, False, Access.TABLE),
        (FOUND, False, Access.NOTHING),
        (NOT_SCANNED, False, Access.NOTHING),
    ],
)
def test_the_table_stands_for_a_file_that_is_not_public_where_nothing_holds_it(outcome, file_public, given):
    assert access(outcome, file_public=file_public) is given


@pytest.mark.parametrize(
    ("outcome", "load", "offered"),
    [
        (None, None, True),  # a document
        ("bersih", "done", True),
        ("ditinjau", "failed", True),  # an administrator opened it
        ("belum", "failed", False),
        ("temuan", "held", False),
        ("bersih", "held", False),  # said of the file before it
        (None, "queued", False),
        ("bersih", "reading", False),
    ],
)
def test_a_file_is_offered_to_visitors_when_it_is_given(outcome, load, offered):
    assert is_offered(outcome, load) == offered


@pytest.mark.parametrize(("outcome", "offered"), [("bersih", False), ("ditinjau", True)])
def test_one_with_hidden_sheets_is_when_an_administrator_opened_it(outcome, offered):
    assert is_offered(outcome, "done", leaves_hidden=True) == offered


@pytest.mark.parametrize(
    ("outcome", "unfetched", "offered"),
    [
        (None, "unreachable", True),
        ("bersih", "not_found", True),  # said of what stood there before
        ("temuan", "unreachable", False),
        ("belum", "unreachable", False),
        (None, "refused_address", False),  # nobody outside can open it
        (None, "login_in_address", False),
        (None, "", False),  # it was fetched, and could not be read
    ],
)
def test_a_link_that_cannot_be_fetched_is_offered_as_a_link(outcome, unfetched, offered):
    assert is_offered(outcome, "failed", unfetched=unfetched) == offered
