"""The values that do not fit their column, each with its place and what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules import codes, kinds
from ckanext.paser.tables.rules.cells import as_text
from ckanext.paser.tables.rules.evidence import Misfits, Values, fits
from ckanext.paser.tables.rules.kinds import Kind, Type
from ckanext.paser.tables.rules.numbers import is_number

FEW = 0.1
"""Share of values up to which those that do not fit are taken for slips of the hand."""
_CORRECT = N_("Correct the cells if the column should hold only such values.")
_CORRECT_OR_TEXT = N_("Correct the cell, or choose text for this column.")


def lost_digits(values: Values) -> tuple[Problem, ...]:
    """Numbers such as 6,40101E+15: the spreadsheet itself has rounded them."""
    if fits(kinds.EXACT, values.sample):
        return ()
    misfits = values.misfits(kinds.EXACT)
    if not misfits:
        return ()
    fact = N_(
        '"{value}" has lost its last digits: a spreadsheet keeps only 15 digits of a number ({count} cells).'
    )
    remedy = N_("Format the column as text in the spreadsheet and enter the numbers again.")
    return (at("digits_lost", values, misfits, fact, remedy),)


def failed_formulas(values: Values) -> tuple[Problem, ...]:
    """Errors of formulas: they are read as missing, but nobody has meant them to be."""
    if not values.errors:
        return ()
    fact = N_('"{value}" is the error of a formula; such cells are read as missing ({count} cells).')
    remedy = N_("Correct the formulas, or empty the cells if there is no value, and send the file again.")
    return (at("error_cells", values, values.errors, fact, remedy),)


def uncertain_dates(values: Values) -> tuple[Problem, ...]:
    """Dates of which nobody can be sure, although all of them are written alike."""
    if _all_are(kinds.DATE_MDY, values) and (late := values.misfits(kinds.DATE_DMY)):
        fact = N_(
            '"{value}" has the month before the day, so the column stays text: dates are read day first.'
        )
        remedy = N_(
            "Write the dates as 31/12/2024 or 2024-12-31, or choose date and month first for the column."
        )
        return (at("month_first", values, late, fact, remedy),)
    if _all_are(kinds.SHORT_YEAR, values) and (first := values.misfits(kinds.DATE_ISO)):
        fact = N_('"{value}" has a year of two digits, so the column stays text: its century is not certain.')
        remedy = N_("Write the years with four digits, for example 31/12/2024.")
        return (at("short_year", values, first, fact, remedy),)
    return ()


def mixed_dates(values: Values) -> tuple[Problem, ...]:
    """Dates that are each written in another way: as they are no day can be told from a month."""
    if not _all_are(kinds.ANY_DATE, values):
        return ()
    kind, misfits = _most(values, _DATES)
    if not misfits or not any(other.read(misfits.value) for other in (*_DATES, kinds.SHORT_YEAR)):
        return ()  # 31/2/2024 is none
    usual = next((cell for cell in values.sample if kind.read(cell) is not None), values.sample[0])
    fact = N_(
        'The dates of the column are of different kinds, such as "{usual}" and "{value}" ({count} cells unlike most), so it '
        "stays text."
    )
    remedy = N_(
        "Write all of them as days (31/12/2024) or all as months (Maret 2024) and send the file again, or choose text for "
        "the column if they are meant so."
    )
    return (at("mixed_dates", values, misfits, fact, remedy, usual=as_text(usual)),)


_PARTS = re.compile(r"[0-9]{1,4} ?[/-] ?[0-9]{1,4}")
"""What people number with two parts: RT/RW, stages, classes."""


def changed_to_dates(values: Values) -> tuple[Problem, ...]:
    """Dates among other values: a spreadsheet makes one of 3/1 as soon as it is typed."""
    kind = kinds.UNDATED if values.sheet else kinds.UNCHANGED
    others = [as_text(cell) for cell in values.sample if kind.read(cell) is not None]
    numbered = bool(others) and all(map(_PARTS.fullmatch, others))
    if not (numbered or values.sheet) or not (misfits := values.misfits(kind)):
        return ()
    if not numbered and misfits.count * 2 >= values.count:
        return ()
    fact = N_(
        '"{value}" is a date among other values (rows {rows}; {count} cells): of 3/1 or 1-2 a spreadsheet makes a date by itself.'
    )
    remedy = N_(
        "Format the column as text in the spreadsheet, type these cells again and send the file; choose text for the column "
        "if they are meant to be dates."
    )
    shown = [misfits.row, *misfits.more]
    rows = ", ".join(map(str, shown)) + (" …" if misfits.count > len(shown) else "")
    return (at("changed_to_dates", values, misfits, fact, remedy, rows=rows),)


def sizes_in_words(values: Values) -> tuple[Problem, ...]:
    """Numbers such as ``1,2 juta``: whether they are exact, and in which unit to publish them, only their office knows."""
    if not _all_are(kinds.IN_WORDS, values) or not (first := values.misfits(kinds.WRITTEN)):
        return ()
    fact = N_('"{value}" says its size in words, so the column stays text ({count} such cells).')
    remedy = N_(
        "Write the number in full (1.200.000), or only 1,2 in the cell and the unit (juta) in the header."
    )
    return (at("size_in_words", values, first, fact, remedy),)


def zoned_note(values: Values) -> tuple[Note, ...]:
    """Times that name their zone: as text they keep it."""
    if not _all_are(kinds.ZONED, values):
        return ()
    fact = N_(
        'Column "{column}" stays text: its times name a time zone, which a column of times cannot keep.'
    )
    return (Note("time_zone", fact, {"column": values.label, "field": values.field}),)


def clock_note(values: Values) -> Note:
    """Times of a day written 10.30, which would be the number 10.3."""
    fact = N_(
        'Column "{column}" stays text: under such a header {value} is a time of day. Choose number as its type on the page '
        "of the columns if it is none."
    )
    params = {"column": values.label, "field": values.field, "value": as_text(values.sample[0])}
    return Note("clock", fact, params)


_SERIALS = 30_000, 60_000
"""Days of spreadsheets from 1982 to 2064, counted from 1900."""


def serial_note(values: Values) -> tuple[Note, ...]:
    """Whole numbers of a workbook that its office may know as dates: a spreadsheet stores a day as 45657."""
    if not values.sheet or not codes.header_says_date(values.label):
        return ()
    numbers = [cell for cell in values.sample if isinstance(cell, (int, float))]
    if len(numbers) < len(values.sample) or min(numbers) < _SERIALS[0] or max(numbers) > _SERIALS[1]:
        return ()
    fact = N_(
        'Column "{column}" holds whole numbers such as {value}. If they are dates that have lost their format, choose '
        "date as its type on the page of the columns, or format the cells as dates and send the file again."
    )
    params = {"column": values.label, "field": values.field, "value": as_text(values.sample[0])}
    return (Note("serial_dates", fact, params),)


def _all_are(kind: Kind, values: Values) -> bool:
    return fits(kind, values.sample) and values.misfits(kind) is None


def few_misfits(values: Values) -> tuple[Problem, ...]:
    """A few values that keep a column from being one of numbers or dates."""
    kind, misfits = _most(values)
    if not misfits or misfits.count > max(1, FEW * values.count) or misfits.count * 2 > values.count:
        return ()
    if kind.type in (Type.DATE, Type.TIMESTAMP):
        fact = N_('"{value}" is not a date, so the column stays text ({count} such cells).')
        return (at("not_a_date", values, misfits, fact, _CORRECT),)
    if kind.unit:
        fact = N_('"{value}" is not shown as a percentage, so the column stays text ({count} such cells).')
    elif kinds.PERCENT_ID.read(misfits.value) or kinds.PERCENT_EN.read(misfits.value):
        fact = N_(
            '"{value}" is a percentage, unlike the others, so the column stays text ({count} such cells).'
        )
    else:
        fact = N_('"{value}" is not a number, so the column stays text ({count} such cells).')
    return (at("not_a_number", values, misfits, fact, _CORRECT),)


def impossible_dates(values: Values) -> tuple[Problem, ...]:
    """Days that no calendar has, below a header that names one: also where nearly all are such, and no kind is most values'."""
    if not codes.header_says_date(values.label):
        return ()
    unlike = values.misfits(kinds.ANY_DATE)
    if unlike and unlike.count * 2 >= values.count:
        return ()
    _, misfits = _most(values, _DATES)
    fact = N_('"{value}" is not a date, so the column stays text ({count} such cells).')
    return (at("not_a_date", values, misfits, fact, _CORRECT),) if misfits else ()


def mixed_note(values: Values) -> tuple[Note, ...]:
    """More of them, but fewer than those that fit: they may be slips, or as the column is meant (*2023*, *2024-S2*)."""
    kind, misfits = _most(values)
    if not misfits or misfits.count * 2 >= values.count:
        return ()
    fact = N_(
        'Column "{column}" stays text: most of its values are numbers or dates, but {count} are not, the first of them '
        '"{value}" in row {row}. Correct them if they are slips.'
    )
    params = {"column": values.label, "field": values.field, "value": misfits.value, "row": misfits.row}
    return (Note("mixed", fact, {**params, "count": misfits.count}),)


_TOLD = tuple(kind for kind in kinds.KINDS if kind.type not in (Type.CODE, Type.BOOLEAN, Type.TEXT))
_DATES = tuple(kind for kind in _TOLD if kind.type in (Type.DATE, Type.TIMESTAMP))


def _most(values: Values, of: Sequence[Kind] = _TOLD) -> tuple[Kind, Misfits | None]:
    """The kind that most values are of, and those that are not; None where fewer than half are of any of all kinds."""
    sample = Counter(values.sample)
    shares = {
        kind: sum(count for cell, count in sample.items() if kind.read(cell) is not None) for kind in of
    }
    kind = max(shares, key=lambda kind: shares[kind])
    told = of is not _TOLD or shares[kind] * 2 >= len(values.sample)
    return kind, values.misfits(kind) if told else None


_NOT_AS_CHOSEN = {
    Type.INTEGER: ("not_an_integer", N_('"{value}" is not a whole number ({count} such cells).')),
    Type.NUMBER: ("not_a_number", N_('"{value}" is not a number ({count} such cells).')),
    Type.DATE: ("not_a_date", N_('"{value}" is not a date ({count} such cells).')),
    Type.TIMESTAMP: ("not_a_time", N_('"{value}" is not a date with a time ({count} such cells).')),
    Type.BOOLEAN: ("not_yes_or_no", N_('"{value}" is neither yes nor no ({count} such cells).')),
}
_NOT_PERCENT = N_('"{value}" is not shown as a percentage, as others are ({count} such cells).')
_NUMBERS_AS_CHOSEN = {
    "id": N_('"{value}" is not a number written 1.234,5 ({count} such cells).'),
    "en": N_('"{value}" is not a number written 1,234.5 ({count} such cells).'),
    "mesin": N_('"{value}" is not a number written 1234.5 ({count} such cells).'),
}


def not_as_chosen(values: Values, tried: Sequence[Kind]) -> Problem:
    """The first value that is not of the type chosen for its column.

    Args:
        tried: the kinds that the choice leaves; the one that most values have is spoken of.
    """
    found = [(misfits, kind) for kind in tried if (misfits := values.misfits(kind))]
    misfits, kind = min(found, key=lambda one: one[0].count)
    chosen, format_ = values.choice.type or Type.NUMBER, values.choice.format
    code, fact = _NOT_AS_CHOSEN[chosen]
    if format_ and chosen in (Type.INTEGER, Type.NUMBER):
        fact = _NUMBERS_AS_CHOSEN[format_]
    if kind.unit and is_number(misfits.value):
        fact = _NOT_PERCENT
    return at(code, values, misfits, fact, _CORRECT_OR_TEXT)


def at(code: str, values: Values, misfits: Misfits, fact: str, remedy: str, **more: str) -> Problem:
    """A problem of values that do not fit, at the first of them."""
    params = {"row": misfits.row, "column": values.label, "field": values.field, "count": misfits.count}
    params |= {"value": misfits.value[:80], **more}
    if not values.sheet:
        return Problem(code, N_('Row {row}, column "{column}"'), fact, remedy, params)
    where = N_('Sheet "{sheet}", row {row}, column "{column}"')
    return Problem(code, where, fact, remedy, {**params, "sheet": values.sheet})
