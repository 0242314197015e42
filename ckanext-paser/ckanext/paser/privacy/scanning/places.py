"""Where personal data stand, as people say it: of a GeoJSON the feature and its property, of any other file the cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.privacy.rules.findings import HIDDEN_SHEETS
from ckanext.paser.privacy.scanning.cells import ABOVE, BELOW, BESIDE, SHAPES
from ckanext.paser.privacy.scanning.documents import LINES, NAME, TEXT
from ckanext.paser.privacy.scanning.embedded import EMBEDDED
from ckanext.paser.privacy.scanning.formulas import FORMULAS
from ckanext.paser.privacy.scanning.parts import AROUND, COMMENTS, HIDDEN, PROPERTIES
from ckanext.paser.privacy.scanning.pdf import PAGES
from ckanext.paser.privacy.scanning.workbook import SHEETS
from ckanext.paser.problems import N_, Translate

_CORNERS = {
    ABOVE, BELOW, COMMENTS, AROUND, PROPERTIES, HIDDEN, FORMULAS, EMBEDDED, BESIDE, SHEETS, PAGES, LINES, TEXT, NAME, HIDDEN_SHEETS,
}  # fmt: skip


def place(finding: Mapping[str, Any], translate: Translate) -> tuple[str, str]:
    """Where a finding is, in the reader's language: its sheet, then column, property or corner; and the cells or features there.

    Args:
        finding: as it is stored.
    """
    features, cells = finding.get("features", ()), finding["cells"]
    if finding["column"] == SHAPES or (finding["column"] in _CORNERS and not finding["fields"]):
        where = translate(finding["column"])
    else:
        named = N_('property "{column}"') if features else N_('column "{column}"')
        where = translate(named).format(column=finding["column"])
    if finding["sheet"]:
        sheet = translate(N_('Sheet "{sheet}"')).format(sheet=finding["sheet"])
        where = f"{sheet}, {where}"
    shown = ", ".join(map(str, features or cells))
    shown += " …" if shown and finding["count"] > len(features or cells) else ""
    return where, translate(N_("feature {numbers}")).format(numbers=shown) if features else shown
