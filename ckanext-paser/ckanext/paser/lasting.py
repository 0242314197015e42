"""Files that others rely on: whole as soon as they can be seen, and there still after a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, place: Path) -> None:
    """Put a file that was written beside its place there, in one step."""
    keep(path)
    path.replace(place)
    keep(place.parent)


def keep(path: Path) -> None:
    """Have a file's bytes, or a folder's names, on the disk before anything is said of them."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that stay."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        keep(folder.parent)
