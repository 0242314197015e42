"""The pure rules of the pages: writing figures, the cells of tables, narrowing a search."""

from ckanext.paser.pages.rules.cells import (
    MISSING,
    PADDED,
    decimals,
    format_column,
    is_numeric,
    says_more,
    shortened,
)
from ckanext.paser.pages.rules.searching import any_of, conditions, marked, without
from ckanext.paser.pages.rules.writing import (
    Age,
    Moment,
    Number,
    age,
    as_day,
    as_moment,
    format_day,
    format_moment,
    format_number,
    format_period,
    format_size,
)

__all__ = [
    "MISSING",
    "PADDED",
    "Age",
    "Moment",
    "Number",
    "age",
    "any_of",
    "as_day",
    "as_moment",
    "conditions",
    "decimals",
    "format_column",
    "format_day",
    "format_moment",
    "format_number",
    "format_period",
    "format_size",
    "is_numeric",
    "marked",
    "says_more",
    "shortened",
    "without",
]
