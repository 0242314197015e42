"""The pure rules of the pages: how figures are written (writing), how a search is narrowed (searching)."""

from ckanext.paser.pages.rules.searching import any_of, conditions, marked, without
from ckanext.paser.pages.rules.writing import (
    Age,
    Moment,
    Number,
    age,
    as_day,
    as_moment,
    format_day,
    format_number,
    format_period,
    format_size,
)

__all__ = [
    "Age",
    "Moment",
    "Number",
    "age",
    "any_of",
    "as_day",
    "as_moment",
    "conditions",
    "format_day",
    "format_number",
    "format_period",
    "format_size",
    "marked",
    "without",
]
