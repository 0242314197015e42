"""Parts of a card that are more than one text.

Pure rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ckanext.paser.problems import N_

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.periods import parse_period
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.story import Lamp, lamp, target_for
from paser_dashboards.indicators.rules.words import Speech


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

    @classmethod
    def of(cls, indicator: Indicator, one: Observation, speech: Speech) -> Judged | None:
        """Judge a value by the target of its period, else by the next one; None where there is none."""
        target = target_for(indicator, one.period)
        if not target or one.nilai is None:
            return None
        found = lamp(indicator, one.nilai, target)
        amount = speech.amount(indicator, abs(round(target.nilai - one.nilai, indicator.desimal)))
        period = parse_period(target.periode)
        return cls(
            label=speech(N_("Target {period}"), period=speech.period(period)),
            label_short=speech(N_("Target {period}"), period=speech.period(period, short=True)),
            figure=speech.figure(indicator, target.nilai),
            source=target.sumber,
            sample=target.contoh,
            lamp=found,
            gap="" if found is Lamp.REACHED else speech(N_("{amount} to go"), amount=amount),
        )


@dataclass(frozen=True)
class Compared:
    """The value of another area, and ours of the same period."""

    label: str
    figure: str
    period: str
    own: str
    source: str


@dataclass(frozen=True)
class Ranked:
    """An area and its value, for short lists; ``number`` is that without unit and star, which ``star`` is."""

    name: str
    figure: str
    number: str
    star: str


def utc(moment: datetime | None) -> int | None:
    """Seconds since 1970, as scripts count."""
    return int(moment.timestamp()) if moment else None
