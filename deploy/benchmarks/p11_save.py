"""P11: what saving a dataset costs: ``package_create`` of the whole profile with three files, ours against vanilla CKAN.

Both sides are asked over HTTP by the administrator of the same database, in turns; vanilla has neither profile nor plugins of
ours and keeps the same fields as its own extras. Counted is the time until the answer; the datasets (DATA CONTOH) are private, and removed
afterwards.

    ./deploy/bench p11 [--rounds 5] [--rows 40]
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import loading
import requests
import vanilla
from vanilla import Portal

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

MOST_RATIO = 1.3
MARK = f"bench-p11-{os.getpid()}-"
OF_CKAN = ("title", "notes", "license_id", "owner_org", "private", "resources", "tags")
FILES = [
    {"name": f"DATA CONTOH {number}", "url": f"https://contoh.invalid/{number}.csv", "format": "CSV"}
    for number in range(3)
]


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    chosen = fair.chosen(__doc__, rows=40)
    fair.end_cleanly()
    if vanilla.lacks_programs("nginx"):
        return 1
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="paser-bench-")))
        running.enter_context(loading.portal())
        token = running.enter_context(_administrator())
        ours = Portal(f"http://127.0.0.1:{os.environ['PASER_PORT']}")
        theirs = running.enter_context(vanilla.beside(folder))
        dataset = _dataset()
        done = fair.rounds(
            chosen.rounds,
            lambda: _saved(ours, token, dataset, chosen.rows),
            lambda: _saved(theirs, token, _without_profile(dataset), chosen.rows),
        )
    return _report(done, chosen.rounds, chosen.rows)


@contextmanager
def _administrator() -> Iterator[str]:
    """A token of the administrator; it and the datasets made with it are gone afterwards."""
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = Context(ignore_auth=True, user=site_user)
    admin = model.Session.query(model.User).filter_by(sysadmin=True, state="active", name="admin").one()
    made = tk.get_action("api_token_create")(context, {"user": admin.name, "name": MARK})
    try:
        yield made["token"]
    finally:
        model.Session.rollback()
        tk.get_action("api_token_revoke")(Context(ignore_auth=True, user=site_user), {"token": made["token"]})
        mine = model.Session.query(model.Package.id).filter(model.Package.name.startswith(MARK)).all()
        for (dataset_id,) in mine:
            tk.get_action("dataset_purge")(Context(ignore_auth=True, user=site_user), {"id": dataset_id})


def _dataset() -> dict[str, Any]:
    """A dataset with every field that one of the sample's has."""
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = Context(ignore_auth=True, user=site_user)
    found = tk.get_action("package_search")(context, {"fq": "dataset_type:dataset", "rows": 1})["results"]
    if not found:
        raise RuntimeError("the portal has no dataset to copy: start it with its sample")
    fields = [one["field_name"] for one in tk.h.scheming_get_dataset_schema("dataset")["dataset_fields"]]
    kept = {name: found[0][name] for name in fields if found[0].get(name) not in (None, "", [])}
    return kept | {"owner_org": found[0]["owner_org"], "private": True, "resources": FILES}


def _without_profile(dataset: dict[str, Any]) -> dict[str, Any]:
    """The same for CKAN alone: what it has no field for is an extra."""
    extras = [
        {"key": name, "value": value if isinstance(value, str) else json.dumps(value)}
        for name, value in dataset.items()
        if name not in (*OF_CKAN, "name")
    ]
    return {name: dataset[name] for name in OF_CKAN if name in dataset} | {"extras": extras}


def _saved(portal: Portal, token: str, dataset: dict[str, Any], number: int) -> dict[str, Any]:
    """Seconds for each of so many new datasets, in the middle and in all."""
    seconds = []
    for _ in range(number):
        name = f"{MARK}{time.time_ns()}"
        start = time.perf_counter()
        answer = requests.post(
            f"{portal.address}/api/3/action/package_create",
            json={**dataset, "name": name},
            headers={"Authorization": token},
            timeout=60,
        )
        seconds.append(time.perf_counter() - start)
        if not answer.ok:
            raise RuntimeError(f"{portal.address} refused the dataset: {answer.text[:500]}")
    return {"p50": statistics.median(seconds), "seconds": sum(seconds)}


def _report(done: list[dict[str, Any]], rounds: int, number: int) -> int:
    middle, least, most = fair.ratios(done, "p50")
    well = middle <= MOST_RATIO
    rows = [
        [name, f"{1000 * fair.median(done, side, 'p50'):.0f}", f"{fair.median(done, side, 'seconds'):.1f}"]
        for side, name in (("ours", "with the profile"), ("theirs", "vanilla"))
    ]
    about = fair.conditions(
        measured=f"{rounds} rounds of {number} datasets each side; spoiled by others: {fair.spoiled(done)}",
        target=f"<= {MOST_RATIO} x",
    )
    text = fair.table(["package_create", "ms each (p50)", "s in all"], rows)
    text += f"\n\n{middle:.2f} x ({least:.2f} to {most:.2f}): {'reached' if well else 'NOT reached'}."
    summary = {"ratio": middle, "reached": well}
    fair.report("p11", "P11 Saving a dataset", about, text, {"summary": summary, "rounds": done})
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
