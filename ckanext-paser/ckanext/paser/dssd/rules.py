"""What the list of DSSD codes of SIPD's e-Walidata holds, row by row, and what is wrong with it.

Pure rules: no CKAN, no clock, no database.
Source: profile paser-sdi 1.0, 6.2 row 59 and 3.2: ``get_ref_dssd`` (kodeindikator, uraian_indikator, satuan, bidangurusan), and
the export of e-Walidata (Kode DSSD, Uraian DSSD, Satuan, Tag urusan).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ckanext.paser.problems import N_, Problem
from ckanext.paser.standards.rules import Row

HEADINGS = {
    "kode": ("kodeindikator", "kodedssd"),
    "uraian": ("uraianindikator", "uraiandssd"),
    "satuan": ("satuan",),
    "urusan": ("bidangurusan", "tagurusan"),
}
"""What a column is called by either, without signs and in small letters."""
_NOTHING = {"", "-"}
"""How SIPD writes that there is nothing."""


class Indicator(NamedTuple):
    """One indicator of SIPD, in its words."""

    kode: str
    uraian: str = ""
    satuan: str = ""
    urusan: str = ""


class Judged(NamedTuple):
    """What a list comes to: its indicators, and one problem for each row that is wrong."""

    indicators: list[Indicator]
    problems: list[Problem]


def judge(file: str, rows: Iterable[Row]) -> Judged:
    """Read the rows of a list; a row of which no column is known by name says nothing.

    Args:
        file: its name, for the sentences.
    """
    found: dict[str, Indicator] = {}
    problems: list[Problem] = []
    for row in rows:
        said = {name: _text(value) for heading, value in row.said.items() if (name := _column(heading))}
        if not any(said.values()):
            continue
        made = Indicator(**{"kode": "", **said})
        fact = _wrong(made, found)
        if fact:
            params = {"file": file, "row": row.number, "value": made.kode}
            remedy = N_("Take the list from SIPD once more, or leave the row out.")
            problems.append(Problem("wrong_dssd", N_("{file}, row {row}"), fact, remedy, params))
        else:
            found[made.kode] = made
    if not found and not problems:
        fact = N_("The file has no row with a DSSD code.")
        remedy = N_("Load the answer of get_ref_dssd (JSON), or the export of e-Walidata with its headings.")
        problems.append(Problem("no_dssd_list", "{file}", fact, remedy, {"file": file}))
    return Judged(list(found.values()), problems)


def _column(heading: Any) -> str:
    plain = re.sub(r"[\W_]", "", str(heading)).casefold()
    return next((name for name, known in HEADINGS.items() if plain in known), "")


def _text(value: Any) -> str:
    text = "" if value is None else " ".join(str(value).replace("\0", "").split())
    return "" if text in _NOTHING else text


def _wrong(made: Indicator, before: dict[str, Indicator]) -> str:
    """What is wrong with a row; empty where nothing is."""
    if not made.kode:
        return N_("The row has no code.")
    if before.get(made.kode, made) != made:
        return N_("{value} stands in a row above with other words.")
    return ""
