"""What an officer has chosen for a column, and which kinds are left by it.

The words are those of the dictionary (profile paser-sdi 1.0, ``tipe_data``, ``format_angka``, ``nilai_hilang``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from ckanext.paser.tables.rules import kinds
from ckanext.paser.tables.rules.cells import MISSING, as_text, clean
from ckanext.paser.tables.rules.kinds import Kind, Type
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout

Format = Literal["id", "en", "mesin"]
"""How numbers and dates are written: ``1.234,5`` and ``31/12/2024``; ``1,234.5`` and ``12/31/2024``; as programs do."""


@dataclass(frozen=True)
class Choice:
    """What is certain about a column because a person said it.

    Args:
        type: None where the values decide.
        format: None where the values decide.
        missing: marks besides the usual ones that stand for a missing value in this column.
    """

    type: Type | None = None
    format: Format | None = None
    missing: tuple[str, ...] = ()

    @cached_property
    def marks(self) -> frozenset[str]:
        """The marks as cells are compared with them, without those that always are."""
        return frozenset(as_text(clean(mark)).lower() for mark in self.missing) - MISSING - {""}

    def as_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` reads back."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> Choice:
        """Read back what :meth:`as_dict` returned."""
        chosen = stored["type"]
        return Choice(Type(chosen) if chosen else None, stored["format"], tuple(stored["missing"]))


NOT_CHOSEN = Choice()
UNCHOSEN: Mapping[str, Choice] = MappingProxyType({})
NOTHING_BEFORE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Asked:
    """What is asked of the reading of a file.

    Args:
        choices: what was chosen, by column id.
        last: the names of the kinds that the columns of the last release had, by column id.
        long: years or months across are to become rows.
        layout: what was said of its rows.
    """

    choices: Mapping[str, Choice] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    long: bool = False
    layout: Layout = AS_FOUND

    def choice(self, column: str) -> Choice:
        """What was chosen for a column."""
        return self.choices.get(column, NOT_CHOSEN)


ASKED_NOTHING = Asked()

_WHOLE = (kinds.INTEGER, kinds.INTEGER_EXPONENT)
_INTEGERS: dict[Format | None, tuple[Kind, ...]] = {
    None: (*_WHOLE, kinds.INTEGER_ID, kinds.INTEGER_EN),
    "id": (*_WHOLE, kinds.INTEGER_ID),
    "en": (*_WHOLE, kinds.INTEGER_EN),
    "mesin": _WHOLE,
}
_NUMBERS: dict[Format | None, tuple[Kind, ...]] = {
    None: tuple(kind for kind in kinds.KINDS if kind.type in (Type.INTEGER, Type.NUMBER)),
    "id": (*_WHOLE, kinds.BARE_ID, kinds.NUMBER_ID, kinds.PERCENT_ID),
    "en": (*_WHOLE, kinds.DECIMAL, kinds.NUMBER_EN, kinds.PERCENT_EN),
    "mesin": (*_WHOLE, kinds.DECIMAL),
}
_DATES: dict[Format | None, tuple[Kind, ...]] = {
    None: (kinds.DATE_ISO, kinds.DATE_DMY, kinds.DATE_NAMED, kinds.MONTH),
    "id": (kinds.DATE_DMY, kinds.DATE_NAMED, kinds.MONTH),
    "en": (kinds.DATE_MDY, kinds.DATE_NAMED, kinds.MONTH),
    "mesin": (kinds.DATE_ISO,),
}
_BY_FORMAT = {Type.INTEGER: _INTEGERS, Type.NUMBER: _NUMBERS, Type.DATE: _DATES}
_NO_NUMBERS = tuple(kind for kind in kinds.KINDS if kind.type not in (Type.INTEGER, Type.NUMBER))
_OTHERS: dict[Type | None, tuple[Kind, ...]] = {
    None: kinds.KINDS,
    Type.TIMESTAMP: (kinds.TIME_ISO, kinds.TIME_DMY),
    Type.BOOLEAN: (kinds.BOOLEAN,),
}


def kinds_of(choice: Choice) -> Sequence[Kind]:
    """The kinds that a choice leaves, in the order in which they are asked for; none where values stay as they are."""
    by_format = _BY_FORMAT.get(choice.type) if choice.type else None
    if by_format:
        return by_format[choice.format]
    if choice.type is None and choice.format:
        return (*_NUMBERS[choice.format], *_NO_NUMBERS)
    return _OTHERS.get(choice.type, ())
