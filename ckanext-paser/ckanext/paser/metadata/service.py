"""Agencies as a file says them: created and changed until the portal agrees with the file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.metadata import rules
from ckanext.paser.problems import N_, Problem, ProblemError

FORM = "organizations: [{name: dinas-kesehatan, title: Dinas Kesehatan, ...}]"


class Applied(NamedTuple):
    """What applying a file came to.

    Attributes:
        outcomes: how many agencies were "created", "updated", "unchanged" or "refused".
        problems: one for each that was refused.
    """

    outcomes: Counter[str]
    problems: list[Problem]


def apply_organizations(file: Path) -> Applied:
    """Create the agencies of a YAML file and change those that differ; write nothing for the others.

    An agency that the portal refuses does not keep the others from being applied. Nothing is deleted.

    Raises:
        ProblemError: the file cannot be read as YAML, or is not a list of agencies.
    """
    outcomes: Counter[str] = Counter()
    problems: list[Problem] = []
    for number, agency in enumerate(_read(file), 1):
        outcome, errors = _apply(agency)
        outcomes[outcome] += 1
        problems += _refusals(file, number, agency, errors)
    return Applied(outcomes, problems)


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProblemError(_unreadable(file, error)) from error
    agencies = content.get("organizations") if isinstance(content, dict) else None
    if not isinstance(agencies, list) or not all(isinstance(one, dict) for one in agencies):
        raise ProblemError(
            Problem(
                "no_list_of_agencies",
                "{file}",
                N_("There is no list of agencies."),
                N_("Write it as {form}."),
                {"file": file.name, "form": FORM},
            )
        )
    return agencies


def _unreadable(file: Path, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    params = {"file": file.name, "line": mark.line + 1 if mark else 1}
    return Problem(
        "unreadable_yaml",
        N_("{file}, line {line}"),
        N_("This cannot be read as YAML."),
        N_("Correct the line, or save the file as UTF-8."),
        params,
    )


def _apply(agency: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Apply one agency; return what came of it and, when it was refused, why by field."""
    shown = _shown(agency.get("name"))
    wanted = rules.changes(agency, shown or {})
    if shown and not wanted:
        return "unchanged", {}
    try:
        if shown:
            tk.get_action("organization_patch")(_context(), {"id": shown["id"], **wanted})
        else:
            tk.get_action("organization_create")(_context(), wanted)
    except tk.ValidationError as refused:
        model.Session.rollback()
        return "refused", refused.error_dict
    return "updated" if shown else "created", {}


def _shown(name: Any) -> dict[str, Any] | None:
    alone = {f"include_{part}": False for part in ("users", "groups", "tags", "followers", "dataset_count")}
    try:
        return tk.get_action("organization_show")(_context(), {"id": name, **alone})
    except tk.ObjectNotFound:
        return None


def _context() -> Context:
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"user": site_user["name"], "ignore_auth": True}


def _refusals(file: Path, number: int, agency: dict[str, Any], errors: dict[str, Any]) -> list[Problem]:
    return [
        Problem(
            "agency_refused",
            N_("{file}, agency {number} ({name}), field {field}"),
            "{fact}",
            N_("Correct it and apply the file again."),
            {
                "file": file.name,
                "number": number,
                "name": agency.get("name", "?"),
                "field": field,
                "fact": " ".join(map(str, facts)) if isinstance(facts, list) else facts,
            },
        )
        for field, facts in errors.items()
    ]
