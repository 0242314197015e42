"""What the workflow reads and writes in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ckan import model
from ckan.model.group import group_table, member_table
from ckan.model.package import package_table

from ckanext.paser.workflow.model import (
    EDIT,
    EVENTS,
    GIVEN_UP,
    IN_PLACE,
    STEP,
    WorkflowDeputy,
    WorkflowEvent,
    WorkflowSuccessor,
)
from ckanext.paser.workflow.rules import WAITING_FOR, Role, Status

AT_A_TIME = 1000
_E = EVENTS.c
_S = aliased(WorkflowSuccessor)


def add(dataset_id: str, kind: str, **said: Any) -> None:
    """Add an event in the caller's transaction, which holds the dataset: the numbers have no gap and no double.

    Args:
        said: what else of ``WorkflowEvent`` is known.
    """
    last = sa.select(sa.func.coalesce(sa.func.max(_E.number), 0)).where(_E.dataset_id == dataset_id)
    values = {("from" if name == "from_" else name): value for name, value in said.items()}
    values |= {"dataset_id": dataset_id, "kind": kind, "number": last.scalar_subquery() + 1}
    model.Session.execute(sa.insert(EVENTS).values(values))


def add_edit(dataset_id: str, actor: str) -> None:
    """Note once between two steps that somebody has changed a dataset."""
    last_step = sa.select(sa.func.coalesce(sa.func.max(_E.number), 0)).where(
        _E.dataset_id == dataset_id, _E.kind == STEP
    )
    known = sa.select(_E.id).where(
        *(_E.dataset_id == dataset_id, _E.kind == EDIT, _E.actor == actor),
        _E.number > last_step.scalar_subquery(),
    )
    if model.Session.execute(known).first() is None:
        add(dataset_id, EDIT, actor=actor, role=Role.PRODUSEN.value)


def last_state(dataset_id: str) -> str | None:
    """The state into which a dataset's newest step led; None before its first."""
    query = sa.select(_E.to).where(_E.dataset_id == dataset_id, _E.kind == STEP)
    return model.Session.scalars(query.order_by(_E.number.desc()).limit(1)).first()


def events(dataset_id: str) -> list[WorkflowEvent]:
    """All that happened to one version of a dataset, the newest first: to a successor, or to what is published."""
    query = sa.select(EVENTS).where(_E.dataset_id == dataset_id).order_by(_E.number.desc())
    return [WorkflowEvent(*row) for row in model.Session.execute(query)]


def all_events(dataset_id: str) -> list[WorkflowEvent]:
    """All that happened to all versions of a dataset, the newest first: what is published and its successors have one history."""
    mine, each = sa.select(_S.original).where(_S.dataset_id == dataset_id), WorkflowSuccessor
    original = sa.func.coalesce(mine.scalar_subquery(), dataset_id)
    versions = sa.select(each.dataset_id).where(each.original == original)
    query = sa.select(EVENTS).where(sa.or_(_E.dataset_id == original, _E.dataset_id.in_(versions)))
    return [WorkflowEvent(*row) for row in model.Session.execute(query.order_by(_E.id.desc()))]


def log() -> Iterator[WorkflowEvent]:
    """All events of all datasets, the oldest first."""
    query = sa.select(EVENTS).order_by(_E.id).execution_options(yield_per=AT_A_TIME)
    with model.meta.create_local_session() as session:
        for row in session.execute(query):
            yield WorkflowEvent(*row)


def histories(dataset_ids: Collection[str]) -> dict[str, list[WorkflowEvent]]:
    """All that happened to these versions of some datasets, the newest first, in one query."""
    found: dict[str, list[WorkflowEvent]] = {id_: [] for id_ in dataset_ids}
    query = sa.select(EVENTS).where(_E.dataset_id.in_(dataset_ids)).order_by(_E.number.desc())
    for row in model.Session.execute(query) if found else ():
        found[row.dataset_id].append(WorkflowEvent(*row))
    return found


def steps(ids: Collection[int]) -> list[WorkflowEvent]:
    """Some events, the oldest first."""
    query = sa.select(EVENTS).where(_E.id.in_(ids)).order_by(_E.id)
    return [WorkflowEvent(*row) for row in model.Session.execute(query)]


def agencies_of(user_id: str) -> list[tuple[str, list[str]]]:
    """Id and SDI roles of the agencies for which somebody acts: as editor, administrator or deputy."""
    return [(id_, _listed(said)) for id_, said in model.Session.execute(_agencies(user_id))]


def acting() -> list[tuple[str, str, list[str]]]:
    """Who acts for which agency: ids of person and agency, and the SDI roles of the agency."""
    query = _acting(member_table.c.table_id, group_table.c.id, _ROLES)
    return [(user_id, id_, _listed(said)) for user_id, id_, said in model.Session.execute(query)]


_ROLES = group_table.c.extras["peran_sdi"].astext.label("roles")


def _agencies(user_id: str) -> sa.Select[tuple[str, str | None]]:
    return _acting(group_table.c.id, _ROLES).where(member_table.c.table_id == user_id)


def _acting(*columns: Any) -> sa.Select[Any]:
    member, deputy = member_table.c, WorkflowDeputy
    is_deputy = (
        sa.select(deputy.user_id)
        .where(deputy.organization_id == member.group_id, deputy.user_id == member.table_id)
        .exists()
    )
    return (
        sa.select(*columns)
        .select_from(group_table)
        .join(member_table, member.group_id == group_table.c.id)
        .where(
            member.table_name == "user",
            member.state == "active",
            group_table.c.state == "active",
            group_table.c.is_organization.is_(True),
            sa.or_(member.capacity.in_(("admin", "editor")), is_deputy),
        )
    )


def offices(user_id: str, *, is_sysadmin: bool) -> dict[Role, int]:
    """How many datasets wait for each office that somebody holds, in one query; a sysadmin holds both."""
    acts = _agencies(user_id).cte("acts")
    columns = []
    for role in (Role.WALIDATA, Role.PEMBINA):
        mine = sa.exists().where(acts.c.roles.contains(f'"{role.value}"'))
        columns.append(sa.case((sa.true() if is_sysadmin else mine, _number(role))).label(role.value))
    found = model.Session.execute(sa.select(*columns)).one()
    return {Role(name): number for name, number in found._mapping.items() if number is not None}


def _number(role: Role) -> sa.ScalarSelect[int]:
    package = package_table.c
    states = [one.value for one in WAITING_FOR[role]]
    return (
        sa.select(sa.func.count())
        .where(package.type == "dataset", package.state.in_(("active", "draft")))
        .where(package.extras["status_sdi"].astext.in_(states))
        .scalar_subquery()
    )


def _listed(said: str | None) -> list[str]:
    """A list is stored as its JSON text; only the codes of three roles are looked for in it."""
    return [role.value for role in Role if f'"{role.value}"' in (said or "")]


_WAITING = """
SELECT package.id, package.name, package.title, package.extras->>'status_sdi' AS status, package.owner_org,
    "group".name AS organization, "group".title AS organization_title, package.extras->>'data_prioritas' AS priority,
    package.extras->>'jadwal_rilis' AS release, since.at AS since, successor.original,
    coalesce(nullif(since.note, ''), CASE WHEN package.extras->>'status_sdi' IN ('perlu_perbaikan', 'ditolak')
        THEN package.extras->>'catatan_verifikasi' END) AS note,
    count(*) OVER () AS total
FROM package LEFT JOIN "group" ON "group".id = package.owner_org
LEFT JOIN paser_workflow_successor AS successor ON successor.dataset_id = package.id AND successor.outcome = ''
LEFT JOIN LATERAL (
    SELECT at, note FROM paser_workflow_event WHERE dataset_id = package.id AND kind = 'langkah'
    ORDER BY number DESC LIMIT 1
) AS since ON true
WHERE package.type = 'dataset' AND package.state IN ('active', 'draft') AND ({conditions})
    AND (:q = '' OR package.title ILIKE :like OR "group".title ILIKE :like)
    AND (:agency = '' OR :agency IN ("group".id, "group".name))
ORDER BY coalesce(since.at, package.metadata_modified AT TIME ZONE 'UTC'), package.id LIMIT :limit OFFSET :offset
"""
_STATE = "coalesce(package.extras->>'status_sdi', 'draf')"


def waiting(
    states: Collection[Status],
    own: Mapping[str, Sequence[str]],
    q: str,
    limit: int,
    offset: int,
    *,
    agency: str = "",
) -> tuple[list[Any], int]:
    """Datasets that wait, the longest first, and how many there are.

    Args:
        states: those that wait for the offices of who asks, of whichever agency.
        own: by agency, the states that wait for it.
        agency: id or name of the one whose datasets are wanted alone.
    """
    values: dict[str, Any] = {"q": q, "like": f"%{_escaped(q)}%", "limit": limit, "offset": offset}
    values["agency"] = agency
    conditions = ["false"]
    if states:
        conditions.append(f"{_STATE} = ANY(:states)")
        values["states"] = [one.value for one in states]
    for number, (owner, mine) in enumerate(own.items()):
        conditions.append(f"(package.owner_org = :agency{number} AND {_STATE} = ANY(:own{number}))")
        values |= {f"agency{number}": owner, f"own{number}": list(mine)}
    found = list(model.Session.execute(sa.text(_WAITING.format(conditions=" OR ".join(conditions))), values))
    return found, found[0].total if found else 0


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_DUE = sa.text("""
SELECT id FROM package WHERE type = 'dataset' AND state = 'active' AND extras->>'status_sdi' = 'disetujui'
    AND extras->>'jadwal_rilis' <> '' AND extras->>'jadwal_rilis' <= :day AND NOT EXISTS (
        SELECT FROM paser_workflow_successor AS version JOIN package AS original ON original.id = version.original
        WHERE version.dataset_id = package.id AND version.outcome = '' AND original.extras->>'status_sdi' = 'ditarik'
    )
ORDER BY id
""")


def due(day: str) -> list[str]:
    """Approved datasets whose day of release has come; not the next version of what was withdrawn meanwhile.

    Args:
        day: today, as ``2026-12-31``.
    """
    return list(model.Session.scalars(_DUE, {"day": day}))


def names(ids: Collection[str]) -> dict[str, str]:
    """How people are called, by id."""
    user = model.User
    query = sa.select(user.id, sa.func.coalesce(sa.func.nullif(user.fullname, ""), user.name))
    return dict(model.Session.execute(query.where(user.id.in_(ids))).tuples().all()) if ids else {}


def agencies() -> list[tuple[str, str]]:
    """Name and title of all agencies, by title."""
    group = group_table.c
    title = sa.func.coalesce(sa.func.nullif(group.title, ""), group.name).label("title")
    query = sa.select(group.name, title).where(group.is_organization.is_(True), group.state == "active")
    return list(model.Session.execute(query.order_by(title)).tuples())


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


def successor(dataset_id: str) -> WorkflowSuccessor | None:
    """A dataset as the next version of a published one; None where it is none, or is none any more."""
    found = model.Session.get(WorkflowSuccessor, dataset_id, populate_existing=True)
    return found if found is not None and not found.outcome else None


def versions(dataset_id: str) -> list[WorkflowSuccessor]:
    """The next versions that a dataset, or what it is a version of, has had, the one in work among them."""
    mine = sa.select(_S.original).where(_S.dataset_id == dataset_id).scalar_subquery()
    which = WorkflowSuccessor.original == sa.func.coalesce(mine, dataset_id)
    return [*model.Session.scalars(sa.select(WorkflowSuccessor).where(which))]


def is_over(dataset_id: str) -> bool:
    """Whether a dataset was the next version of a published one, which was given up or has taken its place."""
    found = model.Session.get(WorkflowSuccessor, dataset_id, populate_existing=True)
    return found is not None and bool(found.outcome)


def successor_of(original: str) -> model.Package | None:
    """The next version of a published dataset that is in work."""
    query = sa.select(model.Package).join(WorkflowSuccessor, WorkflowSuccessor.dataset_id == model.Package.id)
    mine = query.where(WorkflowSuccessor.original == original, WorkflowSuccessor.outcome == "")
    return model.Session.scalars(mine.where(model.Package.state != model.State.DELETED)).first()


def in_work() -> sa.Select[tuple[str, str]]:
    """``dataset_id`` and ``original``: the next versions that are in work, and the published datasets, for a query to join."""
    query = sa.select(_S.dataset_id, _S.original).join(model.Package, model.Package.id == _S.dataset_id)
    return query.where(_S.outcome == "", model.Package.state != model.State.DELETED)


def replaced(dataset_ids: Collection[str]) -> set[str]:
    """Those of some datasets whose next version is in work."""
    found = in_work().subquery().c
    return set(model.Session.scalars(sa.select(found.original).where(found.original.in_(dataset_ids))))


def add_successor(
    dataset_id: str, original: str, base: dict[str, Any], resources: dict[str, dict[str, Any]]
) -> None:
    """Note the next version of a published dataset, in the caller's transaction; one that was deleted makes room for it."""
    _end(GIVEN_UP, WorkflowSuccessor.original == original)
    said = {"dataset_id": dataset_id, "original": original, "base": base, "resources": resources}
    model.Session.execute(sa.insert(WorkflowSuccessor).values(said))


def end_successor(dataset_id: str, outcome: str) -> None:
    """A next version is none any more, in the caller's transaction."""
    _end(outcome, WorkflowSuccessor.dataset_id == dataset_id)


def _end(outcome: str, which: sa.ColumnElement[bool]) -> None:
    one = WorkflowSuccessor
    model.Session.execute(sa.update(one).where(which, one.outcome == "").values(outcome=outcome))


def delete_dataset(dataset_id: str) -> None:
    """Have a dataset be deleted, in the caller's transaction."""
    package = model.Package
    model.Session.execute(
        sa.update(package).where(package.id == dataset_id).values(state=model.State.DELETED)
    )


def adopt(resource_ids: Sequence[str], dataset_id: str, place: int) -> None:
    """Have files be another dataset's, as they are, in the caller's transaction: with their addresses, tables and releases.

    Args:
        place: of the first of them; CKAN counts on places without a double.
    """
    resource = model.Resource
    for position, id_ in enumerate(resource_ids, start=place):
        moved = sa.update(resource).where(resource.id == id_)
        model.Session.execute(moved.values(package_id=dataset_id, position=position))
    model.Session.expire_all()


def left_over() -> list[str]:
    """Next versions that have taken their place, and are still there themselves."""
    query = sa.select(_S.dataset_id).join(model.Package, model.Package.id == _S.dataset_id)
    return list(model.Session.scalars(query.where(_S.outcome == IN_PLACE)))


_SEEN = """(
    (package.state = 'active' AND NOT package.private)
    OR (package.state <> 'deleted' AND EXISTS (
        SELECT FROM member WHERE member.group_id = package.owner_org AND member.table_name = 'user'
        AND member.table_id = :user AND member.state = 'active'
    ))
)"""
_SEEN_DATASETS = sa.text(f"SELECT package.id FROM package WHERE package.id = ANY(:ids) AND {_SEEN}")  # noqa: S608
_SEEN_FILES = sa.text(f"""
SELECT resource.id FROM resource JOIN package ON package.id = resource.package_id
WHERE resource.state = 'active' AND {_SEEN}
""")  # noqa: S608
_SEEN_TAGS = sa.text(f"""
SELECT DISTINCT tag.name FROM tag
JOIN package_tag ON package_tag.tag_id = tag.id AND package_tag.state = 'active'
JOIN package ON package.id = package_tag.package_id
WHERE tag.vocabulary_id IS NULL AND tag.name = ANY(:names) AND {_SEEN}
""")  # noqa: S608 - no word of anybody's is in it


def seen_datasets(ids: Collection[str], user_id: str) -> set[str]:
    """Which of these datasets are public, or of an agency to which somebody belongs.

    Args:
        user_id: empty for nobody.
    """
    return set(model.Session.scalars(_SEEN_DATASETS, {"ids": list(ids), "user": user_id}))


def seen_files(user_id: str) -> set[str]:
    """The files of such datasets."""
    return set(model.Session.scalars(_SEEN_FILES, {"user": user_id}))


def seen_tags(names: Collection[str], user_id: str) -> set[str]:
    """Which of these tags such a dataset has."""
    return set(model.Session.scalars(_SEEN_TAGS, {"names": list(names), "user": user_id}))
