"""Fetching a file: asked politely, over guarded connections, within limits of time and size."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from os import environ
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from requests import PreparedRequest, Request, RequestException, Response
from requests.exceptions import ChunkedEncodingError, ContentDecodingError, InvalidURL, SSLError, Timeout
from requests.utils import requote_uri

import ckan.plugins.toolkit as tk

from ckanext.paser.fetch.guard import GuardedAdapter, Watch
from ckanext.paser.fetch.rules import answers, limits, problems
from ckanext.paser.fetch.rules.addresses import Allowed, allowed
from ckanext.paser.fetch.rules.limits import MAX_REDIRECTS, REDIRECTS, Limits
from ckanext.paser.problems import Problem, ProblemError

ALLOW_HOSTS = "paser.fetch.allow_hosts"
_BLOCK = 1 << 16
_LIMITS = Limits()


@dataclass(frozen=True)
class Known:
    """What was said of the file when it was fetched the last time, so that it is sent only if it has changed."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched.

    Args:
        path: where it is.
        filename: its name, as the server or the address has it; a name alone, perhaps empty.
        final_url: the address at which it was in the end.
    """

    path: Path
    filename: str
    size: int
    sha256: str
    etag: str
    last_modified: str
    final_url: str


class NotModified:
    """The file is the one that is known already."""


class _AgainError(Exception):
    """Another try may go better.

    Args:
        problem: what it is if it does not.
        wait: seconds that the server asks for.
    """

    def __init__(self, problem: Problem, wait: float | None = None) -> None:
        super().__init__(problem.code)
        self.problem, self.wait = problem, wait


def download(
    url: str,
    folder: Path,
    limit: Limits = _LIMITS,
    *,
    known: Known | None = None,
    headers: Mapping[str, str] | None = None,
) -> Fetched | NotModified:
    """Fetch the file at an address.

    Args:
        folder: where it is put, under the name ``fetched``; the caller removes it.
        known: what it was the last time.
        headers: sent to the address itself, never to another host that it sends us on to.

    Raises:
        ProblemError: there is no file, it may not be fetched, or it breaks a limit.
    """
    deadline = time.monotonic() + limit.total
    for attempt in range(1, limit.tries + 1):
        try:
            return _once(url, folder / "fetched", limit, deadline, _asked(known, headers))
        except _AgainError as again:
            pause = limits.wait(attempt, again.wait, random.random())  # noqa: S311 - spreads tries, hides nothing
            if attempt == limit.tries or time.monotonic() + pause > deadline:
                raise ProblemError(again.problem) from again
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def allowed_hosts() -> Allowed:
    """What the administrator allows besides the internet.

    Raises:
        ValueError: the setting holds something else; it says what.
    """
    return allowed(tk.config.get(ALLOW_HOSTS) or [])


def _asked(known: Known | None, headers: Mapping[str, str] | None) -> dict[str, str]:
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {**(headers or {}), **{name: value for name, value in conditions.items() if value}}


def _once(
    url: str, target: Path, limit: Limits, deadline: float, headers: Mapping[str, str]
) -> Fetched | NotModified:
    with (
        Watch(deadline - time.monotonic()) as watch,
        closing(GuardedAdapter(allowed_hosts(), watch, limit.connect)) as way,
    ):
        late = ProblemError(problems.too_slow(url, limit.total))
        try:
            answer = _follow(way, url, target, limit, headers)
        except RequestException as error:
            raise late if watch.passed else _meaning(url, limit, error) from error
        if watch.passed:  # a body without a length ends like a whole one when it is cut off
            raise late
        return answer


def _follow(
    way: GuardedAdapter, url: str, target: Path, limit: Limits, headers: Mapping[str, str]
) -> Fetched | NotModified:
    """Ask, and follow where the server sends us; each address on the way is judged like the first one."""
    first = url
    for _ in range(MAX_REDIRECTS + 1):
        _wait_turn(_host(url), limit.pause)
        with way.send(
            _request(url, headers if _same_host(first, url) else {}),
            stream=True,
            timeout=(limit.connect, limit.silence),
            verify=environ.get("SSL_CERT_FILE") or True,
        ) as answer:
            if answer.status_code not in REDIRECTS:
                return _taken(answer, url, target, limit)
            url = _sent_to(url, answer)
    raise ProblemError(problems.too_many_redirects(first, MAX_REDIRECTS))


def _host(url: str) -> str:
    """The host of an address.

    Raises:
        ProblemError: it is no address of the web, or one with a login.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme in ("http", "https") and parts.port != 0 else None
    except ValueError:
        host = None
    if not host:
        raise ProblemError(problems.bad_address(url))
    if "@" in parts.netloc:
        raise ProblemError(problems.login_in_address(url))
    return host


def _sent_to(url: str, answer: Response) -> str:
    location = answer.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(url, requote_uri(location))
    except ValueError as error:
        raise ProblemError(problems.bad_address(location)) from error


def _request(url: str, headers: Mapping[str, str]) -> PreparedRequest:
    """A request as the portal makes it: it says who asks, and brings neither cookies nor logins of its own."""
    own = {
        "User-Agent": f"SatuDataPaser/{version('ckanext-paser')} (+{tk.config['ckan.site_url']})",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
    }
    try:
        return Request("GET", url, headers={**own, **headers}).prepare()
    except (RequestException, ValueError) as error:
        raise ProblemError(problems.bad_address(url)) from error


def _same_host(one: str, other: str) -> bool:
    first, second = urlsplit(one), urlsplit(other)
    return (first.scheme, first.hostname, first.port) == (second.scheme, second.hostname, second.port)


def _taken(answer: Response, url: str, target: Path, limit: Limits) -> Fetched | NotModified:
    """The file of the last answer.

    Raises:
        ProblemError: it is none.
    """
    status = answer.status_code
    if status == 304:
        return NotModified()
    if status in limits.AGAIN:
        wait = limits.retry_after(answer.headers, datetime.now(timezone.utc))
        raise _AgainError(problems.busy(url, status), wait)
    if status != 200:
        named = {
            404: problems.not_found,
            410: problems.not_found,
            401: problems.needs_login,
            403: problems.needs_login,
        }
        raise ProblemError(named[status](url) if status in named else problems.odd_answer(url, status))
    size, sha256 = _stored(answer, url, target, limit.size)
    return Fetched(
        path=target,
        filename=answers.filename(url, answer.headers),
        size=size,
        sha256=sha256,
        etag=answer.headers.get("ETag", ""),
        last_modified=answer.headers.get("Last-Modified", ""),
        final_url=url,
    )


def _stored(answer: Response, url: str, target: Path, most: int) -> tuple[int, str]:
    """Write the body, decompressed, as far as it may go; its size and hash."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        for block in answer.iter_content(_BLOCK):
            if not size and answers.is_page(answer.headers.get("Content-Type", ""), block):
                raise ProblemError(problems.web_page(url))
            size += len(block)
            if size > most:
                raise ProblemError(problems.too_large(url, most))
            digest.update(block)
            file.write(block)
    return size, digest.hexdigest()


def _meaning(url: str, limit: Limits, error: RequestException) -> Exception:
    """What a failed request comes to."""
    if isinstance(error, SSLError):
        return ProblemError(problems.bad_certificate(url))
    if isinstance(error, Timeout) or "Read timed out" in str(error):
        return _AgainError(problems.too_slow(url, limit.silence))
    if isinstance(error, InvalidURL):
        return ProblemError(problems.bad_address(url))
    if isinstance(error, (ChunkedEncodingError, ContentDecodingError)):
        return _AgainError(problems.broken_off(url))
    return _AgainError(problems.unreachable(url))


_turns: dict[str, float] = {}
_turns_lock = threading.Lock()


def _wait_turn(host: str, pause: float) -> None:
    """Wait until this host may be asked again; every process keeps its own time."""
    with _turns_lock:
        now = time.monotonic()
        for known in [known for known, free in _turns.items() if free < now]:
            del _turns[known]
        turn = max(now, _turns.get(host, now))
        _turns[host] = turn + pause
    time.sleep(turn - now)
