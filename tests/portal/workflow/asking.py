"""How each action of ``tests/permissions.yaml`` is asked for, so that whoever may not have it would have had it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from .stage import Place, Stage

_CHANGES_DATASET = (
    "bulk_update_delete",
    "bulk_update_private",
    "package_resource_reorder",
    "resource_create",
    "resource_delete",
    "resource_patch",
    "resource_update",
    "datastore_create",
    "datastore_delete",
    "datastore_records_delete",
    "datastore_upsert",
)
ASKS_TOO: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_CHANGES_DATASET, ("package_update",)),
    "package_owner_org_update": ("package_update",),
    "organization_member_delete": ("member_delete",),
    "group_member_delete": ("member_delete",),
}
"""The access that an action checks beside its own."""
CHECKED_AS = {
    "task_status_update_many": "task_status_update",
    "term_translation_update_many": "term_translation_update",
}
"""Actions whose access has another name."""
REFUSED_IN_WORDS = ("package_collaborator_create", "package_collaborator_delete")
"""Actions that CKAN refuses everybody as an error of what was sent, as the portal has none of this."""

ABSENT = (
    "paser_dashboard_show",
    "paser_indicator_data",
    "paser_indicator_show",
    "paser_harvest_explain",
    "paser_harvest_run_show",
    "paser_harvest_source_show",
)
"""Actions that only read, but are asked for what is not there: whoever may have it is told so."""


def sent(action: str, place: Place, stage: Stage) -> dict[str, Any]:
    """What is sent to an action, which stands in the matrix by this name."""
    own = _OWN.get(action)
    if own:
        return own(place, stage)
    return next(make(place, stage) for begin, make in _BY_BEGIN.items() if action.startswith(begin))


def about(auth: str, place: Place, stage: Stage, data: dict[str, Any]) -> dict[str, Any]:
    """What the access that an action checks too is asked about."""
    return {"id": place.id} if auth == "package_update" else dict(data)


_RECORD = {"kecamatan": "Kuaro", "jumlah": 9}
_CLOSING = {"akses_level": "terbatas", "kategori_informasi": "setiap_saat", "dasar_pembatasan": "BA"}
_FILE = {"name": "Lain", "url": "https://b.test/", "format": "JSON"}
_TASK = {
    "id": "contoh",
    "entity_id": "contoh",
    "entity_type": "dataset",
    "task_type": "contoh",
    "key": "a",
    "value": "b",
}
_TERM = {"term": "a", "term_translation": "b", "lang_code": "id"}
_OWN: dict[str, Any] = {
    "package_search": lambda at, on: {"q": "*:*", "rows": 1},
    "package_create": lambda at, on: {"name": "contoh-baru", "owner_org": on.agency, "type": "dataset"},
    "package_revise": lambda at, on: {"match": {"id": at.id}, "update": {"id": at.id, "notes": "Lain"}},
    "package_update": lambda at, on: {**_shown(at), "notes": "Lain"},
    "package_update/close": lambda at, on: {**_shown(at), **_CLOSING},
    "package_patch/close": lambda at, on: {"id": at.id, **_CLOSING},
    "package_revise/close": lambda at, on: {"match": {"id": at.id}, "update": {"id": at.id, **_CLOSING}},
    "package_resource_reorder": lambda at, on: {"id": at.id, "order": [at.resource]},
    "package_owner_org_update": lambda at, on: {"id": at.id, "organization_id": on.agency},
    "package_create_default_resource_views": lambda at, on: {"package": {"id": at.id, "resources": []}},
    "dcat_catalog_show": lambda at, on: {"format": "ttl"},
    "dcat_catalog_search": lambda at, on: {"format": "ttl"},
    "resource_create_default_resource_views": lambda at, on: {
        "resource": {"id": at.resource, "package_id": at.id},
        "package": {"id": at.id, "resources": []},
    },
    "resource_create": lambda at, on: {"package_id": at.id, **_FILE},
    "resource_update": lambda at, on: {"id": at.resource, **_FILE},
    "resource_view_list": lambda at, on: {"id": at.resource},
    "resource_view_create": lambda at, on: {
        "resource_id": at.resource,
        "title": "Lain",
        "view_type": "text_view",
    },
    "resource_view_reorder": lambda at, on: {
        "id": at.resource,
        "resource_id": at.resource,
        "order": [at.view],
    },
    "datastore_create": lambda at, on: {"resource_id": at.resource, "force": True, "records": [_RECORD]},
    "datastore_upsert": lambda at, on: {
        "resource_id": at.resource,
        "force": True,
        "method": "insert",
        "records": [_RECORD],
    },
    "datastore_delete/rows": lambda at, on: {
        "resource_id": at.resource,
        "force": True,
        "filters": {"jumlah": 3},
    },
    "datastore_records_delete": lambda at, on: {
        "resource_id": at.resource,
        "force": True,
        "filters": {"jumlah": 3},
    },
    "datastore_function_create": lambda at, on: {
        "name": "contoh",
        "definition": "BEGIN END",
        "rettype": "trigger",
    },
    "datastore_function_delete": lambda at, on: {"name": "contoh"},
    "paser_release_show": lambda at, on: {"resource_id": at.resource, "number": 1},
    "paser_release_diff": lambda at, on: {"resource_id": at.resource, "from": 1, "to": 1},
    "paser_release_withdraw": lambda at, on: {"resource_id": at.resource, "number": 1, "reason": "Keliru"},
    "paser_privacy_decide": lambda at, on: {
        "resource_id": at.resource,
        "decision": "drop_column",
        "columns": [],
    },
    "paser_privacy_decide/override": lambda at, on: {
        "resource_id": at.resource,
        "decision": "override",
        "reason": "Keliru",
    },
    "paser_workflow_transition": lambda at, on: {"id": at.id, "to": "tidak-ada", "note": "", "comments": {}},
    "paser_workflow_queue": lambda at, on: {},
    "paser_notice_setting_show": lambda at, on: {},
    "paser_notice_setting_update": lambda at, on: {"wish": "harian"},
    "paser_quality_show": lambda at, on: {"id": at.id},
    "paser_standard_list": lambda at, on: {},
    "am_following_dataset": lambda at, on: {"id": at.id},
    "paser_bulk_show": lambda at, on: {"id": on.run},
    "paser_bulk_apply/kept": lambda at, on: {"id": on.run, "digest": "lain"},
    "user_create": lambda at, on: {
        "name": "contoh-baru",
        "email": "a@contoh.invalid",
        "password": "contoh12345",
    },
    "user_invite": lambda at, on: {
        "group_id": on.agency,
        "email": "b@contoh.invalid",
        "role": "editor",
        "id": on.agency,
    },
    "user_delete": lambda at, on: {"id": on.stranger},
    "api_token_create": lambda at, on: {"user": on.stranger, "name": "contoh"},
    "api_token_revoke": lambda at, on: {"jti": "contoh"},
    "organization_show": lambda at, on: {"id": on.agency},
    "organization_create": lambda at, on: {"name": "contoh-baru"},
    "group_create": lambda at, on: {"name": "contoh-baru"},
    "config_option_update": lambda at, on: {"ckan.site_title": "Lain"},
    "job_cancel": lambda at, on: {"id": "contoh"},
    "follow_group": lambda at, on: {"id": on.group},
    "unfollow_group": lambda at, on: {"id": on.group},
    "follow_user": lambda at, on: {"id": on.stranger},
    "unfollow_user": lambda at, on: {"id": on.stranger},
    "vocabulary_create": lambda at, on: {"name": "contoh-baru", "tags": []},
    "member_list": lambda at, on: {"id": on.agency, "object_type": "package"},
    "tag_autocomplete": lambda at, on: {"query": "contoh"},
    "tag_list": lambda at, on: {},
    "tag_search": lambda at, on: {"query": "contoh"},
    "tag_show": lambda at, on: {"id": "contoh"},
    "tag_create": lambda at, on: {"name": "contoh", "vocabulary_id": "contoh"},
    "paser_wall_create": lambda at, on: {"wall": "contoh", "note": ""},
    "paser_harvest_source_list": lambda at, on: {},
    "paser_harvest_run_list": lambda at, on: {},
    "paser_harvest_source_approve": lambda at, on: {"id": "contoh", "digest": "contoh"},
    "paser_harvest_approve": lambda at, on: {"run_id": "contoh"},
    "paser_harvest_explain": lambda at, on: {"source_id": "contoh", "key": "contoh"},
}
"""By action, what is sent, made of the dataset and the stage."""
_BY_BEGIN: dict[str, Any] = {
    "package_relationship": lambda at, on: {
        "subject": at.id,
        "object": on.other.id,
        "id": at.id,
        "id2": on.other.id,
        "rel": "depends_on",
        "type": "depends_on",
        "comment": "Lain",
    },
    "package_collaborator": lambda at, on: {"id": at.id, "user_id": on.stranger, "capacity": "editor"},
    "package_": lambda at, on: {"id": at.id, "notes": "Lain"},
    "dataset_": lambda at, on: {"id": at.id},
    "dcat_dataset": lambda at, on: {"id": at.id},
    "file_": lambda at, on: {
        "id": "contoh",
        "name": "contoh.txt",
        "location": "contoh.txt",
        "storage": "default",
        "upload": b"contoh",
        "owner_type": "user",
        "owner_id": on.stranger,
        "force": False,
    },
    "follow_dataset": lambda at, on: {"id": at.id},
    "unfollow_dataset": lambda at, on: {"id": at.id},
    "bulk_update": lambda at, on: {"datasets": [at.id], "org_id": on.agency},
    "resource_view": lambda at, on: {
        "id": at.view,
        "resource_id": at.resource,
        "title": "Lain",
        "view_type": "text_view",
    },
    "resource_": lambda at, on: {"id": at.resource, "name": "Lain", "url": "https://b.test/"},
    "datastore_": lambda at, on: {"resource_id": at.resource, "force": True},
    "paser_table": lambda at, on: {"resource_id": at.resource},
    "paser_rows": lambda at, on: {"resource_id": at.resource},
    "paser_release": lambda at, on: {"resource_id": at.resource},
    "paser_privacy": lambda at, on: {"resource_id": at.resource},
    "paser_workflow_deputy": lambda at, on: {"organization": on.agency, "user": on.names["member"]},
    "paser_workflow": lambda at, on: {"id": at.id},
    "paser_bulk": lambda at, on: {
        "owner_org": on.agency,
        "rows": [{"title": "Jumlah Posyandu"}],
        "digest": "lain",
    },
    "paser_": lambda at, on: {"id": "contoh"},
    "organization_member": lambda at, on: (
        {"id": on.agency, "username": on.stranger, "role": "editor"} | _member(on.agency, on)
    ),
    "organization_": lambda at, on: {"id": on.agency, "description": "Lain"},
    "group_member": lambda at, on: (
        {"id": on.group, "username": on.stranger, "role": "editor"} | _member(on.group, on)
    ),
    "group_": lambda at, on: {"id": on.group, "description": "Lain"},
    "member_": lambda at, on: _member(on.agency, on),
    "user_": lambda at, on: {"id": on.stranger, "email": "c@contoh.invalid", "fullname": "Lain"},
    "task_status": lambda at, on: _TASK | {"data": [_TASK], "entity_id": at.id},
    "term_translation": lambda at, on: _TERM | {"data": [_TERM]},
    "vocabulary_": lambda at, on: {"id": "contoh", "name": "contoh", "tags": []},
    "tag_": lambda at, on: {"id": "contoh"},
    "job_": lambda at, on: {},
}


def _shown(at: Place) -> dict[str, Any]:
    return tk.get_action("package_show")(Context(ignore_auth=True), {"id": at.id})


def _member(group: str, on: Stage) -> dict[str, Any]:
    return {"id": group, "object": on.stranger, "object_type": "user", "capacity": "editor"}
