"""The whole running portal that `deploy/test` started, spoken to as an administrator does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from paser_deploy import settings, stack
from paser_deploy.stack import Stack

CHECKOUT = Path(__file__).resolve().parents[2]
NAME = "uji-gangguan"


@pytest.fixture(scope="session")
def portal() -> Stack:
    """The running portal as the deploy commands see it."""
    var = os.environ.get("PASER_TEST_VAR")
    if not var:
        pytest.skip("needs a running portal: ./deploy/test tests/faults")
    return stack.existing(settings.read(CHECKOUT, {"PASER_VAR": var}))


@pytest.fixture(scope="session")
def api(portal) -> Iterator[Callable[..., Any]]:
    """Call an action with the rights of the administrator, through nginx; its result."""
    token = portal.ckan("user", "token", "add", "admin", NAME, "-q").stdout.split()[-1]
    session = requests.Session()
    session.headers["Authorization"] = token

    def call(action: str, **data: Any) -> Any:
        answer = session.post(f"{portal.settings.address}/api/3/action/{action}", json=data, timeout=60)
        assert answer.ok, f"{action}: {answer.status_code} {answer.text[:500]}"
        return answer.json()["result"]

    yield call
    call("api_token_revoke", token=token)
