"""Vega's SVG made fit for a page: tokens for colours, one sentence for its meaning, unique names, hatching.

Pure rules (docs/dashboards.md, "Pictures"). One SVG serves the light theme, the dark theme and the wall.
"""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape

from paser_dashboards.pictures.rules.base import MAP_NONE

TOKENS = {
    "#0b7a5e": "cat-1",
    "#e0701c": "cat-2",
    "#1f3f94": "cat-3",
    "#a76492": "cat-4",
    "#6e5a00": "cat-5",
    "#2c9ad9": "cat-6",
    "#51250b": "cat-7",
    "#3a3d3c": "cat-8",
    "#82938a": "chart-mute",
    "#e3e9e4": "chart-grid",
    "#7d8c85": "chart-axis",
    "#13221d": "chart-label",
    "#56665e": "chart-note",
    "#e2f0e6": "seq-1",
    "#aed6bf": "seq-2",
    "#6cb399": "seq-3",
    "#27806a": "seq-4",
    "#0a5647": "seq-5",
    "#12211b": "on-seq-lo",
    "#fffffe": "on-seq-hi",
    "#fffffd": "map-line",
}
"""Each colour of the theme and its custom property (``--ps-…``)."""

_COLOUR = re.compile("|".join(TOKENS), re.IGNORECASE)
_NOISE = re.compile(r'\s(?:role|aria-[a-z]+|font-family|pointer-events|class)="[^"]*"')
_EMPTY = re.compile(
    r"<path[^>]*\sd=\"(?:M0,0h0v0h0Z)?\"[^>]*/?>(?:</path>)?|<path[^>]*display=\"none\"[^>]*/?>(?:</path>)?"
)
_ATTRIBUTE = re.compile(r'(\s(?:d|transform|x|y|x1|x2|y1|y2|width|height|stroke-dasharray)=")([^"]*)"')
_DECIMAL = re.compile(r"-?\d+\.\d{3,}")
_ID = re.compile(r'(\sid="|url\(#|href="#)([A-Za-z][\w-]*)')
_HEAD = re.compile(r'^\s*<svg[^>]*viewBox="([\d. -]+)"[^>]*>')


def fit_for_page(svg: str) -> tuple[str, str]:
    """Make Vega's SVG fit for a page.

    Args:
        svg: what ``vl_convert`` returned.

    Returns:
        The SVG with ``{label}`` where the sentence goes (see :func:`labelled`), and its hash.
    """
    name = sha256(svg.encode()).hexdigest()[:16]
    prefix = f"g{name[:8]}-"
    head = _HEAD.match(svg)
    if not head:
        raise ValueError("not an SVG with a viewBox")
    _, _, width, height = head[1].split()
    body = svg[head.end() :]
    body = _NOISE.sub("", body)
    body = _EMPTY.sub("", body)
    body = _ATTRIBUTE.sub(lambda match: f'{match[1]}{_DECIMAL.sub(_rounded, match[2])}"', body)
    body = _ID.sub(lambda match: f"{match[1]}{prefix}{match[2]}", body)
    body = _hatched(body, f"{prefix}hatch")
    body = _COLOUR.sub(lambda match: f"var(--ps-{TOKENS[match[0].lower()]})", body)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{LABEL_MARK}" class="ps-svg" '
        f'viewBox="{head[1]}" width="{width}" height="{height}" focusable="false">'
    )
    return start + body, name


LABEL_MARK = "@@label@@"


def labelled(svg: str, sentence: str) -> str:
    """The picture with its meaning in words, for those who do not see it."""
    return svg.replace(LABEL_MARK, escape(sentence, quote=True), 1)


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")


def _hatched(body: str, name: str) -> str:
    """Hatch what has the colour of "no data"."""
    if MAP_NONE not in body.lower():
        return body
    pattern = (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(135)"><rect width="7" height="7" fill="var(--ps-map-none)"/>'
        '<path d="M0,0V7" stroke="var(--ps-map-hatch)" stroke-width="2"/></pattern></defs>'
    )
    return pattern + re.sub(MAP_NONE, f"url(#{name})", body, flags=re.IGNORECASE)
