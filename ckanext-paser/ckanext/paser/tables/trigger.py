"""What fills the full text of a row, in tables of files, whenever it is written: a trigger of our own.

CKAN's makes one tsvector of all that a row says, and PostgreSQL refuses the row where that is more than a tsvector holds
(1 MiB): one long text, or the corners of one border, would keep a file from becoming a table. Ours is otherwise the same.
"""

from __future__ import annotations

from psycopg import Connection, sql
from psycopg.rows import TupleRow

# 100,000 characters are less than 1 MiB in a tsvector whatever they are (tried: 0.92 MiB of compounds of the rarest letters).
_BODY = r"""
    DECLARE
        words text;
    BEGIN
        IF NEW._full_text IS NOT NULL THEN
            RETURN NEW;
        END IF;
        SELECT string_agg(value, ' ') INTO words
            FROM json_each_text(row_to_json(NEW)) WHERE key NOT LIKE '\_%' AND key <> 'geometri';
        IF length(words) > 100000 THEN -- a long cell loses its end, not the others
            SELECT left(string_agg(value, ' ' ORDER BY length(value)), 100000) INTO words
                FROM json_each_text(row_to_json(NEW)) WHERE key NOT LIKE '\_%' AND key <> 'geometri';
        END IF;
        NEW._full_text := to_tsvector(words);
        RETURN NEW;
    END
"""
_IS_THERE = "SELECT FROM pg_proc WHERE oid = to_regprocedure('public.paser_full_text()') AND prosrc = %s"
_IS_SET = (
    "SELECT FROM pg_trigger WHERE tgname = 'zfulltext' AND tgrelid = to_regclass(%s)"
    " AND tgfoid = to_regprocedure('public.paser_full_text()')"
)
_SET = sql.SQL(
    "CREATE OR REPLACE TRIGGER zfulltext BEFORE INSERT OR UPDATE ON {}"
    " FOR EACH ROW EXECUTE FUNCTION public.paser_full_text()"
)
"""The name is that of CKAN's trigger, which it puts where there is none of that name."""


def put(connection: Connection[TupleRow], table: str) -> None:
    """Have a table's full text filled by our trigger, also in the place of CKAN's; readers go on.

    The function is made with the first table that needs it, by the account that writes tables: so it is there after an
    upgrade, and in whatever database CKAN has been set up.
    """
    if connection.execute(_IS_THERE, [_BODY]).fetchone() is None:
        # of two at the same time one would fail
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('paser full text', 0))")
        connection.execute(
            sql.SQL(
                "CREATE OR REPLACE FUNCTION public.paser_full_text() RETURNS trigger LANGUAGE plpgsql AS {}"
            ).format(sql.Literal(_BODY))
        )
    if connection.execute(_IS_SET, [f'public."{table}"']).fetchone() is None:
        connection.execute(_SET.format(sql.Identifier("public", table)))
