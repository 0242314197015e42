"""Markup that is no XML: in its old drawings (VML) Excel writes HTML, with a ``<br>`` that nothing closes."""

from __future__ import annotations

from html.parser import HTMLParser

_WITHIN = ("font", "span", "b", "i", "u", "s", "sub", "sup")
"""Tags that part no words."""


def soup_texts(markup: str) -> list[str]:
    """What is written in it: the text of each paragraph, and each attribute."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.texts


class _Reader(HTMLParser):
    """Collects what stands between tags that part words."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _WITHIN:
            self.texts += [*(value for _, value in attrs if value), ""]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHIN:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        self.texts += [data, ""]
