"""What is put right in CKAN before its application is made."""

from __future__ import annotations

from typing import Any

from ckanext.paser.security.service import put_ckan_right


def update_config(config: Any) -> None:
    put_ckan_right()
