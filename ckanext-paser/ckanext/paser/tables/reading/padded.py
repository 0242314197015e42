"""Codes that a workbook stores as numbers and shows with zeros and dots of their format: 101 as 0000000101, 64.1 as 64.10.

Source: ECMA-376-1 18.8.31 (number formats): ``0`` is a digit that is always shown, what is quoted stands as it is.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ckanext.paser.tables.reading import xlsx
from ckanext.paser.tables.reading.told import Padding
from ckanext.paser.tables.rules.cells import Padded, Shown
from ckanext.paser.tables.rules.kinds import SAFE

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|([-() ])|(0)|(\.)|(_.)|(.)', re.DOTALL)
_LANGUAGE = re.compile(r"\[(?:\$[^\]]*|[A-Za-z]+[0-9]*)\]")
_MISSING = 2
"""Zeros that a format with marks between its digits may show before a code; a 1 in the format of an NPWP is none."""
_FEWEST = 2
"""Zeros before the decimals from which on a format is one of codes: all numbers are shown with one."""


def padding(shown_as: str) -> Padding | None:
    """The zeros of a number format, None where it has none that make a code of a number."""
    parts = [match.groups() for match in _TOKEN.finditer(_LANGUAGE.sub("", shown_as.partition(";")[0]))]
    written = ""
    points = 0
    for quoted, escaped, literal, zero, point, _, other in parts:
        if other:
            return None
        points += bool(point)
        written += zero or ("\0" if point else quoted or escaped or literal or "")
    whole, _, decimals = written.partition("\0")
    digits = whole.count("0")
    if points > 1 or digits < _FEWEST or decimals.strip("0") or _has_digit(whole.replace("0", "")):
        return None
    return Padding(whole, len(decimals))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def written(number: float, padding: Padding) -> Shown | Padded | None:
    """A number as it is shown; None where the format hides a part of it. With decimals it may be a quantity."""
    if not 0 <= number < SAFE or round(number, padding.decimals) != number:
        return None
    whole, _, decimals = f"{number:.{padding.decimals}f}".partition(".")
    digits = padding.whole.count("0")
    if digits < len(padding.whole) and len(whole) + _MISSING < digits:
        return None
    left = [*whole.rjust(digits, "0")]
    text = ""
    for mark in reversed(padding.whole):
        text = (left.pop() if mark == "0" else mark) + text
    if decimals and padding.whole.strip("0") == "":
        return Padded(number, f"{''.join(left)}{text}.{decimals}")
    return Shown("".join(left) + text + (f".{decimals}" if decimals else ""))


def by_padding(formats: Iterable[tuple[int, str | None]]) -> dict[Padding, list[int]]:
    """The numbers of cell styles by the padding that they give.

    Args:
        formats: number of each style and its format of the file's own, None where it has none.
    """
    found: dict[Padding, list[int]] = defaultdict(list)
    for n, text in formats:
        if text and (one := padding(text)):
            found[one].append(n)
    return dict(found)


def styles_of_xls(formats: Mapping[int, str], styles: Sequence[int]) -> dict[int, Padding]:
    """The padding that the cell styles of an XLS give, by their number; as ``percent.styles_of_xls``."""
    found = by_padding((n, formats.get(id_)) for n, id_ in enumerate(styles))
    return {n: one for one, numbers in found.items() for n in numbers}


def styles_of_xlsx(archive: zipfile.ZipFile) -> dict[Padding, set[bytes]]:
    """The numbers of the cell styles of an XLSX by the padding that they give."""
    root = xlsx.xml(archive, "xl/styles.xml")
    if root is None:
        return {}
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = [own.get(one.get("numFmtId")) for one in root.iterfind("{*}cellXfs/{*}xf")]
    return {one: {b"%d" % n for n in numbers} for one, numbers in by_padding(enumerate(formats)).items()}
