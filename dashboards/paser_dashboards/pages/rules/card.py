"""An indicator as people read it: finished words and figures for tiles, pages, embeds and walls.

Pure rules: values, definition, language and the present moment in, texts out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from functools import cached_property
from itertools import groupby
from typing import Any

from ckanext.paser.pages.rules import age
from ckanext.paser.problems import N_

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.freshness import Freshness, Limits, limits
from paser_dashboards.indicators.rules.periods import parse_period
from paser_dashboards.indicators.rules.series import PROVISIONAL, Observation
from paser_dashboards.indicators.rules.story import (
    Change,
    Lamp,
    Verdict,
    change,
    present,
    stretches,
)
from paser_dashboards.indicators.rules.words import (
    DIRECTIONS,
    FREQUENCIES,
    LAMPS,
    Speech,
    ranked_areas,
    star_of,
)
from paser_dashboards.pages.rules.parts import Compared, Judged, Ranked
from paser_dashboards.pages.rules.sources import brief, is_quoted, listed, publisher
from paser_dashboards.pages.rules.tables import NO_FIGURE, Table, area_table, period_table

SAMPLE = N_("SAMPLE DATA")
TONES = {Verdict.BETTER: "baik", Verdict.WORSE: "buruk", Verdict.NEUTRAL: ""}


@dataclass(frozen=True)
class Card:
    """Everything that is shown of an indicator anywhere. Empty texts are not shown.

    Args:
        indicator: its definition.
        series: its observations by area.
        latest: those of the kecamatan in their last period; empty unless it is a map.
        origin: the dataset it comes from: title, agency, licence, when received.
        speech: the reader's language.
        now: the moment of reading, with its zone.
        zone: where the reader's day begins.
        error: the problem that kept it from being computed anew.
    """

    indicator: Indicator
    series: Mapping[str, Sequence[Observation]]
    latest: Sequence[Observation]
    origin: Mapping[str, Any]
    speech: Speech
    now: datetime
    zone: tzinfo
    error: Mapping[str, Any] | None = None

    # -- names -----------------------------------------------------------------------------------------

    @cached_property
    def id(self) -> str:
        return self.indicator.id

    @cached_property
    def name(self) -> str:
        return self.speech.text(self.indicator.nama)

    @cached_property
    def title(self) -> str:
        """The name where it stands alone: on a page, in a list of a browser or of a program."""
        return self.titled(self.name)

    def titled(self, name: str) -> str:
        """``DATA CONTOH: Curah hujan`` of what is made up."""
        return f"{self.speech(SAMPLE)}: {name}" if self.sample else name

    @cached_property
    def short(self) -> str:
        return self.speech.text(self.indicator.short)

    @cached_property
    def shortest(self) -> str:
        return self.speech.text(self.indicator.shortest)

    @cached_property
    def lead(self) -> str:
        return self.speech.text(self.indicator.ringkas)

    @cached_property
    def topic(self) -> str:
        return self.speech.text(self.indicator.topik)

    @cached_property
    def is_map(self) -> bool:
        return self.indicator.grafik == "peta"

    @cached_property
    def sample(self) -> bool:
        """Made-up data: everything that shows them says so."""
        return bool(self.origin.get("sample"))

    # -- the value -------------------------------------------------------------------------------------

    @cached_property
    def own(self) -> list[Observation]:
        """The values of the headline area."""
        return present(self.series.get(self.indicator.wilayah, ()))

    @cached_property
    def newest(self) -> Observation | None:
        """The value that decides about period, source and age."""
        parts = present(self.latest)
        return self.own[-1] if self.own else (parts[0] if parts else None)

    @cached_property
    def value(self) -> float | None:
        return self.own[-1].nilai if self.own else None

    @cached_property
    def figure(self) -> str:
        """The number, with the sign that stands before it: ``Rp 556.371``."""
        if self.value is None:
            return NO_FIGURE
        return self._number(self.value)

    def _number(self, value: float) -> str:
        unit = self.indicator.satuan.awalan
        number = self.speech.number(self.indicator, value)
        return f"{unit} {number}" if unit else number

    @cached_property
    def star(self) -> str:
        """The mark of a provisional figure."""
        return "*" if self.provisional else ""

    @cached_property
    def sign(self) -> str:
        """What stands behind the number: ``%``, ``jiwa``; nothing behind an index or an amount of money."""
        unit = self.indicator.satuan
        if unit.simbol or unit.awalan or unit.poin:
            return unit.simbol
        return self.speech.text(unit)

    @cached_property
    def unit(self) -> str:
        return self.speech.text(self.indicator.satuan)

    @cached_property
    def provisional(self) -> bool:
        return bool(self.newest and self.newest.status == PROVISIONAL)

    @cached_property
    def starred(self) -> bool:
        """Whether any value of the picture or of its table bears the star."""
        return any(one.status == PROVISIONAL for one in (*self.own, *present(self.latest)))

    @cached_property
    def source(self) -> str:
        return (self.newest.sumber if self.newest else "") or str(self.origin.get("source", ""))

    @cached_property
    def source_short(self) -> str:
        """Who published and who quoted it: ``BPS, dikutip media lokal``."""
        return brief(self.source)

    @cached_property
    def source_shortest(self) -> str:
        """Who published it, and whether it is quoted: ``BPS (dikutip)``."""
        return self.shortest_of(self.source)

    def shortest_of(self, source: str) -> str:
        who = publisher(source)
        return self.speech(N_("{publisher} (quoted)"), publisher=who) if is_quoted(source) else who

    @cached_property
    def sources(self) -> str:
        """All that the picture shows come from: ``BPS; 2018: Bappeda``."""
        return self._listed(lambda source: source)

    @cached_property
    def sources_short(self) -> str:
        return self._listed(brief)

    def _listed(self, write: Callable[[str], str]) -> str:
        def of(one: Observation) -> str:
            return write(one.sumber or str(self.origin.get("source", "")))

        if self.is_map:
            areas = [(self.speech.area(self.indicator, one.wilayah), of(one)) for one in present(self.latest)]
            return listed(areas[0][1] if areas else write(self.source), areas)
        runs = [(source, list(run)) for source, run in groupby(reversed(self.own), of)]
        shown = [(self.speech.span(run[-1].period, run[0].period), source) for source, run in runs]
        for other in self.indicator.banding:
            label = self.speech.text(other.label)
            shown += [(label, of(one)) for one in present(self.series.get(other.wilayah, ()))]
        return listed(write(self.source), shown)

    @cached_property
    def license(self) -> str:
        return (self.origin.get("license") or {}).get("title", "")

    # -- time ------------------------------------------------------------------------------------------

    @cached_property
    def period(self) -> str:
        return self.speech.period(self.newest.period) if self.newest else ""

    @cached_property
    def period_short(self) -> str:
        return self.speech.period(self.newest.period, short=True) if self.newest else ""

    @cached_property
    def span(self) -> str:
        """``2017–2024``, or the one period of a map."""
        shown = present(self.latest) if self.is_map else self.own
        periods = sorted(one.period for one in shown)
        return self.speech.span(periods[0], periods[-1]) if periods else ""

    @cached_property
    def limits(self) -> Limits:
        if not self.newest:
            return Limits(None, None)
        indicator = self.indicator
        return limits(self.newest.period.end, indicator.frekuensi, indicator.release_lag, indicator.expires)

    @cached_property
    def freshness(self) -> Freshness:
        if not self.newest:
            return Freshness.WAITING
        return self.limits.judge(self.now.astimezone(self.zone).replace(tzinfo=None))

    @cached_property
    def freshness_words(self) -> str:
        end = self.newest.period.end if self.newest else self.now.date()
        return self.speech.freshness(self.freshness, age(end, self.now, self.zone))

    @cached_property
    def late_at(self) -> datetime | None:
        return self._local(self.limits.late_at)

    @cached_property
    def stale_at(self) -> datetime | None:
        return self._local(self.limits.stale_at)

    @cached_property
    def period_end(self) -> datetime | None:
        """The last moment that the value describes."""
        return self._local(datetime.combine(self.newest.period.end, time.max)) if self.newest else None

    def _local(self, moment: datetime | None) -> datetime | None:
        return moment.replace(tzinfo=self.zone) if moment else None

    @cached_property
    def frequency(self) -> str:
        return self.speech(FREQUENCIES[self.indicator.frekuensi])

    @cached_property
    def expiry(self) -> str:
        """``setelah 20 bulan``."""
        return self.speech.expiry(self.indicator.expires) if self.indicator.expires else ""

    # -- change ----------------------------------------------------------------------------------------

    @cached_property
    def change(self) -> Change | None:
        return change(self.indicator, self.own)

    @cached_property
    def change_words(self) -> str:
        """``turun 0,48 poin dari 2023, membaik``."""
        return self.speech.change(self.indicator, self.change) if self.change else ""

    @cached_property
    def change_short(self) -> str:
        """Without the judgement, which colour and lamp say."""
        return self.speech.change(self.indicator, self.change, brief=True) if self.change else ""

    @cached_property
    def tone(self) -> str:
        return TONES[self.change.verdict] if self.change else ""

    @cached_property
    def arrow(self) -> str:
        """Name of the icon."""
        if not self.change or self.change.amount == 0:
            return "dash"
        return "arrow-up" if self.change.amount > 0 else "arrow-down"

    # -- target and others -----------------------------------------------------------------------------

    @cached_property
    def judged(self) -> Judged | None:
        """The target of the value's period, else the next one."""
        return Judged.of(self.indicator, self.own[-1], self.speech) if self.own else None

    @cached_property
    def lamp(self) -> Lamp | None:
        """The judgement as it may be shown: an old value is not judged, an old green must not stay green."""
        if not self.judged:
            return None
        return Lamp.UNJUDGED if self.freshness is Freshness.STALE else self.judged.lamp

    @cached_property
    def lamp_words(self) -> str:
        return self.speech(LAMPS[self.lamp]) if self.lamp else ""

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """The last value of each other area, beside ours of the same period."""
        return tuple(found for other in self.indicator.banding if (found := self.beside(other.wilayah)))

    def beside(self, code: str) -> Compared | None:
        """Another area, if it has a value."""
        values = present(self.series.get(code, ()))
        if not values:
            return None
        last = values[-1]
        own = next((one for one in self.own if one.periode == last.periode), None)
        return Compared(
            label=self.speech.area(self.indicator, code),
            figure=self.speech.told(self.indicator, last),
            period=self.speech.period(last.period),
            own=self.speech.told(self.indicator, own) if own else NO_FIGURE,
            source=last.sumber or str(self.origin.get("source", "")),
        )

    @cached_property
    def ranked(self) -> tuple[Ranked, ...]:
        """The kecamatan from most to least."""
        say, indicator = self.speech, self.indicator
        return tuple(
            Ranked(
                name=say.area(indicator, one.wilayah),
                figure=say.measure(indicator, one.nilai or 0, star_of(one)),
                number=self._number(one.nilai or 0),
                star=star_of(one),
            )
            for one in ranked_areas(self.latest)
        )

    # -- sentences -------------------------------------------------------------------------------------

    @cached_property
    def headline(self) -> str:
        if self.is_map:
            return self.speech.ranking(self.indicator, self.latest)
        return self.speech.headline(self.indicator, self.own)

    @cached_property
    def told(self) -> str:
        """The headline with what it is about, where that stands nowhere else."""
        names_an_area = self.is_map and self.indicator.calc.roll_up == "sum"
        money = self.indicator.satuan.awalan
        kept = names_an_area or (money and self.headline.startswith(money))
        start = self.headline[:1] if kept else self.headline[:1].lower()
        return f"{self.short}: {start}{self.headline[1:]}"

    @cached_property
    def measure(self) -> str:
        """What the picture shows: ``Persentase penduduk miskin, Kabupaten Paser, 2017–2024``."""
        whole = self.speech.area(self.indicator, self.indicator.wilayah)
        area = self.speech(N_("ten kecamatan")) if self.is_map else whole
        return ", ".join(part for part in (self.name, area, self.span) if part)

    @cached_property
    def alt(self) -> str:
        if not self.is_map:
            return self._marked(self.speech.line_alt(self.indicator, self.own))
        missing = [one.wilayah for one in self.latest if one.nilai is None]
        return self._marked(self.speech.map_alt(self.indicator, self.latest, missing))

    @cached_property
    def spark_alt(self) -> str:
        return f"{self.span}: {self.speech.headline(self.indicator, self.own)}"

    def _marked(self, sentence: str) -> str:
        return f"{self.speech(SAMPLE)}. {sentence}" if self.sample else sentence

    @cached_property
    def good_direction(self) -> str:
        return self.speech(DIRECTIONS[self.indicator.arah])

    @cached_property
    def breaks(self) -> tuple[str, ...]:
        """Why a line is cut, by period."""
        given = {one.periode for one in self.own}
        return tuple(
            f"{self.speech.period(parse_period(one.periode))}: {self.speech.text(one.sebab)}"
            for one in self.indicator.putus
            if one.periode in given
        )

    @cached_property
    def has_gaps(self) -> bool:
        return any(part.gaps for part in stretches(self.indicator, self.own))

    @cached_property
    def table(self) -> Table:
        """The same values as in the picture."""
        if self.is_map:
            return area_table(self.indicator, self.latest, self.speech)
        return period_table(self.indicator, self.series.get(self.indicator.wilayah, ()), self.speech)
