"""What cannot be true of an activity, public or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ckanext.paser.kegiatan.rules.codes import terms
from ckanext.paser.problems import N_, Problem

YEARS = {"tahun_kegiatan": (1945, 2100), "submission_period": (2019, 2100)}
"""INDAH takes submissions since 2019."""

_AS_STORED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AS_ON_PAPER = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def day(text: str) -> str:
    """A day as it is stored, ``2026-03-31``; the form MS-Keg writes ``31/03/2026``.

    Raises:
        ValueError: the text is no day.
    """
    said = text.strip()
    if match := _AS_STORED.fullmatch(said):
        return date(*map(int, match.groups())).isoformat()
    if match := _AS_ON_PAPER.fullmatch(said):
        return date(*map(int, reversed(match.groups()))).isoformat()
    raise ValueError(f"{text!r} is no day")


def one_title(stored: str | None, title: str | None, named: str | None) -> str | None:
    """The title of an activity, which CKAN calls ``title`` and the national form ``judul_kegiatan``.

    Args:
        stored: what it was before; None for a new one.
        title, named: what is sent under the two names. The changed one counts, ``title`` where both are.
    """
    return named if named and (not title or title == stored) else title


def wrong(kegiatan: Mapping[str, Any]) -> list[Problem]:
    """Everything that contradicts itself; ``where`` is the name of a field, or ``<field>-<row>-<part>``."""
    return [*_backward(kegiatan), *_far_years(kegiatan), *_unfit_method(kegiatan)]


def _backward(kegiatan: Mapping[str, Any]) -> Iterator[Problem]:
    for name, rows in kegiatan.items():
        if name.startswith("iii_jadwal_"):
            for number, row in enumerate(rows or ()):
                start, end = str(row.get("awal")), str(row.get("akhir"))
                if _AS_STORED.fullmatch(start) and _AS_STORED.fullmatch(end) and end < start:
                    yield Problem(
                        "end_before_start",
                        f"{name}-{number}-akhir",
                        N_("The end {end} lies before the start {start}."),
                        N_("Correct one of the two days."),
                        {"start": start, "end": end},
                    )


def _far_years(kegiatan: Mapping[str, Any]) -> Iterator[Problem]:
    for name, (first, last) in YEARS.items():
        year = kegiatan.get(name)
        if isinstance(year, int) and not first <= year <= last:
            yield Problem(
                "year_out_of_range",
                name,
                N_("{year} is no year between {first} and {last}."),
                N_("Write the year with four digits."),
                {"year": str(year), "first": str(first), "last": str(last)},
            )


def _unfit_method(kegiatan: Mapping[str, Any]) -> Iterator[Problem]:
    """5.3 has one part for probability samples and one for the others."""
    selection = kegiatan.get("v_metode_pemilihan_sampel_tahap_terakhir")
    of = {term.code: term.extra["pemilihan_sampel"] for term in terms("v_metode_yang_digunakan")}
    if selection and of.get(str(kegiatan.get("v_metode_yang_digunakan")), selection) != selection:
        yield Problem(
            "method_of_other_samples",
            "v_metode_yang_digunakan",
            N_("This method belongs to the other kind of samples."),
            N_("Choose another method, or correct how the sample is chosen."),
        )
