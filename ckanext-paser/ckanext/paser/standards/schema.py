"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

MOST = 100


@validator_args
def standard_list(
    default: ValidatorFactory, unicode_safe: Validator, paser_between: ValidatorFactory
) -> Schema:
    return {"q": [default(""), unicode_safe], "limit": [default(20), paser_between(1, MOST)]}
