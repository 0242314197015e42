"""What a form says of the columns of a file, cell by cell, and what somebody else has stored in the meantime. Pure.

A cell is what is said of a column under one key. What only one of two has changed is kept from both; what both have changed is told
with both values, and written over by nobody who has not seen it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules.stale import digest
from ckanext.paser.tables.rules import form

Entry = Mapping[str, Any]
Base = Mapping[str, Mapping[str, str]]
"""By column and key the digests of what a form was made of; what said nothing is left out."""
_BETWEEN = ":"


class Cell(NamedTuple):
    """What is said of a column under one key of the dictionary."""

    column: str
    key: str


class Conflict(NamedTuple):
    """A cell that two have changed: what the form says, and what is stored by now."""

    cell: Cell
    mine: Any
    theirs: Any


class Merged(NamedTuple):
    """What is to be stored of the columns of a form.

    Attributes:
        entries: by column, the keys that are as they should be stored; the others stay as they are.
        conflicts: what two have changed; none of it is among the entries.
    """

    entries: dict[str, dict[str, Any]]
    conflicts: list[Conflict]


def mark(file: str, shown: Iterable[Entry]) -> str:
    """What a form of columns was made of, short enough to stand in it.

    Args:
        file: a sign for the file and how it is read.
        shown: the entries of its columns, as the form shows them.
    """
    return _written(file, {one["id"]: _digests(one) for one in shown})


def is_of_file(marked: str, file: str) -> bool:
    """Whether a form was made of this file, read as it is read now."""
    return marked.partition(_BETWEEN)[0] == file


def carried(marked: str, sent: Iterable[Entry], file: str, now: Iterable[Entry]) -> str:
    """The mark of a form that stays as it was sent: made anew where it says what is stored by now.

    Args:
        marked: the mark that came with it.
        file: a sign for the file and how it is read by now.
        now: the entries that are stored by now.
    """
    base, stored = _base(marked), {one["id"]: _digests(one) for one in now}
    kept = {
        one["id"]: {
            key: said
            for key in form.KEYS
            if (said := _carried(key, _digests(one), stored.get(one["id"], {}), base.get(one["id"], {})))
        }
        for one in sent
    }
    return _written(file, kept)


def _carried(key: str, mine: Mapping[str, str], now: Mapping[str, str], base: Mapping[str, str]) -> str:
    known = now if mine.get(key) == now.get(key) else base
    return known.get(key, "")


def touched(marked: str, sent: Iterable[Entry]) -> set[Cell]:
    """The cells in which something else stands than the form was made of."""
    base = _base(marked)
    return {
        Cell(one["id"], key)
        for one in sent
        for mine, before in ((_digests(one), base.get(one["id"], {})),)
        for key in form.KEYS
        if mine.get(key) != before.get(key)
    }


def merged(
    marked: str,
    sent: Iterable[Entry],
    shown: Iterable[Entry],
    theirs: Collection[Cell] = (),
    derived: Collection[Cell] = (),
) -> Merged:
    """What is to be stored of a form, and what it and somebody else have changed.

    Args:
        marked: ``mark`` of what the form was made of.
        shown: the entries as a form would show them by now.
        theirs: cells in which somebody wants what is stored to stay.
        derived: cells in which nobody has chosen what stands there by now: whoever does writes over nobody.
    """
    base, now = _base(marked), {one["id"]: one for one in shown}
    entries: dict[str, dict[str, Any]] = {}
    conflicts: list[Conflict] = []
    for one in sent:
        id_ = one["id"]
        stored, before, mine = now.get(id_, {}), base.get(id_, {}), _digests(one)
        stands = _digests(stored)
        kept = entries.setdefault(id_, {"id": id_})
        for key in form.KEYS:
            is_mine = mine.get(key) != before.get(key)
            is_alone = before.get(key) == stands.get(key) or Cell(id_, key) in derived
            if mine.get(key) == stands.get(key) or (is_mine and is_alone):
                kept |= {key: one.get(key)} if Cell(id_, key) not in theirs else {}
            elif is_mine and Cell(id_, key) not in theirs:
                conflicts.append(Conflict(Cell(id_, key), one.get(key), stored.get(key)))
    return Merged(entries, conflicts)


def standing(
    sent: Iterable[Entry], mine: Collection[Cell], shown: Iterable[Entry]
) -> dict[str, dict[str, Any]]:
    """What stands in a form that is shown again, by column: what was typed in some cells, and what is stored by now in all others.

    Args:
        mine: the cells in which something was typed.
    """
    typed = {
        one["id"]: {key: one.get(key) for key in form.KEYS if Cell(one["id"], key) in mine} for one in sent
    }
    there = {one["id"]: {**one, **typed.get(one["id"], {})} for one in shown}
    others = {id_: {"id": id_, **said} for id_, said in typed.items() if said and id_ not in there}
    return there | others


def _written(file: str, base: Base) -> str:
    said = {id_: of_column for id_, of_column in base.items() if of_column}
    return f"{file}{_BETWEEN}{json.dumps(said, sort_keys=True, separators=(',', ':'))}"


def _base(marked: str) -> Base:
    """The digests in a mark; none in what is no mark of ours."""
    try:
        said = json.loads(marked.partition(_BETWEEN)[2])
    except ValueError:
        return {}
    of_columns = said if isinstance(said, dict) else {}
    return {id_: one for id_, one in of_columns.items() if isinstance(one, dict)}


def _digests(entry: Entry) -> dict[str, str]:
    """The digest of each key that says something, in the one form in which what was sent and what was shown are the same."""
    return {key: digest(text) for key in form.KEYS if (text := _plain(key, entry.get(key)))}


def _plain(key: str, value: Any) -> str:
    if key == form.OPEN:
        return "closed" if value is False else ""
    text = _text(value)
    return metadata.unit(text) if key == "satuan" else text


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value[key]}" for key in sorted(value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
