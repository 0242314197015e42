"""The first chart of each published table, drawn when a release was taken and never on view."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.pages.rules import PADDED, decimals, format_day, format_number
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.rows import service as rows
from ckanext.paser.tables import service as tables

from paser_dashboards.pictures import service as pictures
from paser_dashboards.pictures.rules.base import Size, Spec
from paser_dashboards.pictures.rules.plain import Point, line, ranked
from paser_dashboards.proposals import rules, told
from paser_dashboards.proposals.rules import BARS, LINE, MOST_BARS, Answer, Proposal
from paser_dashboards.proposals.told import Told

LANGUAGES = ("id", "en")
SIZES = {
    LINE: (Size("lebar", 640, 260, 14), Size("ponsel", 270, 200, 13)),
    BARS: (Size("lebar", 560, 0, 13.5), Size("ponsel", 150, 0, 13)),
}


@dataclass(frozen=True)
class Found:
    """A proposal to which the table has an answer.

    Args:
        answers: with a figure each, in the order in which they are drawn.
        function: by which rows were put together; empty if none were.
        cut: there are older times, which are not drawn.
        without: values of the dimension that have no figure.
    """

    proposal: Proposal
    answers: list[Answer]
    function: str
    cut: bool
    without: list[Any]


@dataclass(frozen=True)
class Chart:
    """What a page shows: what it is, and its pictures, without their sentence."""

    told: Told
    wide: str
    narrow: str


def draw(resource_id: str) -> None:
    """Draw the first chart of a table, or remove that of one which has none any more. Commits.

    A table that has changed since its newest release gets it with the next one.
    """
    release = releases.one(resource_id)
    found = next(_answered(resource_id, release), None) if release and release.statistics else None
    version = release.version if release else ""
    if tables.data_versions([resource_id]).get(resource_id) != version:
        found = None
    for language in LANGUAGES:
        sizes = SIZES[found.proposal.kind] if found else ()
        drawn = [_picture(found, version, size=size, language=language) for size in sizes if found]
        pictures.replace(pictures.of_table(resource_id), language, drawn)
    model.Session.commit()


def _answered(resource_id: str, release: Release) -> Iterator[Found]:
    """The proposals of columns for the public to which the table has an answer of at least two values."""
    closed = releases.closed_columns(resource_id)
    for proposal in rules.proposals([c for c in release.columns if c.id not in closed], release.statistics):
        try:
            found = _found(resource_id, proposal)
            if found and _is_mixed(found, resource_id, release):
                continue
        except (ProblemError, tk.ObjectNotFound):
            continue
        if found and len(found.answers) > 1 and rules.are_names(found.answers):
            yield found


def _found(resource_id: str, proposal: Proposal) -> Found | None:
    """The answer of the table; None where its dictionary does not say how its rows make one figure, or one lacks."""
    if proposal.time:
        question = rules.newest_of(proposal.time, proposal.where)
        times = [by for by, _ in rows.page(resource_id, lambda _: question).rows if by is not None]
        if not times or not rules.in_order(times):
            return None
        proposal = proposal.at(str(times[0]))
    answers, cut = _asked(resource_id, proposal, "max")
    function = ""
    if not rules.is_one_row_each(answers):
        function = rules.TOGETHER.get(proposal.measure.aggregation, "")
        if not function or not rules.is_whole(answers):
            return None
        answers, cut = _asked(resource_id, proposal, function)
    return _sorted(Found(proposal, answers, function, cut, []))


def _is_mixed(found: Found, resource_id: str, release: Release) -> bool:
    """Whether a line would go from one area or series to another one."""
    proposal = found.proposal
    if proposal.kind != LINE or rules.is_of_the_same(found.answers):
        return False
    questions = [
        rules.newest_of(column, proposal.where)
        for column in rules.besides(proposal, release.columns, release.statistics)
    ]
    return any(len(rows.page(resource_id, lambda _, one=one: one).rows) > 1 for one in questions)


def _asked(resource_id: str, proposal: Proposal, function: str) -> tuple[list[Answer], bool]:
    page = rows.page(resource_id, lambda _: proposal.question(function))
    return [Answer(*row) for row in page.rows if row[0] is not None], bool(page.next)


def _sorted(found: Found) -> Found | None:
    """It with what is drawn in its order, and what has no figure aside."""
    known = [one for one in found.answers if one.value is not None]
    without = [one.by for one in reversed(found.answers) if one.value is None]
    if found.proposal.kind == BARS:
        return replace(found, answers=sorted(known, key=lambda one: one.value, reverse=True), without=without)
    if not rules.in_order(one.by for one in found.answers):
        return None
    return replace(found, answers=known[::-1], without=without)


def _picture(found: Found, version: str, *, size: Size, language: str) -> pictures.Picture:
    kind = found.proposal.kind
    points = _points(found, language)
    spec: Spec = line(points, size) if kind == LINE else ranked(points, size)
    picture = pictures.drawn(f"{kind}-{size.name}", spec, language)
    return replace(picture, svg=told.write(picture.svg, _told(found, version, language)))


def _points(found: Found, language: str) -> list[Point]:
    """What is drawn; figures share their decimals as those of the table do."""
    kind = found.proposal.kind
    drawn = found.answers if kind == LINE else found.answers[:MOST_BARS]
    shared = decimals(one.value for one in drawn)
    return [
        Point(
            _name(one.by, language),
            float(one.value),
            format_number(one.value, shared if shared <= PADDED else None, language),
            at=(kind == LINE and rules.place(one.by)) or 0,
        )
        for one in drawn
    ]


def _told(found: Found, version: str, language: str) -> Told:
    proposal, many = found.proposal, len(found.answers)
    return Told(
        version=version,
        kind=proposal.kind,
        measure=proposal.measure.label,
        unit=proposal.measure.unit,
        by=proposal.by.label,
        fixed=tuple(
            (column.label, _written(value, column.type, language)) for column, value in proposal.fixed
        ),
        columns=tuple(sorted(proposal.columns)),
        function=found.function,
        since=_name(found.answers[0].by, language) if found.cut else "",
        of=many if proposal.kind == BARS and many > MOST_BARS else 0,
        without=tuple(_name(by, language) for by in found.without),
    )


def _written(value: str, kind: str, language: str) -> str:
    return format_day(value[:10], "d MMM y", language) if kind in ("date", "timestamp") else value


def _name(value: Any, language: str) -> str:
    return format_day(value, "d MMM y", language) if isinstance(value, date) else str(value)


def chart(resource_id: str, version: str, language: str, closed: Collection[str]) -> Chart | None:
    """The first chart of a table, if it was drawn.

    Args:
        version: of the table that is shown; there is no chart of another one.
        closed: columns that are not for the public by now; there is no chart of them any more.
    """
    place = pictures.of_table(resource_id)
    names = [f"{kind}-{size.name}" for kind, sizes in SIZES.items() for size in sizes]
    drawn = pictures.find([place], names, language).get(place, {})
    for kind, sizes in SIZES.items():
        wide, narrow = (drawn.get(f"{kind}-{size.name}") for size in sizes)
        if wide and narrow:
            picture, about = told.read(wide.svg)
            if about is None or about.version != version or not set(closed).isdisjoint(about.columns):
                return None
            return Chart(about, picture, told.read(narrow.svg)[0])
    return None
