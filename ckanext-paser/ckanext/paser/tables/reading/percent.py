"""Which cells of a workbook are shown as percentages: it stores 0.125 and shows 12.5 %. The reader of workbooks does not tell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ckanext.paser.problems import N_, Note
from ckanext.paser.tables.reading import xlsb, xlsx
from ckanext.paser.tables.rules.cells import Shown, number_text

_BUILT_IN = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.')


def written(number: float) -> Shown:
    """A number as people see it that is shown as a percentage: ``12,5%``."""
    text = number_text(number * 100).replace(".", ",")
    _, comma, decimals = text.partition(",")
    return Shown(f"{text}{'0' if comma and len(decimals) == 3 else ''}%")  # three decimals could be thousands


def not_as_shown(path: Path) -> list[Note]:
    """What is to be known of an XLSB with percentages: they are read as the fractions that are stored."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        own, used = xlsb.formats(archive)
    if not any(_is_percent(own[n]) if n in own else str(n) in _BUILT_IN for n in used):
        return []
    fact = N_(
        "Cells of this XLSB workbook are shown as percentages, but read as the fractions that are stored: 12.5% is 0.125. "
        "Save it as XLSX to have them as they are shown."
    )
    return [Note("fractions", fact)]


def styles_of_xls(formats: Mapping[int, str], styles: Sequence[int]) -> set[int]:
    """The numbers of the cell styles of an XLS that are percentages.

    Args:
        formats: the file's own number formats by number.
        styles: the number of each style's format.
    """
    own = {str(number): _is_percent(text) for number, text in formats.items()}
    return {n for n, id_ in enumerate(map(str, styles)) if own.get(id_, id_ in _BUILT_IN)}


def styles_of_xlsx(archive: zipfile.ZipFile) -> set[bytes]:
    """The numbers of the cell styles of an XLSX that are percentages."""
    root = xlsx.xml(archive, "xl/styles.xml")
    if root is None:
        return set()
    own = {
        one.get("numFmtId"): _is_percent(one.get("formatCode", ""))
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [one.get("numFmtId") for one in root.iterfind("{*}cellXfs/{*}xf")]
    return {b"%d" % n for n, id_ in enumerate(formats) if own.get(id_, id_ in _BUILT_IN)}


def _is_percent(shown_as: str) -> bool:
    """Tell whether a number format has a percent sign outside quotation marks."""
    return "%" in _QUOTED.sub("", shown_as)
