"""The Atom feeds of CKAN, as somebody subscribes to them: in the language of the address, newest first, entries that lead to pages.

CKAN's own view makes addresses that lead nowhere (``?query=page&query=2``) and tells them to this class, so what the address of the feed
itself says is taken in their place. Source: RFC 4287, RFC 5005 section 3.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from feedgen.feed import FeedGenerator

import ckan.plugins.toolkit as tk

_KIND = re.compile(r' - (?:Organization|Group|Tag): "(.*)"\Z', re.DOTALL)
"""How CKAN ends the title of a feed that is of something."""
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(FeedGenerator):
    """One page of a feed.

    Args:
        feed_title: of CKAN, with the name of what the feed is of.
        next_page: whether there may be a further page; its address is not taken.
    """

    def __init__(
        self,
        feed_title: str,
        feed_link: str,
        feed_description: str,
        *_of_ckan: Any,
        next_page: str | None = None,
        **_more_of_ckan: Any,
    ) -> None:
        super().__init__()
        self._page = tk.h.get_page_number(tk.request.args)
        self._more = bool(next_page)
        found = _KIND.search(feed_title)
        name = found[1] if found else _asked().get("q", "")
        site = tk.config["ckan.site_title"]
        self.id(_address(locale="default"))
        self.title(_written(f"{name} - {site}" if name else site))
        self.subtitle(tk._("Datasets that were published or changed last"))
        self.language(tk.h.lang())
        self.author({"name": tk.config["ckan.feeds.author_name"].strip() or site})
        self.link(href=_address(self._page), rel="self")
        self.link(href=_page(), rel="alternate")
        self.link(href=_address(), rel="first")
        if self._page > 1:
            self.link(href=_address(self._page - 1), rel="prev")

    def add_item(
        self, *, dataset: dict[str, Any], published: datetime, updated: datetime, **_of_ckan: Any
    ) -> None:
        """Add a dataset or an activity; what CKAN tells of it beside leads to the API."""
        entry = self.add_entry(order="append")
        page = f"{dataset.get('type') or 'dataset'}.read"
        agency = (dataset.get("organization") or {}).get("title")
        entry.id(f"{tk.config['ckan.site_url']}/dataset/{dataset['id']}")
        entry.title(_written(dataset.get("title") or dataset["name"]))
        entry.link(href=tk.url_for(page, id=dataset["name"], _external=True))
        entry.summary(_written(dataset.get("notes") or ""))
        entry.published(_in_utc(published))
        entry.updated(_in_utc(updated))
        entry.category([{"term": _written(tag["name"])} for tag in dataset.get("tags") or ()])
        if agency:
            entry.author({"name": _written(agency)})

    def writeString(self, encoding: str) -> str:  # noqa: N802 - CKAN's name
        """The page as XML. CKAN counts a last page that is not full as two: the next one is told where this one is full."""
        entries = self.entry()
        if self._more and len(entries) >= tk.config["ckan.feeds.limit"]:
            self.link(href=_address(self._page + 1), rel="next")
        if entries:
            self.updated(max(entry.updated() for entry in entries))
        return self.atom_str(encoding=encoding).decode(encoding)


def _address(page: int = 1, **how: Any) -> str:
    """The full address of a page of the feed that is asked for."""
    where = tk.url_for(tk.request.endpoint, **_of(), _external=True, **how)
    asked = [*_asked().items(), *([("page", str(page))] if page > 1 else [])]
    return f"{where}?{urlencode(asked)}" if asked else where


def _page() -> str:
    """The full address of the page for people of what the feed is of."""
    kind = str(tk.request.endpoint).rpartition(".")[2]
    if kind in ("organization", "group"):
        return tk.url_for(f"{kind}.read", **_of(), _external=True)
    where = tk.url_for("dataset.search", _external=True)
    asked = {"tags": _of()["id"]} if kind == "tag" else _asked()
    return f"{where}?{urlencode(asked)}" if asked else where


def _of() -> dict[str, Any]:
    return dict(tk.request.view_args or {})


def _asked() -> dict[str, str]:
    """What a feed of a search is asked; the others have no parameters but their page."""
    is_search = tk.request.endpoint == "feeds.custom"
    return {name: value for name, value in tk.request.args.items() if is_search and name != "page"}


def _written(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NO_XML.sub("", text)


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
