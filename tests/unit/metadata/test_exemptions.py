"""Claims about exemptions that run out."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.metadata.rules.exemptions import ran_out

LAST = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 6, 29), None), (LAST, None), (date(2026, 7, 1), LAST), (date(2031, 1, 1), LAST)],
)
def test_an_exemption_holds_on_its_last_day_and_has_run_out_on_the_next(today, told):
    said = {"kategori_informasi": "dikecualikan", "masa_pengecualian": "2026-06-30"}
    assert ran_out(said, today) == told


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"kategori_informasi": "dikecualikan"},
        {"kategori_informasi": "dikecualikan", "masa_pengecualian": "lima tahun"},
        {"kategori_informasi": "setiap_saat", "masa_pengecualian": "2020-01-01"},
    ],
)
def test_what_is_not_exempted_until_a_day_does_not_run_out(said):
    assert ran_out(said, date(2026, 7, 1)) is None
