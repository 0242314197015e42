"""A header as plain words."""

from __future__ import annotations

import re


def words(label: str) -> str:
    """A header as plain words: ``Tgl._Lahir`` is ``tgl lahir``."""
    split = re.sub(r"([a-z])([A-Z])", r"\1 \2", label)
    return " ".join(re.findall(r"[a-z0-9]+", split.lower()))
