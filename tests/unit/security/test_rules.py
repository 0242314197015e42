"""Claims about what stays closed."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.security.rules import CLOSED, opened


def test_nothing_is_found_when_everything_is_closed():
    assert opened(CLOSED) == []


@pytest.mark.parametrize("name", CLOSED)
def test_every_setting_that_is_opened_is_found(name):
    assert [problem.where for problem in opened({**CLOSED, name: not CLOSED[name]})] == [name]


def test_the_finding_says_how_to_close_it_again():
    found = opened({**CLOSED, "ckan.auth.create_user_via_web": True})
    assert worded(found[0])["text"] == (
        "ckan.auth.create_user_via_web: It is True. Unless you need it open, set"
        " ckan.auth.create_user_via_web = False."
    )
