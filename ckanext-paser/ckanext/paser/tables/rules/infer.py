"""What a column is: one type and one way of reading for all of its values, with the reason.

A column has a kind (``kinds``) when every value has it; which kinds are worth asking about follows from
a sample, since what fails there fails in the whole. What is not certain stays text: a column of
``1.234`` and ``2.345`` alone can be thousands or decimals, and nothing in it says which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules import codes, kinds, units
from ckanext.paser.tables.rules.cells import Cell, as_text
from ckanext.paser.tables.rules.kinds import Kind, Type

RULES_VERSION = 3
"""Raised when a file would be read differently than before, so that it is read anew."""

FEW = 0.1
"""Share of values up to which those that do not fit are taken for slips of the hand."""


@dataclass(frozen=True)
class Decision:
    """What a column is and why.

    Args:
        reason: an English msgid for people.
        kind: how its values are read; None: as the text they are.
    """

    type: Type
    reason: str
    kind: Kind | None = None
    unit: str = ""
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Misfits:
    """The values that keep a column from having a kind: how many, and the first one with its row as people count."""

    count: int
    row: int
    value: str


@dataclass(frozen=True)
class Values:
    """A column's values without the missing ones, as an engine offers them.

    Args:
        label: the column's header.
        count: how many values there are.
        sample: some of them.
        misfits: the values that are not of a kind, None if all are.
    """

    label: str
    count: int
    sample: Sequence[Cell]
    misfits: Callable[[Kind], Misfits | None]


def likely(values: Values) -> Kind | None:
    """The first kind that :func:`decide` will ask about, so that an engine can answer for all columns at once."""
    if not values.sample or codes.header_says_code(values.label):
        return None
    return next((kind for kind in kinds.KINDS if _fits(kind, values.sample)), None)


def decide(values: Values) -> Decision:
    """Decide on a column's type over all of its values."""
    if not values.count:
        return Decision(Type.TEXT, N_("The column has no values."))
    lost = _lost_digits(values)
    if codes.header_says_code(values.label):
        return Decision(
            Type.CODE, N_("The header names a code; its digits are kept as they are."), problems=lost
        )
    holds = _asked_once(values)
    decision = _number(values, holds) or _other(holds)
    if decision and decision.type in (Type.INTEGER, Type.NUMBER):
        return replace(decision, unit=decision.unit or _unit(values.label))
    if decision:
        return decision
    if holds(kinds.CODE):
        return Decision(
            Type.CODE, N_("Leading zeros, dots or the length show codes, not quantities."), problems=lost
        )
    return Decision(Type.TEXT, N_("The values are text."), problems=lost or _slips(values))


Holds = Callable[[Kind], bool]


def _asked_once(values: Values) -> Holds:
    """Whether all values are of a kind: first the sample is looked at, then, at most once, the whole."""

    @cache
    def holds(kind: Kind) -> bool:
        return _fits(kind, values.sample) and values.misfits(kind) is None

    return holds


def _unit(label: str) -> str:
    return "tahun" if codes.header_says_year(label) else units.in_header(label)


def _fits(kind: Kind, sample: Sequence[Cell]) -> bool:
    return all(kind.read(cell) is not None for cell in sample)


_WAYS = (
    ((kinds.BARE_ID, kinds.NUMBER_ID), (kinds.DECIMAL, kinds.NUMBER_EN)),
    ((kinds.PERCENT_ID,), (kinds.PERCENT_EN,)),
)
"""The Indonesian and the English way of writing numbers, and percentages; each the narrowest kind first."""


def _number(values: Values, holds: Holds) -> Decision | None:
    if holds(kinds.INTEGER):
        return Decision(Type.INTEGER, N_("All values are whole numbers."), kinds.INTEGER)
    for indonesian, english in _WAYS:
        comma = next((kind for kind in indonesian if holds(kind)), None)
        dot = next((kind for kind in english if holds(kind)), None)
        if comma and dot and not holds(kinds.UNSEPARATED):
            return _ambiguous(values)
        if dot is kinds.DECIMAL:
            return Decision(Type.NUMBER, N_("All values are numbers."), dot)
        if comma:
            whole = not comma.unit and holds(kinds.INTEGER_ID)
            type_ = Type.INTEGER if whole else Type.NUMBER
            return Decision(type_, N_("All values are numbers written 1.234,5."), comma, comma.unit)
        if dot:
            whole = not dot.unit and holds(kinds.INTEGER_EN)
            type_ = Type.INTEGER if whole else Type.NUMBER
            return Decision(type_, N_("All values are numbers written 1,234.5."), dot, dot.unit)
    return None


def _ambiguous(values: Values) -> Decision:
    note = Note(
        "ambiguous_number",
        N_(
            'Column "{column}" stays text: its values ({value}) can be thousands or decimals. '
            "Write one of them unmistakably, for example with decimals, to have it read as numbers."
        ),
        {"column": values.label, "value": as_text(values.sample[0])},
    )
    return Decision(Type.TEXT, N_("The values can be read as numbers in two ways."), notes=(note,))


_REASONS = {
    Type.DATE: N_("All values are dates."),
    Type.TIMESTAMP: N_("All values are dates with a time."),
    Type.BOOLEAN: N_("All values say yes or no."),
}


def _other(holds: Holds) -> Decision | None:
    kind = next((kind for kind in kinds.KINDS if kind.type in _REASONS and holds(kind)), None)
    return Decision(kind.type, _REASONS[kind.type], kind) if kind else None


def _lost_digits(values: Values) -> tuple[Problem, ...]:
    """Numbers such as 6,40101E+15: the spreadsheet itself has rounded them."""
    if _fits(kinds.EXACT, values.sample):
        return ()
    misfits = values.misfits(kinds.EXACT)
    if not misfits:
        return ()
    return (
        _problem(
            "digits_lost",
            values,
            misfits,
            N_(
                '"{value}" has lost its last digits: a spreadsheet keeps only 15 digits of a number ({count} cells).'
            ),
            N_("Format the column as text in the spreadsheet and enter the numbers again."),
        ),
    )


def _slips(values: Values) -> tuple[Problem, ...]:
    """A few values that keep a column of numbers or dates from being one."""
    shares = {
        kind: sum(kind.read(cell) is not None for cell in values.sample)
        for kind in kinds.KINDS
        if kind.type not in (Type.CODE, Type.BOOLEAN)
    }
    kind = max(shares, key=lambda kind: shares[kind])
    misfits = values.misfits(kind) if shares[kind] * 2 >= len(values.sample) else None
    if not misfits or misfits.count > max(1, FEW * values.count) or misfits.count * 2 > values.count:
        return ()
    if kind.type in (Type.DATE, Type.TIMESTAMP):
        fact = N_('"{value}" is not a date, so the column stays text ({count} such cells).')
        code = "not_a_date"
    else:
        fact = N_('"{value}" is not a number, so the column stays text ({count} such cells).')
        code = "not_a_number"
    return (
        _problem(
            code, values, misfits, fact, N_("Correct the cells if the column should hold only such values.")
        ),
    )


def _problem(code: str, values: Values, misfits: Misfits, fact: str, remedy: str) -> Problem:
    where = N_('Row {row}, column "{column}"')
    params = {"row": misfits.row, "column": values.label, "value": misfits.value[:80], "count": misfits.count}
    return Problem(code, where, fact, remedy, params)
