"""What of a draft is only derived: fields from its file, cells of its columns from other cells. Pure.

It is derived again when that from which it was derived becomes another. What somebody has chosen stays: of what was derived a digest is
kept, and whatever says something else is somebody's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ckanext.paser.desk.rules import changes
from ckanext.paser.desk.rules.columns import Cell, Entry
from ckanext.paser.desk.rules.proposals import Proposals
from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules import placed
from ckanext.paser.metadata.rules.stale import digest
from ckanext.paser.tables.rules import roles
from ckanext.paser.tables.rules.table import Column
from ckanext.paser.tables.rules.wishes import TYPES

CELLS = ("peran", "agregasi", "kode_referensi")
"""The keys of a column that follow from its type, its label and its unit; each may follow from the ones before."""
_BETWEEN = "/"


def still(derived: Mapping[str, str], said: Mapping[str, Any]) -> set[str]:
    """The fields of a draft that say what was derived once, and nothing else.

    Args:
        derived: by part, the digest of what was derived.
        said: the draft as it is stored.
    """
    return {name for name, before in derived.items() if name in said and _of_field(name, said) == before}


def from_file(said: Mapping[str, Any], *made: Proposals) -> dict[str, str]:
    """The fields that say just what is proposed for their file, each with the digest of that.

    Args:
        said: the draft as it is stored.
        made: what is proposed; what was proposed before the file was read.
    """
    found = {name for proposals in made for name, one in proposals.items() if _is_said(name, said, one.value)}
    return {name: _of_field(name, said) for name in sorted(found)}


def _is_said(name: str, said: Mapping[str, Any], value: Any) -> bool:
    """CKAN stores a file under its name in small letters, of which a title may have been made as it was sent."""
    text = changes.plain(name, said.get(name))
    return bool(text) and text.casefold() == changes.plain(name, value).casefold()


def _of_field(name: str, said: Mapping[str, Any]) -> str:
    return digest(changes.plain(name, said.get(name)))


def part(resource_id: str, cell: Cell) -> str:
    """How a cell of the columns of a file is called among the parts of a draft."""
    return _BETWEEN.join((resource_id, *cell))


def open_cells(
    resource_id: str, columns: Iterable[str], stored: Mapping[str, Entry], derived: Mapping[str, str]
) -> set[Cell]:
    """The cells of which nobody has chosen what stands there: nothing is stored, or just what was derived.

    Args:
        columns: ids of the columns.
        stored: the dictionary as it is.
        derived: by part, the digest of what was derived.
    """
    cells = {Cell(id_, key) for id_ in columns for key in CELLS}
    return {
        cell
        for cell in cells
        if not (value := stored.get(cell.column, {}).get(cell.key))
        or derived.get(part(resource_id, cell)) == digest(value)
    }


def anew(
    entries: Mapping[str, Entry],
    shown: Iterable[Entry],
    free: Collection[Cell],
    columns: Iterable[Column],
    values: Mapping[str, Sequence[str]],
) -> dict[str, dict[str, Any]]:
    """What is to be stored of columns, with what follows from it derived anew.

    Args:
        entries: by column, the keys that are to be stored.
        shown: the entries as a form shows them by now.
        free: the cells of which nobody has chosen what stands there.
        columns: of the table, as it was read.
        values: some values of the columns of areas, by column.
    """
    known, now = {one.id: one for one in columns}, {one["id"]: one for one in shown}
    return {
        id_: _followed(entry, now.get(id_, {}), free, known[id_], values.get(id_, ()))
        if id_ in known
        else {**entry}
        for id_, entry in entries.items()
    }


def _followed(
    entry: Entry, before: Entry, free: Collection[Cell], column: Column, values: Sequence[str]
) -> dict[str, Any]:
    found = {**entry}
    for key in CELLS:
        after = {**before, **found}
        was, now = _made(key, column, before, before, values), _made(key, column, before, after, values)
        if Cell(column.id, key) in free and was != now and (after.get(key) or "") == was:
            found[key] = now
    return found


def _made(key: str, column: Column, before: Entry, entry: Entry, values: Sequence[str]) -> str:
    """What is derived for a cell of what stands in the others.

    A better label makes no other role of a column: its role was read from its header and its values.
    """
    chosen, role = entry.get("tipe_data") or "", entry.get("peran") or ""
    is_read = chosen == (before.get("tipe_data") or "")
    type_ = column.type if is_read else TYPES.get(chosen)
    if key == "kode_referensi":
        return metadata.AREA_LISTS.get(placed.code_system(values), "") if role == roles.AREA else ""
    if type_ is None:  # how it is read without a choice is known when it was read
        return ""
    told = before if key == "peran" else entry
    label = told.get("label") or column.label
    made = roles.propose(label, str(getattr(type_, "value", type_)), _unit(told.get("satuan") or ""))
    return made.role if key == "peran" else made.aggregation if role == roles.MEASURE else ""


def _unit(given: str) -> str:
    """A unit in the words from which it is told what figures may be added."""
    return metadata.label("satuan", metadata.unit(given)) if given else ""


def noted(
    resource_id: str, entries: Iterable[Entry], free: Collection[Cell], touched: Collection[Cell]
) -> tuple[dict[str, str], list[str]]:
    """What is kept of the cells that are stored: those that were derived, with digests, and those that somebody has chosen.

    Args:
        entries: what is stored.
        free: the cells of which nobody has chosen what stands there.
        touched: the cells in which somebody has chosen something now.
    """
    made = {
        part(resource_id, cell): digest(value)
        for one in entries
        for key in CELLS
        if (cell := Cell(one["id"], key)) in free and (value := one.get(key))
    }
    return made, [part(resource_id, cell) for cell in touched if cell.key in CELLS]
