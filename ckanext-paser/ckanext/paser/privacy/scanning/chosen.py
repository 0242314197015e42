"""A table of which somebody has said where it begins and which of its rows are totals.

It is looked through as that was said and as the reader would have found it: no choice, right or wrong, hides personal data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.cells import scan_sheet
from ckanext.paser.tables.rules.cells import Sheet
from ckanext.paser.tables.rules.header import Merge
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout


def scan_chosen(
    name: str,
    sheet: Sheet,
    fields: Mapping[int, str],
    merges: Sequence[Merge] = (),
    titles: Sequence[str] = (),
    *,
    layout: Layout,
) -> list[Finding]:
    """The personal data of the sheet that becomes the table, as :func:`scan_sheet`.

    Args:
        layout: what was said of its rows.
    """
    found = scan_sheet(name, sheet, fields, merges, titles)
    if layout == AS_FOUND:
        return found
    return both(scan_sheet(name, sheet, fields, merges, titles, layout=layout), found)


def both(first: Sequence[Finding], second: Sequence[Finding]) -> list[Finding]:
    """All findings of two looks at the same cells; what both found in a public column stands once."""
    known = {(one.kind, one.fields) for one in first if one.fields}
    return [*first, *(one for one in second if (one.kind, one.fields) not in known and one not in first)]
