"""People who are listed below a table that is not about them: names alone, or beside ages or villages.

Pure. A list of names that an agency publishes as a table is its own affair; one that stands below the figures of something else
is seldom meant to be public. Those who made or signed the table are named there as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from ckanext.paser.privacy.rules import headers, plainly
from ckanext.paser.privacy.rules import titles as about
from ckanext.paser.privacy.rules.beside import not_of_people
from ckanext.paser.privacy.rules.given import given_name
from ckanext.paser.privacy.rules.kinds import Detector, Kind
from ckanext.paser.tables.rules.codes import header_numbers_rows

FEWEST = 3
"""Names, one below the other, from which on they are a list."""
_MOST = 0.5
_AT_WORK = re.compile(
    r"(?i)\b(?:tim|penyusun|disusun|dibuat|diperiksa|petugas|panitia|narasumber|kontributor|editor|redaksi|penanggung|pengarah|pembina"
    r"|operator|admin|enumerator|surveyor|pengolah|verifikator|kepala|camat|lurah|bupati|sekretaris|mengetahui|menyetujui"
    r"|plt|pj|nip|jabatan|struktur|pengurus|pejabat|staf|pegawai|kontak|hubungi|juara|pemenang|medali|prestasi|lomba|peringkat)\b"
)
"""What stands among the names of those who made the table, signed it, or won."""
_STREET = re.compile(r"(?i)(?:jln?|jalan|gg|gang|ruas|simpang|komplek|perum)\b")
_ENTRY = re.compile(r"[ \t]*(?:[0-9]{1,3}[.)]?|[-\u2022*])[ \t]+(?=[A-Za-z])")
"""The number or mark of an entry before a name."""


def names(labels: Sequence[str]) -> list[int]:
    """The columns that name people, by their headers, by ages or sexes beside, or with nothing beside; nobody's at work there, or won."""
    if headers.institutions(labels, []) or any(map(_AT_WORK.search, labels)):
        return []
    own, people = plainly.named(labels), headers.people(labels)
    others = [label for label in labels if label and not (headers.bare(label) or header_numbers_rows(label))]
    return [
        i
        for i in own
        if (i in people or (headers.bare(labels[i]) and not others)) and about.may_mean(labels[i], labels)
    ]


def name(label: str) -> Detector:
    """How a name is told in such a column."""
    return plainly.name_beside(Kind.NAME, label)


def are_names(texts: Sequence[str], before: str) -> bool:
    """Tell whether words that stand one below another are a list of people's names.

    Args:
        before: what stands above them.
    """
    if any(map(_AT_WORK.search, (before, *texts))):
        return False
    given = {text for text in (_ENTRY.sub("", text) for text in texts) if _is_given(text)}
    return len(given) >= FEWEST and len(given) >= _MOST * len(texts)


def _is_given(text: str) -> bool:
    given, others = _patterns()
    return bool(given(text)) and not (others(text) or _STREET.match(text))


@cache
def _patterns() -> tuple[Callable[[str], object], Callable[[str], object]]:
    return re.compile(given_name()).search, re.compile(not_of_people()).search
