"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory


@validator_args
def release_list(
    not_empty: Validator,
    unicode_safe: Validator,
    default: ValidatorFactory,
    natural_number_validator: Validator,
    limit_to_configured_maximum: ValidatorFactory,
) -> Schema:
    return {
        "resource_id": [not_empty, unicode_safe],
        "limit": [
            default(100),
            natural_number_validator,
            limit_to_configured_maximum("ckan.search.rows_max", 1000),
        ],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def release_show(
    not_empty: Validator,
    unicode_safe: Validator,
    ignore_missing: Validator,
    natural_number_validator: Validator,
) -> Schema:
    return {
        "resource_id": [not_empty, unicode_safe],
        "number": [ignore_missing, natural_number_validator],
    }


@validator_args
def release_diff(
    not_empty: Validator, unicode_safe: Validator, natural_number_validator: Validator
) -> Schema:
    return {
        "resource_id": [not_empty, unicode_safe],
        "from": [not_empty, natural_number_validator],
        "to": [not_empty, natural_number_validator],
    }


@validator_args
def release_withdraw(
    not_empty: Validator,
    unicode_safe: Validator,
    boolean_validator: Validator,
    natural_number_validator: Validator,
    paser_impersonal: Validator,
) -> Schema:
    return {
        "resource_id": [not_empty, unicode_safe],
        "number": [not_empty, natural_number_validator],
        "reason": [not_empty, unicode_safe, paser_impersonal],
        "keep_others": [boolean_validator],
    }
