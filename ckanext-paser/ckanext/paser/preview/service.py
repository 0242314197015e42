"""A table as a page shows it: some of its rows, where each link leads, and what is in its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.pages import service as pages
from ckanext.paser.preview import rules
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.releases import service as releases
from ckanext.paser.rows import service as rows
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.parameters import parse
from ckanext.paser.rows.rules.query import Query

ROWS = 25

Write = Callable[[pages.Column, str], str]
"""Writes a value of a column for people."""


@dataclass(frozen=True)
class Look:
    """What a page shows of a table.

    Args:
        table: the rows, as people read them.
        asked: what the address asks of it, as pairs of the row API.
        fields: its columns; empty while there is no table.
        following: what the next page is asked with; empty at the end.
        problem: why it could not be answered as asked; then the first rows are shown.
        numbers: by which CKAN's API knows the rows.
    """

    table: pages.Table
    asked: rules.Pairs
    fields: tuple[Field, ...] = ()
    following: str = ""
    problem: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def comparable(self) -> list[Field]:
        """The columns of which the form can ask."""
        return [field for field in self.fields if field.family in rules.COMPARISONS]


def look(
    resource: dict[str, Any], arguments: Iterable[tuple[str, str]], words: Mapping[str, str], locale: str
) -> Look:
    """The rows of a resource's table that an address asks for.

    Args:
        arguments: names and values of the address; those that are not for the table are passed over.
        words: what people read for a type of column, and for "no" and "yes".
    """
    nothing = Look(pages.Table(resource, [], [], 0), [])
    if not resource.get("datastore_active"):
        return nothing
    pairs: rules.Pairs = []
    known: list[Fields] = []

    def ask(fields: Fields) -> Query:
        known.append(fields)
        pairs[:] = rules.asked(arguments, fields, locale)
        return parse([*pairs, ("batas", str(ROWS))], fields)

    problem = ""
    try:
        try:
            page = rows.page(resource["id"], ask)
        except ProblemError as error:
            problem = worded(error.problem, tk._)["text"]
            page = rows.page(resource["id"], lambda _: Query(limit=ROWS))
    except tk.ObjectNotFound:
        return nothing
    table = pages.written(
        resource,
        [field.about for field in page.fields],
        page.rows,
        page.total or 0,
        words=words,
        locale=locale,
    )
    asked = [] if problem else pairs
    return Look(table, asked, page.fields, page.next, problem, page.numbers)


@dataclass(frozen=True)
class Content:
    """What is in one column, in words.

    Args:
        span: the smallest and the largest value; empty where there is no order.
        bars: heights of a histogram from the smallest to the largest, in percent of the highest.
        top: the most frequent values, each with how often it stands there and its share of the rows in percent.
    """

    column: pages.Column
    rows: int
    missing: int
    distinct: int
    span: tuple[str, ...] = ()
    mean: str = ""
    bars: tuple[float, ...] = ()
    top: tuple[tuple[str, int, float], ...] = ()


def contents(resource_id: str, columns: list[pages.Column], write: Write) -> list[Content]:
    """What is in each column of a table, by its newest release; none until that was looked into."""
    release = releases.newest([resource_id]).get(resource_id)
    told = release.statistics if release else {}
    return [_content(column, told[column.id], write) for column in columns if column.id in told]


def _content(column: pages.Column, found: Mapping[str, Any], write: Write) -> Content:
    rows_ = found["rows"]
    ends = [found[name] for name in ("min", "max") if found.get(name) is not None]
    is_key = column.role == "pengenal"  # running numbers have neither a mean nor a spread worth telling
    return Content(
        column=column,
        rows=rows_,
        missing=found["missing"],
        distinct=found["distinct"],
        span=tuple(dict.fromkeys(write(column, end) for end in ends)),
        mean=write(column, found["mean"]) if found.get("mean") and column.numeric and not is_key else "",
        bars=() if is_key else tuple(rules.bars([count for *_, count in found.get("bins", ())])),
        top=tuple((value, count, round(100 * count / rows_, 1)) for value, count in found.get("top", ())),
    )
