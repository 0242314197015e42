"""Ports, secrets, files and processes of one installation."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest
from paser_deploy import child, keys, ports, ready, supervise
from paser_deploy.ports import Ports

KNOWN = Ports(20810, 20811, 20812, 20813, 20814, 20815)


def test_the_ports_of_the_last_start_are_kept(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: True)
    assert ports.choose(KNOWN, 8080) == KNOWN


def test_a_port_that_another_program_has_taken_is_left_to_it(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port != 20811)
    assert ports.choose(KNOWN, 8080) == Ports(20810, 20812, 20813, 20814, 20815, 20816)


def test_two_portals_that_start_together_choose_different_ports(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: True)
    first, second = (set(vars(ports.choose(None, port)).values()) for port in (8080, 8081))
    assert first.isdisjoint(second)


def test_a_port_somebody_listens_on_is_not_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert not ports.is_free(other.getsockname()[1])


def test_what_was_chosen_is_read_back(tmp_path):
    (tmp_path / "ports.json").write_text(ports.text(KNOWN))
    assert ports.recall(tmp_path / "ports.json") == KNOWN


def test_a_release_with_one_process_more_keeps_the_ports_of_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port != 20815)
    earlier = {name: port for name, port in vars(KNOWN).items() if name != "compressed"}
    (tmp_path / "ports.json").write_text(json.dumps(earlier))
    assert ports.recall(tmp_path / "ports.json") == Ports(**earlier, compressed=20816)


def test_secrets_are_made_once_and_for_their_owner_alone(tmp_path, me):
    first = keys.provide(tmp_path, me)
    assert keys.provide(tmp_path, me) == first
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert len(set(vars(first).values())) == len(vars(first))


def test_the_password_of_the_mail_server_is_the_one_that_was_given(tmp_path, me):
    assert keys.provide(tmp_path, me).smtp_password == ""
    given = "rahasia 100%"
    (tmp_path / "smtp-password").write_text(f"{given}\nbukan ini\n")
    assert keys.provide(tmp_path, me).smtp_password == given


def test_a_file_that_says_it_already_is_not_written(tmp_path, me):
    assert me.write(tmp_path / "x", "a", 0o600)
    assert not me.write(tmp_path / "x", "a", 0o600)


def test_what_a_killed_master_left_running_is_found_and_ended(tmp_path):
    program = os.path.realpath(sys.executable)
    left = subprocess.Popen([program, "-c", "import time; time.sleep(60)"], cwd=tmp_path)
    elsewhere = subprocess.Popen([program, "-c", "import time; time.sleep(60)"], cwd="/")
    try:
        assert child.leftovers(program, str(tmp_path)) == [left.pid]
        child.end([left.pid])
        assert (left.wait(5), elsewhere.poll()) == (-9, None)
    finally:
        elsewhere.kill()
        elsewhere.wait()


def test_what_outlived_its_supervisor_is_ended_but_nobodys_shell_beside_it(make_stack, monkeypatch):
    stack = make_stack()
    (folder := stack.layout.run / "web").mkdir(parents=True)
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], cwd=folder)
    shell = subprocess.Popen(["sleep", "60"], cwd=folder)
    monkeypatch.chdir(folder)  # where the command itself may be called, too
    try:
        assert supervise._sweep(stack)
        assert (left.wait(5), shell.poll()) == (-9, None)
    finally:
        for process in (left, shell):
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        (
            b'{"ready": false, "parts": {"search": "Solr does not answer.", "disk": "ok"}}',
            "search: Solr does not answer.",
        ),
        (b'{"ready": true, "parts": {"disk": "ok"}}', ""),
        (b"<html>", ""),
        (b"[]", ""),
    ],
)
def test_readiness_names_the_parts_that_are_not_well(body, missing):
    assert ready._missing(body) == missing
