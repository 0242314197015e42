"""What the pages show: counts and lists from the search index, tables from the DataStore."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError, SolrConnectionError
from ckan.types import Context

from ckanext.paser.pages import rules
from ckanext.paser.tables import service as tables
from ckanext.paser.tables.rules.table import JSON

log = logging.getLogger(__name__)

# Fields of the index; for "organization" CKAN would ask its database for the titles
OWNER, TOPIC, YEAR = "owner_org", "vocab_tema_sdi", "vocab_tahun_data"
NEWEST = 4  # datasets on the home page
WORDS = 5  # keywords there
SAMPLE_WORD = "data contoh"  # the keyword that marks the sample's datasets; it names no subject
MOST = 1000  # values of a facet that are counted
ROWS = 10  # of a table on a page
WIDE = 40  # letters in a cell from which its column is given room
NO_TABLE = tables.Preview([], [], 0)
ONLY_DATASETS = "+dataset_type:dataset"

# The pictures of the ten topics (code list TEMA of profile paser-sdi)
TOPIC_ICONS = {
    "01": "shield",
    "02": "graph-up-arrow",
    "03": "signpost-split",
    "04": "heart-pulse",
    "05": "shield-exclamation",
    "06": "mortarboard",
    "07": "tree",
    "08": "palette",
    "09": "bank",
    "10": "archive",
}


@dataclass(frozen=True)
class Count:
    """How many datasets carry one value of a field."""

    value: str
    label: str
    count: int
    active: bool = False


@dataclass(frozen=True)
class Facet:
    """One field to narrow a search by, with what can be chosen."""

    name: str
    title: str
    items: list[Count]

    @property
    def active(self) -> bool:
        return any(item.active for item in self.items)


@dataclass(frozen=True)
class Column:
    """One column of a table on a page; its cells may name their rows, or be sentences that need width.

    ``explained``: its label says more than its id, or its dictionary says what it means. ``type`` is for people, ``kind``
    is one of ``tables.rules.kinds.Type``.
    """

    id: str
    label: str
    type: str
    unit: str
    numeric: bool
    heads_row: bool
    wide: bool
    explained: bool
    definition: str
    role: str
    kind: str


@dataclass(frozen=True)
class Table:
    """The first rows of the table of a file, as they are read; ``columns`` is empty while there is none."""

    resource: dict[str, Any]
    columns: list[Column]
    rows: list[list[str]]
    total: int

    @property
    def explained(self) -> list[Column]:
        """The columns whose meaning is worth a line of its own."""
        return [column for column in self.columns if column.explained]


@dataclass(frozen=True)
class Home:
    """What the home page counts and lists; all of it is public."""

    datasets: int
    agencies: int
    recent: int
    topics: list[Count]
    words: list[Count]
    newest: list[dict[str, Any]]


def home(label: Callable[[str, str], str]) -> Home | None:
    """Count and list what is published; None while the search is out of order.

    Args:
        label: words for a value of a field.
    """
    try:
        newest = {"rows": NEWEST, "sort": "metadata_modified desc"}
        found = _search(fq=ONLY_DATASETS, facets=[OWNER, TOPIC, "tags"], **newest)
        recent = _search(fq=f"{ONLY_DATASETS} +metadata_modified:[NOW-7DAYS TO *]")
    except (SearchError, SolrConnectionError) as reason:
        log.warning("The home page shows no figures, the search fails: %s", reason)
        return None
    topics = _counts(found, TOPIC, label)
    return Home(
        datasets=found["count"],
        agencies=len(found["facets"].get(OWNER, {})),
        recent=recent["count"],
        topics=sorted(topics, key=lambda topic: topic.value),
        words=[word for word in _counts(found, "tags", label) if word.value != SAMPLE_WORD][:WORDS],
        newest=found["results"],
    )


def dataset_counts() -> dict[str, int]:
    """How many public datasets each agency has, by the agency's id; nothing while the search is out of order."""
    try:
        return _search(fq=ONLY_DATASETS, facets=[OWNER])["facets"].get(OWNER, {})
    except (SearchError, SolrConnectionError) as reason:
        log.warning("The agencies show no counts, the search fails: %s", reason)
        return {}


def table(resource: dict[str, Any], words: Mapping[str, str], locale: str, limit: int = ROWS) -> Table:
    """The first rows of a resource's table, written for people; without columns while there is none.

    Args:
        words: what people read for a type of column, and for "no" and "yes".
    """
    try:
        preview = tables.preview(resource["id"], limit) if resource.get("datastore_active") else NO_TABLE
    except tk.ObjectNotFound:
        preview = NO_TABLE
    return written(resource, preview.columns, preview.rows, preview.total, words=words, locale=locale)


def written(
    resource: dict[str, Any],
    columns: Sequence[tables.Column],
    rows: Sequence[tuple[Any, ...]],
    total: int,
    *,
    words: Mapping[str, str],
    locale: str,
) -> Table:
    """Rows of a resource's table, written for people.

    Args:
        total: how many there are in all.
        words: what people read for a type of column, and for "no" and "yes".
    """
    head = next((column.id for column in columns if column.type == "text"), None)
    answers, zone = (words["no"], words["yes"]), tk.h.get_display_timezone()
    kinds = [JSON if column.kind == JSON else column.type for column in columns]
    cells = [
        rules.format_column([row[place] for row in rows], kind, column.unit, locale, answers, zone=zone)
        for place, (column, kind) in enumerate(zip(columns, kinds, strict=True))
    ]
    shown = [
        Column(
            id=column.id,
            label=column.label,
            type=words.get(column.type, column.type),
            unit=column.unit,
            numeric=rules.is_numeric(column.type, column.unit),
            heads_row=column.id == head,
            wide=any(len(cell) > WIDE for cell in its),
            explained=bool(column.definition) or rules.says_more(column.label, column.id, column.unit),
            definition=column.definition,
            role=column.role,
            kind=column.type,
        )
        for column, its in zip(columns, cells, strict=True)
    ]
    return Table(resource, shown, [list(row) for row in zip(*cells, strict=True)], total)


def facets(
    titles: Mapping[str, str], q: str, fq: str, counted: Mapping[str, Any], label: Callable[[str, str], str]
) -> list[Facet]:
    """Prepare the facets of a page of results, most frequent values first, chosen ones before them.

    The other values of a field in use are counted as if it were not: they are alternatives, so people want
    to know how many datasets each of them has. This costs one request to the index per field in use.

    Args:
        titles: fields in their order, with their titles.
        q, fq: the search on the page, with every condition on a field of ``titles`` as ``field:"value"``.
        counted: ``search_facets`` of that search.
        label: words for a value of a field.
    """
    chosen = rules.conditions(fq)
    prepared = []
    for name, title in titles.items():
        found = {"search_facets": counted}
        if name in chosen:
            found = _search(q=q, fq=rules.any_of(rules.without(fq, name)), facets=[name])
        items = _counts(found, name, label, chosen.get(name, ()))
        if items:
            prepared.append(Facet(name, title, items))
    return prepared


def _search(
    q: str = "", fq: str = "", rows: int = 0, sort: str | None = None, facets: list[str] | None = None
) -> dict[str, Any]:
    context: Context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user, "for_view": True}
    query: dict[str, Any] = {"q": q, "fq": fq, "rows": rows, "sort": sort, "facet": "false"}
    if facets:
        query |= {"facet": "true", "facet.field": facets, "facet.limit": MOST}
    return tk.get_action("package_search")(context, query)


def _counts(
    found: Mapping[str, Any], name: str, label: Callable[[str, str], str], chosen: Any = ()
) -> list[Count]:
    raw = found["search_facets"].get(name, {}).get("items", [])
    items = [Count(it["name"], label(name, it["name"]), it["count"], it["name"] in chosen) for it in raw]
    if name == YEAR:
        return sorted(items, key=lambda item: item.value, reverse=True)
    return sorted(items, key=lambda item: (not item.active, -item.count, item.label.lower()))
