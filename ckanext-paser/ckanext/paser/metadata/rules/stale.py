"""Whether a form is of a dataset as it is stored now. Pure rules: no CKAN, no clock, no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

_LENGTH = 10
_LONGEST = 200
"""Characters of a value that a sentence quotes."""


def digests(shown: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """What a form is made of, short enough to stand in it: the digest of each field, as ``package_show`` gives it."""
    return {name: _digest(shown.get(name)) for name in names}


def changed(base: Mapping[str, str], shown: Mapping[str, Any]) -> list[str]:
    """The fields that say something else than when the form was made."""
    return [name for name, before in base.items() if _digest(shown.get(name)) != before]


def quoted(value: Any) -> str:
    """What a field says now, for a sentence."""
    if isinstance(value, Mapping):
        value = value.get("display_name") or " ".join(str(part) for part in value.values() if part)
    text = "; ".join(map(quoted, value)) if isinstance(value, list) else str(value or "").strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def digest(text: str) -> str:
    """The digest of a field in its one written form; short, as a form carries one for each of its fields."""
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _digest(value: Any) -> str:
    nothing = value in (None, "", [])
    return digest("" if nothing else json.dumps(value, sort_keys=True, ensure_ascii=False))
