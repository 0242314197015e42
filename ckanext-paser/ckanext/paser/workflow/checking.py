"""What who decides about a dataset looks at: its files, their tables, and what they change of what is public."""

from __future__ import annotations

from typing import Any, NamedTuple

from ckanext.paser.releases import service as releases
from ckanext.paser.workflow import successors


class Looked(NamedTuple):
    """A file of a dataset.

    Attributes:
        file: as it is shown.
        since, to: the numbers of the release that is public and of the newest, where the two differ; None else.
    """

    file: dict[str, Any]
    since: int | None = None
    to: int | None = None


def files(dataset: dict[str, Any]) -> list[Looked]:
    """The files of a dataset, those of a next version with what they change of what is public."""
    published, replaced = successors.published_files(dataset["id"]), successors.replaced_files(dataset)
    return [
        _compared(one, published[one["id"]]) if one["id"] in replaced else Looked(one)
        for one in dataset["resources"]
    ]


def _compared(file: dict[str, Any], published: str) -> Looked:
    begun, newest = releases.lent(file["id"], published), releases.one(file["id"])
    if begun is None or newest is None or newest.number == begun.number:
        return Looked(file)
    return Looked(file, begun.number, newest.number)
