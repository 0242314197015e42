"""What a reader asks of the table on a page, and where each of the page's links leads.

The address of the page asks in the words of the row API (``rows.rules.parameters``), so that a choice made on the page
can be asked of the API as it stands. Whatever else stands in the address is not for the table. Pure rules.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from ckanext.paser.rows.rules.fields import Family, Field, Fields
from ckanext.paser.rows.rules.parameters import NAMES, WORDS
from ckanext.paser.rows.rules.query import LISTED, Op
from ckanext.paser.tables.rules import dates, kinds

ORDER, AFTER = WORDS["order"], WORDS["after"]
FORM = ("saring.kolom", "saring.banding", "saring.nilai")
"""The three fields of the form that adds a condition: column, comparison, value."""

Pairs = list[tuple[str, str]]

_EVERY = (Op.EQ, Op.GTE, Op.LTE)
COMPARISONS: dict[Family, tuple[Op, ...]] = {
    Family.TEXT: (Op.CONTAINS, Op.EQ),
    Family.INTEGER: _EVERY,
    Family.NUMBER: _EVERY,
    Family.DATE: _EVERY,
    Family.TIMESTAMP: (Op.GTE, Op.LTE),
    Family.BOOLEAN: (Op.EQ,),
}
"""How the values of a column can be compared in the form; of other columns nothing can be asked."""


def asked(arguments: Iterable[tuple[str, str]], fields: Fields, locale: str) -> Pairs:
    """What an address asks of a table, the form's condition among it.

    Args:
        locale: language of the reader, in whose way the form's value is written.
    """
    given = list(arguments)
    kept = [(name, value) for name, value in given if name in (ORDER, AFTER) or _condition(name, fields)]
    form = dict(given)
    column, comparison, value = (form.get(name, "").strip() for name in FORM)
    if column not in fields or not value:
        return kept
    field = fields[column]
    ops = COMPARISONS.get(field.family, ())
    op = Op(comparison) if comparison in {op.value for op in ops} else next(iter(ops), Op.EQ)
    name = column if op is Op.EQ and column not in NAMES else f"{column}__{op.value}"
    written = plain(value, field, locale)
    return [*without(kept, AFTER), (name, _one(written) if op in LISTED else written)]


def conditions(pairs: Pairs) -> Pairs:
    """Those that leave rows out."""
    return [(name, value) for name, value in pairs if name not in (ORDER, AFTER)]


def without(pairs: Pairs, *names: str) -> Pairs:
    """All but those of these names."""
    return [(name, value) for name, value in pairs if name not in names]


def order_of(pairs: Pairs) -> tuple[str, bool]:
    """The column that the rows are sorted by, empty if none; and whether from the largest down."""
    order = dict(pairs).get(ORDER, "").split(",")[0]
    return order.lstrip("-"), order.startswith("-")


def resorted(pairs: Pairs, column: str) -> Pairs:
    """What the head of a column asks: up, then down, then the order of the file."""
    by, down = order_of(pairs)
    kept = without(pairs, ORDER, AFTER)
    if by != column:
        return [*kept, (ORDER, column)]
    return kept if down else [*kept, (ORDER, f"-{column}")]


def address(pairs: Pairs) -> str:
    """The query of an address."""
    return f"?{urlencode(pairs)}" if pairs else "?"


def plain(value: str, field: Field, locale: str) -> str:
    """What a reader has typed, as programs write it: ``1.234,5`` is ``1234.5``, ``31/12/2024`` is ``2024-12-31``."""
    if field.family in (Family.INTEGER, Family.NUMBER) and locale == "id":
        return kinds.NUMBER_ID.read(value) or value
    if field.family is Family.DATE:
        return dates.read_dmy(value) or dates.read_named(value) or value
    return value


def split(name: str, fields: Fields) -> tuple[str, Op]:
    """The column and the comparison that a parameter names."""
    if name in fields:
        return name, Op.EQ
    column, _, word = name.rpartition("__")
    return column, Op(word)


def bars(counts: Sequence[int]) -> list[float]:
    """Heights of a histogram, the highest 100; whatever has a value can be seen."""
    most = max(counts, default=0)
    return [max(4.0, round(100 * count / most, 1)) if count else 0.0 for count in counts]


def _condition(name: str, fields: Fields) -> bool:
    if name in NAMES:
        return False
    if name in fields:
        return True
    column, _, word = name.rpartition("__")
    return column in fields and word in {op.value for op in Op}


def _one(value: str) -> str:
    """A value that may hold commas, as one of a list."""
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow([value])
    return written.getvalue()
