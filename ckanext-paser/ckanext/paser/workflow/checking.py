"""What who decides about a dataset looks at: its files, how they were read, their tables, and what they change of what is public."""

from __future__ import annotations

from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service as tables
from ckanext.paser.workflow import successors

MOST_REPORTS = 10
"""Files of a dataset whose reading is shown; of further ones their pages tell."""


class Looked(NamedTuple):
    """A file of a dataset.

    Attributes:
        file: as it is shown.
        since, to: the numbers of the release that is public and of the newest, where the two differ; None else.
        report: how it was read, as ``paser_table_report`` tells it to who asks; None where no table comes of it.
    """

    file: dict[str, Any]
    since: int | None = None
    to: int | None = None
    report: dict[str, Any] | None = None


def files(dataset: dict[str, Any]) -> list[Looked]:
    """The files of a dataset: how each was read, and of a next version what it changes of what is public."""
    published, replaced = successors.published_files(dataset["id"]), successors.replaced_files(dataset)
    found = [
        _compared(one, published[one["id"]]) if one["id"] in replaced else Looked(one)
        for one in dataset["resources"]
    ]
    read = tables.statuses([one.file["id"] for one in found])
    told = [one.file["id"] for one in found if one.file["id"] in read][:MOST_REPORTS]
    return [
        one._replace(report=tk.h.paser_table_report(one.file["id"])) if one.file["id"] in told else one
        for one in found
    ]


def _compared(file: dict[str, Any], published: str) -> Looked:
    begun, newest = releases.lent(file["id"], published), releases.one(file["id"])
    if begun is None or newest is None or newest.number == begun.number:
        return Looked(file)
    return Looked(file, begun.number, newest.number)
