"""What an XLSX tells of a sheet beside the values of its cells, found in one pass: a sheet may have millions of them.

It needs nothing of the reader of workbooks, so that both can go through a sheet at the same time.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path

from ckanext.paser.tables.reading import padded, percent, xlsx
from ckanext.paser.tables.reading.told import Padding, Told, What

_LONGEST = 20_000
"""Bytes of a cell in which a formula stands."""
_WIDTH = 1 << 15
"""More than the columns of a sheet, of at most three letters."""
_FORMULA = rb"\s*<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*"
_IN_ANY = {
    Told.ERROR: xlsx.Wanted(
        xlsx.pattern(xlsx.having(b"t", b"e"), rb"(?:%s)?\s*<v[^<>]*>([^<]+)</v>" % _FORMULA), b">#"
    ),
    Told.UNKNOWN: xlsx.Wanted(
        xlsx.pattern(
            xlsx.having(b"t", b"str", look=b"?!"), _FORMULA + rb"(?:<v ?/>|<v></v>)?\s*</c>"
        ),  # one with an empty text as its result (t="str") has a result
        b"<f",
    ),
    Told.MERGED: xlsx.Wanted(
        re.compile(rb"<mergeCell\s(?:[^<>]*?\s)?ref\s*=\s*[\"']([^\"'<>:]+):([^\"'<>:]+)[\"']"),
        b"mergeCell",
        b"<",
    ),
    Told.HIDDEN: xlsx.Wanted(
        re.compile(rb"<(row|col)(?=[\s/>])([^<>]*\shidden\s*=\s*[\"'](?:1|true)[\"'][^<>]*)>"),
        b"hidden",
        b"<",
    ),
}
_BY_A_PROGRAM = {Told.RESULT: xlsx.Wanted(xlsx.pattern(content=_FORMULA + rb"<v>([^<]+)</v>"), b"<f")}
"""In a workbook that asks to be calculated when it is opened, as programs write it that calculate nothing themselves."""
_ZEROS = {b"0", b"0.0"}
_NUMBER = re.compile(rb"\s(?:r|min|max)\s*=\s*[\"']([0-9]{1,7})[\"']")


@dataclass(frozen=True)
class Beside:
    """What is told of a sheet; of what may be told of every cell no more is kept than eight bytes.

    Args:
        merged: first and last place of each group of merged cells.
        hidden: by ``row`` and ``col``, the first and last number, from 1, of those that are hidden.
        places: of cells, by what is told of them: an error is its text.
    """

    merged: list[tuple[xlsx.Place, xlsx.Place]] = field(default_factory=list)
    hidden: Mapping[str, array[int]] = field(default_factory=lambda: {"row": array("q"), "col": array("q")})
    places: dict[What, array[int]] = field(default_factory=dict)

    def told(self) -> Iterator[tuple[int, int, What]]:
        """Row and column, from 0, of each cell of which something is told, with what that is."""
        for what, places in self.places.items():
            for place in places:
                yield *divmod(place, _WIDTH), what

    def hides(self, most: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """``row`` or ``col`` and its number, from 1, up to the highest that is asked for."""
        for name, ends in self.hidden.items():
            for first, last in zip(ends[::2], ends[1::2], strict=True):
                yield from ((name, n) for n in range(first, min(last, most[name]) + 1))

    def _keep(self, place: xlsx.Place, what: Told | Padding, found: re.Match[bytes]) -> None:
        if what is Told.MERGED:
            first, last = map(xlsx.place_of, found.groups())
            if first and last:
                self.merged.append((first, last))
        elif what is Told.HIDDEN:
            if numbers := sorted(map(int, _NUMBER.findall(found[2]))):
                self.hidden[found[1].decode()].extend((numbers[0], numbers[-1]))
        else:
            row, column = place
            self.places.setdefault(_what(what, found), array("q")).append(row * _WIDTH + column)


def _what(what: Told | Padding, found: re.Match[bytes]) -> What:
    if what is Told.ERROR:
        return found[2].decode()
    return Told.ZERO if what is Told.RESULT and found[2] in _ZEROS else what


class Looking:
    """Looks at the sheets of a workbook in a thread, while its reader, which needs no lock of Python's, goes through them.

    Args:
        path: the workbook; of others than an XLSX nothing is found here.
        meanwhile: the thread.
    """

    def __init__(self, path: Path, meanwhile: Executor) -> None:
        self._path, self._meanwhile, self._is_xlsx = path, meanwhile, _is_xlsx(path)
        self._begun: dict[str, Future[Beside]] = {}

    def begin(self, sheet: str) -> None:
        if self._is_xlsx:
            self._begun[sheet] = self._meanwhile.submit(look, self._path, sheet)

    def found(self, sheet: str) -> Beside | None:
        """What an XLSX tells of a sheet that has been begun with; None of another workbook."""
        return self._begun[sheet].result() if self._is_xlsx else None


def _is_xlsx(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return not {"content.xml", "xl/workbook.bin"} & {*archive.namelist()}


def look(path: Path, sheet: str) -> Beside:
    """What an XLSX tells of a sheet."""
    beside = Beside()
    with zipfile.ZipFile(path) as archive:
        part = xlsx.sheet_part(archive, sheet)
        wanted: dict[Told | Padding, xlsx.Wanted] = {**_IN_ANY}
        wanted |= _BY_A_PROGRAM if xlsx.is_to_be_calculated(archive) else {}
        if styles := percent.styles_of_xlsx(archive):
            wanted[Told.PERCENT] = xlsx.Wanted(xlsx.pattern(xlsx.having(b"s", b"|".join(styles))))
        for padding, styles in padded.styles_of_xlsx(archive).items():
            wanted[padding] = xlsx.Wanted(xlsx.pattern(xlsx.having(b"s", b"|".join(styles))))
        for one in xlsx.cells(archive, part, wanted, _LONGEST) if part else ():
            beside._keep(*one)
    return beside
