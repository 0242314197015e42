"""What the commands understand, before anything is started."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from paser_deploy import bench, machine, test_runner
from paser_deploy.errors import Trouble

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def checkout(tmp_path) -> Path:
    for name in ("unit/a", "portal/b", "portal/tables/falls", "stack"):
        (tmp_path / "tests" / name).mkdir(parents=True)
        (tmp_path / "tests" / name / "test_x.py").touch()
    return tmp_path


def _plan(checkout: Path, *arguments: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(p.group.name, p.paths, p.options) for p in test_runner.plan(checkout, list(arguments))]


def test_without_arguments_all_tests_run_those_without_services_first(checkout):
    assert _plan(checkout) == [
        ("unit", ("tests/unit",), ()),
        ("services", ("tests/portal",), ()),
        ("falls", ("tests/portal/tables/falls",), ()),
        ("portal", ("tests/stack",), ()),
    ]


@pytest.mark.parametrize(
    ("path", "groups"),
    [
        ("tests/portal/tables", ["services", "falls"]),
        ("tests/portal/tables/falls/test_x.py::test_a", ["falls"]),
        ("tests/portal/b", ["services"]),
    ],
)
def test_those_that_end_services_run_by_themselves(checkout, path, groups):
    assert [name for name, _, _ in _plan(checkout, path)] == groups


def test_only_what_the_named_tests_need_is_started(checkout):
    named = "tests/portal/b/test_x.py::test_a"
    assert _plan(checkout, named, "-x") == [("services", (named,), ("-x",))]


def test_a_choice_by_name_looks_through_all_tests(checkout):
    assert [(name, options) for name, _, options in _plan(checkout, "-k", "harvest")] == [
        (name, ("-k", "harvest")) for name in ("unit", "services", "falls", "portal")
    ]


def test_a_path_is_understood_from_the_root_too(checkout):
    assert _plan(checkout, f"{checkout}/tests/unit/a/") == [("unit", ("tests/unit/a",), ())]


@pytest.mark.parametrize("path", ["tests/lain", "README.md", "."])
def test_a_path_without_tests_is_no_success(checkout, path):
    (checkout / "README.md").touch()
    with pytest.raises(Trouble, match="There are no tests in .* There are: tests/unit, tests/house"):
        _plan(checkout, "tests/unit", path)


@pytest.mark.parametrize(
    ("codes", "by_hand", "code"),
    [((0, 5), True, 0), ((5, 5), True, 5), ((5, 1, 0), True, 1), ((0, 5), False, 5), ((0, 0), False, 0)],
)
def test_a_part_without_a_chosen_test_is_no_failure_if_another_has_one(codes, by_hand, code):
    results = dict(zip("abc", codes, strict=False))
    assert test_runner.verdict(results, chosen_by_hand=by_hand) == code


@pytest.mark.parametrize("command", ["up", "down", "status", "ckan", "test", "bench"])
def test_every_command_can_be_called(command):
    text = (CHECKOUT / "deploy" / command).read_text()
    assert text == f'#!/bin/sh\nexec "$(dirname "$0")/run" {command} "$@"\n'
    assert (CHECKOUT / "deploy" / command).stat().st_mode & 0o111 == 0o111


def test_a_wrong_argument_is_said_in_one_sentence():
    done = subprocess.run([CHECKOUT / "deploy" / "up", "--jauh"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "./deploy/up takes no arguments; what can be set is in docs/operations.md.\n"


def test_stopping_what_was_never_started_is_said_in_one_sentence(tmp_path):
    done = subprocess.run(
        [CHECKOUT / "deploy" / "down"],
        env={"PATH": "/usr/bin:/bin", "PASER_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        f"There is no portal in {tmp_path}. Start one with ./deploy/up.\n",
    )


def test_programs_that_lack_and_cannot_be_installed_are_named(monkeypatch, me):
    monkeypatch.setattr(machine, "_find", lambda who: dict.fromkeys(machine.PACKAGES))
    monkeypatch.setattr(machine, "_apt", lambda: None)
    with pytest.raises(
        Trouble, match=r"lack on this machine: postgresql, redis-server, nginx, .*Install them, then run"
    ):
        machine.provide(me, maven=False)


@pytest.mark.parametrize(("name", "found"), [("", ["p1_a", "p4_b"]), ("p4", ["p4_b"]), ("p1_a", ["p1_a"])])
def test_a_benchmark_is_found_by_how_its_name_begins(tmp_path, name, found):
    for script in ("p1_a.py", "p4_b.py", "fair.py"):
        (tmp_path / script).touch()
    assert [script.stem for script in bench.find(tmp_path, name)] == found


def test_an_unknown_benchmark_is_answered_with_those_there_are(tmp_path):
    (tmp_path / "p1_a.py").touch()
    with pytest.raises(Trouble, match="There is no benchmark 'p9'. There are: p1_a."):
        bench.find(tmp_path, "p9")
