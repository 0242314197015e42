"""Claims about who may do what: all of ``tests/permissions.yaml``, walked by nine people over five datasets.

Where somebody may not, the action itself is called, and the address itself is asked for; what is refused with the workflow's own words is
refused, whoever had access. Where somebody may, an action that writes is not
called: the access that it checks is asked for, so that all find the datasets as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from paser_deploy.render import PLUGINS

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import logic, model

from ckanext.paser.problems import worded
from ckanext.paser.workflow import rules

from tests import permissions

from . import addresses, asking
from .stage import Place, Stage, set_up

pytestmark = pytest.mark.ckan_config("ckan.plugins", f"{PLUGINS} text_view")
MATRIX = permissions.read()
OURS = ("paser", "paser_harvest", "paser_dashboard")
STATES, ROLES = MATRIX.states, MATRIX.roles
REFUSED = (tk.NotAuthorized, tk.ObjectNotFound)


@pytest.fixture(scope="module")
def made() -> dict[str, Stage]:
    """Empty until this module has its stage."""
    return {}


@pytest.fixture
def stage(made, reset_db_once, app) -> Stage:
    """All who ask; no request is left open, in whose place those of the tests would be answered to nobody."""
    if not made:
        with app.flask_app.test_request_context():
            made["stage"] = set_up()
    return made["stage"]


def actions_to_judge() -> set[str]:
    """All actions of ours, also those that stand before CKAN's, and all others that write."""
    logic.get_action("package_show")  # has CKAN gather them
    ours = {name for plugin in OURS for name in p.get_plugin(plugin).get_actions()}
    writing = {
        name for name, action in logic._actions.items() if not getattr(action, "side_effect_free", False)
    }
    return ours | writing


def test_each_action_of_ours_and_each_that_writes_has_a_row(reset_db_once, with_plugins):
    rows = {name.partition("/")[0] for name in MATRIX.actions}
    assert actions_to_judge() - rows == set()
    assert rows - set(logic._actions) == set()


@pytest.mark.usefixtures("with_request_context")
@pytest.mark.parametrize("row", MATRIX.actions)
def test_an_action_is_open_to_those_it_is_for_and_to_nobody_else(stage, row):
    assert list(_wrong_cells(stage, row)) == []


def _wrong_cells(stage: Stage, row: str) -> Iterator[str]:
    cells = MATRIX.actions[row]
    for state in _states(cells):
        for role in ROLES:
            expected = role in cells[state]
            if _may(stage, row, state, role, expected=expected) is not expected:
                yield f"{role}, {state}: {'refused' if expected else 'LET IN'}"


def _states(cells: Mapping[str, Collection[str]]) -> Sequence[str]:
    """The states in which a row is walked: of what is open to everybody one is enough."""
    return STATES[:1] if all({*ROLES} <= {*cells[state]} for state in STATES) else STATES


def _may(stage: Stage, row: str, state: str, role: str, *, expected: bool) -> bool:
    action, place = row.partition("/")[0], stage.places[state]
    data = asking.sent(row, place, stage)
    writes = not getattr(logic._actions[action], "side_effect_free", False)
    if expected and (writes or action in asking.ABSENT):
        return _has_access(action, place, stage, role, data)
    let = _let_in(lambda: tk.get_action(action)(stage.context(role), dict(data)))
    if let is None and action in asking.REFUSED_IN_WORDS:
        return False
    return _has_access(action, place, stage, role, data) if let is None else let


def _has_access(action: str, place: Place, stage: Stage, role: str, data: dict[str, Any]) -> bool:
    return all(
        _let_in(lambda auth=auth, asked=asked: tk.check_access(auth, stage.context(role), asked))
        for auth, asked in _checked(action, place, stage, data)
    )


def _checked(
    action: str, place: Place, stage: Stage, data: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    yield asking.CHECKED_AS.get(action, action), dict(data)
    for auth in asking.ASKS_TOO.get(action, ()):
        yield auth, asking.about(auth, place, stage, data)


def _let_in(call: Callable[[], Any]) -> bool | None:
    """Whether who asks may, by right and by where the dataset stands; None where what was sent is wrong, whoever sends it."""
    try:
        call()
    except REFUSED:
        return False
    except tk.ValidationError as error:
        return False if _is_of_workflow(error) else None
    finally:
        model.Session.rollback()
    return True


def _is_of_workflow(error: tk.ValidationError) -> bool:
    told = str(error.error_dict)
    return any(worded(one(), tk._)["text"] in told for one in (rules.kept, rules.published, rules.unchecked))


@pytest.mark.usefixtures("with_request_context")
class TestSteps:
    @pytest.mark.parametrize("state", STATES)
    @pytest.mark.parametrize("role", ROLES)
    def test_those_that_are_offered_are_those_of_the_matrix(self, stage, state, role):
        if role not in MATRIX.actions["paser_workflow_show"][state]:
            return
        shown = tk.get_action("paser_workflow_show")(stage.context(role), {"id": stage.places[state].id})
        wanted = {to for to, who in MATRIX.steps[state].items() if role in who}
        assert {one["to"] for one in shown["next"] if one["allowed"]} == wanted

    @pytest.mark.parametrize("state", STATES)
    @pytest.mark.parametrize("role", ROLES)
    def test_no_other_is_taken(self, stage, state, role):
        place, taken = stage.places[state], []
        for to in {one for steps in MATRIX.steps.values() for one in steps}:
            if role in MATRIX.steps[state].get(to, ()):
                continue
            asked = {"id": place.id, "to": to, "note": "Karena."}
            if _let_in(
                lambda asked=asked: tk.get_action("paser_workflow_transition")(stage.context(role), asked)
            ):
                taken.append(to)
        assert taken == []


class TestAddresses:
    def test_each_of_ours_has_a_row(self, reset_db_once, with_plugins):
        assert set(MATRIX.routes) == {f"{method} {rule}" for method, rule in _our_rules()}

    @pytest.mark.parametrize("row", MATRIX.routes)
    def test_it_is_open_to_those_it_is_for_and_to_nobody_else(self, app, stage, row):
        assert list(_wrong_answers(app, stage, row)) == []


def _our_rules() -> Iterator[tuple[str, str]]:
    """Method and rule of each address that a plugin of ours adds."""
    bare = Flask("bare", static_folder=None)
    for plugin in OURS:
        for blueprint in p.get_plugin(plugin).get_blueprint():
            bare.register_blueprint(blueprint)
    for rule in bare.url_map.iter_rules():
        yield from ((method, rule.rule) for method in sorted(rule.methods - {"HEAD", "OPTIONS"}))


def _wrong_answers(app: Any, stage: Stage, row: str) -> Iterator[str]:
    (method, rule), cells = row.split(" ", 1), MATRIX.routes[row]
    by_state = len({*cells.values()}) > 1
    for state in _states(cells):
        path = addresses.filled(rule, stage.places[state], stage)
        for role in ROLES:
            expected = role in cells[state]
            if expected and method == "POST":
                continue
            answer = _ask(app, stage, method, path, role)
            if _is_shown(answer, stage.places[state], by_state=by_state) is not expected:
                yield f"{role}, {state}: {'refused' if expected else 'LET IN'} with {answer.status_code}"


def _ask(app: Any, stage: Stage, method: str, path: str, role: str) -> Any:
    headers = {"Authorization": stage.tokens[role]} if stage.tokens[role] else {}
    model.Session.rollback()
    form = next((form for end, form in addresses.FORMS.items() if path.endswith(end)), {})
    sent = {"data": form} if method == "POST" else {}
    client = app.test_client(use_cookies=False)
    return client.open(path, method=method, headers=headers, follow_redirects=False, **sent)


def _is_shown(answer: Any, place: Place, *, by_state: bool) -> bool:
    """Whether somebody is let in, and not led to the login, or from a page of the desk to that of the dataset.

    What is no dataset may be absent, and is told so to those whom it is for.
    """
    led_to = urlsplit(answer.headers.get("Location", "")).path
    if led_to.endswith(("/user/login", f"/dataset/{place.name}")):
        return False
    return answer.status_code not in ((401, 403, 404, 410) if by_state else (401, 403))
