"""What a table's comment says about its content; it is written in the transaction that changes the content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple


class _Fingerprint(NamedTuple):
    sha256: str
    wishes: list[Any]
    rules: int
    gate: int
    treatment: dict[str, Any]
    titles: Sequence[str] = ()


def fingerprint(
    sha256: str,
    wishes: list[Any],
    treatment: dict[str, Any],
    titles: Sequence[str] = (),
    *,
    rules: int,
    gate: int,
) -> str:
    """Of a file and the way it is read: the same for what would become the same table.

    Args:
        wishes: what was chosen for it (``Wishes.state``),
        treatment: and decided about personal data in it,
        titles: and what it is called, by which they are found too.
        rules: the version of the rules by which it is read,
        gate: and of those by which personal data are found.
    """
    return json.dumps(_Fingerprint(sha256, wishes, rules, gate, treatment, titles))


def _parts(written: str) -> _Fingerprint:
    return _Fingerprint(*json.loads(written)[: len(_Fingerprint._fields)])


@dataclass(frozen=True)
class Mark:
    """Which content a table has, and where it came from.

    Args:
        version: changes exactly when the content changes.
        fingerprint: of the file and the way it was read; a load of the same has nothing to do.
        digest: of the columns and rows.
        searchable: the full text of every row is filled and indexed.
        edits: those of rows that have begun and not ended, with when (seconds since 1970).
        made: what had been decided about personal data in the file that it was made of; empty of a table without one.
        edited: rows were edited in place,
        was: the fingerprint that it had before; empty where it had none, or none were edited,
        editor: and the name of the account that edited them last.
    """

    version: str
    fingerprint: str
    sha256: str
    digest: str
    rows: int
    load: str
    searchable: bool
    edits: dict[str, float] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)
    edited: bool = False
    was: str = ""
    editor: str = ""

    @property
    def treatment(self) -> dict[str, Any]:
        """As ``made``, also of a mark that was written before it was kept there."""
        return self.made or (_parts(self.fingerprint).treatment if self.fingerprint else {})

    @property
    def rules(self) -> int | None:
        """The version of the rules by which the file was read; None of a table that is no file's, or no more."""
        return _parts(self.fingerprint).rules if self.fingerprint else None

    @property
    def wishes(self) -> list[Any]:
        """What was chosen for the file (``Wishes.state``); nothing of a table that is no file's, or no more."""
        return _parts(self.fingerprint).wishes if self.fingerprint else []

    def __str__(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def parse(comment: str | None) -> Mark | None:
        """Read what ``str`` wrote; None for a table of CKAN's own, or one that somebody commented.

        What a later version of the portal has written besides is passed over: a table stays ours when one goes back.
        """
        try:
            written = dict(json.loads(comment or ""))
            return Mark(**{each.name: written[each.name] for each in fields(Mark) if each.name in written})
        except (TypeError, ValueError):
            return None


UNKNOWN = Mark("", "", "", "", 0, "", searchable=True)
"""Of a table that CKAN made, until its first edit."""


def version(digest: str, by: str) -> str:
    """Differs where the content differs, and where the same content has come back after another.

    Args:
        by: id of the load, or of the edit, that brought the content.
    """
    return f"{digest}-{by[:8]}"
