"""The commands an administrator types, on the running portal."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from paser_deploy import supervise

pytestmark = pytest.mark.stack

CHECKOUT = Path(__file__).resolve().parents[2]
NAMES = ["guard", "nginx", "postgres", "redis", "solr", "web", "worker"]


def deploy(command: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CHECKOUT / "deploy" / command, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_second_up_changes_nothing(portal):
    before = supervise.processes(portal)
    done = deploy("up")
    assert (done.returncode, done.stderr) == (0, "")
    assert [(p.name, p.pid) for p in supervise.processes(portal)] == [(p.name, p.pid) for p in before]


def test_up_tells_what_the_administrator_needs(portal):
    said = deploy("up").stdout.splitlines()
    assert said[:3] == [
        f"Address:   {portal.settings.address}",
        "Admin:     admin",
        f"Password:  in {portal.layout.secrets}/admin-password",
    ]
    assert said[3].startswith(f"Wall:      {portal.settings.address}/layar/")


def test_up_does_not_print_the_address_of_a_wall_that_was_withdrawn(portal):
    file = portal.layout.secrets / "wall"
    known = file.read_text()
    made = portal.ckan("paser", "wall", "create", "dinding-utama")
    number = made.stderr.partition("screen ")[2].partition(";")[0]
    portal.account.write(file, urlsplit(made.stdout.split()[-1]).path + "\n", 0o600)
    portal.ckan("paser", "wall", "revoke", number)
    said = deploy("up").stdout.splitlines()[3]
    portal.account.write(file, known, 0o600)
    assert said.startswith("Wall:      its address was withdrawn; './deploy/ckan paser wall create")


def test_two_ups_at_once_do_not_meet(portal):
    with (portal.settings.var / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = deploy("up")
    assert (done.returncode, done.stderr) == (
        1,
        f"Another ./deploy/up or ./deploy/down is at work on {portal.settings.var}. Wait until it has ended.\n",
    )


def test_a_port_in_use_is_said_and_nothing_is_started(portal, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o755)
        done = deploy("up", PASER_VAR=str(tmp_path), PASER_PORT=str(port))
    assert (done.returncode, done.stderr) == (
        1,
        f"Port {port} is in use by another program. Stop that program, or set PASER_PORT to another port.\n",
    )
    assert not (tmp_path / "postgres" / "cluster").exists()


def test_status_has_one_line_per_process_and_the_verdict(portal):
    done = deploy("status")
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [[name, "running"] for name in NAMES]
    assert lines[-1] == f"{portal.settings.address} is ready"
    assert done.returncode == 0


def test_the_ckan_command_works_on_the_running_portal(portal):
    done = deploy("ckan", "user", "show", "admin")
    assert done.returncode == 0
    assert "admin" in done.stdout


def test_the_doctor_finds_nothing(portal):
    done = deploy("ckan", "paser", "doctor")
    assert done.returncode == 0, done.stdout


def test_secrets_are_readable_by_their_owner_alone(portal):
    modes = {path.name: path.stat().st_mode & 0o777 for path in portal.layout.secrets.iterdir()}
    assert set(modes.values()) == {0o600}
    assert portal.layout.secrets.stat().st_mode & 0o777 == 0o700


def test_no_log_holds_a_key_that_stands_in_an_address(portal, get):
    wall = (portal.layout.secrets / "wall").read_text().strip()
    sign = uuid4().hex
    for address in (wall, f"/id{wall}?{sign}", f"/user/reset/admin?key=kunci-{sign}", f"/?{sign}-akhir"):
        get(address)
    logs = portal.layout.log
    end = time.monotonic() + 10
    while f"{sign}-akhir" not in (text := "".join(file.read_text() for file in logs.iterdir())):
        assert time.monotonic() < end, "the log of nginx lacks the last request"
        time.sleep(0.1)
    assert [key for key in (wall.rpartition("/")[2], f"kunci-{sign}") if key in text] == []
    assert logs.stat().st_mode & 0o777 == 0o700


def test_every_process_runs_as_the_service_account(portal):
    owners = {Path(f"/proc/{process.pid}").stat().st_uid for process in supervise.processes(portal)}
    assert owners == {portal.account.uid}


def test_the_settings_hold_no_default_secret(portal):
    assert len({path.read_text() for path in portal.layout.secrets.iterdir()}) == len(
        list(portal.layout.secrets.iterdir())
    )


def test_the_scripts_of_pages_speak_indonesian_once_up_has_run(get):
    assert get("/api/i18n/id").json()["Are you sure you want to perform this action?"] == [
        None,
        "Yakin ingin melanjutkan?",
    ]
