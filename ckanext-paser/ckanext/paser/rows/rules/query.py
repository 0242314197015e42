"""A question to a table, whoever asks it and in whichever words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

DEFAULT_LIMIT = 100
MOST_ROWS = 10_000
MOST_CELLS = 500_000
"""Of one page: a page of a very wide table has fewer rows than were asked for, and the rest comes after it."""
MOST_CHARACTERS = 16 << 20
"""Of one page, too: one cell may hold the border of a district."""


class Op(str, Enum):
    """How a column is compared; the value is the word that stands after ``__`` in an address."""

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    CONTAINS = "contains"
    STARTSWITH = "startswith"
    ENDSWITH = "endswith"
    ISNULL = "isnull"


LISTED = (Op.EQ, Op.NE)
"""These take several values: any of them, none of them."""
WORDED = (Op.CONTAINS, Op.STARTSWITH, Op.ENDSWITH)
"""These ask for a part of a text, in capitals or not."""


@dataclass(frozen=True)
class Condition:
    """One comparison.

    Args:
        values: as text; one, but for ``LISTED``. None among those of ``LISTED``: an empty cell.
        where: the parameter that asks it, for a problem; the column's name if empty.
    """

    column: str
    op: Op
    values: tuple[str | None, ...]
    where: str = ""


@dataclass(frozen=True)
class Every:
    """All of these hold."""

    parts: tuple[Where, ...] = ()


@dataclass(frozen=True)
class Some:
    """At least one of these holds."""

    parts: tuple[Where, ...]


@dataclass(frozen=True)
class Not:
    """This does not hold."""

    part: Where


Where = Condition | Every | Some | Not


@dataclass(frozen=True)
class Order:
    """Rows are sorted by this column; empty cells come last, whichever way."""

    column: str
    descending: bool = False


@dataclass(frozen=True)
class Aggregate:
    """One figure per group.

    Args:
        function: ``sum``, ``avg``, ``min``, ``max`` or ``count``.
        column: of which column; empty with ``count``: of the rows.
    """

    function: str
    column: str = ""

    @property
    def name(self) -> str:
        return f"{self.column}_{self.function}" if self.column else self.function


@dataclass(frozen=True)
class Form:
    """How rows are written for programs with types of their own.

    Each row has its number ``_id``; lists and JSON are text; moments without a time zone end with Z. What is not finite is
    INF, -INF or NaN of floats, and empty of all others, whose types have no word for it.

    Args:
        names: columns that have another name in the answer, with that name.
    """

    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Query:
    """What is asked.

    Args:
        columns: which to show, in this order; empty: all.
        groups: columns whose equal values make one line.
        aggregates: figures of each group; of all rows together if there are no ``groups``.
        after: what an earlier answer gave as the place to go on from (``cursor``).
        skip: lines to leave out first. Costs the more the greater it is; ``after`` does not.
        total: whether the lines of the whole answer are counted.
        form: how rows are written; None: as they are stored.
    """

    columns: tuple[str, ...] = ()
    where: Where = Every()
    order: tuple[Order, ...] = ()
    limit: int = DEFAULT_LIMIT
    groups: tuple[str, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    after: str = ""
    skip: int = 0
    total: bool = True
    form: Form | None = None

    @property
    def grouped(self) -> bool:
        return bool(self.groups or self.aggregates)
