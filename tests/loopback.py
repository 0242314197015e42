"""A server on loopback that answers as a test says, and counts who has come."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

Send = Callable[[bytes], Any]


class Source(socketserver.ThreadingTCPServer):
    """Answers of a path are bytes, or a function that sends what it likes; several are sent one after the other."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.answers: dict[str, list[bytes | Callable[[Send], Any]]] = {}
        self.hits: list[dict[str, str]] = []
        super().__init__((host, 0), Handler)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, *answers: bytes | Callable[[Send], Any]) -> str:
        """Answer a path so, the last one again and again; returns its address."""
        self.answers[path] = list(answers)
        return self.url(path)


class Handler(socketserver.StreamRequestHandler):
    server: Source

    def handle(self) -> None:
        lines = []
        while (line := self.rfile.readline()).strip():
            lines.append(line.decode("latin-1").strip())
        _, path, _ = lines[0].split(" ")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        self.server.hits.append({"path": path, **headers})
        answers = self.server.answers[path.partition("?")[0]]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with suppress(OSError):  # who asked has gone
            self.wfile.write(answer) if isinstance(answer, bytes) else answer(self.wfile.write)


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer with its true length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def sent_on(to: str, *headers: str) -> bytes:
    return ok(b"", f"Location: {to}", *headers, status="302 Found")


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Source]:
    """A server that runs in a thread of its own."""
    with Source(host) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
