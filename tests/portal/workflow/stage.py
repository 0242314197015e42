"""The nine people and the five datasets of ``tests/permissions.yaml``. DATA CONTOH."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from werkzeug.datastructures import FileStorage

from ckan import model
from ckan.tests import factories

from ckanext.paser.bulk import service as bulk
from ckanext.paser.tables import service as tables

from .conftest import APPROVED, COMPLETE, PRIORITY, PUBLISHED, People, agency

TO_PEMBINA = (*APPROVED[:2], ("walidata", "diperiksa_pembina"), ("pembina", "disetujui"))
WAY: dict[str, tuple[tuple[str, str], ...]] = {
    "draf": (),
    "diajukan": APPROVED[:1],
    "disetujui": TO_PEMBINA,
    "terbit": PUBLISHED,
    "ditarik": (*PUBLISHED, ("walidata", "ditarik")),
}
"""The steps that lead a new dataset to each state."""
TABLE = "Kode;Kecamatan;Jumlah\n64.01.01;Batu Sopang;3\n64.01.02;Tanjung Harapan;4\n"
MEANING = [{"id": "kode", "peran": "dimensi"}, {"id": "jumlah", "peran": "ukuran", "agregasi": "jumlah"}]


@dataclass(frozen=True)
class Place:
    """A dataset, and what belongs to it: ids."""

    id: str
    name: str
    resource: str
    view: str


@dataclass(frozen=True)
class Stage:
    """All who ask, and all they ask about.

    Attributes:
        names: of the accounts by role; empty for nobody.
        tokens: of the same.
        places: the datasets by state.
        run: id of a workbook that the editor has sent.
    """

    names: dict[str, str]
    tokens: dict[str, str]
    places: dict[str, Place]
    agency: str
    agency_name: str
    other: Place
    group: str
    stranger: str
    run: str

    def context(self, role: str) -> dict[str, Any]:
        """As the API has it."""
        name = self.names[role]
        return {"user": name, "auth_user_obj": model.User.get(name) if name else None, "api_version": 3}


def set_up() -> Stage:
    """Make all of it."""
    accounts = {
        role: factories.UserWithToken()
        for role in ("visitor", "member", "editor", "admin", "foreign", "walidata", "pembina")
    }
    accounts["sysadmin"] = factories.SysadminWithToken()
    names = {role: account["name"] for role, account in accounts.items()}
    mine = agency("produsen", **{role: names[role] for role in ("member", "editor", "admin")})
    for roles, member in ((["produsen"], "foreign"), (["pembina"], "pembina")):
        agency(*roles, editor=names[member])
    agency("walidata", admin=names["walidata"])
    people = People(
        agency=mine["id"],
        officer=names["editor"],
        colleague=names["admin"],
        stranger=names["foreign"],
        walidata=names["walidata"],
        walidata_second=names["walidata"],
        pembina=names["pembina"],
        sysadmin=names["sysadmin"],
    )
    places = {state: _place(people, way, PRIORITY if way == TO_PEMBINA else {}) for state, way in WAY.items()}
    return Stage(
        names={"anonymous": "", **names},
        tokens={"anonymous": "", **{role: account["token"] for role, account in accounts.items()}},
        places=places,
        agency=mine["id"],
        agency_name=mine["name"],
        other=_place(people, (), {}),
        group=factories.Group()["id"],
        stranger=factories.User()["name"],
        run=_workbook(names["editor"], mine["id"]),
    )


def _place(people: People, way: tuple[tuple[str, str], ...], more: dict[str, Any]) -> Place:
    name = f"contoh-{uuid4()}"
    made = people.does(
        "officer", "package_create", **{**COMPLETE, **more, "name": name, "owner_org": people.agency}
    )
    file = FileStorage(io.BytesIO(TABLE.encode()), filename="puskesmas.csv")
    period = {"periode_mulai": "2020", "periode_selesai": "2020"}
    period |= {
        "kolom_wilayah": "kode",
        "sistem_kode_wilayah": "kemendagri",
        "kamus_data": json.dumps(MEANING),
    }
    about = {
        "package_id": made["id"],
        "name": "Tabel, 2020",
        "url": "puskesmas.csv",
        "upload": file,
        **period,
    }
    resource = people.does("officer", "resource_create", **about)
    tables.load_upload(resource["id"])
    shown = {"title": "Contoh", "view_type": "text_view", "order": 0, "config": {}}
    view = model.ResourceView(resource_id=resource["id"], **shown)
    model.Session.add(view)
    model.Session.commit()
    people.steps(made["id"], *way)
    return Place(made["id"], name, resource["id"], view.id)


def _workbook(user: str, agency_id: str) -> str:
    sheet = bulk.read_rows([{"title": "Jumlah Posyandu"}])
    digest, _ = bulk.check(sheet, user, agency_id)
    run_id = bulk.keep_checked(sheet, user, agency_id, digest)
    model.Session.commit()
    return run_id
