"""Kind ``files``: a folder of spreadsheets with a manifest. Pure but for reading that folder.

Listing by name, size and time of change; only files that differ there are read (sha256). A file that
the manifest names and the folder lacks: the dataset keeps what it has of it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_serializer, field_validator
from pydantic_core import PydanticCustomError

from ckanext.paser.problems import N_, Problem

from paser_harvesters.contract import Dataset, File, Json, Page, Record, Resource, Source, Stream
from paser_harvesters.errors import BadAnswerError, BlockedError, GoneError
from paser_harvesters.kinds.manifest import Entry, ManifestDataset, ManifestResource, read_manifest
from paser_harvesters.validation import DocumentError

PAGE = 500
BLOCK = 1 << 20


class FilesConfig(BaseModel):
    """Where the manifest and the files are.

    Args:
        folder: of the manifest; a relative path starts from the folder of the source's document.
        manifest: the manifest's file name.
        files: folder of the files, seen from ``folder``; they are looked for nowhere else.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path
    manifest: str = "manifest.yaml"
    files: str = "."

    @field_validator("folder")
    @classmethod
    def _absolute(cls, value: Path, info: ValidationInfo) -> Path:
        base = (info.context or {}).get("base")
        if not value.is_absolute() and base is None:
            raise PydanticCustomError("folder_relative", "relative path")
        return (base / value if base else value).resolve()

    @field_validator("manifest", "files")
    @classmethod
    def _below(cls, value: str) -> str:
        path = PurePosixPath(value)
        if path.is_absolute() or ".." in path.parts:
            raise PydanticCustomError("filename", "leads out")
        return value

    @field_serializer("folder")
    def _text(self, value: Path) -> str:
        return str(value)


class FilesSource(Source):
    kind = "files"
    Config = FilesConfig

    @classmethod
    def folders(cls, config: Json) -> Sequence[str]:
        return (config["folder"],)

    def check(self) -> None:
        if not self._folder.is_relative_to(self.config.folder):
            raise BlockedError(_outside(self.config.files))
        for folder in (self.config.folder, self._folder):
            if not os.access(folder, os.R_OK | os.X_OK) or not folder.is_dir():
                raise BadAnswerError(_no_folder(folder))
        _ = self._entries

    def pages(self, stream: Stream, resume: Json | None) -> Iterator[Page]:
        records = [self._record(entry) for entry in self._entries]
        complete = all(entry.named for entry in self._entries)
        whole = hashlib.sha256("".join(record.stamp or record.key for record in records).encode()).hexdigest()
        start = resume["after"] if resume and resume["listing"] == whole else 0
        for at in range(start, max(len(records), 1), PAGE):
            rest = at + PAGE < len(records)
            yield Page(
                records=records[at : at + PAGE],
                next={"listing": whole, "after": at + PAGE} if rest else None,
                declared_total=len(records),
                complete=complete,
            )

    def payload(self, record: Record) -> Json:
        entry: Json = record.payload or {}
        dataset = ManifestDataset.model_validate(entry)
        found = {resource.file: self._sha256(resource.file) for resource in dataset.resources}
        if not any(found.values()):
            raise GoneError(_missing(dataset.resources[0].file, dataset.name))
        return {"entry": entry, "files": found}

    def dataset(self, record: Record, payload: Json) -> Dataset:
        entry = ManifestDataset.model_validate(payload["entry"])
        resources = [
            self._resource(item, payload["files"][item.file], entry.name) for item in entry.resources
        ]
        return Dataset({"owner_org": self.document.owner_org, **entry.fields()}, resources)

    @cached_property
    def _folder(self) -> Path:
        return (self.config.folder / self.config.files).resolve()

    @cached_property
    def _entries(self) -> list[Entry]:
        path = self.config.folder / self.config.manifest
        try:
            return read_manifest(path)
        except DocumentError as error:
            raise BadAnswerError(error.problem) from error

    def _record(self, entry: Entry) -> Record:
        if entry.dataset is None:
            return Record(entry.key, problem=entry.problem)
        payload = entry.dataset.model_dump(mode="json")
        looks = [self._look(resource.file) for resource in entry.dataset.resources]
        stamp = hashlib.sha256(json.dumps([payload, looks], sort_keys=True).encode()).hexdigest()
        return Record(entry.key, stamp=stamp, payload=payload)

    def _look(self, name: str) -> tuple[str, int, int, int] | None:
        """Name, size, time of change: enough to know that a file is the same without reading it."""
        try:
            status = os.stat(os.path.join(self._folder, name))
        except OSError:
            return None
        return name, status.st_size, status.st_mtime_ns, status.st_ctime_ns

    def _sha256(self, name: str) -> str | None:
        path, digest = self._inside(name), hashlib.sha256()
        try:
            with path.open("rb") as stream:
                while block := stream.read(BLOCK):
                    digest.update(block)
        except (FileNotFoundError, IsADirectoryError):
            return None
        except OSError as error:
            raise BadAnswerError(_unreadable(name, error)) from error
        return digest.hexdigest()

    def _inside(self, name: str) -> Path:
        """Return the file's path; a link that leads out of the folder is refused."""
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder):
            raise BlockedError(_outside(name))
        return path

    def _resource(self, item: ManifestResource, sha256: str | None, dataset: str) -> Resource:
        name = Path(item.file).name
        extra: dict[str, Any] = dict(item.model_extra or {})
        fields = {"name": item.name or Path(name).stem, "description": item.description, **extra}
        if item.sheet:
            fields["sheet"] = item.sheet
        if sha256 is None:
            return Resource(item.identity, fields, problem=_missing(item.file, dataset))
        return Resource(item.identity, fields, File(self._inside(item.file), name, sha256))


def _no_folder(folder: Path) -> Problem:
    return Problem(
        "folder_missing",
        "{folder}",
        N_("The folder is not there or may not be read."),
        N_("Make it, mount it, or correct `config` of the source."),
        {"folder": str(folder)},
    )


def _outside(file: str) -> Problem:
    return Problem(
        "file_outside",
        "{file}",
        N_("The file lies outside the source's folder."),
        N_("Copy it into the folder; links that lead out are not followed."),
        {"file": file},
    )


def _missing(file: str, dataset: str) -> Problem:
    return Problem(
        "file_missing",
        N_("{file}, dataset {dataset}"),
        N_("The manifest names this file, but the folder does not have it."),
        N_("Put the file into the folder, or take it out of the manifest."),
        {"file": file, "dataset": dataset},
    )


def _unreadable(file: str, error: OSError) -> Problem:
    return Problem(
        "file_unreadable",
        "{file}",
        N_("The file cannot be read: {reason}."),
        N_("Give the portal's account the right to read it."),
        {"file": file, "reason": error.strerror or type(error).__name__},
    )
