"""What is known of a draft's file, and what follows from it: the facts that the rules of proposals need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import store
from ckanext.paser.desk.rules import changes
from ckanext.paser.desk.rules import proposals as rules
from ckanext.paser.desk.rules.proposals import File, Proposals
from ckanext.paser.metadata.rules import placed, withdrawn
from ckanext.paser.metadata.rules.files import of_data
from ckanext.paser.problems import worded
from ckanext.paser.tables import published
from ckanext.paser.tables.rules import roles
from ckanext.paser.tables.rules.table import Column
from ckanext.paser.tables.rules.wishes import AREA_COLUMN

WAITS = ("queued", "reading", "loading")
READ = "done"
_VALUES = 500
"""Distinct values of a column that are looked at for times and areas."""
MOST_FILES = 10
"""Files of a draft whose reading is shown; of further ones their pages tell."""
_BETWEEN_TITLES = "; "


class Source(NamedTuple):
    """The file of a draft.

    Attributes:
        resource: as it is shown; None while the draft has no file.
        report: ``paser_table_report`` for its editor; None where no table comes of it.
        file: what the rules know of it.
    """

    resource: dict[str, Any] | None
    report: dict[str, Any] | None
    file: File

    @property
    def is_waiting(self) -> bool:
        """Whether the file is still on its way to a table."""
        return self.report is not None and self.report["status"] in WAITS

    @property
    def is_read(self) -> bool:
        """Whether the table that is there is that of this file: of one that cannot be read, or is held, a former one's stays."""
        return self.report is not None and self.report["status"] == READ


def today() -> date:
    """The day in Paser."""
    return datetime.now(tk.h.get_display_timezone()).date()


def sources(dataset: dict[str, Any]) -> list[Source]:
    """The files that a dataset is about, the newest first, and at most ``MOST_FILES`` of them; one that is none where it has none."""
    return [_source(one) for one in files(dataset)[:MOST_FILES]] or [Source(None, None, File())]


def source(dataset: dict[str, Any], asked: str = "") -> Source:
    """One of the files that a dataset is about: the newest, unless another one is asked for by its id."""
    mine = files(dataset)
    chosen = next((one for one in mine if one["id"] == asked), mine[0] if mine else None)
    return _source(chosen) if chosen else Source(None, None, File())


def files(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """The files that a dataset is about, the newest first."""
    return of_data(dataset)[::-1]


def _source(resource: dict[str, Any]) -> Source:
    try:
        report = tk.get_action("paser_table_report")({}, {"resource_id": resource["id"]})
    except tk.ObjectNotFound:
        report = None
    return Source(resource, report, _file(resource, report))


def _file(resource: dict[str, Any], report: dict[str, Any] | None) -> File:
    name = resource.get("name") or ""
    if report is None or report["status"] != READ:
        return File((report or {}).get("filename") or name)
    columns = [_column(one) for one in report["columns"]]
    telling = [
        one.id for one in columns if one.role in (roles.TIME, roles.AREA) or one.id == report[AREA_COLUMN]
    ]
    values = published.distinct(resource["id"], telling, _VALUES) if resource.get("datastore_active") else {}
    return File(report["filename"] or name, _titles(report), columns, values)


def _column(told: dict[str, Any]) -> Column:
    return Column(
        told["id"],
        told["label"],
        told["type"],
        unit=told["unit"],
        role=told["role"],
        aggregation=told["aggregation"],
    )


def _titles(report: dict[str, Any]) -> list[str]:
    """The rows above the table, as a note of the reader has them."""
    noted = (
        line["params"]["text"] for line in [*report["done"], *report["look"]] if line["code"] == "titles"
    )
    return [row.rstrip("…") for text in noted for row in text.split(_BETWEEN_TITLES)]


def proposals(dataset: dict[str, Any], read: Sequence[Source]) -> tuple[Proposals, Proposals]:
    """What can be proposed for a draft: as it is known now, and as it was while only the names of its files were known.

    Args:
        read: its files, the newest first.
    """
    agency = tk.get_action("organization_show")(
        {},
        {"id": dataset["owner_org"]}
        | {f"include_{part}": False for part in ("users", "groups", "tags", "followers", "dataset_count")},
    )
    last_id = store.newest(dataset["owner_org"], dataset["id"])
    last = tk.get_action("package_show")({"ignore_auth": True}, {"id": last_id}) if last_id else {}
    last = withdrawn.without(last, today())
    now, early = (
        rules.together([rules.proposals(file, agency, last, today()) for file in known])
        for known in ([one.file for one in read], [File(one.file.name) for one in read])
    )
    return rules.of_frequency(dataset, today()) | now, early


def told(standing: Proposals, data: Mapping[str, Any]) -> dict[str, str]:
    """Where the values that stand in a form come from, in words, by field.

    Args:
        data: what stands in the form.
    """
    return {
        name: worded(one.source, tk._)["text"]
        for name, one in standing.items()
        if changes.plain(name, data.get(name)) == changes.plain(name, one.value)
    }


def file_fields(source_: Source) -> dict[str, str]:
    """What is noted of a file so that maps find its areas: the column with their codes, and whose codes these are."""
    if not source_.resource or not source_.report:
        return {}
    if chosen := source_.resource.get(AREA_COLUMN):
        system = placed.code_system(source_.file.values.get(chosen, ()))
        return (
            {"sistem_kode_wilayah": system}
            if system and not source_.resource.get("sistem_kode_wilayah")
            else {}
        )
    of_areas = [column for column in source_.file.columns if column.role == roles.AREA]
    for column in sorted(of_areas, key=lambda one: one.id != source_.report["proposed_area_column"]):  # pyright: ignore[reportOptionalSubscript]
        if system := placed.code_system(source_.file.values.get(column.id, ())):
            return {AREA_COLUMN: column.id, "sistem_kode_wilayah": system}
    return {}


def columns(source_: Source) -> list[dict[str, Any]]:
    """The columns of the report, each with its entry of the dictionary as the form shows it."""
    report = source_.report
    if not report or not source_.is_read:
        return []
    entries = rules.dictionary(source_.file.columns, report["dictionary"], source_.file.values)
    kept = [{"id": id_, "ways": []} for id_ in (*report["closed"], *report["gone"])]
    shown = [*report["columns"], *kept]
    return [
        {**one, "entry": entries.get(one["id"]) or report["dictionary"].get(one["id"], {})} for one in shown
    ]


def entries(source_: Source) -> list[dict[str, Any]]:
    """The entries of the columns alone, each with the id of its column."""
    return [{**one["entry"], "id": one["id"]} for one in columns(source_)]
