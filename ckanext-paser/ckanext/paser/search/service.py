"""Searching with fewer words, suggesting while somebody types, and keeping the index as it should be."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from typing import Any

import pysolr
import sqlalchemy as sa
from flask import g, has_request_context

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.paser import datasets
from ckanext.paser.jobs.service import defer
from ckanext.paser.search import rules, store
from ckanext.paser.tables import service as tables

log = logging.getLogger(__name__)

Find = Callable[..., dict[str, Any]]

ROOTS = ("stems_curated.txt", "stems.txt")
"""Files of the configset (deploy/solr/conf)."""
RECONCILE = "paser.search.reconcile"
SOON = 5  # seconds between two looks for a Solr that is away
DATASETS = 6
OTHERS = 3  # of each other kind
AREAS = "vocab_wilayah"
"""The field by which datasets are narrowed to an area that they name, or have rows of."""
CANDIDATES = 60  # labels that Solr finds anywhere inside a word; those that begin one are taken


@dataclass
class Mended:
    """What came of making the index say what the database says.

    Attributes:
        compared: how many datasets were looked at.
        written: those whose entry was written anew.
        removed: those taken out of the index: they exist no more.
        failed: why a dataset could not be mended, by its id.
    """

    compared: int = 0
    written: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)

    def mend(self, dataset_id: str, *, at_once: bool = True) -> None:
        """Write or remove one entry, and remember what came of it."""
        try:
            is_there = datasets.index(dataset_id, at_once=at_once)
        except Exception as reason:  # noqa: BLE001 - one bad dataset must not keep the others out
            model.Session.rollback()
            self.failed[dataset_id] = str(reason)
        else:
            (self.written if is_there else self.removed).add(dataset_id)

    def mend_together(self, dataset_ids: Sequence[str]) -> None:
        """Write entries in one transaction; what somebody else is changing, or cannot be written so, one by one."""
        try:
            written = datasets.index_together(dataset_ids)
        except Exception:
            log.exception("Datasets that could not be indexed together are indexed one by one")
            model.Session.rollback()
            written = {}
        for dataset_id, is_there in written.items():
            (self.written if is_there else self.removed).add(dataset_id)
        for dataset_id in dataset_ids:
            if dataset_id not in written:
                self.mend(dataset_id, at_once=False)

    def add(self, other: Mended) -> None:
        """Take over what came of others."""
        self.compared += other.compared
        self.written |= other.written
        self.removed |= other.removed
        self.failed |= other.failed


@dataclass(frozen=True)
class Suggestion:
    """Something that the half-typed words may mean."""

    kind: str  # dataset, kegiatan, organization, tag
    title: str
    url: str


def find_relaxing(words: rules.Words, find: Find) -> dict[str, Any]:
    """Search for all the words; where no dataset has them, for fewer, saying which were given up.

    The second look costs one count for each word, one or two searches, and for each word that nobody has a
    question for words spelled alike; it is paid when there is nothing.

    Args:
        words: what is searched.
        find: searches with the rights, filters and page of the caller: ``find(words, match, **parameters)``.
    """
    found = find(words, rules.ALL_WORDS)
    if found["count"] or not words.wanted:
        return found
    known = [word for word in words.wanted if len(words.wanted) > 1 and _count(find, words.only([word]))]
    dropped = tuple(word for word in words.wanted if word not in known)
    meant = _meant(words, dropped, find)
    for match in _matches(known, dropped):
        relaxed = find(words.only(known), match)
        if relaxed["count"]:
            every = match == rules.ALL_WORDS
            return _note(relaxed, rules.Relaxation(dropped, every, meant))
    return _note(found, rules.Relaxation((), True, meant)) if meant else found


def _matches(known: list[str], dropped: tuple[str, ...]) -> tuple[str, ...]:
    """How to search for the words that are known: all of them, unless that was done already, then half."""
    if not known:
        return ()
    return (rules.ALL_WORDS, rules.HALF_OF_THE_WORDS) if dropped else (rules.HALF_OF_THE_WORDS,)


def _meant(words: rules.Words, unknown: tuple[str, ...], find: Find) -> str | None:
    """The search with its unknown words as they are probably spelled; None when none is like a known word.

    The index knows the words of private datasets too: a word is taken only if it finds something for the reader.
    A word that the lists of roots know is spelled well, only that no dataset has it: "sakit" is not meant as "sawit".
    """
    spelling = {}
    for word in filter(rules.may_be_misspelled, unknown):
        if _is_word(word):
            continue
        alike = (other for other in _spelled_alike(word) if _count(find, words.only([other])))
        if other := next(alike, None):
            spelling[word] = other
    return rules.query(words.spelled(spelling)) if spelling else None


def _spelled_alike(word: str) -> list[str]:
    """Words of the index that are written nearly as ``word``, nearest first."""
    parameters = {"spellcheck.q": word, "json.nl": "map"}
    answer = make_connection(decode_dates=False).search("", search_handler="spell", **parameters)
    return [
        other for found in answer.spellcheck.get("suggestions", {}).values() for other in found["suggestion"]
    ]


def _is_word(word: str) -> bool:
    """Whether the lists of roots know a word; not where Solr keeps its files to itself."""
    try:
        return rules.is_listed(word, _roots())
    except pysolr.SolrError as error:
        log.warning("Solr does not give its lists of roots: %s", error)
        return False


@cache
def _roots() -> str:
    """The lists of roots that Solr searches by, read from it once: what is a word for the search is no mistake."""
    solr = make_connection()
    lists = (solr._send_request("get", f"admin/file?file={name}") for name in ROOTS)
    return "\n".join(["", *lists, ""])


def relaxation() -> dict[str, Any] | None:
    """What the search of this page had to give up (for its template)."""
    return g.get("paser_search")


def index_fields(dataset: dict[str, Any]) -> dict[str, Any]:
    """What is written into the search index for a dataset beside what CKAN writes there."""
    fields: dict[str, Any] = {
        "area_names": rules.area_names(dataset),
        AREAS: rules.area_codes(dataset),
        "code_labels": rules.code_labels(dataset),
        "column_labels": list(_column_labels(dataset)),
    }
    agency = store.agency(dataset["owner_org"]) if dataset.get("owner_org") else None
    if agency:
        fields["organization_title"] = f"{agency.title} {agency.acronym or ''}"
        fields["organization_label"] = rules.organization_label(agency.title, agency.acronym, agency.name)
    return fields


def _column_labels(dataset: dict[str, Any]) -> Iterator[str]:
    for resource in dataset.get("resources", []):
        if resource.get("datastore_active"):
            with suppress(tk.ObjectNotFound):
                yield from (column.label for column in tables.preview(resource["id"], limit=0).columns)


def request_index(resource_id: str, **_: Any) -> None:
    """Have the dataset of a changed table indexed soon: its columns may be others now."""
    resource = model.Resource.get(resource_id)
    if resource and resource.package_id:
        dataset_id = resource.package_id
        defer("paser.search.index", key=f"index:{dataset_id}", dataset_id=dataset_id)
        model.Session.commit()


def reconcile() -> Mended:
    """Compare index and database, dataset by dataset, mend what differs, and write what else waits in the outbox.

    An entry that shows too much and cannot be written anew is removed.

    Raises:
        pysolr.SolrError: Solr does not answer.
    """
    waiting = store.waiting()
    mended = Mended()
    for each in compare():
        mended.compared += 1
        if len(each.indexed) > 1:
            datasets.forget(each.id)
        if not each.same:
            mended.mend(each.id)
        if each.id in mended.failed and each.shows_too_much:
            datasets.forget(each.id)
    done = mended.written | mended.removed | mended.failed.keys()
    for dataset_id in waiting:
        if dataset_id not in done:
            mended.mend(dataset_id)
    return mended


def request_reconciling() -> None:
    """Have this done soon, in the caller's transaction: Solr was away, and may be back before the minute is over."""
    defer(RECONCILE, key=RECONCILE, delay=SOON)


def compare() -> Iterator[rules.Compared]:
    """Each dataset as the database and as the index has it."""
    return rules.compare(store.stored(), store.indexed())


def oldest_waiting(connection: sa.Connection) -> float:
    """Seconds that a change has been waiting to be written into the index; 0 without one."""
    return store.oldest_waiting(connection)


def suggest(text: str) -> list[Suggestion]:
    """Public datasets, activities, agencies and keywords that the half-typed ``text`` may mean; one request to Solr.

    The titles are matched by the query; agencies and keywords are counted over all public datasets ("ex"
    leaves the query out), and those in which every typed word begins a word are taken.
    """
    words = rules.beginnings(text)
    if not words:
        return []
    parameters: dict[str, Any] = {
        "words": " ".join(words),
        "fq": [
            store.this_site(),
            "state:active",
            "permission_labels:public",
            *rules.left_out(store.hidden()),
        ],
        "fl": "title,name,dataset_type",
        "sort": "score desc, metadata_modified desc",
        "rows": DATASETS,
        "facet": "true",
        "facet.field": ["{!ex=typed}organization_label", "{!ex=typed}tags"],
        "facet.contains": max(words, key=len),
        "facet.contains.ignoreCase": "true",
        "facet.mincount": 1,
        "facet.limit": CANDIDATES,
    }
    typed = "{!edismax tag=typed qf=title_suggest pf='' mm=100% v=$words}"
    found = make_connection(decode_dates=False).search(typed, **parameters)
    counted = found.facets["facet_fields"]
    return [
        *(Suggestion(doc["dataset_type"], doc["title"], _address(doc)) for doc in found.docs),
        *_organizations(counted["organization_label"][::2], words),
        *_tags(counted["tags"][::2], words),
    ]


def _address(dataset: dict[str, Any]) -> str:
    return tk.url_for(f"{dataset['dataset_type']}.read", id=dataset["name"])


def _organizations(labels: list[str], words: tuple[str, ...]) -> Iterator[Suggestion]:
    named = map(rules.organization_of, labels)
    fitting = ((title, name) for title, name in named if rules.completes(title, words))
    for title, name in islice(fitting, OTHERS):
        yield Suggestion("organization", title, tk.url_for("organization.read", id=name))


def _tags(tags: list[str], words: tuple[str, ...]) -> Iterator[Suggestion]:
    for tag in islice((tag for tag in tags if rules.completes(tag, words)), OTHERS):
        yield Suggestion("tag", tag, tk.url_for("dataset.search", tags=tag))


def _count(find: Find, words: rules.Words) -> int:
    return find(words, rules.ALL_WORDS, **{"rows": 0, "start": 0, "facet": "false", "facet.field": []})[
        "count"
    ]


def _note(found: dict[str, Any], relaxed: rules.Relaxation) -> dict[str, Any]:
    note = asdict(relaxed)
    if has_request_context():
        g.paser_search = note
    return {**found, "paser_search": note}
