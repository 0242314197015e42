"""A sheet, or rows of the API, read as datasets: what each says, and which cells are wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from unicodedata import normalize

from ckanext.paser.bulk.rules.cells import Value, WrongCellError, read
from ckanext.paser.bulk.rules.choices import Choice
from ckanext.paser.bulk.rules.columns import LINK, REMARK, by_key, letters, of_field
from ckanext.paser.metadata.rules import LONGEST_ADDRESS
from ckanext.paser.privacy.rules.kinds import without_data
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.tables.rules.cells import Cell, clean

MOST_ROWS = 2_000
EXAMPLE = "DATA CONTOH"
"""What the remark of a row begins with that is only shown how to do it."""
_LOOKED_AT = 20
"""Rows in which the row of keys is looked for."""


@dataclass(frozen=True)
class Place:
    """Where the cells of a workbook stand.

    Args:
        sheet: its name; empty for rows of the API.
        positions: of the columns, by key, counted from 0.
    """

    sheet: str = ""
    positions: Mapping[str, int] = field(default_factory=dict)

    def of(self, row: int, key: str = "") -> tuple[str, dict[str, Any]]:
        """A msgid and its parameters; without a key the row as a whole."""
        if self.sheet and key in self.positions:
            return N_("Sheet {sheet}, cell {cell}"), {
                "sheet": self.sheet,
                "cell": f"{letters(self.positions[key])}{row}",
            }
        if self.sheet:
            return N_("Sheet {sheet}, row {row}"), {"sheet": self.sheet, "row": row}
        if key:
            return N_("Row {row}, field {field}"), {"row": row, "field": key}
        return N_("Row {row}"), {"row": row}


@dataclass(frozen=True)
class Entry:
    """One row.

    Attributes:
        row: its number, as people count.
        cells: what stands in it, by key, without personal numbers.
        wanted: the values it says, by field.
        problems: of its cells, with the key of each.
    """

    row: int
    cells: Mapping[str, Any]
    wanted: Mapping[str, Value]
    problems: tuple[tuple[str, Problem], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """All rows that were read, and where they stand."""

    place: Place
    entries: tuple[Entry, ...]


def of_sheet(name: str, rows: Sequence[Sequence[Any]], agencies: Sequence[Choice]) -> Sheet:
    """Read the sheet of a filled template.

    Args:
        rows: all cells from the first row on.
        agencies: that may be named.

    Raises:
        ProblemError: it has no row of keys, one that is not known, no row with a dataset, or too many.
    """
    head, keys = _keys(name, rows)
    positions = {key: i for i, key in enumerate(keys) if key}
    place = Place(name, positions)
    found: list[tuple[int, dict[str, Any]]] = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {key: row[i] for key, i in positions.items() if i < len(row) and clean(row[i]) is not None}
        if str(cells.pop(REMARK, "")).strip().upper().startswith(EXAMPLE) or not cells:
            continue
        found.append((number, cells))
    return _sheet(place, found, agencies)


def of_rows(rows: Sequence[Mapping[str, Any]], agencies: Sequence[Choice]) -> Sheet:
    """Read rows of the API: values by field, or by key as in the workbook.

    Raises:
        ProblemError: there are none, or too many.
    """
    return _sheet(Place(), list(enumerate(map(dict, rows), 1)), agencies)


def address(title: str) -> str:
    """The address of a dataset that has none, made of its title; the same each time."""
    name = _letters(title)
    if len(name) > LONGEST_ADDRESS:
        cut = name[: LONGEST_ADDRESS + 1]
        name = (cut.rpartition("-")[0] or cut)[:LONGEST_ADDRESS]
    return name


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two titles differ in marks and capitals at most."""
    return _letters(one) == _letters(other)


def problem(place: Place, row: int, key: str, wrong: WrongCellError) -> Problem:
    """A wrong cell with its place."""
    where, params = place.of(row, key)
    told = {
        name: without_data(value) if isinstance(value, str) else value for name, value in wrong.params.items()
    }
    return Problem(wrong.code, where, wrong.fact, wrong.remedy, told | params)


def _letters(title: str) -> str:
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")


def _sheet(place: Place, found: Sequence[tuple[int, dict[str, Any]]], agencies: Sequence[Choice]) -> Sheet:
    if not found:
        raise ProblemError(
            Problem(
                "no_rows",
                "",
                N_("There is no row with a dataset."),
                N_("Fill in one row for each dataset, below the row of keys, and send the workbook again."),
            )
        )
    if len(found) > MOST_ROWS:
        raise ProblemError(too_many(len(found)))
    entries = [_entry(place, number, cells, agencies) for number, cells in found]
    return Sheet(place, tuple(_each_address_once(place, entries)))


def too_many(rows: int) -> Problem:
    """More rows than come in at a time."""
    return Problem(
        "too_many_rows",
        "",
        N_("There are {rows:,} rows; {most:,} come in at a time."),
        N_("Send the rows in several workbooks."),
        {"rows": rows, "most": MOST_ROWS},
    )


def _keys(name: str, rows: Sequence[Sequence[Cell]]) -> tuple[int, list[str]]:
    """The row of keys: its position, and the key of each column; empty where the column is the officer's own."""
    known = by_key()
    for head, row in enumerate(rows[:_LOOKED_AT]):
        said = [str(cell).strip() if isinstance(cell, str) else "" for cell in row]
        if "title" in said and sum(one in known for one in said) * 2 > sum(map(bool, said)):
            _look_at_keys(name, head + 1, said)
            return head, said
    raise ProblemError(
        Problem(
            "no_keys",
            N_("Sheet {sheet}"),
            N_("There is no row with the keys of the columns (title, notes, tema_sdi and so on)."),
            N_("Fill in the template of the portal, and leave its row of keys as it is."),
            {"sheet": name},
        )
    )


def _look_at_keys(name: str, row: int, keys: Sequence[str]) -> None:
    counts = Counter(key for key in keys if key)
    for i, key in enumerate(keys):
        if key and (counts[key] > 1 or (key not in by_key() and key != REMARK)):
            raise ProblemError(
                Problem(
                    "unknown_key",
                    N_("Sheet {sheet}, cell {cell}"),
                    N_('The key "{key}" is not known, or stands there twice.'),
                    N_(
                        "Take it as it stands in the template; leave the cell empty for a column of your own."
                    ),
                    {"sheet": name, "cell": f"{letters(i)}{row}", "key": without_data(key)},
                )
            )


def _entry(place: Place, number: int, cells: Mapping[str, Any], agencies: Sequence[Choice]) -> Entry:
    wanted: dict[str, Value] = {}
    parts: dict[str, dict[str, Value]] = {}
    problems: list[tuple[str, Problem]] = []
    kept: dict[str, Any] = {}
    for key, cell in cells.items():
        kept[key] = _kept(cell)
        column = by_key().get(key)
        try:
            if column is None:
                wanted[key] = _rows_of_api(key, cell)
            elif (value := read(column, cell, agencies)) is not None:
                if column.part:
                    parts.setdefault(column.field, {})[column.part] = value
                else:
                    wanted[key] = value
        except WrongCellError as wrong:
            problems.append((key, problem(place, number, key, wrong)))
    for name, said in parts.items():
        wanted[name] = [said] if name == "resources" else _rows(said)
    problems += _unfinished(place, number, wanted, bool(problems))
    return Entry(number, kept, wanted, tuple(problems))


def _unfinished(
    place: Place, number: int, wanted: Mapping[str, Value], is_wrong: bool
) -> list[tuple[str, Problem]]:
    """What a row cannot do without, however little a draft may say."""
    found: list[tuple[str, WrongCellError]] = []
    if not is_wrong and not wanted.get("title") and not wanted.get("name"):
        fact, remedy = (
            N_("The dataset has no title."),
            N_("Write one, or the address of a dataset that is there."),
        )
        found.append(("title", WrongCellError("no_title", fact, remedy)))
    if any(not file.get("url") for file in wanted.get("resources") or []):
        fact, remedy = (
            N_("There is the name of a file, and no link to it."),
            N_("Write the link, or leave the name out."),
        )
        found.append((LINK, WrongCellError("no_link", fact, remedy)))
    return [(key, problem(place, number, key, wrong)) for key, wrong in found]


def _rows(said: Mapping[str, Sequence[Value]]) -> list[dict[str, Value]]:
    """The rows of a field, of the values of its parts by position."""
    longest = max(map(len, said.values()))
    rows = [{part: values[i] for part, values in said.items() if i < len(values)} for i in range(longest)]
    return [{part: value for part, value in row.items() if value not in ("", [])} for row in rows]


def _rows_of_api(key: str, value: Any) -> Value:
    """A field with rows as the API has it: a list of objects."""
    if (
        of_field(key)
        and key != "resources"
        and isinstance(value, list)
        and all(isinstance(one, dict) for one in value)
    ):
        return [dict(one) for one in value]
    raise WrongCellError(
        "unknown_field",
        N_('There is no field "{value}" to be filled in this way.'),
        N_("Take the keys of the template."),
        value=key,
    )


def _kept(cell: Any) -> Any:
    """A cell as it comes back with remarks: without a number of a person."""
    if isinstance(cell, str):
        return without_data(cell)
    if isinstance(cell, list):
        return [_kept(one) for one in cell]
    return {key: _kept(one) for key, one in cell.items()} if isinstance(cell, dict) else cell


def _each_address_once(place: Place, entries: Iterable[Entry]) -> list[Entry]:
    """Of two rows for one dataset the later one is wrong."""
    first: dict[str, Entry] = {}
    looked: list[Entry] = []
    for one in entries:
        name = one.wanted.get("name") or address(one.wanted.get("title") or "")
        if name and name in first:
            key = "name" if one.wanted.get("name") else "title"
            fact = N_(
                "“{title}”, row {first} of the workbook that was sent, is about the same dataset ({name})."
            )
            wrong = WrongCellError(
                "same_dataset",
                fact,
                N_("Keep one of the two, or give this one an address of its own."),
                first=first[name].row,
                title=without_data(first[name].wanted.get("title") or name),
                name=name,
            )
            one = replace(one, problems=(*one.problems, (key, problem(place, one.row, key, wrong))))  # noqa: PLW2901
        first.setdefault(name, one)
        looked.append(one)
    return looked
