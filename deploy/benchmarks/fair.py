"""What every benchmark here has in common: fair rounds, the conditions, a table and a JSON file.

The two sides of a pair take turns (A-B-A-B) in one run on one machine; what counts is the ratio inside a
round, of which the median and the spread over all rounds are reported. Absolute figures vary by machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

QUIET = 0.15  # share of the processors that others may be using when a round begins
PATIENCE = 120  # seconds to wait for that
CHECKOUT = Path(__file__).resolve().parents[2]

Row = Sequence[object]


def chosen(
    about: str | None,
    *,
    rounds: int = 5,
    seconds: int | None = None,
    rows: int | None = None,
    ways: Sequence[str] = (),
) -> argparse.Namespace:
    """What the command line of a benchmark chooses.

    Args:
        about: what the benchmark says of itself (``__doc__``), for ``--help``.
        rounds, seconds, rows: how many, unless it says so; there is no choice of what is None.
        ways: of which it chooses one, the first unless it says so.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=rounds)
    if seconds:
        parser.add_argument("--seconds", type=int, default=seconds, help="of each measurement")
    if rows:
        parser.add_argument("--rows", type=int, default=rows)
    if ways:
        parser.add_argument("--way", choices=ways, default=ways[0])
    return parser.parse_args()


def conditions(**more: str) -> dict[str, str]:
    """The machine and the versions, for the head of a report."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "day": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{os.cpu_count()} cores, {_processor()}, {memory:.0f} GiB, {_system()}",
        "python": platform.python_version(),
        "ckan": version("ckan"),
        "commit": said("git", "-c", "safe.directory=*", "-C", str(CHECKOUT), "rev-parse", "--short", "HEAD")
        or "unknown",
        "load average at the start": " ".join(f"{value:.2f}" for value in os.getloadavg()),
        **more,
    }


def end_cleanly() -> None:
    """When this process is told to end, it stops and removes first what it has started and made."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def said(*command: str) -> str:
    """What a command prints, with what it says on its error output; empty if there is no such command."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return (done.stdout + done.stderr).strip() if done.returncode in (0, 1) else ""


def when_quiet() -> float:
    """Wait until others leave the processors alone, at most ``PATIENCE`` seconds.

    Returns:
        The share of the processors in use in the second before; more than ``QUIET`` spoils the round.
    """
    end = time.monotonic() + PATIENCE
    while True:
        busy = _busy()
        if busy <= QUIET or time.monotonic() > end:
            return busy


def rounds(
    number: int, ours: Callable[[], dict[str, Any]], theirs: Callable[[], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Let both sides measure ``number`` times, in turns; each time begins when the machine is quiet."""
    done = []
    for _ in range(number):
        turn: dict[str, Any] = {}
        for side, measure in (("ours", ours), ("theirs", theirs)):
            busy = when_quiet()
            turn[side] = measure() | {"busy_before": round(busy, 2)}
        done.append(turn)
    return done


def ratios(done: list[dict[str, Any]], figure: str) -> tuple[float, float, float]:
    """Median, least and greatest of ours / theirs over the rounds."""
    values = [turn["ours"][figure] / turn["theirs"][figure] for turn in done]
    return statistics.median(values), min(values), max(values)


def median(done: list[dict[str, Any]], side: str, figure: str) -> float:
    return statistics.median(turn[side][figure] for turn in done)


def spoiled(done: list[dict[str, Any]]) -> int:
    """How many rounds began while something else used the processors."""
    return sum(max(turn[side]["busy_before"] for side in ("ours", "theirs")) > QUIET for turn in done)


def table(head: Row, rows: Sequence[Row]) -> str:
    """A table in Markdown, as it stands in docs/performance.md."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def report(name: str, title: str, about: dict[str, str], text: str, data: dict[str, Any]) -> None:
    """Print the report and write it to ``$PASER_VAR/bench/<name>.json`` (or into the current folder)."""
    folder = Path(os.environ["PASER_VAR"]) / "bench" if os.environ.get("PASER_VAR") else Path.cwd()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    file.write_text(json.dumps({"benchmark": name, "conditions": about, **data}, indent=1) + "\n")
    known = "\n".join(f"* {key}: {value}" for key, value in about.items())
    print(f"\n## {title}\n\n{known}\n\n{text}\n\nAll figures: {file}")


def _busy() -> float:
    before = _ticks()
    time.sleep(1)
    idle, total = (after - start for after, start in zip(_ticks(), before, strict=True))
    return 1 - idle / total


def _ticks() -> tuple[int, int]:
    numbers = [int(number) for number in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
