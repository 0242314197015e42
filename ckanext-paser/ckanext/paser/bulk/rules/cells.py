"""One cell read as the value of its field.

A cell is a text, a number, yes or no, a list (from the API) or None. A day of a workbook comes as ``2025-06-30T00:00:00``.
Several values of one cell stand on lines of their own, or are parted by ``;``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ckanext.paser.bulk.rules import choices
from ckanext.paser.bulk.rules.choices import Choice, Contradiction
from ckanext.paser.bulk.rules.columns import AREAS, Column, Kind
from ckanext.paser.exports.rules.cells import COMPUTED
from ckanext.paser.metadata.rules import period, placed, unit
from ckanext.paser.privacy.rules.kinds import names_a_person
from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.cells import Cell, as_text, clean, is_error

Value = Any
WITHIN = "|"
"""Parts the values of one of several entries: the publications of the second indicator."""
_YES = frozenset(["ya", "y", "yes", "true", "benar", "1", "✓", "v"])
_NO = frozenset(["tidak", "t", "no", "n", "false", "salah", "bukan", "0"])
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_MIDNIGHT = "T00:00:00"


class WrongCellError(Exception):
    """A cell that cannot be what its column asks for.

    Args:
        fact, remedy: msgids; ``params`` has their parameters.
    """

    def __init__(self, code: str, fact: str, remedy: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.fact, self.remedy, self.params = code, fact, remedy, params


def read(column: Column, cell: Any, agencies: Sequence[Choice] = ()) -> Value:
    """The value that a cell says; None if it is empty.

    Returns:
        a code, text, ISO day, number or answer; a list for several choices or entries, and for each part of rows.

    Raises:
        WrongCellError: it says something else.
    """
    texts = _texts(column, cell)
    if not texts:
        return None
    for text in texts:
        _look_for_faults(text)
    if column.codes == AREAS:
        _look_for_two_systems(texts)
    if column.kind is Kind.MANY:
        found = {_code(column, text, agencies) for text in texts}
        return [one.code for one in choices.of_list(column.codes) if one.code in found]
    if column.part and column.field != "resources":
        return [_entry(column, text, agencies) for text in texts]
    if column.kind in (Kind.LINES, Kind.TAGS):
        return texts
    return _entry(column, texts[0], agencies)


def text_of(column: Column, value: Value) -> str:
    """How a stored value is written into a cell, so that ``read`` gives it back."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return joined([_text_of_entry(column, one) for one in value])
    return _text_of_entry(column, value)


def _text_of_entry(column: Column, value: Value) -> str:
    if isinstance(value, list):  # of one of several entries
        return f" {WITHIN} ".join(map(str, value))
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if column.codes:
        known = (one.shown for one in choices.of_list(column.codes) if one.code == value)
        return next(known, str(value))
    return "" if value is None else str(value)


def joined(texts: Sequence[str]) -> str:
    """Several values in one cell; on lines of their own where one of them has the sign that parts them."""
    if any(";" in one for one in texts):
        return "\n".join([*texts, ""] if len(texts) == 1 else texts)
    return "; ".join(texts)


def is_day(text: str) -> bool:
    """Tell whether a text is a day as a workbook gives it."""
    return text.endswith(_MIDNIGHT)


def _texts(column: Column, cell: Any) -> list[str]:
    """The texts in a cell: one, or each of several; of rows also empty ones between others."""
    if isinstance(cell, (list, tuple)):
        return [one for one in (_text(each) for each in cell) if one]
    text = _text(cell)
    if not text:
        return []
    is_row = bool(column.part) and column.field != "resources"
    if not is_row and column.kind not in (Kind.MANY, Kind.LINES, Kind.TAGS):
        return [text]
    parted = raw.split("\n") if "\n" in (raw := str(cell)) else text.split(";")
    if column.kind is Kind.TAGS:
        parted = [one for each in parted for one in each.split(",")]
    texts = [one.strip() for one in parted]
    while texts and not texts[-1]:
        texts.pop()
    return texts if is_row else [one for one in texts if one]


def _text(cell: Cell) -> str:
    text = as_text(clean(cell)).replace("\r\n", "\n").replace("\r", "\n")
    return (
        text[1:] if text[:1] == "'" and text[1:].startswith(COMPUTED) else text
    )  # as the template writes it


def _look_for_faults(text: str) -> None:
    if is_error(text):
        raise WrongCellError(
            "formula_error",
            N_('The formula of this cell has failed: "{value}".'),
            N_("Write the value itself."),
            value=text,
        )
    if names_a_person(text):
        raise WrongCellError(
            "personal_number",
            N_("A number of a person (NIK or KK) stands here, where everybody can read it."),
            N_("Leave the number out."),
        )


def _look_for_two_systems(texts: Sequence[str]) -> None:
    """Refuse codes of Kemendagri beside codes of BPS, as rule 10 of the profile does in a table: one of them may be meant as the other."""
    found = {placed.system_of(code): code for code in (text.partition(" ")[0] for text in texts[::-1])}
    if placed.ISSUERS.keys() <= found.keys():
        raise WrongCellError(
            "two_systems",
            N_("Codes of two systems stand here: “{kemendagri}” is one of Kemendagri, “{bps}” one of BPS."),
            N_("Write all areas in one system."),
            **{name: found[name] for name in placed.ISSUERS},
        )


def _entry(column: Column, text: str, agencies: Sequence[Choice]) -> Value:
    if column.kind is Kind.LINES:  # of one of several entries
        return [one.strip() for one in text.split(WITHIN) if one.strip()]
    if not text:
        return ""
    if column.kind in (Kind.ONE, Kind.AGENCY):
        return _code(column, text, agencies)
    return _READ.get(column.kind, _as_it_is)(column, text)


def _code(column: Column, text: str, agencies: Sequence[Choice]) -> str:
    known = agencies if column.kind is Kind.AGENCY else choices.of_list(column.codes)
    found = choices.find(text, known, is_area=column.codes == AREAS)
    if isinstance(found, Contradiction):
        raise WrongCellError(
            "code_and_label_differ",
            N_('"{value}" has the code {entry}, and the name of "{label}".'),
            N_("Choose one of the two from the list."),
            value=text,
            entry=found.code,
            label=found.label,
        )
    if found is None:
        raise WrongCellError(
            "not_in_list",
            N_('"{value}" is not in the list of this column.'),
            N_('Choose from the list of the cell, or write a code or name of the sheet "Kode".'),
            value=text,
        )
    return found.code


def _answer(_: Column, text: str) -> bool:
    said = text.casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise WrongCellError(
        "no_answer", N_('"{value}" is neither yes nor no.'), N_("Write Ya or Tidak."), value=text
    )


def _number(_: Column, text: str) -> int:
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise WrongCellError(
            "no_whole_number",
            N_('"{value}" is not a whole number.'),
            N_("Write digits alone, such as 2025."),
            value=text,
        )
    return int(text)


def _day(_: Column, text: str) -> str:
    said = text.removesuffix(_MIDNIGHT)
    day_first = _DAY_FIRST.fullmatch(said)
    if day_first:
        day, month, year = map(int, day_first.groups())
        said = f"{year:04}-{month:02}-{day:02}"
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise WrongCellError(
            "no_day", N_('"{value}" is not a day.'), N_("Write it as 31/12/2026 or 2026-12-31."), value=text
        ) from None


def _period(column: Column, text: str) -> str:
    """A year, a month or a day; of a month alone a spreadsheet makes its first day, which is no end."""
    if is_day(text) and text[8:10] == "01" and column.part == "end":
        raise WrongCellError(
            "month_or_day",
            N_("The spreadsheet has made the day {day} of what was typed, which may have been a month."),
            N_("Have the cell hold text, and write the month as 2025-06 or the last day as 2025-06-30."),
            day=text.removesuffix(_MIDNIGHT),
        )
    said = text.removesuffix(_MIDNIGHT)
    if _DAY_FIRST.fullmatch(said):
        return _day(column, said)
    try:
        period(said)
    except ValueError:
        raise WrongCellError(
            "no_period",
            N_('"{value}" is not a year, a month or a day.'),
            N_("Write 2020, 2020-01 or 2020-01-31."),
            value=text,
        ) from None
    return said


def _unit(_: Column, text: str) -> str:
    return unit(text)


def _as_it_is(_: Column, text: str) -> str:
    return text.removesuffix(_MIDNIGHT)


_READ: dict[Kind, Callable[[Column, str], Value]] = {
    Kind.ANSWER: _answer,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.PERIOD: _period,
    Kind.UNIT: _unit,
}
