"""How a plugin of ours collects what its rooms offer: every room keeps the same file names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def modules(package: str, rooms: tuple[str, ...], part: str) -> Iterator[ModuleType]:
    """Yield the module ``part`` of each room of ``package`` that has one, in the order of ``rooms``."""
    for room in rooms:
        name = f"{package}.{room}.{part}"
        if find_spec(name):
            yield import_module(name)


def gather(package: str, rooms: tuple[str, ...], part: str) -> dict[str, Any]:
    """Everything that the rooms export from their module ``part`` (its ``__all__``), by name."""
    return {
        name: getattr(module, name) for module in modules(package, rooms, part) for name in module.__all__
    }
