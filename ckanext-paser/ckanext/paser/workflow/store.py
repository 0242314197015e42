"""What the workflow reads and writes in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ckan import model
from ckan.model.group import group_table, member_table

from ckanext.paser.workflow.model import (
    EDIT,
    EVENTS,
    STEP,
    WorkflowDeputy,
    WorkflowEvent,
    WorkflowSuccessor,
)
from ckanext.paser.workflow.rules import Role, Status

AT_A_TIME = 1000
_E = EVENTS.c


def _of(dataset_id: str) -> sa.ColumnElement[str]:
    """Under which dataset its events are: a successor has one history with the published dataset."""
    successor = WorkflowSuccessor
    original = sa.select(successor.original).where(successor.dataset_id == dataset_id)
    return sa.func.coalesce(original.scalar_subquery(), dataset_id)


def successor(dataset_id: str) -> tuple[str, dict[str, str]] | None:
    """Of a successor the published dataset and its files by those of the successor; None for any other dataset."""
    found = model.Session.get(WorkflowSuccessor, dataset_id)
    return (found.original, found.resources) if found else None


def successor_of(original: str) -> model.Package | None:
    """The dataset that is to take the place of a published one."""
    query = sa.select(model.Package).join(WorkflowSuccessor, WorkflowSuccessor.dataset_id == model.Package.id)
    alive = query.where(WorkflowSuccessor.original == original, model.Package.state != model.State.DELETED)
    return model.Session.scalars(alive).first()


def add_successor(dataset_id: str, original: str, resources: dict[str, str]) -> None:
    """Note a successor in the caller's transaction, in the place of one that was given up."""
    model.Session.execute(sa.delete(WorkflowSuccessor).where(WorkflowSuccessor.original == original))
    said = {"dataset_id": dataset_id, "original": original, "resources": resources}
    model.Session.execute(sa.insert(WorkflowSuccessor).values(said))


def end_successor(dataset_id: str) -> None:
    """A successor is none any more, in the caller's transaction."""
    model.Session.execute(sa.delete(WorkflowSuccessor).where(WorkflowSuccessor.dataset_id == dataset_id))


def add(dataset_id: str, kind: str, **said: Any) -> None:
    """Add an event in the caller's transaction, which holds the dataset: the numbers have no gap and no double.

    Args:
        said: what else of ``WorkflowEvent`` is known.
    """
    held = sa.select(model.Package.id).where(model.Package.id == _of(dataset_id)).with_for_update()
    model.Session.execute(held)
    last = sa.select(sa.func.coalesce(sa.func.max(_E.number), 0)).where(_E.dataset_id == _of(dataset_id))
    values = {("from" if name == "from_" else name): value for name, value in said.items()}
    values |= {"dataset_id": _of(dataset_id), "kind": kind, "number": last.scalar_subquery() + 1}
    model.Session.execute(sa.insert(EVENTS).values(values))


def add_edit(dataset_id: str, actor: str) -> None:
    """Note once between two steps that somebody has changed a dataset."""
    last_step = sa.select(sa.func.coalesce(sa.func.max(_E.number), 0)).where(
        _E.dataset_id == _of(dataset_id), _E.kind == STEP
    )
    known = sa.select(_E.id).where(
        *(_E.dataset_id == _of(dataset_id), _E.kind == EDIT, _E.actor == actor),
        _E.number > last_step.scalar_subquery(),
    )
    if model.Session.execute(known).first() is None:
        add(dataset_id, EDIT, actor=actor, role=Role.PRODUSEN.value)


def last_state(dataset_id: str) -> str | None:
    """The state into which a dataset's newest step led; None before its first."""
    query = sa.select(_E.to).where(_E.dataset_id == _of(dataset_id), _E.kind == STEP)
    return model.Session.scalars(query.order_by(_E.number.desc()).limit(1)).first()


def events(dataset_id: str) -> list[WorkflowEvent]:
    """All that happened to a dataset, the newest first."""
    query = sa.select(EVENTS).where(_E.dataset_id == _of(dataset_id)).order_by(_E.number.desc())
    return [WorkflowEvent(*row) for row in model.Session.execute(query)]


def log() -> Iterator[WorkflowEvent]:
    """All events of all datasets, the oldest first."""
    query = sa.select(EVENTS).order_by(_E.id).execution_options(yield_per=AT_A_TIME)
    with model.meta.create_local_session() as session:
        for row in session.execute(query):
            yield WorkflowEvent(*row)


def last_step_to(dataset_id: str, to: Status) -> WorkflowEvent | None:
    """The newest step of a dataset into a state."""
    query = sa.select(EVENTS).where(_E.dataset_id == _of(dataset_id), _E.to == to.value)
    row = model.Session.execute(query.order_by(_E.number.desc()).limit(1)).first()
    return WorkflowEvent(*row) if row else None


def agencies_of(user_id: str) -> list[tuple[str, list[str]]]:
    """Id and SDI roles of the agencies for which somebody acts: as editor, administrator or deputy."""
    member, deputy = member_table.c, WorkflowDeputy
    is_deputy = (
        sa.select(deputy.user_id)
        .where(deputy.organization_id == member.group_id, deputy.user_id == member.table_id)
        .exists()
    )
    query = (
        sa.select(group_table.c.id, group_table.c.extras["peran_sdi"].astext)
        .join(member_table, member.group_id == group_table.c.id)
        .where(
            member.table_name == "user",
            member.table_id == user_id,
            member.state == "active",
            group_table.c.state == "active",
            group_table.c.is_organization.is_(True),
            sa.or_(member.capacity.in_(("admin", "editor")), is_deputy),
        )
    )
    return [(id_, _listed(said)) for id_, said in model.Session.execute(query)]


def _listed(said: str | None) -> list[str]:
    """A list is stored as its JSON text; only the codes of three roles are looked for in it."""
    return [role.value for role in Role if f'"{role.value}"' in (said or "")]


_WAITING = """
SELECT package.id, package.name, package.title, package.extras->>'status_sdi' AS status, package.owner_org,
    "group".name AS organization, "group".title AS organization_title, package.extras->>'data_prioritas' AS priority,
    package.extras->>'jadwal_rilis' AS release, since.at AS since, since.note AS note, successor.original, count(*) OVER () AS total
FROM package LEFT JOIN "group" ON "group".id = package.owner_org
LEFT JOIN paser_workflow_successor AS successor ON successor.dataset_id = package.id
LEFT JOIN LATERAL (
    SELECT at, note FROM paser_workflow_event
    WHERE dataset_id = coalesce(successor.original, package.id) AND kind = 'langkah'
    ORDER BY number DESC LIMIT 1
) AS since ON true
WHERE package.type = 'dataset' AND package.state IN ('active', 'draft') AND ({conditions})
    AND (:q = '' OR package.title ILIKE :like OR "group".title ILIKE :like)
ORDER BY coalesce(since.at, package.metadata_modified AT TIME ZONE 'UTC'), package.id LIMIT :limit OFFSET :offset
"""
_STATE = "coalesce(package.extras->>'status_sdi', 'draf')"


def waiting(
    states: Collection[Status], own: Mapping[str, Sequence[str]], q: str, limit: int, offset: int
) -> tuple[list[Any], int]:
    """Datasets that wait, the longest first, and how many there are.

    Args:
        states: those that wait for the offices of who asks, of whichever agency.
        own: by agency, the states that wait for it.
    """
    values: dict[str, Any] = {"q": q, "like": f"%{_escaped(q)}%", "limit": limit, "offset": offset}
    conditions = ["false"]
    if states:
        conditions.append(f"{_STATE} = ANY(:states)")
        values["states"] = [one.value for one in states]
    for number, (agency, mine) in enumerate(own.items()):
        conditions.append(f"(package.owner_org = :agency{number} AND {_STATE} = ANY(:own{number}))")
        values |= {f"agency{number}": agency, f"own{number}": list(mine)}
    found = list(model.Session.execute(sa.text(_WAITING.format(conditions=" OR ".join(conditions))), values))
    return found, found[0].total if found else 0


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_DUE = sa.text(
    "SELECT id FROM package WHERE type = 'dataset' AND state = 'active' AND extras->>'status_sdi' = 'disetujui'"
    " AND extras->>'jadwal_rilis' <> '' AND extras->>'jadwal_rilis' <= :day ORDER BY id"
)


def due(day: str) -> list[str]:
    """Approved datasets whose day of release has come.

    Args:
        day: today, as ``2026-12-31``.
    """
    return list(model.Session.scalars(_DUE, {"day": day}))


def names(ids: Collection[str]) -> dict[str, str]:
    """How people are called, by id."""
    user = model.User
    query = sa.select(user.id, sa.func.coalesce(sa.func.nullif(user.fullname, ""), user.name))
    return dict(model.Session.execute(query.where(user.id.in_(ids))).tuples().all()) if ids else {}


def deputies(organization_id: str) -> list[Any]:
    """Whom an agency has named: rows with name, title and at."""
    user, deputy = model.User, WorkflowDeputy
    title = sa.func.coalesce(sa.func.nullif(user.fullname, ""), user.name).label("title")
    query = sa.select(user.name, title, deputy.at).join(deputy, deputy.user_id == user.id)
    return list(
        model.Session.execute(query.where(deputy.organization_id == organization_id).order_by(user.name))
    )


def is_member(organization_id: str, user_id: str) -> bool:
    """Whether somebody belongs to an agency."""
    member = member_table.c
    query = sa.select(member.id).where(
        *(member.group_id == organization_id, member.table_id == user_id),
        *(member.table_name == "user", member.state == "active"),
    )
    return model.Session.execute(query).first() is not None
