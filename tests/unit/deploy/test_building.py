"""Programs are built once for what they are built from."""

from __future__ import annotations

import hashlib

import pytest
from paser_deploy import programs, stamps
from paser_deploy.errors import Trouble


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "src" / "room").mkdir(parents=True)
    (tmp_path / "src" / "room" / "rules.py").write_text("A = 1\n")
    return tmp_path / "src"


def test_a_stamp_changes_with_the_content_of_a_file(tree):
    before = stamps.of_files([tree])
    (tree / "room" / "rules.py").write_text("A = 2\n")
    assert stamps.of_files([tree]) != before


def test_a_stamp_changes_with_the_name_of_a_file(tree):
    before = stamps.of_files([tree])
    (tree / "room" / "rules.py").rename(tree / "room" / "store.py")
    assert stamps.of_files([tree]) != before


@pytest.mark.parametrize("leftover", ["room/__pycache__/rules.pyc", "x.egg-info/PKG-INFO", "room/rules.pyc"])
def test_what_tools_leave_behind_is_not_stamped(tree, leftover):
    before = stamps.of_files([tree])
    (tree / leftover).parent.mkdir(exist_ok=True)
    (tree / leftover).write_text("x")
    assert stamps.of_files([tree]) == before


@pytest.mark.parametrize("in_place", [False, True])
def test_a_build_that_broke_off_is_done_again(tmp_path, in_place):
    def breaks(folder):
        folder.mkdir(exist_ok=True)
        (folder / "half").touch()
        raise Trouble("no network")

    def works(folder):
        folder.mkdir(exist_ok=True)
        (folder / "all").touch()

    with pytest.raises(Trouble):
        programs._built(tmp_path, "venv", "1", breaks, in_place=in_place)
    built = programs._built(tmp_path, "venv", "1", works, in_place=in_place)
    assert [path.name for path in built.iterdir() if path.name != programs.WHOLE] == ["all"]


def test_what_is_built_is_not_built_again(tmp_path):
    def works(folder):
        folder.mkdir(exist_ok=True)

    def never(folder):
        raise AssertionError("built twice")

    first = programs._built(tmp_path, "release", "1", works)
    assert programs._built(tmp_path, "release", "1", never) == first


@pytest.mark.parametrize("change", ["other content", "a jar too many", "a jar lacks"])
def test_jars_that_are_not_ours_are_refused(tmp_path, change):
    jars = tmp_path / "lib"
    jars.mkdir()
    for name in ("a.jar", "b.jar"):
        (jars / name).write_bytes(name.encode())
    listed = tmp_path / "jars.sha256"
    listed.write_text("".join(f"{hashlib.sha256(n.encode()).hexdigest()}  {n}\n" for n in ("a.jar", "b.jar")))
    programs._verify(jars, listed)
    if change == "other content":
        (jars / "b.jar").write_bytes(b"x")
    elif change == "a jar too many":
        (jars / "c.jar").touch()
    else:
        (jars / "b.jar").unlink()
    with pytest.raises(Trouble, match=r"Solr's jars are not those of jars\.sha256: [bc]\.jar\."):
        programs._verify(jars, listed)
