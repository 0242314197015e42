"""What a reader asks of the table on a page, and where each of the page's links leads.

The address of the page asks in the words of the row API (``rows.rules.parameters``), so that a choice made on the page
can be asked of the API as it stands. A comparison (``x__gte``) is always for the table; whatever else stands in the
address is not. Pure rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from ckanext.paser.rows.rules.fields import Fields
from ckanext.paser.rows.rules.parameters import NAMES, WORDS
from ckanext.paser.rows.rules.query import Op

ORDER, AFTER = WORDS["order"], WORDS["after"]
FROM = "saring.dari"
"""Says which row the page begins with, beside ``AFTER``, which says so to the database alone."""
Pairs = list[tuple[str, str]]


def asked(arguments: Iterable[tuple[str, str]], fields: Fields) -> Pairs:
    """What an address asks of a table, be it of a column that it has not: a link that was kept would show all rows silently."""
    return [pair for pair in arguments if pair[0] in (ORDER, AFTER) or _condition(pair[0], fields)]


def first_row(arguments: Iterable[tuple[str, str]], total: int) -> int:
    """Which row of the answer is the first on the page, counted from 1; it is only told, never asked with."""
    given = dict(arguments)
    number = given.get(FROM, "")
    known = AFTER in given and number.isascii() and number.isdigit() and len(number) < 10
    return int(number) if known and 1 <= int(number) <= total else 1


def earlier(after: str, row: int) -> Pairs:
    """What the page before is asked with; nothing where it is the first.

    Args:
        row: its first one; it is not told where it cannot be known.
    """
    return [(AFTER, after), *([(FROM, str(row))] if row > 1 else [])] if after else []


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
    return bool(column) and word in {op.value for op in Op}
