"""What an event of the history keeps of a dataset, so that it can be told later what has become another."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ckanext.paser.metadata.rules import profile
from ckanext.paser.tables import service as tables
from ckanext.paser.workflow import rules

_OF_FILES = ("name", "url", "hash", "kamus_data", "jenis_resource", "format")
_TOLD_OTHERWISE = ("hash", "kamus_data")
"""Fields of a file of which its content and its columns tell."""


def of(dataset: dict[str, Any], remarks: Collection[str] = ()) -> dict[str, Any]:
    """The digest of what a dataset says now, as a whole (``digest``), and of its parts (``parts``); one query.

    Args:
        remarks: what is remarked on; of its files the names are kept, too.
    """
    asked = [name for name, need in profile.needs("dataset").items() if need != "A"]
    whole = rules.digest(dataset, asked, _OF_FILES)
    parts = rules.parts(dataset, asked, _OF_FILES)
    files = dataset.get("resources") or []
    parts |= rules.digests(files, _tables(files), _fields()) | rules.names(files, remarks)
    return {"digest": whole, "parts": parts}


def _fields() -> list[str]:
    said = [name for name, need in profile.needs("resource").items() if need != "A"]
    return [one for one in dict.fromkeys([*said, *rules.READING]) if one not in _TOLD_OTHERWISE]


def _tables(files: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is known of the tables of files that were read, by file."""
    found = tables.statuses([one["id"] for one in files])
    return {id_: load for id_, load in found.items() if load["status"] == "done"}
