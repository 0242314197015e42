"""How a table's columns differ from those of the table before it, and from what its dictionary knows.

Pure. A column that goes or changes its type breaks what others have built on the table, and mostly nobody meant it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column, Reading
from ckanext.paser.tables.rules.words import TYPES

REPEATED_KEY = "repeated_key"
"""Code of the problem that a key does not tell rows apart."""
_SHOWN = 10
_HARDLY_ANY = 5
"""Rows of one column that a cover sheet has: an agency, a title, a month."""


def of_columns(
    before: Sequence[Column],
    now: Sequence[Column],
    chosen: Collection[str] = (),
    closed: Collection[str] = (),
    *,
    header: str = "",
) -> tuple[list[Note], list[Problem]]:
    """Tell what is new, gone, or of another type.

    Args:
        before: the columns of the table as it is; nothing is told when there is none.
        now: the columns of the new table, of another file, sheet or shape.
        chosen: columns whose type an officer has chosen.
        closed: columns that an officer keeps out of the table, or that are in the file all the same.
        header: the rows that were chosen as the header of a former file, and are this one's too; empty where none were.
    """
    if not before:
        return [], []
    old, new = {column.id: column for column in before}, {column.id: column for column in now}
    notes, problems = [], []
    if added := [column for column in now if column.id not in old]:
        fact = N_("Columns that the table before it did not have: {count} ({columns}).")
        notes.append(Note("columns_new", fact, _named(added)))
    if gone := [column for column in before if column.id not in new and column.id not in closed]:
        fact = N_("Columns of the table before it that this one does not have: {count} ({columns}).")
        remedy = N_(
            "If a header was only written otherwise, write it as before and send the file again; if another sheet, shape or header"
            " was chosen by mistake, choose the former one. What the dictionary says of the columns is kept."
        )
        problems.append(Problem("columns_gone", "", fact, remedy, _named(gone)))
        if header and 2 * len(gone) >= len(old):
            problems.append(_header_moved(header))
    problems += [
        _retyped(old[id_], column)
        for id_, column in new.items()
        if id_ in old and id_ not in chosen and _is_other(old[id_].type, column.type)
    ]
    return notes, problems


def _header_moved(rows: str) -> Problem:
    fact = N_(
        "The header was read from row {rows}, as chosen, but most names of columns are others than before."
    )
    remedy = N_(
        "Look where the header stands in this file. If it stands elsewhere, choose its row on the page of the columns, or leave the "
        "field empty, so that it is found."
    )
    return Problem("header_moved", "", fact, remedy, {"rows": rows})


def nearly_nothing(before: Sequence[Column], reading: Reading, sheet: str = "") -> Problem | None:
    """Of a table of several columns one with hardly a row would be left: a cover sheet, which nobody means to publish.

    Args:
        before: the columns of the table as it is.
        sheet: that was chosen, empty where none was.
    """
    kept = {column.id for column in before} & {*reading.in_file, *(column.id for column in reading.columns)}
    if kept or len(before) < 2 or len(reading.columns) > 1 or reading.rows > _HARDLY_ANY:
        return None
    fact = N_(
        "Here is one column with {rows} rows, none of the {count} columns of the table before it ({columns}), so that table stays."
    )
    remedy = N_(
        "Choose the sheet of the table, or send its file; if this is to be published, add it as a file of its own."
    )
    params = {**_named(before), "rows": reading.rows}
    if not sheet:
        return Problem("nearly_nothing", "", fact, remedy, params)
    return Problem("nearly_nothing", N_('Sheet "{sheet}"'), fact, remedy, {**params, "sheet": sheet})


def _named(columns: Sequence[Column]) -> dict[str, object]:
    """Columns as people know them: by their headers, which are in the file."""
    shown = ", ".join(column.label or column.id for column in columns[:_SHOWN])
    shown += ", …" if len(columns) > _SHOWN else ""
    return {"count": len(columns), "columns": shown}


def _is_other(before: str, now: str) -> bool:
    """Whole numbers among numbers, and codes among texts, are no other type to those who use the table."""
    alike = ({Type.INTEGER.value, Type.NUMBER.value}, {Type.TEXT.value, Type.CODE.value})
    return before != now and not any({before, now} <= group for group in alike)


def _retyped(before: Column, now: Column) -> Problem:
    fact = N_("The column was of type {before} in the table before it, and is of type {now} now.")
    remedy = N_("Look whether the values are right; if they are, choose the type on the page of the columns.")
    (old, dulu), (new, kini) = TYPES[before.type], TYPES[now.type]
    params = {"column": now.id, "before": old, "now": new, "dulu": dulu, "kini": kini}
    return Problem("column_retyped", N_('Column "{column}"'), fact, remedy, params)


def repeated_key(columns: Sequence[str], first: int, again: int, count: int) -> Problem:
    """Rows that the dictionary's key does not tell apart.

    Args:
        columns: of the key.
        first: number of a row of data, from 1.
        again: the row that repeats its key.
        count: rows that repeat the key of another.
    """
    fact = N_(
        "The rows of data {first} and {again} have the same key ({count} rows repeat the key of another)."
    )
    remedy = N_(
        "Correct the cells; or choose another role for the column if it does not tell the rows apart."
    )
    params = {"column": ", ".join(columns), "first": first, "again": again, "count": count}
    return Problem(REPEATED_KEY, N_('Column "{column}"'), fact, remedy, params)
