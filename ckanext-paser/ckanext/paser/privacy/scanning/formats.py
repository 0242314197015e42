"""What number formats write of themselves: every cell that has one shows it, whatever its value.

Source: ECMA-376-1 18.8.31 (quoted and escaped characters stand for themselves; ``0`` is a place for a digit).
"""

from __future__ import annotations

import re

_PART = re.compile(r'"([^"]*)"|\\(.)|([0-9]+)')


def written(code: str) -> str:
    """The text of a number format, with places for digits as ``#``: a mask for tax numbers is nobody's."""
    return _PART.sub(_shown, code)


def _shown(part: re.Match[str]) -> str:
    quoted, escaped, digits = part.groups()
    if digits:
        return digits if digits.strip("0") else "#" * len(digits)
    return quoted or escaped or ""
