"""Helpers of the preview room for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.pages import service as pages
from ckanext.paser.preview import rules, service
from ckanext.paser.rows.rules.fields import Fields
from ckanext.paser.rows.rules.query import Op

__all__ = ["paser_contents", "paser_look"]


def paser_look(resource: dict[str, Any]) -> dict[str, Any]:
    """The table of the file whose page is shown, as the page's address asks for it.

    ``table``, ``problem``; ``heads``: ``href`` and ``sorted`` for each column; ``filters``: ``text`` and ``href`` that
    removes it; ``choices`` and ``comparisons`` of the form, ``kept`` for its hidden fields; ``following``, ``first``,
    ``api``: addresses; ``asked``: something is; ``numbers`` of the rows.
    """
    arguments = list(tk.request.args.items(multi=True))
    look = service.look(resource, arguments, tk.h.paser_cell_words(), _locale())
    by, down = rules.order_of(look.asked)
    return {
        "table": look.table,
        "problem": look.problem,
        "numbers": look.numbers,
        "asked": bool(look.asked),
        "heads": [
            {
                "href": rules.address(rules.resorted(look.asked, column.id)),
                "sorted": ("descending" if down else "ascending") if column.id == by else None,
            }
            for column in look.table.columns
        ],
        "filters": _filters(look),
        "choices": [(field.id, field.about.label) for field in look.comparable],
        "comparisons": [(op.value, words) for op, words in _words().items() if op in _OFFERED],
        "kept": rules.without(look.asked, rules.AFTER),
        "following": rules.address([*rules.without(look.asked, rules.AFTER), (rules.AFTER, look.following)])
        if look.following
        else "",
        "first": rules.address(rules.without(look.asked, rules.AFTER))
        if rules.AFTER in dict(look.asked)
        else "",
        "api": rules.address(rules.without(look.asked, rules.AFTER)),
    }


def paser_contents(table: pages.Table) -> list[service.Content]:
    """What is in each column of a table."""
    return service.contents(table.resource["id"], table.columns, _write)


def _filters(look: service.Look) -> list[dict[str, str]]:
    fields, words = Fields(look.fields), _words()
    told: list[dict[str, str]] = []
    for name, value in rules.conditions(look.asked):
        column, op = rules.split(name, fields)
        rest = [pair for pair in look.asked if pair != (name, value) and pair[0] != rules.AFTER]
        label = fields[column].about.label if column in fields else column
        told.append({"text": f"{label} {words[op]} {value}", "href": rules.address(rest)})
    return told


_OFFERED = (Op.CONTAINS, Op.EQ, Op.GTE, Op.LTE)


def _words() -> dict[Op, str]:
    return {
        Op.CONTAINS: tk._("contains"),
        Op.EQ: tk._("is"),
        Op.NE: tk._("is not"),
        Op.GTE: tk._("at least"),
        Op.LTE: tk._("at most"),
        Op.GT: tk._("more than"),
        Op.LT: tk._("less than"),
        Op.STARTSWITH: tk._("begins with"),
        Op.ENDSWITH: tk._("ends with"),
        Op.ISNULL: tk._("is empty:"),
    }


def _write(column: pages.Column, value: str) -> str:
    if column.numeric:
        return tk.h.paser_number(value)
    if len(value) == len("2024-12-31") and value[4] == value[7] == "-":
        return tk.h.paser_day(value, short=True)
    return value


def _locale() -> str:
    return "id" if tk.h.lang() == "id" else "en"
