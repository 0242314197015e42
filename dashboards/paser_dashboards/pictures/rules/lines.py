"""A series as a line: dotted where values are missing, cut where it breaks, its key values written on it.

Pure rules: observations in, Vega-Lite specification out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from paser_dashboards.definitions.rules import Indicator, Target
from paser_dashboards.indicators.rules.periods import parse_period
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.story import Gap, Stretch, present, stretches, target_for
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pictures.rules.base import (
    HERE,
    MAIN,
    OTHER,
    SPARK,
    Labels,
    Size,
    Spec,
    decimals,
    document,
    frame,
    text_axis,
    ticks,
)

LABEL_PITCH = 58
"""Pixels that one label of the time axis needs."""
EDGE = 26
"""Pixels left free at both ends, so that the first and last figure fit."""
MOST_NOTES = 2
NO_AXIS: Spec = {"type": "quantitative", "axis": None}


def _row(one: Observation, **more: Any) -> Spec:
    return {"t": one.period.position, "v": one.nilai, **more}


def _layer(rows: list[Spec], mark: Spec, **encoding: Spec) -> list[Spec]:
    """A layer, or none when there is nothing to draw."""
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []


def _full(parts: Sequence[Stretch]) -> list[Spec]:
    """Rows of the full line: a row without a value inside each gap, so that it is not drawn over."""
    rows: list[Spec] = []
    for number, part in enumerate(parts):
        holes = [{"t": _middle(gap), "v": None, "s": number} for gap in part.gaps]
        rows += sorted([*(_row(one, s=number) for one in part.values), *holes], key=lambda row: row["t"])
    return rows


def _dotted(parts: Sequence[Stretch]) -> list[Spec]:
    """Rows of the dotted line over each gap."""
    return [
        _row(end, s=gap.before.periode)
        for part in parts
        for gap in part.gaps
        for end in (gap.before, gap.after)
    ]


def _middle(gap: Gap) -> float:
    return (gap.before.period.position + gap.after.period.position) / 2


@dataclass(frozen=True)
class Line:
    """One line chart; ``others`` are the series of areas to compare with."""

    indicator: Indicator
    observations: Sequence[Observation]
    others: Mapping[str, Sequence[Observation]]
    speech: Speech
    labels: Labels
    size: Size

    def spec(self) -> Spec:
        """The specification. There must be a value."""
        detail: Spec = {"field": "s", "type": "nominal"}
        dots = {"type": "line", "color": MAIN, "strokeDash": [2, 5], "strokeWidth": 2, "opacity": 0.7}
        layers = _layer(_dotted(self.parts), dots, detail=detail)
        layers += _layer(_full(self.parts), {"type": "line", "color": MAIN}, detail=detail)
        point = {"type": "point", "color": MAIN, "opacity": 1}
        layers += _layer([_row(one) for one in self.values], point)
        layers += self._figures()
        if self.size.notes:
            layers += [*self._breaks(), *self._gap_notes(), *self._target(), *self._comparisons()]
        axes = {"x": self._x(), "y": self._y()}
        for layer in layers:
            layer["encoding"] = {**axes, **layer["encoding"]}
        return document(self.size.width, self.size.height, layers)

    @cached_property
    def values(self) -> list[Observation]:
        return present(self.observations)

    @cached_property
    def parts(self) -> list[Stretch]:
        return stretches(self.indicator, self.observations)

    @cached_property
    def target(self) -> Target | None:
        return target_for(self.indicator, self.values[-1].period) if self.size.notes else None

    @cached_property
    def compared(self) -> dict[str, list[Observation]]:
        if not self.size.notes:
            return {}
        return {code: values for code, series in self.others.items() if (values := present(series))}

    # -- axes ------------------------------------------------------------------------------------------

    @cached_property
    def span(self) -> tuple[float, float]:
        """The first and last place in time that is shown."""
        shown = [*self.values, *(one for series in self.compared.values() for one in series)]
        places = [one.period.position for one in shown]
        if self.target:
            places.append(parse_period(self.target.periode).position)
        return min(places), max(places)

    @cached_property
    def per_year(self) -> float:
        """Pixels of a year."""
        first, last = self.span
        return (self.size.width - 2 * EDGE) / max(last - first, 1)

    def _x(self) -> Spec:
        first, last = self.span
        room = EDGE / self.per_year
        scale = {"domain": [first - room, last + room], "nice": False, "zero": False}
        axis = {**self._time_axis(), "grid": False}
        return {"field": "t", "type": "quantitative", "scale": scale, "axis": axis}

    def _time_axis(self) -> Spec:
        """A label for every year, or for every value where values are not yearly, while there is room."""
        first, last = self.span
        if first.is_integer() and last.is_integer() and last - first <= 40:
            places = [float(year) for year in range(int(first), int(last) + 1)]
        else:
            places = [one.period.position for one in self.values]
        every = max(1, -(-len(places) * LABEL_PITCH // self.size.width))
        places = places[::every]
        names = {one.period.position: self.speech.period(one.period, short=True) for one in self.values}
        return text_axis(places, [names.get(place, f"{place:.0f}") for place in places])

    def _y(self) -> Spec:
        shown = [*self.values, *(one for series in self.compared.values() for one in series)]
        low, high = frame([one.nilai or 0 for one in shown] + ([self.target.nilai] if self.target else []))
        marks = ticks(low, high, 5 if self.size.height > 200 else 4)
        axis = {
            "title": self.labels.unit if self.size.notes else None,
            "values": marks,
            "format": f",.{decimals(marks)}f",
        }
        scale = {"domain": [low, high], "nice": False, "zero": False}
        return {"field": "v", "type": "quantitative", "scale": scale, "axis": axis}

    # -- figures ---------------------------------------------------------------------------------------

    def _figures(self) -> list[Spec]:
        layers: list[Spec] = []
        for one in self._labelled():
            above, aside = self._place(one)
            across = {"dx": 4, "align": "left"} if aside else {"align": "center"}
            place = {"dy": -14 if above else 17, **across}
            mark = {"type": "text", "style": "nilai", "fontSize": self.size.font, **place}
            layers += _layer([_row(one, l=self._figure(one))], mark, text={"field": "l"})
        return layers

    def _figure(self, one: Observation) -> str:
        return self.speech.starred(self.indicator, one)

    def _labelled(self) -> list[Observation]:
        """First, last, highest and lowest; the extremes only where they are not beside an end."""
        ends = (self.values[0], self.values[-1])
        chosen = set(ends)
        for extreme in (max, min):
            one = extreme(self.values, key=lambda item: item.nilai or 0)
            apart = min(abs(one.period.position - end.period.position) for end in ends)
            if apart * self.per_year > LABEL_PITCH:
                chosen.add(one)
        return sorted(chosen, key=lambda one: one.period)

    def _place(self, one: Observation) -> tuple[bool, bool]:
        """Whether a figure stands above its point, and whether to the right of it: where no line runs."""
        at = self.values.index(one)
        before = self.values[at - 1].nilai if at else None
        after = self.values[at + 1].nilai if at + 1 < len(self.values) else None
        value = one.nilai or 0
        if after is None:
            return True, before is not None and before > value
        return value >= max(after, value if before is None else min(before, after)), False

    # -- notes -----------------------------------------------------------------------------------------

    def _gap_notes(self) -> list[Spec]:
        gaps = [gap for part in self.parts for gap in part.gaps if gap.missing]
        wide = self.size.width > 400
        rows = []
        for gap in gaps if len(gaps) <= MOST_NOTES else ():
            span = self.speech.span(gap.missing[0], gap.missing[-1])
            height = ((gap.before.nilai or 0) + (gap.after.nilai or 0)) / 2
            note = f"{span} {self.labels.no_data}" if wide else f"{span}: –"
            rows.append({"t": _middle(gap), "v": height, "l": note})
        mark = {"type": "text", "dy": 22, "style": "catatan", "fontSize": 12}
        return _layer(rows, mark, text={"field": "l"})

    def _breaks(self) -> list[Spec]:
        """A dashed line upright between two parts."""
        rows = [
            {"t": (before.values[-1].period.position + after.values[0].period.position) / 2}
            for before, after in zip(self.parts, self.parts[1:], strict=False)
        ]
        mark = {"type": "rule", "strokeDash": [4, 4]}
        return _layer(rows, mark, y={"value": 0}, y2={"value": self.size.height})

    def _target(self) -> list[Spec]:
        if not self.target:
            return []
        rows = [{"t": parse_period(self.target.periode).position, "v": self.target.nilai}]
        words = [f"{self.labels.target} {self.speech.number(self.indicator, self.target.nilai)}"]
        if self.target.contoh:
            words.append(self.labels.sample)
        outline = {"shape": "diamond", "filled": False, "size": 90, "strokeWidth": 2.5}
        diamond = {"type": "point", "color": HERE, "opacity": 1, **outline}
        place = {"align": "right", "dx": 10, "dy": 20, "lineHeight": 15}
        text = {"type": "text", "text": words, "style": "catatan", **place}
        return _layer(rows, diamond) + _layer(rows, text)

    def _comparisons(self) -> list[Spec]:
        layers: list[Spec] = []
        for code, series in self.compared.items():
            rows = [_row(one) for one in series]
            square = {"type": "point", "shape": "square", "color": OTHER, "opacity": 1, "size": 64}
            layers += _layer(rows, square)
            if len(series) > 1:
                layers += _layer(rows, {"type": "line", "color": OTHER, "strokeWidth": 2})
            name = f"{self.speech.area(self.indicator, code)} {self._figure(series[-1])}"
            look = {"color": OTHER, "fontWeight": 600, "fontSize": 12.5}
            mark = {"type": "text", "align": "right", "dx": -12, "text": name, **look}
            layers += _layer(rows[-1:], mark)
        return layers


def spark(indicator: Indicator, observations: Sequence[Observation]) -> Spec:
    """The small line beside a big number: no axes, the last point in the colour of "now"."""
    values = present(observations)
    parts = stretches(indicator, observations)
    low, high = frame([one.nilai or 0 for one in values])
    first, last = values[0].period.position, values[-1].period.position
    detail: Spec = {"field": "s", "type": "nominal"}
    dots = {"type": "line", "color": MAIN, "strokeWidth": 1.5, "strokeDash": [2, 3]}
    layers = _layer(_dotted(parts), dots, detail=detail)
    layers += _layer(_full(parts), {"type": "line", "color": MAIN, "strokeWidth": 2.25}, detail=detail)
    layers += _layer([_row(values[-1])], {"type": "point", "size": 44, "color": HERE, "opacity": 1})
    encoding: Spec = {
        "x": {"field": "t", **NO_AXIS, "scale": {"domain": [first, last], "nice": False, "zero": False}},
        "y": {"field": "v", **NO_AXIS, "scale": {"domain": [low, high], "nice": False, "zero": False}},
    }
    padding = {"left": 3, "right": 6, "top": 3, "bottom": 3}
    return document(SPARK.width, SPARK.height, layers, encoding=encoding, padding=padding)
