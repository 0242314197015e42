"""What of a dataset its people decide about: told from what the portal writes there itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from ckanext.paser.metadata.rules import profile
from ckanext.paser.workflow.rules.files import OF_FILE, READING

OURS = ("status_sdi", "catatan_verifikasi", "diverifikasi_pada", "diperiksa_pembina_pada")
"""Fields that the workflow alone writes."""

_SHORT = 12


def is_ours(field: str, file: int | None = None) -> bool:
    """Whether nobody can fill in what a rule misses: the workflow will. That there are no data is told at the status."""
    return file is None and field in OURS and field != "status_sdi"


def digest(dataset: Mapping[str, Any], fields: Collection[str], of_file: Collection[str]) -> str:
    """The sha256 of what a dataset says in the given fields, and its files in theirs, in hexadecimal."""
    said = {name: dataset[name] for name in fields if name in dataset and name not in OURS}
    files = [_file(file, of_file) for file in dataset.get("resources") or []]
    return _sha256([said, files])


def parts(dataset: Mapping[str, Any], fields: Collection[str], of_file: Collection[str]) -> dict[str, str]:
    """The beginning of the sha256 of each of these fields that says something, and of each file under ``file-<id>``."""
    shown = {**dataset, "tag_string": [one.get("name") for one in dataset.get("tags") or []]}
    said: dict[str, Any] = {
        name: shown[name] for name in fields if name not in OURS and shown.get(name) not in (None, "", [], {})
    }
    said |= {f"{OF_FILE}{file['id']}": _file(file, of_file) for file in dataset.get("resources") or []}
    return {name: _sha256(value)[:_SHORT] for name, value in said.items()}


def _file(file: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    chosen = {name: file[name] for name in READING if file.get(name) not in (None, "", [])}
    return {name: file[name] for name in ("id", *fields) if name in file} | chosen


def _sha256(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
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
