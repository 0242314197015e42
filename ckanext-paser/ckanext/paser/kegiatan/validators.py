"""Validators of the fields of an activity: CKAN's calling ways around the rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.kegiatan import rules
from ckanext.paser.problems import Problem, worded

__all__ = [
    "paser_day",
    "paser_days",
    "paser_kegiatan",
    "paser_kegiatan_complete",
    "paser_may_be_empty",
    "paser_one_title",
    "paser_some_choices",
    "paser_yes_no",
]

Validator = Callable[[FlattenKey, FlattenDataDict, FlattenErrorDict, Context], None]

LISTS = {"scheming_multiple_choice_output", "scheming_load_json"}
"""Output validators of fields that hold a list, which is stored as JSON."""
ANSWERS = {"true": True, "1": True, "ya": True, "false": False, "2": False, "tidak": False}
"""Yes and no as programs send them, and as the paper form has them (1 Ya, 2 Tidak)."""


def paser_may_be_empty(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Nothing is stored where nothing was said; "no" and 0 say something (CKAN's ``ignore_empty`` drops them)."""
    value = data.get(key)
    if value in (None, tk.missing, "") or value == [] or (isinstance(value, str) and not value.strip()):
        data.pop(key, None)
        raise tk.StopOnError


def paser_yes_no(value: Any) -> bool:
    answer = ANSWERS.get(str(value).strip().lower())
    if answer is None:
        raise tk.Invalid(tk._("'{value}' is neither yes nor no.").format(value=value))
    return answer


def paser_some_choices(field: dict[str, Any], schema: dict[str, Any]) -> Validator:
    """Choices of a list, also none: what is needed to publish is looked at afterwards."""
    of_list: Any = tk.get_validator("scheming_multiple_choice")
    choose: Validator = of_list({**field, "required": False}, schema)

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        value = data.get(key)
        if value is None or isinstance(
            value, (list, str)
        ):  # the form sends an empty one beside the chosen ones
            data[key] = [one for one in ([value] if isinstance(value, str) else value or ()) if one]
        choose(key, data, errors, context)

    return validator


paser_some_choices.is_a_scheming_validator = True  # type: ignore[attr-defined]


def paser_day(value: str) -> str:
    try:
        return rules.day(value)
    except ValueError as error:
        text = tk._("'{value}' is no day. Write 2026-03-31 or 31/03/2026.")
        raise tk.Invalid(text.format(value=value)) from error


def paser_kegiatan(value: str) -> str:
    """The address of an activity that there is, also where its id is sent."""
    found = model.Package.get(value)
    if found is None or found.type != "kegiatan" or found.state == model.State.DELETED:
        text = tk._(
            "There is no statistical activity '{value}'. Write the last part of the address of its page."
        )
        raise tk.Invalid(text.format(value=value))
    return found.name


def paser_days(value: Any) -> Any:
    """One day or several; empty ones are left out."""
    days = value if isinstance(value, list) else [value]
    return [paser_day(str(one)) for one in days if one]


def paser_one_title(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """CKAN's title and the national ``judul_kegiatan`` are the same, whichever was sent."""
    stored = _stored(data, context)
    sent = (data.get((name,)) or None for name in ("title", "judul_kegiatan"))
    title = rules.one_title(stored.title if stored else None, *sent)
    data[("title",)] = data[("judul_kegiatan",)] = title or tk.missing


def paser_kegiatan_complete(field: None, schema: dict[str, Any]) -> Validator:
    """An activity does not contradict itself; a public one lacks nothing. All of it is told at once."""
    form = _form(schema["dataset_fields"])
    lists = {one["field_name"] for one in schema["dataset_fields"] if one.get("output_validators") in LISTS}

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        kegiatan = _given(data, form.rows, lists)
        problems = rules.wrong(kegiatan)
        if _is_public(data, context):
            problems += rules.missing(kegiatan, form)
        for problem in problems:
            _tell(problem, errors)
        for number in {place[1] for place in data if place[0] == "resources" and len(place) > 2}:
            text = tk._("Files belong to datasets. Make a dataset and name this activity in it.")
            errors[("resources", number, "url")] = [text]

    return validator


paser_kegiatan_complete.is_a_scheming_validator = True  # type: ignore[attr-defined]


def _form(fields: list[dict[str, Any]]) -> rules.Form:
    rows = {
        one["field_name"]: tuple(
            part["field_name"] for part in one["repeating_subfields"] if part.get("required")
        )
        for one in fields
        if "repeating_subfields" in one
    }
    asked = (one for one in fields if one.get("form_snippet", "") is not None)
    return rules.Form(tuple(one["field_name"] for one in asked if one.get("required")), rows)


def _given(data: FlattenDataDict, rows: Mapping[str, Any], lists: set[str]) -> dict[str, Any]:
    """The fields as the rules want them; a row that was left empty keeps its place as an empty one."""
    kegiatan: dict[str, Any] = {}
    for place, value in data.items():
        name = place[0]
        if len(place) == 1:
            kegiatan[name] = _listed(value) if name in lists else None if value is tk.missing else value
        elif name in rows and len(place) == 3 and value is not tk.missing:
            given = kegiatan.setdefault(name, [])
            given.extend({} for _ in range(place[1] + 1 - len(given)))
            given[place[1]][place[2]] = value
    return kegiatan


def _listed(value: Any) -> list[str]:
    """A list as it is stored; nothing where a field's own validator has refused it."""
    try:
        found = json.loads(value)
    except (TypeError, ValueError):
        return []
    return found if isinstance(found, list) else []


def _is_public(data: FlattenDataDict, context: Context) -> bool:
    stored = _stored(data, context)
    private, state = (
        getattr(stored, name, default) if data.get((name,)) in (None, tk.missing) else data[(name,)]
        for name, default in (("private", False), ("state", "active"))
    )
    return state == "active" and not private


def _stored(data: FlattenDataDict, context: Context) -> Any:
    """The activity as it is stored; None for a new one."""
    package = context.get("package")
    return package if package and data.get(("id",)) == package.id else None


def _tell(problem: Problem, errors: FlattenErrorDict) -> None:
    """Put a problem at its field, in words, unless that has been refused already."""
    name, *rest = problem.where.split("-")
    place = (name, int(rest[0]), rest[1]) if rest else (name,)
    told = worded(problem, tk._)
    if not errors.get(place):
        errors[place] = [f"{told['fact']} {told['remedy']}"]
