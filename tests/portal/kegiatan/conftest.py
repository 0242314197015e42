"""An agency with an editor, and the activities of the sample as theirs. DATA CONTOH."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from ckan.tests import factories

SAMPLE = Path(__file__).parents[3] / "deploy" / "sample" / "kegiatan.yaml"


def an_agency(*editors: str) -> dict[str, Any]:
    return factories.Organization(
        users=[{"name": name, "capacity": "editor"} for name in editors],
        title="Dinas Contoh",
        singkatan="Dincon",
        jenis_opd="dinas",
        peran_sdi=["produsen"],
        kode_urusan=["2.16"],
        email="data@contoh.invalid",
    )


def token_of(user: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": factories.APIToken(user=user["name"])["token"]}


@pytest.fixture
def officer(non_clean_db, with_plugins) -> dict[str, Any]:
    """Somebody who may edit the activities of the agency."""
    return factories.User()


@pytest.fixture
def agency(officer) -> dict[str, Any]:
    return an_agency(officer["name"])


@pytest.fixture
def stranger(non_clean_db, with_plugins) -> dict[str, Any]:
    """An editor of another agency."""
    user = factories.User()
    an_agency(user["name"])
    return user


def _of(agency: dict[str, Any], place: int) -> dict[str, Any]:
    activity = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))["kegiatan"][place]
    return activity | {"name": f"kegiatan-{uuid4()}", "owner_org": agency["id"], "type": "kegiatan"}


@pytest.fixture
def compilation(agency) -> dict[str, Any]:
    """A complete activity; nothing of it is stored yet."""
    return _of(agency, 0)


@pytest.fixture
def survey(agency) -> dict[str, Any]:
    """A complete survey; nothing of it is stored yet."""
    return _of(agency, 1)
