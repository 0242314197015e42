"""The first chart of each published table, drawn when a release was taken and never on view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.pages.rules import format_day, format_number
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.rows import service as rows

from paser_dashboards.pictures import service as pictures
from paser_dashboards.pictures.rules.base import Size, Spec
from paser_dashboards.pictures.rules.plain import Point, line, ranked
from paser_dashboards.proposals.rules import BARS, LINE, MOST_BARS, Proposal, proposals

LANGUAGES = ("id", "en")
SIZES = {
    LINE: (Size("lebar", 640, 260, 14), Size("ponsel", 270, 200, 13)),
    BARS: (Size("lebar", 560, 0, 13.5), Size("ponsel", 150, 0, 13)),
}


Values = list[tuple[Any, Any]]
"""Values of a dimension, each with its figure."""


@dataclass(frozen=True)
class Chart:
    """What a page shows: what was proposed, and its pictures, without their sentence."""

    proposal: Proposal
    wide: str
    narrow: str


def draw(resource_id: str) -> None:
    """Draw the first chart of a table, or remove that of one which has none any more. Commits."""
    release = releases.one(resource_id)
    found = next(_answered(resource_id, release), None) if release and release.statistics else None
    for language in LANGUAGES:
        drawn = (
            [_picture(*found, size=size, language=language) for size in SIZES[found[0].kind]] if found else []
        )
        pictures.replace(pictures.of_table(resource_id), language, drawn)
    model.Session.commit()


def _answered(resource_id: str, release: Release) -> Iterator[tuple[Proposal, Values]]:
    """The proposals of columns for the public to which the table has an answer of at least two values."""
    closed = releases.closed_columns(resource_id)
    for proposal in proposals([c for c in release.columns if c.id not in closed], release.statistics):
        points = _values(resource_id, proposal)
        if points and len(points) > 1:
            yield proposal, points


def _values(resource_id: str, proposal: Proposal) -> Values | None:
    """A value for each value of the dimension; None where its dictionary forbids to put rows together."""
    try:
        found = rows.page(resource_id, lambda _: proposal.question("max")).rows
        if any(count > 1 for *_, count in found):
            found = rows.page(resource_id, lambda _: proposal.question("sum")).rows
    except (ProblemError, tk.ObjectNotFound):
        return None
    values = [(by, value) for by, value, _ in found if by is not None and value is not None]
    if proposal.kind == LINE:
        return sorted(values, key=lambda pair: pair[0])
    return sorted(values, key=lambda pair: pair[1], reverse=True)[:MOST_BARS]


def _picture(proposal: Proposal, values: Values, *, size: Size, language: str) -> pictures.Picture:
    points = [
        Point(_name(by, language), float(value), format_number(value, None, language)) for by, value in values
    ]
    spec: Spec = line(points, size) if proposal.kind == LINE else ranked(points, size)
    return pictures.drawn(f"{proposal.kind}-{size.name}", spec, language)


def _name(value: Any, language: str) -> str:
    return format_day(value, "d MMM y", language) if isinstance(value, date) else str(value)


def chart(resource_id: str, language: str) -> Chart | None:
    """The first chart of a table, if it was drawn; none of a column that was closed since."""
    place = pictures.of_table(resource_id)
    names = [f"{kind}-{size.name}" for kind, sizes in SIZES.items() for size in sizes]
    drawn = pictures.find([place], names, language).get(place, {})
    release = releases.one(resource_id) if drawn else None
    if release is None:
        return None
    for proposal in proposals(release.columns, release.statistics):
        wide, narrow = (drawn.get(f"{proposal.kind}-{size.name}") for size in SIZES[proposal.kind])
        if wide and narrow:
            if not proposal.columns.isdisjoint(releases.closed_columns(resource_id)):
                return None
            return Chart(proposal, wide.svg, narrow.svg)
    return None
