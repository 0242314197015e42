"""The words for values, periods, changes and whole series, in the reader's language.

Pure rules: the caller brings ``gettext``; the msgids are English (house rule), the Indonesian texts stand
in the catalogue. Numbers and days come from :mod:`ckanext.paser.pages.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ckanext.paser.areas import rules as area_rules
from ckanext.paser.pages.rules import Age, format_day, format_number
from ckanext.paser.problems import N_

from paser_dashboards.definitions.rules import Indicator, Text
from paser_dashboards.indicators.rules.freshness import Freshness
from paser_dashboards.indicators.rules.periods import Duration, Frequency, Period
from paser_dashboards.indicators.rules.series import (
    BREAK,
    ESTIMATED,
    MISSING,
    NORMAL,
    PROVISIONAL,
    Observation,
)
from paser_dashboards.indicators.rules.story import (
    Change,
    Lamp,
    Shape,
    Verdict,
    present,
    shape,
    stretches,
)

NBSP = "\N{NO-BREAK SPACE}"

COUNTS = (
    N_("zero"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"),
    N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"),
)  # fmt: skip
SPANS = {
    Frequency.DAILY: N_("days"),
    Frequency.WEEKLY: N_("weeks"),
    Frequency.MONTHLY: N_("months"),
    Frequency.QUARTERLY: N_("quarters"),
    Frequency.HALF_YEARLY: N_("half-years"),
    Frequency.YEARLY: N_("years"),
    Frequency.DECENNIAL: N_("decades"),
    Frequency.IRREGULAR: N_("times"),
}
FREQUENCIES = {
    Frequency.DAILY: N_("daily"),
    Frequency.WEEKLY: N_("weekly"),
    Frequency.MONTHLY: N_("monthly"),
    Frequency.QUARTERLY: N_("quarterly"),
    Frequency.HALF_YEARLY: N_("half-yearly"),
    Frequency.YEARLY: N_("yearly"),
    Frequency.DECENNIAL: N_("every ten years"),
    Frequency.IRREGULAR: N_("without a schedule"),
}
FRESHNESS = {
    Freshness.FRESH: N_("Fresh"),
    Freshness.LATE: N_("Released late"),
    Freshness.STALE: N_("Stale, {age}"),
    Freshness.UNSCHEDULED: N_("No schedule, {age}"),
    Freshness.WAITING: N_("Waiting"),
}
STATUSES = {
    NORMAL: N_("normal"),
    ESTIMATED: N_("estimate"),
    PROVISIONAL: N_("provisional, or not yet confirmed by the Walidata"),
    MISSING: N_("no data"),
    BREAK: N_("break in the series"),
}
LAMPS = {
    Lamp.REACHED: N_("on target"),
    Lamp.NEAR: N_("near the target"),
    Lamp.MISSED: N_("off target"),
    Lamp.UNJUDGED: N_("not judged"),
}
DIRECTIONS = {
    "naik_baik": N_("Higher is better"),
    "turun_baik": N_("Lower is better"),
    "netral": N_("Neither higher nor lower is better"),
}
_AGES = {
    "minute": N_("{count} minutes"),
    "hour": N_("{count} hours"),
    "day": N_("{count} days"),
    "month": N_("{count} months"),
    "year": N_("{count} years"),
}
_SHAPES = {
    "rising": N_("Rising at every value since {first}"),
    "falling": N_("Falling at every value since {first}"),
    "flat": N_("Unchanged since {first}"),
    "peak": N_("Highest in {turn}, then falling {count} {span} in a row"),
    "valley": N_("Lowest in {turn}, then rising {count} {span} in a row"),
}


@dataclass(frozen=True)
class Speech:
    """One language: its code ("id", "en") and its gettext."""

    code: str
    translate: Callable[[str], str]

    def __call__(self, msgid: str, **params: object) -> str:
        return self.translate(msgid).format(**params)

    def text(self, text: Text) -> str:
        """The text of a definition in this language."""
        return text.say(self.code)

    # -- numbers -------------------------------------------------------------------------------------

    def number(self, indicator: Indicator, value: float) -> str:
        """The bare figure: ``8,63``, ``1.234``."""
        return format_number(value, indicator.desimal, self.code)

    def figure(self, indicator: Indicator, value: float, star: str = "") -> str:
        """The figure with its sign: ``8,63 %``, ``Rp 14.150``, ``312.223``."""
        unit = indicator.satuan
        number = self.number(indicator, value) + star
        if unit.awalan:
            return f"{unit.awalan}{NBSP}{number}"
        return f"{number}{NBSP}{unit.simbol}" if unit.simbol else number

    def measure(self, indicator: Indicator, value: float, star: str = "") -> str:
        """The figure with its unit in words: ``78.018 jiwa``."""
        if indicator.satuan.awalan or indicator.satuan.simbol or indicator.satuan.poin:
            return self.figure(indicator, value, star)
        return f"{self.number(indicator, value)}{star}{NBSP}{self.text(indicator.satuan)}"

    def amount(self, indicator: Indicator, difference: float) -> str:
        """The size of a difference: ``0,48 poin``, ``Rp 12.000``, ``2.556``."""
        size = abs(difference)
        if indicator.satuan.poin:
            return self(N_("{number} points"), number=self.number(indicator, size))
        return f"{indicator.satuan.awalan}{NBSP}{self.number(indicator, size)}".lstrip(NBSP)

    # -- time ----------------------------------------------------------------------------------------

    def period(self, period: Period, short: bool = False) -> str:
        """``2024``, ``Semester I 2025``, ``Triwulan III 2024``, ``Juli 2025``, ``15 Juli 2025``."""
        year, _, part = period.code.partition("-")
        if not part:
            return year
        if part[0] == "S":
            msgid = N_("Half {part} {year}") if short else N_("Half-year {part} {year}")
            return self(msgid, part="I" * int(part[1]), year=year)
        if part[0] == "Q":
            roman = ("I", "II", "III", "IV")[int(part[1]) - 1]
            msgid = N_("Q. {part} {year}") if short else N_("Quarter {part} {year}")
            return self(msgid, part=roman, year=year)
        pattern = "MMM y" if short else "MMMM y"
        if period.start != period.end:
            return format_day(period.start, pattern, self.code)
        return format_day(period.start, f"d {pattern}", self.code)

    def span(self, first: Period, last: Period) -> str:
        """``2017–2024``."""
        return self.period(last) if first == last else f"{self.period(first)}–{self.period(last)}"

    def age(self, age: Age) -> str:
        """``20 bulan``, ``4 hari``."""
        return self(_AGES[age.unit], count=age.count)

    def expiry(self, expires: Duration) -> str:
        """``setelah 20 bulan``."""
        if expires.months:
            return self(N_("after {count} months"), count=expires.months)
        return self(N_("after {count} days"), count=round(expires.days))

    def freshness(self, state: Freshness, age: Age) -> str:
        """The word on the pill."""
        return self(FRESHNESS[state], age=self.age(age))

    # -- sentences -----------------------------------------------------------------------------------

    def change(self, indicator: Indicator, change: Change, brief: bool = False) -> str:
        """``turun 0,48 poin dari 2023, membaik``; brief: without the judgement."""
        since = self.period(change.since, short=brief)
        if change.amount == 0:
            return self(N_("as in {period}"), period=since)
        msgid = N_("up {amount} from {period}") if change.amount > 0 else N_("down {amount} from {period}")
        told = self(msgid, amount=self.amount(indicator, change.amount), period=since)
        if brief or change.verdict is Verdict.NEUTRAL:
            return told
        better = change.verdict is Verdict.BETTER
        return self(N_("{change}, better") if better else N_("{change}, worse"), change=told)

    def headline(self, indicator: Indicator, observations: Sequence[Observation]) -> str:
        """The sentence that a chart of a series bears as its title; never over a break."""
        parts = stretches(indicator, observations)
        if not parts:
            return self(N_("No value yet"))
        values = parts[-1].values
        first, last = values[0], values[-1]
        if len(values) == 1:
            return self(
                N_("{value} in {period}"), value=self.told(indicator, last), period=self.period(last.period)
            )
        found = shape(indicator, observations)
        if found.kind in _SHAPES:
            return self._shape(indicator, found, values)
        if found.streak >= 2:
            rising = (values[-1].nilai or 0) > (values[-2].nilai or 0)
            msgid = (
                N_("Rising {count} {span} in a row, now {value}")
                if rising
                else N_("Falling {count} {span} in a row, now {value}")
            )
            return self(
                msgid,
                count=self.count(found.streak),
                span=self(SPANS[indicator.frekuensi]),
                value=self.told(indicator, last),
            )
        before, after = self.told(indicator, first), self.told(indicator, last)
        if found.kind == "mixed":
            return self(
                N_("Up and down since {first}, now {value}"), first=self.period(first.period), value=after
            )
        return self(
            N_("From {before} in {first} to {after} in {last}"),
            before=before,
            first=self.period(first.period),
            after=after,
            last=self.period(last.period),
        )

    def _shape(self, indicator: Indicator, found: Shape, values: Sequence[Observation]) -> str:
        return self(
            _SHAPES[found.kind],
            first=self.period(values[0].period),
            turn=self.period(found.turn) if found.turn else "",
            count=self.count(found.streak),
            span=self(SPANS[indicator.frekuensi]),
        )

    def told(self, indicator: Indicator, one: Observation) -> str:
        """The figure of a value, starred while it is provisional."""
        return self.figure(indicator, one.nilai or 0, star_of(one))

    def starred(self, indicator: Indicator, one: Observation) -> str:
        """The number of a value without its unit, starred while it is provisional."""
        return self.number(indicator, one.nilai or 0) + star_of(one)

    def count(self, number: int) -> str:
        """``tiga``; digits beyond ten."""
        return self(COUNTS[number]) if number < len(COUNTS) else str(number)

    def ranking(self, indicator: Indicator, observations: Sequence[Observation]) -> str:
        """The sentence over a map: where most of it is."""
        ranked = ranked_areas(observations)
        if not ranked:
            return self(N_("No value yet"))
        top = ranked[0]
        total = sum(one.nilai or 0 for one in ranked)
        if indicator.calc.roll_up == "sum" and total > 0:
            share = format_number((top.nilai or 0) / total * 100, 0, self.code)
            return self(
                N_("{area} holds {share} of the regency"),
                area=self.area(indicator, top.wilayah),
                share=f"{share}{NBSP}%",
            )
        return self(
            N_("Highest in {area}: {value}"),
            area=self.area(indicator, top.wilayah),
            value=self.measure(indicator, top.nilai or 0),
        )

    def area(self, indicator: Indicator, code: str) -> str:
        """The name of an area; of one outside the regency the label that the definition gives."""
        area = area_rules.find(code)
        if area:
            return self(N_("Paser Regency")) if area.level == "kabupaten" else area.name
        return next((self.text(other.label) for other in indicator.banding if other.wilayah == code), code)

    # -- what a picture says to those who do not see it ------------------------------------------------

    def line_alt(self, indicator: Indicator, observations: Sequence[Observation]) -> str:
        """All values of a short series, the ends and the turning points of a long one."""
        values = present(observations)
        if not values:
            return self(N_("{name}: no value yet."), name=self.text(indicator.nama))
        told = values if len(values) <= 12 else _landmarks(values)
        listed = "; ".join(
            f"{self.figure(indicator, one.nilai or 0)} ({self.period(one.period)})" for one in told
        )
        return self(
            N_("{name}, {area}, {span}: {values}."),
            name=self.text(indicator.nama),
            area=self.area(indicator, indicator.wilayah),
            span=self.span(values[0].period, values[-1].period),
            values=listed,
        )

    def map_alt(
        self, indicator: Indicator, observations: Sequence[Observation], missing: Sequence[str]
    ) -> str:
        """Most, least, and where there is no value."""
        ranked = ranked_areas(observations)
        if not ranked:
            return self(N_("{name}: no value yet."), name=self.text(indicator.nama))
        top, low = ranked[0], ranked[-1]
        told = self(
            N_("{name} by area, {period}. Highest {top} ({most}), lowest {low} ({least})."),
            name=self.text(indicator.nama),
            period=self.period(top.period),
            top=self.area(indicator, top.wilayah),
            most=self.measure(indicator, top.nilai or 0),
            low=self.area(indicator, low.wilayah),
            least=self.measure(indicator, low.nilai or 0),
        )
        if not missing:
            return told
        names = ", ".join(self.area(indicator, code) for code in missing)
        return f"{told} " + self(N_("No data for {areas}."), areas=names)

    def class_labels(self, indicator: Indicator) -> list[str]:
        """Legend of a map: ``di bawah 10.000``, ``10.000–19.999``, ``50.000 ke atas``."""
        finest = 10**-indicator.desimal
        limits = indicator.kelas
        inner = [
            f"{self.number(indicator, low)}–{self.number(indicator, high - finest)}"
            for low, high in zip(limits, limits[1:], strict=False)
        ]
        below = self(N_("below {limit}"), limit=self.number(indicator, limits[0]))
        return [below, *inner, self(N_("{limit} and above"), limit=self.number(indicator, limits[-1]))]


def ranked_areas(observations: Sequence[Observation]) -> list[Observation]:
    """Those with a value, highest first; equal ones in the order of their codes."""
    given = [one for one in observations if one.nilai is not None]
    return sorted(given, key=lambda one: (-(one.nilai or 0), one.wilayah))


def _landmarks(values: Sequence[Observation]) -> list[Observation]:
    marks = {
        values[0],
        values[-1],
        max(values, key=lambda one: one.nilai or 0),
        min(values, key=lambda one: one.nilai or 0),
    }
    return sorted(marks, key=lambda one: one.period)


def star_of(one: Observation) -> str:
    """What stands behind a provisional value, wherever it is shown."""
    return "*" if one.status == PROVISIONAL else ""
