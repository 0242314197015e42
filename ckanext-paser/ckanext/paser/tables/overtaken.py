"""A table that shows what was decided since, about personal data in its file, not to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ckan import model

from ckanext.paser import datasets
from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.treatment import Treatment, is_overtaken
from ckanext.paser.tables import files, published, store, withdrawal
from ckanext.paser.tables.rules.mark import Mark
from ckanext.paser.tables.signals import DROP, table_changed, table_overtaken


def close(resource_id: str, sha256: str, mark: Mark | None) -> bool:
    """Take the table away where it shows too much and none as decided has come instead; commits.

    Its releases go first: whatever falls then, none of them stays public. That CKAN knows of the end comes last, so the
    next attempt goes on with what a fall has left out.

    Args:
        sha256: of the file that has become no table,
        mark: and what the table says that is there.
    """
    decided = privacy.treatment(resource_id, sha256)
    if not (
        shows_too_much(resource_id, sha256, mark, decided) if mark else withdrawal.is_half_gone(resource_id)
    ):
        return False
    table_overtaken.send(resource_id, sha256=sha256)
    withdrawal.drop(resource_id)
    table_overtaken.send(resource_id, sha256=sha256)  # edits of rows may have become a release meanwhile
    table_changed.send(resource_id, by=DROP)
    store.flag(resource_id, active=False)
    model.Session.commit()
    resource = model.Resource.get(resource_id)
    if resource and resource.package_id:
        datasets.index(resource.package_id)
    return True


def meanwhile(resource_id: str, sha256: str, decided: Treatment, columns: Iterable[str]) -> bool:
    """Tell whether a table that was just made shows what was decided since its file began to be read not to be shown.

    Columns that the dictionary closes count here.

    Args:
        decided: what had been decided then,
        columns: and the names of those that it has.
    """
    now = privacy.treatment(resource_id, sha256, files.wishes_now(resource_id).closed)
    return now != decided and is_overtaken(decided, now, columns)


def shows_too_much(resource_id: str, sha256: str, mark: Mark, decided: Treatment) -> bool:
    """Tell whether the table of this file shows what was decided since not to be shown.

    Columns that the dictionary closes do not count here: they leave the table by themselves.
    """
    unknown = replace(decided, drop=(), aggregate=())  # how it was made, of a mark from before that was kept
    made = Treatment.from_dict(mark.treatment) if mark.treatment else unknown
    columns = [column.id for column in published.columns(resource_id)]
    return mark.sha256 == sha256 and is_overtaken(made, decided, columns)
