"""The two activities of the sample: a compilation and a survey, both complete. DATA CONTOH."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from ckanext.paser.kegiatan.rules import Form

SAMPLE = Path(__file__).parents[3] / "deploy" / "sample" / "kegiatan.yaml"


@pytest.fixture
def compilation() -> dict[str, Any]:
    return yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))["kegiatan"][0]


@pytest.fixture
def survey() -> dict[str, Any]:
    return yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))["kegiatan"][1]


@pytest.fixture(scope="session")
def form() -> Form:
    """What the schema says is mandatory, apart from the title, which the form asks under CKAN's name."""
    schema = yaml.safe_load(files("paser_schemas").joinpath("kegiatan.yaml").read_text(encoding="utf-8"))
    fields = schema["dataset_fields"]
    rows = {one["field_name"]: ("awal", "akhir") for one in fields if one.get("preset") == "kegiatan_spans"}
    for one in fields:
        if parts := one.get("repeating_subfields"):
            rows[one["field_name"]] = tuple(part["field_name"] for part in parts if part.get("required"))
    mandatory = (one["field_name"] for one in fields if one.get("required"))
    return Form(tuple(name for name in mandatory if name != "judul_kegiatan"), rows)
