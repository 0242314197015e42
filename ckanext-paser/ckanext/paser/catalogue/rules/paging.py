"""The addresses of the pages of the catalogue.

Pure rules: no CKAN, no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

ASKED = ("modified_since", "profiles", "q", "fq")
"""What the address of a page says beside its number."""


def encoded(info: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, Any]:
    """What ckanext-dcat tells of the pages, its addresses percent-encoded.

    It writes what was asked as it was typed, which is no address as soon as that has a blank or a quote in it.

    Args:
        info: numbers, and addresses that end in ``page=`` and the number of a page.
        asked: the parameters of the address that was asked for.
    """
    said = [(name, value) for name, value in asked.items() if name in ASKED]
    return {name: _encoded(value, said) if isinstance(value, str) else value for name, value in info.items()}


def _encoded(address: str, said: list[tuple[str, str]]) -> str:
    number = address.rpartition("page=")[2]
    return f"{address.partition('?')[0]}?{urlencode([*said, ('page', number)])}"
