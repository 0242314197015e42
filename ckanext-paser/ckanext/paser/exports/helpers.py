"""Helpers of the exports room for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.exports import service
from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.access import NOT_SCANNED, is_offered
from ckanext.paser.releases.rules.release import Release

__all__ = ["paser_download_address", "paser_downloads", "paser_may_have_file"]


def paser_downloads(resource: dict[str, Any], release: Release | None) -> service.Offers | None:
    """The downloads of a release of a file's table; None if there is none."""
    return service.offers(release, resource)


def paser_download_address(resource_id: str, ending: str, number: int | None = None) -> str:
    """Where a download is had; without a number that of the newest release."""
    place = {"resource_id": resource_id, "ending": ending, "locale": "default"}
    if number is None:
        return tk.h.url_for("paser_exports.newest", **place)
    return tk.h.url_for("paser_exports.permanent", number=number, **place)


def paser_may_have_file(resource: dict[str, Any], load: dict[str, Any] | None, manages: bool) -> bool:
    """Tell whether the reader is given the file as it was sent when they ask for it; ``load`` of paser_table_loads."""
    status, outcome = load["status"] if load else None, resource.get("pii_scan_status")
    if not (load or outcome) and resource.get("url_type") == "upload" and privacy.is_known(resource["id"]):
        outcome = NOT_SCANNED  # a document that waits
    leaves_hidden = bool(load and load["leaves_hidden"] and resource.get("url_type") == "upload")
    problem = load.get("link", {}).get("problem") if load else None
    known = {"leaves_hidden": leaves_hidden, "unfetched": problem["code"] if problem else ""}
    return bool(resource.get("url")) and (manages or is_offered(outcome, status, **known))
