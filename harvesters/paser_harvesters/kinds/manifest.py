"""``manifest.yaml``: what an agency says about the files it lays beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from ckanext.paser.problems import N_, Problem

from paser_harvesters.validation import problems_of, read_yaml, validated

_NAME = re.compile(r"[a-z0-9_-]{2,100}")


class ManifestResource(BaseModel):
    """One file of a dataset; fields that are not named here go to the resource as they are.

    Args:
        key: stable name of the resource; with it the file may be renamed and the resource keeps its address.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    file: str
    name: str = ""
    description: str = ""
    sheet: str | None = None
    key: str = ""

    @field_validator("file")
    @classmethod
    def _inside(cls, value: str) -> str:
        path = PurePosixPath(value)
        if not value.strip() or path.is_absolute() or ".." in path.parts or "\\" in value:
            raise PydanticCustomError("filename", "no file name")
        return value

    @property
    def identity(self) -> str:
        """What tells it apart from its siblings: its key, else file and sheet."""
        return self.key or (f"{self.file}#{self.sheet}" if self.sheet else self.file)


class ManifestDataset(BaseModel):
    """One dataset; all fields beside ``resources`` go to the dataset as they are."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: str
    title: str = Field(min_length=1)
    resources: list[ManifestResource] = Field(min_length=1)

    @field_validator("name")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise PydanticCustomError("slug", "no name")
        return value

    @field_validator("resources")
    @classmethod
    def _apart(cls, value: list[ManifestResource]) -> list[ManifestResource]:
        identities = [resource.identity for resource in value]
        if len(set(identities)) < len(identities):
            raise PydanticCustomError("resource_twice", "named twice")
        return value

    def fields(self) -> dict[str, Any]:
        """Return the dataset's own fields, without its resources."""
        return self.model_dump(mode="json", exclude={"resources"})


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1]
    datasets: list[Any]


class Entry(NamedTuple):
    """One entry of a manifest.

    Args:
        key: the dataset's name, or ``datasets[4]`` where it gives none.
        named: the key is the dataset's own name.
        dataset: None when the entry cannot be used; then ``problem`` says why.
    """

    key: str
    named: bool
    dataset: ManifestDataset | None
    problem: Problem | None


def read_manifest(path: Path) -> list[Entry]:
    """Read a manifest; an entry that cannot be used becomes one with a problem.

    Raises:
        DocumentError: the file as a whole cannot be used.
    """
    head = validated(_Head, read_yaml(path), path.name)
    return list(_entries(head.datasets, path.name))


def _entries(datasets: list[Any], file: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for at, data in enumerate(datasets):
        name = data.get("name") if isinstance(data, dict) else None
        key, named = (name, True) if isinstance(name, str) and name else (f"datasets[{at + 1}]", False)
        if key in seen:
            yield Entry(f"datasets[{at + 1}]", True, None, _twice(key, file))
            continue
        seen.add(key)
        try:
            yield Entry(key, named, ManifestDataset.model_validate(data), None)
        except ValidationError as error:
            yield Entry(key, named, None, problems_of(error, file, ("datasets", at))[0])


def _twice(name: str, file: str) -> Problem:
    return Problem(
        "name_twice",
        N_("{file}, dataset {dataset}"),
        N_("The name stands twice; the first entry was taken."),
        N_("Give the second entry a name of its own, or take it out."),
        {"file": file, "dataset": name},
    )
