"""Steps of a dataset towards the public: the only place that writes where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.plugins import DefaultPermissionLabels, get_permission_labels
from ckan.types import Context

from ckanext.paser import datasets
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.problems import Problem, ProblemError, worded
from ckanext.paser.releases import service as releases
from ckanext.paser.workflow import judging, kept, rules, store, successors
from ckanext.paser.workflow.judging import Offered
from ckanext.paser.workflow.labels import Labels
from ckanext.paser.workflow.model import EDIT, END, STEP, WorkflowEvent
from ckanext.paser.workflow.rules import Case, Role, Status, Step
from ckanext.paser.workflow.signals import workflow_changed

TYPE = "dataset"
OPEN_ROWS = "baris_langsung"
"""The field of a file whose rows are written directly when it is published."""


class Asker(NamedTuple):
    """Who asks.

    Attributes:
        id: of the person; empty for the portal itself.
        agencies: for which they act, see ``store.agencies_of``.
    """

    id: str = ""
    name: str = ""
    is_sysadmin: bool = False
    agencies: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def roles(self, owner: str | None) -> frozenset[Role]:
        """As what they act on a dataset of an agency."""
        if not self.id:
            return frozenset({Role.SISTEM})
        return rules.roles_of(self.agencies, owner, is_sysadmin=self.is_sysadmin)


PORTAL = Asker()
in_work, replaced, next_version = store.in_work, store.replaced, store.successor_of
is_published, file_in = successors.is_published, successors.file_in
published_file, published_files, replaced_files = (
    successors.published_file,
    successors.published_files,
    successors.replaced_files,
)
"""What other rooms ask of next versions."""
whole, remarks, judged = judging.whole, judging.remarks, judging.judged
"""What they ask of the judgement about a step."""
acting, agencies, histories = store.acting, store.agencies, store.histories
log, steps = store.log, store.steps
"""What they ask of the rest, as it is kept."""


def asker(user: str | model.User | None) -> Asker:
    """Who asks, by name or id, or as the person that is known already; somebody without any role where there is no such person."""
    found = model.User.get(user) if isinstance(user, str) and user else user
    if not isinstance(found, model.User) or found.state != model.State.ACTIVE:
        return Asker(id="-")
    agencies = tuple((id_, tuple(roles)) for id_, roles in store.agencies_of(found.id))
    return Asker(found.id, found.name, bool(found.sysadmin), agencies)


def is_version(dataset_id: str) -> bool:
    """Whether a dataset is the next version of another."""
    return store.successor(dataset_id) is not None


def status(dataset: dict[str, Any]) -> Status:
    """Where a dataset that is shown stands."""
    return Status(dataset.get("status_sdi") or Status.DRAF)


def offered(
    dataset: dict[str, Any],
    who: Asker,
    history: list[WorkflowEvent],
    waiting: model.Package | None = None,
) -> Iterator[Offered]:
    """The steps that follow, each with what is in its way, see ``judging.offered``."""
    return judging.offered(dataset, _case(dataset, who, history), waiting.name if waiting else "")


def _case(dataset: dict[str, Any], who: Asker, history: list[WorkflowEvent]) -> Case:
    return Case(
        status=status(dataset),
        roles=who.roles(dataset.get("owner_org")),
        is_author=who.id in authors(history),
        is_priority=dataset.get("data_prioritas") is True,
        is_changed=_is_changed(history),
    )


def authors(history: list[WorkflowEvent]) -> set[str]:
    """Who created, changed or submitted the present version; ``history`` has the newest event first."""
    found = set()
    for event in history:
        if event.kind == STEP and event.to == Status.TERBIT:
            break
        if event.actor and (event.kind == EDIT or event.role == Role.PRODUSEN):
            found.add(event.actor)
    return found


def _is_changed(history: list[WorkflowEvent]) -> bool:
    """Whether a dataset was changed since its last step."""
    return bool(history) and history[0].kind == EDIT


def take(id_: str, to: str, who: Asker, note: str = "", comments: dict[str, str] | None = None) -> str:
    """Take a step with a dataset, and tell who listens. Commits.

    Args:
        id_: id or name of the dataset.
        to: the state it comes to.

    Returns:
        the id of the dataset.

    Raises:
        ObjectNotFound: there is no such dataset.
        ProblemError: something is in the way.
        ValidationError: the dataset cannot be public as it is.
    """
    datasets.read_anew(id_)
    dataset = _read(id_)
    now, history = status(dataset), store.events(dataset["id"])
    wanted = rules.step(now, to)
    found: list[Finding] = []
    if wanted is not None and wanted.complete:
        dataset, tables = judging.whole(dataset)
        found = judging.remarks(dataset, to, tables)
    case = replace(_case(dataset, who, history), remarks=len(found))
    problem = rules.judge(case, to, note, comments or {})
    role = rules.acting(wanted, case.roles) if wanted else None
    problem = problem or (_between_versions(dataset["id"], wanted) if wanted else None)
    if problem or wanted is None or role is None:
        model.Session.rollback()
        raise ProblemError(problem or rules.nothing(now))
    said: dict[str, Any] = {"actor": who.id, "role": role.value, "from_": now.value}
    said |= {"to": to, "note": note.strip()}
    event = {**said, "comments": comments or {}, **kept.of(dataset, comments or ())}
    if now is Status.DITARIK:
        event["parts"] |= rules.left(dataset)
    fields = _fields(wanted, role, rules.reason(note, comments or {}, dataset))
    public = next((one.at for one in history if one.kind == STEP and one.to in rules.PUBLIC), None)
    done = _do(dataset, fields, who, event, public)
    workflow_changed.send(done, **said)
    if done != dataset["id"] and wanted.to is Status.TERBIT:
        successors.take_away(dataset["id"])
    return done


def _between_versions(dataset_id: str, wanted: Step) -> Problem | None:
    """What keeps one version from a step while there is, or was, another."""
    if store.is_over(dataset_id):
        return rules.over()
    waiting = store.successor_of(dataset_id) if rules.begins_version(wanted) else None
    return rules.in_work(waiting.name) if waiting else None


def _do(
    dataset: dict[str, Any],
    fields: dict[str, str],
    who: Asker,
    event: dict[str, Any],
    public: datetime | None,
) -> str:
    """Write a step, each the way it needs; return the id of the dataset that stands there now. Commits.

    Args:
        public: when the dataset was published or withdrawn last.
    """
    to, now = fields["status_sdi"], status(dataset)
    if now is Status.TERBIT and to == Status.DRAF:
        return successors.begin(dataset, _context(who), event)
    if to == Status.TERBIT and store.successor(dataset["id"]):
        return successors.put_in_place(dataset, _context(who), fields, event)
    store.add(dataset["id"], STEP, **event)
    files = [one["id"] for one in dataset["resources"]] if to == Status.TERBIT else []
    trials = releases.approve(files, public)
    _write(dataset, fields, who)
    releases.unlink_trials(trials)
    return dataset["id"]


def _read(id_: str) -> dict[str, Any]:
    """A dataset as it is stored, that nobody else changes until the transaction ends."""
    context = Context(ignore_auth=True, use_cache=False, for_update=True)
    dataset = tk.get_action("package_show")(context, {"id": id_})
    if dataset["type"] != TYPE or dataset["state"] == "deleted":
        raise tk.ObjectNotFound
    return dataset


def _fields(wanted: Step, role: Role, reason: str) -> dict[str, str]:
    """What a step writes into the dataset."""
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    fields = {"status_sdi": wanted.to.value}
    if wanted.to in (Status.PERLU_PERBAIKAN, Status.DITOLAK):
        fields["catatan_verifikasi"] = reason
    if wanted.from_ is Status.DIPERIKSA_WALIDATA and wanted.four_eyes:
        fields["diverifikasi_pada"] = now
    if role is Role.PEMBINA and wanted.to is Status.DISETUJUI:
        fields["diperiksa_pembina_pada"] = now
    return fields


def _write(dataset: dict[str, Any], fields: dict[str, str], who: Asker) -> None:
    """Change where a dataset stands the way CKAN changes everything else of it, so that all who listen hear of it."""
    to, access = Status(fields["status_sdi"]), dataset.get("akses_level") or "terbuka"
    private = rules.is_private(to, access, len(dataset.get("resources") or []))
    context = _context(who)
    context[rules.WRITTEN] = fields  # pyright: ignore[reportGeneralTypeIssues]
    state = {"state": "active"} if to is not Status.DRAF else {}
    sent = {name: value for name, value in dataset.items() if name != "metadata_modified"}
    tk.get_action("package_update")(context, {**sent, **fields, **state, "private": private})


def _context(who: Asker) -> Context:
    """Of a write that was judged, in the name of who has taken the step."""
    name = who.name or tk.config["ckan.site_id"]
    return Context(user=name, ignore_auth=True, auth_user_obj=model.User.get(name))


def is_by_machine(context: Context) -> bool:
    """Whether the portal itself writes: for a source, a job, a command, or a step that was judged before."""
    return bool(context.get("ignore_auth")) or context.get("user") == tk.config["ckan.site_id"]


def note_write(dataset_id: str, context: Context, status: str) -> None:
    """Keep who has written a dataset, in the caller's transaction.

    Args:
        context: of the write; ``OF_SOURCE`` in it says who let its source publish it, where that is known.
        status: where it stands after the write.
    """
    before = store.last_state(dataset_id)
    person = None if is_by_machine(context) else _person(context)
    if before != status:
        event = {"from_": before or "", "to": status}
        if person:
            event |= {"actor": person.id, "role": Role.PRODUSEN.value}
        else:
            said = str(context.get(rules.OF_SOURCE) or rules.APPROVED_WITH_SOURCE)
            note = said if status in (Status.TERBIT, Status.DIPERIKSA_PEMBINA) else ""
            event |= {"role": Role.SISTEM.value, "note": note}
        store.add(dataset_id, STEP, **event)
    elif person:
        store.add_edit(dataset_id, person.id)


def _person(context: Context) -> model.User | None:
    """Whose account asks; whoever has logged in was read already."""
    name, known = context.get("user"), context.get("auth_user_obj")
    if isinstance(known, model.User) and name in (known.name, known.id):
        return known
    return model.User.get(name) if name else None


def note_edit(dataset_id: str, context: Context) -> None:
    """Keep that a person has changed a dataset in a way of its own, in the caller's transaction."""
    if person := _person(context):
        store.add_edit(dataset_id, person.id)


def note_deletion(dataset_id: str, context: Context) -> None:
    """Keep that somebody has given a next version up by deleting it, in the caller's transaction."""
    if successors.give_up(dataset_id):
        person = None if is_by_machine(context) else _person(context)
        role = Role.PRODUSEN if person else Role.SISTEM
        store.add(dataset_id, END, actor=person.id if person else "", role=role.value)


def check_rows(resource_id: str, context: Context) -> None:
    """Refuse rows for a table of a dataset that stands still; of sysadmins CKAN asks nothing about what is being checked.

    Raises:
        NotAuthorized: it is being checked, or was decided about; it is published, and that rows are written directly was
            not checked with it (``baris_langsung``); or the rows belong to another version.
    """
    resource = None if is_by_machine(context) else model.Resource.get(resource_id)
    if resource is not None:
        if successors.is_without_rows(resource):
            raise tk.NotAuthorized(worded(rules.elsewhere(), tk._)["text"])
        if successors.is_published(resource.package) and not (resource.extras or {}).get(OPEN_ROWS):
            raise tk.NotAuthorized(worded(rules.rows_kept(), tk._)["text"])
        tk.check_access("package_update", Context(user=context.get("user", "")), {"id": resource.package_id})


def check_table(resource_id: str, context: Context) -> None:
    """Refuse to remove a table of what is published, before CKAN has removed it and is refused the change of the file.

    Raises:
        NotAuthorized: the dataset is changed by its next version alone.
    """
    resource = None if is_by_machine(context) else model.Resource.get(resource_id)
    if resource is not None and is_published(resource.package):
        raise tk.NotAuthorized(worded(rules.kept(), tk._)["text"])


def note_rows(resource_id: str, context: Context) -> None:
    """Keep who has written rows of a table, which the DataStore has committed by itself. Commits."""
    resource = None if is_by_machine(context) else model.Resource.get(resource_id)
    if resource is not None and resource.package.type == TYPE:
        datasets.hold_dataset(resource.package.id)
        note_edit(resource.package.id, context)
        model.Session.commit()


def history(dataset_id: str) -> list[WorkflowEvent]:
    """All that happened to one version of a dataset, the newest first."""
    return store.events(dataset_id)


def whole_history(dataset_id: str) -> list[WorkflowEvent]:
    """All that happened to a dataset in all its versions, the newest first."""
    return store.all_events(dataset_id)


def public(events: list[WorkflowEvent]) -> list[WorkflowEvent]:
    """What everybody may know: when it was published and withdrawn."""
    return [one for one in events if one.kind == STEP and one.to in rules.PUBLIC]


def names(ids: Collection[str]) -> dict[str, str]:
    """How people are called, by id."""
    return store.names(ids)


def offices(user_id: str, *, is_sysadmin: bool) -> dict[Role, int]:
    """How many datasets wait for each office that somebody holds."""
    return store.offices(user_id, is_sysadmin=is_sysadmin)


def queue(
    who: Asker, role: str | None, q: str, limit: int, offset: int, *, agency: str = ""
) -> tuple[list[Any], int]:
    """What waits for somebody, the longest first: rows with id, name, title, status, organization, since, note."""
    asked = [Role(role)] if role else [Role.PRODUSEN, Role.WALIDATA, Role.PEMBINA]
    offices = (Role.WALIDATA, Role.PEMBINA)
    held = {one for one in offices if who.is_sysadmin or any(one in roles for _, roles in who.agencies)}
    states = [state for one in offices if one in held and one in asked for state in rules.WAITING_FOR[one]]
    own = {}
    if Role.PRODUSEN in asked:
        own = {id_: [state.value for state in rules.WAITING_FOR[Role.PRODUSEN]] for id_, _ in who.agencies}
    return store.waiting(states, own, q.strip(), limit, offset, agency=agency)


def publish_due() -> Iterator[tuple[str, str]]:
    """Publish what is approved and whose day of release has come: id and what came of it, one after the other. Commits."""
    today = datetime.now(tk.h.get_display_timezone()).date().isoformat()
    for id_ in store.due(today):
        try:
            take(id_, Status.TERBIT, PORTAL)
            yield id_, ""
        except (ProblemError, tk.ValidationError, tk.ObjectNotFound) as why:
            model.Session.rollback()
            yield id_, str(why)


def decides_who_sees() -> bool:
    """Whether a dataset is public exactly when it is active and not private: by CKAN's labels or ours."""
    labels = get_permission_labels()
    return type(labels) is DefaultPermissionLabels or isinstance(labels, Labels)


def seen_tags(names: list[str], who: Asker) -> set[str]:
    """Which of these tags somebody may read: the tag of a draft tells what it is about."""
    return set(names) if who.is_sysadmin else store.seen_tags(names, who.id)


def seen_datasets(ids: list[str], who: Asker) -> set[str]:
    """Which of these datasets are public, or of an agency to which somebody belongs."""
    return set(ids) if who.is_sysadmin else store.seen_datasets(ids, who.id)


def seen_files(who: Asker) -> set[str]:
    """The ids of all files of datasets that are public, or of an agency to which somebody belongs."""
    return store.seen_files(who.id)
