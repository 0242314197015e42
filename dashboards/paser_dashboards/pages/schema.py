"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator


@validator_args
def indicator_show(not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"id": [not_empty, unicode_safe]}


@validator_args
def indicator_data(not_empty: Validator, unicode_safe: Validator, ignore_missing: Validator) -> Schema:
    optional = [ignore_missing, unicode_safe]
    return {"id": [not_empty, unicode_safe], "wilayah": optional, "dari": optional, "sampai": optional}


dashboard_show = indicator_show
