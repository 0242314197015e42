"""What an old XLS holds besides cells: comments, headers and footers, properties, drawings, caches, embedded files.

Source: [MS-XLS] 2.3 (the numbers of the records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from ckanext.paser.privacy.rules.findings import Finding, outside
from ckanext.paser.privacy.scanning.embedded import scan_embedded
from ckanext.paser.privacy.scanning.formats import written
from ckanext.paser.privacy.scanning.parts import AROUND, COMMENTS, HIDDEN, PROPERTIES, byte_texts
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import ole, problems
from ckanext.paser.tables.reading.xls import WORKBOOKS, every_record

_CONTINUED, _FORMAT = 0x003C, 0x041E
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
    texts: dict[str, list[tuple[str, str]]] = {}
    found: list[Finding] = []
    try:
        for name, stream in ole.streams(path.read_bytes()):
            if name.startswith(_EMBEDDED):
                found += scan_embedded(stream)
                continue
            for place, text in _texts(name, stream):
                texts.setdefault(place, []).append(("", text))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ProblemError(problems.damaged("XLS")) from error
    return [*found, *(one for place, said in texts.items() for one in outside("", place, said))]


def _texts(name: str, stream: bytes) -> Iterator[tuple[str, str]]:
    if name not in WORKBOOKS:
        place = PROPERTIES if name.endswith("SummaryInformation") else HIDDEN
        yield from ((place, text) for text in byte_texts(stream))
        return
    last = 0
    for kind, content in every_record(stream):
        last = last if kind == _CONTINUED else kind
        if last not in _CELLS:
            texts = byte_texts(content)
            shown = map(written, texts) if last == _FORMAT else texts
            yield from ((_PLACES.get(last, HIDDEN), text) for text in shown)
