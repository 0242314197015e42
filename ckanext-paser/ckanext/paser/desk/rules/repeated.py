"""What is refused of a draft twice: at a field of the dataset, and at its files, which have that of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.metadata.rules import filled

_FILES = "resources"


def once(errors: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what files are told of a field of their dataset that is refused itself: nobody has written it there.

    Args:
        errors: what CKAN refuses, by field, in its shape.
    """
    theirs = {name for field in filled.OF_DATASET.keys() & errors.keys() for name in filled.OF_DATASET[field]}
    files = errors.get(_FILES)
    if not theirs or not isinstance(files, list):
        return dict(errors)
    left = [_without(one, theirs) for one in files]
    kept = {name: told for name, told in errors.items() if name != _FILES}
    return {**kept, _FILES: left} if any(left) else kept


def _without(told: Any, names: set[str]) -> Any:
    return (
        {name: text for name, text in told.items() if name not in names} if isinstance(told, dict) else told
    )
