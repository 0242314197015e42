"""Which licences are offered: those of ``schemas/licenses.json`` that CKAN's own mark ``status`` calls active.

One that is withdrawn stays in the list with ``"status": "retired"``, and with who has chosen it before.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _known() -> dict[str, dict[str, Any]]:
    text = files("paser_schemas").joinpath("licenses.json").read_text(encoding="utf-8")
    return {one["id"]: one for one in json.loads(text)}


def is_offered(code: str) -> bool:
    """Tell whether a licence can be chosen now."""
    return code in _known() and _known()[code]["status"] == "active"


def at_open_definition(code: str) -> str:
    """The id of a licence at the Open Definition, by which other catalogues know it (Data Package 2); empty where it has none."""
    return _known().get(code, {}).get("open_definition", "")
