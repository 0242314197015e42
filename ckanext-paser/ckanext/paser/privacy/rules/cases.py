"""Rows that are single cases of illness or violence: nobody is named, and age, village and illness tell who it is.

Pure rules. Source: UU 27/2022 article 4(2) (health, crime, children), article 1(1) (who can be told by what stands together).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ckanext.paser.privacy.rules import headers
from ckanext.paser.privacy.rules import titles as about
from ckanext.paser.privacy.rules.kinds import Detector, Kind

_MOST = 0.5
_WHOSE = (
    "(?:korban|pasien|penderita|anak|balita|bayi|ibu|siswa|murid|pelaku|odgj|warga|klien|saat ini|saat kejadian|kini|tahun|thn|th|bulan"
    "|bln)"
)
_AGE = re.compile(rf"(?:umur|usia|age)(?: {_WHOSE})*")
_SEX = re.compile(r"\b(?:jenis kelamin|jk|l p|kelamin|gender|sex)\b")
_NEAR = re.compile(
    r"\b(?:desa|ds|kelurahan|kel|kampung|dusun|dsn|rt|rw|alamat|almt|domisili|lingkungan|jalan|sekolah|kelas)\b"
)
_COUNTS = re.compile(
    r"(?:(?:jumlah|jml|total|banyaknya) .*"
    r"|(?:kasus|penderita|pasien|korban|jiwa|orang|penduduk|n|l|p|lk|pr|laki(?: laki)?|perempuan|meninggal|sembuh)"
    r"(?: (?:baru|lama|l|p|laki|perempuan))?)"
)
"""Whole headers below which people are counted, so that a row is many of them."""
_CAUSE = re.compile(r"(?:sebab|penyebab) (?:kematian|meninggal)")
_YEARS = r"[0-9]{1,3}(?:[.,][0-9])?[ \t]*(?:(?i:th|thn|tahun|bln|bulan|hari|hr)[.]?)?"
_DAY = (
    r"[0-3]?[0-9][ ./-]{1,3}(?:[01]?[0-9]|[A-Za-z]{3,9})[ ./-]{1,3}(?:[0-9]{2}){1,2}|[12][0-9]{3}-[01][0-9]-[0-3][0-9].*"
    "|(?:19|20)[0-9]{2}"
)


def cases(labels: Sequence[str], titles: Sequence[str]) -> tuple[int, Detector, list[int]] | None:
    """The column that tells age or birthday of each case, how it does, and the columns with what befell them.

    A birthday takes the sex or where it was beside it, an age takes where; counts beside them make a row many.

    Args:
        titles: what stands above the header, and what the file is called: it may say alone what befell them.
    """
    if are_counts(labels):
        return None
    who, near = _who(labels), any(map(_is_near, labels))
    if who is None or not (near or (headers.birth(labels[who]) and any(map(_is_sex, labels)))):
        return None
    for kind, told, titled in (
        (Kind.NAME_ILLNESS, headers.illness_itself, about.of_the_ill),
        (Kind.NAME_HARM, headers.harm_itself, about.of_the_harmed),
    ):
        facts = [i for i, label in enumerate(labels) if told(label) or _CAUSE.fullmatch(headers.words(label))]
        if facts or (titled(titles) and about.may_mean(labels[who], labels)):
            return who, Detector(kind, f"^[ \t]*({_YEARS}|{_DAY})[ \t\r\n]*$", enough=_MOST), facts
    return None


def are_someones(labels: Sequence[str], titles: Sequence[str]) -> bool:
    """Tell whether points are those of single cases: beside each stands an age, a birthday or a sex, and no institution."""
    if are_counts(labels) or headers.institutions(labels, []):
        return False
    told = any(headers.illness_itself(label) or headers.harm_itself(label) for label in labels)
    titled = about.of_the_ill(titles) or about.of_the_harmed(titles)
    return (told or titled) and (_who(labels) is not None or any(map(_is_sex, labels)))


def are_counts(labels: Sequence[str]) -> bool:
    """Tell whether people are counted beside what they suffer."""
    return any(headers.counting(label) or _COUNTS.fullmatch(headers.words(label)) for label in labels)


def _who(labels: Sequence[str]) -> int | None:
    born = [i for i, label in enumerate(labels) if headers.birth(label)]
    aged = [i for i, label in enumerate(labels) if _AGE.fullmatch(headers.words(label))]
    return next(iter([*born, *aged]), None)


def _is_near(label: str) -> bool:
    return bool(_NEAR.search(headers.words(label))) or headers.coordinate(label)


def _is_sex(label: str) -> bool:
    return bool(_SEX.search(headers.words(label)))
