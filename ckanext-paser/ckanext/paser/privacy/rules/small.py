"""Where small counts of people are looked for, by what the law protects most: in columns, and in rows whose cells say of what.

Pure rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ckanext.paser.privacy.rules import counting, shares, told_rows
from ckanext.paser.privacy.rules.kinds import Detector, Kind, Severity
from ckanext.paser.privacy.rules.probe import Column, Probe, of
from ckanext.paser.privacy.rules.written import (
    DASHED,
    PAIR,
    SMALL_DASHED,
    SMALL_PAIR,
    SMALL_TEXT,
    SMALL_WORD,
)

_NUMBER, _WORD, _PAIR, _DASHED = (
    Detector(Kind.SMALL_CELLS, pattern) for pattern in (SMALL_TEXT, SMALL_WORD, SMALL_PAIR, SMALL_DASHED)
)
_PAIRED = Detector(Kind.SMALL_CELLS, PAIR, enough=0.2)
"""The rest of such a column are numbers, or the days that a spreadsheet has made of *1/2*."""
_ARE_DASHED = Detector(Kind.SMALL_CELLS, DASHED, enough=0.1)


def counted(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """What to ask of small counts: everywhere, or in those rows whose cells say of what people are counted.

    Args:
        titles: what stands above the header, and what the file is called.
    """
    labels = [column.label for column in columns]
    if not counting.sensitive(labels, titles):
        return [
            probe
            for telling in told_rows.telling(labels, titles)
            for probe in _in_rows(columns, titles, telling)
        ]
    events = told_rows.events(labels) if counting.victims_alone(labels, titles) else None
    return _in_rows(columns, titles, events) if events else _everywhere(columns, titles)


def _everywhere(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    severity = _severity(columns, titles)
    number, word, pair, dashed = (replace(one, severity=severity) for one in (_NUMBER, _WORD, _PAIR, _DASHED))
    asked: list[Probe] = []
    for column in _counting(columns, titles):
        told = [number] if counting.ranks(column.label) else [number, word]
        asked += [Probe(column, one, of(column), wide=True) for one in told]
        for two, small in ((_PAIRED, pair), (_ARE_DASHED, dashed)):
            paired = Probe(column, two, of(column), wide=True, quiet=True)
            asked += [paired, Probe(column, small, of(column), wide=True, given=(paired,))]
    return [*asked, *_shares(columns, titles, severity)]


def _shares(columns: Sequence[Column], titles: Sequence[str], severity: Severity) -> list[Probe]:
    """Shares and rates beside the people that they are of."""
    return [
        Probe(columns[i], replace(small, severity=severity), of(columns[i]), parts=(columns[one], columns[i]))
        for i, people, small in shares.shares([column.label for column in columns], titles)
        for one in people
    ]


def _in_rows(columns: Sequence[Column], titles: Sequence[str], telling: told_rows.Telling) -> list[Probe]:
    """The counts of those rows alone whose other cells say it; a unit beside these may say that they are no people."""
    says = tuple(Probe(columns[i], telling.says, (), wide=True, quiet=True) for i in telling.where)
    severity = _severity(columns, titles)
    detector = Detector(Kind.SMALL_CELLS, telling.beside, allowed=telling.other, severity=severity)
    before = tuple(columns[i] for i in (*telling.where, *told_rows.units([c.label for c in columns])))
    counts = [c for c in _counting(columns, titles) if c not in before and told_rows.may_count(c.label)]
    asked = [Probe(c, detector, of(c), given=says, parts=(*before, c)) for c in counts]
    return [*says, *asked] if asked else []


def _counting(columns: Sequence[Column], titles: Sequence[str]) -> list[Column]:
    return [c for c in columns if counting.counts(c.label) and not counting.facility(c.label, titles)]


def _severity(columns: Sequence[Column], titles: Sequence[str]) -> Severity:
    labels = [column.label for column in columns]
    fine = counting.fine(labels, titles) or told_rows.villages(labels)
    return Severity.HOLD if fine else Severity.WARN
