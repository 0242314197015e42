"""What a download says about itself: whose data, of which release and day, and where that is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.exports.rules.card import Card
from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules import licences
from ckanext.paser.pages.rules import as_day, format_period
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release


def card(release: Release, within: dict[str, Any] | None = None) -> Card:
    """What a download of a release says about itself.

    Args:
        within: its dataset, where it is at hand.
    """
    about = resource(release.resource_id)
    whole = within or dataset(str(about.package_id))
    if is_current(release, about):
        return of(whole, about, release)
    said = replace(of(whole, about, release), table=release.name or release.filename)
    return _of_period(said, release.periode_mulai, release.periode_selesai)


def is_current(release: Release, about: model.Resource) -> bool:
    """Whether what is said of a resource is about this release: of its file, or of rows that were edited since."""
    if release.sha256 and release.name:
        return about.hash == release.sha256
    newest = releases.one(release.resource_id)
    return newest is not None and newest.number == release.number


def _of_period(said: Card, start: str, end: str) -> Card:
    """The same, of a file with a period of its own; of none where it is not known."""
    return replace(said, period=format_period(start, end, "id") if start else "", start=start, end=end)


def dataset(id_: str) -> dict[str, Any]:
    """A dataset, whoever asks for it.

    Raises:
        ObjectNotFound: there is none.
    """
    return tk.get_action("package_show")(Context(ignore_auth=True), {"id": id_})


def of(dataset: dict[str, Any], table: model.Resource, release: Release | None = None) -> Card:
    """What a download of the present release says about itself; or a table that is read live, without one.

    Args:
        table: its file within the dataset, which may have a period of its own.
    """
    said = replace(of_dataset(dataset), table=table.name or "")
    if release:
        address = page(
            "paser_release.read", id=dataset["name"], resource_id=release.resource_id, number=release.number
        )
        said = replace(said, number=release.number, day=day([release]), address=address)
    own = table.extras or {}
    start, end = (own.get(name) or "" for name in ("periode_mulai", "periode_selesai"))
    return _of_period(said, start, end or start) if start else said


def of_dataset(dataset: dict[str, Any]) -> Card:
    """What is said of a whole dataset."""
    licence = dataset.get("license_id") or ""
    start, end = _span(dataset.get("temporal_coverage") or [])
    return Card(
        title=dataset["title"] or dataset["name"],
        table="",
        agency=(dataset.get("organization") or {}).get("title") or "",
        licence=metadata.label("license_id", licence, "id") if licence else "",
        licence_url=dataset.get("license_url") or "",
        source=dataset.get("sumber_data") or "",
        period=format_period(start, end, "id") if start else "",
        number=0,
        day="",
        address="",
        dataset=page("dataset.read", id=dataset["name"]),
        sample=bool(dataset.get("data_contoh")),
        description=dataset.get("notes") or "",
        licence_id=licences.at_open_definition(licence),
        start=start,
        end=end,
    )


def page(endpoint: str, **values: Any) -> str:
    """The full address of a page, whatever language is spoken now."""
    return tk.h.url_for(endpoint, **values, qualified=True, locale="default")


def _span(spans: list[dict[str, str]]) -> tuple[str, str]:
    """First and last period of all that a dataset covers; empty where it does not say."""
    known = [span for span in spans if span.get("start") or span.get("end")]
    if not known:
        return "", ""
    starts = [span.get("start") or span["end"] for span in known]
    ends = [span.get("end") or span["start"] for span in known]
    return min(starts), max(ends)


def day(releases: Iterable[Release]) -> str:
    """The day of the newest of some releases, in Paser's time."""
    return as_day(max(release.issued for release in releases), tk.h.get_display_timezone()).isoformat()


def resource(resource_id: str) -> model.Resource:
    """A resource.

    Raises:
        ObjectNotFound: there is none.
    """
    found = model.Resource.get(resource_id)
    if found is None:
        raise tk.ObjectNotFound(tk._("Resource not found"))
    return found
