"""A table as a page shows it: some of its rows, where each link leads, and what is in its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.pages import service as pages
from ckanext.paser.preview import filters, rules
from ckanext.paser.preview.filters import Form
from ckanext.paser.problems import Problem, ProblemError, worded
from ckanext.paser.rows import service as rows
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.parameters import parse
from ckanext.paser.rows.rules.query import Query
from ckanext.paser.tables.rules.numbering import numbers_rows
from ckanext.paser.tables.rules.roles import IDENTIFIER

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
        before: what the page before is asked with, if this one is not the first; empty where that is.
        problem: why it could not be answered as asked; then the first rows are shown.
        form: what was typed into the form and could not be asked, and ``form_problem``: why.
        first: which row of the answer is the first here, counted from 1.
        numbers: by which CKAN's API knows the rows.
        version: of the table; empty where nothing is known of it.
    """

    table: pages.Table
    asked: rules.Pairs
    fields: tuple[Field, ...] = ()
    following: str = ""
    before: str = ""
    problem: str = ""
    form: Form = Form()
    form_problem: str = ""
    first: int = 1
    numbers: tuple[int, ...] = ()
    version: str = ""

    @property
    def comparable(self) -> list[Field]:
        """The columns of which the form can ask."""
        return [field for field in self.fields if field.family in filters.COMPARISONS]


def look(
    resource: dict[str, Any], arguments: Iterable[tuple[str, str]], words: Mapping[str, str], locale: str
) -> Look:
    """The rows of a resource's table that an address asks for.

    Args:
        arguments: names and values of the address; those that are not for the table are passed over.
        words: what people read for a type of column, and for "no" and "yes".
    """
    asked = _Asked(list(arguments), locale)
    problem = ""
    try:
        if not resource.get("datastore_active"):
            raise tk.ObjectNotFound
        try:
            page = rows.page(resource["id"], asked, back=True)
        except ProblemError as error:
            problem = _sentence(filters.named(error.problem, asked.fields))
            page = rows.page(resource["id"], lambda _: Query(limit=ROWS))
    except tk.ObjectNotFound:
        return Look(pages.Table(resource, [], [], 0), [])
    total = page.total or 0
    abouts = [field.about for field in page.fields]
    return Look(
        pages.written(resource, abouts, page.rows, total, words=words, locale=locale),
        [] if problem else asked.pairs,
        page.fields,
        page.next,
        page.back,
        problem,
        asked.form if asked.form_problem else Form(),
        asked.form_problem,
        1 if problem else rules.first_row(asked.arguments, total),
        page.numbers,
        page.version,
    )


class _Asked:
    """The question of an address, once the columns are known. A form that cannot be asked leaves the rest as it was."""

    def __init__(self, arguments: rules.Pairs, locale: str) -> None:
        self.arguments = arguments
        self.form = filters.form_of(arguments)
        self.form_problem = ""
        self.fields = Fields([])
        self.pairs: rules.Pairs = []
        self._locale = locale

    def __call__(self, fields: Fields) -> Query:
        self.fields = fields
        self.pairs = rules.asked(self.arguments, fields)
        self.form_problem = ""  # of the columns as they were remembered
        try:
            new = filters.added(self.form, fields, self._locale, tk.h.get_display_timezone())
        except ProblemError as error:
            self.form_problem, new = _sentence(error.problem), []
        if new:
            once = [
                name for name, _ in new if name not in fields
            ]  # of a comparison but "is" a column has one
            self.pairs = [*rules.without(self.pairs, rules.AFTER, *once), *new]
        return parse([*self.pairs, ("batas", str(ROWS))], fields)


def _sentence(problem: Problem) -> str:
    return worded(problem, tk._)["text"]


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

    @property
    def all_different(self) -> bool:
        """Whether there is nothing to draw or list, since no value stands there twice."""
        return not self.bars and not self.top and 1 < self.distinct == self.rows - self.missing


def contents(
    told: Mapping[str, Mapping[str, Any]], columns: list[pages.Column], write: Write
) -> list[Content]:
    """What is in each column of a table.

    Args:
        told: the statistics of a release.
    """
    return [_content(column, told[column.id], write) for column in columns if column.id in told]


def _content(column: pages.Column, found: Mapping[str, Any], write: Write) -> Content:
    rows_ = found["rows"]
    ends = [found[name] for name in ("min", "max") if found.get(name) is not None]
    # running numbers have neither a mean nor a spread worth telling
    is_key = column.role == IDENTIFIER or numbers_rows(column.label, column.role, found)
    return Content(
        column=column,
        rows=rows_,
        missing=found["missing"],
        distinct=found["distinct"],
        span=tuple(dict.fromkeys(write(column, end) for end in ends)),
        mean=write(column, found["mean"]) if found.get("mean") and column.numeric and not is_key else "",
        bars=() if is_key else tuple(rules.bars([count for *_, count in found.get("bins", ())])),
        top=tuple(
            (write(column, value), count, round(100 * count / rows_, 1))
            for value, count in found.get("top", ())
        ),
    )
