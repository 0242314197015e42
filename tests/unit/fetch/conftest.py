"""Fetching as the portal does it, from servers on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ckan.plugins.toolkit import config

from ckanext.paser.fetch import service
from ckanext.paser.fetch.rules.limits import Limits

from tests.loopback import Source, serving

QUICK = Limits(connect=2, silence=2, total=5, size=1 << 20, tries=1, pause=0)


@pytest.fixture
def source() -> Iterator[Source]:
    with serving() as server:
        yield server


@pytest.fixture
def other_source() -> Iterator[Source]:
    """One at another address of loopback."""
    with serving("127.0.0.2") as server:
        yield server


@pytest.fixture(autouse=True)
def _settings(monkeypatch):
    monkeypatch.setitem(config, "ckan.site_url", "https://data.contoh.test")
    monkeypatch.setitem(config, service.ALLOW_HOSTS, [])


@pytest.fixture
def allow(monkeypatch) -> Callable[..., None]:
    return lambda *words: monkeypatch.setitem(config, service.ALLOW_HOSTS, list(words))


@pytest.fixture
def fetch(tmp_path: Path) -> Callable[..., Any]:
    """Fetch an address within quick limits."""

    def download(url: str, limit: Limits = QUICK, **options: Any) -> Any:
        return service.download(url, tmp_path, limit, **options)

    return download
