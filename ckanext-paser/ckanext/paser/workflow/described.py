"""What is said of the columns of a dataset's files, as far as the files have them."""

from __future__ import annotations

from typing import Any

from ckanext.paser.tables import service as tables

_DICTIONARY = "kamus_data"


def of_present_columns(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset without what is said of columns of another file, which was sent by mistake and replaced, or is of a former version.

    What was closed stays as long as the file has the column: without its entry it would be in the table. Of a file that was not
    read, or is held, nothing is left out, as nobody knows what it has.
    """
    files = [
        _without(one, tables.columns_in_file(one["id"])) if isinstance(one.get(_DICTIONARY), list) else one
        for one in dataset.get("resources") or []
    ]
    return {**dataset, "resources": files}


def _without(file: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    kept = [one for one in file[_DICTIONARY] if one.get("id") in known]
    return {**file, _DICTIONARY: kept} if known else file
