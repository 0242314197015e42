"""Validators of the profile's fields: CKAN's calling ways around the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.metadata import rules

__all__ = [
    "paser_address",
    "paser_file_or_link",
    "paser_lines",
    "paser_period",
    "paser_period_end",
    "paser_required_by_rule",
    "paser_rows_required",
    "paser_unit",
]

Validator = Callable[[FlattenKey, FlattenDataDict, FlattenErrorDict, Context], None]
Maker = Callable[[Any, dict[str, Any]], Validator]


def scheming_validator(maker: Maker) -> Maker:
    """Have scheming call ``maker`` with a field and its schema to make the validator.

    The same as scheming's own decorator, which cannot be imported here: its module asks CKAN for all
    validators, and so for these, while it is being imported.
    """
    maker.is_a_scheming_validator = True  # type: ignore[attr-defined]
    return maker


@scheming_validator
def paser_required_by_rule(field: dict[str, Any], schema: dict[str, Any]) -> Validator:
    """Required where the profile's condition on other fields holds, else optional."""

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        dataset = {name: data.get((name,)) for name in ("jenis", "frequency")}
        needed = rules.is_required(field["field_name"], dataset)
        check: Any = tk.get_validator("not_empty" if needed else "ignore_empty")
        check(key, data, errors, context)

    return validator


@scheming_validator
def paser_rows_required(field: None, schema: dict[str, Any]) -> Validator:
    """A required field of repeating rows has at least one row.

    Scheming validates the rows that are there and lets none at all pass.
    """
    wanted = {
        one["field_name"]: one["repeating_subfields"][0]["field_name"]
        for one in schema["dataset_fields"]
        if "repeating_subfields" in one and one.get("required")
    }

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        there = {one[0] for one in data if len(one) == 3}
        for name in wanted.keys() - there:
            errors[(name, 0, wanted[name])] = [tk._("Missing value")]

    return validator


def paser_address(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """The address that the form has made of a long title is cut to what CKAN takes, and stays one of its own."""
    data[key] = rules.fitting_address(data[key], str(data.get((*key[:-1], "title")) or ""), _is_taken)


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
