"""What a kind of source offers the engine, and the four things it hands over.

A kind says how to list, read and map; the engine does everything else: lease, comparing, writing,
resuming, deletions, messages (docs/harvesting.md, "A new kind"). Pure: no CKAN, no database.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, model_validator
from pydantic_core import PydanticCustomError

from ckanext.paser.problems import N_, Problem

from paser_harvesters.errors import AuthFailedError

if TYPE_CHECKING:
    from paser_harvesters.document import SourceDocument

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Stream:
    """One listing of a source.

    Args:
        name: stable name; records of two streams never meet.
        proves_absence: a record that the whole listing does not name is gone at the source.
    """

    name: str
    proves_absence: bool = True


@dataclass(frozen=True)
class Record:
    """One thing that the source lists and that becomes one dataset.

    Args:
        key: the source's own stable name for it; it decides the dataset's id for ever.
        stamp: changes whenever the content may have changed (modification time, etag); with the
            same stamp as last time the content is not even asked for. None: no such sign.
        payload: the content, when the listing brings it along; else :meth:`Source.payload` reads it.
        deleted: the source says expressly that it was deleted.
        problem: the listing's entry cannot be used; the record is set aside, the others go on.
    """

    key: str
    stamp: str | None = None
    payload: Json | None = None
    deleted: bool = False
    problem: Problem | None = None


@dataclass(frozen=True)
class Page:
    """Part of a listing.

    Args:
        records: in a stable order.
        next: token from which to go on after this page; None on the last one.
        declared_total: how many records the source itself says it has.
        complete: False when something on this page could not be identified, so that the absence of
            a record proves nothing.
    """

    records: Sequence[Record]
    next: Json | None = None
    declared_total: int | None = None
    complete: bool = True


@dataclass(frozen=True)
class File:
    """Content of a resource: a file that the kind found, or wrote into its ``workdir``."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True)
class Resource:
    """One resource of a dataset.

    Args:
        key: stable within the dataset; it decides the resource's id.
        fields: CKAN fields; a link gives ``url`` here.
        file: content to store and load as a table.
        problem: the content cannot be had now; what the portal has of it stays.
    """

    key: str
    fields: Json
    file: File | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Dataset:
    """A record in the words of profile paser-sdi.

    Args:
        fields: the dataset's fields as ``package_create`` takes them; ``tags`` are plain names.
        resources: all of them; one that is left out is taken off the dataset.
    """

    fields: Json
    resources: Sequence[Resource] = field(default_factory=tuple)


class NoTable(BaseModel):
    """The form of an entry of ``tables`` for kinds that take none."""

    @model_validator(mode="before")
    @classmethod
    def _refuse(cls, value: Any) -> Any:
        raise PydanticCustomError("tables", "takes no tables")


class Source(ABC):
    """One configured source.

    ``Config`` and ``Table`` are the forms of the document's ``config`` and of each of its ``tables``;
    ``version`` is raised when the mapping changes, so that every record is mapped anew once.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    Config: ClassVar[type[BaseModel]]
    Table: ClassVar[type[BaseModel]] = NoTable

    def __init__(self, document: SourceDocument, workdir: Path) -> None:
        self.document = document
        self.config: Any = self.Config.model_validate(document.config)
        self.workdir = workdir

    @classmethod
    def folders(cls, config: Json) -> Sequence[str]:
        """Return the folders of this machine that a configuration reads; its administrator opens them."""
        return ()

    def secret(self) -> str:
        """Return the secret that ``secret_ref`` names; it is never stored, logged or shown.

        Raises:
            AuthFailedError: it is not there.
        """
        scheme, _, name = (self.document.secret_ref or "").partition(":")
        try:
            return os.environ[name] if scheme == "env" else Path(name).read_text(encoding="utf-8").strip()
        except (KeyError, OSError) as error:
            raise AuthFailedError(_no_secret(self.document)) from error

    @abstractmethod
    def check(self) -> None:
        """Make one cheap call that tells whether the source can be reached; raise what is wrong."""

    def streams(self) -> Sequence[Stream]:
        """Return the listings of this source."""
        return (Stream("dataset"),)

    @abstractmethod
    def pages(self, stream: Stream, resume: Json | None) -> Iterator[Page]:
        """Yield the listing page by page, from ``resume`` (a ``Page.next`` of before) if it still fits."""

    def payload(self, record: Record) -> Json:
        """Return the record's content; asked only for records whose stamp is new."""
        return record.payload or {}

    @abstractmethod
    def dataset(self, record: Record, payload: Json) -> Dataset:
        """Map a new or changed record; raise :class:`HarvestError` when it cannot become a dataset."""


def _no_secret(document: SourceDocument) -> Problem:
    return Problem(
        "secret_missing",
        N_("source {source}"),
        N_("The secret is not where `secret_ref` says: {reference}."),
        N_("Put it there for the portal's account alone, or correct `secret_ref`."),
        {"source": document.id, "reference": document.secret_ref or "-"},
    )
