"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator


@validator_args
def wall_create(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"id": [not_empty, unicode_safe]}


@validator_args
def wall_revoke(not_empty: Validator, int_validator: Validator) -> Schema:
    return {"screen": [not_empty, int_validator]}
