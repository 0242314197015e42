"""Helpers of the preview room for templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.pages import rules as writing
from ckanext.paser.pages import service as pages
from ckanext.paser.preview import filters, rules, service
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.query import Op
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

__all__ = ["paser_compared_columns", "paser_contents", "paser_look"]


def paser_look(resource: dict[str, Any]) -> dict[str, Any]:
    """The table of the file whose page is shown, as the page's address asks for it.

    ``table``, its ``version``, ``problem``; ``heads``: ``href`` and ``sorted`` for each column; ``filters``: ``text`` and ``href`` that
    removes it; ``choices`` and ``comparisons`` of the form, ``form`` and ``form_problem``: what was typed and cannot be
    asked, ``kept`` for its hidden fields; ``following``, ``before``, ``first``, ``api``: addresses; ``span``: which rows these are;
    ``numbers`` of the rows.
    """
    arguments = list(tk.request.args.items(multi=True))
    look = service.look(resource, arguments, tk.h.paser_cell_words(), _locale())
    by, down = rules.order_of(look.asked)
    kept = rules.without(look.asked, rules.AFTER)
    last = look.first + len(look.table.rows) - 1
    following = [*kept, (rules.AFTER, look.following), (rules.FROM, str(last + 1))]
    before = [*kept, *rules.earlier(look.before, look.first - service.ROWS)]
    is_first = rules.AFTER not in dict(look.asked)
    return {
        "table": look.table,
        "version": look.version,
        "problem": look.problem,
        "numbers": look.numbers,
        "heads": [
            {
                "href": rules.address(rules.resorted(look.asked, column.id)),
                "sorted": ("descending" if down else "ascending") if column.id == by else None,
            }
            for column in look.table.columns
        ],
        "filters": _filters(look),
        "choices": [(field.id, field.about.label) for field in look.comparable],
        "comparisons": _comparisons(),
        "form": look.form,
        "form_problem": look.form_problem,
        "kept": kept,
        "span": (look.first, last),
        "following": rules.address(following) if look.following else "",
        "before": "" if is_first else rules.address(before),
        "first": "" if is_first else rules.address(kept),
        "api": rules.address(kept),
    }


def paser_contents(table: pages.Table, release: Release | None) -> list[service.Content]:
    """What is in each column of a table, by its newest release; none until that was looked into."""
    return service.contents(release.statistics if release else {}, table.columns, _write)


def paser_compared_columns(resource_id: str, *numbers: int) -> dict[str, Compared]:
    """The columns of the releases of these numbers by their ids; of one that is in several, as the last has it."""
    found = (releases.one(resource_id, number) for number in numbers)
    return {column.id: Compared(column) for release in found if release for column in release.columns}


@dataclass(frozen=True)
class Compared:
    """A column whose values are compared."""

    about: Column

    @property
    def label(self) -> str:
        return self.about.label

    @property
    def numeric(self) -> bool:
        return writing.is_numeric(self.about.type, self.about.unit)

    def written(self, value: str | None) -> str:
        """A value as the table writes it, with all the decimals that it has: they may be what differs."""
        if value is None or not self.numeric:
            return tk.h.paser_cell(value and _written(value, self.about.type, self.about.unit))
        try:
            return tk.h.paser_number(value, writing.decimals([value]))
        except (ValueError, ArithmeticError):  # kept as text while the column was one
            return tk.h.paser_cell(value)


def _filters(look: service.Look) -> list[dict[str, str]]:
    fields = Fields(look.fields)
    told: list[dict[str, str]] = []
    for name, value in rules.conditions(look.asked):
        column, op = rules.split(name, fields)
        rest = [pair for pair in look.asked if pair != (name, value) and pair[0] != rules.AFTER]
        field = fields[column]
        said = ", ".join(_said(one, field, op) for one in filters.alternatives(value, op))
        text = f"{field.about.label} {_words(field.family)[op]} {said}"
        told.append({"text": text, "href": rules.address(rest)})
    return told


def _comparisons() -> list[tuple[str, str]]:
    """Of the form, which has the same for all columns; without one it is what fits the column."""
    return [
        ("", tk._("matches")),
        (Op.EQ.value, tk._("is")),
        (Op.GTE.value, tk._("at least, from")),
        (Op.LTE.value, tk._("at most, until")),
    ]


def _words(family: Type | None) -> dict[Op, str]:
    words = {
        Op.CONTAINS: tk._("contains"),
        Op.EQ: tk._("is"),
        Op.NE: tk._("is not"),
        Op.GTE: tk._("from"),
        Op.LTE: tk._("until"),
        Op.GT: tk._("after"),
        Op.LT: tk._("before"),
        Op.STARTSWITH: tk._("begins with"),
        Op.ENDSWITH: tk._("ends with"),
        Op.ISNULL: tk._("is empty:"),
    }
    if family in (Type.INTEGER, Type.NUMBER):
        amounts = (tk._("at least"), tk._("at most"), tk._("more than"), tk._("less than"))
        words |= dict(zip((Op.GTE, Op.LTE, Op.GT, Op.LT), amounts, strict=True))
    return words


def _said(value: str, field: Field, op: Op) -> str:
    """A value of a condition as the table writes it."""
    if op is Op.ISNULL:
        return _answer(value)
    if op is Op.CONTAINS or not value:
        return value
    return _written(value, field.about.type, field.about.unit)


def _write(column: pages.Column, value: str) -> str:
    return _written(value, column.kind, column.unit)


def _written(value: str, kind: str, unit: str) -> str:
    if writing.is_numeric(kind, unit):
        return tk.h.paser_number(value)
    if kind == "boolean":
        return _answer(value)
    if kind in ("date", "timestamp") and len(value) == len("2024-12-31"):
        return tk.h.paser_day(value, short=True)
    if kind != "timestamp":
        return value
    return writing.format_moment(value, _locale(), tk.h.get_display_timezone())


def _answer(value: str) -> str:
    """ "Yes" or "no"; statistics have PostgreSQL's ``t`` and ``f``."""
    return tk._("yes") if value.lower() in ("t", "true") else tk._("no")


def _locale() -> str:
    return "id" if tk.h.lang() == "id" else "en"
