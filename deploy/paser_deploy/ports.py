"""The ports on loopback that the processes behind nginx listen on."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass, fields
from pathlib import Path

# Below the range from which the system takes ports for outgoing connections.
FIRST, LAST = 20000, 29999
RESERVED = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")


@dataclass(frozen=True)
class Ports:
    postgres: int
    redis: int
    solr: int
    web: int
    supervisor: int
    compressed: int


def is_free(port: int) -> bool:
    """Whether nobody listens there on loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def lowest() -> int:
    """The first port that an account other than root may listen on."""
    return int(RESERVED.read_text()) if RESERVED.exists() else 1024


def choose(known: Ports | None, public: int) -> Ports:
    """The ports used so far where they are still free, else free ones.

    The search begins at a place that depends on the public port, so that two portals of one machine that start at
    the same time do not choose the same.
    """
    taken = {public}
    first = FIRST + public * 10 % (LAST - FIRST)
    chosen: dict[str, int] = {}
    for field in fields(Ports):
        port = getattr(known, field.name) if known else first
        while port in taken or not is_free(port):
            port += 1
        taken.add(port)
        chosen[field.name] = port
    return Ports(**chosen)


def recall(file: Path) -> Ports | None:
    """The ports that the last start chose; what this release listens on beyond them gets the next free one."""
    if not file.exists():
        return None
    known: dict[str, int] = json.loads(file.read_text())
    for field in fields(Ports):
        if field.name not in known:
            known[field.name] = next(port for port in range(max(known.values()) + 1, LAST) if is_free(port))
    return Ports(**known)


def text(ports: Ports) -> str:
    return json.dumps(asdict(ports), indent=1) + "\n"
