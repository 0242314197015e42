"""Values that are read as they are written, and are likely meant otherwise: each told with what to do about it."""

from __future__ import annotations

from collections import Counter

from ckanext.paser.problems import N_, Note, Problem
from ckanext.paser.tables.rules import codes, dates, kinds, numbers, units
from ckanext.paser.tables.rules.cells import as_text
from ckanext.paser.tables.rules.evidence import Misfits, Values, fits
from ckanext.paser.tables.rules.kinds import Kind
from ckanext.paser.tables.rules.slips import at

_with_unit = numbers.python(numbers.WITH_UNIT).fullmatch
_is_marked = numbers.python(numbers.MARKED).fullmatch
_NO_UNITS = frozenset([*dates.MONTHS, "wib", "wita", "wit", "am", "pm"])
"""Words behind a number that make it a day or a time: *3 Maret*, *10.30 WITA*."""


def lost_zeros(values: Values) -> tuple[Problem, ...]:
    """Codes that a workbook keeps as numbers with decimals: 64.10 is 64.1 there."""
    if not (misfits := _unlike(kinds.WHOLE, values)):
        return ()
    fact = N_(
        '"{value}" is a number of the spreadsheet ({count} cells), which keeps no zeros at its end: 64.10 has become 64.1.'
    )
    remedy = N_("Format the column as text in the spreadsheet, enter the codes again and send the file.")
    return (at("lost_zeros", values, misfits, fact, remedy),)


def codes_with_exponents(values: Values) -> tuple[Problem, ...]:
    """Codes that a program has written as the numbers it took them for: 100000 as 1e+05."""
    if not (misfits := _unlike(kinds.IN_FULL, values)):
        return ()
    fact = N_(
        '"{value}" is a number with an exponent ({count} cells), as programs write large ones: a code has all of its digits.'
    )
    remedy = N_("Write the codes as text in the program that the file comes from, and send the file again.")
    return (at("code_with_exponent", values, misfits, fact, remedy),)


def no_degrees(values: Values) -> tuple[Problem, ...]:
    """Coordinates that have lost their decimal point: a spreadsheet makes -1.912.345 of -1.912345."""
    if not codes.header_says_degrees(values.label) or not (misfits := _unlike(kinds.DEGREES, values)):
        return ()
    fact = N_(
        '"{value}" is no degree of latitude or longitude ({count} cells): a spreadsheet has taken its decimal point for one '
        "between thousands, or it is in metres."
    )
    remedy = N_(
        "Take the coordinates anew from where they come from, format the columns as text, and write them as -1.912345 and "
        "116.112345 before you send the file again."
    )
    return (at("no_degrees", values, misfits, fact, remedy),)


def compact_dates(values: Values) -> tuple[Note, ...]:
    """Days such as 20240301, which are read as the whole numbers that they are as well."""
    if not codes.header_says_date(values.label) or not _all_are(kinds.COMPACT_DATE, values):
        return ()
    fact = N_(
        'Column "{column}" holds whole numbers such as {value}. If they are dates, write them as 2024-03-01 or 01/03/2024 and '
        "send the file again."
    )
    return (Note("compact_dates", fact, _about(values)),)


def unread_figures(values: Values) -> tuple[Note, ...]:
    """A column of what looks like numbers, and is text as there is no one way in which all of them are read."""
    if not _all_are(kinds.FIGURES, values):
        return ()
    fact = N_(
        'Column "{column}" stays text: its values look like numbers, but not all of them are written in one way that is known, '
        'for example "{value}". Write them all as 1234,5 or all as 12,5%, and send the file again, or choose text for the column.'
    )
    unread = next((cell for cell in values.sample if not _is_plain(as_text(cell))), values.sample[0])
    return (Note("unread_figures", fact, {**_about(values), "value": as_text(unread)[:80]}),)


def units_in_cells(values: Values) -> tuple[Note, ...]:
    """Most cells have a number and the same unit: *1.100.000 jiwa*, *5 km*."""
    seen = Counter(found[1].lower() for cell in values.sample if (found := _with_unit(as_text(cell))))
    unit, count = next(iter(seen.most_common(1)), ("", 0))
    if count < 2 or count * 2 <= len(values.sample) or not _NO_UNITS.isdisjoint(unit.split()):
        return ()
    others = values.misfits(kinds.WITH_UNIT)
    if others and others.count * 2 >= values.count:
        return ()
    fact = N_(
        'Column "{column}" stays text: its cells hold a unit beside the number, for example "{value}". Write the numbers alone '
        'in the cells and the unit in the header, "{header}", and send the file again.'
    )
    first = next(as_text(cell) for cell in values.sample if _with_unit(as_text(cell)))
    header = values.label if units.in_header(values.label) else f"{values.label} ({unit})"
    return (Note("unit_in_cells", fact, {**_about(values), "value": first[:80], "header": header}),)


def footnote_marks(values: Values) -> tuple[Note, ...]:
    """Numbers of which most have the mark of a footnote: *100**, *140r)*."""
    marked = [text for cell in values.sample if isinstance(cell, str) and _is_marked(text := as_text(cell))]
    if not marked:
        return ()
    others = values.misfits(kinds.MARKED)
    if others and others.count * 2 >= values.count:
        return ()
    fact = N_(
        'Column "{column}" stays text: its numbers have marks of footnotes behind them, for example "{value}". Write the '
        "numbers alone in the cells, say in a column of its own or in the description what the marks mean, and send the file again."
    )
    return (Note("footnote_marks", fact, {**_about(values), "value": marked[0][:80]}),)


def _is_plain(text: str) -> bool:
    return any(kind.read(text) is not None for kind in (kinds.NUMBER_ID, kinds.NUMBER_EN))


def _about(values: Values) -> dict[str, str]:
    return {"column": values.label, "field": values.field, "value": as_text(values.sample[0])}


def _all_are(kind: Kind, values: Values) -> bool:
    return fits(kind, values.sample) and values.misfits(kind) is None


def _unlike(kind: Kind, values: Values) -> Misfits | None:
    """The values that are not of a kind, where the sample has some: it costs a look at all rows."""
    return None if fits(kind, values.sample) else values.misfits(kind)
