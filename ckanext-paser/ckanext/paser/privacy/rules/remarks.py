"""What cells tell of whoever is named beside them, though no header does: *Kondisi* that says *Dipasung*, *Tgl, Bln, Thn*.

Pure rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ckanext.paser.privacy.rules import headers, subjects
from ckanext.paser.privacy.rules.kinds import Detector, Kind
from ckanext.paser.privacy.rules.titles import may_mean

_REMARKS = re.compile(
    r"(?:keterangan|ket|kondisi|status|catatan|kategori|alasan|masalah|kasus|kelompok)(?: (?:khusus|lain|warga|peserta|saat ini))?"
)
"""Whole headers below which anything may be said of somebody."""
_SOME = 0.1
"""A tenth of the remarks: one of a hundred is a slip, or somebody's work."""
_ILL = Detector(
    Kind.NAME_ILLNESS,
    f"(?i)(?:^|[^a-z])({subjects.SUFFERED}|{subjects.PREGNANT}|kek)(?:[^a-z]|$)",
    enough=_SOME,
)
_PARTS = ({"tgl", "tanggal", "hari"}, {"bln", "bulan"}, {"thn", "th", "tahun"})
"""The three columns of one day, where a form has a box for each."""
_MOST = 0.5


def _year(years: str) -> Detector:
    return Detector(Kind.NAME_BIRTH, f"^[ \t]*({years})(?:[.,]0)?[ \t\r\n]*$", enough=_MOST)


_BORN = _year("19[2-9][0-9]|20[0-2][0-9]")
_GROWN = _year("19[2-9][0-9]|200[0-9]")
"""Most of what is dated in a table of today happened later."""


@dataclass(frozen=True)
class Remark:
    """What the cells of a column tell of those who are named in another.

    Args:
        who: the column with the names.
        where: the column whose cells tell it.
        cells: how they do.
        told: the columns that together tell it.
    """

    who: int
    where: int
    cells: Detector
    told: tuple[int, ...]


def remarks(kind: Kind, who: int, labels: Sequence[str]) -> Iterator[Remark]:
    """What cells may tell of this kind about those whom a column names."""
    if kind is Kind.NAME_ILLNESS and may_mean(labels[who], labels):
        for i, label in enumerate(labels):
            if _REMARKS.fullmatch(headers.words(label)):
                yield Remark(who, i, _ILL, (i,))
    elif kind is Kind.NAME_BIRTH and (day := _day(labels)):
        cells = _BORN if headers.of_children(labels[who]) else _GROWN
        yield Remark(who, day[-1], cells, day)


def _day(labels: Sequence[str]) -> tuple[int, ...]:
    """The columns of day, month and year, if there is one of each."""
    said = [headers.words(label) for label in labels]
    found = [[i for i, text in enumerate(said) if text in part] for part in _PARTS]
    return tuple(some[0] for some in found) if all(found) else ()
