"""Runs a source in a process of its own and kills it with -9 at a chosen point: ``INI SOURCE POINT COUNT``.

Nothing is mocked: the real function runs, and at its COUNT-th call the process is gone.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import ckan.logic
from ckan.cli import load_config
from ckan.config.middleware import make_app

ini, source_id, point, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
app = make_app(load_config(ini))

from ckanext.paser.tables import service as tables  # noqa: E402 - after CKAN has started

from paser_harvesters import records, service, writer  # noqa: E402
from paser_harvesters.kinds import files  # noqa: E402

BEFORE, AFTER = "before", "after"
POINTS = {
    "file stored": (writer, "_store_file", AFTER),
    "indexed, not committed": (ckan.logic, "index_insert_package_dicts", AFTER),
    "dataset written": (tables, "load", BEFORE),
    "table loaded": (records, "save", BEFORE),
    "record kept": (service.Run, "report", AFTER),
    "page turned": (service.Run, "_keep_counters", AFTER),
}
left = count


def deadly(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        global left  # noqa: PLW0603
        left -= 1
        if left == 0 and when == BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if left == 0 and when == AFTER:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


owner, name, when = POINTS[point]
setattr(owner, name, deadly(getattr(owner, name), when))
files.PAGE = 2
with app._wsgi_app.test_request_context():
    service.run_now(source_id)
sys.exit("the run ended before it could be killed")
