"""Fixtures of all tests. Folders with needs of their own have a conftest.py of their own.

CKAN's fixtures load all plugins, and make the application, for every single test: about a second each. Ours do
the same once for the tests of a module that follow each other with the same settings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import ckan.plugins as p
from ckan import model
from ckan.lib import app_globals
from ckan.plugins.toolkit import config
from ckan.tests.helpers import CKANTestApp


def pytest_configure(config: pytest.Config) -> None:
    """Each process of pytest-xdist works on databases of its own, whose settings bear its name."""
    name = os.environ.get("PYTEST_XDIST_WORKER")
    if name and (ini := getattr(config.option, "ckan_ini", None)):
        config.option.ckan_ini = str(Path(ini).with_name(f"{name}.ini"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files are told by their size: a packed one has the time in it, and each of several processes its own."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) else None


@dataclass
class Kept:
    """CKAN as it stands loaded: the settings that were asked for, and those that loading made of them."""

    asked: dict[str, Any] = field(default_factory=dict)
    loaded: dict[str, Any] = field(default_factory=dict)
    application: Any = None

    def load(self) -> None:
        """Load the plugins, unless they are loaded with just these settings."""
        if self.asked == dict(config):
            config.update(deepcopy(self.loaded))
            app_globals.reset()
            return
        self.asked, self.application = deepcopy(dict(config)), None
        p.load_all()
        self.loaded = deepcopy(dict(config))

    def client(self, make_app: Callable[[], CKANTestApp]) -> CKANTestApp:
        """A visitor without cookies of the application, which is made when it was not yet."""
        if self.application is None:
            self.application = make_app().app
            self.loaded = deepcopy(dict(config))
        return CKANTestApp(self.application)


@pytest.fixture(scope="module")
def kept_ckan() -> Iterator[Kept]:
    """What the tests of a module leave loaded for each other."""
    yield Kept()
    p.unload_all()


@pytest.fixture
def with_plugins(ckan_config, kept_ckan) -> None:
    """The plugins of ``ckan.plugins``, as CKAN's fixture of this name gives them."""
    kept_ckan.load()


@pytest.fixture
def app(make_app, with_plugins, kept_ckan) -> CKANTestApp:
    """A client of the application, as CKAN's fixture of this name gives it."""
    return kept_ckan.client(make_app)


@pytest.fixture(scope="session")
def reset_db(reset_db) -> Callable[[], None]:
    """CKAN's database emptied, without word of what was deleted for that."""

    def reset() -> None:
        reset_db()
        if sa.inspect(model.meta.engine).has_table("paser_index_outbox"):
            with model.meta.engine.begin() as connection:
                connection.execute(sa.text("DELETE FROM paser_index_outbox"))

    return reset


@pytest.fixture(scope="session")
def reset_db_once(reset_db, migrate_db_for):
    """CKAN's database, made once with the tables of ours, for tests that can live with what others left."""
    reset_db()
    # CKAN finds the migrations of a loaded plugin only, and most tests load theirs later.
    names = [name for name in ("paser", "datastore") if not p.plugin_loaded(name)]
    p.load(*names)
    migrate_db_for("paser")
    p.unload(*names)


@pytest.fixture
def clean_db(reset_db, migrate_db_for, with_plugins):
    """CKAN's database emptied, with the tables of ours."""
    reset_db()
    migrate_db_for("paser")
