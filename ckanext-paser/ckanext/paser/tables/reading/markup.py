"""What text that begins with a tag is: programs that export "to Excel" write web pages and XML under the name of a workbook."""

from __future__ import annotations

import codecs
import re
from enum import Enum

from ckanext.paser.tables.rules.cells import BLANKS


class Markup(Enum):
    """Text that no rows can be read from."""

    WEB_PAGE = "web page"
    XML_WORKBOOK = "XML Spreadsheet 2003"
    XML = "XML"


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml\b.*?\?>|<\?mso-application\b.*?\?>", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(
    r"""<!doctype\ html|MIME-Version:  # a page with its pictures in one file (MHTML)
    |</?(?:html|head|title|meta|link|base|style|script|noscript|body|frameset|iframe|form|input|header|nav|main
    |section|article|table|caption|colgroup|col|thead|tbody|tr|th|td|center|div|span|font|pre|br|hr|img|svg|ul|ol|li
    |p|a|b|i|u|em|strong|small|h[1-6])(?=[\s/>])""",
    re.IGNORECASE | re.VERBOSE,
)
"""Tags that a page begins with, PHP's warnings (``<br />``) too. By name: ``<5 tahun``, ``<SD`` and ``<DATE>`` are headers of columns."""
_WORKBOOK = re.compile(
    r"urn:schemas-microsoft-com:office:spreadsheet|progid=[\"']Excel\.Sheet", re.IGNORECASE
)


def markup(start: bytes) -> Markup | None:
    """Tell what a file is that begins with a tag; None for one that does not.

    Args:
        start: the first bytes of the file.
    """
    text = _decoded(start)
    head = _without(_COMMENT, text)
    declared = _without(_DECLARATION, head)
    if _PAGE.match(declared) or head.startswith("<!--"):
        return Markup.WEB_PAGE
    if head.startswith("<") and _WORKBOOK.search(text):
        return Markup.XML_WORKBOOK
    return Markup.XML if head.startswith(("<?", "<!")) else None


def _decoded(start: bytes) -> str:
    """The text, as its byte order mark says; without one ASCII is enough to tell."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if start.startswith(mark):
            return start.decode("utf-16", "ignore")
    return start.removeprefix(codecs.BOM_UTF8).decode("ascii", "ignore")


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text without what it begins with, once or more often."""
    text = text.lstrip(BLANKS)
    while found := pattern.match(text):
        text = text[found.end() :].lstrip(BLANKS)
    return text
