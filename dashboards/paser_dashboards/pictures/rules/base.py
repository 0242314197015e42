"""What all pictures share: sizes, colours of the theme, ticks, and the pieces of a specification.

Pure rules. Colours are those of ``vega-theme.json``; on a page each becomes a token (:mod:`svg`).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

Spec = dict[str, Any]

MAIN, HERE, OTHER, MUTED = "#0b7a5e", "#e0701c", "#1f3f94", "#82938a"
LABEL = "#13221d"
MAP_LINE, MAP_NONE = "#fffffd", "#e6eae7"
LOW_INK, HIGH_INK = "#12211b", "#fffffe"
STEPS = ("#e2f0e6", "#aed6bf", "#6cb399", "#27806a", "#0a5647")
"""The five steps of the sequential ramp; from the fourth on, text on them is light."""


@dataclass(frozen=True)
class Size:
    """One drawn form of an indicator."""

    name: str
    width: int
    height: int
    font: float = 13
    notes: bool = False
    """Room for notes: missing years, other areas, targets, breaks."""
    values: bool = True
    legend: bool = True
    ranked: bool = False


SERIES_SIZES = (
    Size("lebar", 640, 300, 14, notes=True),
    Size("panel", 380, 190, 13.5),
    Size("ponsel", 290, 230, 13, notes=True),
)
SPARK = Size("tren", 150, 38)
MAP_SIZES = (
    Size("lebar", 440, 642, 12.5),
    Size("panel", 290, 423, 11.5, values=False),
    Size("hero", 430, 628, 12, legend=False),
    Size("hero-ponsel", 290, 423, 11.5, values=False, legend=False),
    Size("layar", 480, 600, 19.5),
)
RANKED_SIZES = (Size("peringkat", 400, 0, 13), Size("peringkat-ponsel", 190, 0, 13))


@dataclass(frozen=True)
class Labels:
    """The words of one picture, already in the reader's language."""

    unit: str = ""
    no_data: str = ""
    classes: list[str] = field(default_factory=list)
    legend: str = ""
    target: str = ""
    sample: str = ""


@cache
def theme() -> Spec:
    """The Vega-Lite config with its locale; the same object each time: do not change it."""
    return json.loads(files("paser_dashboards").joinpath("vega-theme.json").read_text(encoding="utf-8"))


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values inside ``low`` to ``high``, about ``count`` of them.

    >>> ticks(8.4, 9.9, 4)
    [8.5, 9.0, 9.5]
    """
    if high <= low:
        return [low]
    rough = (high - low) / count
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.8)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def decimals(values: list[float]) -> int:
    """The fewest decimals that tell ``values`` apart.

    >>> decimals([8.5, 9.0, 9.5]), decimals([1000.0, 2000.0])
    (1, 0)
    """
    return next((n for n in range(7) if all(abs(round(v, n) - v) < 1e-9 for v in values)), 6)


def frame(values: list[float], room: float = 0.2) -> tuple[float, float]:
    """The domain of an axis: the values and some room; never below zero when no value is."""
    low, high = min(values), max(values)
    margin = (high - low) * room or abs(high) * 0.05 or 1
    bottom = low - margin
    return (0.0 if low >= 0 > bottom else bottom), high + margin


def text_axis(values: list[float], labels: list[str]) -> Spec:
    """An axis that shows given words at given places."""
    return {
        "title": None,
        "values": values,
        "labelExpr": f"{json.dumps(labels, ensure_ascii=False)}[indexof({json.dumps(values)}, datum.value)]",
    }


def document(width: int, height: int | Spec, layers: list[Spec], **more: Any) -> Spec:
    """A whole specification."""
    return {"width": width, "height": height, "layer": layers, **more}
