"""Whose fault it is that a search failed.

Pure rules: no CKAN, no Solr.
"""

from __future__ import annotations

import re

_SOLR_SAID = re.compile(r"Solr responded with an error \(HTTP (\d{3})\)")
"""How pysolr tells what Solr answered."""
_OF_SOLR = "SOLR returned an error"
"""How CKAN begins to tell that; all else it says of a question that it does not even send."""


def is_the_question(told: str) -> bool:
    """Whether it is the question that cannot be answered, be it for CKAN or for Solr, and nothing is out of order.

    Args:
        told: what CKAN's ``SearchError`` says.
    """
    return not told.startswith(_OF_SOLR) or answered(told) == 400


def answered(told: str) -> int | None:
    """The HTTP status of Solr's answer; None where Solr was not asked or did not answer."""
    found = _SOLR_SAID.search(told)
    return int(found[1]) if found else None
