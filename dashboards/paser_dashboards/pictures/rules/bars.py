"""Values as bars: over time, or areas ranked.

Pure rules: observations in, Vega-Lite specification out.
"""

from __future__ import annotations

from collections.abc import Sequence

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.periods import between
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.story import present
from paser_dashboards.indicators.rules.words import Speech, ranked_areas
from paser_dashboards.pictures.rules.base import HERE, LABEL, MAIN, MUTED, Size, Spec, document

ROW = 30
"""Pixels of one ranked bar."""


def columns(indicator: Indicator, observations: Sequence[Observation], speech: Speech, size: Size) -> Spec:
    """A bar per period, a dash where one is missing; below zero in the second colour."""
    rows = _with_missing(indicator, present(observations), speech)
    numbers = [row["v"] for row in rows if row["v"] is not None]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    room = (high - low or 1) * 0.14
    domain = [low - room if low < 0 else 0, high + room if high > 0 else 0]
    thinned = {"labelOverlap": True, "labelSeparation": 8}
    x: Spec = {
        "field": "t",
        "type": "ordinal",
        "scale": {"domain": [row["t"] for row in rows]},
        "axis": {"title": None, "domain": False, "offset": 4, "labelAngle": 0, **thinned},
    }
    y: Spec = {"field": "v", "type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}
    color = {"condition": {"test": "datum.v < 0", "value": HERE}, "value": MAIN}

    def words(test: str, dy: int, style: str) -> Spec:
        mark = {"type": "text", "dy": dy, "style": style, "fontSize": size.font - 0.5}
        place = y if style == "nilai" else {"datum": 0, "axis": None}
        encoding = {"x": x, "y": place, "text": {"field": "l"}}
        return {"transform": [{"filter": test}], "mark": mark, "encoding": encoding}

    layers: list[Spec] = [
        {"mark": {"type": "bar", "cornerRadius": 2}, "encoding": {"x": x, "y": y, "color": color}},
        words("datum.v !== null && datum.v >= 0", -9, "nilai"),
        words("datum.v !== null && datum.v < 0", 11, "nilai"),
        words("datum.v === null", -8, "catatan"),
        {"mark": {"type": "rule"}, "encoding": {"y": {"datum": 0}}},
    ]
    return document(size.width, size.height, layers, data={"values": rows})


def _with_missing(indicator: Indicator, values: list[Observation], speech: Speech) -> list[Spec]:
    rows: list[Spec] = []
    for place, one in enumerate(values):
        if place:
            gap = between(values[place - 1].period, one.period, indicator.frekuensi)
            rows += [{"t": speech.period(period, short=True), "v": None, "l": "–"} for period in gap]
        label = speech.starred(indicator, one)
        rows.append({"t": speech.period(one.period, short=True), "v": one.nilai, "l": label})
    return rows


def ranking(indicator: Indicator, observations: Sequence[Observation], speech: Speech, size: Size) -> Spec:
    """Areas from most to least; the one to point at in colour, the others grey."""
    ranked = ranked_areas(observations)
    here = indicator.sorot or (ranked[0].wilayah if ranked else "")
    rows = [
        {
            "n": speech.area(indicator, one.wilayah),
            "v": one.nilai,
            "l": speech.starred(indicator, one),
            "c": one.wilayah,
        }
        for one in ranked
    ]
    given = {one.wilayah for one in ranked}
    missing = [one for one in observations if one.wilayah not in given]
    rows += [{"n": speech.area(indicator, one.wilayah), "v": 0, "l": "–", "c": ""} for one in missing]
    top = max((one.nilai or 0 for one in ranked), default=1) or 1
    font = {"labelColor": LABEL, "labelFontSize": size.font, "labelLimit": 200}
    axis = {"title": None, "domain": False, **font}
    scale = {"domain": [0, top * 1.02], "nice": False}
    encoding: Spec = {
        "y": {"field": "n", "type": "nominal", "sort": None, "axis": axis},
        "x": {"field": "v", "type": "quantitative", "axis": None, "scale": scale},
    }
    color = {"condition": {"test": f"datum.c == '{here}'", "value": MAIN}, "value": MUTED}
    text: Spec = {"type": "text", "align": "left", "dx": 7, "style": "nilai", "fontSize": size.font}
    layers: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"color": color}},
        {"mark": text, "encoding": {"text": {"field": "l"}}},
    ]
    return document(size.width, {"step": ROW}, layers, data={"values": rows}, encoding=encoding)
