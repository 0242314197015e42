"""Claims about the pages of releases."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


def test_a_long_text_is_cut_where_two_releases_are_compared(app, load, dataset):
    old, new = ("Uraian lama " * 100, "Uraian baru " * 100)
    resource_id, _ = load(f"kode;uraian\nA;{old}\nB;tetap\n")
    load(f"kode;uraian\nA;{new}\nB;tetap\n", id=resource_id)
    address = f"/dataset/{dataset['name']}/resource/{resource_id}/rilis/banding?dari=1&ke=2"
    cells = [cell.get_text() for cell in BeautifulSoup(app.get(address).text, "html.parser").select("td")]
    told = {text for text in cells if text.startswith("Uraian")}
    assert told == {text[:300].rstrip() + "…" for text in (old, new)}
