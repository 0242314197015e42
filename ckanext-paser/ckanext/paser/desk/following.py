"""What follows the file of a draft as long as nobody has chosen it: what was read from it, the title, and the address made of that."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan.lib.munge import munge_title_to_name

from ckanext.paser.desk import fields, proposing, store
from ckanext.paser.desk.rules import changes, derived, titles
from ckanext.paser.desk.rules import proposals as rules
from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules.stale import digest

UNNAMED = "draf-"
"""How the address of a draft begins until it is submitted: by then its title stands."""
_ADDRESS = "name"


def new_address() -> str:
    """The address of a draft that is not called anything yet."""
    return UNNAMED + uuid4().hex[:12]


def was_public(dataset: Mapping[str, Any]) -> bool:
    """Whether the public has seen a dataset: then its title and its address are what it is known by."""
    return bool(dataset.get("issued"))


def unchosen(dataset: dict[str, Any]) -> set[str]:
    """The fields of a draft that say what was derived from a file that was replaced, and that nobody has chosen."""
    return derived.still(store.derived(dataset["id"]), fields.said(dataset))


def note_chosen(dataset_id: str, names: Collection[str]) -> None:
    """Write down, in the caller's transaction, that these fields were chosen by somebody."""
    store.note_derived(dataset_id, {}, names)


def note_of_file(dataset: dict[str, Any]) -> None:
    """Before the file of a draft is replaced, write down in the caller's transaction what of it was derived from that file alone."""
    if was_public(dataset):
        return
    said = fields.said(dataset)
    files = [one.file for one in proposing.sources(dataset)]
    now, early = (
        rules.together([rules.of_file(file, proposing.today()) for file in known])
        for known in (files, [rules.File(file.name) for file in files])
    )
    made = derived.from_file(said, now, early)
    if "title" in made and _is_of(said["title"], said[_ADDRESS]):
        made[_ADDRESS] = digest(said[_ADDRESS])
    store.note_derived(dataset["id"], made)


def retitle(dataset: dict[str, Any], before: str, name: str) -> None:
    """Have a title that was made of the name of a file alone follow the file that has taken its place.

    Args:
        dataset: the draft as it was.
        before: the name of the file that was there.
        name: that of the new one.
    """
    old, title = titles.of_file(before), titles.of_file(name)
    if not was_public(dataset) and title and dataset["title"].casefold() == old.casefold():
        tk.get_action("package_patch")({}, {"id": dataset["id"], "title": title})


def address(dataset: dict[str, Any]) -> str | None:
    """The address that a draft gets when it is submitted, made of its title; None where it keeps the one that it has.

    With a number where another dataset has it. Noted, in the caller's transaction, as one that follows the title.
    """
    has, title = dataset[_ADDRESS], dataset["title"]
    follows = has.startswith(UNNAMED) or store.derived(dataset["id"]).get(_ADDRESS) == digest(has)
    if was_public(dataset) or not follows or _is_of(title, has):
        return None
    name = munge_title_to_name(title)
    tried = [name, *(f"{name[: metadata.LONGEST_ADDRESS - 4]}-{number}" for number in range(2, 100))]
    taken = store.taken(tried)
    made = next(one for one in tried if one not in taken)
    store.note_derived(dataset["id"], {_ADDRESS: digest(made)})
    return made


def _is_of(title: str, address: str) -> bool:
    """Whether an address was made of a title."""
    name = munge_title_to_name(title)
    return address == name or bool(
        re.fullmatch(re.escape(name[: metadata.LONGEST_ADDRESS - 4]) + r"-\d{1,2}", address)
    )


def asked_anew(dataset: dict[str, Any], standing: rules.Proposals) -> list[str]:
    """The fields of a draft in the place of which its new file proposes something else, or nothing.

    Args:
        standing: the proposals that stand in its form.
    """
    said = fields.said(dataset)
    return [
        name
        for name, one in standing.items()
        if (text := changes.plain(name, said.get(name))) and text != changes.plain(name, one.value)
    ]
