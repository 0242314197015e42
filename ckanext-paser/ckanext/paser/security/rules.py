"""What stays closed unless an administrator opens it on purpose.

Pure rules: no CKAN. Names and meanings: CKAN 2.12, "Configuration options".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.problems import Problem

# Setting -> its closed value. CKAN's own defaults for most of these are open.
CLOSED: dict[str, Any] = {
    "debug": False,
    "WTF_CSRF_ENABLED": True,
    "ckan.auth.anon_create_dataset": False,
    "ckan.auth.create_unowned_dataset": False,
    "ckan.auth.create_dataset_if_not_in_organization": False,
    "ckan.auth.user_create_groups": False,
    "ckan.auth.user_create_organizations": False,
    "ckan.auth.user_delete_groups": False,
    "ckan.auth.user_delete_organizations": False,
    "ckan.auth.create_user_via_api": False,
    "ckan.auth.create_user_via_web": False,
    "ckan.auth.public_user_details": False,
    "ckan.auth.public_activity_stream_detail": False,
    "ckan.auth.allow_admin_collaborators": False,
    "ckan.auth.create_default_api_keys": False,
    "ckan.auth.reveal_private_datasets": False,
    "ckan.cors.origin_allow_all": False,
    "ckan.datastore.sqlsearch.enabled": False,
}


def opened(settings: Mapping[str, Any]) -> list[Problem]:
    """The settings that somebody has opened."""
    return [
        Problem(
            "opened",
            name,
            f"It is {settings.get(name)!r}.",
            f"Unless you need it open, set {name} = {closed}.",
        )
        for name, closed in CLOSED.items()
        if bool(settings.get(name)) != closed
    ]
