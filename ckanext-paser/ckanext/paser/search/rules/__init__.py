"""What is true of searching: how typed words become a query, and what a dataset is found by.

Pure rules: no CKAN, no clock, no database, no Solr.
"""

from ckanext.paser.search.rules.document import (
    area_codes,
    area_names,
    code_labels,
    organization_label,
    organization_of,
)
from ckanext.paser.search.rules.entries import PUBLIC, Compared, Entry, Step, before_commit, compare, left_out
from ckanext.paser.search.rules.refusal import answered, is_the_question
from ckanext.paser.search.rules.words import (
    ALL_WORDS,
    HALF_OF_THE_WORDS,
    QUERY_FIELDS,
    SAY_NOTHING,
    Relaxation,
    Words,
    as_words,
    beginnings,
    completes,
    is_listed,
    may_be_misspelled,
    query,
    read,
)

__all__ = [
    "ALL_WORDS",
    "HALF_OF_THE_WORDS",
    "PUBLIC",
    "QUERY_FIELDS",
    "SAY_NOTHING",
    "Compared",
    "Entry",
    "Relaxation",
    "Step",
    "Words",
    "answered",
    "area_codes",
    "area_names",
    "as_words",
    "before_commit",
    "beginnings",
    "code_labels",
    "compare",
    "completes",
    "is_listed",
    "is_the_question",
    "left_out",
    "may_be_misspelled",
    "organization_label",
    "organization_of",
    "query",
    "read",
]
