"""Uploads that find no space on the server's disk."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import files, uploader

_FULL = (errno.ENOSPC, errno.EDQUOT)
_UNFINISHED = "~"
"""What CKAN puts behind the name of a file while it writes it."""


class Upload(uploader.ResourceUpload):
    """CKAN's own way of storing a file, which says in the form when there is no space, and leaves nothing unfinished."""

    def upload(self, id: str, max_size: int = 10) -> None:  # noqa: A002
        """Store the file.

        Raises:
            ValidationError: there is no space; what was stored before is unchanged.
        """
        try:
            super().upload(id, max_size)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            model.Session.rollback()
            with suppress(FileNotFoundError):
                Path(self.get_path(id) + _UNFINISHED).unlink()
            text = tk._(
                "There is no space left on the server, so the file was not stored; nothing has changed. "
                "Send it again later, and tell the administrator if this lasts."
            )
            raise tk.ValidationError({"upload": [text]}) from error


def of(resource: dict[str, Any]) -> Upload | None:
    """How the file of a resource is stored; None where CKAN is told to keep it elsewhere (``ckan.files``)."""
    try:
        files.get_storage(tk.config["ckan.files.default_storages.resource"])
    except files.exc.UnknownStorageError:
        return Upload(resource)
    return None
