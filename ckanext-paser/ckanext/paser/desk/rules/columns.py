"""What a form says of the columns of a file, and what somebody else has stored in the meantime. Pure.

The table of columns is looked at as a whole: who has left it as it came does not write over what a colleague has said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules.stale import digest
from ckanext.paser.tables.rules import form

Entry = Mapping[str, Any]
_BETWEEN = ":"


class Answer(Enum):
    """What is done with what was sent of the columns."""

    SAVE = "save"
    LEAVE = "leave"
    TELL = "tell"


def mark(file: str, shown: Iterable[Entry]) -> str:
    """What a form of columns was made of, short enough to stand in it.

    Args:
        file: a sign for the file and how it is read.
        shown: the entries of its columns, as the form shows them.
    """
    return f"{file}{_BETWEEN}{digest(_plain(shown))}"


def is_of_file(marked: str, file: str) -> bool:
    """Whether a form was made of this file, read as it is read now."""
    return marked.partition(_BETWEEN)[0] == file


def answer(marked: str, sent: Iterable[Entry], file: str, shown: Iterable[Entry]) -> Answer:
    """What is done with what was sent of the columns: nothing that a colleague has stored meanwhile is written over.

    Args:
        marked: ``mark`` of what the form was made of.
        sent: its entries.
        file, shown: as ``mark`` takes them, by now.
    """
    mine = digest(_plain(sent))
    if marked == mark(file, shown):
        return Answer.SAVE
    if mine == marked.partition(_BETWEEN)[2]:
        return Answer.LEAVE
    is_stored = is_of_file(marked, file) and mine == digest(_plain(shown))
    return Answer.LEAVE if is_stored else Answer.TELL


def _plain(entries: Iterable[Entry]) -> str:
    """Entries in the one form in which what was sent and what was shown are the same."""
    return "\n".join(sorted(f"{one['id']}: {_entry(one)}" for one in entries))


def _entry(entry: Entry) -> str:
    said = {key: _text(entry.get(key)) for key in form.KEYS}
    said["satuan"] = metadata.unit(said["satuan"])
    said[form.OPEN] = "closed" if entry.get(form.OPEN) is False else ""
    return "; ".join(f"{key}={value}" for key, value in said.items() if value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value[key]}" for key in sorted(value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
