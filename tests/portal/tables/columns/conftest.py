"""The form of a file's columns, as the browser of an editor sees and sends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser import datasets


def stand(dataset_id: str, status: str) -> None:
    """Have a dataset stand elsewhere on its way to the public."""
    package = model.Package.get(dataset_id)
    assert package
    package.private, package.extras = status != "terbit", {**package.extras, "status_sdi": status}
    model.Session.commit()
    datasets.index(dataset_id)


@pytest.fixture
def dataset(profile_dataset) -> dict[str, Any]:
    """A draft: what is published is changed in its next version."""
    stand(profile_dataset["id"], "draf")
    return profile_dataset


@pytest.fixture
def page(dataset) -> Callable[[str], str]:
    return lambda resource_id: f"/dataset/{dataset['name']}/resource/{resource_id}/kolom"


@pytest.fixture
def as_editor(app, dataset) -> Any:
    """The application as the browser of an editor of the agency sees it."""
    app.set_session_user(dataset["editor"])
    return app


def filled(body: str) -> dict[str, str]:
    """What the form would send if nothing were changed."""
    form = BeautifulSoup(body, "html.parser").select_one("form.ps-atur")
    assert form
    sent: dict[str, str] = {}
    for field in form.select("input, textarea, select"):
        kind = field.get("type")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        chosen = field.select_one("option[selected]") if field.name == "select" else field
        value = field.get_text() if field.name == "textarea" else (chosen or {}).get("value", "")
        sent[str(field["name"])] = str(value)
    return sent


@pytest.fixture
def save(as_editor, page) -> Callable[..., Any]:
    """Open the form, change fields, and send it."""

    def send(resource_id: str, without: tuple[str, ...] = (), **fields: str) -> Any:
        sent = filled(as_editor.get(page(resource_id)).body)
        sent |= {name.replace("__", "-"): value for name, value in fields.items()}
        kept = {name: value for name, value in sent.items() if name not in without}
        return as_editor.post(page(resource_id), data=kept, follow_redirects=False)

    return send


def dictionary(resource_id: str) -> Any:
    return call_action("resource_show", id=resource_id).get("kamus_data")
