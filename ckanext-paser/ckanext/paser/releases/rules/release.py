"""A release: what a table was from one change of its content to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ckanext.paser.tables.rules.table import Column

FILE, EDIT = "berkas", "suntingan"
"""What made a release: a file, or rows that were edited in place."""


@dataclass(frozen=True)
class Release:
    """One release of one table; what it holds never changes, only what is said of the columns of the newest one.

    Args:
        number: counted from 1 for each resource.
        version: as ``tables.service.data_versions`` tells it.
        kind: ``FILE`` or ``EDIT``.
        filename: the name of its file; like ``size`` (bytes) and ``sha256`` empty for an edit.
        name: of its resource when it was taken, and ``periode_mulai``, ``periode_selesai``: which period its file was said to be
            about. What is said of the next file is not said of it. Empty where it is not known.
        by: name of the account that sent the file or edited last; empty for what came by itself. Not public.
        note: why, in the agency's words.
        file_public: the gate let its file pass when it was looked through last, whatever columns are closed.
        snapshot_size: bytes of the table as it is kept (CSV, gzip).
        held: its file holds personal data by the rules by which it was looked through last.
        changes: what is different from the release before, see ``snapshots.diff``; None until it was compared, and
            of the first one.
        statistics: of each column by its id, see ``snapshots.statistics``; empty until they were made, and in lists.
        removed: since when its file and table are not kept any more, and ``removed_why``.
    """

    resource_id: str
    number: int
    version: str
    kind: str
    rows: int
    columns: tuple[Column, ...]
    issued: datetime
    filename: str = ""
    name: str = ""
    periode_mulai: str = ""
    periode_selesai: str = ""
    size: int | None = None
    sha256: str = ""
    by: str = ""
    note: str = ""
    file_public: bool = False
    snapshot_size: int = 0
    held: bool = False
    changes: Mapping[str, Any] | None = None
    statistics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    removed: datetime | None = None
    removed_why: str = ""

    def is_reworded(self, columns: Sequence[Column]) -> bool:
        """Tell whether these are its columns, of which a dictionary says something else by now."""
        are_its_own = [(one.id, one.type) for one in columns] == [(one.id, one.type) for one in self.columns]
        return not self.removed and are_its_own and self.columns != tuple(columns)

    def told(self, *, to_editors: bool) -> dict[str, Any]:
        """The release as answers of the API tell it."""
        said = {name: getattr(self, name) for name in _TOLD}
        moments = {"issued": self.issued.isoformat(), "removed": self.removed and self.removed.isoformat()}
        columns = [
            {name: value for name, value in asdict(column).items() if name not in ("reason", "kind")}
            for column in self.columns
        ]
        return {**said, **moments, "columns": columns, **({"by": self.by} if to_editors else {})}


_TOLD = (
    "number",
    "version",
    "kind",
    "filename",
    "name",
    "periode_mulai",
    "periode_selesai",
    "size",
    "sha256",
    "rows",
    "note",
    "changes",
    "removed_why",
)
