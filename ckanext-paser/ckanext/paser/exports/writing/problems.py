"""What can go wrong while a download is written, and what to do instead."""

from __future__ import annotations

from ckanext.paser.problems import N_, Problem

_WHERE = N_("this table")


def no_places() -> Problem:
    fact = N_(
        "Its rows have neither a geometry nor a latitude and longitude nor the code of an area whose borders the portal knows."
    )
    return Problem("no_places", _WHERE, fact, N_("Download it as csv, xlsx or json."))


def no_borders(column: str) -> Problem:
    """Its rows lie somewhere, but nobody has loaded the borders of these areas."""
    fact = N_(
        'The column "{column}" holds codes of areas, but the portal has the borders of none of them, so the rows cannot be drawn.'
    )
    remedy = N_(
        'Download it as csv, xlsx or json; an administrator can load the borders with "ckan paser area load".'
    )
    return Problem("no_borders", _WHERE, fact, remedy, {"column": column})


def too_many_borders(number: int) -> Problem:
    fact = N_("With the borders of its areas in every row the file would be larger than any program opens.")
    remedy = N_("Download it as csv, and join it with the borders by the code of the area.")
    return Problem("too_many_borders", N_("release {number}"), fact, remedy, {"number": number})


def too_slow(ending: str) -> Problem:
    fact = N_("It is too large to be written as {format} within the time that a download may take.")
    return Problem("too_slow", _WHERE, fact, N_("Download it as csv.gz."), {"format": ending})


def too_large(ending: str) -> Problem:
    fact = N_("It is too large to be written as {format} within the memory that a download may take.")
    return Problem("too_large", _WHERE, fact, N_("Download it as csv.gz."), {"format": ending})
