"""P1: hot pages for anonymous visitors, ours against vanilla CKAN 2.12.

Both sides have the same PostgreSQL, Solr and content, the same number of gunicorn workers and the same nginx
settings; the vanilla side has none of our plugins and no micro-cache. Only reads, on loopback.

    ./deploy/bench p1 [--rounds 5] [--seconds 5]
"""

from __future__ import annotations

import argparse
import configparser
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any

import fair
import requests

CONNECTIONS = (4, 16, 64)
WARM_REQUESTS = 5
START_SECONDS = 60
PATH = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"  # where nginx is on Debian
LEAST_RATIO = 500
SLOWEST_P99 = 20  # milliseconds, at 64 connections
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


def main() -> int:
    """Measure and report; 0 only if every target is reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    chosen = parser.parse_args()
    fair.end_cleanly()
    for program in ("wrk", "nginx"):
        if not shutil.which(program, path=PATH):
            print(
                f"{program} is missing. Install it (apt-get install {program}), run this again.",
                file=sys.stderr,
            )
            return 1
    os.environ["PATH"] = PATH
    ini, conf = Path(os.environ["CKAN_INI"]), Path(os.environ["PASER_VAR"]) / "conf"
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="paser-bench-")))
        ours = Portal(f"http://127.0.0.1:{os.environ['PASER_PORT']}")
        theirs = running.enter_context(_vanilla(folder, ini, conf))
        pages = _pages(ours)
        limits = _limits(theirs, chosen.seconds)
        results = {
            (name, connections): fair.rounds(
                chosen.rounds,
                lambda path=path, c=connections: _hot(ours, path, c, chosen.seconds),
                lambda path=path, c=connections: _hot(theirs, path, c, chosen.seconds),
            )
            for name, path in pages.items()
            for connections in CONNECTIONS
        }
    return _report(results, limits, chosen.rounds, chosen.seconds)


def _pages(portal: Portal) -> dict[str, str]:
    """The five kinds of pages, of the first dataset that has a file."""
    query = "/api/3/action/package_search?rows=1&fq=res_format:[* TO *]&sort=name asc"
    dataset = portal.get(query).json()["result"]["results"][0]
    page = f"/dataset/{dataset['name']}"
    return {
        "home": "/",
        "list": "/dataset/",
        "dataset": page,
        "resource": f"{page}/resource/{dataset['resources'][0]['id']}",
        "organization": f"/organization/{dataset['organization']['name']}",
    }


def _hot(portal: Portal, path: str, connections: int, seconds: int) -> dict[str, Any]:
    """One measurement of a page that has just been asked for."""
    for _ in range(WARM_REQUESTS):
        portal.get(path)
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "--timeout",
        "60s",
        "-H",
        "Accept-Encoding: gzip",
        portal.address + path,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "-nan" in said or " 0 requests in" in said:
        raise RuntimeError(
            f"{portal.address}{path} answered nothing within {seconds} s: use longer --seconds"
        )
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return {
        "per_second": float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        "p50": _milliseconds(_found(r"(?m)^\s+50%\s+(\S+)", said)),
        "p99": _milliseconds(_found(r"(?m)^\s+99%\s+(\S+)", said)),
        "errors": int(wrong[1]) if wrong else 0,
        "timeouts": sum(map(int, broken.groups())) if broken else 0,
    }


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"wrk did not say {pattern!r}: {text}")
    return match[1]


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


@contextmanager
def _vanilla(folder: Path, ini: Path, conf: Path) -> Iterator[Portal]:
    """CKAN without our plugins behind our nginx without its cache; both are ended afterwards."""
    web, inner, port = _free_port(), _free_port(), _free_port()
    _write_vanilla_ini(ini, f"http://127.0.0.1:{port}", folder / "ckan.ini")
    (folder / "wsgi.py").write_text(
        (conf / "wsgi.py").read_text().replace(str(ini), str(folder / "ckan.ini"))
    )
    (folder / "nginx.conf").write_text(_vanilla_nginx(conf / "nginx.conf", folder, web, inner, port))
    workers = _found(r"(?m)^workers = (\d+)", (conf / "gunicorn.py").read_text())
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
    with _process([*gunicorn, "wsgi:application"], folder), _process(nginx, folder):
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


def _write_vanilla_ini(ini: Path, address: str, file: Path) -> None:
    """The same settings, logging too, without those of our plugins."""
    settings = _settings(ini)
    site = settings["app:main"]
    for key in [key for key in site if OUR_PLUGINS.match(key)]:
        del site[key]
    site.update(
        {
            "ckan.plugins": VANILLA,
            "ckan.site_url": address,
            "ckan.webassets.path": f"{file.parent}/webassets",
        }
    )
    with file.open("w") as text:
        settings.write(text)


def _vanilla_nginx(conf: Path, folder: Path, web: int, inner: int, port: int) -> str:
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
def _process(command: list[str], folder: Path) -> Iterator[None]:
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


def _limits(vanilla: Portal, seconds: int) -> dict[str, float]:
    """What nginx and an empty CKAN answer at most here, to read the figures by."""
    fair.when_quiet()
    return {
        "nginx, an answer of 1 KB, requests/s": _hot(vanilla, "/kilobyte", 4, seconds)["per_second"],
        "CKAN's status_show, requests/s": _hot(vanilla, "/api/3/action/status_show", 4, seconds)[
            "per_second"
        ],
    }


def _report(
    results: dict[tuple[str, int], list[dict[str, Any]]], limits: dict[str, float], number: int, seconds: int
) -> int:
    rows, summary = [], []
    for (name, connections), done in results.items():
        middle, least, most = fair.ratios(done, "per_second")
        p99 = fair.median(done, "ours", "p99")
        wrong = sum(turn["ours"]["errors"] + turn["ours"]["timeouts"] for turn in done)
        well = middle >= LEAST_RATIO and not wrong and (connections < max(CONNECTIONS) or p99 <= SLOWEST_P99)
        per_second = [round(fair.median(done, side, "per_second"), 1) for side in ("ours", "theirs")]
        times = f"{fair.median(done, 'ours', 'p50'):.2f} / {p99:.2f}"
        theirs = f"{fair.median(done, 'theirs', 'p50'):.0f} / {fair.median(done, 'theirs', 'p99'):.0f}"
        spread = f"{middle:.0f} x ({least:.0f} to {most:.0f})"
        rows.append([name, connections, *per_second, spread, times, theirs, wrong, "yes" if well else "NO"])
        summary.append(
            {"page": name, "connections": connections, "ratio": middle, "p99": p99, "reached": well}
        )
    head = ["page", "connections", "ours, req/s", "vanilla, req/s", "ratio (spread)", "ours p50 / p99 ms"]
    head += ["vanilla p50 / p99 ms", "errors", "reached"]
    about = fair.conditions(
        nginx=fair.said("nginx", "-v"),
        wrk=fair.said("wrk", "-v").splitlines()[0],
        measured=f"{number} rounds of {seconds} s each side; spoiled by others: "
        f"{sum(fair.spoiled(done) for done in results.values())} of {number * len(results)}",
        target=f">= {LEAST_RATIO} x requests/s; p99 <= {SLOWEST_P99} ms at {max(CONNECTIONS)} connections",
        **{key: f"{value:.0f}" for key, value in limits.items()},
    )
    raw = [{"page": name, "connections": c, "rounds": done} for (name, c), done in results.items()]
    data = {"summary": summary, "limits": limits, "measurements": raw}
    fair.report("p1", "P1 Hot pages, anonymous", about, fair.table(head, rows), data)
    return 0 if all(line["reached"] for line in summary) else 1


if __name__ == "__main__":
    sys.exit(main())
