"""Claims about what the public gets of a file that was decided about: the table as decided, everywhere. DATA CONTOH."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pyarrow.parquet as pq
import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser_dashboard paser datastore")

NIKS = [f"64010157{month:02}900001" for month in range(1, 10)]
CORNER = "6401015703770077"
"""In a title and a note, which are in no table."""
MEANING = [{"id": "desa", "peran": "dimensi"}, {"id": "jumlah", "peran": "ukuran", "agregasi": "jumlah"}]
TABLE = "/api/paser/v1/tabel/{id}"
ODATA = "/api/paser/v1/odata/{id}"
ACTION = "/api/3/action"
PAGE = "/dataset/{dataset}/resource/{id}"
PUBLIC = "Desa Contoh 1"
"""What the public may read of it."""

TABLES = [
    *(f"{TABLE}/unduh.{ending}" for ending in ("csv", "csv.gz", "xlsx", "json", "ndjson", "parquet")),
    f"{TABLE}/rilis/1/unduh.csv",
    "/dataset/{dataset}/unduh.zip",
    f"{TABLE}/baris",
    f"{TABLE}/baris?kolom=desa&urut=-jumlah",
    f"{ODATA}/baris",
    f"{ACTION}/datastore_search?resource_id={{id}}",
    "/datastore/dump/{id}",
    PAGE,
    f"{PAGE}/rilis/banding?dari=1&ke=2",
    f"{ACTION}/paser_release_diff?resource_id={{id}}&from=1&to=2",
]
BESIDE = [
    f"{TABLE}/rilis/2/unduh.csv-metadata.json",
    f"{ODATA}/$metadata",
    f"{PAGE}/rilis",
    f"{PAGE}/rilis/1",
    f"{ACTION}/paser_release_show?resource_id={{id}}",
    f"{ACTION}/paser_table_status?resource_id={{id}}",
    f"{ACTION}/resource_show?id={{id}}",
    f"{ACTION}/package_show?id={{dataset}}",
    f"{ACTION}/package_search?q=*:*&rows=100",
    "/dataset/?q=Contoh",
    "/feeds/dataset.atom",
    "/feeds/organization/{agency}.atom",
]


def content(rows: int, more: int) -> str:
    people = "".join(f"Desa Contoh {n % 3};{NIKS[n]};{n + more}\n" for n in range(rows))
    return f"Laporan NIK {CORNER};;\nDesa;NIK;Jumlah\n{people};;\nCatatan: NIK {CORNER};;\n"


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, str]]:
    """Empty until this module has its tables; then what the addresses of each name, by decision."""
    return {}


@pytest.fixture(params=["drop_column", "mask"])
def public(request, made, reset_db_once, with_plugins) -> dict[str, str]:
    """Two files of people, one after the other, each held and then decided about."""
    if request.param not in made:
        made[request.param] = _made(request, request.param)
    return made[request.param]


def _made(request, decision: str) -> dict[str, str]:
    load, decide, people = (request.getfixturevalue(name) for name in ("load", "decide", "people"))
    id_ = load(content(8, 10))
    call_action("resource_patch", id=id_, kamus_data=json.dumps(MEANING))
    service.load_upload(id_)
    decide(id_, decision, columns=["nik"])
    run_pending()
    load(content(9, 20), id=id_)
    decide(id_, decision, columns=["nik"])
    run_pending()
    dataset = call_action("package_show", id=people["dataset"]["id"])
    return {"id": id_, "dataset": dataset["name"], "agency": dataset["organization"]["name"]}


def unpacked(content: bytes) -> str:
    """All that can be read in an answer, however it is packed."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{unpacked(archive.read(name))}" for name in archive.namelist())
    if content.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(content))
    if content.startswith(b"PAR1"):
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    return content.decode()


def told(app, address: str, public: dict[str, str]) -> str:
    answer = app.get(address.format(**public), follow_redirects=False)
    assert answer.status_code == 200
    return unpacked(answer.data)


@pytest.mark.parametrize("address", TABLES)
def test_the_table_is_there_without_a_number_of_a_person(app, public, address):
    text = told(app, address, public)
    assert PUBLIC in text
    assert [nik for nik in (*NIKS, CORNER) if nik in text] == []


@pytest.mark.parametrize("address", BESIDE)
def test_nor_is_one_in_what_is_told_of_it(app, public, address):
    text = told(app, address, public)
    assert [nik for nik in (*NIKS, CORNER) if nik in text] == []


def test_what_is_in_its_columns_and_its_first_chart_are_on_the_page(app, public):
    text = told(app, PAGE, public)
    assert ("ps-figur" in text, "<svg" in text) == (True, True)


@pytest.mark.parametrize("number", [1, 2])
def test_the_files_of_its_releases_are_its_editors_own(app, public, number):
    answer = app.get(f"{PAGE.format(**public)}/rilis/{number}/berkas", follow_redirects=False)
    assert answer.status_code == 403


def test_who_downloads_the_file_is_sent_to_the_table(app, public):
    url = call_action("resource_show", id=public["id"])["url"].replace("http://test.ckan.net", "")
    answer = app.get(url, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"].endswith("/unduh.csv")) == (302, True)


@pytest.mark.parametrize("nik", [NIKS[0], CORNER])
def test_a_search_for_the_number_finds_nothing(public, nik):
    assert call_action("package_search", q=f'"{nik}"')["count"] == 0
