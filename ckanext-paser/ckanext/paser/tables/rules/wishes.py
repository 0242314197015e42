"""How the officers of a file want it to be read: what they chose in its fields and its dictionary.

Pure. When these change, the file has to be read again; when only words of the dictionary change, it has not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.tables.rules import kamus, roles
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout, written

LONG = "panjang"
"""The shape (``bentuk_tabel``) with years or months in rows."""

AREA_COLUMN = "kolom_wilayah"
"""The field that names the column with codes of areas."""

TYPES = {
    "CHARACTER": Type.TEXT,
    "INTEGER": Type.INTEGER,
    "NUMERIC": Type.NUMBER,
    "DATE": Type.DATE,
    "DATETIME": Type.TIMESTAMP,
    "YEAR": Type.INTEGER,
    "BOOLEAN": Type.BOOLEAN,
    "GEOMETRY": Type.TEXT,
}
"""What the codes of TIPE_DATA are to the reader."""

_OF_ROWS = 4
"""Where the layout stands in a state, behind sheet, shape, choices and closed columns."""


@dataclass(frozen=True)
class Wishes:
    """What was chosen for one file.

    Args:
        sheet: of a workbook; None for the best one.
        long: years or months that stand across become rows.
        choices: how columns are read, by their id.
        closed: columns that are not for the public, so that they are not in its table.
        layout: which rows are the header, and which are totals or none.
        dictionary: what is decided about columns, by their id, also by ``kolom_wilayah``; its words do not change how
            the file is read.
    """

    sheet: str | None = None
    long: bool = False
    choices: Mapping[str, Choice] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    layout: Layout = AS_FOUND
    dictionary: Mapping[str, kamus.Entry] = field(default_factory=dict)

    @property
    def key(self) -> list[str]:
        """The columns that tell the rows apart."""
        return [id_ for id_, entry in self.dictionary.items() if entry.get("peran") == roles.IDENTIFIER]

    @property
    def typed(self) -> list[str]:
        """The columns whose type was chosen."""
        return [id_ for id_, choice in self.choices.items() if choice.type]

    @staticmethod
    def of(extras: Mapping[str, Any]) -> Wishes:
        """Read the wishes out of a resource's fields."""
        entries = kamus.entries(extras.get("kamus_data"))
        chosen = {id_: choice for id_, entry in entries.items() if (choice := _choice(entry)) != Choice()}
        return Wishes(
            sheet=extras.get("sheet") or None,
            long=extras.get("bentuk_tabel") == LONG,
            choices=chosen,
            closed=tuple(sorted(id_ for id_, entry in entries.items() if metadata.is_closed(entry))),
            layout=Layout.of(extras),
            dictionary=_with_areas(entries, extras.get(AREA_COLUMN)),
        )

    def state(self) -> list[Any]:
        """What changes exactly when the file has to be read again because of them, as JSON can hold it.

        Only the sheet where nothing else was chosen, and nothing of rows where nothing was said of them: tables made before
        that could be chosen stay as they are.
        """
        choices = {id_: choice.as_dict() for id_, choice in sorted(self.choices.items())}
        rest: list[Any] = [self.long, choices, list(self.closed)]
        if self.layout != AS_FOUND:
            said = self.layout
            rest.append([written(said.header), list(said.totals), list(said.ordinary)])
        return [self.sheet or "", *(rest if any(rest) else [])]


def said_of_rows(state: Sequence[Any]) -> Sequence[Any]:
    """What of a ``Wishes.state`` is about the rows of a file."""
    return state[_OF_ROWS:]


def _with_areas(entries: Mapping[str, kamus.Entry], column: str | None) -> Mapping[str, kamus.Entry]:
    """The dictionary with the column that holds codes of areas, if one was chosen, in that role."""
    return (
        {**entries, column: {"id": column, **entries.get(column, {}), "peran": roles.AREA}}
        if column
        else entries
    )


def _choice(entry: kamus.Entry) -> Choice:
    return Choice(
        type=TYPES.get(entry.get("tipe_data", "")),
        format=entry.get("format_angka"),
        missing=tuple(entry.get("nilai_hilang", ())),
    )
