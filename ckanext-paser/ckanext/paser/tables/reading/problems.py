"""What can be wrong with a file, each with its own sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.paser.problems import N_, Problem
from ckanext.paser.tables.rules.header import DEPTH
from ckanext.paser.tables.rules.layout import written
from ckanext.paser.tables.rules.report import WORKBOOK


def empty() -> Problem:
    """Nothing is in it."""
    return Problem(
        "empty",
        "",
        N_("The file holds no data."),
        N_("Check that the right file was chosen and send it again."),
    )


def too_far_down(rows: int) -> Problem:
    """Rows without a table stand above whatever comes."""
    return Problem(
        "too_far_down",
        "",
        N_("No table begins in the first {rows} rows."),
        N_("Remove the rows above the table and send the file again."),
        {"rows": rows},
    )


def no_head(chosen: tuple[int, int] | None, rows: int, *, more: bool) -> Problem:
    """No table begins anywhere, or none where somebody said.

    Args:
        chosen: the rows of the header, where they were.
        rows: how many were looked at.
        more: something stands below these.
    """
    if chosen is None or not rows:
        return too_far_down(DEPTH) if more else empty()
    params = {"rows": written(chosen), "count": rows}
    remedy = N_(
        "Choose on the page of the columns the rows in which the names of the columns stand in this file, or leave the field "
        "empty, so that they are found."
    )
    if chosen[1] > rows:
        fact = N_("Row {rows} was chosen as the header, but there are only {count} rows.")
        return Problem("header_outside", "", fact, remedy, params)
    return Problem(
        "header_blank", "", N_("Row {rows} was chosen as the header, but is empty."), remedy, params
    )


def no_rows(row: int) -> Problem:
    """A header with nothing under it."""
    return Problem(
        "no_rows",
        N_("Row {row}"),
        N_("Under the header there is no row of data."),
        N_("Enter the data under the header, or choose another sheet."),
        {"row": row},
    )


def too_many_columns(count: int, most: int) -> Problem:
    """More columns than a table can have."""
    return Problem(
        "too_many_columns",
        "",
        N_("The table has {count} columns; at most {most} are possible."),
        N_("Put what repeats from column to column (years, months) into rows of its own."),
        {"count": count, "most": most},
    )


def encrypted() -> Problem:
    """A password is needed to open it."""
    return Problem(
        "encrypted",
        "",
        N_("The file is protected by a password."),
        N_("Remove the password (File, Info, Protect Workbook) and send it again."),
    )


def damaged(kind: str) -> Problem:
    """It begins as a workbook and does not go on as one."""
    return Problem(
        "damaged",
        "",
        N_("The file is damaged: it cannot be opened as {kind}."),
        N_("Open it in a spreadsheet program, save it anew and send that file."),
        {"kind": kind},
    )


def web_page() -> Problem:
    """An HTML page with the name of a spreadsheet."""
    return Problem(
        "web_page",
        "",
        N_("The file is a web page, although its name says it is a spreadsheet."),
        N_("Open it in a spreadsheet program, save it as XLSX or CSV and send that file."),
    )


def xml_workbook() -> Problem:
    """What Excel 2003 calls an XML table, and many programs export."""
    return Problem(
        "xml_workbook",
        "",
        N_("The file is a workbook in the XML of Excel 2003, which is not read here."),
        N_("Open it in a spreadsheet program, save it as XLSX or CSV and send that file."),
    )


def wrong_name(kind: str) -> Problem:
    """Text with the name of a workbook: a CSV that was renamed, or the message of an error."""
    return Problem(
        "wrong_name",
        "",
        N_("The file is plain text, although its name says {kind}."),
        N_("If it is a CSV, let its name end in .csv and send it again; else save the table anew as {kind}."),
        {"kind": kind},
    )


def entities() -> Problem:
    """XML that unfolds into gigabytes, or brings in other files; no spreadsheet program writes it."""
    return Problem(
        "entities",
        "",
        N_(
            "The file defines abbreviations (XML entities) within itself, as no spreadsheet program does; it was not opened."
        ),
        N_("Copy the table into a new workbook and send that file."),
    )


def not_a_table(kind: str) -> Problem:
    """Something else altogether."""
    return Problem(
        "not_a_table",
        "",
        N_("The file is no spreadsheet and no CSV ({kind})."),
        N_("Send the table as XLSX, XLS, ODS, CSV or TSV."),
        {"kind": kind},
    )


def too_large() -> Problem:
    """Opening it takes more memory than a file may have."""
    return Problem(
        "too_large",
        "",
        N_("The file needs more memory than is allowed when it is opened."),
        N_("Remove empty formatted rows and columns or pictures, split the table, or send it as CSV."),
    )


def too_slow(seconds: int) -> Problem:
    """Opening it takes longer than a file may take."""
    return Problem(
        "too_slow",
        "",
        N_("The file could not be read within {seconds} seconds."),
        N_("Split the table, or send it as CSV."),
        {"seconds": seconds},
    )


def inflated() -> Problem:
    """A small archive that becomes huge: a zip bomb, or a workbook that no one can use."""
    return Problem(
        "inflated",
        "",
        N_("The file becomes extraordinarily large when it is unpacked."),
        N_("Save the table in a new workbook, without pictures and attachments, and send that file."),
    )


def no_such_sheet(sheet: str, sheets: Sequence[str], workbook: Sequence[Mapping[str, Any]]) -> Problem:
    """The sheet that was asked for is not there."""
    return Problem(
        "no_such_sheet",
        "",
        N_('The workbook has no sheet "{sheet}"; its sheets are: {sheets}.'),
        N_("Correct the name of the sheet."),
        {"sheet": sheet, "sheets": ", ".join(sheets), WORKBOOK: list(workbook)},
    )


def only_hidden(sheets: Sequence[str], workbook: Sequence[Mapping[str, Any]]) -> Problem:
    """What is hidden is not published unseen."""
    return Problem(
        "only_hidden",
        "",
        N_("Only hidden sheets hold data: {sheets}."),
        N_("Show the sheet and send the file again, or choose it as the sheet to be read."),
        {"sheets": ", ".join(sheets), WORKBOOK: list(workbook)},
    )


def no_result(sheet: str, column: str, cell: str, count: int) -> Problem:
    """Formulas that a program has written and nobody has calculated."""
    return Problem(
        "no_result",
        N_('Sheet "{sheet}", column "{column}", cell {cell}'),
        N_(
            "The program that wrote the file has not calculated its formulas ({count} cells), so that their values are not known."
        ),
        N_("Open the file in a spreadsheet program, save it and send it again."),
        {"sheet": sheet, "column": column, "cell": cell, "count": count},
    )


def open_quote(line: int) -> Problem:
    """A quotation mark is opened and never closed."""
    return Problem(
        "open_quote",
        N_("Line {line}"),
        N_("A quotation mark is opened here and never closed."),
        N_("Close or remove the quotation mark, or send the table as XLSX."),
        {"line": line},
    )


def bad_quote(line: int) -> Problem:
    """Text follows a closing quotation mark."""
    return Problem(
        "bad_quote",
        N_("Line {line}"),
        N_("Text follows a closing quotation mark, so that it is unclear where the value ends."),
        N_("Double the quotation marks within the value, or send the table as XLSX."),
        {"line": line},
    )


def no_separator(line: int) -> Problem:
    """Text follows a closing quotation mark in a file whose values nothing separates that is known here."""
    return Problem(
        "no_separator",
        N_("Line {line}"),
        N_(
            "Behind a closing quotation mark stands neither a comma, a semicolon, a tab nor |, and none of these separates the "
            "values of this file."
        ),
        N_("Save the table with commas or semicolons between the values, or send it as XLSX."),
        {"line": line},
    )


def long_row(line: int, found: int, expected: int) -> Problem:
    """A row has more values than the header has columns."""
    return Problem(
        "long_row",
        N_("Line {line}"),
        N_("The row has {found} values, the table {expected} columns."),
        N_("Put values that contain the separator into quotation marks, or send the table as XLSX."),
        {"line": line, "found": found, "expected": expected},
    )


def shifted_row(line: int, found: int, expected: int) -> Problem:
    """Decimal commas among the commas between values: every value behind one would stand below the wrong header."""
    return Problem(
        "shifted_row",
        N_("Line {line}"),
        N_(
            "The row has {found} values, the header {expected} columns: numbers with a decimal comma (12,5) have become two values."
        ),
        N_(
            "Save the table with semicolons between the values, put such numbers into quotation marks, or send it as XLSX. If the "
            "last column only lacks a header, write one."
        ),
        {"line": line, "found": found, "expected": expected},
    )


def nul_bytes() -> Problem:
    """Zero bytes in a text file."""
    return Problem(
        "nul_bytes",
        "",
        N_("The file contains zero bytes: it is damaged, or not a text file."),
        N_("Open it in a spreadsheet program, save it as CSV UTF-8 and send that file."),
    )


def long_cell(line: int, most: int) -> Problem:
    """A single value beyond reason, mostly an unclosed quotation mark."""
    return Problem(
        "long_cell",
        N_("Line {line}"),
        N_("A value is longer than {most} characters."),
        N_("Look for a missing quotation mark in this line, or shorten the value."),
        {"line": line, "most": most},
    )


def long_cell_of_sheet(sheet: str, cell: str, most: int) -> Problem:
    """The same in a workbook: no spreadsheet program lets so much be entered, but other programs write it."""
    return Problem(
        "long_cell",
        N_('Sheet "{sheet}", cell {cell}'),
        N_("A value is longer than {most} characters."),
        N_("Shorten the value and send the file again."),
        {"sheet": sheet, "cell": cell, "most": most},
    )


def long_line(line: int, most: int) -> Problem:
    """A row that no program here can hold, such as several shapes of a map in one."""
    return Problem(
        "long_line",
        N_("Line {line}"),
        N_("The row is longer than {most} MB."),
        N_(
            "Simplify the shapes in it or shorten its values; look for a missing quotation mark in this line."
        ),
        {"line": line, "most": most},
    )


def unknown_failure() -> Problem:
    """The reading process ended in a way that nothing else explains."""
    return Problem(
        "unreadable",
        "",
        N_("The file could not be read."),
        N_("Save it anew as XLSX or CSV and send that file; if it happens again, tell the administrator."),
    )


def missing_file() -> Problem:
    """The file store does not have the file that the resource names."""
    return Problem(
        "missing_file", "", N_("The uploaded file is not in the file store."), N_("Upload the file again.")
    )


def too_wide() -> Problem:
    """PostgreSQL cannot hold a row of so many columns."""
    return Problem(
        "too_wide",
        "",
        N_("A row of the table is too wide for the database."),
        N_("Put what repeats from column to column (years, months) into rows of its own."),
    )


def nothing_left() -> Problem:
    """Every column was decided to be left out."""
    return Problem(
        "nothing_left",
        "",
        N_("All columns were to be left out because of personal data, so there is no table."),
        N_("Decide again for a new file, and keep at least one column."),
    )


def interrupted() -> Problem:
    """A fault of the system, not of the file."""
    return Problem(
        "interrupted",
        "",
        N_(
            "The table could not be stored because of a fault of the system; the previous table is unchanged."
        ),
        N_("Nothing needs to be done if it is tried again by itself; else upload the file again."),
    )


def no_space() -> Problem:
    """A disk of the server is full: no fault of the file."""
    return Problem(
        "no_space",
        "",
        N_("There is no space left on a disk of the server; the previous table is unchanged."),
        N_("The file is kept and is tried again by itself; tell the administrator if this lasts."),
    )


def no_memory() -> Problem:
    """The server had no memory or open files left: no fault of the file."""
    return Problem(
        "no_memory",
        "",
        N_(
            "The server ran out of memory or open files while it opened the file; the previous table is unchanged."
        ),
        N_("The file is kept and is tried again by itself; tell the administrator if this lasts."),
    )
