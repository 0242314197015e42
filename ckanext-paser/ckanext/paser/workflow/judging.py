"""What the profile has against a step with a dataset: one judgement for what pages offer and list, and for the step itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ckanext.paser.metadata import service as metadata
from ckanext.paser.metadata.rules import crossfields
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.metadata.rules.known import Tables
from ckanext.paser.problems import Problem
from ckanext.paser.workflow import described, rules
from ckanext.paser.workflow.rules import Case, Status, Step


class Offered(NamedTuple):
    """A step that follows from where a dataset stands.

    Attributes:
        problem: what keeps who asks from taking it.
        remarks: what the profile has against it, where it wants all to be complete.
    """

    step: Step
    problem: Problem | None
    remarks: list[Finding]


def whole(dataset: dict[str, Any], waiting: Tables | None = None) -> tuple[dict[str, Any], Tables]:
    """What is judged of a dataset that is shown: it without what is said of columns that its files do not have, and what its tables hold.

    That takes a look at all rows of its tables; a process remembers what it has found, see ``metadata.facts``.

    Args:
        waiting: what is known of tables that are not there yet.
    """
    present = described.of_present_columns(dataset)
    return present, {**(waiting or {}), **metadata.tables_of(present)}


def remarks(
    dataset: dict[str, Any], to: str = Status.TERBIT.value, tables: Tables | None = None
) -> list[Finding]:
    """What the profile has against publishing a dataset that is shown, as far as people can do something about it.

    Args:
        dataset, tables: as ``whole`` has them; without tables nothing is said of what they hold.
    """
    access = dataset.get("akses_level") or "terbuka"
    private = rules.is_private(Status.TERBIT, access, len(dataset.get("resources") or []))
    public = {**dataset, "status_sdi": Status.TERBIT.value, "private": private}
    found = crossfields.errors(public, tables)
    return [one for one in found if to == Status.TERBIT or not rules.is_ours(one.field, one.file)]


def judged(dataset: dict[str, Any], to: str) -> list[Finding]:
    """What the profile has against a step with a dataset that is shown; the step itself is judged so."""
    present, tables = whole(dataset)
    return remarks(present, to, tables)


def offered(dataset: dict[str, Any], case: Case, version: str = "") -> Iterator[Offered]:
    """The steps that follow, each with what is in its way; none that the table has for other kinds of datasets.

    Args:
        case: it, and who asks; its remarks are counted here.
        version: the name of its next version, where one is in work.
    """
    for one in rules.steps_from(case.status):
        if one.priority is not None and one.priority is not case.is_priority:
            continue
        found = judged(dataset, one.to) if one.complete else []
        problem = rules.judge(replace(case, remarks=len(found)), one.to, None)
        if problem is None and version and rules.begins_version(one):
            problem = rules.in_work(version)
        yield Offered(one, problem, found)
