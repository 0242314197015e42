"""The processes of the portal: what each runs, where, and which files its settings are in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .machine import Tools
from .stack import Stack

# Those that keep data, in the order in which they start; the others follow once the database is ready.
BASE = ("postgres", "redis", "solr")
# What these allocate is more than they use: drawing charts alone reserves half a gigabyte (measured: 330 MB in use).
WEB_MB, WORKER_MB = 1200, 1500
SOLR_MEMORY = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=160m")


@dataclass(frozen=True)
class Service:
    """One supervised process. `directory` is its own: whatever runs there from a former life is ended first."""

    name: str
    command: tuple[str, ...]
    directory: Path
    priority: int
    config: tuple[Path, ...] = ()
    stop_signal: str = "TERM"
    stop_seconds: int = 20
    memory_mb: int = 0  # the most that each of its processes may allocate; 0: it limits itself


def of(stack: Stack, tools: Tools) -> list[Service]:
    """All services of this installation, in the order in which they start."""
    own_solr = [] if stack.settings.solr_url else [_solr(stack, tools)]
    return [
        _postgres(stack, tools),
        _redis(stack, tools),
        *own_solr,
        _web(stack),
        _worker(stack),
        _nginx(stack, tools),
        _guard(stack),
    ]


def _postgres(stack: Stack, tools: Tools) -> Service:
    place = stack.layout
    command = (
        f"{tools.postgres}/postgres",
        "-D",
        str(place.cluster),
        "-c",
        f"config_file={place.conf}/postgresql.conf",
    )
    # INT is PostgreSQL's fast shutdown: it does not wait for clients.
    return Service(
        "postgres",
        command,
        place.cluster,
        100,
        (place.conf / "postgresql.conf", place.conf / "pg_hba.conf"),
        "INT",
        60,
    )


def _redis(stack: Stack, tools: Tools) -> Service:
    place = stack.layout
    return Service(
        "redis",
        (str(tools.redis), f"{place.conf}/redis.conf"),
        place.redis,
        100,
        (place.conf / "redis.conf",),
    )


def _solr(stack: Stack, tools: Tools) -> Service:
    place = stack.layout
    command = (
        str(tools.java),
        *SOLR_MEMORY,
        f"-Dpaser.solr.port={stack.ports.solr}",
        f"-Dsolr.solr.home={place.solr}/home",
        f"-Dsolr.install.dir={place.jars}",
        f"-Dsolr.log.dir={place.log}",
        f"-Djava.io.tmpdir={place.run}/solr",
        "-cp",
        f"{place.jars}/lib/*",
        "org.eclipse.jetty.xml.XmlConfiguration",
        f"{place.jars}/jetty.xml",
    )
    return Service(
        "solr", command, place.run / "solr", 100, (place.jars / "jetty.xml", place.state / "solr-ckan")
    )


def _web(stack: Stack) -> Service:
    place = stack.layout
    command = (str(place.python), "-m", "gunicorn", "-c", f"{place.conf}/gunicorn.py", "wsgi:application")
    return Service(
        "web",
        command,
        place.run / "web",
        200,
        (place.ini, place.conf / "gunicorn.py", place.conf / "wsgi.py", place.site),
        memory_mb=WEB_MB,
    )


def _worker(stack: Stack) -> Service:
    place = stack.layout
    command = (str(place.python), f"{place.venv}/bin/ckan", "-c", str(place.ini), "paser", "worker")
    config = (place.ini, place.site)
    return Service("worker", command, place.run / "worker", 200, config, stop_seconds=30, memory_mb=WORKER_MB)


def _nginx(stack: Stack, tools: Tools) -> Service:
    place = stack.layout
    command = (str(tools.nginx), "-c", f"{place.conf}/nginx.conf", "-p", f"{place.run}/nginx")
    return Service(
        "nginx", command, place.run / "nginx", 300, (place.conf / "nginx.conf", place.static), "QUIT"
    )


def _guard(stack: Stack) -> Service:
    place = stack.layout
    command = (str(place.python), f"{place.conf}/guard.py", *supervisord(stack))
    return Service("guard", command, place.run / "guard", 400, (place.conf / "guard.py",))


def supervisord(stack: Stack) -> tuple[str, ...]:
    """The command that starts the supervisor itself; it goes to the background on its own."""
    return (
        str(stack.layout.python),
        f"{stack.layout.venv}/bin/supervisord",
        "-c",
        f"{stack.layout.conf}/supervisord.conf",
    )
