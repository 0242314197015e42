"""What a new file says of itself: its kind and its name."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote


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
