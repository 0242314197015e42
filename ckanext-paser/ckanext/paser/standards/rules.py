"""What a list of data standards holds, row by row: what each says, and what is wrong with it.

Pure rules: no CKAN, no clock, no database.
Source: Perpres 39/2019 article 4 (konsep, definisi, klasifikasi, ukuran, satuan); the codes are those of the national list of
data standards, SDSN (Per BPS 4/2020).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules import patterns
from ckanext.paser.problems import N_, Problem

CODE, CONCEPT, DEFINITION = "id_sds", "konsep", "definisi"
COLUMNS = (CODE, CONCEPT, DEFINITION, "klasifikasi", "ukuran", "satuan")
_BETWEEN = re.compile(r"[;\n]")
_NOTHING = {"", "-", "–"}
"""How lists write that there is nothing to say."""


@dataclass(frozen=True)
class Standard:
    """One data standard, as a dataset stores it: a known measure and unit by their codes, others in words."""

    id_sds: str
    konsep: tuple[str, ...]
    definisi: str
    klasifikasi: str = ""
    ukuran: str = ""
    satuan: str = ""

    @property
    def words(self) -> str:
        """All that it is found by, in small letters."""
        said = (self.id_sds, *self.konsep, self.definisi, self.klasifikasi, self.ukuran, self.satuan)
        return " ".join(part for part in said if part).casefold()


class Row(NamedTuple):
    """A row of a list.

    Attributes:
        number: of the row in its file, where people find it.
        said: its cells by the heading of their column.
    """

    number: int
    said: Mapping[str, Any]


class Judged(NamedTuple):
    """What a list comes to: its standards, and one problem for each row that is wrong."""

    standards: list[Standard]
    problems: list[Problem]


def judge(file: str, rows: Iterable[Row]) -> Judged:
    """Read the rows of a list; a row of which no column is known by name says nothing.

    Args:
        file: its name, for the sentences.
    """
    found: dict[str, Standard] = {}
    problems: list[Problem] = []
    for row in rows:
        said = {name: _text(value) for heading, value in row.said.items() if (name := _column(heading))}
        if not any(said.values()):
            continue
        made = _standard(said)
        wrong = _wrong(made, found)
        if wrong:
            code, fact, remedy = wrong
            params = {"file": file, "row": row.number, "value": made.id_sds}
            problems.append(Problem(code, N_("{file}, row {row}"), fact, remedy, params))
        else:
            found[made.id_sds] = made
    if not found and not problems:
        return Judged([], [nothing_in(file)])
    return Judged(list(found.values()), problems)


def nothing_in(file: str) -> Problem:
    """A file that holds no row with a standard."""
    fact = N_("The file has no row with a data standard.")
    remedy = N_("Give its columns the headings {columns}, and each standard a row.")
    return Problem("no_standards", "{file}", fact, remedy, {"file": file, "columns": ", ".join(COLUMNS)})


def _column(heading: Any) -> str:
    """The column that a heading means: INDAH writes ``idSds`` where the profile has ``id_sds``."""
    plain = re.sub(r"[\W_]", "", str(heading)).casefold()
    return next((name for name in COLUMNS if name.replace("_", "") == plain), "")


def _text(value: Any) -> str:
    """A cell as text; of a list its lines."""
    lines = value if isinstance(value, list) else [value]
    text = "\n".join(str(one).replace("\0", "").strip() for one in lines if one is not None)
    return "" if text in _NOTHING else text


def _standard(said: Mapping[str, str]) -> Standard:
    concepts = (part.strip() for part in _BETWEEN.split(said.get(CONCEPT, "")))
    return Standard(
        said.get(CODE, ""),
        tuple(part for part in concepts if part),
        said.get(DEFINITION, ""),
        said.get("klasifikasi", ""),
        _measure(said.get("ukuran", "")),
        metadata.unit(said.get("satuan", "")),
    )


def _measure(text: str) -> str:
    """The code of a measure that the profile knows; another one stays in words."""
    for term in metadata.vocabulary("UKURAN"):
        if text.casefold() in {term.code, term.label_id.casefold(), term.label_en.casefold()}:
            return term.code
    return text


def _wrong(made: Standard, before: Mapping[str, Standard]) -> tuple[str, str, str] | None:
    """Code, fact and remedy of the first thing that is wrong with a standard."""
    if patterns.misfit(CODE, [made.id_sds]):
        fact = N_("“{value}” is no code of a data standard.")
        return "no_code", fact, N_("Write it as SD00001.00.01.")
    if not made.konsep:
        return "no_concept", N_("{value} has no concept (konsep)."), N_("Fill it in.")
    if not made.definisi:
        return "no_definition", N_("{value} has no definition (definisi)."), N_("Fill it in.")
    if before.get(made.id_sds, made) != made:
        fact = N_("{value} stands in a row above with other words.")
        return "twice", fact, N_("Leave one of the two.")
    return None
