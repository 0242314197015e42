"""What the actions of this room accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from ckanext.paser.notices.rules.timing import LANGUAGES, Wish


@validator_args
def notice_setting_update(
    not_empty: Validator, ignore_missing: Validator, one_of: ValidatorFactory
) -> Schema:
    return {
        "wish": [not_empty, one_of([one.value for one in Wish])],
        "language": [ignore_missing, one_of(list(LANGUAGES))],
    }
