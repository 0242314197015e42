"""Eight readers of one table, in a process of their own: ``python readers.py URL TABLE ROWS``.

They read with the rights of the public until standard input is closed, then say (JSON, one line) how many reads there
were, how many were empty, partial or of two versions at once, how many failed, and the longest in milliseconds. Every row of a whole
table has the same ``versi``.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter

import psycopg
from psycopg import sql

READERS = 8
BETWEEN = 0.01  # seconds between two reads of one reader


def judge(answer: tuple[int, int | None, int | None], rows: int) -> str:
    """What a read has seen."""
    count, least, most = answer
    if count == 0:
        return "empty"
    return "whole" if count == rows and least == most else "partial"


def main(url: str, table: str, rows: int) -> None:
    """Read until told to end."""
    done = threading.Event()
    seen: Counter[str] = Counter()
    versions: set[int | None] = set()
    pauses: list[float] = []

    def read() -> None:
        ask = sql.SQL("SELECT count(*), min(versi), max(versi) FROM {}").format(sql.Identifier(table))
        with psycopg.connect(url, autocommit=True) as connection:
            while not done.is_set():
                begun = time.perf_counter()
                try:
                    answer = connection.execute(ask).fetchone() or (0, None, None)
                    found = judge(answer, rows)
                    versions.add(answer[1])
                except psycopg.Error:
                    found = "failed"
                pauses.append(time.perf_counter() - begun)
                seen[found] += 1
                time.sleep(BETWEEN)

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    print("{}", flush=True)
    sys.stdin.read()
    done.set()
    for thread in threads:
        thread.join()
    figures = {name: seen[name] for name in ("whole", "empty", "partial", "failed")}
    slowest = sorted(pauses)
    print(
        json.dumps(
            {
                **figures,
                "versions": len(versions - {None}),
                "worst_ms": round(slowest[-1] * 1000, 1),
                "p50_ms": round(slowest[len(slowest) // 2] * 1000, 1),
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
