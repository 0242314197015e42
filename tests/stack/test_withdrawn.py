"""What was public and is no more is gone from every copy within five seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
import requests

from tests import publishing

pytestmark = pytest.mark.stack

NAME = "contoh-uji-tarik"
WORD = "zamrudkhatulistiwa"
"""A word of the title that stands nowhere else."""
TABLE = "Kode;Kecamatan;Jumlah\n64.01.01;Batu Sopang;3\n64.01.02;Tanjung Harapan;4\n"
MEANING = {
    "jenis_resource": "data",
    "kolom_wilayah": "kode",
    "sistem_kode_wilayah": "kemendagri",
    "kamus_data": '[{"id": "kode", "peran": "dimensi"}, {"id": "jumlah", "peran": "ukuran", "agregasi": "jumlah"}]',
}
OWN = ("id", "name", "resources", "organization", "metadata_created", "metadata_modified", "creator_user_id")
ADDRESSES = {
    f"/dataset/{NAME}": 410,
    f"/en/dataset/{NAME}": 410,
    f"/dataset/{NAME}.ttl": 404,
    f"/api/paser/v1/sdi/dataset/{NAME}": 404,
    f"/dataset/{NAME}/unduh.zip": 404,
    f"/dataset/{NAME}/croissant.jsonld": 404,
    f"/dataset/{NAME}/resource/{{id}}": 410,
    f"/dataset/{NAME}/resource/{{id}}/download/uji.csv": 410,
    **{f"/api/paser/v1/tabel/{{id}}/unduh.{ending}": 404 for ending in ("csv", "xlsx", "json", "parquet")},
    "/api/paser/v1/tabel/{id}/rilis/1/unduh.csv": 404,
    "/api/paser/v1/tabel/{id}/baris": 404,
    "/api/paser/v1/odata/{id}/baris": 404,
}
"""Those of the dataset itself and of its file and downloads, with what they answer afterwards."""
CLOSED = {"akses_level": "terbatas", "kategori_informasi": "setiap_saat", "dasar_pembatasan": "BA"}
"""What closes the data of a published dataset at once; its card stays for the agency."""
LISTS = (
    *("/dataset/", f"/dataset/?q={WORD}", "/daftar-data", "/api/paser/v1/sdi/daftar-data.csv"),
    *("/catalog.jsonld", "/feeds/dataset.atom", f"/api/3/action/package_search?q={WORD}"),
)

SAMPLE = "contoh-pengaduan-selesai"
"""A dataset of the sample, and the indicator that is made of it."""
FIGURES = {
    f"/sematan/indikator/{SAMPLE}": f"/dataset/{SAMPLE}",
    "/sematan/panel/paser-hari-ini/grafik-aduan": f"/dataset/{SAMPLE}",
    f"/indikator/{SAMPLE}": f"/dataset/{SAMPLE}",
    "/dasbor/paser-hari-ini": f"/dataset/{SAMPLE}",
    "/api/paser/v1/dasbor/paser-hari-ini/snapshot": f'"dataset":"{SAMPLE}"',
    f"/api/paser/v1/indikator/{SAMPLE}/data": '"periode"',
}
"""What other people's pages, dashboards, walls and programs have of it, each with a piece that is there while it is public."""


class Gone(NamedTuple):
    """A dataset that is public no more.

    Args:
        way: how it went.
        file: the id of its file.
        before: what its addresses answered before, and whether a list named it.
    """

    way: str
    file: str
    before: dict[str, Any]


@pytest.fixture(scope="module", params=["withdrawn", "closed"])
def gone(request, portal, portal_url, get, token) -> Iterator[Gone]:
    """A dataset that everybody has looked at, five seconds after it was withdrawn, or its data closed."""
    made = _make(portal_url, token)
    id_ = made["resources"][0]["id"]
    other = publishing.publish(portal, portal_url, token, made["id"])
    before: dict[str, Any] = {path: _once_ready(get, path.format(id=id_)) for path in ADDRESSES}
    before |= {path: _names(get(path).text) for path in LISTS}
    if request.param == "withdrawn":
        _withdraw(portal_url, other, made["id"])
    else:
        publishing.act(portal_url, token, "package_patch", id=made["id"], **CLOSED)
    time.sleep(5)
    yield Gone(request.param, id_, before)
    publishing.act(portal_url, token, "dataset_purge", id=made["id"])


def _names(text: str) -> bool:
    """Whether a list names it."""
    said = text.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
    return f"DATA CONTOH {WORD}" in said or NAME in said


def _make(portal_url: str, token: str) -> dict[str, Any]:
    """A draft with a table. DATA CONTOH."""
    pattern = publishing.act(portal_url, token, "package_show", id=SAMPLE)
    fields = {key: value for key, value in pattern.items() if key not in OWN}
    own = {"name": NAME, "title": f"DATA CONTOH {WORD}", "resources": []}
    made = publishing.act(portal_url, token, "package_create", **{**fields, **own})
    periods = ("periode_mulai", "periode_selesai")
    about = {key: value for key, value in pattern["resources"][0].items() if key in periods}
    about |= {"package_id": made["id"], "name": "DATA CONTOH", **MEANING}
    address, headers = f"{portal_url}/api/3/action/resource_create", {"Authorization": token}
    files = {"upload": ("uji.csv", TABLE)}
    sent = requests.post(address, headers=headers, data=about, files=files, timeout=30)
    assert sent.status_code == 200, sent.text
    end = time.monotonic() + 60
    id_ = sent.json()["result"]["id"]
    while publishing.act(portal_url, token, "paser_table_status", resource_id=id_)["status"] != "done":
        assert time.monotonic() < end
        time.sleep(0.2)
    return publishing.act(portal_url, token, "package_show", id=made["id"])


def _once_ready(get: Callable[..., requests.Response], path: str) -> int:
    """What an address answers, twice, so that whoever keeps copies has one; a download may be written first."""
    end = time.monotonic() + 60
    while get(path).status_code == 503 and time.monotonic() < end:
        time.sleep(1)
    return get(path).status_code


def _withdraw(portal_url: str, token: str, dataset_id: str) -> None:
    publishing.act(
        portal_url, token, "paser_workflow_transition", id=dataset_id, to="ditarik", note="DATA CONTOH"
    )


@pytest.mark.parametrize("path", ADDRESSES)
def test_its_own_addresses_say_so(gone, get, path):
    answers = {ADDRESSES[path]} if gone.way == "withdrawn" else {403, 404}
    assert gone.before[path] == 200
    assert get(path.format(id=gone.file)).status_code in answers


@pytest.mark.parametrize("path", LISTS)
def test_no_list_names_it_any_more(gone, get, path):
    answer = get(path)
    assert (gone.before[path], answer.status_code, _names(answer.text)) == (True, 200, False)


@pytest.fixture(scope="module")
def taken_back(portal, portal_url, get) -> Iterator[dict[str, bool]]:
    """A dataset of the sample five seconds after its source has deleted it; whether its figures were to be seen before.

    It is there again afterwards, for the tests that come later.
    """
    source = portal.ckan("user", "token", "add", "paser", "uji-angka", "-q").stdout.split()[-1]
    before = {path: piece in get(path).text for path, piece in FIGURES.items()}
    dataset = publishing.act(portal_url, source, "package_show", id=SAMPLE)
    publishing.act(portal_url, source, "package_delete", id=dataset["id"])
    time.sleep(5)
    yield before
    publishing.act(portal_url, source, "package_update", **dataset)
    end = time.monotonic() + 120
    while FIGURES[f"/indikator/{SAMPLE}"] not in get(f"/indikator/{SAMPLE}").text:
        assert time.monotonic() < end, "the sample is not as it was"
        time.sleep(1)  # its table is loaded again
        portal.ckan("paser", "indicator", "compute", SAMPLE)


@pytest.mark.parametrize("path", FIGURES)
def test_no_figure_is_made_of_it_any_more(taken_back, get, path):
    answer = get(path)
    assert (taken_back[path], answer.status_code, FIGURES[path] in answer.text) == (True, 200, False)
