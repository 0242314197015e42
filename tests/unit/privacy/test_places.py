"""Claims about how the place of a finding is named."""

from __future__ import annotations

import pytest

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.cells import BESIDE, SHAPES
from ckanext.paser.privacy.scanning.places import place

NIK = ("nik",)


@pytest.mark.parametrize(
    ("finding", "named"),
    [
        (Finding("nik", "", "NIK", NIK, ("B2", "B3"), 2, "hold"), ('column "NIK"', "B2, B3")),
        (Finding("nik", "Data", "NIK", NIK, ("B2",), 9, "hold"), ('Sheet "Data", column "NIK"', "B2 …")),
        (Finding("nik", "", "comments", (), ("A1",), 1, "hold"), ("comments", "A1")),
        (
            Finding("nik", "Data", "formulas of cells", (), ("D2",), 1, "hold"),
            ('Sheet "Data", formulas of cells', "D2"),
        ),
        (Finding("nik", "", "comments", NIK, ("A1",), 1, "hold"), ('column "comments"', "A1")),
        (Finding("nik", "", "nik", NIK, (), 1, "hold", (12,)), ('property "nik"', "feature 12")),
        (Finding("nik", "", "nik", NIK, (), 9, "hold", (12, 15)), ('property "nik"', "feature 12, 15 …")),
        (Finding("koordinat", "", SHAPES, ("lintang",), (), 1, "hold", (1,)), (SHAPES, "feature 1")),
        (Finding("nik", "", BESIDE, (), ("crs",), 1, "hold"), (BESIDE, "crs")),
    ],
)
def test_a_cell_has_an_address_and_a_property_its_feature(finding, named):
    assert place(finding.as_dict(), lambda msgid: msgid) == named


def test_a_finding_from_before_features_were_told_is_named_by_its_cells():
    stored = Finding("nik", "", "NIK", NIK, ("B2",), 1, "hold").as_dict()
    del stored["features"]
    assert place(Finding.from_dict(stored).as_dict(), lambda msgid: msgid) == ('column "NIK"', "B2")
