"""Runs the benchmarks on the running portal."""

from __future__ import annotations

from pathlib import Path

from . import supervise
from .errors import Trouble
from .settings import Settings
from .stack import Stack, existing


def bench(chosen: Settings, arguments: list[str]) -> int:
    """Run the benchmark whose name begins like the first argument, or all of them."""
    stack = existing(chosen)
    if not supervise.is_up(stack):
        raise Trouble(f"The portal in {chosen.var} is stopped. Start it with ./deploy/up.")
    name, options = _split(arguments)
    scripts = find(chosen.checkout / "deploy" / "benchmarks", name)
    if not stack.account.can_reach(scripts[0].parent):
        raise Trouble(
            f"The account '{stack.account.name}' cannot enter {scripts[0].parent}: a folder above it is closed."
        )
    stack.account.folder(stack.layout.var / "bench")
    return max(_run(stack, script, options) for script in scripts)


def find(folder: Path, name: str) -> list[Path]:
    """The scripts ``p<number>_*.py`` whose name begins with `name`."""
    known = sorted(folder.glob("p[0-9]*_*.py"))
    found = [script for script in known if script.stem.startswith(name)]
    if not found:
        raise Trouble(f"There is no benchmark '{name}'. There are: {', '.join(s.stem for s in known)}.")
    return found


def _split(arguments: list[str]) -> tuple[str, list[str]]:
    if arguments and not arguments[0].startswith("-"):
        return arguments[0], arguments[1:]
    return "", arguments


def _run(stack: Stack, script: Path, options: list[str]) -> int:
    environment = stack.environment() | {
        "PASER_VAR": str(stack.layout.var),
        "PASER_PORT": str(stack.settings.port),
    }
    command = [stack.layout.python, script, *options]
    return stack.account.run(command, env=environment, cwd=stack.layout.run).returncode
