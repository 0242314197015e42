"""The secrets of one installation: made once, each in a file that only the account can read; that of the mail server is given."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from .account import Account

GIVEN = ("smtp_password",)
"""Secrets that others have set."""


@dataclass(frozen=True)
class Keys:
    admin_password: str
    session: str
    csrf: str
    api_token: str
    postgres: str
    ckan: str
    datastore_ro: str
    redis: str
    supervisor: str
    smtp_password: str


def provide(folder: Path, account: Account) -> Keys:
    """Read the secrets; make those that are not there yet."""
    return Keys(**{field.name: _of(field.name, folder, account) for field in fields(Keys)})


def _of(name: str, folder: Path, account: Account) -> str:
    file = folder / name.replace("_", "-")
    return _given(file) if name in GIVEN else _one(file, account)


def _given(file: Path) -> str:
    """The first line of a file that an administrator writes; empty without one."""
    return next(iter(file.read_text().splitlines()), "").strip() if file.exists() else ""


def _one(file: Path, account: Account) -> str:
    if not file.exists():
        size = 15 if file.name == "admin-password" else 32
        account.write(file, secrets.token_urlsafe(size) + "\n", 0o600)
    return file.read_text().strip()
