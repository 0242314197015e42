"""What a new file says of itself: its kind and its name."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

TABLES = frozenset({"csv", "geojson", "ods", "tab", "tsv", "xls", "xlsb", "xlsm", "xlsx"})
"""Formats, and endings of files, of which a table is made."""


def is_table(file: Mapping[str, Any]) -> bool:
    """Tell whether a file is read as a table, or there is a table already, such as one of rows that came through the API."""
    return bool(file.get("datastore_active")) or _is_read(file)


def is_data(file: Mapping[str, Any]) -> bool:
    """Tell whether a file holds the data themselves, not a guide to them."""
    return (file.get("jenis_resource") or "data") == "data"


def of_data(dataset: Mapping[str, Any]) -> list[Any]:
    """The files of a dataset that hold its data, in their order."""
    return [one for one in dataset.get("resources") or [] if is_data(one)]


def is_looked_through(file: Mapping[str, Any]) -> bool:
    """Tell whether the portal looks for personal data in a file: one that was sent, or a linked one that is read as a table.

    Rows that come through the API are looked through as they are written, and have no file.
    """
    return file.get("url_type") == "upload" or (not file.get("url_type") and _is_read(file))


def _is_read(file: Mapping[str, Any]) -> bool:
    kinds = {ending(file), str(file.get("format") or "").lower()}
    return not TABLES.isdisjoint(kinds)


def ending(file: Mapping[str, Any]) -> str:
    """The ending of a file's name, in small letters; empty where its address ends with none."""
    return PurePath(unquote(urlsplit(file.get("url") or "").path)).suffix[1:].lower()


def file_kind(present: Mapping[str, Any], sent: Mapping[str, Any], filename: str) -> dict[str, str]:
    """The format and media type that follow a resource's new file.

    Args:
        present: the resource as it is.
        sent: what it is to become; a format or media type that differs from the present one is the sender's choice.
        filename: name of the new file.

    Returns:
        ``format`` and ``mimetype``, each only when it has to change; nothing for another file of the same kind.
    """
    suffix = PurePath(filename).suffix
    if not suffix or suffix.lower() == PurePath(present.get("url") or "").suffix.lower():
        return {}
    own = {
        "format": suffix[1:].upper(),
        "mimetype": mimetypes.guess_type(filename)[0] or "application/octet-stream",
    }
    return {name: value for name, value in own.items() if sent.get(name) in (None, "", present.get(name))}


def is_named_after_file(
    present: Mapping[str, Any], sent: Mapping[str, Any], tidied: Callable[[str], str]
) -> bool:
    """Tell whether a resource's name is no more than that of its file, and the sender leaves it so.

    Args:
        tidied: what CKAN makes of a file's name for its address.
    """
    name = present.get("name") or ""
    file = unquote(PurePath(present.get("url") or "").name)
    return bool(name) and name == sent.get("name") and tidied(name) == tidied(file)
