"""What `up` refuses before it makes or starts anything."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from paser_deploy import down, layout, ports, programs, settings, stack, up
from paser_deploy.errors import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def _prepare(portal, tools):
    return up.prepare(portal.settings, portal.account, portal.layout, tools, print)


def test_a_portal_is_not_moved_to_a_port_that_is_in_use(make_stack, tools, taken):
    (moved := make_stack(port=taken)).layout.state.mkdir()
    stack.remember(make_stack(port=8123))
    before = sorted(moved.settings.var.rglob("*"))
    with pytest.raises(Trouble, match=f"Port {taken} is in use by another program"):
        _prepare(moved, tools)
    assert sorted(moved.settings.var.rglob("*")) == before


def test_a_port_that_only_root_may_have_is_refused_with_what_to_do(make_stack, tools, monkeypatch, tmp_path):
    (tmp_path / "start").write_text("1024\n")
    monkeypatch.setattr(ports, "RESERVED", tmp_path / "start")
    with pytest.raises(Trouble, match="Port 80 is kept for root.* Set PASER_PORT to 1024 or more"):
        _prepare(make_stack(port=80), tools)


@pytest.mark.parametrize(("built", "needed"), [("", 4000), ("venv-x", 500)])
def test_a_disk_that_is_too_full_is_said_with_how_much_is_needed(make_stack, monkeypatch, built, needed):
    portal = make_stack()
    (portal.layout.programs / built).mkdir(parents=True)
    monkeypatch.setattr(up.shutil, "disk_usage", lambda folder: SimpleNamespace(free=499_000_000))
    with pytest.raises(Trouble, match=f"has 499 MB free, {needed} MB are needed. Free some room"):
        up._room(portal.settings, portal.layout)


@pytest.mark.parametrize("name", ["satu data", "a;b", "a$b", "a'b", "a%b", "a:b", "a,b"])
def test_a_folder_whose_name_settings_files_cannot_hold_is_refused(tmp_path, name):
    with pytest.raises(Trouble, match="in its name, .* Set PASER_VAR to a folder with letters, digits"):
        up._own_folder(tmp_path / name)


@pytest.mark.parametrize("name", ["satu-data_2.0", "r\u00e9gence", "~paser@lokal+1"])
def test_any_other_name_will_do(tmp_path, name):
    up._own_folder(tmp_path / name)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    for name in ("log", "lib", "mail"):
        (tmp_path / name).mkdir()
    with pytest.raises(
        Trouble, match=r"holds other things \(lib, mail\). Set PASER_VAR to a folder of its own"
    ):
        up._own_folder(tmp_path)


def test_what_lies_in_the_folder_without_being_in_the_way_is_no_matter(tmp_path):
    (tmp_path / "gambar").mkdir()
    up._own_folder(tmp_path)


def test_a_start_that_was_broken_off_can_go_on(tmp_path):
    for name in (*layout.OURS, *layout.KEPT):
        (tmp_path / name).mkdir()
    up._own_folder(tmp_path)


def test_every_folder_of_an_installation_is_known_as_ours(tmp_path):
    place = layout.Layout(tmp_path, tmp_path / "programs")
    folders = {name: getattr(place, name) for name in vars(layout.Layout) if not name.startswith("_")}
    below = {path.relative_to(tmp_path).parts[0] for path in folders.values() if isinstance(path, Path)}
    assert below <= {*layout.OURS, *layout.KEPT}
    assert len(below) > 10


def test_purge_removes_what_is_ours_and_nothing_else(make_stack):
    var = make_stack().settings.var
    for name in ("files", "secrets", "programs", "foto keluarga"):
        (var / name).mkdir()
    said: list[str] = []
    down._purge(make_stack().settings, said.append)
    assert said == [f"Removing all data of the portal in {var}: files, secrets"]
    assert sorted(path.name for path in var.iterdir()) == ["foto keluarga", "programs"]


@pytest.mark.parametrize("below", ["", "/x"])
def test_a_file_where_the_folder_should_be_is_said(tmp_path, below):
    (tmp_path / "file").touch()
    var = tmp_path / f"file{below}"
    assert settings.read(tmp_path, {"PASER_VAR": str(var)}).var == var
    with (
        pytest.raises(Trouble, match=f"{var} cannot be used: .* Set PASER_VAR to a folder that can be"),
        up.alone(var),
    ):
        pass


def test_programs_of_another_account_are_said(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with (
        pytest.raises(Trouble, match="may not write to .*, where programs are built"),
        programs.shared(tmp_path),
    ):
        pass
