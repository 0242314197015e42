"""Whether the name of a file says for which years it is: rule 0 of the profile, as advice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ckanext.paser.metadata.rules.files import is_data
from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.metadata.rules.periods import period
from ckanext.paser.metadata.rules.requirements import Said, files
from ckanext.paser.problems import N_

_YEAR = r"(?<!\d)(?:19|20)\d{2}(?!\d)"
_LIST = rf"{_YEAR}(?:\s*(?:,|\bdan\b)\s*{_YEAR}(?!\s*[-–]\s*{_YEAR}))+"
_SPAN = rf"{_YEAR}(?:\s*(?:[-–/_]|\bs\.?d\.?|\bsampai\b|\bhingga\b)\s*{_YEAR})?"
_YEARS = re.compile(f"{_LIST}|{_SPAN}")
"""Years that are named together, such as ``2022-2024``."""


def judge(dataset: Said) -> Iterator[Finding]:
    """What the names of the files of a dataset lack, or say of other years than those that the file covers."""
    mine = [
        (position, file) for position, file in enumerate(files(dataset)) if is_data(file) and file.get("name")
    ]
    for position, file in mine:
        name, covered = str(file["name"]), _covered(file, dataset, is_alone=len(mine) == 1)
        if not _YEARS.search(name):
            fact = N_("The name of the file does not say which period it is about.")
            remedy = N_("Add it, such as “Tahun 2024” or “November 2026”.")
            yield found(0, "name", fact, remedy, level=Level.WARNING, file=position)
        elif covered and (better := renamed(name, *covered)):
            fact = N_("The name of the file says other years than its data cover ({years}).")
            remedy = N_("Call it “{better}”, for example.")
            about = {"years": written(*covered), "better": better}
            yield found(0, "name", fact, remedy, level=Level.WARNING, file=position, **about)


def renamed(name: str, first: int, last: int) -> str:
    """A name with the years from one to another in the place of those that stand there last; empty where it says them already.

    A series is often called by its last year alone, and a name may say further years: of a plan, or of a decree.
    """
    said = [*_YEARS.finditer(name)]
    years = [[int(year) for year in re.findall(_YEAR, one[0])] for one in said]
    if not said or any((min(one), max(one)) in ((first, last), (last, last)) for one in years):
        return ""
    begin, end = said[-1].span()
    return name[:begin] + written(first, last) + name[end:]


def written(first: int, last: int) -> str:
    """Years as a name has them."""
    return str(first) if first == last else f"{first}-{last}"


def _covered(file: Mapping[str, Any], dataset: Said, *, is_alone: bool) -> tuple[int, int] | None:
    """The first and the last year of a file: of its own period, else of its dataset's, where it is the only one; None if not known."""
    own = [(file.get("periode_mulai"), file.get("periode_selesai"))]
    rows = dataset.get("temporal_coverage") or [] if is_alone else []
    whole = [(one.get("start"), one.get("end")) for one in rows if isinstance(one, Mapping)]
    return _around(own if all(own[0]) else whole)


def _around(spans: Sequence[tuple[Any, Any]]) -> tuple[int, int] | None:
    try:
        days = [day for span in spans for text in span for day in period(str(text or ""))]
    except ValueError:
        return None
    return (min(days).year, max(days).year) if days else None
