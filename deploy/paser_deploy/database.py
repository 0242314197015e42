"""PostgreSQL: the cluster, its roles and its databases."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from .errors import Trouble
from .machine import Tools
from .stack import Stack

READY_SECONDS = 60


def make_cluster(stack: Stack, tools: Tools) -> None:
    """Make the cluster if there is none; one that was left half made is made again."""
    place = stack.layout
    if place.cluster.exists():
        return
    new = place.postgres / "cluster.new"
    shutil.rmtree(new, ignore_errors=True)
    command = [
        tools.postgres / "initdb",
        "-D",
        new,
        "-U",
        "postgres",
        "--data-checksums",
        "--auth=scram-sha-256",
    ]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", f"--pwfile={place.secrets}/postgres"]
    done = stack.account.run(command, capture_output=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise Trouble(
            f"PostgreSQL's files could not be made in {place.postgres}: {done.stderr.strip()[-300:]}"
        )
    new.rename(place.cluster)


def wait(stack: Stack, tools: Tools) -> None:
    """Come back when the server takes commands."""
    deadline = time.monotonic() + READY_SECONDS
    while _psql(stack, tools, "postgres", "SELECT 1").returncode:
        if time.monotonic() > deadline:
            raise Trouble(f"PostgreSQL does not take commands. See {stack.layout.log}/postgres.log.")
        time.sleep(0.2)


def make(stack: Stack, tools: Tools, names: tuple[str, str] = ("ckan", "datastore")) -> None:
    """Make the two roles and the two databases, as far as they lack."""
    for role, password in (("ckan", stack.keys.ckan), ("datastore_ro", stack.keys.datastore_ro)):
        if not sql(stack, tools, "postgres", f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'"):
            sql(stack, tools, "postgres", f"CREATE ROLE {role} LOGIN")
        sql(stack, tools, "postgres", f"ALTER ROLE {role} PASSWORD '{password}'")
    for name in names:
        if not sql(stack, tools, "postgres", f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            sql(stack, tools, "postgres", f"CREATE DATABASE {name} OWNER ckan TEMPLATE template0")
    # Rows edited through the API get their full text from a trigger, in the database's own language.
    sql(
        stack,
        tools,
        "postgres",
        f"ALTER DATABASE {names[1]} SET default_text_search_config = 'pg_catalog.indonesian'",
    )


def sql(stack: Stack, tools: Tools, database: str, statement: str) -> str:
    """Run statements as the database's superuser; what they return, as text.

    Raises:
        Trouble: the database refused.
    """
    done = _psql(stack, tools, database, statement)
    if done.returncode:
        raise Trouble(
            f"PostgreSQL refused: {done.stderr.strip()[-300:]} See {stack.layout.log}/postgres.log."
        )
    return done.stdout.strip()


def without_psql_commands(script: str) -> str:
    """CKAN's SQL without psql's own lines: we are connected to the right database already."""
    return "\n".join(line for line in script.splitlines() if not line.startswith("\\"))


def _psql(stack: Stack, tools: Tools, database: str, statement: str):
    command: list[str | Path] = [tools.postgres / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    command += ["-h", "127.0.0.1", "-p", str(stack.ports.postgres), "-U", "postgres", "-d", database]
    environment = {
        "PGPASSWORD": stack.keys.postgres,
        "PGCONNECT_TIMEOUT": "5",
        "PATH": "/usr/bin:/bin",
        "HOME": "/",
    }
    return stack.account.run(command, input=statement, capture_output=True, env=environment)
