"""What is said of the columns of a draft's file: stored cell by cell, so that one that is wrong, or a colleague's, keeps no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser import datasets
from ckanext.paser.desk import proposing, store
from ckanext.paser.desk.rules import columns, derived
from ckanext.paser.desk.rules.columns import Cell, Conflict
from ckanext.paser.desk.rules.refused import Faults, parted
from ckanext.paser.privacy import service as privacy
from ckanext.paser.problems import N_, Problem, worded
from ckanext.paser.tables.rules import form, kamus

STATE = "keadaan"
"""The field of a form in which stands what its columns were made of."""
THEIRS = "tersimpan:"
"""How the name of a box begins by which somebody keeps what another has stored; the name of a field follows."""


class Described(NamedTuple):
    """What saving the columns came to, and what is needed to show their form again.

    Attributes:
        sent: the entries of the form.
        mine: the cells in which something was typed; those that were to stay as a colleague has them left out.
        faults: what is wrong, beside which field.
        conflicts: cells that somebody else has changed too.
        is_other_file: the file, or how it is read, is another one by now; then nothing was stored.
        refused: sentences about what is no cell's fault; then nothing was stored.
        mark: of a form that stays on the screen as it was sent.
    """

    sent: list[kamus.Entry] = []
    mine: frozenset[Cell] = frozenset()
    faults: Faults = {}
    conflicts: Sequence[Conflict] = ()
    is_other_file: bool = False
    refused: Sequence[str] = ()
    mark: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all that was said is stored."""
        return not (self.faults or self.conflicts or self.is_other_file or self.refused)


NOTHING = Described()


def state(source: proposing.Source) -> str:
    """What the table of columns is made of; empty while there is no file that is read."""
    return columns.mark(source.report["file_state"], proposing.entries(source)) if source.report else ""


def save(dataset_id: str, given: Mapping[str, str]) -> Described:
    """Store what is said of the columns of a draft's newest file. Holds the dataset from the look for conflicts on.

    Args:
        given: the form.
    """
    datasets.read_anew(dataset_id)
    source = _source(dataset_id)
    if source.resource is None or source.report is None:
        model.Session.rollback()
        return NOTHING
    marked, stored = given.get(STATE, ""), source.report["dictionary"]
    sent = form.entries(given, stored)
    theirs = _kept(given, sent)
    file, shown = source.report["file_state"], _shown(source)
    told = Described(sent=sent, mine=frozenset(columns.touched(marked, sent) - theirs), mark=marked)
    resource_id, ids = source.resource["id"], [one["id"] for one in sent]
    open_ = derived.open_cells(resource_id, ids, stored, store.derived(dataset_id))
    merged = columns.merged(marked, sent, shown, theirs, open_)
    if not columns.is_of_file(marked, file):
        model.Session.rollback()
        return told._replace(is_other_file=True, conflicts=merged.conflicts) if told.mine else told
    free = open_ - told.mine
    entries = derived.anew(merged.entries, shown, free, source.file.columns, source.file.values)
    found = parted(entries, stored, privacy.check_dictionary)
    store.note_derived(dataset_id, *derived.noted(resource_id, found.entries, free, told.mine))
    refused = _store(resource_id, stored, found.entries)
    told = told._replace(faults=found.faults, conflicts=merged.conflicts, refused=refused)
    if refused:
        return told
    now = kamus.merged({one["id"]: one for one in shown}, found.entries)
    by_now = _source(dataset_id).report or source.report  # a choice of ours may have it read anew
    return told._replace(mark=columns.carried(marked, sent, by_now["file_state"], now))


def _source(dataset_id: str) -> proposing.Source:
    return proposing.source(tk.get_action("package_show")({}, {"id": dataset_id}))


def _shown(source: proposing.Source) -> list[kamus.Entry]:
    """The entries of the columns as a form shows them; while the file is being read, those that are stored."""
    stored = source.report["dictionary"] if source.report else {}
    return proposing.entries(source) or [{**entry, "id": id_} for id_, entry in stored.items()]


def _kept(given: Mapping[str, str], sent: Sequence[kamus.Entry]) -> set[Cell]:
    """The cells in which what a colleague has stored is to stay."""
    names = (name.removeprefix(THEIRS) for name in given if name.startswith(THEIRS))
    parts = (name.partition("-") for name in names)
    return {
        Cell(sent[int(number)]["id"], key)
        for number, _, key in parts
        if number.isdecimal() and int(number) < len(sent) and key in form.KEYS
    }


def _store(resource_id: str, stored: Mapping[str, kamus.Entry], changed: Sequence[kamus.Entry]) -> list[str]:
    """Write the dictionary with what was changed in it; returns why CKAN refuses it, in sentences. Ends the transaction."""
    whole = kamus.merged(stored, changed)
    if {entry["id"]: entry for entry in kamus.parsed(whole)[0]} == stored:
        model.Session.rollback()
        return []
    try:
        tk.get_action("resource_patch")({}, {"id": resource_id, "kamus_data": whole})
    except tk.ValidationError as refused:
        model.Session.rollback()
        found = [told if isinstance(told, list) else [told] for told in refused.error_dict.values()]
        return [str(text) for texts in found for text in texts]
    return []


_LIMITS = N_("Limits")
_FIELD_OF = {form.LIMITS: form.REQUIRED}
"""The field of the form beside which it is told what is wrong with a cell that has several."""


class Place(NamedTuple):
    """A cell as a page tells of it.

    Attributes:
        name: of its field in the form.
        words: what people call its column and it.
    """

    name: str
    words: str

    @property
    def at(self) -> str:
        """The id of its field on the page."""
        return f"kolom-{self.name}"


class Wrong(NamedTuple):
    """A cell whose value cannot be stored, and why."""

    place: Place
    text: str


class Both(NamedTuple):
    """What two have changed, with both values.

    Attributes:
        name: of its field in the form.
        words: what people call it.
        key: of the profile, by which its values are worded.
    """

    name: str
    words: str
    key: str
    mine: Any
    theirs: Any


def wrong(told: Described, shown: Sequence[Mapping[str, Any]]) -> list[Wrong]:
    """The cells of a form that could not be stored, in its order.

    Args:
        shown: its columns, as the page has them.
    """
    return [
        Wrong(_place(one, number, field), sentence(problem))
        for number, one in enumerate(shown)
        for field, problem in told.faults.get(one["id"], {}).items()
    ]


def both(told: Described, shown: Sequence[Mapping[str, Any]]) -> list[Both]:
    """The cells that two have changed, in the order of the form."""
    at = {one["id"]: (one, number) for number, one in enumerate(shown)}
    return [
        Both(*_place(*at[cell.column], cell.key), cell.key, *_said(cell.key, mine, theirs))
        for cell, mine, theirs in told.conflicts
        if cell.column in at
    ]


def sentences(told: Described, column: str) -> dict[str, str]:
    """What is said beside the fields of a column: why what stands there is not stored."""
    theirs = [
        _FIELD_OF.get(one.cell.key, one.cell.key) for one in told.conflicts if one.cell.column == column
    ]
    wrong = told.faults.get(column, {})
    return {
        **{field: tk._("Not saved: a colleague has changed this too.") for field in theirs},
        **{field: sentence(problem) for field, problem in wrong.items()},
    }


def _said(key: str, *values: Any) -> list[Any]:
    return [value is not False for value in values] if key == form.OPEN else [*values]


def _place(column: Mapping[str, Any], number: int, key: str) -> Place:
    said = column["entry"].get("label") if key != "label" else ""
    label = said or column.get("label") or column["id"]
    field = tk._(form.WORDS.get(key, _LIMITS))
    return Place(f"{number}-{key}", tk._("Column “{column}”, {field}").format(column=label, field=field))


def sentence(problem: Problem) -> str:
    """What is wrong with a cell, told beside it."""
    told = worded(problem, tk._)
    return f"{told['fact']} {told['remedy']}"
