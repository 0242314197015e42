"""Validators of the fields that say how a file is read: CKAN's calling ways around the rules."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.privacy import service as privacy
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.rules import form, kamus, layout

__all__ = ["paser_kamus", "paser_kepala", "paser_kolom", "paser_label_baris"]


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


def paser_kepala(value: str) -> str:
    """The rows of a header, written as one way has it: ``5``, ``5-6``; nothing where they are to be found."""
    try:
        return layout.written(layout.header_rows(value))
    except ProblemError as error:
        raise tk.Invalid(worded(error.problem, tk._)["text"]) from error


def paser_label_baris(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Labels of rows, as a list or one to a line, are stored as a list; those of totals are not those of rows that are none."""
    labels = form.lines(data[key])
    other = layout.TOTALS if key[-1] == layout.ORDINARY else layout.ORDINARY
    others = form.lines(data.get((*key[:-1], other)) or []) if key[-1] == layout.ORDINARY else []
    if labels is None or others is None:
        errors[key].append(tk._("Write the labels as a list of texts, or one to a line."))
        return
    data[key] = labels
    errors[key] += [worded(problem, tk._)["text"] for problem in layout.label_problems(labels, others)]
