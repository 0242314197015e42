"""How long and how much, and when to try again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

AGAIN = frozenset({429, 502, 503, 504})
"""Answers that say: not now. Another try may be answered otherwise."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 3


@dataclass(frozen=True)
class Limits:
    """What one download may take.

    Args:
        connect: seconds until a connection stands.
        silence: seconds without a byte.
        total: seconds for all of it: redirects, waits, tries and the last byte.
        size: bytes as they are stored, which is after decompression.
        tries: how often a server may be asked that is busy or breaks off.
        pause: seconds between two requests to one host.
    """

    connect: float = 10.0
    silence: float = 30.0
    total: float = 120.0
    size: int = 200 << 20
    tries: int = 3
    pause: float = 1.0


def wait(attempt: int, asked: float | None, chance: float) -> float:
    """Seconds until the next try: as long as the server asks for, else longer each time and never in step.

    Args:
        attempt: how many tries have failed, from 1.
        asked: what the server's ``Retry-After`` comes to.
        chance: a random number from 0 to 1.
    """
    return asked if asked is not None else chance * min(30.0, 2.0**attempt)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a server asks us to wait, from its ``Retry-After`` (seconds or a date); None if it does not."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - now).total_seconds())
