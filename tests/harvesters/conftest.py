"""An agency, and folders of files as it would send them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import BaseModel

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from paser_harvesters import dictize, engine, records, service, store
from paser_harvesters.contract import Dataset, Page, Record, Resource, Source, Stream
from paser_harvesters.document import SourceDocument, parse
from paser_harvesters.kinds import KINDS
from paser_harvesters.model import HarvestRun

FIELDS = {
    "notes": "Angka untuk uji.",
    "jenis": "kode_referensi",
    "jenis_data": "lainnya",
    "tema_sdi": "10",
    "kode_urusan": "4.01",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    "temporal_coverage": [{"start": "2025", "end": "2025"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kabupaten"],
    "license_id": "cc-by",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "sumber_data": "Uji",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "data_contoh": True,
}


def _agency(name: str, role: str, **fields: Any) -> dict[str, Any]:
    return factories.Organization(
        name=name,
        title=name,
        jenis_opd="dinas",
        peran_sdi=[role],
        kode_urusan=["4.01"],
        email="data@paserkab.invalid",
        **fields,
    )


@pytest.fixture
def make_agency() -> Callable[..., dict[str, Any]]:
    """Make an agency with a Satu Data role."""
    return _agency


@pytest.fixture
def agency(non_clean_db, with_plugins) -> str:
    """The name of an agency."""
    if not model.Group.get("dinas-uji"):
        _agency("dinas-uji", "produsen")
    return "dinas-uji"


@dataclass
class Folder:
    """A folder of files with a manifest, and the source that reads it."""

    path: Path
    source_id: str
    entries: list[dict[str, Any]] = field(default_factory=list)

    def name(self, short: str) -> str:
        """The name of one of this folder's datasets: no other test has it."""
        return f"{self.source_id}-{short}"

    def write(self, file: str, *rows: str) -> None:
        """Write a CSV; without rows, two of them."""
        text = "\n".join(rows or ("tahun;nilai", "2023;1,5", "2024;2,5"))
        (self.path / file).write_text(text + "\n", encoding="utf-8")

    def add(self, short: str, **fields: Any) -> str:
        """Add a dataset with one CSV (or the ``resources`` given); return its name."""
        if "resources" not in fields:
            self.write(f"{short}.csv")
            fields["resources"] = [{"file": f"{short}.csv"}]
        name = self.name(short)
        self.entries.append({"name": name, "title": short.title(), **FIELDS, **fields})
        return name

    def change(self, short: str, **fields: Any) -> None:
        """Change fields of a dataset's entry."""
        entry = next(each for each in self.entries if each["name"] == self.name(short))
        entry.update(fields)

    def drop(self, short: str) -> None:
        """Take a dataset out of the manifest."""
        self.entries = [each for each in self.entries if each["name"] != self.name(short)]

    def apply(self, **document: Any) -> SourceDocument:
        """Write the manifest (JSON is YAML too) and save the source."""
        text = json.dumps({"version": 1, "datasets": self.entries})
        (self.path / "manifest.yaml").write_text(text, encoding="utf-8")
        data = {
            "id": self.source_id,
            "kind": "files",
            "title": "Berkas uji",
            "owner_org": "dinas-uji",
            "config": {"folder": str(self.path)},
            **document,
        }
        parsed = parse(data, "uji")
        service.apply(parsed)
        return parsed

    def run(self, **document: Any) -> HarvestRun:
        """Apply and run to the end."""
        self.apply(**document)
        return service.run_now(self.source_id)


@pytest.fixture
def make_folder(agency, tmp_path_factory) -> Callable[[], Folder]:
    """Make folders, each with a source of its own."""
    return lambda: Folder(tmp_path_factory.mktemp("panen"), f"uji-{uuid4().hex[:8]}")


@pytest.fixture
def folder(make_folder) -> Folder:
    """One folder."""
    return make_folder()


@pytest.fixture
def told() -> Callable[[HarvestRun], dict[str, list[str]]]:
    """The problems of a run: for each record its sentences."""

    def texts(run: HarvestRun) -> dict[str, list[str]]:
        rows = store.outcomes(run.id, 1000, 0)
        return {
            row.key: [each["text"] for each in dictize.problems(row.problems)] for row in rows if row.problems
        }

    return texts


def dataset(name: str) -> dict[str, Any]:
    """A dataset as the API shows it."""
    return call_action("package_show", id=name)


@pytest.fixture
def show() -> Callable[[str], dict[str, Any]]:
    """Show a dataset."""
    return dataset


class Shelf:
    """What a made-up system lists: titles by key. Faults can be set."""

    def __init__(self, source_id: str) -> None:
        self.source_id = source_id
        self.titles: dict[str, str] = {}
        self.page = 2
        self.declared: int | None = None
        self.deleted: set[str] = set()
        self.again: list[str] = []
        self.of_record: dict[str, list[Exception]] = {}
        self.of_listing: list[Exception] = []
        self.resumed_at: list[Any] = []

    def fill(self, count: int) -> list[str]:
        """List so many records; return their keys."""
        self.titles = {f"{self.source_id}-{at:02}": "Judul" for at in range(count)}
        return list(self.titles)

    def run(self, **document: Any) -> HarvestRun:
        """Run to the end."""
        fixed = {"id": self.source_id, "kind": "ujian", "title": "Sistem uji", "owner_org": "dinas-uji"}
        service.apply(parse({**fixed, **document}, "uji"))
        return service.run_now(self.source_id)

    def status(self, key: str) -> str | None:
        """What is known of a record."""
        row = records.find(self.source_id, key)
        return row and row.status


def _kind(shelf: Shelf) -> type[Source]:
    """The kind of source that reads a shelf."""

    class ShelfSource(Source):
        kind = "ujian"
        Config = type("ShelfConfig", (BaseModel,), {})

        def check(self) -> None:
            pass

        def pages(self, stream: Stream, resume: Any) -> Iterator[Page]:
            shelf.resumed_at.append(resume)
            listed = [*shelf.titles, *shelf.deleted, *shelf.again]
            for at in range(resume["at"] if resume else 0, max(len(listed), 1), shelf.page):
                if at and shelf.of_listing:
                    raise shelf.of_listing.pop()
                rest = at + shelf.page < len(listed)
                part = [
                    Record(key, payload={"title": shelf.titles.get(key)}, deleted=key in shelf.deleted)
                    for key in listed[at : at + shelf.page]
                ]
                yield Page(part, {"at": at + shelf.page} if rest else None, shelf.declared)

        def payload(self, record: Record) -> Any:
            if faults := shelf.of_record.get(record.key):
                raise faults.pop()
            return record.payload

        def dataset(self, record: Record, payload: Any) -> Dataset:
            name = record.key
            fields = {"name": name, "title": payload["title"], "owner_org": "dinas-uji", **FIELDS}
            return Dataset(fields, [Resource("data", {"url": "https://a.test/a.json", "format": "JSON"})])

    return ShelfSource


@pytest.fixture
def shelf(agency, monkeypatch) -> Shelf:
    """A made-up system, so that the engine is tried without files; waiting takes no time."""
    made = Shelf(f"rak-{uuid4().hex[:8]}")
    monkeypatch.setitem(KINDS, "ujian", _kind(made))
    monkeypatch.setattr(engine, "PATIENCE", (0.0, 0.0))
    return made
