"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory


@validator_args
def workflow_show(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"id": [not_empty, unicode_safe]}


@validator_args
def workflow_transition(
    not_empty: Validator,
    unicode_safe: Validator,
    default: ValidatorFactory,
    paser_impersonal: Validator,
    paser_workflow_comments: Validator,
) -> Schema:
    return {
        "id": [not_empty, unicode_safe],
        "to": [not_empty, unicode_safe],
        "note": [default(""), unicode_safe, paser_impersonal],
        "comments": [paser_workflow_comments],
    }


@validator_args
def workflow_queue(
    unicode_safe: Validator,
    default: ValidatorFactory,
    one_of: ValidatorFactory,
    natural_number_validator: Validator,
    limit_to_configured_maximum: ValidatorFactory,
) -> Schema:
    return {
        "role": [default(""), one_of(["", "produsen", "walidata", "pembina"])],
        "q": [default(""), unicode_safe],
        "organization": [default(""), unicode_safe],
        "limit": [
            default(20),
            natural_number_validator,
            limit_to_configured_maximum("ckan.search.rows_max", 1000),
        ],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def workflow_deputy_list(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"organization": [not_empty, unicode_safe]}


@validator_args
def workflow_deputy(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"organization": [not_empty, unicode_safe], "user": [not_empty, unicode_safe]}


@validator_args
def page(default: ValidatorFactory, ignore_missing: Validator, natural_number_validator: Validator) -> Schema:
    return {
        "limit": [ignore_missing, natural_number_validator],
        "offset": [default(0), natural_number_validator],
    }
