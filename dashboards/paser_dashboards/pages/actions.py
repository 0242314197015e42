"""CKAN actions on indicators and dashboards: read what was computed, return plain dicts."""

from __future__ import annotations

from functools import cache
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.areas import rules as areas
from ckanext.paser.problems import worded

from paser_dashboards.definitions.rules import Dashboard, Indicator
from paser_dashboards.definitions.service import catalogue
from paser_dashboards.indicators.rules.periods import Period, parse_period
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.words import STATUSES
from paser_dashboards.indicators.service import speech
from paser_dashboards.pages import schema, service
from paser_dashboards.pages.rules import SAMPLE, Card

__all__ = [
    "paser_dashboard_list",
    "paser_dashboard_show",
    "paser_indicator_data",
    "paser_indicator_list",
    "paser_indicator_show",
]


@tk.side_effect_free
def paser_indicator_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List all indicators with their last value.

    :returns: for each ``id``, ``nama``, ``topik``, ``satuan``, ``nilai``, ``periode``, ``status``, ``segar``
        (segar, lambat, basi, tidak_terjadwal, menunggu), ``contoh`` and ``url``
    """
    tk.check_access("paser_indicator_list", context, data_dict)
    shown = service.show(list(catalogue().indicators.values()))
    return [_brief(one.card) for one in shown.values()]


@tk.side_effect_free
@validate(schema.indicator_show)
def paser_indicator_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show an indicator: its last value, what it means, how it is made and where from.

    :param id: id of the indicator
    :type id: string
    :returns: what :func:`paser_indicator_list` tells of it, and ``ms_ind``, ``frekuensi``, ``arah``,
        ``target``, ``data`` (while there are values), ``calc``, ``terlambat_pada``, ``basi_pada``, ``kalimat``, ``sumber`` and
        ``masalah``
    """
    tk.check_access("paser_indicator_show", context, data_dict)
    card = service.show([_indicator(data_dict["id"])])[data_dict["id"]].card
    definition = card.indicator.model_dump(mode="json", exclude_none=True)
    kept = ["ms_ind", "frekuensi", "lag_rilis", "kedaluwarsa", "arah", "desimal", "target", "calc"]
    if card.newest:  # else its dataset may have been taken back, and nobody reads its columns any more
        kept.append("data")
    return {
        **_brief(card),
        **{name: definition[name] for name in kept if name in definition},
        "ringkas": definition["ringkas"],
        "kalimat": card.headline,
        "terlambat_pada": card.late_at.isoformat() if card.late_at else None,
        "basi_pada": card.stale_at.isoformat() if card.stale_at else None,
        "sumber": service.origin_of(card),
        "masalah": worded(card.error, tk._)["text"] if card.error else None,
    }


@tk.side_effect_free
@validate(schema.indicator_data)
def paser_indicator_data(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show the values of an indicator.

    :param id: id of the indicator
    :type id: string
    :param wilayah: only this area (Kemendagri code); all areas without it
    :type wilayah: string
    :param dari: only from this period on (2020, 2020-S1, 2020-03)
    :type dari: string
    :param sampai: only up to this period, with all that lies in it (2024 has 2024-S2 and 2024-12)
    :type sampai: string
    :returns: ``{"id", "satuan", "contoh", "items", "total"}``; ``contoh`` says that the values are made up, as
        does the ``catatan`` of each; an item has ``wilayah``, ``nama_wilayah``, ``periode``,
        ``nilai``, ``status`` (A normal, P provisional, E estimated, M missing, B break), the same in words as
        ``keterangan_status``, ``sumber`` and ``catatan``
    """
    tk.check_access("paser_indicator_data", context, data_dict)
    card = service.show([_indicator(data_dict["id"])])[data_dict["id"]].card
    first, last = _span(data_dict)
    _check_area(data_dict.get("wilayah"), card)
    items = [
        _item(one, card)
        for area, series in sorted(card.series.items())
        if data_dict.get("wilayah") in (None, area)
        for one in series
        if (not first or one.period.start >= first.start) and (not last or one.period.end <= last.end)
    ]
    unit = card.indicator.satuan.model_dump(include={"id", "en", "simbol"})
    return {"id": card.id, "satuan": unit, "contoh": card.sample, "items": items, "total": len(items)}


@tk.side_effect_free
def paser_dashboard_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List all dashboards: ``id``, ``judul``, ``ringkas``, ``url``."""
    tk.check_access("paser_dashboard_list", context, data_dict)
    return [_dashboard(one) for one in catalogue().dashboards.values()]


@tk.side_effect_free
@validate(schema.dashboard_show)
def paser_dashboard_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a dashboard: its panels and the indicators that they show.

    :param id: id of the dashboard
    :type id: string
    :returns: what :func:`paser_dashboard_list` tells of it, and ``panel``
    """
    tk.check_access("paser_dashboard_show", context, data_dict)
    dashboard = catalogue().dashboards.get(data_dict["id"])
    if not dashboard:
        raise tk.ObjectNotFound(tk._("There is no dashboard of this name."))
    panels = [panel.model_dump(mode="json", exclude_none=True) for panel in dashboard.panel]
    return {**_dashboard(dashboard), "panel": panels}


def _indicator(name: str) -> Indicator:
    indicator = catalogue().indicators.get(name)
    if not indicator:
        raise tk.ObjectNotFound(tk._("There is no indicator of this name."))
    return indicator


def _period(data_dict: dict[str, Any], name: str) -> Period | None:
    if not data_dict.get(name):
        return None
    try:
        return parse_period(data_dict[name])
    except ValueError:
        message = tk._("It is no period. Write 2020, 2020-S1, 2020-Q3 or 2020-03.")
        raise tk.ValidationError({name: [message]}) from None


def _span(data_dict: dict[str, Any]) -> tuple[Period | None, Period | None]:
    """The first and the last period that are asked for."""
    first, last = _period(data_dict, "dari"), _period(data_dict, "sampai")
    if first and last and first.start > last.end:
        raise tk.ValidationError({"sampai": [tk._("It ends before it begins. Exchange dari and sampai.")]})
    return first, last


def _check_area(code: str | None, card: Card) -> None:
    """Refuse what is no area; one that has no values is one."""
    if not code or code in card.series:
        return
    area = areas.find(code)
    if area is None or area.code_kemendagri != code:
        message = tk._("There is no area of this code. Write that of Kemendagri, such as 64.01.04.")
        raise tk.ValidationError({"wilayah": [message]})


def _brief(card: Card) -> dict[str, Any]:
    indicator = card.indicator
    return {
        "id": indicator.id,
        "nama": _name(card),
        "topik": indicator.topik.model_dump(),
        "satuan": indicator.satuan.model_dump(include={"id", "en", "simbol"}),
        "wilayah": indicator.wilayah,
        "nilai": card.value,
        "periode": card.newest.periode if card.newest else None,
        "status": card.newest.status if card.newest else None,
        "segar": card.freshness.value,
        "contoh": card.sample,
        "url": tk.url_for("paser_indicators.read", name=indicator.id, qualified=True),
    }


def _name(card: Card) -> dict[str, str]:
    """In both languages; what is made up says so first."""
    names = card.indicator.nama.model_dump()
    if not card.sample:
        return names
    return {code: f"{_sample(code)}: {name}" for code, name in names.items()}


@cache
def _sample(code: str) -> str:
    return speech(code)(SAMPLE)


def _item(one: Observation, card: Card) -> dict[str, Any]:
    sample = card.speech(SAMPLE) if card.sample else ""
    return {
        "wilayah": one.wilayah,
        "nama_wilayah": card.speech.area(card.indicator, one.wilayah),
        "periode": one.periode,
        "nilai": one.nilai,
        "status": one.status,
        "keterangan_status": card.speech(STATUSES[one.status]),
        "sumber": one.sumber or card.origin.get("source", ""),
        "catatan": ". ".join(filter(None, (sample, one.catatan))),
    }


def _dashboard(dashboard: Dashboard) -> dict[str, Any]:
    return {
        "id": dashboard.id,
        "judul": dashboard.judul.model_dump(),
        "ringkas": dashboard.ringkas.model_dump(),
        "url": tk.url_for("paser_dashboards.read", name=dashboard.id, qualified=True),
    }
