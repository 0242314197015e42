"""Agencies, or what else a file holds a list of, made so that the portal agrees with the file; and what the rules ask of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.metadata import facts, rules, store
from ckanext.paser.metadata.rules import computed
from ckanext.paser.metadata.rules.known import Table, Tables
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.tables.rules.table import Column

Entry = dict[str, Any]


class Kind(NamedTuple):
    """What a file holds a list of.

    Attributes:
        key: name of the list in the file.
        form: how the file is written, for somebody who has written it otherwise.
        lacking: "There is no list of ...", a msgid.
        place: where an entry and its field stand, a msgid with ``file``, ``number``, ``name`` and ``field``.
        show, create, patch: CKAN's actions.
        alone: parameters for ``show``.
        changes: what of an entry has to be patched, given what is shown.
    """

    key: str
    form: str
    lacking: str
    place: str
    show: str
    create: str
    patch: str
    alone: Mapping[str, Any] = {}
    changes: Callable[[Entry, Entry], Entry] = rules.changes


AGENCIES = Kind(
    key="organizations",
    form="organizations: [{name: dinas-kesehatan, title: Dinas Kesehatan, ...}]",
    lacking=N_("There is no list of agencies."),
    place=N_("{file}, agency {number} ({name}), field {field}"),
    show="organization_show",
    create="organization_create",
    patch="organization_patch",
    alone={f"include_{part}": False for part in ("users", "groups", "tags", "followers", "dataset_count")},
)


def today() -> date:
    """The day in Paser."""
    return datetime.now(tk.h.get_display_timezone()).date()


def tables_of(dataset: Mapping[str, Any]) -> Tables:
    """What the tables of a dataset that is shown hold, for ``rules.crossfields.findings(dataset, tables)``; see ``facts``."""
    return facts.of_dataset(dataset)


def table_of(columns: Sequence[Column]) -> Table:
    """What is known of a table by its columns alone, for the same rules."""
    return facts.of_columns(columns)


def steward() -> dict[str, Any] | None:
    """The Walidata as DCAT names the publisher of a catalogue; None while the portal has none. One query."""
    known = store.agents(None).steward
    return computed.agent(known, tk.config["ckan.site_url"].rstrip("/")) if known else None


class Applied(NamedTuple):
    """What applying a file came to.

    Attributes:
        outcomes: how many entries were "created", "updated", "unchanged" or "refused".
        problems: one for each that was refused.
    """

    outcomes: Counter[str]
    problems: list[Problem]


def apply(file: Path, kind: Kind = AGENCIES) -> Applied:
    """Create the entries of a YAML file and change those that differ; write nothing for the others.

    One that the portal refuses does not keep the others from being applied. Nothing is deleted.

    Raises:
        ProblemError: the file cannot be read as YAML, or does not hold such a list.
    """
    outcomes: Counter[str] = Counter()
    problems: list[Problem] = []
    for number, entry in enumerate(_read(file, kind), 1):
        outcome, errors = _apply(entry, kind)
        outcomes[outcome] += 1
        problems += _refusals(file, number, entry, errors, kind)
    return Applied(outcomes, problems)


def _read(file: Path, kind: Kind) -> list[Entry]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProblemError(_unreadable(file, error)) from error
    entries = content.get(kind.key) if isinstance(content, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ProblemError(
            Problem(
                f"no_list_of_{kind.key}",
                "{file}",
                kind.lacking,
                N_("Write it as {form}."),
                {"file": file.name, "form": kind.form},
            )
        )
    return entries


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


def _apply(entry: Entry, kind: Kind) -> tuple[str, dict[str, Any]]:
    """Apply one entry; return what came of it and, when it was refused, why by field."""
    shown = _shown(entry.get("name"), kind)
    wanted = kind.changes(entry, shown or {})
    if shown and not wanted:
        return "unchanged", {}
    try:
        if shown:
            tk.get_action(kind.patch)(_context(), {"id": shown["id"], **wanted})
        else:
            tk.get_action(kind.create)(_context(), wanted)
    except tk.ValidationError as refused:
        model.Session.rollback()
        return "refused", refused.error_dict
    return "updated" if shown else "created", {}


def _shown(name: Any, kind: Kind) -> Entry | None:
    try:
        return tk.get_action(kind.show)(_context(), {"id": name, **kind.alone})
    except tk.ObjectNotFound:
        return None


def _context() -> Context:
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"user": site_user["name"], "ignore_auth": True}


def _refusals(file: Path, number: int, entry: Entry, errors: dict[str, Any], kind: Kind) -> list[Problem]:
    return [
        Problem(
            "entry_refused",
            kind.place,
            "{fact}",
            N_("Correct it and apply the file again."),
            {
                "file": file.name,
                "number": number,
                "name": entry.get("name", "?"),
                "field": field,
                "fact": " ".join(map(str, facts)) if isinstance(facts, list) else facts,
            },
        )
        for field, facts in errors.items()
    ]
