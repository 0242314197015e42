"""Temporary folders with files of agencies, named after their installation: another one on the same machine, which shares the
folder they lie in, sweeps away its own alone.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

_NAME = "PASER_TEMPORARY"
"""How the names begin. Processes for one file are told by their environment, as they do not know the configuration."""


def belong_to(storage: str) -> None:
    """Have the folders that are made from now on, also by processes that are started, be those of an installation.

    Args:
        storage: its folder of files, which no other installation has.
    """
    os.environ[_NAME] = f"paser-{blake2b(storage.encode(), digest_size=4).hexdigest()}-"


def folder(kind: str) -> TemporaryDirectory[str]:
    """A new folder, which is gone afterwards unless the process is killed."""
    return TemporaryDirectory(prefix=f"{_beginning()}{kind}-")


def folders() -> Iterator[Path]:
    """All of this installation that are there, with those that killed processes left."""
    return Path(tempfile.gettempdir()).glob(f"{_beginning()}*")


def _beginning() -> str:
    return os.environ.get(_NAME, "paser-none-")
