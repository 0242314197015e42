"""What `up` refuses before it makes or starts anything."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from paser_deploy import ports, stack, up
from paser_deploy.errors import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def _prepare(portal, tools):
    return up.prepare(portal.settings, portal.account, portal.layout, tools, print)


def test_a_portal_is_not_moved_to_a_port_that_is_in_use(make_stack, tools, taken):
    (moved := make_stack(port=taken)).layout.state.mkdir()
    stack.remember(make_stack(port=8123))
    before = sorted(moved.settings.var.rglob("*"))
    with pytest.raises(Trouble, match=f"Port {taken} is in use by another program"):
        _prepare(moved, tools)
    assert sorted(moved.settings.var.rglob("*")) == before


def test_a_port_that_only_root_may_have_is_refused_with_what_to_do(make_stack, tools, monkeypatch, tmp_path):
    (tmp_path / "start").write_text("1024\n")
    monkeypatch.setattr(ports, "RESERVED", tmp_path / "start")
    with pytest.raises(Trouble, match="Port 80 is kept for root.* Set PASER_PORT to 1024 or more"):
        _prepare(make_stack(port=80), tools)


@pytest.mark.parametrize(("built", "needed"), [("", 4000), ("venv-x", 500)])
def test_a_disk_that_is_too_full_is_said_with_how_much_is_needed(make_stack, monkeypatch, built, needed):
    portal = make_stack()
    (portal.layout.programs / built).mkdir(parents=True)
    monkeypatch.setattr(up.shutil, "disk_usage", lambda folder: SimpleNamespace(free=499_000_000))
    with pytest.raises(Trouble, match=f"has 499 MB free, {needed} MB are needed. Free some room"):
        up._room(portal.settings, portal.layout)
