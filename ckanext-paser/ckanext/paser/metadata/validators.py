"""Validators of the profile's fields: CKAN's calling ways around the rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.metadata import rules
from ckanext.paser.metadata.completing import paser_profile
from ckanext.paser.metadata.rules import (
    addresses,
    crossfields,
    filled,
    licences,
    patterns,
    subfields,
    withdrawn,
)
from ckanext.paser.workflow import rules as workflow
from ckanext.paser.workflow.service import is_by_machine

__all__ = [
    "paser_address",
    "paser_answer",
    "paser_between",
    "paser_default_of_statistics",
    "paser_file_or_link",
    "paser_filled_rows",
    "paser_licence",
    "paser_lines",
    "paser_pattern",
    "paser_period",
    "paser_period_end",
    "paser_profile",
    "paser_role",
    "paser_stored",
    "paser_unit",
    "paser_without_secrets",
    "paser_years",
]

Validator = Callable[[FlattenKey, FlattenDataDict, FlattenErrorDict, Context], None]


def paser_filled_rows(field: None, schema: dict[str, Any]) -> Validator:
    """Leave out the rows that a form offers and nobody filled in, before anything is asked of them; the others keep their order.

    So what is told of a row is told at the place that it has once the form is shown again.
    """
    mine, of_files = (_with_rows(schema[kind]) for kind in ("dataset_fields", "resource_fields"))

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        for name in mine:
            _leave_out_empty_rows((name,), data)
        for position in {one[1] for one in data if one[0] == "resources" and len(one) > 2}:
            for name in of_files:
                _leave_out_empty_rows(("resources", position, name), data)

    return validator


paser_filled_rows.is_a_scheming_validator = True  # pyright: ignore[reportFunctionMemberAccess]


def _with_rows(fields: list[dict[str, Any]]) -> list[str]:
    return [one["field_name"] for one in fields if "repeating_subfields" in one]


def _leave_out_empty_rows(place: FlattenKey, data: FlattenDataDict) -> None:
    """Move the rows up; where none is left, CKAN finds what it finds at a field that was not sent."""
    depth = len(place)
    rows = {one: data[one] for one in data if one[:depth] == place and len(one) > depth + 1}
    said = [one for one in rows if not str(one[-1]).startswith("__") and rows[one] is not tk.missing]
    kept = subfields.places(one[depth] for one in said if subfields.is_filled([rows[one]]))
    for one in rows:
        data[one] = tk.missing
    for one, value in rows.items():
        if one[depth] in kept:
            data[(*place, kept[one[depth]], *one[depth + 1 :])] = value
    for one in [one for one in rows if str(one[-1]).startswith("__") and data[one] is tk.missing]:
        del data[one]


def paser_stored(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """A field that only rooms of ours write: what is sent is ignored, what is stored stays."""
    package = context.get("package")
    is_this = package is not None and data.get(("id",)) in (package.id, package.name)
    value = (package.extras or {}).get(key[-1]) if package is not None and is_this else None
    if value in (None, ""):
        data.pop(key, None)
        raise tk.StopOnError
    data[key] = value


def paser_role(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Roles in Satu Data Indonesia: given by who runs the portal, for a Walidata decides about the data of all agencies.

    What the regent's decree says (Perpres 39/2019 articles 14 and 17) is no field that an agency fills in about itself.
    """
    if is_by_machine(context) or authz.is_sysadmin(context.get("user", "")):
        return
    group: Any = context.get("group")
    stored = (group.extras or {}).get(str(key[-1])) if group is not None else None
    if set(json.loads(data[key])) != set(json.loads(stored or '["produsen"]')):
        errors[key].append(
            tk._("Only who runs the portal gives or takes this role: it decides about other agencies' data.")
        )
        raise tk.StopOnError


def paser_licence(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """A licence of the list; one that was withdrawn stays with the dataset that has it, until it is submitted next."""
    package, value = context.get("package"), data[key]
    is_this = package is not None and data.get(("id",)) in (package.id, package.name)
    is_kept = package is not None and is_this and package.license_id == value
    is_of_workflow = bool(context.get(workflow.WRITTEN))  # a next version begins with what is published
    if value in (tk.missing, None, "") or is_kept or is_of_workflow:
        return
    if not licences.is_offered(str(value)):
        instead = withdrawn.successors("license_id", withdrawn.validity("license_id", str(value)))
        text = (
            tk._("The licence “{value}” is not offered. Take {instead} in its place.")
            if instead
            else tk._("The licence “{value}” is not offered. Choose one of the list.")
        )
        errors[key].append(text.format(value=value, instead=instead))


def paser_default_of_statistics(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Statistics are sectoral and compiled of administrative records unless somebody says otherwise."""
    kind = data.get(("jenis_data",))
    if data[key] in (tk.missing, None, "") and kind in ("statistik", tk.missing, None, ""):
        data[key] = filled.OF_STATISTICS[str(key[-1])]


def paser_answer(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Yes, no, or not answered yet; CKAN's own validators take an unanswered question for a no."""
    if data[key] in (tk.missing, None, ""):
        data.pop(key, None)
        raise tk.StopOnError
    check: Any = tk.get_validator("boolean_validator")
    data[key] = check(data[key], context)


def paser_between(least: int, most: int) -> Callable[[Any], int]:
    """Make the validator of a whole number within limits."""

    def validator(value: Any) -> int:
        try:
            number = int(value)
        except (TypeError, ValueError):
            number = least - 1
        if not least <= number <= most:
            text = tk._(
                "This is not a whole number from {least} to {most}. Write such a number, or leave it empty."
            )
            raise tk.Invalid(text.format(least=least, most=most))
        return number

    return validator


def paser_pattern(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Codes of other systems are written as these systems do."""
    value, field = data[key], str(key[-1])
    values = [] if value in (tk.missing, None, "") else value if isinstance(value, list) else [value]
    wrong = patterns.misfit(field, [str(one) for one in values])
    if wrong is not None:
        errors[key].append(tk._(patterns.PATTERNS[field].sentence).format(value=wrong))


def paser_years(value: Any) -> Any:
    """Years as a list, however they are written: "2025;2026", "2025, 2026" or one to a line."""
    return value if value is tk.missing else crossfields.priority_years(value)


def paser_without_secrets(value: str) -> str:
    """A link to a source without the key that it was read with."""
    return addresses.without_secrets(value)


def paser_address(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """The address that the form has made of a long title is cut to what CKAN takes, and stays one of its own.

    Something new that comes without one, as its form was filled in before the scripts of the page had begun, gets it here.
    """
    title = data.get((*key[:-1], "title"))
    title = title if isinstance(title, str) else ""
    name = data.get(key)
    if isinstance(name, str) and name:
        data[key] = rules.fitting_address(name, title, _is_taken)
    elif name in (tk.missing, None, "") and not context.get("package"):
        data[key] = addresses.address_of(title, _is_taken)


def _is_taken(name: str) -> bool:
    return model.Session.query(model.Package.id).filter_by(name=name).first() is not None


def paser_file_or_link(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """A resource has a file or a link. CKAN has put the name of a file that is sent along here before.

    A resource of another kind (``datastore``, ``tabledesigner``) gets its address from the plugin that makes it.
    """
    url, kind = (data.get(part) or "" for part in (key, (*key[:-1], "url_type")))
    if kind in ("", "upload") and not url.strip():
        errors[key].append(tk._("Choose a file or fill in its link."))
    elif not kind and not rules.can_be_followed(url.strip()):
        errors[key].append(
            tk._(
                "Write a link that begins with http:// or https://, without the name and password of an account."
            )
        )


def paser_lines(value: Any) -> Any:
    """A text of several lines becomes a list; a list is kept."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


def paser_unit(value: str) -> str:
    """Store the code of a known unit, whether its code or its label was given."""
    return rules.unit(value)


def paser_period(value: str) -> str:
    """A year, a month or a day."""
    try:
        rules.period(value)
    except ValueError as error:
        raise tk.Invalid(
            tk._("'{value}' is not a year, a month or a day. Write 2020, 2020-01 or 2020-01-31.").format(
                value=value
            )
        ) from error
    return value.strip()


def paser_period_end(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """The end does not lie before the start of the same row."""
    start = data.get((*key[:-1], "start"))
    try:
        begins, ends = rules.period(str(start))[0], rules.period(data[key])[1]
    except ValueError:
        return
    if ends < begins:
        text = tk._("The end {end} lies before the start {start}.")
        errors[key].append(text.format(end=data[key], start=start))
