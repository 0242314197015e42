"""Vanilla CKAN 2.12 beside the running portal, and wrk, which asks both sides for pages.

Vanilla has the same PostgreSQL, Solr and content, the same number of gunicorn workers and the same nginx settings; none of
our plugins and no micro-cache.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

import requests

START_SECONDS = 60
PATH = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"  # where nginx is on Debian
OUR_PLUGINS = re.compile(r"^(ckan\.plugins|scheming\.|paser|SESSION_TYPE|licenses_group_url)")
VANILLA = "datastore"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Portal:
    """One side: where it answers."""

    address: str

    def get(self, path: str) -> requests.Response:
        answer = requests.get(self.address + path, timeout=60)
        answer.raise_for_status()
        return answer


def lacks_programs(*needed: str) -> bool:
    """Say which program of the machine is missing, if one is; the others are found from now on."""
    for program in needed:
        if not shutil.which(program, path=PATH):
            print(
                f"{program} is missing. Install it (apt-get install {program}), run this again.",
                file=sys.stderr,
            )
            return True
    os.environ["PATH"] = PATH
    return False


COMPRESSED = ("-H", "Accept-Encoding: gzip")


def wrk(
    address: str, connections: int, seconds: int, options: Sequence[str], *arguments: str
) -> dict[str, Any]:
    """Ask an address as often as it answers.

    Args:
        options: of wrk, such as ``COMPRESSED`` or a script that chooses what is asked.
        arguments: of that script.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "60s"]
    command += [*options, address, *arguments]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "-nan" in said or " 0 requests in" in said:
        raise RuntimeError(f"{address} answered nothing within {seconds} s: use longer --seconds")
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return {
        "per_second": float(found(r"Requests/sec:\s+([\d.]+)", said)),
        "p50": _milliseconds(found(r"(?m)^\s+50%\s+(\S+)", said)),
        "p99": _milliseconds(found(r"(?m)^\s+99%\s+(\S+)", said)),
        "errors": int(wrong[1]) if wrong else 0,
        "timeouts": sum(map(int, broken.groups())) if broken else 0,
    }


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"wrk did not say {pattern!r}: {text}")
    return match[1]


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


@contextmanager
def beside(folder: Path) -> Iterator[Portal]:
    """CKAN without our plugins behind our nginx without its cache; both are ended afterwards."""
    ini, conf = Path(os.environ["CKAN_INI"]), Path(os.environ["PASER_VAR"]) / "conf"
    web, inner, port = _free_port(), _free_port(), _free_port()
    write_ini(ini, folder / "ckan.ini", VANILLA, **{"ckan.site_url": f"http://127.0.0.1:{port}"})
    (folder / "wsgi.py").write_text(
        (conf / "wsgi.py").read_text().replace(str(ini), str(folder / "ckan.ini"))
    )
    (folder / "nginx.conf").write_text(_nginx(conf / "nginx.conf", folder, web, inner, port))
    workers = found(r"(?m)^workers = (\d+)", (conf / "gunicorn.py").read_text())
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        workers,
        "-b",
        f"127.0.0.1:{web}",
        "--pythonpath",
        str(folder),
    ]
    nginx = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with process([*gunicorn, "wsgi:application"], folder), process(nginx, folder):
        portal = Portal(f"http://127.0.0.1:{port}")
        _wait(portal)
        enabled = portal.get("/api/3/action/status_show").json()["result"]["extensions"]
        if enabled != [VANILLA]:
            raise RuntimeError(f"the vanilla side has {enabled}, it should have {VANILLA} only")
        yield portal


def _settings(ini: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ini)
    return parser


def write_ini(ini: Path, file: Path, plugins: str, **more: str) -> None:
    """The same settings, logging too, with other plugins and without those of ours."""
    settings = _settings(ini)
    site = settings["app:main"]
    for key in [key for key in site if OUR_PLUGINS.match(key)]:
        del site[key]
    site.update({"ckan.plugins": plugins, "ckan.webassets.path": f"{file.parent}/webassets", **more})
    with file.open("w") as text:
        settings.write(text)


def _nginx(conf: Path, folder: Path, web: int, inner: int, port: int) -> str:
    """The same settings, without the cache, with other ports and folders, and an answer of a kilobyte."""
    kilobyte = f"location = /kilobyte {{ return 200 {'x' * 1024}; }}"
    changes = [
        (r"proxy_cache pages;", "proxy_cache off;"),
        (r"(# Outside: .*\s+listen 127\.0\.0\.1):\d+;", rf"\1:{port};\n        {kilobyte}"),
        (r"(upstream web \{\s+server 127\.0\.0\.1):\d+;", rf"\1:{web};"),
        (r"(upstream compressed \{\s+server 127\.0\.0\.1):\d+;", rf"\1:{inner};"),
        (r"(# Inside: .*\s+listen 127\.0\.0\.1):\d+;", rf"\1:{inner};"),
        (r"pid \S+;", f"pid {folder}/nginx.pid;"),
        (r"(\w+_temp_path) \S+;", rf"\1 {folder}/\1;"),
        (r"proxy_cache_path \S+", f"proxy_cache_path {folder}/pages"),
    ]
    text = conf.read_text()
    for pattern, replacement in changes:
        text, number = re.subn(pattern, replacement, text)
        if not number:
            raise ValueError(f"{conf} has no {pattern!r} any more: this benchmark must follow it")
    return text


@contextmanager
def process(command: list[str], folder: Path) -> Iterator[None]:
    with (folder / f"{Path(command[0]).name}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(portal: Portal) -> None:
    end = time.monotonic() + START_SECONDS
    while not _answers(portal):
        if time.monotonic() > end:
            raise TimeoutError(f"vanilla CKAN does not answer at {portal.address}")
        time.sleep(0.5)


def _answers(portal: Portal) -> bool:
    try:
        return portal.get("/api/3/action/status_show").ok
    except requests.RequestException:
        return False
