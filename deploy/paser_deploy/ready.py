"""Asks the portal whether it is ready."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import urlopen

from .errors import Trouble

PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Readiness:
    ready: bool
    details: str


def ask(port: int, seconds: float = 15) -> Readiness:
    """What /readyz says right now, through nginx as everybody's requests go."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=seconds) as answer:
            return Readiness(True, _missing(answer.read()))
    except HTTPError as answer:
        return Readiness(False, _missing(answer.read()) or f"HTTP status {answer.code}")
    except OSError as problem:
        return Readiness(False, f"no answer ({problem})")


def wait(port: int, log: str) -> None:
    """Come back when the portal is ready.

    Raises:
        Trouble: it does not become ready; the sentence says which part is missing.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (seen := ask(port)).ready:
        if time.monotonic() > deadline:
            raise Trouble(f"The portal runs but is not ready: {seen.details}. See the files in {log}.")
        time.sleep(0.5)


def is_gone(address: str) -> bool:
    """Whether there is no page at this address of ours."""
    try:
        with urlopen(address, timeout=15):
            return False
    except HTTPError as answer:
        return answer.code == HTTPStatus.NOT_FOUND
    except OSError:
        return False


def _missing(body: bytes) -> str:
    """The parts that are not well, from the answer's JSON; empty if it is no such answer."""
    try:
        parts = json.loads(body)["parts"]
    except (ValueError, KeyError, TypeError):
        return ""
    return ", ".join(f"{name}: {state}" for name, state in parts.items() if state != "ok")
