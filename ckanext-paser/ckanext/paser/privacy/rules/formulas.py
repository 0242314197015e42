"""What a formula says of itself: its texts and its long numbers stand in the file, whatever the cell shows.

Pure rules. Names of sheets, paths of other files and references are none of it, nor are sums of money.
Sources: ECMA-376-1 18.17.2 (constants, references), ODF 1.3 part 4, 5.3 to 5.8 (the same in OpenFormula).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ckanext.paser.privacy.rules.kinds import DIGITS, is_suspect

_PIECES = re.compile(
    r"""'(?:[^']|'')*'|\[[^]["]*\]|"(?P<text>(?:[^"]|"")*)\""""
    r"|(?<![A-Za-z0-9_.$])(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)"
)
"""What is called by its name, what is referred to; a text, a number."""
_NUMBER = re.compile(r"[0-9]{10}|\+\s*62|[0-9][eE]\+?15")
_DIGITS = re.compile(rf"(?:[^0-9]*[0-9]){{{DIGITS}}}")
_AND = re.compile(r"\s*&\s*")
"""What makes one text of two."""
_LONG = re.compile(r"[0-9]{15,16}|[0-9]\.[0-9]+[eE]\+?15")
"""A number that may be a NIK; shorter ones are money more often than anybody's telephone."""
_DIALLED = re.compile(r"(?:\w+:)?=?\s*(\+\s*62[0-9 ()-]{8,20})")
"""A telephone number that a spreadsheet took for a sum: *+62812-3456-7890*."""


def may_say(formula: str) -> bool:
    """The cheap first question: most formulas are references, sums, and texts without digits."""
    if "@" in formula or not formula.isascii() or _NUMBER.search(formula):
        return True
    if '"' not in formula:
        return False
    apart = "'" not in formula and "&" not in formula  # so every other piece between quotes is a text
    return _DIGITS.match("".join(formula.split('"')[1::2]) if apart else formula) is not None


def said(formula: str) -> list[str]:
    """The suspicious texts of a formula."""
    if not may_say(formula):
        return []
    if dialled := _DIALLED.fullmatch(formula):
        return [dialled[1]]
    return [text for text in _texts(formula) if is_suspect(text)]


def _texts(formula: str) -> Iterator[str]:
    """Its texts, each with what ``&`` joins to it, and its long numbers."""
    pieces, end = list[re.Match[str]](), 0
    for piece in _PIECES.finditer(formula):
        if piece.lastgroup is None:
            continue
        if pieces and not _AND.fullmatch(formula, end, piece.start()):
            yield from _joined(pieces)
            pieces = []
        pieces.append(piece)
        end = piece.end()
    yield from _joined(pieces)


def _joined(pieces: list[re.Match[str]]) -> Iterator[str]:
    texts = [piece[piece.lastgroup or 0].replace('""', '"') for piece in pieces]
    if len(texts) > 1 or any(piece.lastgroup == "text" for piece in pieces):
        yield "".join(texts)
    else:
        yield from (number for number in texts if _LONG.fullmatch(number))
