"""What is said of the columns of a dataset's files, as far as the files have them."""

from __future__ import annotations

from typing import Any

from ckanext.paser.metadata.rules.closed import is_closed
from ckanext.paser.tables import service as tables

_DICTIONARY = "kamus_data"


def of_present_columns(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset without what is said of columns of another file, which was sent by mistake and replaced, or is of a former version.

    What was closed stays as long as the file has the column: without its entry it would be in the table. Of a dataset that was public
    it stays in any case, as the next file may have the column again. Of a file that was not read, or is held, nothing is left out, as
    nobody knows what it has.
    """
    was_public = bool(dataset.get("issued"))
    return {**dataset, "resources": [_file(one, was_public) for one in dataset.get("resources") or []]}


def _file(file: dict[str, Any], was_public: bool) -> dict[str, Any]:
    entries = file.get(_DICTIONARY)
    if not isinstance(entries, list) or not (known := tables.columns_in_file(file["id"])):
        return file
    kept = [one for one in entries if one.get("id") in known or (was_public and is_closed(one))]
    return {**file, _DICTIONARY: kept}
