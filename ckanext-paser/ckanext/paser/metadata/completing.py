"""The validator that looks at a dataset as a whole, after each field had its own.

It fills in what the dataset says of its files, and tells all that keeps a dataset from being public at once. A draft or a
private dataset may lack anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.navl.dictization_functions import unflatten
from ckan.logic.converters import convert_to_extras
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.metadata.rules import crossfields, filled, withdrawn
from ckanext.paser.metadata.rules.findings import Finding, Level
from ckanext.paser.problems import worded
from ckanext.paser.workflow import rules as workflow
from ckanext.paser.workflow.service import is_by_machine, is_version

__all__ = ["has_profile", "is_of_machine", "is_public", "keep_in_mind", "paser_profile"]

_LISTS = ("scheming_multiple_choice_output", "scheming_load_json")
"""Output validators of fields that are stored as the JSON text of a list."""
_OF_LOADED = ("kamus_data", "kolom_wilayah", "pii_scan_status", "sistem_kode_wilayah")
"""Fields of a file that are known when its table was read, or it was looked through: after the write that brings it."""
_OF_SOURCES = ("title",)
"""A dataset is called by its source as that calls it: what is too long for a title is asked of people."""
_ABOUT_FILES = {"periode_mulai": "temporal_coverage", "sumber_id": "sistem_asal", "sumber_url": "sistem_asal"}
"""Fields of a dataset that ask for something of its files, also of those that are not sent."""
_UNCHANGED = "paser_unchanged_files"
_CLOSES_ALONE = "paser_closes_alone"


def paser_profile(field: None, schema: dict[str, Any]) -> Callable[..., None]:
    """Make the validator of a dataset of one schema; scheming calls this."""
    firsts = {
        one["field_name"]: one["repeating_subfields"][0]["field_name"]
        for one in [*schema["dataset_fields"], *schema["resource_fields"]]
        if "repeating_subfields" in one
    }
    lists = {
        one["field_name"]
        for one in [*schema["dataset_fields"], *schema["resource_fields"]]
        if not set(str(one.get("output_validators")).split()).isdisjoint(_LISTS)
    }

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        before = _before(data, context)
        unchanged: Any = context.pop(_UNCHANGED, [])  # pyright: ignore[reportCallIssue, reportArgumentType]
        dataset = _plain(data, lists)
        dataset |= {"private": _private(data, before), "state": _state(data, before)}
        _stand(dataset, len(dataset["resources"]) + len(unchanged), data, errors, context)
        _fill_files(dataset, data)
        _note_first_release(dataset, data, before)
        if not is_of_machine(context) and not context.get(workflow.WRITTEN):
            _tell_what_is_withdrawn(dataset, before, lists, firsts, errors)
            _tell_that_its_address_stays(data, before, context, errors)
        stays = is_of_machine(context) and before is not None and is_public(_said(before))
        waits = workflow.OF_SOURCE in context and dataset["status_sdi"] == workflow.Status.DIPERIKSA_PEMBINA
        if (is_public(dataset) or waits) and not stays:
            _tell_what_is_wrong(dataset, unchanged, firsts, errors)
            if workflow.OF_SOURCE in context or _is_published(before):
                _tell_what_publishing_asks(dataset, unchanged, before, firsts, errors)

    return validator


paser_profile.is_a_scheming_validator = True  # pyright: ignore[reportFunctionMemberAccess]
"""As scheming's own decorator does, which cannot be imported here: its module asks CKAN for all validators, and so for this
one, while it is being imported."""


def has_profile(type_: str | None) -> bool:
    """Tell whether datasets of a type are described by the profile."""
    return type_ == "dataset" and p.plugin_loaded("scheming_datasets")


def is_public(dataset: Any) -> bool:
    """Tell whether everybody may see a dataset that is shown, or sent, so."""
    private: Any = tk.get_validator("boolean_validator")
    return not private(dataset.get("private"), {}) and (dataset.get("state") or "active") == "active"


def is_of_machine(context: Context) -> bool:
    """Tell whether the portal notes something itself: what was public stays so. What a source says is judged as what people say is."""
    return context.get("user") == tk.config["ckan.site_id"] and workflow.OF_SOURCE not in context


def keep_in_mind(context: Context, files: list[dict[str, Any]], *, closes_alone: bool) -> None:
    """Tell the validator of the files of a dataset that CKAN will not show it, because nothing of them has changed.

    Args:
        closes_alone: see ``workflow.rules.closes_alone``: CKAN shows the validator too little to see that.
    """
    context[_UNCHANGED] = files  # pyright: ignore[reportGeneralTypeIssues]
    context[_CLOSES_ALONE] = closes_alone  # pyright: ignore[reportGeneralTypeIssues]


def _before(data: FlattenDataDict, context: Context) -> model.Package | None:
    """The dataset as it is stored; None for a new one."""
    package = context.get("package")
    return package if package is not None and data.get(("id",)) in (package.id, package.name) else None


def _said(package: model.Package) -> dict[str, Any]:
    return {"private": package.private, "state": package.state}


def _private(data: FlattenDataDict, before: model.Package | None) -> bool:
    sent = _sent_private(data)
    return bool(before and before.private) if sent is None else sent


def _sent_private(data: FlattenDataDict) -> bool | None:
    sent = data.get(("private",))
    return None if sent in (None, tk.missing) else bool(sent)


def _state(data: FlattenDataDict, before: model.Package | None) -> str:
    sent = data.get(("state",))
    return (before.state if before else "active") if sent in (None, "", tk.missing) else str(sent)


def _plain(data: FlattenDataDict, lists: set[str]) -> dict[str, Any]:
    """A dataset as it will be shown."""
    known = {
        key: value for key, value in data.items() if value is not tk.missing and not key[-1].startswith("__")
    }
    dataset = unflatten({key: _read(key, value, lists) for key, value in known.items()})
    dataset["resources"] = [one or {} for one in dataset.get("resources") or []]
    return dataset


def _read(key: FlattenKey, value: Any, lists: set[str]) -> Any:
    if key[-1] in lists and isinstance(value, str) and value.startswith("["):
        return json.loads(value)
    return value


def _stand(
    dataset: dict[str, Any], files: int, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Have who may see the dataset follow from where it stands in the workflow, whatever was sent for it.

    Args:
        files: how many it will have.
    """
    closes_alone: Any = context.pop(_CLOSES_ALONE, False)  # pyright: ignore[reportCallIssue, reportArgumentType]
    written: Any = context.get(workflow.WRITTEN)
    if written:
        _write(data, written)
        dataset |= written
        return
    before = _before(data, context)
    stored = _stored(before)
    sent = workflow.Sent(
        private=_sent_private(data),
        state=dataset["state"],
        access=str(dataset.get("akses_level") or "terbuka"),
        files=files,
        closes_alone=closes_alone,
        awaits_pembina=_awaits_pembina(dataset, before, context),
    )
    stands = workflow.stand(stored, sent, by_machine=is_by_machine(context))
    if stands.problem:
        errors.setdefault((stands.field,), []).append(worded(stands.problem, tk._)["text"])
    dataset |= {"private": stands.private, "status_sdi": stands.status.value}
    data[("private",)] = stands.private
    if stands.status is not (stored or workflow.Stored()).status:
        _write(data, {"status_sdi": stands.status.value})


def _awaits_pembina(dataset: dict[str, Any], before: model.Package | None, context: Context) -> bool:
    """Whether a source brings priority data that the Pembina has not confirmed."""
    known = (before.extras or {}).get("diperiksa_pembina_pada") if before else None
    return workflow.OF_SOURCE in context and dataset.get("data_prioritas") is True and not known


def _stored(before: model.Package | None) -> workflow.Stored | None:
    if before is None:
        return None
    status = workflow.Status((before.extras or {}).get("status_sdi") or workflow.Status.DRAF)
    return workflow.Stored(status, bool(before.private), before.state)


def _write(data: FlattenDataDict, fields: dict[str, str]) -> None:
    """Put fields of ours among what is stored, in the place of what was."""
    for name, value in fields.items():
        data[(name,)] = value
        for place in [key for key in data if key[0] == "extras" and data.get((*key[:2], "key")) == name]:
            del data[place]
        convert_to_extras((name,), data, {}, {})


def _fill_files(dataset: dict[str, Any], data: FlattenDataDict) -> None:
    positions = sorted({key[1] for key in data if key[0] == "resources" and len(key) > 2})
    for position, file in zip(positions, dataset["resources"], strict=False):
        for name, value in filled.of_file(file, dataset).items():
            file[name] = data[("resources", position, name)] = value


def _note_first_release(dataset: dict[str, Any], data: FlattenDataDict, before: model.Package | None) -> None:
    """The day on which a dataset was public first, which is kept for good."""
    if not is_public(dataset) or dataset.get("issued"):
        return
    known = before.metadata_created if before is not None and is_public(_said(before)) else None
    moment = (known or datetime.now(timezone.utc).replace(tzinfo=None)).replace(tzinfo=timezone.utc)
    data[("issued",)] = moment.astimezone(tk.h.get_display_timezone()).date().isoformat()
    convert_to_extras(("issued",), data, {}, {})


def _tell_what_is_wrong(
    dataset: dict[str, Any], unchanged: list[dict[str, Any]], firsts: dict[str, str], errors: FlattenErrorDict
) -> None:
    """Tell at each field what keeps the dataset from being public; where its own validators have not told before.

    What only the workflow asks for was told before the step into ``terbit``: a later file is not looked through at once.
    """
    sent = len(dataset["resources"])
    whole = {**dataset, "resources": [*dataset["resources"], *unchanged], "status_sdi": None}
    for finding in crossfields.errors(whole):
        if finding.file is None or finding.file < sent:
            place = _place(finding, firsts)
            errors[place] = errors.get(place) or [worded(finding.problem, tk._)["text"]]


def _tell_what_is_withdrawn(
    dataset: dict[str, Any],
    before: model.Package | None,
    lists: set[str],
    firsts: dict[str, str],
    errors: FlattenErrorDict,
) -> None:
    """Refuse codes that are not valid any more to who has not had them before, and tell what is taken in their place."""
    today = datetime.now(tk.h.get_display_timezone()).date()
    stored = _extras(before.extras, lists) | {"license_id": before.license_id} if before else {}
    known = {one.id: _extras(one.extras, lists) for one in before.resources_all} if before else {}
    found = list(withdrawn.newly_taken(dataset, stored, today))
    for position, file in enumerate(dataset["resources"]):
        found += withdrawn.newly_taken(file, known.get(file.get("id"), {}), today, file=position)
    for finding in found:
        place = _place(finding, firsts)
        errors[place] = errors.get(place) or [worded(finding.problem, tk._)["text"]]


def _tell_that_its_address_stays(
    data: FlattenDataDict, before: model.Package | None, context: Context, errors: FlattenErrorDict
) -> None:
    """Refuse people another address for what was public and was withdrawn: there stands that it was, and why."""
    if before is None or data.get(("name",)) in (before.name, tk.missing, None) or is_by_machine(context):
        return
    stored = before.extras or {}
    was_public = bool(stored.get("issued")) and stored.get("status_sdi") != workflow.Status.TERBIT
    if was_public and not is_version(before.id):
        errors.setdefault(("name",), []).append(worded(workflow.address_kept(before.name), tk._)["text"])


def _extras(extras: dict[str, Any] | None, lists: set[str]) -> dict[str, Any]:
    return {name: _read((name,), value, lists) for name, value in (extras or {}).items()}


def _is_published(before: model.Package | None) -> bool:
    if before is None or not is_public(_said(before)):
        return False
    return (before.extras or {}).get("status_sdi") == workflow.Status.TERBIT


def _tell_what_publishing_asks(
    dataset: dict[str, Any],
    unchanged: list[dict[str, Any]],
    before: model.Package | None,
    firsts: dict[str, str],
    errors: FlattenErrorDict,
) -> None:
    """Tell what publishing alone asks for, as far as metadata tell: a licence, data, files within the time covered.

    What is published already does not lose it, and a source publishes nothing without it. What a dataset lacked when it was published does
    not hold it up.
    """
    sent = len(dataset["resources"])
    lost = _asked_to_publish({**dataset, "resources": [*dataset["resources"], *unchanged]})
    had = _asked_to_publish(_shown(before)) if lost and before is not None and _is_published(before) else {}
    for key, finding in lost.items():
        if key not in had:
            told = finding
            if finding.file is not None and finding.file >= sent:
                told = finding._replace(field=_ABOUT_FILES.get(finding.field, "status_sdi"), file=None)
            place = _place(told, firsts)
            errors[place] = errors.get(place) or [worded(finding.problem, tk._)["text"]]


def _asked_to_publish(dataset: dict[str, Any]) -> dict[tuple[Any, ...], Finding]:
    """What publishing alone would refuse, by what makes it the same before and after a write: rule, field, file, fact and its values."""
    files, found = dataset["resources"], {}
    for one in crossfields.findings(dataset):
        if (
            one.level is Level.TERBIT
            and one.field not in (*_OF_LOADED, *_OF_SOURCES)
            and not workflow.is_ours(one.field, one.file)
        ):
            file = "" if one.file is None else files[one.file].get("id", one.file)
            found[(one.rule, one.field, file, one.problem.fact, *one.problem.params.values())] = one
    return found


def _shown(package: model.Package) -> dict[str, Any]:
    context = Context(ignore_auth=True, use_cache=False)
    return tk.get_action("package_show")(context, {"id": package.id})


def _place(finding: Finding, firsts: dict[str, str]) -> FlattenKey:
    """Where CKAN tells an error: of a field with rows at a field of a row, the first one if there is none."""
    name, *row = finding.field.split("-")
    within = tuple(_places([name, *row] if row or name not in firsts else [name, "0", firsts[name]]))
    return within if finding.file is None else ("resources", finding.file, *within)


def _places(parts: list[str]) -> Iterator[Any]:
    for part in parts:
        yield int(part) if part.isdigit() else part
