"""Alembic environment of all tables of ours.

CKAN looks for a plugin's migrations only below a folder named ckanext (ckan.cli.db), so the
tables of the three plugins have one history, here.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
VERSION_TABLE = "paser_alembic_version"


def run_migrations_online() -> None:
    connectable = engine_from_config(
        config.get_section(config.config_ini_section) or {}, prefix="sqlalchemy.", poolclass=pool.NullPool
    )
    with connectable.connect() as connection:
        context.configure(connection=connection, version_table=VERSION_TABLE)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
