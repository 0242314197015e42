"""The rows of a workbook that are not well, as a workbook to be corrected and sent again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.bulk import judging, store, template
from ckanext.paser.bulk.rules.outcomes import Outcome
from ckanext.paser.problems import worded


def remarks(run_id: str) -> bytes:
    """The refused rows, each with what is wrong with it; the places that this names are those of this workbook."""
    refused = store.rows(run_id, outcome=Outcome.REFUSED.value)
    back = [
        template.Row(
            row["cells"],
            [worded(_here(problem, number), tk._)["text"] for problem in row["problems"]],
            frozenset(problem["key"] for problem in row["problems"]),
        )
        for number, row in enumerate(refused, template.FIRST_ROW)
    ]
    return template.filled(back, judging.agencies())


def _here(problem: Mapping[str, Any], row: int) -> dict[str, Any]:
    """A problem of a row at its place in the workbook of remarks, which has the refused rows alone, in the template's columns."""
    if not problem["where"]:
        return {**problem}
    where, params = template.place().of(row, problem["key"])
    return {**problem, "where": where, "params": {**problem["params"], **params}}
