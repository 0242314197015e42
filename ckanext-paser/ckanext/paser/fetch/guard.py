"""Connections that lead nowhere they must not, and end when their time is up.

The address is judged where it is used: a name is resolved once, all of its addresses must be allowed, and the
connection goes to one of just these. A name that answers otherwise the next time (DNS rebinding) or an address
in another spelling (``2130706433``, ``0x7f.1``) gains nothing. TLS goes on checking the name.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ckanext.paser.fetch.rules import problems
from ckanext.paser.fetch.rules.addresses import Allowed
from ckanext.paser.problems import ProblemError


class Watch:
    """Ends every connection that it holds when the time is up, whatever it is waiting for.

    A timeout of a socket counts from byte to byte: a server that sends one a second never runs into it.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(max(0.0, seconds), self._end)
        self._timer.daemon = True

    def __enter__(self) -> Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._held:
                held.close()

    def hold(self, connection: socket.socket) -> None:
        """Watch a connection; its copy stays good when TLS takes the original over."""
        with self._lock:
            self._held.append(connection.dup())
            if self.passed:
                self._shut()

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            self._shut()

    def _shut(self) -> None:
        for held in self._held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


class GuardedAdapter(HTTPAdapter):
    """Sends requests over guarded connections, one at a time; follows no redirect and tries nothing twice."""

    def __init__(self, allowed: Allowed, watch: Watch, seconds: float) -> None:
        """Send over connections that ``allowed`` lets pass and ``watch`` holds; ``seconds`` to make one."""
        self._allowed, self._watch, self._seconds = allowed, watch, seconds
        self._url = ""
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_pool, HTTPConnectionPool, partial(_Plain, self.connect)),
            "https": partial(_pool, HTTPSConnectionPool, partial(_Secure, self.connect)),
        }

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        self._url = request.url or ""
        return super().send(request, *args, **kwargs)

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the host at one of the addresses that it has now.

        Raises:
            ProblemError: it has no address, or one that it must not have; or none answers.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise ProblemError(problems.unknown_host(self._url)) from error
        for *_, place in found:
            address = ip_address(str(place[0]).partition("%")[0])
            if not self._allowed.address(host, address):
                raise ProblemError(problems.refused_address(self._url))
            if not self._allowed.port(host, address, port):
                raise ProblemError(problems.refused_port(self._url, port))
        for family, kind, protocol, _, place in found:
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(self._seconds)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.connect(place)
                self._watch.hold(connection)
            except OSError:
                connection.close()
            else:
                return connection
        raise ProblemError(problems.unreachable(self._url))


def _pool(kind: Any, connection: Any, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
    pool = kind(*args, **kwargs)
    pool.ConnectionCls = connection
    return pool


class _Plain(HTTPConnection):
    def __init__(self, connect: Any, *args: Any, **kwargs: Any) -> None:
        self._guarded = connect
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        return self._guarded(self._dns_host, self.port)


class _Secure(HTTPSConnection):
    def __init__(self, connect: Any, *args: Any, **kwargs: Any) -> None:
        self._guarded = connect
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        return self._guarded(self._dns_host, self.port)
