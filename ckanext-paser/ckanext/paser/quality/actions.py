"""CKAN actions of the quality room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.quality import schema, service, showing

__all__ = ["paser_quality_show"]


@tk.side_effect_free
@validate(schema.quality_show)
def paser_quality_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how good a dataset is, and what its agency should do next. Nothing is computed for it: a change of the dataset does.

    :param id: id or name of the dataset
    :type id: string
    :returns: ``id``; ``score`` (0 to 100, in tenths; none while it was not judged); ``dimensions`` (``code, label, points, max``);
        ``losses``, the dearest first (``code, dimension, points, field, file`` (its id), ``column``, ``text`` and ``remedy`` in the
        caller's language, ``url`` of the page where it is put right); ``history`` (``day, score`` of the days on which the score changed);
        ``computed_at``. What would tell of personal data, or quote a
        cell, is for those who may edit the dataset; its points are lost for everybody
    """
    tk.check_access("paser_quality_show", context, data_dict)
    dataset = model.Package.get(data_dict["id"])
    if dataset is None:
        raise tk.ObjectNotFound(tk._("Dataset not found"))
    told = showing.told(dataset, service.one(dataset.id), showing.may_edit(dataset.id, context))
    history = [{"day": day.isoformat(), "score": score} for day, score in service.history(dataset.id)]
    return {**told, "history": history}
