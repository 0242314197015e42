"""Claims about what is offered on the pages of a dataset and of a file."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ckanext.paser.tables import service

PLUGINS = "paser scheming_datasets scheming_organizations datastore"

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", PLUGINS),
    pytest.mark.ckan_config("ckan.site_url", "http://localhost"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]

NIKS = [f"64010157{month:02}900001" for month in range(1, 6)]
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))


def links(body: str) -> list[tuple[str, str]]:
    """Address and words of the downloads in the bar."""
    bar = re.search(r'<div class="ps-unduh">.*?</div>', body, re.DOTALL)
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', bar[0], re.DOTALL) if bar else []
    plain = [(address, re.sub(r"<small>.*?</small>|<[^>]+>", "", words)) for address, words in found]
    return [(address.split("/tabel/")[-1], " ".join(unescape(words).split())) for address, words in plain]


class TestBar:
    def test_excel_comes_first_then_csv_then_the_others(self, app, table, people):
        id_ = table()
        found = links(app.get(f"/dataset/{people['dataset']['name']}/resource/{id_}").body)
        assert found[:-1] == [
            (f"{id_}/unduh.xlsx", "Unduh Excel"),
            (f"{id_}/unduh.csv", "CSV"),
            (f"{id_}/unduh.csv.gz", "CSV (gzip)"),
            (f"{id_}/unduh.parquet", "Parquet"),
            (f"{id_}/unduh.json", "JSON"),
            (f"{id_}/unduh.ndjson", "NDJSON"),
        ]
        assert found[-1][1] == "Berkas asli (CSV)"

    def test_sizes_are_told_once_the_files_are_there(self, app, table, people):
        id_ = table()
        page = f"/dataset/{people['dataset']['name']}/resource/{id_}"
        before = app.get(page).body
        app.get(f"/api/paser/v1/tabel/{id_}/unduh.xlsx")
        first = r'class="btn btn-primary btn-lg"[^<]*<svg.*?</svg> Unduh Excel <small>(.*?)</small>'
        sizes = [re.search(first, body, re.DOTALL) for body in (before, app.get(page).body)]
        assert [bool(found and re.fullmatch(r"\d+(,\d+)?\s[kK]B", found[1])) for found in sizes] == [
            False,
            True,
        ]

    def test_the_page_of_the_dataset_offers_all_its_tables_too(self, app, table, people):
        table()
        words = [word for _, word in links(app.get(f"/dataset/{people['dataset']['name']}").body)]
        assert "Semua tabel dataset ini (ZIP)" in words

    def test_visitors_are_offered_nothing_that_is_refused(self, app, table, people):
        id_ = table(PERSONAL)
        for page in (
            f"/dataset/{people['dataset']['name']}",
            f"/dataset/{people['dataset']['name']}/resource/{id_}",
        ):
            body = app.get(page).body
            assert links(body) == []
            assert f"{id_}/download/" not in body

    def test_a_file_that_waits_is_not_offered(self, app, table, people):
        id_ = table()
        service.request_load(id_)
        body = app.get(f"/dataset/{people['dataset']['name']}").body
        assert "Unduh Excel" in [word for _, word in links(body)]

    def test_its_editor_may_have_the_held_file(self, app, table, people):
        id_ = table(PERSONAL)
        app.set_session_user(people["editor"]["id"])
        found = links(app.get(f"/dataset/{people['dataset']['name']}/resource/{id_}").body)
        assert [words for _, words in found] == ["Unduh CSV"]

    def test_every_offer_is_answered(self, app, table, people):
        id_ = table()
        for address, _ in links(app.get(f"/dataset/{people['dataset']['name']}/resource/{id_}").body):
            if address.startswith(id_):
                assert app.get(f"/api/paser/v1/tabel/{address}").status_code == 200
