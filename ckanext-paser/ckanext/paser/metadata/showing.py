"""A dataset as it is shown: with the fields that are computed, and without those that are nobody's but ours."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.metadata import facts, store
from ckanext.paser.metadata.rules import computed, tableschemas
from ckanext.paser.tables import published

DEFAULT_STATUS = "draf"
_OURS = ("catatan_verifikasi",)
"""Notes between agency and Walidata, which no catalogue shows; the workflow tells them to whom they are for."""


def complete(dataset: dict[str, Any]) -> None:
    """Put the computed fields into a dataset that is shown or indexed.

    What is asked of the database is asked when it is indexed; from there CKAN shows it. What follows from the dataset
    itself is computed each time, so that it needs no index made anew.
    """
    site = tk.config["ckan.site_url"].rstrip("/")
    for name in _OURS:
        dataset.pop(name, None)
    dataset.setdefault("status_sdi", DEFAULT_STATUS)
    if "creator" not in dataset and "publisher" not in dataset:
        _ask(dataset, site)
    for file in dataset.get("resources") or []:
        file.update(computed.of_file(file, dataset))
    dataset.update(computed.of_dataset(dataset, site))


def _ask(dataset: dict[str, Any], site: str) -> None:
    known = store.agents(dataset.get("owner_org"))
    if known.producer:
        dataset["creator"] = [computed.agent(known.producer, site)]
    if known.steward:
        dataset["publisher"] = [computed.agent(known.steward, site)]
    tables = {one["id"]: one for one in dataset.get("resources") or [] if one.get("datastore_active")}
    for id_, rows in (published.counts(tables) if tables else {}).items():
        tables[id_]["jumlah_baris"] = rows


def add_schemas(dataset: dict[str, Any]) -> bool:
    """Put the schema of each table into a dataset that is about to be indexed; whether there is any.

    It is done there alone, in three queries for all tables: from the index CKAN shows the dataset.
    """
    tables = {one["id"]: one for one in dataset.get("resources") or [] if one.get("datastore_active")}
    if not tables:
        return False
    contents = facts.contents(published.marks(tables))
    for id_, columns in published.columns_of(tables).items():
        if schema := tableschemas.of_table(columns, tables[id_], contents.get(id_, {})):
            tables[id_]["schema"] = schema
    return True
