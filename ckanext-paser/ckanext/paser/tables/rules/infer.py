"""What a column is: one type and one way of reading for all of its values, with the reason.

A column has a kind (``kinds``) when every value has it; which kinds are worth asking about follows from
a sample, since what fails there fails in the whole. What is not certain stays text: a column of
``1.234`` and ``2.345`` alone can be thousands or decimals. Where nothing in it says which, the other columns
of the file may, or what the column was in the last release; what a person chose goes before all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ckanext.paser.problems import N_, Note, Problem, ProblemError
from ckanext.paser.tables.rules import area_codes, codes, kinds, misread, slips, units
from ckanext.paser.tables.rules.cells import as_text
from ckanext.paser.tables.rules.choices import kinds_of
from ckanext.paser.tables.rules.evidence import Holds, Values, asked_once, fits
from ckanext.paser.tables.rules.kinds import Kind, Type

RULES_VERSION = 18
"""Raised when a file would be read differently than before, so that it is read anew."""

Way = Literal["", "id", "en", "dot"]
"""How a column proves that numbers are written: ``1.234,5``; ``1,234.5``; ``1234.5``, as programs and people do."""


@dataclass(frozen=True)
class Decision:
    """What a column is and why.

    Args:
        reason: an English msgid for people.
        kind: how its values are read; None: as the text they are.
        way: what its values prove about the numbers of the file.
        either: what it would be in the Indonesian and in the English way, where it reads in both.
        role: code of list PERAN where the values show what the column is for.
    """

    type: Type
    reason: str
    kind: Kind | None = None
    unit: str = ""
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    way: Way = ""
    either: tuple[Decision, Decision] | None = None
    role: str = ""


def likely(values: Values) -> Kind | None:
    """The first kind that :func:`decide` will ask about, so that an engine can answer for all columns at once."""
    if not values.sample:
        return None
    if values.choice.type is None:
        if of_areas := area_codes.likely(values):
            return of_areas
        if codes.header_says_code(values.label):
            return None
    return next((kind for kind in kinds_of(values.choice) if fits(kind, values.sample)), None)


def decide_all(columns: Sequence[Values]) -> list[Decision]:
    """Decide on the types of all columns of a table; numbers are written in one way in a file.

    Raises:
        ProblemError: a value is not of the type that was chosen for its column.
    """
    decisions = [decide(values) for values in columns]
    ways: set[Way] = {decision.way for decision in decisions}
    decisions = _of_one_place(columns, decisions)
    settled = (_settled(values, decision, ways) for values, decision in zip(columns, decisions, strict=True))
    return [
        replace(decision, problems=(*slips.failed_formulas(values), *decision.problems))
        for values, decision in zip(columns, settled, strict=True)
    ]


def decide(values: Values) -> Decision:
    """Decide on a column's type over all of its values.

    Raises:
        ProblemError: a value is not of the type that was chosen for the column.
    """
    if not values.count:
        return Decision(values.choice.type or Type.TEXT, N_("The column has no values."))
    if values.choice.type:
        return _with_unit(values, _chosen(values, values.choice.type))
    lost = slips.lost_digits(values)
    holds = asked_once(values)
    of_areas = area_codes.reason(values)
    if reason := of_areas or _named(values, holds):
        found = lost or misread.codes_with_exponents(values)
        found = found or slips.changed_to_dates(values) or misread.lost_zeros(values)
        return Decision(Type.CODE, reason, problems=found, role=area_codes.ROLE if of_areas else "")
    decision = _clock(values, holds) or _number(values, holds) or _other(holds)
    if decision:
        return _with_unit(values, _doubted(values, decision))
    uncertain = slips.uncertain_dates(values)
    if holds(kinds.CODE) and not uncertain:
        reason = N_("Leading zeros, dots or the length show codes, not quantities.")
        found = lost or misread.no_degrees(values) or slips.impossible_dates(values)
        return Decision(Type.CODE, reason, problems=found)
    mixed = () if uncertain else slips.mixed_dates(values)
    found = lost or uncertain or mixed or slips.changed_to_dates(values)
    found = found or slips.sizes_in_words(values) or slips.few_misfits(values)
    notes = slips.zoned_note(values)
    if not (found or notes):
        notes = misread.units_in_cells(values) or slips.mixed_note(values)
        found = () if notes else slips.impossible_dates(values)
        notes = notes or misread.footnote_marks(values) or misread.unread_figures(values)
    reason = N_("The values are dates of different kinds.") if mixed else N_("The values are text.")
    return Decision(Type.TEXT, reason, notes=notes, problems=found)


def _of_one_place(columns: Sequence[Values], decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, of which one column at most is that of the areas by its values."""
    labels, found = [values.label for values in columns], [bool(decision.role) for decision in decisions]
    kept = area_codes.first(labels, found, [decision.type is Type.CODE for decision in decisions])
    return [
        decision if i == kept or not decision.role else replace(decision, role="")
        for i, decision in enumerate(decisions)
    ]


def _named(values: Values, holds: Holds) -> str:
    """Why the header makes digits the names of something; empty where it does not."""
    if codes.header_says_code(values.label):
        return N_("The header names a code; its digits are kept as they are.")
    if codes.header_says_phone(values.label) and holds(kinds.PHONE):
        return N_("The header names telephones; their digits are kept as they are.")
    if codes.header_numbers_rows(values.label) and not holds(kinds.INTEGER) and holds(kinds.OUTLINE):
        return N_("The header numbers the rows; parts of parts (1.1, 1.10) are kept as they are.")
    if codes.header_names_areas(values.label) and holds(kinds.AREA):
        return N_("The header names areas; their codes are kept as they are.")
    return ""


def _doubted(values: Values, decision: Decision) -> Decision:
    """What is decided on a column of numbers, with what they may be instead."""
    if decision.type not in (Type.INTEGER, Type.NUMBER):
        return decision
    notes = (
        (*decision.notes, *misread.compact_dates(values)) if decision.type is Type.INTEGER else decision.notes
    )
    return replace(decision, notes=notes, problems=(*decision.problems, *misread.no_degrees(values)))


def _with_unit(values: Values, decision: Decision) -> Decision:
    if decision.type not in (Type.INTEGER, Type.NUMBER):
        return decision
    header = "tahun" if codes.header_says_year(values.label) else units.in_header(values.label)
    return replace(decision, unit=decision.unit or header)


_CHOSEN = N_("This was chosen for the column.")


def _chosen(values: Values, chosen: Type) -> Decision:
    tried = kinds_of(values.choice)
    if not tried:  # text and codes are kept as they are
        lost = slips.lost_digits(values) if chosen is Type.CODE else ()
        return Decision(
            chosen, _CHOSEN, problems=lost, role=area_codes.ROLE if area_codes.reason(values) else ""
        )
    holds = asked_once(values)
    if chosen is Type.NUMBER and not values.choice.format and (found := _number(values, holds)):
        if not found.either:
            return replace(found, type=chosen)
        indonesian, english = (replace(one, type=chosen) for one in found.either)
        return replace(found, either=(indonesian, english))
    kind = next((kind for kind in tried if holds(kind)), None)
    if kind is None:
        raise ProblemError(slips.not_as_chosen(values, tried))
    return Decision(chosen, _CHOSEN, kind, kind.unit)


_WAYS = (
    ((kinds.BARE_ID, kinds.NUMBER_ID), (kinds.DECIMAL, kinds.NUMBER_EN)),
    ((kinds.PERCENT_ID,), (kinds.PERCENT_EN,)),
)
"""The Indonesian and the English way of writing numbers, and percentages; each the narrowest kind first."""


def _clock(values: Values, holds: Holds) -> Decision | None:
    if not codes.header_says_clock(values.label) or not holds(kinds.CLOCK):
        return None
    return Decision(Type.TEXT, N_("The values are times of day."), notes=(slips.clock_note(values),))


def _number(values: Values, holds: Holds) -> Decision | None:
    whole = next((kind for kind in (kinds.INTEGER, kinds.INTEGER_EXPONENT) if holds(kind)), None)
    if whole:
        notes = () if values.choice.type else slips.serial_note(values)
        return Decision(Type.INTEGER, N_("All values are whole numbers."), whole, notes=notes)
    left = kinds_of(values.choice)
    for indonesian, english in _WAYS:
        comma = next((kind for kind in indonesian if kind in left and holds(kind)), None)
        dot = next((kind for kind in english if kind in left and holds(kind)), None)
        if comma and dot and not holds(kinds.UNSEPARATED):
            return _ambiguous(values, (_written_id(comma, holds), _written_en(dot, holds)))
        if dot and dot is kinds.DECIMAL:
            return replace(_written_en(dot, holds), way="" if comma else _way(values, dot))
        if comma:
            return replace(_written_id(comma, holds), way="" if dot else _way(values, comma))
        if dot:
            return replace(_written_en(dot, holds), way=_way(values, dot))
    return None


def _written_id(kind: Kind, holds: Holds) -> Decision:
    whole = not kind.unit and holds(kinds.INTEGER_ID)
    type_ = Type.INTEGER if whole else Type.NUMBER
    return Decision(type_, N_("All values are numbers written 1.234,5."), kind, kind.unit)


def _written_en(kind: Kind, holds: Holds) -> Decision:
    if kind is kinds.DECIMAL:
        return Decision(Type.NUMBER, N_("All values are numbers."), kind)
    whole = not kind.unit and holds(kinds.INTEGER_EN)
    type_ = Type.INTEGER if whole else Type.NUMBER
    return Decision(type_, N_("All values are numbers written 1,234.5."), kind, kind.unit)


_COORDINATE = re.compile(r"(?i)\b(lintang|bujur|lat|lon|long|lng|latitude|longitude|koordinat|x|y)\b")
"""Headers of what a device wrote, which says nothing about how the people write who sent it."""


def _way(values: Values, kind: Kind) -> Way:
    """What a column proves that reads in one way only; native numbers of a workbook prove nothing."""
    if not any(type(cell) is str for cell in values.sample):
        return ""
    if kind is kinds.NUMBER_EN:
        return "en"
    if kind.mark == ",":
        return "id"
    return "" if _COORDINATE.search(values.label) else "dot"


def _ambiguous(values: Values, either: tuple[Decision, Decision]) -> Decision:
    shown = next((cell for cell in values.sample if kinds.UNSEPARATED.read(cell) is None), values.sample[0])
    indonesian, english = (one.kind.read(shown) or "" for one in either if one.kind)
    note = Note(
        "ambiguous_number",
        N_(
            'Column "{column}" stays text: "{value}" can mean {first} or {second}. Choose one on the page '
            "of the columns, or write one value unmistakably, for example with decimals."
        ),
        {
            "column": values.label,
            "field": values.field,
            "value": as_text(shown),
            "first": indonesian,
            "second": english,
            "pertama": indonesian.replace(".", ","),
            "kedua": english.replace(".", ","),
        },
    )
    reason = N_("The values can be read as numbers in two ways.")
    return Decision(Type.TEXT, reason, notes=(note,), either=either)


_AS_OTHERS = (
    N_("The values read in two ways; other columns of the file are written 1.234,5, so these are too."),
    N_("The values read in two ways; other columns of the file are written 1,234.5, so these are too."),
)
_AS_TOTAL = (
    N_(
        "The values read in two ways; the row of totals is their sum where they are written 1.234,5, and in no other way, so these "
        "are too."
    ),
    N_(
        "The values read in two ways; the row of totals is their sum where they are written 1,234.5, and in no other way, so these "
        "are too."
    ),
)
_AS_BEFORE = N_("The values read in two ways; they are read as in the last release.")


def _settled(values: Values, decision: Decision, ways: set[Way]) -> Decision:
    """A column that reads in two ways, read as in the last release, as its total says, or as the other columns are.

    Where these contradict each other it stays a question: a wrong guess is wrong by a factor of a thousand.
    """
    if not decision.either:
        return decision
    before = kinds.BY_NAME.get(values.last)
    last = before.written if before else ""
    unlike = {"id": {"en", "dot"}, "en": {"id"}}
    others = next((way for way, contrary in unlike.items() if way in ways and not ways & contrary), "")
    total = _way_of_total(values, decision.either)
    said = {way for way in (last, total, others) if way}
    if len(said) != 1:
        return decision
    place = int("en" in said)
    found = decision.either[place]
    if last:
        found = replace(found, reason=_AS_BEFORE, notes=(_as_before(decision.notes[0], place),))
    else:
        found = replace(found, reason=(_AS_TOTAL if total else _AS_OTHERS)[place])
    return _with_unit(values, found)


def _way_of_total(values: Values, either: tuple[Decision, Decision]) -> str:
    """The one way in which a row of totals is the sum of the values; empty where it is so in both, as 3.579 is of 1.234 and 2.345."""
    adds = [bool(one.kind and values.adds_up(one.kind)) for one in either]
    return ("id", "en")[adds.index(True)] if sum(adds) == 1 else ""


def _as_before(asked: Note, place: int) -> Note:
    """What is told in place of the question that the last release answers: it may have been wrong then."""
    meanings = zip(("first", "pertama"), (("first", "pertama"), ("second", "kedua"))[place], strict=True)
    params = {name: asked.params[name] for name in ("column", "field", "value")}
    fact = N_('Column "{column}": "{value}" is read as {first}, as in the last release.')
    return Note("read_as_before", fact, params | {name: asked.params[other] for name, other in meanings})


_REASONS = {
    Type.DATE: N_("All values are dates."),
    Type.TIMESTAMP: N_("All values are dates with a time."),
    Type.BOOLEAN: N_("All values say yes or no."),
    Type.TEXT: N_(
        "All values are parts of a year; they are written 2024-Q1 or 2024-S1, which sorts by time."
    ),
}


def _other(holds: Holds) -> Decision | None:
    kind = next((kind for kind in kinds.KINDS if kind.type in _REASONS and holds(kind)), None)
    return Decision(kind.type, _REASONS[kind.type], kind) if kind else None
