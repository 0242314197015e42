"""Table readable and typed, and whether it can be looked at: what the reader said of each file, and its dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.paser.metadata.rules import obeyed
from ckanext.paser.metadata.rules.files import TABLES, is_data
from ckanext.paser.metadata.rules.known import Table
from ckanext.paser.metadata.rules.requirements import files
from ckanext.paser.problems import N_, Problem
from ckanext.paser.quality.rules.describing import place as where
from ckanext.paser.quality.rules.losses import Found, Place
from ckanext.paser.tables.rules import report
from ckanext.paser.tables.rules.roles import MEASURE, NUMERIC
from ckanext.paser.tables.rules.table import Column

Said = Mapping[str, Any]

DONE, FAILED, HELD = "done", "failed", "held"
DOCUMENTS = {"doc", "docx", "htm", "html", "jpeg", "jpg", "odt", "pdf", "png", "ppt", "pptx", "rtf", "txt"}
"""Formats in which figures can be read by people alone."""
_SENTENCES_OF_NOTES = ("where", "fact", "remedy")


@dataclass(frozen=True)
class FileSeen:
    """What is known of the table of one file.

    Args:
        status: of the newest load of it; empty where none was ever asked for.
        problems, notes: what that load had to say, as stored.
        columns: of the table that is there; none while there is none.
        holds: its times, areas and ranges.
    """

    status: str = ""
    problems: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[Mapping[str, Any], ...] = ()
    columns: tuple[Column, ...] = ()
    holds: Table = Table()


Seen = Mapping[str, FileSeen]
"""By the id of the file."""
_NOTHING = FileSeen()


def of_data(dataset: Said) -> list[Said]:
    """The files that hold the data themselves."""
    return [one for one in files(dataset) if is_data(one)]


def seen_of(file: Said, seen: Seen) -> FileSeen:
    return seen.get(file.get("id") or "", _NOTHING)


def readable(dataset: Said, seen: Seen) -> Iterator[Found]:
    """Criterion readable; nothing is lost while a file is on its way. Where there are no data, there are no fresh ones either."""
    data = of_data(dataset)
    if lacks_data(dataset):
        fact = N_("The dataset has no file of data.")
        problem = Problem("no_data", "", fact, N_("Add the file."))
        for criterion in ("readable", "fresh"):
            yield Found(criterion, problem, Place("resources"))
    for file in data:
        for problem, page, inside in _unreadable(file, seen_of(file, seen)):
            place = Place("url", file.get("id") or "", page=page)
            yield Found("readable", problem, place, 1 / len(data), inside)


def lacks_data(dataset: Said) -> bool:
    """Tell whether a dataset should have data and has none; data that are not open are described by a card alone."""
    is_open = (dataset.get("akses_level") or "terbuka") == "terbuka"
    return is_open and not of_data(dataset) and not _has_service(dataset)


def _has_service(dataset: Said) -> bool:
    return any(one.get("jenis_resource") in ("api", "peta") for one in files(dataset))


def _unreadable(file: Said, seen: FileSeen) -> Iterator[tuple[Problem, str, bool]]:
    """Why a file is no table, the page where that is mended, and whether it is for editors alone."""
    kind = str(file.get("format") or "").lower()
    if seen.status == HELD:
        fact = N_("The file is held back until somebody has decided about what was found in it.")
        remedy = N_("Decide on the page of the file, or send the file without personal data.")
        yield Problem("file_held", "", fact, remedy), "personal", True
    elif seen.status == FAILED:
        told = seen.problems[0] if seen.problems else {}
        fact = told.get("fact") or N_("The file could not be read.")
        remedy = told.get("remedy") or N_("Correct the file, and send it again.")
        yield Problem("file_unread", told.get("where", ""), fact, remedy, _params(told)), "columns", False
    elif not seen.columns and kind in DOCUMENTS:
        fact = N_("Programs cannot read the figures of a {format} file.")
        remedy = N_("Add the same figures as XLSX or CSV, or say that the file is a guide to the data.")
        yield Problem("no_table", "", fact, remedy, {"format": kind.upper()}), "file", False
    elif not seen.columns and kind in TABLES and seen.status in ("", DONE):
        fact = N_("No table was made of the file.")
        yield Problem("no_table_made", "", fact, N_("Send the file again.")), "file", False


def _params(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (told.get("params") or {}).items() if name != report.WORKBOOK}


def remarks(dataset: Said, seen: Seen) -> Iterator[Found]:
    """Criterion remarks: what the reader asked somebody to look at, or to answer, in the files whose tables are there, and cells beyond
    what the dictionary demands (rule 15).
    """
    for file in of_data(dataset):
        mine = seen_of(file, seen)
        if mine.status != DONE:
            continue
        lines = report.lines(mine.notes, mine.problems, loaded=True, columns=mine.columns)
        for item in (*lines.solve, *lines.look):
            words = {name: item.get(name) or "" for name in _SENTENCES_OF_NOTES}
            problem = Problem(item["code"], **words, params=_params(item))
            place = Place("kamus_data", file["id"], str(problem.params.get("field") or ""), page="columns")
            yield Found("remarks", problem, place)
    holds = {id_: one.holds for id_, one in seen.items() if one.status == DONE}
    for finding in obeyed.limits(dataset, holds):
        yield Found("remarks", finding.problem, where(finding, dataset))


def typed(dataset: Said, seen: Seen) -> Iterator[Found]:
    """Criterion typed."""
    measures = [(file, column) for file, column in columns(dataset, seen) if column.role == MEASURE]
    for file, column in measures:
        if column.type not in NUMERIC:
            fact = N_("What column “{column}” measures is no number.")
            remedy = N_("Correct its cells, or choose how its numbers are written.")
            problem = Problem("measure_untyped", "", fact, remedy, {"column": column.label})
            place = Place("kamus_data", file["id"], column.id, page="columns")
            yield Found("typed", problem, place, 1 / len(measures))


def columns(dataset: Said, seen: Seen) -> Iterator[tuple[Said, Column]]:
    """All columns of the tables of a dataset, each with its file."""
    for file in of_data(dataset):
        for column in seen_of(file, seen).columns:
            yield file, column


_LACKS = {
    "definition": N_("Column “{column}” has no definition."),
    "label": N_("Column “{column}” has no label for people."),
    "unit": N_("Column “{column}” has no unit."),
    "role": N_("Column “{column}” has no role."),
}
_LACKS_SEVERAL = N_(
    "Column “{column}” lacks {count} of {wanted}: label, definition, role, and the unit of a measure."
)


def dictionary(dataset: Said, seen: Seen) -> Iterator[Found]:
    """Criterion dictionary: each column counts its part of all columns, and what it lacks its part of that."""
    every = list(columns(dataset, seen))
    for file, column in every:
        wanted = ("label", "definition", "role", *(("unit",) if column.role == MEASURE else ()))
        lacks = tuple(name for name in wanted if not _says(column, name))
        if lacks:
            fact = _LACKS[lacks[0]] if len(lacks) == 1 else _LACKS_SEVERAL
            params = {"column": column.label, "count": len(lacks), "wanted": len(wanted)}
            problem = Problem(
                "dictionary_incomplete", "", fact, N_("Write it into the data dictionary."), params
            )
            place = Place("kamus_data", file["id"], column.id, page="columns")
            yield Found("dictionary", problem, place, len(lacks) / len(wanted) / len(every))


def _says(column: Column, part: str) -> bool:
    """A label that is the column's own name says something if it is a word: ``desa`` is one, ``jml_pddk`` is none."""
    if part == "label":
        return bool(column.label) and not (column.label == column.id and "_" in column.id)
    return bool(getattr(column, part))


def preview(dataset: Said, seen: Seen) -> Iterator[Found]:
    """Criterion preview: nothing is lost while a file is on its way."""
    data = of_data(dataset)
    on_the_way = any(seen_of(file, seen).status not in ("", DONE, FAILED, HELD) for file in data)
    unseen = bool(data) and not _has_service(dataset) and not on_the_way
    if lacks_data(dataset) or (unseen and not any(seen_of(file, seen).columns for file in data)):
        fact = N_("None of the files can be looked at on the portal.")
        remedy = N_("Add the data as XLSX, CSV or GeoJSON.")
        yield Found("preview", Problem("no_preview", "", fact, remedy), Place("resources"))
