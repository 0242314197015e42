"""Who acts for an agency beside its editors, so that two pairs of eyes are there when one is on leave."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.workflow import store
from ckanext.paser.workflow.model import WorkflowDeputy


def of(organization: str) -> list[Any]:
    """Whom an agency has named: rows with name, title and at."""
    return store.deputies(_agency(organization))


def name(organization: str, user: str, by: str) -> None:
    """Name somebody. Commits.

    Raises:
        ProblemError: they do not belong to the agency.
    """
    agency, person = _agency(organization), model.User.get(user)
    if person is None or not store.is_member(agency, person.id):
        fact = N_("Only a member of the agency can be its deputy.")
        raise ProblemError(
            Problem("no_member", "", fact, N_("Make this person a member of the agency first."))
        )
    model.Session.merge(WorkflowDeputy(organization_id=agency, user_id=person.id, named_by=by))
    model.Session.commit()


def end(organization: str, user: str) -> None:
    """End it; nothing happens where it never was. Commits."""
    person = model.User.get(user)
    found = person and model.Session.get(WorkflowDeputy, (_agency(organization), person.id))
    if found:
        model.Session.delete(found)
    model.Session.commit()


def _agency(reference: str) -> str:
    agency = model.Group.get(reference)
    if agency is None or not agency.is_organization:
        raise tk.ObjectNotFound
    return agency.id
