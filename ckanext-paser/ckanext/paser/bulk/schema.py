"""What the actions of this room accept, besides rows and files, which are read by the room itself."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from ckanext.paser.bulk.rules.outcomes import Outcome


@validator_args
def bulk_check(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"owner_org": [not_empty, unicode_safe]}


@validator_args
def bulk_apply(
    ignore_missing: Validator, not_empty: Validator, unicode_safe: Validator, boolean_validator: Validator
) -> Schema:
    return {
        "id": [ignore_missing, unicode_safe],
        "owner_org": [ignore_missing, unicode_safe],
        "digest": [not_empty, unicode_safe],
        "only_good": [ignore_missing, boolean_validator],
    }


@validator_args
def bulk_show(
    ignore_missing: Validator,
    not_empty: Validator,
    unicode_safe: Validator,
    natural_number_validator: Validator,
    one_of: ValidatorFactory,
) -> Schema:
    return {
        "id": [not_empty, unicode_safe],
        "outcome": [ignore_missing, one_of([one.value for one in Outcome])],
        "offset": [ignore_missing, natural_number_validator],
        "limit": [ignore_missing, natural_number_validator],
    }
