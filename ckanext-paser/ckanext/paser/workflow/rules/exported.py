"""The log of all steps and edits of all datasets as text, for administrators. Pure.

Cells of the CSV that a spreadsheet would take for a formula begin with an apostrophe: reasons and remarks are what people have typed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from ckanext.paser.exports.rules.cells import harmless

COLUMNS = (
    *("id", "dataset_id", "number", "at", "kind", "actor", "role", "from", "to"),
    *("note", "comments", "digest"),
)
MEDIA_TYPES = {"csv": "text/csv", "ndjson": "application/x-ndjson"}
"""By the form of the log."""


class Logged(Protocol):
    """A step or an edit, whose fields are ``COLUMNS`` (``from_`` for ``from``)."""

    def _asdict(self) -> dict[str, Any]: ...


def lines(events: Iterable[Logged], form: str) -> Iterator[str]:
    """The log line by line, each with its end; the CSV begins with the names of its columns.

    Args:
        form: one of ``MEDIA_TYPES``.
    """
    if form == "ndjson":
        yield from (json.dumps(_row(event), ensure_ascii=False) + "\n" for event in events)
        return
    yield _csv(COLUMNS)
    for event in events:
        row = _row(event)
        texts = row | {"comments": json.dumps(row["comments"], ensure_ascii=False) if row["comments"] else ""}
        yield _csv(harmless("" if texts[name] is None else str(texts[name])) for name in COLUMNS)


def _row(event: Logged) -> dict[str, Any]:
    said = event._asdict()
    return {name: said["from_" if name == "from" else name] for name in COLUMNS} | {
        "at": said["at"].isoformat()
    }


def _csv(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
