"""The national formats of what the asker may see: everything comes through CKAN's actions with their rights. Nothing is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.dcat import logic
from ckanext.dcat.processors import RDFSerializer
from ckanext.paser.catalogue.profile import site
from ckanext.paser.catalogue.rules import indah, national, paging, schemaorg, sipd
from ckanext.paser.catalogue.rules.columns import dictionary
from ckanext.paser.kegiatan import service as activities
from ckanext.paser.kegiatan.rules import TYPE as KEGIATAN
from ckanext.paser.metadata.rules.files import is_data
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.rows import service as rows
from ckanext.paser.rows.rules.query import MOST_ROWS, Query
from ckanext.paser.tables.rules import kamus

OURS = "paser_sdi"
"""The name of our profile class among the entry points."""
DEFAULT = "xml"
"""The form of RDF that nobody has asked for, as ckanext-dcat has it."""
AT_ONCE = 1000
"""Datasets that are asked of the index together."""


def asking() -> Context:
    """Who asks."""
    return Context(user=tk.current_user.name, auth_user_obj=tk.current_user)


def shown(id_: str, type_: str = "dataset") -> dict[str, Any]:
    """A dataset, or an activity.

    Raises:
        ObjectNotFound: there is none of that type.
        NotAuthorized: the asker may not see it.
    """
    found = tk.get_action("package_show")(asking(), {"id": id_})
    if found.get("type") != type_:
        raise tk.ObjectNotFound(tk._("Dataset not found"))
    explain([found])
    return found


def explain(datasets: Iterable[dict[str, Any]]) -> None:
    """Put the whole dictionary of each table into its file, in one query for all.

    A dictionary that was stored before the portal had its profile is a text: it is read too, as one dataset would break the
    whole catalogue.
    """
    files = [file for one in datasets for file in one.get("resources") or ()]
    for file in files:
        if isinstance(file.get("kamus_data"), str):
            file["kamus_data"] = [*kamus.entries(file["kamus_data"]).values()]
    tables = [file for file in files if file.get("datastore_active")]
    if tables:
        _explain(tables, releases.newest([file["id"] for file in tables]))


def _explain(files: Iterable[dict[str, Any]], newest: Mapping[str, Release]) -> None:
    for file in files:
        if file["id"] in newest:
            file["kamus_data"] = dictionary(file.get("kamus_data") or (), newest[file["id"]].columns)


def page(dataset: dict[str, Any]) -> str:
    """The full address of the page of a dataset, whatever language is spoken now."""
    return tk.h.url_for("dataset.read", id=dataset["name"], qualified=True, locale="default")


def sdi(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset as data.go.id has it."""
    return national.sdi(dataset, activities.of_dataset(dataset), page(dataset))


def indah_of_activity(kegiatan: dict[str, Any]) -> dict[str, Any]:
    """An activity as INDAH has it, with the variables and indicators of its datasets as far as the asker may see them."""
    datasets = activities.datasets_of(kegiatan["name"])
    explain(datasets)
    return {
        **indah.activity(kegiatan),
        "metadata_variabel": [each for dataset in datasets for each in indah.variables(dataset)],
        "metadata_indikator": [each for dataset in datasets if (each := indah.indicator(dataset))],
    }


def indah_of_dataset(dataset: dict[str, Any]) -> dict[str, Any]:
    """The variables of a dataset and, if it is an indicator, that."""
    indicator = indah.indicator(dataset)
    return {
        "kegiatan": dataset.get("kegiatan") or None,
        "metadata_variabel": indah.variables(dataset),
        "metadata_indikator": [indicator] if indicator else [],
    }


def sipd_of(dataset: dict[str, Any]) -> dict[str, Any]:
    """The values of a dataset by year, of its newest table.

    Raises:
        ObjectNotFound: it has no table.
        NotAuthorized: the asker may not read it.
        ProblemError: the table does not say one figure a year.
    """
    tables = [file for file in dataset["resources"] if file.get("datastore_active") and is_data(file)]
    if not tables:
        raise tk.ObjectNotFound(tk._("This dataset has no table."))
    newest = max(tables, key=lambda file: (file.get("periode_selesai") or "", file.get("modified") or ""))
    tk.check_access("paser_rows", asking(), {"resource_id": newest["id"]})
    read = sipd.reading([field.about for field in rows.fields(newest["id"])], dataset)
    found = rows.page(newest["id"], lambda _: Query(columns=read.columns, limit=MOST_ROWS, total=False))
    if found.next:
        fact = N_("The table has more rows than one figure a year.")
        remedy = N_("Make a table of the totals, and give the DSSD code to its dataset.")
        raise ProblemError(Problem("too_many_rows", "kamus_data", fact, remedy))
    return {"data": sipd.values(read, found.rows, dataset["kode_dssd"])}


def ppid() -> str:
    """The Daftar Informasi Publik of all datasets that the asker may see and everybody may, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(national.PPID_COLUMNS)
    writer.writerows(national.ppid_row(dataset, page(dataset)) for dataset in _public())
    return text.getvalue()


def _public() -> Iterator[dict[str, Any]]:
    query = {
        "fq": "+dataset_type:dataset",
        "rows": AT_ONCE,
        "sort": "title_string asc, id asc",
        "facet": "false",
    }
    start, count = 0, 1
    while start < count:
        found = tk.get_action("package_search")(asking(), {**query, "start": start})
        count, start = found["count"], start + AT_ONCE
        yield from found["results"]


def structured(dataset: dict[str, Any], release: Release | None) -> dict[str, Any]:
    """A dataset in the words of schema.org; nothing is asked.

    Args:
        release: the newest one of the file that the dataset's page shows.
    """
    files = [dict(file) for file in dataset.get("resources") or ()]
    _explain(files, {release.resource_id: release} if release else {})
    dataset = {**dataset, "resources": files}
    return schemaorg.structured(dataset, page(dataset), site(), tk.config["ckan.site_title"])


def croissant(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset as Croissant."""
    return schemaorg.croissant(dataset, page(dataset), site(), tk.config["ckan.site_title"])


def catalogue(context: Context, data_dict: dict[str, Any]) -> Any:
    """A page of the catalogue as RDF, as ckanext-dcat makes it, of datasets with their dictionaries."""
    found = logic._search_ckan_datasets(context, data_dict)
    explain(found["results"])
    pages = logic._pagination_info(found, data_dict)
    return RDFSerializer(profiles=[OURS]).serialize_catalog(
        {},
        found["results"],
        _format=data_dict.get("format") or DEFAULT,
        pagination_info=paging.encoded(pages, tk.request.args) if pages else pages,
    )


def rdf(context: Context, data_dict: dict[str, Any]) -> Any:
    """A dataset or an activity as RDF.

    Raises:
        ObjectNotFound, NotAuthorized
    """
    found = tk.get_action("package_show")(context, data_dict)
    explain([found])
    return RDFSerializer(profiles=[OURS]).serialize_dataset(found, _format=data_dict.get("format") or DEFAULT)


def activity(id_: str) -> dict[str, Any]:
    """An activity, as ``shown``."""
    return shown(id_, KEGIATAN)
