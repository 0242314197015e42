"""What the services are asked, each on its own connection with short limits: nothing here waits for long."""

from __future__ import annotations

import shutil
from pathlib import Path

import pysolr
import redis
import sqlalchemy as sa
from alembic.script import ScriptDirectory

import ckan.migration
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.datastore.backend import get_all_resources_ids_in_datastore
from ckanext.datastore.backend.postgres import get_write_engine
from ckanext.paser.jobs import service as jobs
from ckanext.paser.ops.rules import Disk, Facts
from ckanext.paser.search import service as search

LIMIT = 2  # seconds for each service

_WRITE = sa.text("INSERT INTO system_info (key, value) VALUES ('paser.readyz.' || txid_current(), 'x')")
_DATASETS = sa.text("SELECT count(*) FROM package WHERE state = 'active'")
_CHANGING = sa.text(
    "SELECT (SELECT count(*) FROM package"
    " WHERE metadata_modified > now() AT TIME ZONE 'utc' - interval '1 minute')"
    " + (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
    " AND pid <> pg_backend_pid())"
)


def facts() -> Facts:
    """Ask the database, after it took a write (which is rolled back)."""
    options = f"-c statement_timeout={LIMIT}s -c lock_timeout={LIMIT}s"
    engine = sa.create_engine(
        tk.config["sqlalchemy.url"],
        poolclass=sa.NullPool,
        connect_args={"connect_timeout": LIMIT, "options": options, "application_name": "paser readyz"},
    )
    with engine.connect() as connection:
        connection.execute(_WRITE)
        found = Facts(
            datasets=connection.execute(_DATASETS).scalar_one(),
            changing=connection.execute(_CHANGING).scalar_one(),
            worker_age=jobs.worker_age(connection),
            jobs=jobs.counts(connection),
            oldest_due=jobs.oldest_due(connection),
            oldest_unindexed=search.oldest_waiting(connection),
        )
        connection.rollback()
    return found


def indexed() -> int:
    """Ask Solr how many datasets of this portal it has, drafts left out."""
    return _solr().search("*:*", fq=_ours(), rows=0).hits


def _solr() -> pysolr.Solr:
    config = tk.config
    login = (config["solr_user"], config["solr_password"]) if config.get("solr_user") else None
    return pysolr.Solr(config["solr_url"], timeout=LIMIT, auth=login)


def _ours() -> list[str]:
    return [f'site_id:"{tk.config["ckan.site_id"]}"', "entity_type:package", "state:active"]


def ping() -> bool:
    """Ask Redis."""
    limits = {"socket_timeout": LIMIT, "socket_connect_timeout": LIMIT}
    with redis.Redis.from_url(tk.config["ckan.redis.url"], **limits) as client:
        return bool(client.ping())


def disk() -> Disk:
    """Ask the disk that holds uploaded files."""
    usage = shutil.disk_usage(tk.config["ckan.storage_path"])
    return Disk(usage.total, usage.free)


def secret_files() -> dict[str, int]:
    """Permission bits of files with passwords and keys: CKAN's settings, what is in ``secrets`` near them."""
    settings = Path(tk.config["__file__"])
    files = [settings, *(file for near in settings.parents[:2] for file in (near / "secrets").glob("*"))]
    return {str(file): file.stat().st_mode for file in files if file.is_file()}


def pending_migrations() -> list[str]:
    """Commands that bring tables up to date; none when all are."""
    ours = Path(__file__).parents[1] / "migration" / "paser"
    histories = (
        (Path(ckan.migration.__file__).parent, "alembic_version", "ckan db upgrade --skip-plugins"),
        (ours, "paser_alembic_version", "ckan db upgrade -p paser"),
    )
    return [
        command
        for folder, table, command in histories
        if ScriptDirectory(str(folder)).get_current_head() != _revision(table)
    ]


def _revision(table: str) -> str | None:
    if not sa.inspect(model.Session.connection()).has_table(table):
        return None
    return model.Session.execute(sa.text(f"SELECT version_num FROM {table}")).scalar()


# What "ckan datastore set-permissions" makes, as its SQL of CKAN 2.12 says.
_DATASTORE = sa.text(
    "SELECT to_regclass('public._table_metadata') IS NOT NULL"
    " AND to_regclass('public._table_stats') IS NOT NULL"
    " AND to_regprocedure('populate_full_text_trigger()') IS NOT NULL"
    " AND to_regprocedure('update_table_stats(name)') IS NOT NULL"
    " AND has_table_privilege(:reader, 'public._table_metadata', 'SELECT')"
    " AND NOT has_schema_privilege(:reader, 'public', 'CREATE')"
)


def datastore_is_set_up() -> bool:
    """Whether the DataStore's database has what ``ckan datastore set-permissions`` gives it."""
    reader = sa.make_url(tk.config["ckan.datastore.read_url"]).username
    with get_write_engine().connect() as connection:
        return bool(connection.execute(_DATASTORE, {"reader": reader}).scalar())


def orphaned_tables() -> list[str]:
    """Tables in the DataStore whose resource is gone, or that a load which fell left behind."""
    query = sa.select(model.Resource.id).where(model.Resource.state == model.State.ACTIVE)
    return sorted(set(get_all_resources_ids_in_datastore()) - set(model.Session.scalars(query)))
