"""From a mapped record to the package dictionary that CKAN is given. Pure.

An officer's work survives: fields of ``keep_local`` are never written over, resources and extras that
did not come from the source stay, and a local change that the source overwrites is told as a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ckanext.paser.problems import N_, Note

from paser_harvesters.contract import Dataset, Json, Resource

MARK = "sumber_hilang_sejak"
OF_PUBLIC_TABLES = {"kategori_informasi": "berkala", "klasifikasi_data_pribadi": "tidak_ada"}
"""What a harvested dataset says where its source does not: it comes out again and again, and what of its tables is public
was looked through for personal data."""


def as_sent(dataset: Dataset, before: Json | None) -> dict[str, Any]:
    """Return what is remembered of a dataset, to see next time whether anything has to be written.

    A resource whose content cannot be had now is remembered as it was before.
    """
    earlier = {entry["key"]: entry for entry in (before or {}).get("resources", ())}
    entries = [
        earlier[each.key] if each.problem and each.key in earlier else _entry(each)
        for each in dataset.resources
    ]
    return {"fields": dict(dataset.fields), "resources": entries}


def _entry(resource: Resource) -> dict[str, Any]:
    file = resource.file
    content = {"sha256": file.sha256, "file": file.name} if file else {}
    return {"key": resource.key, "fields": dict(resource.fields), **content}


def ckan_fields(fields: Json) -> dict[str, Any]:
    """Return the fields as ``package_create`` takes them: ``tags`` or ``tag_string`` become tags."""
    given = {name: value for name, value in fields.items() if name not in ("tags", "tag_string")}
    names = [
        str(name).strip() for name in fields.get("tags") or str(fields.get("tag_string") or "").split(",")
    ]
    if names := [name for name in names if name]:
        given["tags"] = [{"name": name} for name in dict.fromkeys(names)]
    return given


def changes(fields: Json, before: Json | None, keep_local: Sequence[str]) -> dict[str, Any]:
    """Return the fields to write over an existing dataset; one that the source no longer gives is emptied."""
    given = ckan_fields(fields)
    gone = set(ckan_fields((before or {}).get("fields", {}))) - set(given)
    emptied = {name: [] if name == "tags" else "" for name in gone}
    return {name: value for name, value in {**emptied, **given}.items() if name not in keep_local}


def shown_fields(package: Json, fields: Iterable[str]) -> dict[str, Any]:
    """Return what CKAN shows of these fields, in a form that can be compared later."""
    shown = {name: package.get(name) for name in fields}
    if "tags" in shown:
        shown["tags"] = sorted(tag["name"] for tag in package.get("tags") or ())
    return shown


def local_edits(package: Json, shown: Json | None, written: Iterable[str]) -> list[Note]:
    """Return a note for each local change that is being written over."""
    if not shown:
        return []
    present = shown_fields(package, shown)
    return [
        Note(
            "local_edit",
            N_("`{field}` had been changed on the portal; the source's value was taken."),
            {"field": name},
        )
        for name in sorted(set(written) & set(shown))
        if present[name] != shown[name]
    ]


def with_extras(package: Json, values: Json, schema_fields: Iterable[str]) -> dict[str, Any]:
    """Place provenance where the schema has a field for it, else among the extras; None takes one away."""
    known = set(schema_fields)
    fields = {name: value or "" for name, value in values.items() if name in known}
    extras = {
        extra["key"]: extra["value"] for extra in package.get("extras", ()) if extra["key"] not in values
    }
    extras |= {name: value for name, value in values.items() if name not in known and value is not None}
    return {**fields, "extras": [{"key": key, "value": extras[key]} for key in sorted(extras)]}


def unsaid(package: Json, schema_fields: Iterable[str]) -> dict[str, str]:
    """Return what neither the dataset nor its source has to say for it to be published."""
    known = set(schema_fields)
    return {
        name: value for name, value in OF_PUBLIC_TABLES.items() if name in known and not package.get(name)
    }


def merged_resources(
    ours: Sequence[Mapping[str, Any]], package: Json | None, once_ours: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the source's resources in their order, then those that people added on the portal."""
    ids = {resource["id"] for resource in ours} | set(once_ours)
    others = [each for each in (package or {}).get("resources", ()) if each["id"] not in ids]
    return [dict(each) for each in (*ours, *others)]


def provenance(package: Json, name: str) -> str | None:
    """Return one sign of a dataset's origin, wherever :func:`with_extras` has put it."""
    extras = {extra["key"]: extra["value"] for extra in package.get("extras", ())}
    return package.get(name) or extras.get(name)


def flat_errors(errors: Any, path: str = "") -> list[tuple[str, str]]:
    """CKAN's nested error dictionary as pairs of path and message; rows are counted from one."""
    if isinstance(errors, dict):
        pairs = [(f"{path}.{name}".lstrip("."), inner) for name, inner in errors.items()]
    elif isinstance(errors, (list, tuple)) and any(isinstance(inner, dict) for inner in errors):
        pairs = [(f"{path}[{at}]", inner) for at, inner in enumerate(errors, 1) if inner]
    else:
        messages = errors if isinstance(errors, (list, tuple)) else [errors]
        return [(path, " ".join(str(message) for message in messages))]
    return [found for inner_path, inner in pairs for found in flat_errors(inner, inner_path)]
