"""Looks at what a run would do, without doing it: a preview of a source, the story of one record."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ckanext.paser.problems import Problem

from paser_harvesters import records, rules, service
from paser_harvesters.contract import Dataset, Record, Source, Stream
from paser_harvesters.document import SourceDocument
from paser_harvesters.errors import HarvestError
from paser_harvesters.rules import Outcome, RecordStatus
from paser_harvesters.writer import Target, Writer

PREVIEWED = 20


class Look:
    """One look at a source. Nothing is written: not to CKAN, not to our own tables."""

    def __init__(self, source: Source, document: SourceDocument) -> None:
        self._source = source
        self._document = document
        self._writer = Writer(document)
        self._mapping = rules.mapping_version(source.kind, source.version, document.model_dump())

    def listed(self) -> Iterator[tuple[Stream, Record]]:
        """Every record that the source lists now."""
        for stream in self._source.streams():
            for page in self._source.pages(stream, None):
                for record in page.records:
                    yield stream, record

    def expected(self, stream: Stream, record: Record) -> dict[str, Any]:
        """Say what a run would do with one record.

        Returns:
            ``key``, ``title``, ``outcome``, ``problems`` (stored form), ``differences`` to what was last sent
        """
        try:
            if record.problem:
                return _told(record.key, "", Outcome.FAILED, [record.problem])
            payload = self._source.payload(record)
            dataset = self._source.dataset(record, payload)
        except HarvestError as error:
            return _told(record.key, "", Outcome.FAILED, error.problems)
        return self._compared(stream, record, dataset, rules.content_sha(payload, self._mapping))

    def _compared(self, stream: Stream, record: Record, dataset: Dataset, sha: str) -> dict[str, Any]:
        known = records.record(self._document.id, stream.name, record.key)
        id_ = known.dataset_id if known else rules.dataset_id(self._document.id, stream.name, record.key)
        target = Target(record.key, id_, sha, "", dataset, known)
        expected = self._writer.expect(target)
        before = _flat(known.sent) if known and known.sent else {}
        changes = rules.differences(before, _flat(expected["sent"])) if before else []
        outcome = _outcome(bool(before), known.status if known else None, not changes)
        return {
            **_told(
                record.key,
                str(dataset.fields.get("title", "")),
                Outcome.FAILED if expected["refused"] else outcome,
                expected["problems"],
            ),
            "differences": changes,
        }


def _outcome(is_known: bool, status: str | None, is_same: bool) -> Outcome:
    if not is_known:
        return Outcome.CREATED
    if status in (RecordStatus.MARKED, RecordStatus.DELETED):
        return Outcome.RESTORED
    return Outcome.SAME if is_same else Outcome.UPDATED


def _flat(sent: Any) -> dict[str, Any]:
    """What was sent, as one level of fields that can be compared and shown."""
    resources = {f"resources.{entry['key']}": entry for entry in sent["resources"]}
    return {**sent["fields"], **resources}


def _told(key: str, title: str, outcome: Outcome, problems: list[Problem]) -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "outcome": outcome.value,
        "problems": [problem.as_dict() for problem in problems],
        "differences": [],
    }


def preview(document: SourceDocument) -> list[dict[str, Any]]:
    """Say what a run would do with the first records of a source.

    Raises:
        HarvestError: the source as a whole cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="paser-harvest-") as workdir:
        source = service.open_source(document, Path(workdir))
        source.check()
        look = Look(source, document)
        return [look.expected(stream, record) for stream, record in islice(look.listed(), PREVIEWED)]


def expected(document: SourceDocument, key: str) -> dict[str, Any] | None:
    """Say what a run would do with one record; None when the source does not list it."""
    with tempfile.TemporaryDirectory(prefix="paser-harvest-") as workdir:
        source = service.open_source(document, Path(workdir))
        source.check()
        look = Look(source, document)
        found = ((stream, record) for stream, record in look.listed() if record.key == key)
        stream_and_record = next(found, None)
        return look.expected(*stream_and_record) if stream_and_record else None
