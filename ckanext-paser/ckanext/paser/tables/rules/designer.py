"""What the forms of CKAN's Table Designer say of a row or a column that is refused.

Pure. CKAN passes on what the rules of its trigger say, in English, and answers two columns of one name, or an identifier that two
rows have, with an error page. Of a value that a column cannot keep ``refused`` speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from ckanext.paser.problems import N_

TAKEN = N_(
    "Two rows have the same value here, so it does not tell rows apart. Correct the rows, or choose another identifier."
)
_REPEATED = N_("Another column has this name. Write another one.")
_LONG = N_("The name is too long: it may have 63 letters. Write more into the label.")
_LONGEST = 63
"""Bytes of a name in PostgreSQL."""
_RULES = "TAB-DELIMITED\t"
"""How the rules of the table's own trigger speak: column and sentence in turns."""
Told = tuple[str, str, str]
"""A column, an English msgid, and what is quoted behind it."""


def of_row(said: str) -> list[Told]:
    """What the rules of the table's own trigger say of the columns of a row; nothing where somebody else refuses it.

    Args:
        said: by PostgreSQL.
    """
    if not said.startswith(_RULES):
        return []
    parts = said.split("\t")[1:]
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [(column, *_without_quote(text)) for column, text in pairs]


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
