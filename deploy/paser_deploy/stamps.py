"""A stamp tells whether something was built from exactly these files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

IGNORED_FOLDERS = {"__pycache__", "build", "node_modules"}
IGNORED_SUFFIXES = {".pyc", ".pyo", ".swp"}


def of_files(roots: Iterable[Path], *extra: str) -> str:
    """Sixteen characters that change with the name or the content of any file below `roots`."""
    digest = hashlib.sha256("\0".join(extra).encode())
    for root in roots:
        for file in files(root):
            digest.update(f"{file.relative_to(root.parent)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def files(root: Path) -> list[Path]:
    """The files of a source folder (or the file itself) in a fixed order, without what tools leave there."""
    if root.is_file():
        return [root]
    return sorted(path for path in root.rglob("*") if path.is_file() and not _ignored(path.relative_to(root)))


def _ignored(path: Path) -> bool:
    names = set(path.parts)
    return (
        bool(names & IGNORED_FOLDERS)
        or path.suffix in IGNORED_SUFFIXES
        or any(n.endswith(".egg-info") for n in names)
    )
