"""An agency with two officers, and what they send. All data are DATA CONTOH."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp, call_action

from ckanext.paser.tables import service as tables

from tests.forms import values

TABLE = """JUMLAH KUNJUNGAN PUSKESMAS MENURUT KECAMATAN
Kabupaten Paser, DATA CONTOH

Kode Wilayah;Kecamatan;Bulan;Kunjungan (orang)
64.01.04;Tanah Grogot;2025-06;120
64.01.07;Muara Komam;2025-06;80
64.01.10;Muara Samu;2025-07;30
"""


@dataclass
class Officer:
    """Somebody of the agency at the desk."""

    app: CKANTestApp
    headers: dict[str, str]
    agency: dict[str, Any]

    def get(self, address: str, status: int = 200) -> BeautifulSoup:
        return BeautifulSoup(self.app.get(address, headers=self.headers, status=status).text, "html.parser")

    def post(self, address: str, data: dict[str, Any], **headers: str) -> Any:
        return self.app.post(address, data=data, headers={**self.headers, **headers}, follow_redirects=False)

    def upload(self, content: str = TABLE, name: str = "kunjungan_2025.csv") -> str:
        """Send a file; the id of its draft."""
        sent = {"perangkat": self.agency["id"], "berkas": (io.BytesIO(content.encode()), name)}
        answer = self.post("/meja/terbitkan", sent)
        assert answer.status_code == 302, answer.text
        return re.split("[/?]", answer.headers["Location"])[-1]

    def form(self, dataset_id: str) -> dict[str, list[str]]:
        """What a browser would send of the page of a draft."""
        return self.sent(self.get(f"/meja/terbitkan/{dataset_id}"))

    def page(self, answer: Any) -> BeautifulSoup:
        """The page with which a form was answered."""
        return BeautifulSoup(answer.text, "html.parser")

    def sent(self, page: BeautifulSoup) -> dict[str, list[str]]:
        """What a browser would send of the form of a draft."""
        sent: dict[str, list[str]] = {}
        for one in page.select("#terbitkan input[name], #terbitkan textarea[name], #terbitkan select[name]"):
            sent.setdefault(one["name"], []).extend(values(one))
        return {name: given for name, given in sent.items() if given and name not in ("_csrf_token", "aksi")}

    def save(self, dataset_id: str, form: dict[str, list[str]], aksi: str = "simpan", **headers: str) -> Any:
        return self.post(f"/meja/terbitkan/{dataset_id}", {**form, "aksi": aksi}, **headers)


@pytest.fixture
def new_agency(non_clean_db, with_plugins) -> Callable[..., dict[str, Any]]:
    """Make an agency."""

    def make(title: str) -> dict[str, Any]:
        return factories.Organization(
            name=f"dinas-contoh-{uuid4()}",
            title=title,
            description="DATA CONTOH",
            singkatan="DC",
            jenis_opd="dinas",
            peran_sdi=["produsen"],
            kode_urusan=["1.02"],
            email="data@contoh.invalid",
        )

    return make


@pytest.fixture
def agency(new_agency) -> dict[str, Any]:
    return new_agency("Dinas Contoh")


@pytest.fixture
def officer_of(app, agency) -> Callable[[], Officer]:
    """Somebody new of the agency."""

    def make() -> Officer:
        user = factories.UserWithToken()
        call_action("organization_member_create", id=agency["id"], username=user["name"], role="editor")
        return Officer(app, {"Authorization": user["token"]}, agency)

    return make


@pytest.fixture
def officer(officer_of) -> Officer:
    return officer_of()


@pytest.fixture
def read(officer) -> Callable[..., str]:
    """Send a file and have it read; the id of its draft."""

    def make(content: str = TABLE, name: str = "kunjungan_2025.csv") -> str:
        dataset_id = officer.upload(content, name)
        dataset = call_action("package_show", id=dataset_id)
        assert tables.load_upload(dataset["resources"][0]["id"])
        return dataset_id

    return make
