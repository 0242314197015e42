"""What of a dataset its people decide about: told from what the portal writes there itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from ckanext.paser.metadata.rules import profile

OURS = ("status_sdi", "catatan_verifikasi", "diverifikasi_pada", "diperiksa_pembina_pada")
"""Fields that the workflow alone writes."""


def is_ours(field: str, file: int | None = None) -> bool:
    """Whether nobody can fill in what a rule misses: the workflow will. That there are no data is told at the status."""
    return file is None and field in OURS and field != "status_sdi"


def digest(dataset: Mapping[str, Any], fields: Collection[str], of_file: Collection[str]) -> str:
    """The sha256 of what a dataset says in the given fields, and its files in theirs, in hexadecimal."""
    said = {name: dataset[name] for name in fields if name in dataset and name not in OURS}
    files = [
        {name: file[name] for name in ("id", *of_file) if name in file}
        for file in dataset.get("resources") or []
    ]
    text = json.dumps([said, files], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


MOST_COMMENTS = 200
LONGEST_COMMENT = 2000


def reason(note: str, comments: Mapping[str, str], dataset: Mapping[str, Any]) -> str:
    """Why a step was taken, as one text: the note; where none was written, the remarks, each after the field or file that it is about.

    In the words of the profile, which are Indonesian: it is kept with the dataset, for all its readers.
    """
    if note.strip():
        return note.strip()
    words = profile.labels("dataset") | {f"file-{one['id']}": one["name"] for one in _files(dataset)}
    return " ".join(_sentence(f"{words.get(name) or name}: {text}") for name, text in comments.items())


def _files(dataset: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in dataset.get("resources") or [] if one.get("name")]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def comments(value: Any) -> dict[str, str]:
    """Remarks by field as they are kept: without empty ones.

    Raises:
        ValueError: they are no texts by field, or too many, or too long.
    """
    if not isinstance(value, Mapping) or len(value) > MOST_COMMENTS:
        raise ValueError("not a mapping of texts")
    if not all(isinstance(text, str) and len(text) <= LONGEST_COMMENT for text in value.values()):
        raise ValueError("not a short text")
    return {str(field)[:200]: text.strip() for field, text in value.items() if text.strip()}
