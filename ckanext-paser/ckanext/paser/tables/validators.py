"""Validators of the fields that say how a file is read: CKAN's calling ways around the rules."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.privacy import service as privacy
from ckanext.paser.problems import worded
from ckanext.paser.tables.rules import kamus

__all__ = ["paser_kamus", "paser_kolom"]


def paser_kamus(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """A dictionary of columns, as a list of objects or as JSON, is stored as the list; each fault has its sentence.

    Everybody may read it, so personal data in it are refused, before any other fault could quote them.
    """
    refused = privacy.check_dictionary(kamus.sent(data[key]) or [])
    data[key], problems = ([], refused) if refused else kamus.parsed(data[key])
    errors[key] += [worded(problem, tk._)["text"] for problem in problems]


def paser_kolom(value: str) -> str:
    """The name of a column, without blanks around it; it need not be in the table yet, or any more."""
    name = value.strip()
    if name and not kamus.is_id(name):
        raise tk.Invalid(tk._("This cannot be the name of a column. Copy the name from the table."))
    return name
