"""Claims about how what a dataset says in a field is shown on its page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan.tests.helpers import call_action

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@pytest.mark.parametrize("years", [["2026"], ["2025", "2026"]])
def test_years_have_no_numbers_before_them(app, dataset, years):
    made = call_action("package_create", **dataset, prioritas_tahun=years)
    page = BeautifulSoup(app.get(f"/id/dataset/{made['name']}").text, "html.parser")
    value = page.find("dt", string="Tahun Prioritas").find_next("dd")
    assert (value.get_text(strip=True), value.select("ol")) == (", ".join(years), [])
