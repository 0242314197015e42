"""Several indicators beside one other area: what can be said of all of them together.

Pure rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from paser_dashboards.indicators.rules.story import present
from paser_dashboards.pages.rules.card import Card
from paser_dashboards.pages.rules.parts import Compared
from paser_dashboards.pages.rules.sources import brief, parts


@dataclass(frozen=True)
class Listing:
    """The rows of a list: each indicator in the last period for which the other area has a value.

    Args:
        rows: card of that period, and the two values.
    """

    rows: tuple[tuple[Card, Compared], ...]

    @classmethod
    def of(cls, cards: Iterable[Card], area: str) -> Listing:
        """Those of the cards that have a value of ``area``."""
        found = [(card, beside) for card in cards if (beside := card.beside(area))]
        return cls(tuple((_as_compared(card, area), beside) for card, beside in found))

    @property
    def cards(self) -> Sequence[Card]:
        return [card for card, _ in self.rows]

    @property
    def oldest(self) -> Card | None:
        """The one whose value describes the earliest time."""
        dated = [(card.period_end, card) for card in self.cards if card.period_end]
        return min(dated, key=lambda one: one[0])[1] if dated else None

    @property
    def period(self) -> str:
        return ", ".join(dict.fromkeys(beside.period for _, beside in self.rows))

    @property
    def source(self) -> str:
        return self._sources(lambda source: source, "; ")

    @property
    def source_short(self) -> str:
        """Who published and who quoted them."""
        return self._sources(brief, "; ")

    @property
    def source_shortest(self) -> str:
        """The same for a wall."""
        return self._sources(self.cards[0].shortest_of, ", ") if self.cards else ""

    def _sources(self, write: Callable[[str], str], between: str) -> str:
        """Those of both values of each row; none for what is made up."""
        both = [
            source for card, other in self.rows if not card.sample for source in (card.source, other.source)
        ]
        return between.join(dict.fromkeys(part for source in both for part in parts(write(source))))


def _as_compared(card: Card, area: str) -> Card:
    """The card as it stood in the period of the other area's last value: that is what the list shows."""
    last = present(card.series[area])[-1]
    own = [one for one in card.own if one.periode == last.periode]
    return replace(card, series={card.indicator.wilayah: own or [last]}, latest=())
