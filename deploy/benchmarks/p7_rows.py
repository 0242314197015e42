"""P7: a page of 100 rows of a table of 1,000,000 rows x 10 columns: our row API against vanilla ``datastore_search``.

Both sides read the same table through nginx, four connections at once, and tell the total. No two requests ask the same,
so no cache answers; nor asks any for compression, which costs both sides the same. Asked for are pages near the
beginning, pages 900,000 rows deep, pages of one area (a tenth of the rows), and for information filters that nobody asked
for before, whose matches both sides have to count.

The table (DATA CONTOH) belongs to a dataset that the benchmark makes and removes; it waits until its full text is made.

    ./deploy/bench p7 [--rounds 5] [--seconds 5] [--rows 1000000]
"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import fair
import loading
import vanilla
from psycopg import sql
from sample import make_csv
from vanilla import Portal

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.datastore.backend import DatastoreBackend
from ckanext.paser.rows.rules import cursor
from ckanext.paser.rows.rules.cursor import Place
from ckanext.paser.rows.rules.query import Condition, Every, Op, Query
from ckanext.paser.tables import published
from ckanext.paser.tables.loading import load

CONNECTIONS = 4
LEAST_RATIO = 5.0
DEEPEST_RATIO = 1.5
SEARCHABLE_SECONDS = 900
AREA = "64.01.05"
BY_AREA = Query(where=Every((Condition("kode_wilayah", Op.EQ, (AREA,), "kode_wilayah"),)))
SCRIPT = """
local asked, number = {}, 0
function init(arguments)
  for line in io.lines(arguments[1]) do asked[#asked + 1] = line end
end
function request()
  number = number % #asked + 1
  return wrk.format("GET", asked[number])
end
"""

Ask = Callable[[int], tuple[str, str]]
"""The path of our n-th question, and of the same one to vanilla."""


def main() -> int:
    """Measure and report; 0 only if every target is reached."""
    chosen = fair.chosen(__doc__, seconds=5, rows=1_000_000)
    fair.end_cleanly()
    if vanilla.lacks_programs("wrk", "nginx"):
        return 1
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="paser-bench-")))
        running.enter_context(loading.portal())
        table = running.enter_context(_table(folder, chosen.rows))
        ours = Portal(f"http://127.0.0.1:{os.environ['PASER_PORT']}")
        theirs = running.enter_context(vanilla.beside(folder))
        questions = _questions(table, chosen.rows)
        for ask in questions.values():
            _same(ours, theirs, ask)
        results = {
            name: _measured(folder, (ours, theirs), ask, chosen.rounds, chosen.seconds)
            for name, ask in questions.items()
        }
        floor = vanilla.wrk(f"{theirs.address}/api/3/action/status_show", CONNECTIONS, chosen.seconds, ())
    return _report(results, floor["per_second"], chosen)


@contextmanager
def _table(folder: Path, rows: int) -> Iterator[str]:
    """A resource of a public dataset with the table, both removed afterwards."""
    dataset = model.Package(name=f"bench-p7-{os.getpid()}", title="DATA CONTOH: pengukuran")
    dataset.resources_all.append(model.Resource(url="contoh.csv", name="DATA CONTOH", format="CSV"))
    model.Session.add(dataset)
    model.Session.commit()
    dataset_id, resource_id = dataset.id, dataset.resources_all[0].id
    try:
        sample = make_csv(folder / "contoh.csv", rows)
        load(resource_id, sample.path, sample.path.name)
        _when_searchable(resource_id)
        yield resource_id
    finally:
        DatastoreBackend.get_active_backend().delete({}, {"resource_id": resource_id})
        site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        tk.get_action("dataset_purge")(Context(ignore_auth=True, user=site_user), {"id": dataset_id})


def _when_searchable(resource_id: str) -> None:
    """Wait for the worker: while it fills the full text, it takes a processor."""
    end = time.monotonic() + SEARCHABLE_SECONDS
    while not published.marks([resource_id])[resource_id].searchable:
        if time.monotonic() > end:
            raise TimeoutError("the full text of the table is not made; is the worker running?")
        time.sleep(2)


def _questions(table: str, rows: int) -> dict[str, Ask]:
    version = published.marks([table])[table].version
    base = f"/api/paser/v1/tabel/{table}/baris"
    search = f"/api/3/action/datastore_search?resource_id={table}&limit=100"

    def after(row: int, query: Query, total: int) -> str:
        return cursor.write(Place((str(row),), version, total), query)

    def from_row(first: int) -> Ask:
        return lambda n: (
            f"{base}?sesudah={after(first + n, Query(), rows)}",
            f"{search}&offset={first + n}",
        )

    area = quote(json.dumps({"kode_wilayah": AREA}))
    known = _places_of_area(table)

    def amount(n: int) -> str:
        return quote(json.dumps({"kode_wilayah": AREA, "jumlah": {"gte": n}}))

    return {
        "near the beginning": from_row(0),
        "0.9 deep": from_row(rows * 9 // 10),
        "of one area": lambda n: (
            f"{base}?kode_wilayah={AREA}&sesudah={after(known[n], BY_AREA, len(known))}",
            f"{search}&filters={area}&offset={n + 1}",
        ),
        "by a new filter": lambda n: (
            f"{base}?kode_wilayah={AREA}&jumlah__gte={n}",
            f"{search}&filters={amount(n)}",
        ),
    }


def _places_of_area(table: str) -> list[int]:
    """Numbers of the rows of the area, in their order."""
    with loading.database() as connection:
        command = sql.SQL("SELECT _id FROM {} WHERE kode_wilayah = %s ORDER BY _id")
        found = connection.execute(command.format(sql.Identifier(table)), [AREA])
        return [number for (number,) in found]


def _same(ours: Portal, theirs: Portal, ask: Ask) -> None:
    """Both sides must answer the same rows and total, or the race means nothing."""
    for number in (0, 17):
        our_path, their_path = ask(number)
        found, expected = ours.get(our_path).json(), theirs.get(their_path).json()["result"]
        for record in expected["records"]:
            del record["_id"]
        days = [record["tanggal"][:10] for record in expected["records"]]
        wanted = [record | {"tanggal": day} for record, day in zip(expected["records"], days, strict=True)]
        if (found["total"], len(found["items"])) != (expected["total"], 100) or found["items"] != wanted:
            raise RuntimeError(f"the sides differ at {our_path}")


def _measured(
    folder: Path, portals: tuple[Portal, Portal], ask: Ask, rounds: int, seconds: int
) -> list[dict[str, Any]]:
    (folder / "asked.lua").write_text(SCRIPT)
    asked = [0, 0]

    def measure(side: int) -> dict[str, Any]:
        """Every measurement goes on where the one before has ended."""
        questions = [ask((asked[side] + n) % 90_000)[side] for n in range(seconds * 3_000)]
        (folder / "asked.txt").write_text("\n".join(questions) + "\n")
        script, paths = ("-s", str(folder / "asked.lua")), str(folder / "asked.txt")
        done = vanilla.wrk(portals[side].address, CONNECTIONS, seconds, script, paths)
        asked[side] += int(done["per_second"] * seconds) + 100
        return done

    return fair.rounds(rounds, lambda: measure(0), lambda: measure(1))


def _report(results: dict[str, list[dict[str, Any]]], floor: float, chosen: Namespace) -> int:
    rows, summary = [], []
    for name, done in results.items():
        middle, least, most = fair.ratios(done, "per_second")
        wrong = sum(turn["ours"]["errors"] + turn["ours"]["timeouts"] for turn in done)
        counts = name != "by a new filter"
        well = not counts or (middle >= LEAST_RATIO and not wrong)
        per_second = [round(fair.median(done, side, "per_second"), 1) for side in ("ours", "theirs")]
        times = [
            f"{fair.median(done, side, 'p50'):.1f} / {fair.median(done, side, 'p99'):.0f}"
            for side in ("ours", "theirs")
        ]
        spread = f"{middle:.1f} x ({least:.1f} to {most:.1f})"
        rows.append([name, *per_second, spread, *times, wrong, ("yes" if well else "NO") if counts else "-"])
        summary.append({"page": name, "ratio": middle, "reached": well})
    deep = _deep(results)
    about = fair.conditions(
        wrk=fair.said("wrk", "-v").splitlines()[0],
        measured=f"{chosen.rounds} rounds of {chosen.seconds} s each side, {CONNECTIONS} connections; spoiled by others: "
        f"{sum(fair.spoiled(done) for done in results.values())} of {chosen.rounds * len(results)}",
        target=f">= {LEAST_RATIO} x requests/s; deep within {DEEPEST_RATIO} x of the beginning",
        **{"CKAN's status_show, requests/s": f"{floor:.0f}"},
    )
    head = ["page of 100 rows", "ours, req/s", "vanilla, req/s", "ratio (spread)", "ours p50 / p99 ms"]
    head += ["vanilla p50 / p99 ms", "errors", "reached"]
    reached = deep <= DEEPEST_RATIO and all(line["reached"] for line in summary)
    text = f"{fair.table(head, rows)}\n\nDeep pages take {deep:.2f} x the time of those near the beginning."
    data = {"summary": summary, "deep": deep, "measurements": results}
    fair.report("p7", f"P7 Rows of a table of {chosen.rows:,} rows", about, text, data)
    return 0 if reached else 1


def _deep(results: dict[str, list[dict[str, Any]]]) -> float:
    """Median time of our deep pages over that of our first ones."""
    return fair.median(results["0.9 deep"], "ours", "p50") / fair.median(
        results["near the beginning"], "ours", "p50"
    )


if __name__ == "__main__":
    sys.exit(main())
