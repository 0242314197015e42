"""Claims about bad files on the portal: the old table stays, the file stays, and its officer reads why in Bahasa Indonesia."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ckan.lib.uploader import get_resource_uploader
from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1\nB;2\n"


def bomb() -> bytes:
    """An XLSX that unpacks to 200 MB of nothing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (200 << 20))
    return file.getvalue()


BAD = {
    "a web page": ("data.xls", b"<html><body>404</body></html>", "web_page", "Berkas ini halaman web, walaupun namanya lembar kerja."),
    "a bomb": ("data.xlsx", bomb(), "inflated", "Berkas menjadi luar biasa besar ketika dibuka."),
    "cut off": ("data.xlsx", b"PK\x03\x04", "damaged", "Berkas rusak: tidak dapat dibuka sebagai XLSX."),
    "zero bytes": ("data.csv", b"kode;nilai\nA;\0\n", "nul_bytes", "Berkas memuat bita nol: rusak, atau bukan berkas teks."),
    "open quotation mark": ("data.csv", b'kode;nilai\n"A;1\n', "open_quote", "Tanda kutip dibuka di sini dan tidak pernah ditutup."),
    "a header alone": ("data.csv", b"kode;nilai\n", "no_rows", "Di bawah kepala tabel tidak ada baris data."),
}  # fmt: skip


@pytest.fixture
def dataset(reset_db_once, with_plugins) -> dict[str, Any]:
    """Made outside of any request: within one, CKAN would go on knowing its visitor, whoever asks later."""
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.mark.parametrize("name", BAD)
class TestBadFile:
    def test_the_old_table_stays_and_the_file_is_kept_as_it_was_sent(self, name, load):
        filename, content, code, _ = BAD[name]
        resource_id, _ = load(OLD)
        _, result = load(content, filename, id=resource_id)
        assert [problem.code for problem in result.problems] == [code]
        records = call_action("datastore_search", resource_id=resource_id)["records"]
        assert [(row["kode"], row["nilai"]) for row in records] == [("A", 1), ("B", 2)]
        resource = call_action("resource_show", id=resource_id)
        assert Path(get_resource_uploader(resource).get_path(resource_id)).read_bytes() == content

    def test_its_officer_reads_why_and_nobody_else(self, name, load, dataset, app):
        filename, content, _, fact = BAD[name]
        resource_id, _ = load(content, filename)
        page = f"/id/dataset/{dataset['name']}/resource/{resource_id}"
        officer = {"Authorization": factories.SysadminWithToken()["token"]}
        assert fact in app.get(page, headers=officer).text
        assert fact not in app.get(page).text
