"""Which decisions answer what was found in a file, and about which columns. Pure rules."""

from __future__ import annotations

from collections.abc import Sequence

from ckanext.paser.privacy.rules import counting, headers
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import Kind
from ckanext.paser.privacy.rules.treatment import CODES, Decision, Treatment, fits
from ckanext.paser.problems import N_

_OF_ONE = frozenset(kind.value for kind in (Kind.NIK, Kind.KK, Kind.NPWP, Kind.BPJS, Kind.PHONE, Kind.EMAIL))
"""What one person has: who is left without it is still named."""


class NoAnswerError(Exception):
    """A decision that makes no sense for a file.

    Args:
        field: of the decision: ``decision``, ``columns`` or ``reason``.
        text: English msgid of a sentence that says why, with ``{columns}``.
        columns: names of the columns that it is about.
    """

    def __init__(self, field: str, text: str, columns: Sequence[str] = ()) -> None:
        super().__init__(field, text)
        self.field, self.text, self.columns = field, text, ", ".join(columns)


def countable(columns: Sequence[str], findings: Sequence[Finding]) -> list[str]:
    """The columns by which the rows of a table can be counted: those that hold nobody's data."""
    personal = {field for finding in findings if finding.holds for field in finding.fields}
    return [column for column in columns if column not in personal]


def names_left(columns: Sequence[str], findings: Sequence[Finding], decided: Treatment) -> list[str]:
    """The columns with names of persons that are public though the numbers of these persons hold.

    Args:
        columns: of the table before anything is decided.
    """
    numbered = any(one.holds and one.fields and one.kind in _OF_ONE for one in findings)
    if not numbered or decided.override or decided.aggregate:
        return []
    treated = {*decided.drop, *decided.mask}
    return [columns[i] for i in headers.people(columns) if columns[i] not in treated]


def halves_left(findings: Sequence[Finding], decided: Treatment) -> list[str]:
    """The columns that stay as they are beside treated ones which tell of the same person: an address without its name."""
    if decided.override or decided.aggregate:
        return []
    treated = {*decided.drop, *decided.mask, *decided.suppress}
    found = (one.fields for one in findings if one.holds and not treated.isdisjoint(one.fields))
    return list(dict.fromkeys(field for fields in found for field in fields if field not in treated))


def answers(finding: Finding) -> list[Decision]:
    """The decisions of an editor that answer a finding."""
    if not finding.holds:
        return []
    if not finding.fields:
        return [Decision.DROP]
    return [one for one in CODES if fits(one, finding)]


def decided_columns(
    decision: Decision,
    columns: Sequence[str] | None,
    findings: Sequence[Finding],
    in_table: Sequence[str],
    *,
    is_table: bool,
    reason: str,
) -> list[str]:
    """The columns that a decision is about.

    Args:
        columns: as they were named; None for all that hold and that it fits, or that people are counted by.
        in_table: names of the columns of the table before anything is decided.
        is_table: a table is made of the file; of another one, nothing can be published but itself.

    Raises:
        NoAnswerError: it answers nothing that was found in the file.
    """
    if decision is Decision.RESET:
        return []
    if decision is Decision.OVERRIDE:
        if not reason.strip():
            raise NoAnswerError("reason", N_("Say why the file may be public as it is."))
        return []
    if not is_table:
        text = N_(
            "No table is made of this file, so nothing can be left out: it stays closed, or is made public whole."
        )
        raise NoAnswerError("decision", text)
    if decision is Decision.AGGREGATE:
        return _counted(columns, countable(in_table, findings))
    names = names_left(in_table, findings, Treatment()) if decision is Decision.DROP else []
    return _answering(decision, columns, findings, names)


def _counted(columns: Sequence[str] | None, fitting: Sequence[str]) -> list[str]:
    """The columns by which rows are to be counted."""
    if columns is None:
        columns = [fitting[i] for i in counting.groups(fitting)]
    text = N_("The table cannot be counted by these columns, since they hold personal data: {columns}.")
    return _all_fitting(columns, fitting, text)


def _answering(
    decision: Decision, columns: Sequence[str] | None, findings: Sequence[Finding], names: Sequence[str]
) -> list[str]:
    """The columns of findings that a decision answers, and of ``names`` beside them."""
    answered = [finding for finding in findings if fits(decision, finding)]
    if columns is None:
        columns = list(dict.fromkeys(field for one in answered if one.holds for field in one.fields))
    outside = decision is Decision.DROP and any(one.holds and not one.fields for one in findings)
    if not columns and outside:  # the table alone is published
        return []
    text = N_("Nothing was found in these columns that this could answer: {columns}.")
    return _all_fitting(columns, [*names, *(field for one in answered for field in one.fields)], text)


def _all_fitting(columns: Sequence[str], fitting: Sequence[str], text: str) -> list[str]:
    if unknown := [column for column in columns if column not in fitting]:
        raise NoAnswerError("columns", text, unknown)
    if not columns:
        raise NoAnswerError("columns", N_("Choose at least one column."))
    return list(columns)
