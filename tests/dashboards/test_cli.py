"""Claims about the commands."""

from __future__ import annotations

import pytest

from ckan.cli.cli import ckan as ckan_command

from paser_dashboards.walls.service import refresh


@pytest.fixture
def run(cli):
    return lambda *words: cli.invoke(ckan_command, ["paser", *words])


@pytest.fixture
def indicator(stage, package) -> str:
    return stage.indicator("perintah", package["name"])


def test_compute_tells_what_changed_and_then_that_nothing_did(run, package, indicator):
    results = [run("indicator", "compute") for _ in range(2)]
    assert [result.stdout for result in results] == [
        "perintah: 3 values changed\n1 computed, 0 unchanged\n",
        "0 computed, 1 unchanged\n",
    ]


def test_compute_fails_with_one_sentence_for_each_problem(run, stage, package, indicator):
    stage.indicator("rusak", package["name"], data={"nilai": "tidak_ada"})
    result = run("indicator", "compute")
    assert result.exit_code == 1
    assert f"rusak: dataset {package['name']}, resource 1: There is no column tidak_ada." in result.stderr
    assert "1 could not be computed; their last values stay" in result.stderr


def test_compute_of_an_unknown_indicator_says_where_to_look(run, package, indicator):
    result = run("indicator", "compute", "x")
    assert (result.exit_code, "no indicator is called x" in result.stderr) == (1, True)


def test_check_is_silent_about_what_is_well(run, package, indicator):
    result = run("indicator", "check")
    assert (result.exit_code, result.stdout) == (0, "1 indicators are well\n")


def test_the_doctor_tells_what_check_tells(run, stage, package, indicator):
    stage.indicator("rusak", package["name"], data={"nilai": "tidak_ada"})
    told = run("indicator", "check").stderr.splitlines()[0]
    assert (told.startswith("indikator-rusak.yaml: dataset"), told in run("doctor").stdout) == (True, True)


def test_check_names_file_place_and_remedy(run, stage, package, indicator):
    stage.indicator("rusak", package["name"], data={"nilai": "tidak_ada"})
    (stage.folder / "dasbor-x.yaml").write_text("id: x\njudul: {", encoding="utf-8")
    stage.dashboard("y", {"id": "a", "jenis": "angka", "indikator": "tidak-ada"})
    lines = run("indicator", "check").stderr.splitlines()
    starts = (
        "file dasbor-x.yaml, entry line",
        "file dasbor-y.yaml, entry panel.a",
        "indikator-rusak.yaml: dataset",
    )
    assert [any(line.startswith(start) for line in lines) for start in starts] == [True] * 3


def test_a_wall_is_created_listed_and_revoked(run, stage, package, indicator):
    stage.dashboard("paser", {"id": "a", "jenis": "angka", "indikator": "perintah"})
    stage.define("layar-utama", judul={"id": "x", "en": "x"}, dasbor="paser", panel=["a"])
    refresh()
    created = run("wall", "create", "utama")
    number = created.stderr.split()[1].rstrip(";")
    assert created.stdout.startswith("http")
    assert "/layar/" in created.stdout
    assert run("wall", "list").stdout.splitlines()[0].split("\t")[:2] == [number, "utama"]
    assert run("wall", "revoke", number).stdout == f"screen {number} is shut out\n"
    assert "revoked" in run("wall", "list").stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [(("create", "x"), "no wall is called x; there are: none"), (("revoke", "0"), "there is no screen 0")],
)
def test_a_wall_that_is_not_there_is_named(run, package, indicator, words, told):
    result = run("wall", *words)
    assert (result.exit_code, told in result.stderr) == (1, True)
