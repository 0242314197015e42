"""Parts of a card that are more than one text.

Pure rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from paser_dashboards.indicators.rules.story import Lamp


@dataclass(frozen=True)
class Judged:
    """A target and how near the value is."""

    label: str
    label_short: str
    figure: str
    source: str
    sample: bool
    lamp: Lamp
    gap: str


@dataclass(frozen=True)
class Compared:
    """The value of another area, and ours of the same period."""

    label: str
    figure: str
    period: str
    own: str


@dataclass(frozen=True)
class Ranked:
    """An area and its value, for short lists."""

    name: str
    figure: str
