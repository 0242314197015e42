"""What would come of a row: the portal's own validation, without anything being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.lib import plugins as lib_plugins
from ckan.types import Context

from ckanext.paser.bulk.rules import columns, outcomes, rows
from ckanext.paser.bulk.rules.cells import WrongCellError
from ckanext.paser.bulk.rules.choices import Choice, of_agency
from ckanext.paser.bulk.rules.outcomes import Outcome
from ckanext.paser.bulk.rules.rows import Entry, Place
from ckanext.paser.metadata.rules import filled
from ckanext.paser.problems import N_, Problem
from ckanext.paser.workflow import service as workflow
from ckanext.paser.workflow.rules import WRITTEN, Status, locked

TYPE = "dataset"
_TEXT_OF_PORTAL = "{told}"
_OF_FILES = "resources"


@dataclass(frozen=True)
class Judged:
    """What comes of one row.

    Attributes:
        base: state of the dataset when it was looked at; of a next version in which nothing was changed yet that of the published
            one; empty for a new one.
        changes: the fields that would be written.
        lacking: the fields that keep it from being published.
        problems: why it is refused, each in its stored form with the ``key`` of its cell.
        data: what would be sent to CKAN.
        begins: id of the published dataset whose next version would be begun for this; empty otherwise.
    """

    row: int
    name: str
    title: str
    outcome: Outcome
    base: str = ""
    changes: Sequence[str] = ()
    lacking: Sequence[str] = ()
    problems: Sequence[Mapping[str, Any]] = ()
    data: Mapping[str, Any] | None = None
    begins: str = ""


class RefusedError(Exception):
    """A row cannot come in, because of some of its cells."""

    def __init__(self, *wrong: tuple[str, WrongCellError]) -> None:
        super().__init__(wrong)
        self.wrong = wrong


class Judge:
    """Judges the rows of one workbook for one person.

    Args:
        user: name of who sends it; may no more than that person may by hand.
        agency: id or name of the agency whose datasets they are, where a row names none.

    Raises:
        tk.ObjectNotFound: there is no such agency.
    """

    def __init__(self, user: str, agency: str, place: Place) -> None:
        self.user, self.place = user, place
        self._agencies: dict[str, dict[str, Any]] = {}
        self.agency = self._agency(agency)
        self._account = model.User.get(user)
        self._plugin = lib_plugins.lookup_package_plugin(TYPE)

    def judge(self, entry: Entry) -> Judged:
        """What would come of a row; nothing is written."""
        name = entry.wanted.get("name") or rows.address(entry.wanted.get("title") or "")
        title = entry.wanted.get("title") or ""
        about = {"row": entry.row, "name": name, "title": title}
        if entry.problems:
            return Judged(
                **about, outcome=Outcome.REFUSED, problems=[_stored(*one) for one in entry.problems]
            )
        try:
            package = _package(name)
            if package is None:
                return self._new(about, entry)
            return self._known(about, entry, package)
        except RefusedError as refused:
            found = [(key, rows.problem(self.place, entry.row, key, wrong)) for key, wrong in refused.wrong]
            return Judged(**about, outcome=Outcome.REFUSED, problems=[_stored(*one) for one in found])

    def context(self) -> Context:
        """A context of its own for each call."""
        return Context(user=self.user, auth_user_obj=self._account, model=model, session=model.Session)  # pyright: ignore[reportCallIssue]

    def _new(self, about: dict[str, Any], entry: Entry) -> Judged:
        agency = self._agency(entry.wanted.get("owner_org") or self.agency["id"])
        said = outcomes.with_defaults(entry.wanted, outcomes.defaults_of(agency))
        said |= {"name": about["name"], "owner_org": agency["id"]}
        if not said.get("title"):
            fact = N_("There is no dataset with this address, and the row has no title for a new one.")
            raise RefusedError(
                ("title", WrongCellError("no_title", fact, N_("Write a title, or correct the address.")))
            )
        data = {**outcomes.sent(said), "type": TYPE, "private": True}
        with _permission(agency["title"]):
            tk.check_access("package_create", self.context(), dict(data))
        self._validate(data, None)
        lacking = _lacking({**columns.defaults(), **said})
        changes = [name for name in said if name != "owner_org"]
        return Judged(**about, outcome=Outcome.CREATED, changes=changes, lacking=lacking, data=data)

    def _known(self, about: dict[str, Any], entry: Entry, package: model.Package) -> Judged:
        agency = self._agency(entry.wanted.get("owner_org") or self.agency["id"])
        _look_at(package, agency, entry)
        version, state = workflow.next_version(package.id), package.metadata_modified
        begins = package.id if version is None and workflow.is_published(package) else ""
        if version is not None and not self._is_as_begun(version):
            state = version.metadata_modified
        package = version or package
        still = locked(Status((package.extras or {}).get("status_sdi") or Status.DRAF))
        with _permission(agency["title"]):
            if not still or not self._edits(package):
                tk.check_access("package_update", self.context(), {"id": package.id})
            shown = tk.get_action("package_show")(self.context(), {"id": package.id})
        about["title"] = about["title"] or shown["title"]
        differing = outcomes.differences(entry.wanted, shown)
        known = {"base": state.isoformat(), "lacking": _lacking({**shown, **differing})}
        if not differing:
            return Judged(**about, outcome=Outcome.UNCHANGED, **known)
        if still:
            key = "name" if entry.wanted.get("name") else "title"
            raise RefusedError((key, WrongCellError("locked", still.fact, still.remedy)))
        patch = outcomes.sent(differing)
        self._validate({**shown, **patch}, package, begins=bool(begins))
        data = {"id": package.id, **patch}
        return Judged(
            **about, outcome=Outcome.CHANGED, changes=[*differing], data=data, begins=begins, **known
        )

    def _edits(self, package: model.Package) -> bool:
        """Whether who sends this edits datasets of its agency, also where this one stands still."""
        return authz.has_user_permission_for_group_or_org(package.owner_org, self.user, "update_dataset")

    def _is_as_begun(self, version: model.Package) -> bool:
        """Whether a next version says what the published one says: whoever sends this has begun it, and nobody has changed it."""
        history = workflow.history(version.id)
        return len(history) == 1 and self._account is not None and history[0].actor == self._account.id

    def _agency(self, reference: str) -> dict[str, Any]:
        if reference not in self._agencies:
            alone = {
                f"include_{part}": False for part in ("users", "groups", "tags", "followers", "dataset_count")
            }
            shown = tk.get_action("organization_show")({"ignore_auth": True}, {"id": reference, **alone})
            self._agencies[shown["id"]] = self._agencies[shown["name"]] = self._agencies[reference] = shown
        return self._agencies[reference]

    def _validate(self, data: dict[str, Any], package: model.Package | None, *, begins: bool = False) -> None:
        """Ask the portal's own validation, as CKAN's actions do before they write.

        Args:
            begins: it would be written into a next version, which is a draft.
        """
        context = self.context()
        if begins:
            context[WRITTEN] = {"status_sdi": Status.DRAF.value}  # pyright: ignore[reportGeneralTypeIssues]
            data = {**data, "private": True}
        if package is None:
            schema, action = self._plugin.create_package_schema(), "package_create"
        else:
            context["package"] = package
            schema, action = self._plugin.update_package_schema(), "package_update"
        _, errors = lib_plugins.plugin_validate(self._plugin, context, data, schema, action)
        if errors:
            raise RefusedError(*refusals(errors))


def agencies() -> list[Choice]:
    """All agencies, by which a row may name its own."""
    query = model.Session.query(model.Group.name, model.Group.title).filter_by(
        is_organization=True, state="active"
    )
    return [of_agency(name, title or name) for name, title in query.order_by(model.Group.title)]


def refusals(errors: Mapping[str, Any]) -> list[tuple[str, WrongCellError]]:
    """What CKAN says is wrong, by the keys of cells."""
    return [
        (
            _key(field),
            WrongCellError(
                "field_refused", _TEXT_OF_PORTAL, N_("Correct it, and send the workbook again."), told=fact
            ),
        )
        for field, told in errors.items()
        for fact in dict.fromkeys(_sentences(told))
    ]


def not_allowed(agency: str) -> RefusedError:
    """Who sends the row may not write it."""
    fact, remedy = (
        N_("You may not add or change datasets of {agency}."),
        N_("Choose your own agency, or ask its administrator to make you an editor."),
    )
    return RefusedError(("owner_org", WrongCellError("not_allowed", fact, remedy, agency=agency)))


@contextmanager
def without_writing() -> Iterator[None]:
    """A savepoint to which all goes back, whatever validators may do."""
    savepoint = model.Session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def _look_at(package: model.Package, agency: Mapping[str, Any], entry: Entry) -> None:
    """A row is not about whatever dataset has its address."""
    is_given = bool(entry.wanted.get("name"))
    remedy = N_("Write another address in the column name.")
    key = "name" if is_given else "title"
    if package.owner_org != agency["id"] or package.type != TYPE:
        fact = N_(
            'The address "{name}" belongs to something else: a dataset of another agency, or no dataset.'
        )
        raise RefusedError((key, WrongCellError("address_taken", fact, remedy, name=package.name)))
    if package.state != "active":
        fact = N_('The dataset "{name}" was deleted.')
        raise RefusedError(
            (
                key,
                WrongCellError(
                    "deleted",
                    fact,
                    N_("Restore it on its page first, or write another address."),
                    name=package.name,
                ),
            )
        )
    if not is_given and not rows.is_same_title(package.title or "", entry.wanted["title"]):
        fact = N_('The address that follows from this title belongs to the dataset "{title}".')
        raise RefusedError((key, WrongCellError("address_taken", fact, remedy, title=package.title)))


@contextmanager
def _permission(agency: str) -> Iterator[None]:
    try:
        yield
    except tk.NotAuthorized as error:
        raise not_allowed(agency) from error


def _package(name: str) -> model.Package | None:
    return model.Session.query(model.Package).filter_by(name=name).first() if name else None


def _lacking(dataset: Mapping[str, Any]) -> list[str]:
    """The fields that have to be put right before a dataset is published; ``resources`` where it has no data.

    What its files lack is told on their pages: their tables are not read here.
    """
    if dataset.get("jenis_data") == "statistik":
        dataset = {**filled.OF_STATISTICS, **{name: value for name, value in dataset.items() if value}}
    found = (one for one in workflow.remarks(dict(dataset), Status.DIAJUKAN.value) if one.file is None)
    named = (_OF_FILES if one.field == "status_sdi" else one.field.split("-")[0] for one in found)
    return list(dict.fromkeys(named))


def _stored(key: str, problem: Problem) -> dict[str, Any]:
    return {**problem.as_dict(), "key": key}


def _key(field: str) -> str:
    """The column of a field that CKAN names; its first one where it has several."""
    named = columns.of_field("tag_string" if field == "tags" else field)
    return named[0].key if named else field


def _sentences(told: Any) -> Iterator[str]:
    if isinstance(told, Mapping):
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from _sentences(one)
    elif told:
        yield (
            str(told) if str(told).endswith((".", "!", "?")) else f"{told}."
        )  # as CKAN's own ends without one
