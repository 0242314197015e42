"""Definitions and series that several claims are about: real figures of Kabupaten Paser."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pages.rules import Card

WITA = ZoneInfo("Asia/Makassar")
POVERTY = {2017: 9.28, 2018: 9.03, 2020: 9.23, 2021: 9.73, 2022: 9.43, 2023: 9.11, 2024: 8.63}


def _define(**changes: object) -> Indicator:
    """The poverty rate, or what is changed of it."""
    document = {
        "id": "kemiskinan",
        "nama": {"id": "Persentase penduduk miskin", "en": "Poverty rate"},
        "singkat": {"id": "Penduduk miskin", "en": "People in poverty"},
        "ringkas": {"id": "Bagian penduduk miskin.", "en": "Share of the poor."},
        "topik": {"id": "Ekonomi", "en": "Economy"},
        "satuan": {"id": "persen", "en": "percent", "simbol": "%", "poin": True},
        "desimal": 2,
        "frekuensi": "tahunan",
        "lag_rilis": "P9M",
        "kedaluwarsa": "P24M",
        "arah": "turun_baik",
        "ms_ind": {"definisi": "Penduduk di bawah garis kemiskinan."},
        "data": {"dataset": "kemiskinan", "periode": "tahun", "wilayah": "64.01", "nilai": "persen"},
    }
    return Indicator.model_validate(document | changes)


def _series(values: dict[object, float | None], area: str = "64.01", **more: str) -> list[Observation]:
    return [Observation(area, str(period), value, **more) for period, value in values.items()]


def _card(indicator: Indicator, now: datetime, *others: Observation, **more: object) -> Card:
    """A card of real figures at a moment in Paser."""
    by_area: dict[str, list[Observation]] = {}
    for one in others:
        by_area.setdefault(one.wilayah, []).append(one)
    speech = more.pop("speech", Speech("en", lambda text: text))
    given = {"latest": (), "origin": {"source": "BPS, dikutip media"}, **more}
    return Card(indicator, by_area, speech=speech, now=now.replace(tzinfo=WITA), zone=WITA, **given)


@pytest.fixture(scope="session")
def define() -> Callable[..., Indicator]:
    return _define


@pytest.fixture(scope="session")
def series() -> Callable[..., list[Observation]]:
    return _series


@pytest.fixture(scope="session")
def card() -> Callable[..., Card]:
    return _card


@pytest.fixture(scope="session")
def poverty() -> list[Observation]:
    """The poverty rate of the regency as published; 2019 was never found."""
    return _series(POVERTY)


@pytest.fixture(scope="session")
def indonesian() -> Speech:
    folder = str(files("ckanext.paser").joinpath("i18n"))
    return Speech("id", gettext.translation("ckanext-paser", folder, ["id"]).gettext)
