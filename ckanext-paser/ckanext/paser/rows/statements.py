"""The SQL of questions to a table.

Every text is put together by psycopg2's ``sql``: names are quoted, values are literals with a cast.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from psycopg2 import sql

from ckanext.paser.rows.rules.checking import figure
from ckanext.paser.rows.rules.cursor import Long, Place
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.query import Aggregate, Condition, Every, Form, Not, Op, Query, Some, Where
from ckanext.paser.rows.rules.values import BOOLEANS
from ckanext.paser.tables.rules.kinds import Type

_COMPARED = {
    Op.GT: sql.SQL(">"),
    Op.GTE: sql.SQL(">="),
    Op.LT: sql.SQL("<"),
    Op.LTE: sql.SQL("<="),
}
_PATTERNS = {Op.CONTAINS: "%{}%", Op.STARTSWITH: "{}%", Op.ENDSWITH: "%{}"}
_CASTS: dict[Type | None, str] = {Type.TEXT: "text", Type.INTEGER: "int8"}
"""Types that values are cast to, where it is not the column's own."""
_IN_EDM = "{0} >= '0001-01-01' AND {0} < '10000-01-01'"
"""OData's grammar has years before 1 and beyond 9999 too, but the types that .NET has for them have none: one stops a whole feed."""
_DAY = sql.SQL(f"CASE WHEN {_IN_EDM} THEN {{0}} END")
_FLOAT = sql.SQL(
    """CASE {0} WHEN 'Infinity' THEN '"INF"' WHEN '-Infinity' THEN '"-INF"' ELSE to_json({0}) END"""
)
_OF_PROGRAMS = {
    "float4": _FLOAT,
    "float8": _FLOAT,
    "numeric": sql.SQL("CASE WHEN {0} - {0} = 0 THEN {0} END"),  # of NaN and infinity the difference is NaN
    "date": _DAY,
    "timestamp": sql.SQL(f"""CASE WHEN {_IN_EDM} THEN to_char({{0}}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END"""),
    "timestamptz": _DAY,
}
"""How a ``Form`` writes values. Source: OASIS, OData JSON Format 4.0, 7.1: of what is not finite only floats have words."""
_STAMP = (
    "concat(ARRAY(SELECT xmin FROM pg_description WHERE objoid = {name}::regclass AND classoid = 'pg_class'::regclass"
    " ORDER BY objsubid), ARRAY(SELECT xmin FROM pg_attribute WHERE attrelid = {name}::regclass ORDER BY attnum))"
)
"""Which transactions have written what the catalogue says; cheaper than a digest of what they wrote."""
_OPENING = sql.SQL("SET LOCAL statement_timeout = {milliseconds}; LOCK TABLE {table} IN ACCESS SHARE MODE; ")
STAMP, SHORT = -1, -2
"""Numbers under which ``facts`` tells what is of no column: the stamp of it all, and something where no value is long."""
_FACTS = sql.SQL(
    f"SELECT {STAMP}, {_STAMP}, NULL, NULL UNION ALL SELECT {SHORT}, CASE WHEN pg_relation_size(reltoastrelid) = 0"
    " AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = oid AND attnum > 0 AND NOT attisdropped"
    " AND attstorage IN ('x', 'm') AND attname <> '_full_text') THEN 'short' END, NULL, NULL"
    " FROM pg_class WHERE oid = {name}::regclass"
    " UNION ALL SELECT objsubid, description, NULL, NULL FROM pg_description"
    " WHERE objoid = {name}::regclass AND classoid = 'pg_class'::regclass"
    " UNION ALL SELECT attnum, NULL, attname, (SELECT typname FROM pg_type WHERE oid = atttypid)"
    " FROM pg_attribute WHERE attrelid = {name}::regclass AND attnum > 0 AND NOT attisdropped"
)
"""Comments and columns, each by the column's number. Plain scans: a join of them takes longer to plan than the rows to read."""
_UNCHANGED = sql.SQL(f"{_STAMP} = {{stamp}}")


def table(resource_id: str) -> sql.Identifier:
    return sql.Identifier("public", resource_id)


@lru_cache(maxsize=1000)
def opening(resource_id: str, milliseconds: int) -> sql.Composable:
    """What comes before a question: how long it may take, and that the table is not exchanged meanwhile."""
    return _Once(_OPENING.format(milliseconds=sql.Literal(milliseconds), table=table(resource_id)))


def facts(resource_id: str) -> sql.Composable:
    """What the catalogue says about a table, by number of the column: comments, names and types."""
    return _FACTS.format(name=_name(resource_id))


def _name(resource_id: str) -> sql.Literal:
    return sql.Literal(f'public."{resource_id}"')


class Question:
    """A question as SQL, of a table that is as some facts say.

    What is the same on all pages of its answer is put together once.

    Args:
        query: a checked one.
        fields: the columns of the table,
        stamp: and of all that the catalogue says about it. Where that was written anew, no line is found.
    """

    def __init__(self, resource_id: str, query: Query, fields: Fields, stamp: str) -> None:
        self.query = query
        self.keys, self.shown = _keys(query, fields)
        self._table = table(resource_id)
        self._fields = fields
        self._unchanged = _UNCHANGED.format(name=_name(resource_id), stamp=sql.Literal(stamp))

    def lines(self, place: Place | None) -> sql.Composable:
        """One JSON object per row, as PostgreSQL writes it, followed by its place in the order."""
        return self._page(self._lines, place)

    def values(self, place: Place | None) -> sql.Composable:
        """As ``lines``, with the values of each row."""
        return self._page(self._values, place)

    @cached_property
    def count(self) -> sql.Composable:
        """How many lines the whole answer has."""
        command = sql.SQL("SELECT count FROM ({}) counted WHERE {}")
        return _Once(command.format(self._counted(), self._unchanged))

    def _counted(self) -> sql.Composable:
        if self.query.aggregates and not self.query.groups:
            return sql.SQL("SELECT 1 AS count")
        rows = sql.SQL("SELECT count(*) FROM {} t {}")
        if not self.query.groups:
            return rows.format(self._table, self._filter())
        groups = sql.SQL("SELECT count(*) FROM (SELECT 1 FROM {} t {} GROUP BY {}) groups")
        return groups.format(self._table, self._filter(), self._grouping())

    def _page(self, beginning: sql.Composable, place: Place | None) -> sql.Composable:
        after = self._after(place) if place else sql.SQL("")
        return sql.SQL(" ").join([beginning, after, self._end])

    def _after(self, place: Place) -> sql.Composable:
        """What comes after a place; nothing where it tells of a value that is no longer there."""
        parts = [*self._long(place), _after(self.keys, self._values_of(place))]
        return sql.SQL(" ").join(sql.SQL("AND {}").format(part) for part in parts)

    def back(self, place: Place) -> sql.Composable:
        """The place at which the page before the one that goes on from a place began, found on the way back.

        No line where that began with the first row.
        """
        keys = [sql.SQL("{}::text").format(key.at) for key in self.keys]
        until = sql.SQL("NOT {}").format(_after(self.keys, self._values_of(place)))
        return sql.SQL("SELECT {} FROM {} t {} ORDER BY {} LIMIT 1 OFFSET {}").format(
            sql.SQL(", ").join(keys),
            self._source,
            _where([self._unchanged, *self._long(place), *self._filters, until]),
            sql.SQL(", ").join(key.reverse for key in self.keys),
            sql.Literal(self.query.limit),
        )

    def held(self, place: Place) -> sql.Composable | None:
        """Whether the values of which a place only tells are still there, as 1 or 0; None if it has all itself."""
        told = self._long(place)
        return sql.SQL("SELECT ({})::int").format(sql.SQL(" AND ").join(told)) if told else None

    def _long(self, place: Place) -> list[sql.Composable]:
        return [
            sql.SQL("coalesce(md5({}::text) = {}, false)").format(
                self._whole(key, value, place), sql.Literal(value.digest)
            )
            for key, value in zip(self.keys, place.values, strict=True)
            if isinstance(value, Long)
        ]

    def _values_of(self, place: Place) -> list[Operand]:
        return [
            self._whole(key, value, place) if isinstance(value, Long) else value
            for key, value in zip(self.keys, place.values, strict=True)
        ]

    def _whole(self, key: Key, value: Long, place: Place) -> sql.Composable:
        """What the row at which an answer ended has in this column, or the one of its groups with this digest."""
        row = self.keys[-1].same(place.row)
        if self.query.grouped:
            row = sql.SQL("md5({}::text) = {}").format(key.at, sql.Literal(value.digest))
        return sql.SQL("(SELECT {} FROM {} t WHERE {} LIMIT 1)").format(key.at, self._source, row)

    @cached_property
    def _lines(self) -> sql.Composable:
        line = sql.SQL("LATERAL (SELECT {}) line").format(self._columns())
        return self._beginning(sql.SQL("row_to_json(line.*)::text"), line)

    @cached_property
    def _values(self) -> sql.Composable:
        return self._beginning(self._columns())

    def _beginning(self, shown: sql.Composable, *beside: sql.Composable) -> sql.Composable:
        return _Once(
            sql.SQL("SELECT {} FROM {} {}").format(
                sql.SQL(", ").join([shown, *(sql.SQL("{}::text").format(key.at) for key in self.keys)]),
                sql.SQL(", ").join([sql.SQL("{} t").format(self._source), *beside]),
                _where([self._unchanged, *self._filters]),
            )
        )

    @cached_property
    def _source(self) -> sql.Composable:
        """What the lines are of."""
        return self._groups() if self.query.grouped else self._table

    @cached_property
    def _filters(self) -> list[sql.Composable]:
        """Which of these count; groups are of the rows that do."""
        return [] if self.query.grouped else self._conditions()

    @cached_property
    def _end(self) -> sql.Composable:
        order = sql.SQL("ORDER BY {}").format(sql.SQL(", ").join(key.order for key in self.keys))
        return _Once(
            sql.SQL("{} LIMIT {} OFFSET {}").format(
                order if self.keys else sql.SQL(""),
                sql.Literal(self.query.limit + 1),
                sql.Literal(self.query.skip),
            )
        )

    def _columns(self) -> sql.Composable:
        return sql.SQL(", ").join(self._shown(name) for name in self.query.columns)

    def _shown(self, column: str) -> sql.Composable:
        """CKAN keeps JSON in a type of its own, ``nested``."""
        form: Form | None = self.query.form
        at: sql.Composable = _at(column)
        field = self._fields.by_id.get(column)
        if field and field.pg_type == "nested":
            at = sql.SQL("({}).json").format(at)
        if field and form and field.family is None:
            at = sql.SQL("{}::text").format(at)
        if field and form and field.pg_type in _OF_PROGRAMS:
            at = _OF_PROGRAMS[field.pg_type].format(at)
        name = dict(form.names).get(column, column) if form else column
        return sql.SQL("{} AS {}").format(at, sql.Identifier(name))

    def _groups(self) -> sql.Composable:
        figures = [
            sql.SQL("{} AS {}").format(_figure(aggregate), sql.Identifier(aggregate.name))
            for aggregate in self.query.aggregates
        ]
        return sql.SQL("(SELECT {} FROM {} t {} {})").format(
            sql.SQL(", ").join([*map(_at, self.query.groups), *figures]),
            self._table,
            self._filter(),
            sql.SQL("GROUP BY {}").format(self._grouping()) if self.query.groups else sql.SQL(""),
        )

    def _grouping(self) -> sql.Composable:
        return sql.SQL(", ").join(map(_at, self.query.groups))

    def _filter(self) -> sql.Composable:
        return _where(self._conditions())

    def _conditions(self) -> list[sql.Composable]:
        where = self.query.where
        return [] if where == Every() else [_condition(where, self._fields)]


class _Once(sql.Composable):
    """A text that stands in many commands. It is quoted by the first connection that it is sent through."""

    def __init__(self, command: sql.Composable) -> None:
        super().__init__(command)
        self._command = command
        self._text = ""

    def as_string(self, context: Any) -> str:
        if not self._text:
            self._text = self._command.as_string(context)
        return self._text


Operand = str | sql.Composable | None
"""A value that is compared with: one that PostgreSQL wrote, what gives one, or an empty cell."""


class Key:
    """One of the columns that make the order of an answer.

    Args:
        nullable: whether it may be empty; empty ones come last.
    """

    def __init__(self, column: str, pg_type: str, descending: bool = False, nullable: bool = True) -> None:
        self.at = _at(column)
        self.pg_type = pg_type
        self.descending = descending
        self.nullable = nullable

    @property
    def order(self) -> sql.Composable:
        if not self.nullable:
            return self.at
        return sql.SQL("{} DESC NULLS LAST" if self.descending else "{} NULLS LAST").format(self.at)

    @property
    def reverse(self) -> sql.Composable:
        if not self.nullable:
            return sql.SQL("{} DESC").format(self.at)
        return sql.SQL("{} NULLS FIRST" if self.descending else "{} DESC NULLS FIRST").format(self.at)

    def beyond(self, value: Operand) -> sql.Composable | None:
        """Later in the order than this value; None where nothing can be."""
        if value is None:
            return None
        later = sql.SQL("{} < {}" if self.descending else "{} > {}").format(self.at, self._cast(value))
        return sql.SQL("({} OR {} IS NULL)").format(later, self.at) if self.nullable else later

    def same(self, value: Operand) -> sql.Composable:
        if value is None:
            return sql.SQL("{} IS NULL").format(self.at)
        return sql.SQL("{} = {}").format(self.at, self._cast(value))

    def _cast(self, value: str | sql.Composable) -> sql.Composable:
        if isinstance(value, sql.Composable):
            return value
        return sql.SQL("CAST({} AS {})").format(sql.Literal(value), sql.Identifier(self.pg_type))


def _keys(query: Query, fields: Fields) -> tuple[list[Key], tuple[Field, ...]]:
    """What makes the order of the lines, down to the last difference between two; and the columns to show."""
    known = Fields([*fields.by_id.values(), *(figure(one, query, fields) for one in query.aggregates)])
    asked = {one.column: one for one in reversed(query.order)}  # of two on one column the first counts
    asked = [one for one in query.order if asked.get(one.column) is one]
    keys = [Key(one.column, known[one.column].pg_type, one.descending) for one in asked]
    if query.grouped:
        sorted_by = {one.column for one in asked}
        keys += [Key(name, known[name].pg_type) for name in query.groups if name not in sorted_by]
    else:
        keys.append(Key("_id", "int8", nullable=False))
    return keys, tuple(known[name] for name in query.columns)


def _after(keys: Sequence[Key], values: Sequence[Operand]) -> sql.Composable:
    """What comes after this place: the first column is beyond it, or the same and the next one is beyond it ..."""
    found: sql.Composable = sql.SQL("false")
    for number, (key, value) in enumerate(zip(reversed(keys), reversed(values), strict=True)):
        later = key.beyond(value)
        if not number:
            found = later or found
            continue
        same = sql.SQL("({} AND {})").format(key.same(value), found)
        found = sql.SQL("({} OR {})").format(later, same) if later else same
    return found


def _at(column: str) -> sql.Identifier:
    return sql.Identifier("t", column)


def _figure(aggregate: Aggregate) -> sql.Composable:
    """``aggregate.function`` is one of ``aggregation.FUNCTIONS``."""
    of = _at(aggregate.column) if aggregate.column else sql.SQL("*")
    return sql.SQL("{}({})").format(sql.Identifier(aggregate.function), of)


def _where(conditions: Sequence[sql.Composable]) -> sql.Composable:
    if not conditions:
        return sql.SQL("")
    return sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(conditions))


def _condition(where: Where, fields: Fields) -> sql.Composable:
    if isinstance(where, Condition):
        return _comparison(where, fields[where.column])
    if isinstance(where, Not):
        return sql.SQL("({} IS NOT TRUE)").format(_condition(where.part, fields))
    word, empty = (" OR ", "false") if isinstance(where, Some) else (" AND ", "true")
    parts = [_condition(part, fields) for part in where.parts] or [sql.SQL(empty)]
    return sql.SQL("({})").format(sql.SQL(word).join(parts))


def _comparison(condition: Condition, field: Field) -> sql.Composable:
    at, op = _at(field.id), condition.op
    if op is Op.ISNULL:
        asked = condition.values[0] == BOOLEANS["true"]
        return sql.SQL("{} IS NULL" if asked else "{} IS NOT NULL").format(at)
    if op in _PATTERNS:
        text = (condition.values[0] or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return sql.SQL("{} ILIKE {}").format(at, sql.Literal(_PATTERNS[op].format(text)))
    if op in _COMPARED:
        return sql.SQL("{} {} {}").format(at, _COMPARED[op], _cast(condition.values[0], field))
    return (
        _one_of(condition, field)
        if op is Op.EQ
        else sql.SQL("({} IS NOT TRUE)").format(_one_of(condition, field))
    )


def _one_of(condition: Condition, field: Field) -> sql.Composable:
    at = _at(field.id)
    known = [value for value in condition.values if value is not None]
    parts: list[sql.Composable] = []
    if len(known) == 1:
        parts.append(sql.SQL("{} = {}").format(at, _cast(known[0], field)))
    elif known:
        any_of = sql.SQL("{} = ANY (CAST({} AS {}[]))")
        parts.append(any_of.format(at, sql.Literal(known), sql.Identifier(_type(field))))
    if len(known) < len(condition.values):
        parts.append(sql.SQL("{} IS NULL").format(at))
    return sql.SQL("({})").format(sql.SQL(" OR ").join(parts))


def _cast(value: str | None, field: Field) -> sql.Composable:
    return sql.SQL("CAST({} AS {})").format(sql.Literal(value), sql.Identifier(_type(field)))


def _type(field: Field) -> str:
    return _CASTS.get(field.family, field.pg_type)
