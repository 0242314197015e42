"""The secrets of one installation: made once, each in a file that only the account can read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from .account import Account


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


def provide(folder: Path, account: Account) -> Keys:
    """Read the secrets; make those that are not there yet."""
    return Keys(
        **{field.name: _one(folder / field.name.replace("_", "-"), account) for field in fields(Keys)}
    )


def _one(file: Path, account: Account) -> str:
    if not file.exists():
        size = 15 if file.name == "admin-password" else 32
        account.write(file, secrets.token_urlsafe(size) + "\n", 0o600)
    return file.read_text().strip()
