"""What is told of how a file was read, by what a person has to do about it.

Pure. Notes say what the reader did or decided by itself, problems what it could not; some notes ask for a look, and
a question that only a person can answer has to be solved although the table is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from ckanext.paser.problems import N_
from ckanext.paser.tables.rules import kinds, roles
from ckanext.paser.tables.rules.table import Column

_WORKBOOKS = frozenset([".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"])
_PLAIN = frozenset([kinds.INTEGER.name, kinds.DECIMAL.name])
"""The kinds of a workbook's own numbers, which no marks are written in."""
AMBIGUOUS = "ambiguous_number"
WRONG_TOTAL = "wrong_total"
_LOOK = frozenset(
    [
        *(
            "across",
            "clock",
            "columns_new",
            "compact_dates",
            "edits_stay",
            "first_row_sums",
            "footnote_marks",
            "fractions",
            "header_unlike",
            "hidden_columns",
            "hidden_rows",
            "last_row_sums",
            "lost_characters",
            "marks_of_times",
            "merged_figures",
            "mixed",
            "more_wrong_totals",
            "named_once",
            "named_sums",
            "no_header",
            "not_across",
            "numbers_below",
            "perhaps_pairs",
            "serial_dates",
            "short_rows",
            "time_zone",
            "unit_in_cells",
            "unread_figures",
            "words_below",
        ),
        "unnamed_columns",
    ]
)
_SOLVE = frozenset([AMBIGUOUS])
_DOTS = "•••"
_QUOTED = ("value", "text", "first", "second", "pertama", "kedua", "sum")
"""Parameters in which cells stand: one and what it can mean or should be, wherever there is a ``value``; titles and notes."""

WORKBOOK = "workbook"
"""Parameter in which a note or problem has the sheets of its workbook; for its editors alone, as some may be hidden."""

CLOSED = "closed"
"""Parameter of what was noticed in a file that its public table was decided not to show as it is, or that holds more than it."""

Item = Mapping[str, Any]
"""A note or problem as it is stored."""


@dataclass(frozen=True)
class Lines:
    """Notes and problems in three groups: done, to be looked at, to be solved."""

    done: list[Item] = field(default_factory=list)
    look: list[Item] = field(default_factory=list)
    solve: list[Item] = field(default_factory=list)


def lines(
    notes: Iterable[Item], problems: Iterable[Item], loaded: bool, columns: Iterable[Column] = ()
) -> Lines:
    """Sort what was noticed.

    Args:
        loaded: the file is the table; else its problems are why it is not.
        columns: what is said of them by now: a total of what is not added up is none that is wrong.
    """
    told = Lines()
    not_added = {column.id for column in columns if column.aggregation in roles.NOT_ADDED}
    for problem in (one for one in problems if not _is_answered(one, not_added)):
        (told.look if loaded else told.solve).append(problem)
    for note in notes:
        group = told.solve if note["code"] in _SOLVE else told.look if note["code"] in _LOOK else told.done
        group.append(note)
    return told


def _is_answered(problem: Item, not_added: Collection[str]) -> bool:
    """Tell whether a problem is that of a total whose only wrong figure is of a column that is not added up."""
    params = problem["params"]
    return problem["code"] == WRONG_TOTAL and not params["count"] and params["field"] in not_added


def asked_once(notes: Iterable[Item]) -> list[Item]:
    """The notes, with one for all columns that read in two ways: they are one question, answered for each on its page."""
    noted = [*notes]
    asked = [note for note in noted if note["code"] == AMBIGUOUS]
    if len(asked) < 2:
        return noted
    first = asked[0]
    fact = N_(
        'Columns {columns} stay text: their values read in two ways, "{value}" as {first} or {second}. Choose one for each on the '
        "page of the columns, or write one value of the file unmistakably, for example with decimals."
    )
    names = ", ".join(f'"{note["params"]["column"]}"' for note in asked)
    one = {**first, "fact": fact, "params": {**first["params"], "columns": names}}
    return [one if note is first else note for note in noted if note is first or note["code"] != AMBIGUOUS]


def unquoted(items: Iterable[Item]) -> list[Item]:
    """What was noticed in a file that is not public, for those who may not see the file: cells and sheets are struck out."""
    return [
        _unquoted(item) if item["params"].keys() & {"value", "text", WORKBOOK, CLOSED} else item
        for item in items
    ]


def impersonal(items: Iterable[Item]) -> list[Item]:
    """What was noticed in a file of which there is a public table, for those who may not see it where it is closed."""
    return [_unquoted(item) if CLOSED in item["params"] else item for item in items]


def _unquoted(item: Item) -> Item:
    names = (*_QUOTED, "sheets") if WORKBOOK in item["params"] else _QUOTED
    struck = {name: _DOTS for name in names if name in item["params"]}
    kept = {name: value for name, value in item["params"].items() if name not in (WORKBOOK, CLOSED)}
    return {**item, "params": {**kept, **struck}}


def sheets(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The sheets that can be chosen, each with its rows and whether it is hidden; none where there is no choice."""
    return next((list(item["params"][WORKBOOK]) for item in items if WORKBOOK in item["params"]), [])


def hides(sheets: Iterable[Mapping[str, Any]], name: str) -> bool:
    """Tell whether a sheet is a hidden one."""
    return any(sheet["hidden"] and sheet["name"] == name for sheet in sheets)


def leaves_hidden(notes: Iterable[Item]) -> bool:
    """Tell whether a workbook has hidden sheets beside the one that is its table."""
    noted = [note for note in notes if WORKBOOK in note["params"]]
    read = {note["params"].get("sheet") for note in noted}
    return any(sheet["hidden"] and sheet["rows"] and sheet["name"] not in read for sheet in sheets(noted))


def ways(notes: Iterable[Item]) -> dict[str, list[dict[str, str]]]:
    """The columns that read in two ways, by id, each way with what an example means in it."""
    found = {}
    for note in notes:
        params = note["params"]
        if note["code"] == AMBIGUOUS:
            both = (("id", params["first"]), ("en", params["second"]))
            told = [{"format_angka": code, "value": params["value"], "means": means} for code, means in both]
            found[params["field"]] = told
    return found


def written(column: Column) -> str:
    """How a column's numbers are written in the file: ``id``, ``en``, or empty where it makes no difference."""
    kind = kinds.BY_NAME.get(column.kind)
    return kind.written if kind else ""


def has_numbers(column: Column, filename: str) -> bool:
    """Whether the file holds the numbers of a column as numbers, in no way of writing; texts of a workbook are written in one."""
    return PurePath(filename or "").suffix.lower() in _WORKBOOKS and column.kind in _PLAIN


def outside(
    dictionary: Iterable[str], columns: Sequence[Column], closed: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The columns of a dictionary that are not in the table: those kept from the public, and those that are gone."""
    kept, there = list(closed), {column.id for column in columns}
    return [id_ for id_ in kept if id_ not in there], [
        id_ for id_ in dictionary if id_ not in there and id_ not in kept
    ]
