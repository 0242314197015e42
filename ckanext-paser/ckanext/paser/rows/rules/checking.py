"""Whether a question can be asked of a table: its columns are there, its values are of their types."""

from __future__ import annotations

from dataclasses import replace

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules import aggregation, values
from ckanext.paser.rows.rules.fields import Field, Fields, unknown
from ckanext.paser.rows.rules.query import (
    LISTED,
    MOST_CELLS,
    MOST_ROWS,
    WORDED,
    Aggregate,
    Condition,
    Every,
    Not,
    Op,
    Order,
    Query,
    Some,
    Where,
)
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

_MOST_CONDITIONS = 100
_MOST_VALUES = 1_000


def checked(query: Query, fields: Fields, words: dict[str, str]) -> Query:
    """The question with its values as PostgreSQL reads them, and its columns all named.

    Args:
        words: what the asker calls the parts of a question (``columns``, ``order``, ``limit``, ``groups``, ``aggregates``).

    Raises:
        ProblemError: it cannot be asked of this table.
    """
    if not 0 <= query.limit <= MOST_ROWS:
        fact = N_("A page has at most {most:,} rows.")
        remedy = N_("Ask for fewer, and follow the field next; for the whole table there are downloads.")
        params = {"where": words["limit"], "most": MOST_ROWS}
        raise ProblemError(Problem("too_many_rows", "{where}", fact, remedy, params))
    where = _where(query.where, fields, [0])
    shown = _shown(query, fields, words)
    sortable = _aggregated(query, fields) if query.grouped else fields
    _check_order(query.order, sortable, words["order"])
    limit = min(query.limit, max(1, MOST_CELLS // max(1, len(shown))))
    return replace(query, columns=shown, where=where, limit=limit)


def _shown(query: Query, fields: Fields, words: dict[str, str]) -> tuple[str, ...]:
    for name in query.groups:
        _comparable(fields.named(name, words["groups"]), words["groups"])
    for aggregate in query.aggregates:
        if aggregate.function not in aggregation.FUNCTIONS:
            raise ProblemError(unknown(words["aggregates"], aggregate.function, aggregation.FUNCTIONS))
        aggregation.check(aggregate, query, fields, words["aggregates"])
    if not query.grouped:
        for name in query.columns:
            fields.named(name, words["columns"])
        return tuple(dict.fromkeys(query.columns)) or tuple(fields.by_id)
    names = (*query.groups, *(aggregate.name for aggregate in query.aggregates))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        fact = N_("Two columns of the answer would be named {name}.")
        params = {"where": words["groups" if twice in query.groups[1:] else "aggregates"], "name": twice}
        raise ProblemError(Problem("named_twice", "{where}", fact, N_("Leave one of them out."), params))
    return names


def _aggregated(query: Query, fields: Fields) -> Fields:
    """The columns of a grouped answer."""
    figures = (figure(aggregate, query, fields) for aggregate in query.aggregates)
    return Fields([*(fields[name] for name in query.groups), *figures])


def figure(aggregate: Aggregate, query: Query, fields: Fields) -> Field:
    """The column that a figure makes: what it was made of, under its own name."""
    if aggregate.function == "count":
        return Field(Column(aggregate.name, aggregate.name, Type.INTEGER.value), "int8")
    of = fields[aggregate.column]
    about = replace(of.about, id=aggregate.name, label=f"{of.about.label} ({aggregate.function})")
    if aggregate.function in ("min", "max"):
        return Field(about, of.pg_type)
    over = aggregation.dimensions(aggregate, query, fields)
    return Field(replace(about, type=Type.NUMBER.value), "numeric", over)


def _check_order(order: tuple[Order, ...], fields: Fields, where: str) -> None:
    for one in order:
        _comparable(fields.named(one.column, where), where)


def _comparable(field: Field, where: str) -> None:
    if field.family is None:
        fact = N_("The values of {column} cannot be compared.")
        params = {"where": where, "column": field.id}
        raise ProblemError(Problem("not_comparable", "{where}", fact, N_("Choose another column."), params))


def _where(where: Where, fields: Fields, seen: list[int]) -> Where:
    if isinstance(where, Condition):
        seen[0] += 1
        if seen[0] > _MOST_CONDITIONS or len(where.values) > _MOST_VALUES:
            fact = N_("The question has too many conditions.")
            remedy = N_("Ask for less at once, or download the table.")
            raise ProblemError(
                Problem("too_many_conditions", "{where}", fact, remedy, {"where": where.where})
            )
        return _condition(where, fields)
    if isinstance(where, Not):
        return Not(_where(where.part, fields, seen))
    parts = tuple(_where(part, fields, seen) for part in where.parts)
    return Some(parts) if isinstance(where, Some) else Every(parts)


def _condition(condition: Condition, fields: Fields) -> Condition:
    place = condition.where or condition.column
    field = fields.named(condition.column, place)
    _check_number(condition, place)
    if condition.op is Op.ISNULL:
        known = values.BOOLEANS.get((condition.values[0] or "").lower())
        if known is None:
            params = {"where": place}
            remedy = N_("Write true or false.")
            raise ProblemError(
                Problem("not_a_value", "{where}", N_("It is asked yes or no."), remedy, params)
            )
        return replace(condition, values=(known,))
    _comparable(field, place)
    if condition.op in WORDED and field.family is not Type.TEXT:
        fact = N_("{column} is not text, so it has no parts to look for.")
        params = {"where": place, "column": field.id}
        remedy = N_("Compare its values: gte, lte.")
        raise ProblemError(Problem("not_text", "{where}", fact, remedy, params))
    read = (None if value is None else values.read(field, value, place) for value in condition.values)
    return replace(condition, values=tuple(read))


def _check_number(condition: Condition, place: str) -> None:
    """Only some comparisons take several values; of the others, none may be left out silently."""
    if condition.op not in LISTED and len(condition.values) != 1:
        fact, remedy = (
            N_("It takes one value."),
            N_("Leave the others out; a comma inside a value stands in quotes."),
        )
        raise ProblemError(Problem("one_value", "{where}", fact, remedy, {"where": place}))
