"""The engine: one run of one source, record by record. What a kind of source is, it does not know.

Every record that changed is committed by itself: its row, the run's counters. Every page is committed with
the place where the listing goes on. A run that dies repeats at most one record, and ids are given, so that
repeating it leaves the same end.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError

from ckan import model
from ckan.lib.search import SearchError, SearchIndexError

from ckanext.paser.problems import N_, Note, Problem

from paser_harvesters import absences, records, rules, store
from paser_harvesters.contract import Json, Page, Record, Source, Stream
from paser_harvesters.errors import (
    AuthFailedError,
    BadAnswerError,
    GoneError,
    HarvestError,
    RateLimitedError,
    TransientError,
)
from paser_harvesters.lease import Lease
from paser_harvesters.records import Known
from paser_harvesters.rules import Outcome, RecordStatus, RunStatus
from paser_harvesters.writer import Target, Writer

log = logging.getLogger(__name__)

PATIENCE = (1.0, 2.0, 5.0, 10.0, 15.0)  # seconds before each new attempt: outlasts the restart of a service
LONGEST_PAUSE = 300.0
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Step:
    """What has just been done, for people who watch.

    Args:
        done, total: records so far and as declared (None: the source does not say).
        problems: stored form.
    """

    key: str
    outcome: Outcome
    done: int
    total: int | None
    problems: Sequence[dict[str, Any]] = ()


Watcher = Callable[[Step], None]
Pause = Callable[[float], None]


@dataclass
class Progress:
    """The counters of a run, as its row shows them."""

    counts: Counter[str] = field(default_factory=Counter)
    total: int | None = None
    problem: Problem | None = None
    held: bool = False

    @property
    def done(self) -> int:
        return sum(self.counts[outcome.value] for outcome in rules.OF_LISTING)


@dataclass(frozen=True)
class _Case:
    """A record as a listing brings it, beside what is known of it."""

    stream: str
    listing: str
    record: Record
    known: Known | None
    dataset_id: str


class _Turner:
    """Turns the pages of a listing; after an interruption it goes on behind the last page that came whole.

    ``ended`` tells that the last page said that it was the last; ``declared`` how many records it declared.
    """

    def __init__(self, source: Source, stream: Stream, resume: Json | None) -> None:
        self._source, self._stream, self._resume = source, stream, resume
        self._pages: Iterator[Page] | None = None
        self.ended = False
        self.declared: int | None = None

    def turn(self) -> Page | None:
        if self.ended:
            return None
        if self._pages is None:
            self._pages = iter(self._source.pages(self._stream, self._resume))
        try:
            page = next(self._pages, None)
        except BaseException:
            self._pages = None
            raise
        if page is not None:
            self._resume, self.ended, self.declared = page.next, page.next is None, page.declared_total
        return page


class Run:
    """One run of a source; ``approved`` is what datasets will say about who let it publish them."""

    def __init__(
        self,
        run_id: str,
        source: Source,
        lease: Lease,
        *,
        approved: str,
        watcher: Watcher,
        pause: Pause = time.sleep,
    ) -> None:
        self.id = run_id
        self.document = source.document
        self.source_id = source.document.id
        self.progress = Progress()
        self.writer = Writer(source.document, approved)
        self._source = source
        self._lease = lease
        self._watcher = watcher
        self._pause = pause
        self._mapping = rules.mapping_version(source.kind, source.version, source.document.model_dump())

    def execute(self) -> RunStatus:
        """Go through all listings; return how it ended.

        Raises:
            HarvestError: the source as a whole could not be read, or something outside stays down.
        """
        self.patiently(self._source.check)
        for stream in self._source.streams():
            self._listing(stream)
        return rules.run_status(self.progress.counts, self.progress.problem is not None, self.progress.held)

    def patiently(self, work: Callable[[], Answer]) -> Answer:
        """Do something; when what it needs is down for a moment, wait and try again."""
        for wait in PATIENCE:
            self._lease.check()
            try:
                return self._translated(work)
            except RateLimitedError as error:
                self._pause(min(error.retry_after, LONGEST_PAUSE))
            except TransientError as error:
                log.warning("Source %s: %s Next attempt in %s s", self.source_id, error, wait)
                self._pause(wait)
        self._lease.check()
        return self._translated(work)

    def _translated(self, work: Callable[[], Answer]) -> Answer:
        """Tell the outages of search index and database as what they are."""
        try:
            return work()
        except (SearchError, SearchIndexError) as error:
            model.Session.rollback()
            raise TransientError(_outage("search index", error)) from error
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            model.Session.rollback()
            raise TransientError(_outage("database", error)) from error

    # ---- a listing ----

    def _listing(self, stream: Stream) -> None:
        listing = records.open_listing(self.source_id, stream.name, self.id)
        model.Session.commit()
        turner = _Turner(self._source, stream, listing.resume)
        seen: set[str] = set()
        gone, complete, page = 0, True, None
        while page := self.patiently(turner.turn):
            gone += self._page(stream, listing.id, page, seen)
            complete = complete and page.complete
            records.turn_page(self.source_id, stream.name, listing.id, page.next)
            self._keep_counters()
        listed = gone + records.count_sighted(self.source_id, stream.name, listing.id)
        whole = turner.ended and complete and turner.declared in (None, listed)
        if stream.proves_absence and whole:
            absences.settle(self, stream.name, listing.id, listed)

    def _page(self, stream: Stream, listing: str, page: Page, seen: set[str]) -> int:
        """Take the records of one page; return how many of them the source no longer has."""
        self.progress.total = page.declared_total
        known = records.sight(self.source_id, stream.name, listing, [record.key for record in page.records])
        model.Session.commit()  # what was listed stays listed, also when a record's own writes are undone
        gone = 0
        for record in page.records:
            if record.key in seen:
                self.report(stream.name, record.key, Outcome.FAILED, problems=[_twice(record.key).as_dict()])
                continue
            seen.add(record.key)
            gone += self._record(self._case(stream, listing, record, known.get(record.key)))
        return gone

    def _case(self, stream: Stream, listing: str, record: Record, known: Known | None) -> _Case:
        own = rules.dataset_id(self.source_id, stream.name, record.key)
        return _Case(stream.name, listing, record, known, known.dataset_id if known else own)

    def _keep_counters(self) -> None:
        store.change_run(self.id, counts=dict(self.progress.counts), total=self.progress.total)
        model.Session.commit()

    # ---- a record ----

    def _record(self, case: _Case) -> bool:
        """Take one record; return whether it is no longer there although the listing names it."""
        record = case.record
        if self._stamp_is_known(case):
            self._same(record.key)
            return False
        try:
            if record.problem:
                raise BadAnswerError(record.problem)
            if record.deleted:
                absences.tombstone(self, case.stream, record.key)
                return False
            self.patiently(lambda: self._take(case))
        except (TransientError, AuthFailedError):
            raise
        except GoneError as error:
            self._refused(case, error)
            return self._unsight(case)
        except HarvestError as error:
            self._refused(case, error)
        except Exception as error:
            log.exception("Source %s, record %s", self.source_id, record.key)
            self._refused(case, BadAnswerError(_unforeseen(record.key, error)))
        return False

    def _unsight(self, case: _Case) -> bool:
        """Take back that the listing named a record that the portal has: its content is gone."""
        if case.known is None or case.known.status not in records.PRESENT:
            return False
        records.unsight(self.source_id, case.stream, case.record.key)
        model.Session.commit()
        return True

    def _stamp(self, record: Record) -> str | None:
        return record.stamp and f"{self._mapping}:{record.stamp}"

    def _stamp_is_known(self, case: _Case) -> bool:
        record, known = case.record, case.known
        return (
            known is not None
            and record.stamp is not None
            and known.stamp == self._stamp(record)
            and known.is_whole
            and not record.deleted
            and record.problem is None
        )

    def _same(self, key: str) -> None:
        self.progress.counts[Outcome.SAME.value] += 1
        self._watch(key, Outcome.SAME)

    def _take(self, case: _Case) -> None:
        """Read the record's content; write it when it differs from what the portal has."""
        key, known = case.record.key, case.known
        payload = self._source.payload(case.record)
        sha = rules.content_sha(payload, self._mapping)
        if known and known.content_sha == sha and (known.is_whole or known.is_awaited):
            if known.is_awaited or known.stamp != self._stamp(case.record):
                self._remember(case, sha)
                model.Session.commit()
            self._same(key)
            return
        dataset = self._source.dataset(case.record, payload)
        before = records.record(self.source_id, case.stream, key)
        written = self.writer.write(Target(key, case.dataset_id, sha, self.id, dataset, before))
        news = {"changed": store.now(), "changed_run": self.id} if written.outcome != Outcome.SAME else {}
        problems = [problem.as_dict() for problem in written.problems]
        kept = {"sent": written.sent, "shown": written.shown, "problems": problems}
        self._remember(case, sha, **kept, **news)
        self.report(
            case.stream,
            key,
            written.outcome,
            problems=problems,
            notes=written.notes,
            dataset_id=case.dataset_id,
        )

    def _remember(self, case: _Case, sha: str, **values: Any) -> None:
        values |= {"status": RecordStatus.ACTIVE.value, "missing_since": None, "missing_listings": 0}
        values |= {"listing": case.listing, "stamp": self._stamp(case.record), "content_sha": sha}
        records.save(self.source_id, case.stream, case.record.key, case.dataset_id, **values)

    def _refused(self, case: _Case, error: HarvestError) -> None:
        """Keep what the portal has, and remember why the record was not taken; the next run tries again."""
        model.Session.rollback()
        key, known = case.record.key, case.known
        problems = [problem.as_dict() for problem in error.problems]
        status = known.status if known else RecordStatus.QUARANTINED.value
        values = {"status": status, "listing": case.listing, "problems": problems}
        records.save(self.source_id, case.stream, key, case.dataset_id, **values)
        has_dataset = status != RecordStatus.QUARANTINED
        self.report(
            case.stream,
            key,
            Outcome.FAILED,
            problems=problems,
            dataset_id=case.dataset_id if has_dataset else None,
        )

    def report(
        self,
        stream: str,
        key: str,
        outcome: Outcome,
        *,
        problems: Sequence[dict[str, Any]] = (),
        notes: Sequence[Note] = (),
        dataset_id: str | None = None,
    ) -> None:
        """Note what was done with a record, and commit it together with the counters."""
        self.progress.counts[outcome.value] += 1
        if problems and outcome != Outcome.FAILED:
            self.progress.counts[rules.WITH_PROBLEMS] += 1
        if outcome != Outcome.SAME or problems:
            told = {"problems": list(problems), "notes": [note.as_dict() for note in notes]}
            store.add_outcome(self.id, stream, key, outcome, dataset_id=dataset_id, **told)
        self._keep_counters()
        self._watch(key, outcome, problems)

    def _watch(self, key: str, outcome: Outcome, problems: Sequence[dict[str, Any]] = ()) -> None:
        self._watcher(Step(key, outcome, self.progress.done, self.progress.total, problems))


def _outage(service: str, error: Exception) -> Problem:
    return Problem(
        "service_down",
        "",
        N_("A service does not answer: {service} ({reason})."),
        N_("It is tried again by itself; look at the service if this stays."),
        {"service": service, "reason": type(error).__name__},
    )


def _twice(key: str) -> Problem:
    return Problem(
        "record_twice",
        N_("dataset {dataset}"),
        N_("The source lists this record twice; the first one was taken."),
        N_("Have the second one removed at the source."),
        {"dataset": key},
    )


def _unforeseen(key: str, error: Exception) -> Problem:
    return Problem(
        "unforeseen",
        N_("dataset {dataset}"),
        N_("The portal could not take this record: {reason}."),
        N_("The log tells more; please report it."),
        {"dataset": key, "reason": type(error).__name__},
    )
