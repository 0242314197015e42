"""The one writer into the DataStore, and what it knows about its tables.

A table is made, filled and put in the old one's place in ONE transaction. Until it commits nobody sees anything of
it; a process that is killed leaves nothing behind. Readers wait only while names are exchanged: the lock for
that is asked for briefly and again, so that no queue forms behind a long reader.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b, sha1
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow
from sqlalchemy.engine import make_url
from typing_extensions import LiteralString

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import Problem
from ckanext.paser.tables import trigger
from ckanext.paser.tables.rules import dictionary, drift
from ckanext.paser.tables.rules.kamus import Entry
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.mark import UNKNOWN, Mark, version
from ckanext.paser.tables.rules.table import Column

Connection = psycopg.Connection[TupleRow]
Decided = Mapping[str, Entry]

LOCK_WAIT = 100
"""Milliseconds that readers may have to queue behind the exchange of a table."""
LOCK_PATIENCE = 120.0
"""Seconds after which the exchange is given up, and tried again by the job."""
SEARCHED_AT_ONCE = 20_000
"""Rows up to which full text is filled and indexed within the load; 30 microseconds each."""
FULL_TEXT = "_full_text"
"""The column in which CKAN searches; a trigger fills it."""

TYPES: dict[Type, LiteralString] = {
    Type.TEXT: "text",
    Type.CODE: "text",
    Type.INTEGER: "int8",
    Type.NUMBER: "numeric",
    Type.DATE: "date",
    Type.TIMESTAMP: "timestamp",
    Type.BOOLEAN: "bool",
}
_OF_ANY_LENGTH = ("text", "numeric")
"""Their long values are kept apart from the rows, not compressed in them: how much memory rows take can be told."""


@contextmanager
def connect() -> Iterator[Connection]:
    """A connection that may write; what it did is rolled back unless it was committed."""
    url = make_url(tk.config["ckan.datastore.write_url"]).set(drivername="postgresql")
    with psycopg.connect(
        url.render_as_string(hide_password=False), application_name="paser-tables"
    ) as connection:
        try:
            yield connection
        finally:
            connection.rollback()


def lock(connection: Connection, resource_id: str, seconds: int = 0) -> None:
    """Wait until no other load of this table is under way, however long if not told; kept until the connection is closed."""
    _agree(connection, "pg_advisory_lock", f"paser table {resource_id}", seconds)


def lock_for_edit(connection: Connection, resource_id: str, seconds: int) -> None:
    """Wait until no file is about to take this table's place; none does until the connection is closed. Edits go side by side."""
    _agree(connection, "pg_advisory_lock_shared", f"paser edits {resource_id}", seconds)


def lock_out_edits(connection: Connection, resource_id: str) -> None:
    """Wait until no edit of this table's rows is under way; none begins until the transaction ends. Readers go on."""
    _agree(connection, "pg_advisory_xact_lock", f"paser edits {resource_id}", int(LOCK_PATIENCE))


def _agree(connection: Connection, function: LiteralString, name: str, seconds: int) -> None:
    """Take a lock that only those who ask for the same name respect; 0 seconds wait for ever."""
    connection.execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds}s"])
    query = sql.SQL("SELECT {}(hashtextextended(%s, 0))").format(sql.SQL(function))
    connection.execute(query, [name])


def exists(connection: Connection, resource_id: str) -> bool:
    """Tell whether there is a table."""
    return bool(_one(connection, "SELECT to_regclass(%s) IS NOT NULL", f'public."{resource_id}"'))


def read_mark(connection: Connection, resource_id: str) -> Mark | None:
    """What is known about a table; None if there is none, or if it was not made here."""
    comment = _one(
        connection, "SELECT obj_description(to_regclass(%s), 'pg_class')", f'public."{resource_id}"'
    )
    return Mark.parse(comment)


def hold_mark(connection: Connection, resource_id: str) -> Mark | None:
    """As ``read_mark``; nobody else writes the mark until the transaction ends. Readers and writers of rows go on."""
    if read_mark(connection, resource_id) is None:
        return None
    table = sql.Identifier("public", resource_id)
    try:
        with connection.transaction():
            connection.execute(sql.SQL("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE").format(table))
    except psycopg.errors.UndefinedTable:
        return None
    return read_mark(connection, resource_id)


def write_mark(connection: Connection, table: str, mark: Mark) -> None:
    """Write a table's comment."""
    connection.execute(
        sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier("public", table), sql.Literal(str(mark)))
    )


class Staging:
    """A new table that nobody sees until it takes the old one's place."""

    def __init__(self, connection: Connection, resource_id: str, load_id: str, rows: int) -> None:
        self.connection = connection
        self.resource_id = resource_id
        self.name = f"_paser_{load_id}"
        self.rows = rows
        self.search_now = rows <= SEARCHED_AT_ONCE

    def create(self, columns: Sequence[Column], decided: Decided) -> None:
        """Make the table as CKAN would, with its dictionary; what an officer wrote into the old one is kept."""
        defined = [sql.SQL("_id serial"), sql.SQL("_full_text tsvector")]
        defined += [
            sql.SQL("{} {}").format(sql.Identifier(c.id), sql.SQL(TYPES[Type(c.type)])) for c in columns
        ]
        self._run("CREATE TABLE {table} ({columns})", columns=sql.SQL(", ").join(defined))
        kept_apart = [
            sql.SQL("ALTER COLUMN {} SET STORAGE EXTERNAL").format(sql.Identifier(c.id))
            for c in columns
            if TYPES[Type(c.type)] in _OF_ANY_LENGTH
        ]
        if kept_apart:
            self._run("ALTER TABLE {table} {columns}", columns=sql.SQL(", ").join(kept_apart))
        write_dictionary(self.connection, self.resource_id, columns, self.name, decided)
        if self.search_now:
            set_language(self.connection)
            trigger.put(self.connection, self.name)

    def copy(self, columns: Sequence[Column], chunks: Iterable[bytes], plain: bool = False) -> str:
        """Fill the table from CSV with the row's number first; returns the digest of columns and rows.

        What is ``plain`` is the same as PostgreSQL's own text format with commas, which it takes in nine tenths of the time.

        Frozen rows are seen by readers whose snapshot is older than the exchange, who would find the table empty.
        """
        digest = blake2b(json.dumps([(c.id, c.type) for c in columns]).encode(), digest_size=16)
        names = sql.SQL(", ").join(map(sql.Identifier, ("_id", *(c.id for c in columns))))
        form = sql.SQL("FORMAT text, DELIMITER ',', NULL ''" if plain else "FORMAT csv")
        command = sql.SQL("COPY {} ({}) FROM STDIN ({}, FREEZE)").format(
            sql.Identifier("public", self.name), names, form
        )
        with self.connection.cursor() as cursor:
            with cursor.copy(command) as copy:
                for chunk in chunks:
                    copy.write(chunk)
                    digest.update(chunk)
            if cursor.rowcount != self.rows:
                raise RuntimeError(f"{self.rows} rows were announced, {cursor.rowcount} came")
        return digest.hexdigest()

    def discard(self) -> None:
        """Remove the table again; the transaction and its locks go on."""
        self._run("DROP TABLE {table}")

    def complete(self, mark: Mark) -> None:
        """Give the table its key, its number sequence, its readers and its comment."""
        self._run("ALTER TABLE {table} ADD PRIMARY KEY (_id)")
        self._run("SELECT setval(pg_get_serial_sequence({name}, '_id'), {rows})", rows=sql.Literal(self.rows))
        if self.search_now:
            self.connection.execute(index_command(f"{self.name}_text", self.name))
            self._run("ANALYZE {table}")
        else:
            trigger.put(self.connection, self.name)
        reader = make_url(tk.config["ckan.datastore.read_url"]).username or ""
        self._run("GRANT SELECT ON {table} TO {reader}", reader=sql.Identifier(reader))
        write_mark(self.connection, self.name, replace(mark, searchable=self.search_now))
        self.connection.execute(
            "INSERT INTO _table_stats (resource_id, stats) VALUES (%s, jsonb_build_object('rows', %s::bigint))"
            " ON CONFLICT (resource_id) DO UPDATE SET stats = EXCLUDED.stats",
            [self.resource_id, self.rows],
        )

    def take_place(self, may_still: Callable[[], None]) -> None:
        """Put the table in the old one's place, with the old one's aliases, and commit.

        Args:
            may_still: asked when nobody reads the old one any more, which may have taken minutes; raises if it may not.
        """
        with _out_of_the_way(self.connection, self.resource_id):
            may_still()
            self._run("DROP TABLE IF EXISTS {old}")
            self._rename(
                "ALTER SEQUENCE public.{made} RENAME TO {known}", "__id_seq", f"{self.resource_id}__id_seq"
            )
            self._rename("ALTER INDEX public.{made} RENAME TO {known}", "_pkey", f"{self.resource_id}_pkey")
            if self.search_now:
                index = index_name(self.resource_id)
                self._rename("ALTER INDEX public.{made} RENAME TO {known}", "_text", index)
            self._run("ALTER TABLE {table} RENAME TO {resource}")
        self.connection.commit()

    def _rename(self, command: LiteralString, suffix: str, known: str) -> None:
        """Give what belongs to the table the name under which it is looked for; the old one's is free now."""
        self._run(command, made=sql.Identifier(self.name + suffix), known=sql.Identifier(known))

    def _run(self, command: LiteralString, **parts: sql.Composable) -> None:
        self.connection.execute(
            sql.SQL(command).format(
                table=sql.Identifier("public", self.name),
                name=sql.Literal(f'public."{self.name}"'),
                old=sql.Identifier("public", self.resource_id),
                resource=sql.Identifier(self.resource_id),
                **parts,
            )
        )


def repeated_keys(connection: Connection, table: str, wanted: Sequence[str]) -> list[Problem]:
    """What is wrong with the columns that should tell the rows of a table apart, as far as it has them."""
    present = {name for name, _ in _comments(connection, table)}
    key = [name for name in wanted if name in present]
    if not key:
        return []
    query = sql.SQL(
        "SELECT min(_id) AS first, max(_id), (sum(count(*) - 1) OVER ())::bigint FROM {}"
        " GROUP BY {} HAVING count(*) > 1 ORDER BY first LIMIT 1"
    ).format(sql.Identifier("public", table), sql.SQL(", ").join(map(sql.Identifier, key)))
    rows = connection.execute(query)
    return [drift.repeated_key(key, first, again, count) for first, again, count in rows]


def set_language(connection: Connection) -> None:
    """Have the trigger, in this transaction, use the language that CKAN searches in."""
    language = tk.config["ckan.datastore.default_fts_lang"]
    connection.execute(
        "SELECT set_config('default_text_search_config', %s, true)", [f"pg_catalog.{language}"]
    )


def index_command(name: str, table: str, concurrently: bool = False) -> sql.Composed:
    """How the full text of a table is indexed."""
    method = tk.config["ckan.datastore.default_fts_index_method"]
    return sql.SQL("CREATE INDEX {} {} ON {} USING {} (_full_text)").format(
        sql.SQL("CONCURRENTLY" if concurrently else ""),
        sql.Identifier(name),
        sql.Identifier("public", table),
        sql.Identifier(method),
    )


def index_name(resource_id: str, column: str = FULL_TEXT) -> str:
    """The name of the index of a column; of the full text it is the one under which CKAN looks for it."""
    return sha1(f'{resource_id}"{column}"'.encode()).hexdigest()  # noqa: S324 - a name, made as CKAN makes it


def stop_indexing(connection: Connection, resource_id: str) -> None:
    """Have the indexes of a table be made later: they wait for the end of our transaction, in which we would wait for them."""
    query = (
        "SELECT pg_cancel_backend(pid) FROM pg_stat_progress_create_index"
        " WHERE datname = current_database() AND relid = to_regclass(%s)"
    )
    connection.execute(query, [f'public."{resource_id}"'])


def _aliases(connection: Connection, resource_id: str) -> list[str]:
    rows = connection.execute('SELECT name FROM "_table_metadata" WHERE alias_of = %s', [resource_id])
    return [name for (name,) in rows]


@contextmanager
def _out_of_the_way(connection: Connection, resource_id: str) -> Iterator[None]:
    """Change what a table is while nobody reads it; its aliases are made anew, of what it is then."""
    aliases = _aliases(connection, resource_id)
    if exists(connection, resource_id):
        _lock_out(connection, (*aliases, resource_id))
    for alias in aliases:
        connection.execute(sql.SQL("DROP VIEW {}").format(sql.Identifier("public", alias)))
    yield
    for alias in aliases:
        command = sql.SQL("CREATE VIEW {} AS SELECT * FROM {}")
        names = (sql.Identifier("public", name) for name in (alias, resource_id))
        connection.execute(command.format(*names))


def _lock_out(connection: Connection, names: Sequence[str]) -> None:
    """Wait for a moment without readers, never longer than ``LOCK_WAIT``: new readers queue behind us.

    Args:
        names: aliases first, as readers of an alias lock it before the table; the table last.
    """
    relations = sql.SQL(", ").join(sql.Identifier("public", name) for name in names)
    deadline = time.monotonic() + LOCK_PATIENCE
    connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(f"{LOCK_WAIT}ms")))
    while True:
        try:
            with connection.transaction():
                connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(relations))
        except psycopg.errors.LockNotAvailable:
            if time.monotonic() > deadline:
                raise
            stop_indexing(connection, names[-1])
            time.sleep(random.uniform(0.05, 0.5))  # noqa: S311 - no secret
        else:
            return


def close_columns(connection: Connection, resource_id: str, closed: Collection[str], by: str) -> bool:
    """Take columns out of a table that are not for the public any more; False if it has none of them.

    What they held can be searched for no longer either: the full text goes with them, to be filled anew. No row is
    written meanwhile, so readers of a large table wait no longer than those of a small one.

    Args:
        by: id of the edit, for the table's version.
    """
    present = [name for name, _ in _comments(connection, resource_id) if name in closed]
    if not present:
        return False
    stop_indexing(connection, resource_id)
    mark = hold_mark(connection, resource_id) or UNKNOWN
    drops = [
        sql.SQL("DROP COLUMN IF EXISTS {}").format(sql.Identifier(name)) for name in (*present, FULL_TEXT)
    ]
    with _out_of_the_way(connection, resource_id):
        table = sql.Identifier("public", resource_id)
        connection.execute(sql.SQL("ALTER TABLE {} {}").format(table, sql.SQL(", ").join(drops)))
        connection.execute(sql.SQL("ALTER TABLE {} ADD COLUMN _full_text tsvector").format(table))
    edit = version(mark.digest, by)
    write_mark(
        connection, resource_id, replace(mark, version=edit, fingerprint="", searchable=False, editor="")
    )
    return True


def write_dictionary(
    connection: Connection, resource_id: str, columns: Sequence[Column], table: str, decided: Decided
) -> None:
    """Write the comments of a table's columns, keeping what a person wrote.

    Args:
        resource_id: the table that has the comments so far, if there is one.
        table: the table that gets them.
        decided: what the dictionary of the file says, by column.
    """
    kept = {name: dictionary.parse(comment) for name, comment in _comments(connection, resource_id)}
    for column in columns:
        entry = dictionary.renewed(column, kept.get(column.id, {}), decided.get(column.id))
        _write_comment(connection, table, column.id, entry)


def reword(connection: Connection, resource_id: str, decided: Decided) -> bool:
    """Write the comments of a table anew after its dictionary was edited; False if they say it already."""
    changed = False
    for name, comment in _comments(connection, resource_id):
        kept = dictionary.parse(comment)
        if name.startswith("_") or not (name in decided or "paser" in kept):
            continue
        entry = dictionary.reworded(kept, decided.get(name))
        if dictionary.parse(entry) != kept:
            _write_comment(connection, resource_id, name, entry)
            changed = True
    return changed


def _comments(connection: Connection, resource_id: str) -> list[tuple[str, str | None]]:
    rows = connection.execute(
        "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute"
        " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [f'public."{resource_id}"'],
    )
    return [(name, comment) for name, comment in rows]


def _write_comment(connection: Connection, table: str, column: str, entry: str) -> None:
    place = sql.Identifier("public", table, column)
    connection.execute(sql.SQL("COMMENT ON COLUMN {} IS {}").format(place, sql.Literal(entry)))


def _one(connection: Connection, query: LiteralString | sql.Composed, *params: Any) -> Any:
    """The one value of an answer."""
    row = connection.execute(query, params).fetchone()
    return row[0] if row else None
