"""A harvest source as one YAML document: what may stand in it. Pure.

Shape: DESIGN 8 and ``reference/harvest.md`` 5.10; people read it in harvesters/sources/README.md.
"""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Any, Literal

from croniter import croniter
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from paser_harvesters.kinds import KINDS
from paser_harvesters.validation import read_yaml, validated

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:/\S+")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeletePolicy(_Part):
    """What happens to a dataset whose record is gone at the source, and how careful we are about it."""

    policy: Literal["keep", "mark", "delete"] = "mark"
    grace_days: int = Field(default=7, ge=0)
    max_missing_ratio: float = Field(default=0.1, ge=0, le=1)


class Expectation(_Part):
    """What a sound run looks like."""

    min_records: int = Field(default=1, ge=0)
    max_age_days: int | None = Field(default=None, ge=1)


class SourceDocument(_Part):
    """One source. ``config`` has been validated by its kind and holds its canonical form."""

    id: str
    kind: str
    title: str = Field(min_length=1)
    owner_org: str = Field(min_length=1)
    cron: str | None = None
    secret_ref: str | None = None
    config: dict[str, Any] = Field(default_factory=dict)
    tables: list[dict[str, Any]] = Field(default_factory=list)
    delete: DeletePolicy = DeletePolicy()
    expect: Expectation = Expectation()
    keep_local: list[str] = Field(default_factory=list)
    notify: list[str] = Field(default_factory=list)
    allow_hosts: list[str] = Field(default_factory=list)
    enabled: bool = True

    @field_validator("id")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise PydanticCustomError("slug", "no id")
        return value

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str) -> str:
        if value not in KINDS:
            raise PydanticCustomError("kind", "unknown kind", {"expected": ", ".join(sorted(KINDS))})
        return value

    @field_validator("cron")
    @classmethod
    def _schedule(cls, value: str | None) -> str | None:
        if value is not None and (len(value.split()) != 5 or not croniter.is_valid(value)):
            raise PydanticCustomError("cron", "no schedule")
        return value

    @field_validator("secret_ref")
    @classmethod
    def _reference(cls, value: str | None) -> str | None:
        if value is not None and not _SECRET.fullmatch(value):
            raise PydanticCustomError("secret_ref", "no reference")
        return value

    @field_validator("notify")
    @classmethod
    def _addresses(cls, value: list[str]) -> list[str]:
        for address in value:
            if not _EMAIL.fullmatch(address):
                raise PydanticCustomError("email", "no address")
        return value

    @field_validator("allow_hosts")
    @classmethod
    def _hosts(cls, value: list[str]) -> list[str]:
        for host in value:
            if not (_HOST.fullmatch(host) or _is_network(host)):
                raise PydanticCustomError("host", "no host")
        return value


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def parse(data: Any, place: str, base: Path | None = None) -> SourceDocument:
    """Validate one source document and bring it into its canonical form.

    Args:
        data: the mapping as read from YAML or sent to the API.
        place: how people call it in messages: the file's name or ``source <id>``.
        base: folder that relative paths in ``config`` start from; None refuses them.

    Raises:
        DocumentError: with every problem found.
    """
    document: SourceDocument = validated(SourceDocument, data, place)
    kind = KINDS[document.kind]
    config = validated(kind.Config, document.config, place, ("config",), base=base)
    tables = [validated(kind.Table, table, place, ("tables", at)) for at, table in enumerate(document.tables)]
    return document.model_copy(
        update={
            "config": config.model_dump(mode="json"),
            "tables": [table.model_dump(mode="json") for table in tables],
        }
    )


def read(path: Path) -> list[SourceDocument]:
    """Read the source, or list of sources, of one file; relative folders start from the file's folder."""
    data = read_yaml(path)
    entries = data if isinstance(data, list) else [data]
    return [parse(entry, _place(path, entry, len(entries)), path.parent.resolve()) for entry in entries]


def _place(path: Path, entry: Any, entries: int) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return f"{path.name}, {name}" if entries > 1 and name else path.name
