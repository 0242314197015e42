"""Stops the portal, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from . import layout, supervise
from .errors import Trouble
from .settings import Settings
from .stack import existing
from .up import alone

Say = Callable[[str], None]


def down(chosen: Settings, *, purge: bool = False, say: Say = print) -> None:
    """Stop every process that `up` started; with `purge` remove the data too."""
    if not chosen.var.exists():
        raise Trouble(f"There is no portal in {chosen.var}.")
    stack = existing(chosen)
    with alone(chosen.var):
        say("Stopped." if supervise.end(stack) else "Nothing was running.")
        if purge:
            _purge(chosen, say)


def _purge(chosen: Settings, say: Say) -> None:
    """Remove all data; the programs stay for the next start, and so does whatever is not ours."""
    going = [chosen.var / name for name in layout.OURS if (chosen.var / name).exists()]
    say(f"Removing all data of the portal in {chosen.var}: {', '.join(path.name for path in going)}")
    for path in going:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
