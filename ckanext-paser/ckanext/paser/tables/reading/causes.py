"""Why a workbook did not open: the file is broken, or the machine had nothing left for it."""

from __future__ import annotations

import errno
import re
import sys

_WANTS = frozenset([errno.ENOMEM, errno.EMFILE, errno.ENFILE])
_SPEAKS_OF_WANT = re.compile(
    rf"(?i)memory|too many open files|os error (?:{'|'.join(map(str, sorted(_WANTS)))})\b"
)
"""Rust hands its errors on as words."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|[0-9]{5,}")
_LONGEST = 200


def is_want(error: BaseException) -> bool:
    """Tell whether memory or open files ran out: that says nothing about the file, which may open a minute later."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _WANTS
    return isinstance(error, MemoryError) or bool(_SPEAKS_OF_WANT.search(str(error)))


def tell(error: BaseException) -> None:
    """Write type and text of an error to the log, without what it may quote of the file."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    told = _QUOTED.sub("…", text)[:_LONGEST].encode("ascii", "replace").decode()
    print(f"{type(error).__name__}: {told}", file=sys.stderr)  # noqa: T201 - standard error is the log
