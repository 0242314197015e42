"""Which licences are offered: those of ``schemas/licenses.json`` that CKAN's own mark ``status`` calls active.

One that is withdrawn stays in the list with ``"status": "retired"``, and with who has chosen it before.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _active() -> frozenset[str]:
    text = files("paser_schemas").joinpath("licenses.json").read_text(encoding="utf-8")
    return frozenset(one["id"] for one in json.loads(text) if one["status"] == "active")


def is_offered(code: str) -> bool:
    """Tell whether a licence can be chosen now."""
    return code in _active()
