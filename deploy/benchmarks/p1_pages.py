"""P1: hot pages for anonymous visitors, ours against vanilla CKAN 2.12.

Both sides have the same PostgreSQL, Solr and content, the same number of gunicorn workers and the same nginx
settings; the vanilla side has none of our plugins and no micro-cache. Only reads, on loopback.

    ./deploy/bench p1 [--rounds 5] [--seconds 5]
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import vanilla
from vanilla import Portal

CONNECTIONS = (4, 16, 64)
WARM_REQUESTS = 5
LEAST_RATIO = 500
SLOWEST_P99 = 20  # milliseconds, at 64 connections


def main() -> int:
    """Measure and report; 0 only if every target is reached."""
    chosen = fair.chosen(__doc__, seconds=5)
    fair.end_cleanly()
    if vanilla.lacks_programs("wrk", "nginx"):
        return 1
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="paser-bench-")))
        ours = Portal(f"http://127.0.0.1:{os.environ['PASER_PORT']}")
        theirs = running.enter_context(vanilla.beside(folder))
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
    return vanilla.wrk(portal.address + path, connections, seconds, vanilla.COMPRESSED)


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
