"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from ckanext.paser.privacy.rules.treatment import Decision


@validator_args
def privacy_report(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"resource_id": [not_empty, unicode_safe]}


@validator_args
def privacy_decide(  # noqa: PLR0917 - CKAN gives validators by the names of the arguments
    not_empty: Validator,
    unicode_safe: Validator,
    ignore_missing: Validator,
    one_of: ValidatorFactory,
    list_of_strings: Validator,
    paser_impersonal_kept: Validator,
) -> Schema:
    return {
        "resource_id": [not_empty, unicode_safe],
        "decision": [not_empty, one_of([decision.value for decision in Decision])],
        "columns": [ignore_missing, list_of_strings],
        "reason": [ignore_missing, unicode_safe, paser_impersonal_kept],
    }
