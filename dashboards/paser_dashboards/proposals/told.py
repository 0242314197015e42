"""What a chart's words are made of, kept inside its picture: whatever the table says later, they fit what was drawn."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from html import escape, unescape

_KEPT = re.compile(r"<metadata>(.*?)</metadata>", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """What a chart shows.

    Args:
        version: of the table that was drawn, as ``tables.service.data_versions`` tells it.
        kind: ``rules.LINE`` or ``rules.BARS``.
        measure, by: labels of columns.
        fixed: labels of columns with the one value that is shown.
        columns: ids of all columns of which something is shown.
        function: how several rows became one figure; empty where each is one row.
        since: the first time that is drawn, where there are older ones.
        of: how many bars there would be; 0 where all are drawn.
        without: what has no figure, and is not drawn.
    """

    version: str
    kind: str
    measure: str
    unit: str
    by: str
    fixed: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    function: str = ""
    since: str = ""
    of: int = 0
    without: tuple[str, ...] = ()


def write(svg: str, told: Told) -> str:
    """The picture with what it shows."""
    kept = escape(json.dumps(asdict(told), ensure_ascii=False), quote=False)
    return svg.replace("</svg>", f"<metadata>{kept}</metadata></svg>")


def read(svg: str) -> tuple[str, Told | None]:
    """The picture alone, and what it shows; None of a picture that does not say so, or not of which table."""
    kept = _KEPT.search(svg)
    if kept is None:
        return svg, None
    stored = json.loads(unescape(kept[1]))
    if "version" not in stored:
        return svg, None
    lists = {name: tuple(stored[name]) for name in ("columns", "without")}
    fixed = tuple((label, value) for label, value in stored["fixed"])
    return _KEPT.sub("", svg), Told(**{**stored, **lists, "fixed": fixed})
