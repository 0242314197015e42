"""Rule 15, beside those of table 6.7: the cells of a table obey what its dictionary demands of them (table 6.5, rows 12, 13 and 15).

It is advice: whether the cell is wrong or the dictionary, the officer knows. What stands in the columns was found out once, by the job that
looks into each release; where it is not known (yet), nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ckanext.paser.metadata.rules import demands, known
from ckanext.paser.metadata.rules.closed import is_closed
from ckanext.paser.metadata.rules.demands import NUMBERS, Constraints
from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.metadata.rules.known import Content
from ckanext.paser.metadata.rules.requirements import Said, files
from ckanext.paser.metadata.rules.vocabularies import label
from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.kinds import Type

RULE = 15
_EXAMPLES = 3
_LONGEST = 40
"""Characters of a value that is repeated: codes and categories are shorter."""
_CATEGORIES = ("wilayah", "waktu", "dimensi")
"""Roles in which words are categories; elsewhere they may be anything that somebody wrote."""
_IMPERSONAL = ("tidak_ada", "agregat")
_ELSEWHERE = re.compile(r"(?!64\.?01)\d{2}\.?\d{2}.*|\d{2}")
"""Codes of other regencies, and of provinces, which the list of areas does not have."""


class _Case(NamedTuple):
    """A column whose cells are held against its entry; ``file`` is the position of its file."""

    entry: Mapping[str, Any]
    content: Content
    demands: Constraints
    file: int

    def finding(self, fact: str, remedy: str, **params: Any) -> Finding:
        column = self.entry["id"]
        return found(
            RULE, "kamus_data", fact, remedy, level=Level.WARNING, file=self.file, column=column, **params
        )


def obeyed(dataset: Said, tables: known.Tables) -> Iterator[Finding]:
    """Rule 15: the cells obey the dictionary."""
    yield from codes(dataset, tables)
    yield from limits(dataset, tables)


def codes(dataset: Said, tables: known.Tables) -> Iterator[Finding]:
    """Columns with values that are none of those that their entry names, or of its code list."""
    for case in _cases(dataset, tables):
        strange = [value for value in case.content.values or () if not _is_allowed(value, case)]
        if not strange:
            continue
        examples = _examples(strange, case)
        list_ = "" if demands.named(case.entry) else case.entry["kode_referensi"]
        if list_:
            fact = N_("Column “{column}” has codes that are not in the list “{list}”.")
            if examples:
                fact = N_("Column “{column}” has codes that are not in the list “{list}”: {value}.")
            remedy = N_("Correct the cells, or choose the list that the column uses in the data dictionary.")
            yield case.finding(fact, remedy, list=label("kode_referensi", list_), **examples)
        else:
            fact = N_("Column “{column}” has values that its data dictionary does not name.")
            if examples:
                fact = N_("Column “{column}” has values that its data dictionary does not name: {value}.")
            remedy = N_("Correct the cells, or add the values to the data dictionary.")
            yield case.finding(fact, remedy, **examples)


def limits(dataset: Said, tables: known.Tables) -> Iterator[Finding]:
    """Columns with values beyond their limits, without a value where one is required, or with one twice that has to be unique."""
    for case in _cases(dataset, tables):
        content = case.content
        if beyond := _beyond(case):
            examples = _examples(beyond, case)
            fact = N_("Column “{column}” has values outside the limits of its data dictionary ({limits}).")
            if examples:
                fact = N_(
                    "Column “{column}” has values outside the limits of its data dictionary ({limits}): {value}."
                )
            remedy = N_("Correct the cells, or the limits in the data dictionary.")
            yield case.finding(fact, remedy, limits=_span(case.demands), **examples)
        if case.demands.get("required") and content.missing:
            fact = N_("Column “{column}” has to be filled in, and {count} of its cells are empty.")
            remedy = N_("Fill them in, or take “required” out of the data dictionary.")
            yield case.finding(fact, remedy, count=content.missing)
        repeated = content.rows - content.missing - content.distinct
        if case.demands.get("unique") and repeated > 0:
            fact = N_(
                "The values of column “{column}” have to differ, and {count} of them repeat another one."
            )
            remedy = N_("Correct the cells, or take “unique” out of the data dictionary.")
            yield case.finding(fact, remedy, count=repeated)


def proven(asked: Constraints, content: Content) -> Constraints:
    """Those of some demands that all cells of a column are known to obey."""
    filled = content.rows - content.missing
    values = [_plain(value, content.type) for value in content.values or ()]
    obeys = {
        "required": not content.missing,
        "unique": content.distinct == filled,
        "minimum": bool(content.least) and not _is_less(content.least, asked.get("minimum", content.least)),
        "maximum": bool(content.greatest)
        and not _is_more(content.greatest, asked.get("maximum", content.greatest)),
        "enum": bool(values) and all(value in asked.get("enum", ()) for value in values),
    }
    return {name: value for name, value in asked.items() if obeys[name]}


def _cases(dataset: Said, tables: known.Tables) -> Iterator[_Case]:
    """The columns of which it is known what stands in them, with what is demanded of them.

    Of which areas the column may have by which rows are placed, rule 10 judges.
    """
    for position, file in enumerate(files(dataset)):
        contents = known.of_file(file, tables).contents
        for entry in (one for one in file.get("kamus_data") or [] if one.get("id") in contents):
            is_area = entry["id"] == file.get("kolom_wilayah")
            said = {**entry, "kode_referensi": ""} if is_area else entry
            content = contents[entry["id"]]
            if asked := demands.of_entry(said, content.type):
                yield _Case(said, content, asked, position)


def _is_allowed(value: str, case: _Case) -> bool:
    if "enum" not in case.demands:
        return True
    if _plain(value, case.content.type) in case.demands["enum"]:
        return True
    of_areas = case.entry.get("kode_referensi") in demands.AREA_SYSTEMS and not demands.named(case.entry)
    return of_areas and bool(_ELSEWHERE.fullmatch(value))


def _plain(value: str, type_: str) -> Any:
    return demands.number(value) if type_ in NUMBERS else value


def _beyond(case: _Case) -> list[str]:
    """The least value where it lies below the minimum, the greatest where it lies above the maximum."""
    content, asked = case.content, case.demands
    below = bool(content.least) and "minimum" in asked and _is_less(content.least, asked["minimum"])
    above = bool(content.greatest) and "maximum" in asked and _is_more(content.greatest, asked["maximum"])
    return list(dict.fromkeys([content.least] * below + [content.greatest] * above))


def _is_less(value: str, limit: Any) -> bool:
    return value < limit if isinstance(limit, str) else demands.number(value) < limit


def _is_more(value: str, limit: Any) -> bool:
    """Of days, those after the month or the year that a limit may be."""
    return value[: len(limit)] > limit if isinstance(limit, str) else demands.number(value) > limit


def _span(asked: Constraints) -> str:
    low, high = asked.get("minimum"), asked.get("maximum")
    if low is None or high is None:
        return f"≤ {high}" if low is None else f"≥ {low}"
    return f"{low} … {high}"


def _examples(values: Sequence[str], case: _Case) -> dict[str, str]:
    """The first of some values, where they may be repeated: of an open column, and codes, categories or numbers."""
    entry, content = case.entry, case.content
    is_open = not is_closed(entry) and (entry.get("kelas_data_pribadi") or _IMPERSONAL[0]) in _IMPERSONAL
    is_category = content.type in (*NUMBERS, Type.CODE.value) or (
        content.type == Type.TEXT.value and entry.get("peran") in _CATEGORIES
    )
    if not is_open or not is_category or any(len(value) > _LONGEST for value in values[:_EXAMPLES]):
        return {}
    return {"value": ", ".join(values[:_EXAMPLES]) + (", …" if len(values) > _EXAMPLES else "")}
