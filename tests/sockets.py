"""What a process holds open to others."""

from __future__ import annotations

import os
from pathlib import Path


def connections(process: int) -> set[str]:
    """The sockets of a process that are connected to something (state 01 in /proc/net/tcp)."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    connected = {f"socket:[{line[9]}]" for line in lines if line[3] == "01"}
    opened = Path(f"/proc/{process}/fd")
    return {
        os.readlink(entry) for entry in opened.iterdir() if entry.exists() or entry.is_symlink()
    } & connected
