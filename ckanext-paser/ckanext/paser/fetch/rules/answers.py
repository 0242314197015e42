"""What an answer says of itself: its name, and whether it is a page for people instead of data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

_NAME = re.compile(r"filename=(?:\"((?:[^\"\\]|\\.)*)\"|([^;\s]+))", re.IGNORECASE)
_CODED_NAME = re.compile(r"filename\*=(UTF-8|ISO-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_LONGEST_NAME = 120


def shown(url: str) -> str:
    """An address as people may read it: without what stands behind ``?``, which may be a key, and without a password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.partition("?")[0].rpartition("@")[2][:200]
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"[:200]


def filename(url: str, headers: Mapping[str, str]) -> str:
    """The name of a fetched file: that of its ``Content-Disposition``, else the last part of its address.

    It is a name alone: no folder, no control character.
    """
    said = headers.get("Content-Disposition", "")
    if coded := _CODED_NAME.search(said):
        name = unquote(coded[2], encoding=coded[1], errors="replace")
    elif quoted := _NAME.search(said):
        name = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted[1] is not None else quoted[2]
    else:
        name = unquote(urlsplit(url).path, errors="replace")
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip(". ")[-_LONGEST_NAME:]


def is_page(content_type: str, start: bytes) -> bool:
    """Tell whether an answer is a web page, by its first bytes; what it says it is, many scripts say of a CSV too."""
    begin = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content_type.partition(";")[0].strip().lower() in _PAGES:
        return begin.startswith(b"<")
    return begin.startswith(_PAGE_STARTS)
