"""What templates of all rooms use to write figures, days and files, and to show the portal's marks."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timezone
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import g, session
from markupsafe import Markup

import ckan.plugins.toolkit as tk
from ckan.lib.datapreview import get_view_plugin
from ckan.types import Context

from ckanext.paser.kegiatan import rules as activities
from ckanext.paser.pages import rules, service, store

__all__ = [
    "check_access",
    "paser_age",
    "paser_agency",
    "paser_asset",
    "paser_cell",
    "paser_cell_words",
    "paser_column_type",
    "paser_dataset_count",
    "paser_day",
    "paser_drop_flash",
    "paser_facet_label",
    "paser_facets",
    "paser_first_table",
    "paser_icon",
    "paser_is_card",
    "paser_marked",
    "paser_number",
    "paser_period",
    "paser_size",
    "paser_topic_icon",
    "rendered_resource_view",
]

_READING = ("GET", "HEAD")
ICONS = Path(__file__).parent / "icons"


def check_access(action: str, data_dict: dict[str, Any] | None = None) -> bool:
    """Whether who reads a page may do something, as CKAN's helper of this name tells it.

    A page that is only read asks the same in several places (its buttons, its parts for editors): the answer is found once for it.
    """
    if tk.request.method not in _READING:
        return _may(action, data_dict)
    known: dict[str, bool] = tk.request.environ.setdefault("paser.may", {})
    asked = json.dumps([tk.current_user.name, action, data_dict or {}], sort_keys=True, default=str)
    if asked not in known:
        known[asked] = _may(action, data_dict)
    return known[asked]


def _may(action: str, data_dict: dict[str, Any] | None) -> bool:
    user: Any = tk.current_user
    context = Context(user=user.name)
    if user.is_authenticated:
        context["auth_user_obj"] = user._get_current_object()  # CKAN need not look the person up
    try:
        tk.check_access(action, context, dict(data_dict or {}))
    except tk.NotAuthorized:
        return False
    return True


def paser_number(value: rules.Number | None, decimals: int | None = None) -> str:
    """A number in the reader's language; what is missing is a dash."""
    return "–" if value is None or value == "" else rules.format_number(value, decimals, _locale())


def paser_day(value: rules.Moment | None, short: bool = False) -> str:
    """A day in the reader's language and in Paser's time."""
    if not value:
        return ""
    return rules.format_day(value, "d MMM y" if short else "d MMMM y", _locale(), tk.h.get_display_timezone())


def paser_cell(value: str | None) -> str:
    """A text as a cell of a page shows it; what is missing is a dash."""
    return rules.MISSING if value is None else rules.shortened(value)


def paser_age(value: rules.Moment) -> str:
    """How old ``value`` is, in words: "kemarin", "4 hari lalu"."""
    count, unit = rules.age(value, datetime.now(timezone.utc), tk.h.get_display_timezone())
    if unit == "day" and count < 2:
        return tk._("yesterday") if count else tk._("today")
    if unit == "minute" and count == 0:
        return tk._("just now")
    words = {
        "minute": tk.ungettext("{n} minute ago", "{n} minutes ago", count),
        "hour": tk.ungettext("{n} hour ago", "{n} hours ago", count),
        "day": tk.ungettext("{n} day ago", "{n} days ago", count),
        "month": tk.ungettext("{n} month ago", "{n} months ago", count),
        "year": tk.ungettext("{n} year ago", "{n} years ago", count),
    }
    return words[unit].format(n=count)


def paser_size(size: int | str | None) -> str:
    """The size of a file; empty when nobody knows it."""
    return rules.format_size(int(size), _locale()) if size else ""


def paser_drop_flash() -> str:
    """Forget what CKAN flashed for an error that the page tells anyway; no session is started for it."""
    session.pop("_flashes", None)
    if not session and tk.config["SESSION_COOKIE_NAME"] not in tk.request.cookies:
        session.modified = False
    return ""


def paser_icon(name: str) -> Markup:
    """A Bootstrap icon, inlined; it says nothing to a screen reader, the word beside it does."""
    return Markup(_icon(name))  # noqa: S704  a drawing of our own


def paser_asset(path: str) -> str:
    """The address of a public file of ours (``portal.css``), which changes when the file does."""
    for folder in tk.config["plugin_public_paths"]:
        file = Path(folder, "paser", path)
        if file.is_file():
            version = _fingerprint(file, file.stat().st_mtime_ns)
            return tk.h.url_for_static(f"/paser/{path}", v=version)
    raise FileNotFoundError(f"no plugin has a public file paser/{path}")


def paser_facet_label(field: str, value: str) -> str:
    """The words for a value of a facet, in the reader's language; the value itself when it has none."""
    if field == "organization":
        return _agencies()[value].short if value in _agencies() else value
    if (name := field.removeprefix("vocab_")) in activities.CODE_LISTS:
        return activities.label(name, value, tk.h.lang())
    return tk.h.paser_label(field, value)


def paser_dataset_count(organization: dict[str, Any]) -> int:
    """How many public datasets an agency has; CKAN's own count takes its activities for datasets."""
    if "paser_dataset_counts" not in g:
        g.paser_dataset_counts = service.dataset_counts()
    return g.paser_dataset_counts.get(organization["id"], 0)


def paser_agency(organization: dict[str, Any]) -> store.Agency:
    """The agency of a dataset; CKAN's own ``get_organization`` would cost eleven queries."""
    name = organization["name"]
    return _agencies().get(name) or store.Agency(name, organization["title"], organization["title"])


def paser_facets(titles: dict[str, str], counted: dict[str, Any]) -> list[service.Facet]:
    """The facets of the page of results that is being shown; none when its search failed."""
    if not counted:
        return []
    args = tk.request.args
    fq = " ".join(f'{name}:"{value}"' for name, value in args.items(multi=True) if name in titles and value)
    group = g.get("group_dict")
    kind = (tk.request.view_args or {}).get("package_type", "dataset")
    place = f'+owner_org:"{group["id"]}"' if group else f"+dataset_type:{kind}"
    return service.facets(titles, args.get("q", ""), f"{fq} {place}", counted, paser_facet_label)


def paser_period(dataset: dict[str, Any]) -> str:
    """The time that a dataset's data are about, "2017–2024"; empty when it does not say."""
    spans = [span for span in dataset.get("temporal_coverage") or [] if span.get("start") or span.get("end")]
    if not spans:
        return ""
    starts = [span.get("start") or span["end"] for span in spans]
    ends = [span.get("end") or span["start"] for span in spans]
    return rules.format_period(min(starts), max(ends), _locale())


def paser_is_card(dataset: dict[str, Any]) -> bool:
    """Whether a dataset is a card alone: its data are not for everybody, and it has no file."""
    access = dataset.get("akses_level") or "terbuka"
    return access != "terbuka" and not dataset["resources"]


def paser_first_table(dataset: dict[str, Any]) -> service.Table | None:
    """The table that a dataset's page shows: of its first file that has one, or will have one."""
    files = [resource for resource in dataset["resources"] if resource.get("url_type") == "upload"]
    loaded = [resource for resource in files if resource.get("datastore_active")]
    return service.table((loaded or files)[0], paser_cell_words(), _locale()) if files else None


def paser_column_type(kind: str) -> str:
    """What people read for a type of column."""
    return paser_cell_words().get(kind, kind)


def paser_cell_words() -> dict[str, str]:
    """What people read for a type of column, and for "no" and "yes"."""
    return {
        "text": tk._("text"),
        "code": tk._("code"),
        "integer": tk._("whole number"),
        "number": tk._("number"),
        "date": tk._("date"),
        "timestamp": tk._("date and time"),
        "boolean": tk._("yes or no"),
        "no": tk._("no"),
        "yes": tk._("yes"),
    }


def paser_topic_icon(code: str) -> str:
    return service.TOPIC_ICONS.get(code, "archive")


def paser_marked(text: str, query: str) -> Markup:
    """``text`` with the words of the search marked in it."""
    pieces = rules.marked(text, query)
    return Markup().join(Markup("<mark>{}</mark>").format(piece) if hit else piece for piece, hit in pieces)


@tk.chained_helper
def rendered_resource_view(
    next_helper: Callable[..., Markup],
    resource_view: dict[str, Any],
    resource: dict[str, Any],
    package: dict[str, Any],
    embed: bool = False,
) -> Markup:
    """A view as CKAN draws it; of a kind that nobody here can draw there is none (CKAN: an error of the server)."""
    if get_view_plugin(resource_view.get("view_type")) is None:
        tk.abort(404, tk._("Resource view not found"))
    return next_helper(resource_view, resource, package, embed=embed)


def _agencies() -> dict[str, store.Agency]:
    if "paser_agencies" not in g:
        g.paser_agencies = store.agencies()
    return g.paser_agencies


def _locale() -> str:
    return "id" if tk.h.lang() == "id" else "en"


@cache
def _icon(name: str) -> str:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", drawing.strip())
    lines = "".join(line.strip() for line in inner.splitlines())
    return f'<svg class="ps-ikon" viewBox="0 0 16 16" aria-hidden="true">{lines}</svg>'


@lru_cache(maxsize=256)
def _fingerprint(file: Path, changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
