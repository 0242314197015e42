"""What a published dataset says once its next version takes its place.

Whoever works on a next version decides about what they change of it. All else is as the published one says it by then: a source, or
the portal itself, may have written it meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMED = ("tags", "groups")
"""Lists of things that have ids of their own: what counts is how they are called."""
_FREE = "extras"
"""What sources and programs note beside the profile. No form shows it, so that it is missing there does not count."""
Said = Mapping[str, Any]


def changed(base: Said, mine: Said) -> list[str]:
    """The fields that say something else than they did when the next version was begun."""
    names = dict.fromkeys([*base, *mine])
    return [name for name in names if not _same(name, base.get(name), mine.get(name))]


def merged(base: Said, mine: Said, theirs: Said) -> dict[str, Any]:
    """What the next version has changed, in what is published.

    Args:
        base: the published one when the next version was begun.
        mine: the next version now.
        theirs: the published one now.
    """
    ours = set(changed(base, mine))
    kept = {name: value for name, value in theirs.items() if name not in ours}
    said = kept | {name: value for name, value in mine.items() if name in ours}
    if _FREE in ours:
        said[_FREE] = _listed({**_free(theirs), **_new(_free(base), _free(mine))})
    return said


def _free(dataset: Said) -> dict[str, Any]:
    return {one["key"]: one["value"] for one in dataset.get(_FREE) or []}


def _listed(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in values.items()]


def _new(base: Said, mine: Said) -> dict[str, Any]:
    return {key: value for key, value in mine.items() if base.get(key) != value}


def _same(name: str, one: Any, other: Any) -> bool:
    if name == _FREE:
        return not _new(_free({_FREE: one}), _free({_FREE: other}))
    if name in _NAMED:
        one, other = (sorted(each["name"] for each in said or []) for said in (one, other))
    return one == other or (_is_empty(one) and _is_empty(other))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
