"""What was decided about a file's findings, and what it does to the rows of its public table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import Kind
from ckanext.paser.privacy.rules.masks import mask_of
from ckanext.paser.privacy.rules.sums import Cells

RULES_VERSION = 18
"""Raised when a file would be judged differently than before, so that it is read anew."""

Row = list[str]


class Decision(str, Enum):
    """What may be decided.

    ``override`` makes the file public as it is, until something else is decided; ``reset`` takes back all before it.
    """

    DROP = "drop_column"
    MASK = "mask"
    AGGREGATE = "aggregate"
    SUPPRESS = "suppress_small"
    OVERRIDE = "override"
    RESET = "reset"


CODES = {
    Decision.DROP: "hapus",
    Decision.MASK: "masking",
    Decision.AGGREGATE: "agregasi",
    Decision.SUPPRESS: "supresi",
}
"""Code list PERLAKUAN of profile paser-sdi 1.0."""

_DROP = Decision.DROP.value
_FROM_ANEW = (Decision.OVERRIDE.value, Decision.RESET.value)
_REVIVING = (Decision.MASK.value, Decision.SUPPRESS.value)


@dataclass(frozen=True)
class Treatment:
    """Everything decided about one file so far; each part names columns of its public table.

    Args:
        decided: the file itself is not public, whatever becomes of its table.
        override: nothing that was found holds the file back; about what no later decision names, nothing is done.
        aggregate: the table is how many rows there are of each combination of these; the other parts say nothing then.
    """

    decided: bool = False
    override: bool = False
    drop: tuple[str, ...] = ()
    mask: tuple[str, ...] = ()
    suppress: tuple[str, ...] = ()
    aggregate: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` reads back."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> Treatment:
        """Read back what :meth:`as_dict` returned."""
        lists = {name: tuple(stored.get(name, ())) for name in ("drop", "mask", "suppress", "aggregate")}
        return Treatment(stored["decided"], stored["override"], **lists)

    @property
    def opens(self) -> bool:
        """Tell whether an administrator has made the file itself public, and nobody has decided otherwise since."""
        return self.override and not self.decided

    @property
    def changes(self) -> bool:
        """Tell whether the table differs from the file."""
        return bool(self.drop or self.mask or self.suppress or self.aggregate)

    def tells(self, params: Mapping[str, Any]) -> bool:
        """Tell whether something that was noticed in the file may be said of its table.

        Args:
            params: of the note or problem: the ``field`` it is about, if it is about one, and a ``value`` that it quotes.
        """
        if self.aggregate and "value" in params:
            return False
        return params.get("field") not in {*self.drop, *self.mask, *self.suppress}

    @property
    def parts(self) -> list[tuple[Decision, tuple[str, ...]]]:
        """What is done with the table, each with its columns."""
        if self.aggregate:
            return [(Decision.AGGREGATE, self.aggregate)]
        done = ((Decision.DROP, self.drop), (Decision.MASK, self.mask), (Decision.SUPPRESS, self.suppress))
        return [(decision, columns) for decision, columns in done if columns]


def together(decisions: Iterable[tuple[str, Sequence[str]]], closed: Sequence[str] = ()) -> Treatment:
    """Put decisions about one file, and their columns, together.

    The later one wins: to count stands until something else is decided, a column that was left out comes back masked or
    emptied. An override sets all before it aside, and each after it counts again; a reset leaves nothing decided.

    Args:
        closed: columns that its dictionary keeps from the public; an override is about personal data, not about them.
    """
    by: dict[str, list[str]] = defaultdict(list)
    decided = override = False
    for decision, columns in decisions:
        if decision in _FROM_ANEW:
            by.clear()
            decided, override = False, decision == Decision.OVERRIDE.value
            continue
        decided = True
        by.pop(Decision.AGGREGATE.value, None)
        if decision in _REVIVING:
            by[_DROP] = [column for column in by[_DROP] if column not in columns]
        by[decision] = list(dict.fromkeys([*by[decision], *columns]))
    return Treatment(
        decided or bool(closed),
        override,
        drop=tuple(dict.fromkeys([*by[_DROP], *closed])),
        mask=tuple(by[Decision.MASK.value]),
        suppress=tuple(by[Decision.SUPPRESS.value]),
        aggregate=tuple(column for column in by[Decision.AGGREGATE.value] if column not in closed),
    )


def is_overtaken(public: Treatment, decided: Treatment, columns: Iterable[str]) -> bool:
    """Tell whether a public table shows what was decided since not to be shown.

    Args:
        public: what had been decided when it was made.
        columns: the names of those that it has.
    """
    if public.override and not decided.override:
        return True
    if decided.aggregate:
        return not public.aggregate or not set(public.aggregate) <= set(decided.aggregate)
    if public.aggregate:
        return not {*decided.drop, *decided.mask, *decided.suppress}.isdisjoint(public.aggregate)
    shown = set(columns) & {
        *decided.drop,
        *(column for column in decided.mask if column not in public.mask),
        *(column for column in decided.suppress if column not in public.suppress),
    }
    return bool(shown)


def shows_more(public: Treatment, decided: Treatment) -> bool:
    """Tell whether a table as decided now shows more of its file than the public one.

    Args:
        public: what had been decided when that was made.
    """
    if public.aggregate:
        return not decided.aggregate or not set(decided.aggregate) <= set(public.aggregate)
    if decided.aggregate:
        return False
    gone = set(decided.drop)
    return not (
        gone.issuperset(public.drop)
        and (gone | set(decided.mask)).issuperset(public.mask)
        and (gone | set(decided.suppress)).issuperset(public.suppress)
    )


def may_stay(public: Treatment, decided: Treatment, columns: Iterable[str]) -> bool:
    """Tell whether a former table of a file may stay beside the one as decided now.

    Not where it is overtaken, nor where both count the same people by other columns: small groups are the difference.

    Args:
        public: what had been decided when it was made, with the columns that were closed then.
        decided: without those that are closed now: they shut a former table, and never end it.
        columns: the names of those that it has.
    """
    if is_overtaken(public, decided, columns):
        return False
    alike = set(public.aggregate) == {*decided.aggregate} - {*public.drop}
    return not decided.aggregate or public == decided or alike


_NEVER_MASKED = (Kind.SMALL_CELLS.value, Kind.MODEL.value)


def fits(decision: Decision, finding: Finding) -> bool:
    """Tell whether a decision can be the answer to a finding."""
    if decision is Decision.SUPPRESS:
        return finding.kind == Kind.SMALL_CELLS.value
    return decision is Decision.DROP or finding.kind not in _NEVER_MASKED


def open_findings(findings: Iterable[Finding], treatment: Treatment) -> list[Finding]:
    """The findings that still hold."""
    if treatment.override:
        return []
    return [finding for finding in findings if finding.holds and not _answered(finding, treatment)]


def _answered(finding: Finding, treatment: Treatment) -> bool:
    if not finding.fields:  # outside the table, so it stays in the file, which is not public any more
        return treatment.decided
    if treatment.aggregate:
        return not set(finding.fields) <= set(treatment.aggregate)
    small = finding.kind == Kind.SMALL_CELLS.value
    answers = {*treatment.drop, *(treatment.suppress if small else treatment.mask)}
    if finding.kind in (
        Kind.NIK.value,
        Kind.KK.value,
    ):  # each part of a number that stands in several columns
        return answers.issuperset(finding.fields)
    first, *others = finding.fields
    return first in answers or (bool(others) and answers.issuperset(others))


def is_masked(finding: Finding, treatment: Treatment, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether rows hold a finding only as it was decided to be masked: masking again changes nothing."""
    chosen = [column for column in finding.fields if column in treatment.mask]
    masks = [(column, mask_of([finding], column)) for column in chosen]
    return any(
        all(mask(str(row[column])) == str(row[column]) for row in rows if row.get(column))
        for column, mask in masks
    )


def small_columns(columns: Sequence[str], treatment: Treatment, findings: Iterable[Finding]) -> list[int]:
    """The positions of the columns whose small counts must not be known, neither of those that are left out."""
    found = {field for f in findings if f.kind == Kind.SMALL_CELLS.value for field in f.fields}
    secret = (found & set(treatment.drop)) | set(treatment.suppress)
    return [i for i, column in enumerate(columns) if column in secret]


def row_treatment(
    columns: Sequence[str], treatment: Treatment, findings: Iterable[Finding], empty: Cells = frozenset()
) -> Callable[[int, Row], Row]:
    """How each row of values changes, which is given with its number from 0.

    Args:
        columns: the table's columns in the order of the values.
        empty: the cells to empty.
    """
    kept = [i for i, column in enumerate(columns) if column not in treatment.drop]
    masks = {
        column: mask_of([finding for finding in findings if column in finding.fields], column)
        for column in treatment.mask
    }

    def treat(number: int, row: Row) -> Row:
        treated: Row = []
        for i in kept:
            value = "" if (number, i) in empty else row[i]
            mask = masks.get(columns[i])
            treated.append(mask(value) if mask and value else value)
        return treated

    return treat
