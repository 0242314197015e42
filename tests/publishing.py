"""How a test of a running portal publishes: through the workflow, with a second person who has not worked on the dataset."""

from __future__ import annotations

import secrets
from typing import Any

import requests
from paser_deploy.stack import Stack

SECOND = "pemeriksa-uji"
FILE = {
    "name": "DATA CONTOH",
    "url": "https://contoh.invalid/data.json",
    "format": "JSON",
    "jenis_resource": "data",
}
"""A dataset is not published without data; this link becomes no table."""


def publish(portal: Stack, portal_url: str, token: str, dataset_id: str) -> str:
    """Have a dataset that belongs to the one with this token checked and published by somebody else, whose token is returned."""
    act(portal_url, token, "paser_workflow_transition", id=dataset_id, to="diajukan")
    return approve(portal, portal_url, token, dataset_id)


def approve(portal: Stack, portal_url: str, token: str, dataset_id: str) -> str:
    """Have what was submitted checked and published by somebody else than the one with this token; the token of that person."""
    other = _second(portal, portal_url, token)
    is_priority = act(portal_url, token, "package_show", id=dataset_id).get("data_prioritas")
    checked = ["diperiksa_walidata", *(["diperiksa_pembina"] if is_priority else []), "disetujui", "terbit"]
    for to in checked:
        act(portal_url, other, "paser_workflow_transition", id=dataset_id, to=to)
    return other


def _second(portal: Stack, portal_url: str, token: str) -> str:
    users = act(portal_url, token, "user_list", all_fields=False)
    if SECOND not in users:
        person = {"name": SECOND, "email": f"{SECOND}@contoh.invalid", "password": secrets.token_hex(12)}
        act(portal_url, token, "user_create", **person)
        portal.ckan("sysadmin", "add", SECOND)
    return portal.ckan("user", "token", "add", SECOND, "uji", "-q").stdout.split()[-1]


def add_file(portal: Stack, portal_url: str, dataset_id: str, name: str, content: str) -> dict[str, Any]:
    """Add a file to a published dataset as a source does: people do that in its next version, which is checked."""
    token = portal.ckan("user", "token", "add", "paser", "uji-sumber", "-q").stdout.split()[-1]
    answer = requests.post(
        f"{portal_url}/api/3/action/resource_create",
        data={"package_id": dataset_id, "name": name},
        files={"upload": ("uji.csv", content)},
        headers={"Authorization": token},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def act(portal_url: str, token: str, action: str, **data: Any) -> Any:
    """Call an action as the one with this token."""
    answer = requests.post(
        f"{portal_url}/api/3/action/{action}", json=data, headers={"Authorization": token}, timeout=30
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]
