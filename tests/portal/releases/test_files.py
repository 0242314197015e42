"""Claims about the kept files of former releases, by the rules of now. DATA CONTOH."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from ckan.tests.helpers import call_action

from ckanext.paser.ops import service as ops
from ckanext.paser.privacy import cli
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import files, service
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.tables.reading import problems

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1\nB;2\n"
NEW = "kode;nilai\nA;1\nB;3\n"
PERSONAL = "desa;nik\n" + "".join(f"Contoh {n};64010157{n:02}900001\n" for n in range(1, 9))


@pytest.fixture
def former(load, let_pass) -> str:
    """A resource whose release 1 is of a file that the rules of its time let pass."""
    resource_id, _ = load(OLD)
    load(NEW, id=resource_id)
    let_pass(resource_id, PERSONAL)
    return resource_id


def outcomes(resource_id: str) -> dict[tuple[int, ...], str | None]:
    looks = files.look_again()
    return {kept.numbers: outcome for kept, outcome in looks if kept.resource_id == resource_id}


def scanned() -> str:
    return CliRunner().invoke(cli.privacy, ["scan", "--all"]).output


def told_by_doctor(resource_id: str) -> list[str]:
    told = [problem for problem in ops.diagnose() if problem.code == "personal_release"]
    return [str(problem.params["place"]) for problem in told if resource_id in str(problem.params["place"])]


def test_a_file_that_was_let_pass_by_older_rules_is_given_out_no_more(former):
    first = service.one(former, 1)
    assert first is not None
    assert service.original_is_public(first)
    assert outcomes(former) == {(1,): "temuan"}
    first = service.one(former, 1)
    assert first is not None
    assert not service.original_is_public(first)
    assert service.snapshot(first).exists()


def test_it_is_looked_through_once(former):
    outcomes(former)
    assert outcomes(former) == {}


def test_the_file_of_a_new_release_was_looked_through_with_its_load(load):
    resource_id, _ = load(OLD)
    assert outcomes(resource_id) == {}


def test_its_table_is_named_by_the_command_and_the_doctor_until_it_is_withdrawn(former):
    place = f"{former}, release 1\n"
    output = scanned()
    assert f"temuan: {place}" in output
    assert f"public release of a held file: {place}" in output
    assert told_by_doctor(former) == [f"{former}/rilis/1"]
    call_action("paser_release_withdraw", resource_id=former, number=1, reason="Data pribadi.")
    assert place not in scanned()
    assert told_by_doctor(former) == []


def test_the_command_tells_sums_that_add_up(former):
    sums = re.findall(r"^(present files|files of releases): (\d+)(?: \((.*)\))?$", scanned(), re.MULTILINE)
    assert [name for name, *_ in sums] == ["present files", "files of releases"]
    for _, total, parts in sums:
        assert int(total) == sum(map(int, re.findall(r": (\d+)", parts)))


def test_the_doctor_knows_how_many_wait(former):
    waiting = len(files.unseen())
    assert any(
        problem.code == "unseen_releases" and f": {waiting}." in problem.fact for problem in ops.diagnose()
    )
    scanned()
    assert not any(problem.code == "unseen_releases" for problem in ops.diagnose())


def test_a_file_that_is_not_there_any_more_is_told_as_that(former):
    archive.file_of(former, service.of(former)[-1].sha256).unlink()
    assert outcomes(former) == {(1,): None}


def test_a_look_that_fails_closes_no_file_and_is_made_again(former, monkeypatch):
    first = service.one(former, 1)
    assert first is not None
    archive.file_of(former, first.sha256).write_text(OLD)

    def fail(*_: object, **__: object) -> None:
        raise ProblemError(problems.unknown_failure())

    with monkeypatch.context() as patch:
        patch.setattr(files, "look_through", fail)
        assert outcomes(former) == {(1,): "belum"}
    assert outcomes(former) == {(1,): "bersih"}
    first = service.one(former, 1)
    assert first is not None
    assert service.original_is_public(first)
