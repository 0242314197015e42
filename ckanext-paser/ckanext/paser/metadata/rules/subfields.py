"""Rows of fields with subfields: what a form shows of them, and which of them say something. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Said = Mapping[str, Any]


class Row(NamedTuple):
    """One row as a form shows it.

    Attributes:
        number: of its inputs (``contact-<number>-email``), see ``input_number``.
        said: what stands in it, by subfield.
        is_spare: it is the empty one behind the others, for who has more to say.
    """

    number: str
    said: Said
    is_spare: bool = False


def rows(field: str, data: Mapping[str, Any]) -> list[Row]:
    """The rows of a field that say something, or an empty first one, with an empty one behind them.

    Args:
        data: what a form shows. After an error CKAN shows the stored dataset overlaid with what was sent, where the rows stand as
            ``contact-0-name``: what was sent wins, as soon as one row was.
    """
    sent: dict[int, dict[str, Any]] = {}
    for key, value in data.items():
        name, _, rest = key.partition("-")
        number, _, part = rest.partition("-")
        if name == field and number.isdigit() and part:
            sent.setdefault(int(number), {})[part] = value
    shown = [sent[number] for number in sorted(sent)] if sent else data.get(field) or []
    said = [one for one in shown if is_filled(one.values())] or [{}]
    filled = [Row(input_number(place), one) for place, one in enumerate(said)]
    return [*filled, Row(input_number(len(said)), {}, is_spare=True)]


def input_number(place: int) -> str:
    """The number by which a form names the inputs of a row: 0 to 9, 90 to 99, 990 to 999 and so on.

    scheming puts rows in the order of their names as texts, and numbers those of all fields of a form together, so every field
    has to call its rows alike, however many it has.

    Args:
        place: of the row, from 0 on.
    """
    return "9" * (place // 10) + str(place % 10)


def is_filled(values: Iterable[Any]) -> bool:
    """Tell whether a row says something; "no" and 0 do, blanks do not."""
    return any(_says(one) for one in values)


def places(filled: Iterable[int]) -> dict[int, int]:
    """Where the rows that say something stand once the empty ones are left out: old place to new."""
    return {old: new for new, old in enumerate(sorted(set(filled)))}


def _says(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list):
        return is_filled(value)
    return value is not None
