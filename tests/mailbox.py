"""A mail server on this machine for tests: it takes, refuses or drops mail as it is told, and keeps what it took.

aiosmtpd would do it too; its last release is of May 2024, and what is needed here are these lines.
"""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any


@dataclass
class Mailbox:
    """What came in, and what is to be refused.

    Attributes:
        refused: addresses that are refused (550).
        full: every mail is refused after its content (452).
        deaf: the connection ends after the mail was taken, before this is said.
    """

    address: str = ""
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    full: bool = False
    deaf: bool = False

    def to(self, address: str) -> list[EmailMessage]:
        """The mails that somebody got."""
        parsed: list[Any] = [
            message_from_bytes(raw, policy=policy.default) for to, raw in self.taken if to == address
        ]
        return parsed


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as Python's client speaks."""

    def handle(self) -> None:
        box: Mailbox = self.server.box  # pyright: ignore[reportAttributeAccessIssue]
        to = ""
        self._say("220 uji")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                to = line.partition("<")[2].rpartition(">")[0]
                self._say("550 no such person" if to in box.refused else "250 ok")
            elif word == "DATA":
                self._say("354 go on")
                raw = self._content()
                if box.full:
                    self._say("452 full")
                    continue
                box.taken.append((to, raw))
                if box.deaf:
                    return
                self._say("250 taken")
            else:
                self._say("221 bye" if word == "QUIT" else "250 uji")
                if word == "QUIT":
                    return

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def serving() -> Iterator[Mailbox]:
    """A server that runs as long as the block."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        box = Mailbox(f"127.0.0.1:{server.server_address[1]}")
        server.box = box  # pyright: ignore[reportAttributeAccessIssue]
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()
