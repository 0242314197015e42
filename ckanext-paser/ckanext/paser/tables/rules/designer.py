"""What the forms of CKAN's Table Designer say of a row or a column that is refused.

Pure. CKAN passes on what PostgreSQL says, in English, knows three shapes of it, and answers all others with an error page: a
day written 31/12/2024, two columns of one name, an identifier that two rows have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.kinds import Type

TAKEN = N_(
    "Two rows have the same value here, so it does not tell rows apart. Correct the rows, or choose another identifier."
)
_REPEATED = N_("Another column has this name. Write another one.")
_LONG = N_("The name is too long: it may have 63 letters. Write more into the label.")
_LONGEST = 63
"""Bytes of a name in PostgreSQL."""
_EXPECTED = {
    Type.INTEGER.value: N_("This is no whole number. Write it in digits alone: 1250."),
    Type.NUMBER.value: N_("This is no number. Write it in digits, with a point before its decimals: 1250.5."),
    Type.DATE.value: N_("This is no day. Write year-month-day: 2024-12-31."),
    Type.TIMESTAMP.value: N_("This is no moment. Write day and time: 2024-12-31 08:30."),
}
_OTHER = N_("This does not fit the type of its column.")
_RULES = "TAB-DELIMITED\t"
"""How the rules of the table's own trigger speak: column and sentence in turns."""
_MISFIT = re.compile(r'invalid input syntax|field value out of range|"(?s:.*)" is out of range for type')
_QUOTED = re.compile(r'"((?s:.*))"')

Told = tuple[str, str, str]
"""A column, an English msgid, and what is quoted behind it."""


def of_row(said: str, row: Mapping[str, object], types: Mapping[str, str]) -> list[Told]:
    """What to say of the columns of a row that PostgreSQL refuses; nothing where CKAN says it in words of its own.

    Args:
        said: by PostgreSQL.
        types: of the columns by name.
    """
    if said.startswith(_RULES):
        parts = said.split("\t")[1:]
        pairs = zip(parts[::2], parts[1::2], strict=False)
        return [(column, *_without_quote(text)) for column, text in pairs]
    if not _MISFIT.search(said):
        return []
    quoted = _QUOTED.search(said)
    wrong = [column for column in types if quoted and str(row.get(column)) == quoted[1]]
    return [(column, _EXPECTED.get(types[column], _OTHER), "") for column in wrong or list(types)[:1]]


def _without_quote(text: str) -> tuple[str, str]:
    """``Below minimum: "5"`` is two parts, of which the first is a text that can be translated."""
    head, mark, rest = text.partition(': "')
    return head, mark + rest


def of_names(names: Sequence[str]) -> list[str]:
    """What to say of each of the columns' names, an English msgid; empty where there is nothing to say."""
    return [
        _REPEATED if name and name in names[:i] else _LONG if len(name.encode()) > _LONGEST else ""
        for i, name in enumerate(names)
    ]
