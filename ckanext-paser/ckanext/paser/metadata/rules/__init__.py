"""The metadata profile paser-sdi 1.0 as pure rules: no CKAN, no clock, no database.

``vocabularies`` what may stand in a field; ``closed`` which columns are not for the public; ``profile`` and ``requirements``
what has to stand there before a dataset is public; ``crossfields`` what fields say about one another; ``titles`` what a title
should say; ``computed`` and ``filled`` what nobody is asked for.
"""

from __future__ import annotations

from ckanext.paser.metadata.rules.addresses import LONGEST_ADDRESS, can_be_followed, fitting_address
from ckanext.paser.metadata.rules.changes import changes
from ckanext.paser.metadata.rules.closed import OPEN, is_closed
from ckanext.paser.metadata.rules.facets import FACETS, facets
from ckanext.paser.metadata.rules.files import file_kind, is_named_after_file
from ckanext.paser.metadata.rules.periods import YEARS, period, years
from ckanext.paser.metadata.rules.requirements import is_required
from ckanext.paser.metadata.rules.vocabularies import (
    AREA_LISTS,
    FREQUENCY,
    NOT_SEARCHED,
    UNSCHEDULED,
    VOCABULARY_OF,
    Term,
    label,
    unit,
    vocabulary,
)

__all__ = [
    "AREA_LISTS", "FACETS", "FREQUENCY", "LONGEST_ADDRESS", "NOT_SEARCHED", "OPEN", "Term", "UNSCHEDULED", "VOCABULARY_OF", "YEARS",
    "can_be_followed", "changes", "facets", "file_kind", "fitting_address", "is_closed", "is_named_after_file", "is_required", "label",
    "period", "unit", "vocabulary", "years",
]  # fmt: skip
