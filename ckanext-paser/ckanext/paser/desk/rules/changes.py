"""What an officer has changed in a form, and what somebody else has changed in the meantime. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules.stale import digest
from ckanext.paser.metadata.rules.vocabularies import NEVER
from ckanext.paser.registers.rules.schedule import ANNOUNCED

TEXT, MANY, ROWS = "text", "many", "rows"
_UNORDERED = ("tag_string", "kode_wilayah")


class Field(NamedTuple):
    """A field of the form.

    Args:
        kind: ``text``, ``many`` (a list of codes) or ``rows`` (of ``parts``).
    """

    name: str
    kind: str = TEXT
    parts: tuple[str, ...] = ()


class Conflict(NamedTuple):
    """A field that two have changed: what the form says, and what is stored by now, as it was sent and stored."""

    field: str
    mine: Any
    theirs: Any


class Typed(NamedTuple):
    """What an officer has sent.

    Attributes:
        sent: the fields of the dataset.
        base: digests of what the form was made of.
        proposed: the fields in which a proposal stood in it; one that comes back empty is not proposed again.
        left: those that stood empty in it as their file tells nothing of them; a later one may.
        stood: digests of what stood in it, proposals too; empty where the form does not say.
    """

    sent: dict[str, Any]
    base: dict[str, str]
    proposed: Collection[str] = ()
    left: Collection[str] = ()
    stood: Mapping[str, str] = {}

    @property
    def by_hand(self) -> dict[str, Any]:
        """The fields in which somebody has typed something: what only was proposed there is not among them."""
        return touched(self.sent, {**self.base, **self.stood})


def sent(form: Mapping[str, list[str]], fields: Iterable[Field]) -> dict[str, Any]:
    """What a form says of each of its fields; a box that was not checked says nothing.

    Args:
        form: all values by name; rows stand there as ``contact-0-email``.
    """
    return {one.name: _of(form, one) for one in fields}


def _of(form: Mapping[str, list[str]], field: Field) -> Any:
    if field.kind == MANY:
        return [value for value in form.get(field.name, []) if value]
    if field.kind == ROWS:
        return _rows(form, field)
    return (form.get(field.name) or [""])[-1]


def _rows(form: Mapping[str, list[str]], field: Field) -> list[dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for key, values in form.items():
        name, _, rest = key.partition("-")
        number, _, part = rest.partition("-")
        if name == field.name and number.isdigit() and part in field.parts and values[-1]:
            found.setdefault(int(number), {})[part] = values[-1]
    return [found[number] for number in sorted(found)]


def plain(field: str, value: Any) -> str:
    """A value in the one form in which what was typed and what is stored are the same."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = "\n".join(line.strip() for line in value.strip().splitlines() if line.strip())
        if field == "satuan":
            text = metadata.unit(text)
        return "\n".join(sorted(map(str.strip, text.split(",")))) if field == "tag_string" else text
    if isinstance(value, list):
        lines = [_row(one) if isinstance(one, Mapping) else str(one).strip() for one in value]
        return "\n".join(sorted(lines) if field in _UNORDERED else filter(None, lines))
    return "" if value is None else str(value)


def _row(row: Mapping[str, Any]) -> str:
    return "; ".join(
        f"{name}={plain(name, value)}" for name, value in sorted(row.items()) if value not in (None, "", [])
    )


def digests(said: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, str]:
    """What a form was made of, short enough to stand in it."""
    return {one.name: digest(plain(one.name, said.get(one.name))) for one in fields}


def touched(form: Mapping[str, Any], base: Mapping[str, str]) -> dict[str, Any]:
    """The fields in which something else stands than the form was made of.

    Args:
        base: the digests of what it was made of; a field without one counts as changed.
    """
    return {name: value for name, value in form.items() if digest(plain(name, value)) != base.get(name)}


def mine(form: Mapping[str, Any], stored: Mapping[str, Any], base: Mapping[str, str]) -> dict[str, Any]:
    """The fields that whoever sent the form has changed, and that are not stored so already.

    Args:
        base: the digests of what the form was made of; a field without one counts as changed.
    """
    return {
        name: value
        for name, value in touched(form, base).items()
        if plain(name, value) != plain(name, stored.get(name))
    }


def without_schedule(changed: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What an officer has changed, without the next dates of data that are said to be never updated.

    They stood in the form as proposals of ours for the frequency that was proposed; dates that are stored are the officer's.
    """
    is_never = changed.get("frequency") == NEVER
    return {
        name: value
        for name, value in changed.items()
        if not (is_never and name in ANNOUNCED and not stored.get(name))
    }


def conflicts(
    changed: Mapping[str, Any], stored: Mapping[str, Any], base: Mapping[str, str]
) -> list[Conflict]:
    """The changed fields that somebody else has changed too since the form was made."""
    return [
        Conflict(name, value, stored.get(name))
        for name, value in changed.items()
        if name in base and digest(plain(name, stored.get(name))) != base[name]
    ]


def emptied(
    form: Mapping[str, Any],
    stored: Mapping[str, Any],
    changed: Mapping[str, Any],
    proposed: Collection[str],
) -> set[str]:
    """The fields that whoever sent the form has emptied on purpose: of what was stored, or of what was proposed.

    Args:
        changed: of the form, as ``mine`` has it.
        proposed: the fields in which a proposal stood in the form.
    """
    empty = {name for name, value in form.items() if not plain(name, value)}
    of_stored = {name for name in empty if name in changed}
    return of_stored | {name for name in empty if name in proposed and not plain(name, stored.get(name))}
