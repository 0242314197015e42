"""How points are lost: what was found, by which criterion, and how much each finding costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ckanext.paser.problems import Problem
from ckanext.paser.quality.rules.formula import DIMENSIONS


@dataclass(frozen=True)
class Place:
    """Where something is put right.

    Args:
        field: name of the field; empty where it is none.
        file: id of the file; empty for what is the dataset's own.
        column: id of the column of its table.
        page: ``dataset`` or ``file`` (their forms), ``columns`` (how the file was read), ``personal`` (the gate for personal data).
    """

    field: str = ""
    file: str = ""
    column: str = ""
    page: str = "dataset"


@dataclass(frozen=True)
class Found:
    """Something that costs points.

    Args:
        criterion: its code in the formula.
        share: of what each thing costs by that criterion, or its part of all that is asked for; 1 is all of it.
        inside: only who may edit the dataset is told.
    """

    criterion: str
    problem: Problem
    place: Place
    share: float = 1.0
    inside: bool = False


@dataclass(frozen=True)
class Loss:
    """Lost points, and what brings them back.

    Args:
        points: in tenths; those of all losses and the score make 100.
    """

    code: str
    dimension: str
    points: float
    problem: Problem
    place: Place
    inside: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)


def losses(found: Iterable[Found]) -> list[Loss]:
    """What each finding costs, the dearest first; of one criterion never more than it has points.

    Points are written in tenths without a rest: findings too many to cost a tenth each are told with those that do.
    """
    by_criterion = defaultdict(list)
    for one in found:
        by_criterion[one.criterion].append(one)
    lost: list[Loss] = []
    for dimension in DIMENSIONS:
        points = {one.code: one.points for one in dimension.criteria}
        for criterion in dimension.criteria:
            mine = by_criterion[criterion.code]
            covered = sum(points[code] for code in criterion.covers)
            most = points[criterion.code] + covered
            each = most if criterion.each is None else criterion.each
            lost += _lost(dimension.code, mine, each, most)
            gone = min(1.0, sum(one.share for one in mine)) if criterion.covers else 0.0
            points |= {code: points[code] * (1 - gone) for code in criterion.covers}
    return sorted(lost, key=lambda one: -one.points)


def _lost(dimension: str, found: Sequence[Found], each: float, most: float) -> Iterator[Loss]:
    cost = sum(each * one.share for one in found)
    factor = min(1.0, most / cost) if cost else 1.0
    told, sum_ = 0.0, 0.0
    for one in found:
        sum_ += each * one.share * factor
        points, told = round(round(sum_, 1) - told, 1), round(sum_, 1)
        yield Loss(one.problem.code, dimension, points, one.problem, one.place, one.inside)
