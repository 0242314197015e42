"""The whole running portal that `deploy/test` started, and how to take it apart."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from paser_deploy import settings, stack
from paser_deploy.stack import Stack

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def portal_url() -> str:
    """The portal's address without a slash at the end."""
    url = os.environ.get("PASER_TEST_URL")
    if not url:
        pytest.skip("needs a running portal: ./deploy/test tests/stack")
    return url


@pytest.fixture(scope="session")
def portal(portal_url) -> Stack:
    """The running portal as the deploy commands see it."""
    return stack.existing(settings.read(CHECKOUT, {"PASER_VAR": os.environ["PASER_TEST_VAR"]}))


@pytest.fixture(scope="session")
def get(portal_url) -> Callable[..., requests.Response]:
    """Ask for a path of the portal, as an anonymous visitor unless headers say otherwise; redirects are not followed."""

    def ask(path: str, **options) -> requests.Response:
        return requests.get(portal_url + path, timeout=30, **{"allow_redirects": False, **options})

    return ask


@pytest.fixture(scope="session")
def token(portal) -> str:
    """An API token of the administrator."""
    said = portal.ckan("user", "token", "add", "admin", "uji-tumpukan", "-q")
    return said.stdout.split()[-1]
