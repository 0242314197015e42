"""The deploy package is not part of the project's wheel: it is read from the checkout. An installation on paper."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(CHECKOUT / "deploy"))

from paser_deploy import account  # noqa: E402
from paser_deploy.keys import Keys  # noqa: E402
from paser_deploy.layout import Layout  # noqa: E402
from paser_deploy.machine import Tools  # noqa: E402
from paser_deploy.ports import Ports  # noqa: E402
from paser_deploy.settings import Settings  # noqa: E402
from paser_deploy.stack import Stack  # noqa: E402


@pytest.fixture
def me() -> account.Account:
    """The account of whoever runs the tests, without changing to another."""
    import os  # noqa: PLC0415

    return account.Account("me", os.getuid(), os.getgid(), switch=False)


@pytest.fixture
def make_stack(me, tmp_path):
    """Make an installation that was never started; settings as given."""

    def make(**chosen) -> Stack:
        settings = Settings(checkout=CHECKOUT, var=tmp_path, **chosen)
        names = (
            "admin_password",
            "session",
            "csrf",
            "api_token",
            "postgres",
            "ckan",
            "datastore_ro",
            "redis",
            "supervisor",
            "smtp_password",
        )
        keys = Keys(**{name: f"key-of-{name}" for name in names})
        layout = Layout(tmp_path, tmp_path / "programs")
        return Stack(settings, me, layout, Ports(20001, 20002, 20003, 20004, 20005, 20006), keys)

    return make


@pytest.fixture
def tools() -> Tools:
    """A machine that has everything."""
    return Tools(*(Path(f"/usr/bin/{name}") for name in ("postgres", "redis", "nginx", "java", "python3")))
