"""Charts of any table: values over time, or ranked. Pure rules: points in, Vega-Lite specification out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paser_dashboards.pictures.rules.base import LABEL, MAIN, Size, Spec, document, frame, text_axis

ROW = 28
"""Pixels of one ranked bar."""


@dataclass(frozen=True)
class Point:
    """One value: what it is of, and its words.

    Args:
        at: where its time stands among the others.
    """

    name: str
    value: float
    words: str
    at: float = 0


def line(points: Sequence[Point], size: Size) -> Spec:
    """Values over time, as far from each other as their times; the last one is written beside its point."""
    low, high = frame([point.value for point in points])
    places = [point.at for point in points]
    rows = [{"t": point.at, "v": point.value} for point in points]
    last = {"t": places[-1], "v": points[-1].value, "l": points[-1].words}
    names = {"labelAngle": 0, "labelOverlap": True, "labelSeparation": 12, "grid": False}
    x: Spec = {
        "field": "t",
        "type": "quantitative",
        "scale": {"domain": [places[0], places[-1]], "nice": False, "zero": False},
        "axis": {**text_axis(places, [point.name for point in points]), **names},
    }
    y: Spec = {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": True},
        "axis": {"title": None, "tickCount": 4},
    }
    words: Spec = {
        "type": "text",
        "dy": -12,
        "style": "nilai",
        "fontSize": size.font,
        "align": "right",
        "dx": 6,
    }
    layers: list[Spec] = [
        {"data": {"values": rows}, "mark": {"type": "line", "color": MAIN}, "encoding": {"x": x, "y": y}},
        {
            "data": {"values": [last]},
            "mark": {"type": "point", "filled": True, "size": 60, "color": MAIN},
            "encoding": {"x": x, "y": y},
        },
        {"data": {"values": [last]}, "mark": words, "encoding": {"x": x, "y": y, "text": {"field": "l"}}},
    ]
    return document(size.width, size.height, layers)


def ranked(points: Sequence[Point], size: Size) -> Spec:
    """Values as bars in their order, each with its name and its words."""
    rows = [{"n": point.name, "v": point.value, "l": point.words} for point in points]
    low, high = min(0.0, *(point.value for point in points)), max(0.0, *(point.value for point in points))
    room = (high - low or 1) * 0.16
    font = {"labelColor": LABEL, "labelFontSize": size.font, "labelLimit": max(130, size.width // 2)}
    encoding: Spec = {
        "y": {
            "field": "n",
            "type": "nominal",
            "sort": None,
            "axis": {"title": None, "domain": False, **font},
        },
        "x": {
            "field": "v",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [low, high + room], "nice": False},
        },
    }
    text: Spec = {"type": "text", "align": "left", "dx": 7, "style": "nilai", "fontSize": size.font}
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": MAIN}},
        {"mark": text, "encoding": {"text": {"field": "l"}}},
    ]
    return document(size.width, {"step": ROW}, layers, data={"values": rows}, encoding=encoding)
