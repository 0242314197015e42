"""Fixtures of the privacy room: an agency with its people, and files uploaded to its dataset. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service


@pytest.fixture
def people(reset_db_once, with_plugins) -> dict[str, Any]:
    """An admin and an editor of an agency, a stranger, and the agency's dataset."""
    users = {role: factories.UserWithToken() for role in ("admin", "editor", "member", "stranger")}
    members = [{"name": users[role]["name"], "capacity": role} for role in ("admin", "editor", "member")]
    organization = factories.Organization(users=members)
    return {**users, "dataset": factories.Dataset(owner_org=organization["id"])}


@pytest.fixture
def send(people) -> Callable[..., dict[str, Any]]:
    """Upload a file as a new resource, or as the new file of one; it is not loaded yet."""

    def upload(content: str | bytes, filename: str = "data.csv", id: str | None = None) -> dict[str, Any]:  # noqa: A002
        data = content.encode() if isinstance(content, str) else content
        file = FileStorage(io.BytesIO(data), filename=filename)
        about = {"package_id": people["dataset"]["id"], "name": "Tabel", "url": filename, "upload": file}
        return call_action(
            "resource_update" if id else "resource_create", **about, **({"id": id} if id else {})
        )

    return upload


@pytest.fixture
def load(send) -> Callable[..., str]:
    """Upload a file and have it read at once; the resource's id."""

    def make(content: str | bytes, filename: str = "data.csv", id: str | None = None) -> str:  # noqa: A002
        resource = send(content, filename, id)
        service.load_upload(resource["id"])
        return resource["id"]

    return make


@pytest.fixture
def decide(people) -> Callable[..., dict[str, Any]]:
    """Decide as the agency's admin, or another, and have the file read again."""

    def take(resource_id: str, decision: str, as_: str = "admin", **more: Any) -> dict[str, Any]:
        context = {"user": people[as_]["name"], "ignore_auth": False}
        report = call_action(
            "paser_privacy_decide", context, resource_id=resource_id, decision=decision, **more
        )
        service.load_upload(resource_id)
        return report

    return take


@pytest.fixture
def get(app, people) -> Callable[..., Any]:
    """Ask for an address as somebody."""

    def ask(path: str, as_: str | None = None, **more: Any) -> Any:
        headers = {"Authorization": people[as_]["token"]} if as_ else {}
        return app.get(path, headers=headers, follow_redirects=False, **more)

    return ask


@pytest.fixture
def download(get, people) -> Callable[..., int]:
    """The status of the answer to somebody who downloads a file."""

    def ask(resource_id: str, as_: str | None = None) -> int:
        resource = call_action("resource_show", id=resource_id)
        return get(resource["url"].replace("http://test.ckan.net", ""), as_).status_code

    return ask
