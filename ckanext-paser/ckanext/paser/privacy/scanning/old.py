"""What an old XLS holds besides cells: comments, headers and footers, properties, drawings, caches, embedded files.

Source: [MS-XLS] 2.3 (the numbers of the records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.scanning.embedded import scan_embedded
from ckanext.paser.privacy.scanning.formats import written
from ckanext.paser.privacy.scanning.formulas import FORMULAS, of_old
from ckanext.paser.privacy.scanning.parts import (
    AROUND,
    COMMENTS,
    HIDDEN,
    PROPERTIES,
    Text,
    byte_texts,
    judged,
)
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import ole, problems
from ckanext.paser.tables.reading.xls import WORKBOOKS, every_record, starts

_CONTINUED, _FORMAT, _FORMULA, _HEAD = 0x003C, 0x041E, 0x0006, 4
_CELLS = frozenset(
    [0x00FC, 0x00FF, 0x0204, 0x00D6, 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0207, 0x0205, 0x00BE, 0x0201]
    + [0x0208, 0x00D7]
)
"""Shared texts and their index; texts, numbers, formulas and their results, booleans, blanks; rows and their index."""
_PLACES = {0x0014: AROUND, 0x0015: AROUND, 0x089C: AROUND, 0x001C: COMMENTS, 0x01B6: COMMENTS}
"""HEADER, FOOTER, HEADERFOOTER, NOTE, TXO."""
_EMBEDDED = ("MBD", "ObjectPool")


def scan_old(path: Path) -> list[Finding]:
    """The personal data of an XLS outside its cells.

    Raises:
        ProblemError: it cannot be looked through.
    """
    texts: list[Text] = []
    found: list[Finding] = []
    try:
        for name, stream in ole.streams(path.read_bytes()):
            if name.startswith(_EMBEDDED):
                found += scan_embedded(stream)
                continue
            texts += _texts(name, stream)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ProblemError(problems.damaged("XLS")) from error
    return [*found, *judged(texts)]


def _texts(name: str, stream: bytes) -> Iterator[Text]:
    if name not in WORKBOOKS:
        place = PROPERTIES if name.endswith("SummaryInformation") else HIDDEN
        yield from (Text(place, text) for text in byte_texts(stream))
        return
    sheets = {start: sheet for sheet, start in starts(stream).items()}
    last, at, sheet = 0, 0, ""
    for kind, content in every_record(stream):
        last = last if kind == _CONTINUED else kind
        sheet = sheets.get(at, sheet)
        at += _HEAD + len(content)
        if kind == _FORMULA:
            yield from (Text(FORMULAS, text, sheet, cell) for cell, text in of_old(content))
        elif last not in _CELLS:
            texts = byte_texts(content)
            shown = map(written, texts) if last == _FORMAT else texts
            yield from (Text(_PLACES.get(last, HIDDEN), text) for text in shown)
