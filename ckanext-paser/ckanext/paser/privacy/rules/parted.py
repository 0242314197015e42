"""A NIK or KK whose parts stand in columns side by side: *640101* | *5708900001*, area | day of birth | serial.

Pure rules. Parts are those that a NIK has (Permendagri 73/2022), or any where headers name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from ckanext.paser.privacy.rules import headers, plainly
from ckanext.paser.privacy.rules.identity import DISTRICT, MONTH, area, birth, born, spread_out, whole
from ckanext.paser.privacy.rules.kinds import Detector, Kind
from ckanext.paser.privacy.rules.probe import PART

MOST_PARTS = 5
"""Area, day, month, year and serial."""
BOXES = 16
"""Or one column for each digit, as in the boxes of a form."""
MOST_COLUMNS = 40
"""Of a wider table only those columns are asked whose headers name it."""
_MOST, _SOME = 0.5, 0.3
_P = f"{PART}?"
_BETWEEN = f"[ \t']*{PART}[ \t']*"
_SERIAL = "[0-9]{4}"
_BOXED = "(?:[.,]0)?[ \t']*"
_BOX = f"{_BOXED}{PART}[ \t']*"
_LIKE = f"^[ \t']*((?:[0-9][ \t']*{_P}[ \t']*){{16}})$"
_WOMAN = "(?:4[1-9]|[56][0-9]|7[01])"
_GROWN = "(?:2[7-9]|[3-9][0-9])"
"""Years of birth that are no year of this century's dates: with women's days a third of all people and more have one of these."""


@cache
def _natural() -> Detector:
    """Parts as a NIK has them. Not cut before the year alone: *6401012001* is a village, and any number may follow."""
    days = "|".join(
        (
            born(_P, "", years=_GROWN),
            born(PART, PART, years=_GROWN),
            f"{_WOMAN}{_P}{MONTH}[0-9][0-9]",
            f"{_WOMAN}{PART}{MONTH}{PART}[0-9][0-9]",
        )
    )
    pattern = f"^[ \t']*({area(_P)}{_P}{DISTRICT}{_P}(?:{days}){_P}{_SERIAL})[ \t]*$"
    return Detector(Kind.NIK, pattern, allowed="[0-9]{16}", shape=_LIKE, spread=birth, enough=_SOME)


@cache
def _boxed() -> Detector:
    """One digit in each column. Most rows differ, as people do, and no answers to sixteen questions are like that."""
    natural = f"{area('')}{DISTRICT}(?:{born('', '', years=_GROWN)}|{_WOMAN}{MONTH}[0-9][0-9]){'[0-9]' * 4}"
    each = _BOX.join(["[0-9]"] * BOXES)
    pattern, like = f"^[ \t']*({spread_out(natural, _BOX)}){_BOXED}$", f"^[ \t']*({each}){_BOXED}$"
    return Detector(Kind.NIK, pattern, shape=like, spread=birth, enough=_SOME, varied=_MOST)


@cache
def _called(kind: Kind) -> Detector:
    """The same where headers say what it is: in any parts, or without the first zeros of one."""
    anyhow = spread_out(whole(), f"(?:{_BETWEEN})?")
    days = f"(?:{born('', '')}|[1-9]{MONTH}[0-9][0-9])"
    pattern = (
        f"^[ \t']*({anyhow}|{area('')}{DISTRICT}{_BETWEEN}{days}(?:{_SERIAL}|{_BETWEEN}[0-9]{{1,4}}))[ \t]*$"
    )
    return Detector(kind, pattern, allowed="[0-9]{16}", enough=_MOST)


def numbers(labels: Sequence[str]) -> Iterator[tuple[tuple[int, ...], Detector]]:
    """The columns side by side whose cells may be the parts of one number, and how they are.

    Args:
        labels: headers of all columns.
    """
    named = [_named(label) for label in labels]
    for first, kind in enumerate(named):
        if kind is not None:
            last = first + _length(kind, named[first + 1 :], labels[first + 1 :])
            yield from ((places, _called(kind)) for places in _runs(first, last + 1))
            if first + BOXES <= last + 1:
                yield tuple(range(first, first + BOXES)), _called(kind)
        elif len(labels) <= MOST_COLUMNS:
            yield from ((places, _natural()) for places in _runs(first, len(labels)))
            if _alike(labels[first : first + BOXES]):
                yield tuple(range(first, first + BOXES)), _boxed()


def _alike(labels: Sequence[str]) -> bool:
    """Tell whether so many columns are called alike but for a number, or say nothing: *N1*, *N2*; *Identitas* and blanks."""
    said = {" ".join(re.sub("[0-9]", "", headers.words(label)).split()) for label in labels[1:]}
    return len(labels) == BOXES and (len(said) == 1 or all(map(_goes_on, labels[1:])))


def _length(kind: Kind, named: Sequence[Kind | None], labels: Sequence[str]) -> int:
    """How many columns go on with what the one before them names."""
    goes_on = (one is kind or _goes_on(label) for one, label in zip(named, labels, strict=True))
    return sum(takewhile(bool, goes_on))


def _runs(first: int, end: int) -> Iterator[tuple[int, ...]]:
    for stop in range(first + 2, min(first + MOST_PARTS, end) + 1):
        yield tuple(range(first, stop))


def _named(label: str) -> Kind | None:
    kind = headers.named(label)
    return kind if kind in (Kind.NIK, Kind.KK) and not headers.counting(label) else None


def _goes_on(label: str) -> bool:
    """Tell whether a header says nothing of its own: of merged cells the first has the name."""
    return not label or (plainly.generic(-1, label) and len(label) > 1)
