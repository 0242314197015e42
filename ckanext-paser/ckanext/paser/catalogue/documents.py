"""The documents of the profile, made once for as long as the portal runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from ckanext.paser.catalogue.rules.documents import json_schema, page, shacl
from ckanext.paser.catalogue.rules.documents.context import context

sections = cache(page.sections)


def _dumped(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


WRITERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "json": ("application/schema+json", lambda site: _dumped(json_schema.schema(site))),
    "ttl": ("text/turtle", shacl.turtle),
    "jsonld": ("application/ld+json", lambda site: _dumped(context(site))),
}
"""By ending of the address: media type, and what writes the document for the portal at an address."""


@cache
def written(ending: str, site: str) -> str:
    """A document as text.

    Args:
        ending: one of ``WRITERS``.
        site: the address of the portal, without a slash at its end.
    """
    return WRITERS[ending][1](site)
