"""Helpers of the releases room for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.releases import service
from ckanext.paser.releases.rules.release import Release

__all__ = ["paser_newest_release", "paser_release_changes", "paser_release_period", "paser_releases"]


def paser_newest_release(resource: dict[str, Any]) -> Release | None:
    """The newest release of a file's table; None while it has none."""
    return service.one(resource["id"]) if resource.get("datastore_active") else None


def paser_releases(resource_id: str) -> list[Release]:
    """The newest releases of a resource's table, as many as its page tells."""
    return service.of(resource_id, limit=3)


def paser_release_period(release: Release) -> str:
    """The time that a release was said to be about, for people; empty where it is not known."""
    known = {"start": release.periode_mulai, "end": release.periode_selesai}
    return tk.h.paser_period({"temporal_coverage": [known]})


def paser_release_changes(release: Release) -> list[tuple[str, str]]:
    """What is different from the release before, each a kind (tambah, ubah, hapus) and words."""
    found = release.changes or {}
    columns = found.get("columns", {})
    number = tk.h.paser_number
    told = [
        ("tambah", tk.ungettext("+{n} row", "+{n} rows", found.get("added", 0)), found.get("added", 0)),
        ("hapus", tk.ungettext("−{n} row", "−{n} rows", found.get("removed", 0)), found.get("removed", 0)),
        (
            "ubah",
            tk.ungettext("{n} value changed", "{n} values changed", found.get("cells", 0)),
            found.get("cells", 0),
        ),
        *_of_columns(columns),
    ]
    words = [(kind, text.format(n=number(count))) for kind, text, count in told if count]
    return words or ([("", tk._("The same rows"))] if found else [])


def _of_columns(columns: dict[str, list[str]]) -> list[tuple[str, str, int]]:
    came, went, other = (len(columns.get(name, ())) for name in ("added", "removed", "retyped"))
    return [
        ("tambah", tk.ungettext("+{n} column", "+{n} columns", came), came),
        ("hapus", tk.ungettext("−{n} column", "−{n} columns", went), went),
        ("ubah", tk.ungettext("{n} column of another type", "{n} columns of another type", other), other),
    ]
