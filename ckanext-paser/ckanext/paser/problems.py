"""What is wrong, where, and what to do about it: one shape for every message of ours.

The rule that finds a problem makes it; it is worded once, here, for page, API and command line alike.
``where``, ``fact`` and ``remedy`` are English gettext msgids with ``{named}`` parameters, each a
complete sentence or place; the parameters stand beside them, so that a stored problem can be read in
any language later. Numbers stand there as numbers; ``{rows:,}`` writes one with its thousands parted.
Pure: the caller brings the ``gettext`` (``tk._`` in CKAN, nothing in logs).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Translate = Callable[[str], str]


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "collect this, translate it later"
    """Mark a msgid for collection where it is written; it is translated where it is shown."""
    return msgid


THOUSAND = N_("1,000")
"""How a language writes a thousand: the sign in it stands for the comma of ``{rows:,}``."""


@dataclass(frozen=True)
class _Figure:
    """A number in a sentence, written (``{rows:,}``) as the reader's language does; one that was struck out is a text."""

    number: Any
    translate: Translate

    def __format__(self, spec: str) -> str:
        if spec != "," or isinstance(self.number, str):
            return format(self.number, "" if spec == "," else spec)
        thousand = self.translate(THOUSAND)[1]
        marks = {",": thousand, ".": "," if thousand == "." else "."}
        return format(self.number, ",").translate(str.maketrans(marks))


@dataclass(frozen=True)
class Problem:
    """Something that a person has to put right.

    Args:
        code: stable name for programs, lower-case with underscores (``not_a_number``).
        where: the place (``sheet {sheet}, row {row}``); may be empty when there is only one.
        fact: what is there, without blame (``"{value}" is not a number.``).
        remedy: what to do (``Correct the cell, or choose text for this column.``).
        params: values of the named parameters of all three.
    """

    code: str
    where: str
    fact: str
    remedy: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored; :func:`worded` reads it back."""
        return asdict(self)


@dataclass(frozen=True)
class Note:
    """Something that was noticed or decided and needs nobody's hand."""

    code: str
    fact: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored; :func:`worded` reads it back."""
        return asdict(self)


def worded(
    item: Problem | Note | Mapping[str, Any], translate: Translate = lambda msgid: msgid
) -> dict[str, str]:
    """Word a problem or note (or its stored form) in one language.

    Args:
        item: the problem or note, or what its ``as_dict`` returned.
        translate: gettext of the reader's language; English without one.

    Returns:
        ``code``, ``where``, ``fact`` and ``remedy`` as people read them; ``text`` is all of it.
    """
    stored = item.as_dict() if isinstance(item, (Problem, Note)) else item
    params = {name: _Figure(value, translate) for name, value in stored.get("params", {}).items()}
    parts = {
        name: translate(stored[name]).format(**params) if stored.get(name) else ""
        for name in ("where", "fact", "remedy")
    }
    place = f"{parts['where']}: " if parts["where"] else ""
    text = " ".join(part for part in (place + parts["fact"], parts["remedy"]) if part)
    return {"code": stored["code"], **parts, "text": text}


class ProblemError(Exception):
    """Work cannot go on because of one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem

    def __str__(self) -> str:
        return worded(self.problem)["text"]
