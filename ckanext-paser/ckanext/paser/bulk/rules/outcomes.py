"""What a row would change of a dataset that is there. An empty cell changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from ckanext.paser.bulk.rules.columns import Kind, by_key, of_field

Said = Mapping[str, Any]


class Outcome(str, Enum):
    """What comes of a row, or would come of it."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


def differences(wanted: Said, shown: Said) -> dict[str, Any]:
    """What has to be sent so that a dataset says what a row says, by field; ``owner_org`` is looked at elsewhere.

    Args:
        wanted: the values of the row, by field.
        shown: the dataset as ``package_show`` gives it.
    """
    whole = {
        name: _whole(name, value, shown)
        for name, value in wanted.items()
        if name not in ("name", "owner_org")
    }
    return {
        name: value
        for name, value in whole.items()
        if _comparable(name, value) != _comparable(name, _stored(name, shown))
    }


def sent(values: Said) -> dict[str, Any]:
    """The values of a row as CKAN's actions take them."""
    data = dict(values)
    if "tag_string" in data:
        data["tag_string"] = ",".join(data["tag_string"])
        data["tags"] = []  # else those that are stored would stay besides
    return data


def with_defaults(wanted: Said, defaults: Said) -> dict[str, Any]:
    """A new dataset with what its agency says of all of its own."""
    return {**defaults, **wanted}


def defaults_of(agency: Said) -> dict[str, Any]:
    """What is known of every dataset of an agency: its contact, and its affair if there is only one."""
    contact = {"name": agency.get("title") or "", "email": agency.get("email") or ""}
    affairs = agency.get("kode_urusan") or []
    known = {"contact": [contact]} if contact["email"] else {}
    return known | ({"kode_urusan": affairs[0]} if len(affairs) == 1 else {})


def digest(agency: str, judged: Iterable[Mapping[str, Any]]) -> str:
    """A sign for what was checked: the same cells, the same datasets behind them, the same outcome.

    Args:
        judged: of each row ``row``, ``wanted``, ``outcome``, ``name`` and ``base``, the state of the dataset.
    """
    told = [[one[part] for part in ("row", "name", "outcome", "base", "wanted")] for one in judged]
    return hashlib.sha256(json.dumps([agency, told], sort_keys=True, default=str).encode()).hexdigest()


def _whole(name: str, value: Any, shown: Said) -> Any:
    """Rows keep what the workbook does not show of them; a link is added to the files that are there."""
    if name == "resources":
        there = list(shown.get("resources") or [])
        known = {file.get("url") for file in there}
        return [*there, *(file for file in value if file.get("url") not in known)]
    if not _has_rows(name):
        return value
    before = shown.get(name) or []
    return [{**(before[i] if i < len(before) else {}), **row} for i, row in enumerate(value)]


def _stored(name: str, shown: Said) -> Any:
    if name == "tag_string":
        return [tag["name"] for tag in shown.get("tags") or []]
    return shown.get(name)


def _comparable(name: str, value: Any) -> Any:
    column = by_key().get(name)
    if name == "resources":
        return [file.get("url") for file in value or []]
    if _has_rows(name):
        return [
            {part: said for part, said in row.items() if said not in (None, "", [])} for row in value or []
        ]
    if column and column.kind in (Kind.MANY, Kind.TAGS):
        return sorted(value or [])
    if value in (None, ""):
        return None
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _has_rows(name: str) -> bool:
    return any(column.part for column in of_field(name))
