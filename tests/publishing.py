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
    other = _second(portal, portal_url, token)
    is_priority = act(portal_url, token, "package_show", id=dataset_id).get("data_prioritas")
    checked = ["diperiksa_walidata", *(["diperiksa_pembina"] if is_priority else []), "disetujui", "terbit"]
    for who, to in ((token, "diajukan"), *((other, to) for to in checked)):
        act(portal_url, who, "paser_workflow_transition", id=dataset_id, to=to)
    return other


def _second(portal: Stack, portal_url: str, token: str) -> str:
    users = act(portal_url, token, "user_list", all_fields=False)
    if SECOND not in users:
        person = {"name": SECOND, "email": f"{SECOND}@contoh.invalid", "password": secrets.token_hex(12)}
        act(portal_url, token, "user_create", **person)
        portal.ckan("sysadmin", "add", SECOND)
    return portal.ckan("user", "token", "add", SECOND, "uji", "-q").stdout.split()[-1]


def act(portal_url: str, token: str, action: str, **data: Any) -> Any:
    """Call an action as the one with this token."""
    answer = requests.post(
        f"{portal_url}/api/3/action/{action}", json=data, headers={"Authorization": token}, timeout=30
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]
