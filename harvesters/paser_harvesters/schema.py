"""What the actions of the harvesters accept. A source's own shape is checked by ``document.parse``."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory


@validator_args
def one(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"id": [not_empty, unicode_safe]}


@validator_args
def run(
    not_empty: Validator, unicode_safe: Validator, default: ValidatorFactory, boolean_validator: Validator
) -> Schema:
    return {"id": [not_empty, unicode_safe], "preview": [default(False), boolean_validator]}


@validator_args
def run_list(
    ignore_missing: Validator,
    unicode_safe: Validator,
    default: ValidatorFactory,
    natural_number_validator: Validator,
    limit_to_configured_maximum: ValidatorFactory,
) -> Schema:
    return {
        "source_id": [ignore_missing, unicode_safe],
        "limit": [
            default(20),
            natural_number_validator,
            limit_to_configured_maximum("ckan.search.rows_max", 1000),
        ],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def run_show(
    not_empty: Validator,
    unicode_safe: Validator,
    default: ValidatorFactory,
    natural_number_validator: Validator,
    limit_to_configured_maximum: ValidatorFactory,
) -> Schema:
    return {
        "id": [not_empty, unicode_safe],
        "limit": [
            default(100),
            natural_number_validator,
            limit_to_configured_maximum("ckan.search.rows_max", 1000),
        ],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def approve(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"run_id": [not_empty, unicode_safe]}


@validator_args
def source_approve(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"id": [not_empty, unicode_safe], "digest": [not_empty, unicode_safe]}


@validator_args
def explain(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"source_id": [not_empty, unicode_safe], "key": [not_empty, unicode_safe]}
