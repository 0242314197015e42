"""Sheets that fit into memory: every cell, in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from ckanext.paser.privacy.rules import listed
from ckanext.paser.privacy.rules.facts import probes
from ckanext.paser.privacy.rules.findings import Finding, judge, letters, outside
from ckanext.paser.privacy.rules.probe import Column, Probe
from ckanext.paser.privacy.scanning.answering import answers
from ckanext.paser.privacy.scanning.names import names_alone
from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.cells import Cell, Sheet, as_text, clean
from ckanext.paser.tables.rules.footer import count_notes, tail
from ckanext.paser.tables.rules.header import Head, Merge, depth, find_head, named
from ckanext.paser.tables.rules.layout import AS_FOUND, Layout, total_finder, totals_of
from ckanext.paser.tables.rules.lists import blocks
from ckanext.paser.tables.rules.stacked import ALONE, Stacked, figures_in, look

ABOVE = N_("rows above the table")
BELOW = N_("notes and rows of totals")
BESIDE = N_("parts of the file beside its rows")
SHAPES = N_("geometry of the features")
"""Of a GeoJSON the columns that no property makes."""
SUM = "[ \u00a0(-]*(?:Rp)?[. \u00a0-]*[1-9](?:(?:[.,]?[0-9]){0,14}|[.,][0-9]{15,17})[ \u00a0,)-]*"
"""A whole cell that, in a row of totals, is a sum or a mean: 6.281.234.567.890 is nobody's telephone there. For ``re``
and RE2."""
_SUM = re.compile(SUM).fullmatch


def scan_sheet(
    name: str,
    sheet: Sheet,
    fields: Mapping[int, str] | None = None,
    merges: Sequence[Merge] = (),
    titles: Sequence[str] = (),
    *,
    above: int = 0,
    below: bool = False,
    layout: Layout = AS_FOUND,
) -> list[Finding]:
    """The personal data of one sheet; those of a second table on it by the headers of that.

    Args:
        sheet: all of its cells.
        fields: names in the public table of those columns, by position, that it has.
        titles: what its file is called.
        above: how many rows stand above these cells.
        below: another table is among these.
        layout: what was said of its rows.
    """
    rows = sheet.rows
    head, stacked = _begin(rows, merges, layout)
    body = head.body if head else 0
    if second := stacked.end:
        sheet, rest = Sheet(rows[: body + second]), Sheet(rows[body + second :])
        first = scan_sheet(name, sheet, fields, merges, titles, above=above, layout=layout)
        return [*first, *scan_sheet(name, rest, titles=titles, above=above + body + second, below=True)]
    labels: dict[int, str] = dict(enumerate(head.labels)) if head else {}
    titles = [*(head.titles if head else ()), *titles]
    end, totals = _ending(sheet, head, merges, layout) if head else (len(rows), frozenset())
    columns = _without(totals, [column[body:end] for column in sheet.columns], body)
    found = scan_columns(name, labels, columns, above + body + 1, fields=fields, titles=titles)
    if below:
        found += _names(name, labels, rows[body:end], columns, above=above + body, known=found)
    for n in stacked.perhaps:
        found += scan_perhaps(name, rows[body + n : end], fields, titles, above=above + body + n, known=found)
    summed = [cell for n in sorted(totals) for cell in texts([rows[n]], above + n + 1) if not _SUM(cell[1])]
    ended = scan_below(name, rows[end:], titles, above=above + end, summed=summed)
    return [*scan_above(name, head, rows[:body], titles, above=above), *ended, *found]


def _begin(
    rows: Sequence[Sequence[Cell]], merges: Sequence[Merge], layout: Layout
) -> tuple[Head | None, Stacked]:
    """Where a table begins, and what stands among its rows that is none of them."""
    top = [[clean(cell) for cell in row] for row in rows[: depth(layout.header)]]
    head = find_head(top, merges, layout.header)
    if head is None:
        return None, ALONE
    under = rows[head.body :]
    return head, look([(0, under)], head, top[head.header : head.body], figures_in(under))


def _without(totals: Set[int], columns: list[list[Cell]], body: int) -> list[list[Cell]]:
    """The columns without the cells of rows that sum up others."""
    for column in columns if totals else ():
        for n in totals:
            column[n - body] = None
    return columns


def _names(
    name: str,
    labels: Mapping[int, str],
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Sequence[Cell]],
    *,
    above: int,
    known: Sequence[Finding],
) -> list[Finding]:
    """Names of people in a table below another one, of which its headers may say nothing.

    Args:
        rows: its rows, and ``columns`` the same without those that sum up others.
        above: how many rows stand above these.
        known: what has been found in them.
    """
    found: list[Finding] = []
    if not any(labels.values()):
        found = names_alone(name, BELOW, [[clean(cell) for cell in row] for row in rows], above)
    if not any(one.holds for one in (*known, *found)):
        found += _listed(name, labels, columns, above + 1)
    return found


def scan_above(
    name: str, head: Head | None, rows: Sequence[Sequence[Cell]], titles: Sequence[str], *, above: int = 0
) -> list[Finding]:
    """The personal data above the rows of a table; where another table stands there, by its headers as well.

    Args:
        rows: up to the table's first.
        above: how many rows stand above these.
    """
    found = outside(name, ABOVE, list(texts(rows, above + 1)))
    if head is None or head.above is None:
        return found
    begin, _ = head.above
    other = Sheet(rows[begin : head.header])
    return [*found, *scan_sheet(name, other, titles=titles, above=above + begin)]


def scan_perhaps(
    name: str,
    rows: Sequence[Sequence[Cell]],
    fields: Mapping[int, str] | None,
    titles: Sequence[str],
    *,
    above: int,
    known: Sequence[Finding],
) -> list[Finding]:
    """The personal data in rows of a table by the first of them, which may be the header of another one.

    Args:
        above: how many rows stand above these.
        known: what has been found in them by the table's own headers.
    """
    labels = (
        {i: as_text(cell) for i, cell in enumerate(map(clean, rows[0])) if cell is not None} if rows else {}
    )
    columns = Sheet(rows[1:]).columns
    told = {(one.kind, one.fields) for one in known}
    found = scan_columns(name, labels, columns, above + 2, fields=fields, titles=titles)
    if not any(one.holds for one in found):
        found += _listed(name, labels, columns, above + 2, fields)
    return [one for one in found if (one.kind, one.fields) not in told]


def scan_below(
    name: str,
    rows: Sequence[Sequence[Cell]],
    titles: Sequence[str],
    *,
    above: int,
    summed: Sequence[tuple[str, str]],
) -> list[Finding]:
    """The personal data below the rows of a table; in rows of several cells, which may be another table, by its headers as well.

    Args:
        rows: notes and blank rows.
        above: how many rows stand above these.
        summed: address and text of cells in rows of totals.
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    found = [
        *outside(name, BELOW, [*summed, *texts(rows, above + 1)]),
        *names_alone(name, BELOW, cells, above),
    ]
    for begin, block in blocks(cells):
        if head := find_head(block):
            first, columns = above + begin + head.body + 1, Sheet(block[head.body :]).columns
            labels = dict(enumerate(head.labels))
            told = scan_columns(name, labels, columns, first, titles=[*head.titles, *titles])
            found += (
                told if any(one.holds for one in told) else [*told, *_listed(name, labels, columns, first)]
            )
    return found


def _listed(
    name: str,
    labels: Mapping[int, str],
    cells: Sequence[Sequence[Cell]],
    first: int,
    fields: Mapping[int, str] | None = None,
) -> list[Finding]:
    """Names of people in a table below another one that nothing else holds; as :func:`scan_columns`."""
    columns = [Column(i, labels.get(i, ""), (fields or {}).get(i, "")) for i in range(len(cells))]
    asked = [
        Probe(
            columns[i],
            listed.name(columns[i].label),
            tuple(filter(None, [columns[i].field])),
            wide=True,
        )
        for i in listed.names([column.label for column in columns])
    ]
    return judge(name, answers(asked, cells, first))


def _ending(sheet: Sheet, head: Head, merges: Sequence[Merge], layout: Layout) -> tuple[int, frozenset[int]]:
    """Where the notes below a table begin, and which rows above them sum up others: the table has none of these."""
    rows = sheet.rows
    begin = head.body
    last = tail(lambda most: [[clean(cell) for cell in row] for row in rows[max(begin, len(rows) - most) :]])
    end = len(rows) - count_notes(last, total_finder(head.labels, layout))
    columns = named([column[head.body : end] for column in sheet.columns], merges, head.body)
    totals, _ = totals_of(columns, head.labels, end - head.body, layout)
    return end, frozenset(n for n, total in enumerate(totals, head.body) if total)


def scan_columns(
    name: str,
    labels: Mapping[int, str],
    cells: Sequence[Sequence[Cell]],
    first: int,
    *,
    fields: Mapping[int, str] | None = None,
    titles: Sequence[str] = (),
    features: bool = False,
) -> list[Finding]:
    """The personal data in the rows of a table.

    Args:
        labels: headers of its columns, by position.
        cells: of each column.
        first: the number of the first row, as people count.
        fields: names in the public table of those columns that it has.
        titles: what stands above the header, and what the file is called.
        features: the rows are the features of a GeoJSON.
    """
    columns = [Column(i, labels.get(i, ""), (fields or {}).get(i, "")) for i in range(len(cells))]
    return judge(name, answers(probes(columns, [name, *titles]), cells, first), features=features)


def texts(rows: Sequence[Sequence[Cell]], first: int = 1) -> Iterator[tuple[str, str]]:
    """Address and text of each cell that is not empty.

    Args:
        first: the number of the first row.
    """
    for n, row in enumerate(rows, first):
        for i, cell in enumerate(row):
            if cell is not None and cell != "":
                yield f"{letters(i)}{n}", as_text(cell)
