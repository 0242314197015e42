"""Shares and rates that give back a small count, since what they are divided by stands beside them: 0,25 % of 400 is one person.

Pure rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ckanext.paser.privacy.rules import counting
from ckanext.paser.privacy.rules.kinds import Detector, Kind
from ckanext.paser.privacy.rules.label import words
from ckanext.paser.privacy.rules.probe import PART
from ckanext.paser.privacy.rules.written import SMALL

LEAST, BELOW = SMALL.start - 0.5, SMALL.stop - 0.5
"""What is rounded to a small count."""
_OF_MANY = re.compile(r"(?i)\bper ?(10{0,2}[.,]000|10{2,5})\b")
_PER_CENT, _FRACTION = 100, 1
_CASES = re.compile(
    r"(?:(?:jumlah|jml|total|banyaknya)(?: (?:kasus|penderita|total))?|kasus|penderita|pasien)"
)
"""Whole headers of counts of whom a title speaks."""
BOTH = (
    rf"^[ \t]*([0-9]{{1,3}}(?:[.][0-9]{{3}})+|[0-9]{{1,9}})(?:[.,]0{{1,2}})?(?:[ \t]*(?i:jiwa|orang))?[ \t]*{PART}"
    r"[ \t]*([0-9]{1,7}(?:[.,][0-9]{1,17})?)[ \t]*%?[ \t\r\n]*$"
)
"""Whole people, and behind them a share of them, for ``re`` and RE2."""
_both = re.compile(BOTH).fullmatch


def times(label: str) -> tuple[int, ...]:
    """What a share under a header may be times: *per 1.000*; else a hundred, or one where a spreadsheet shows per cents."""
    if match := _OF_MANY.search(label):
        return (int(re.sub("[.,]", "", match[1])),)
    return _PER_CENT, _FRACTION


def shares(labels: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[int, list[int], Detector]]:
    """The columns of shares on a sensitive subject, each with those of the people that it may be of, and how a small count shows.

    None where the counts themselves stand there: they are found, and their shares emptied with them.

    Args:
        titles: what stands above the header, and what the file is called.
    """
    people = people_of(labels)
    if not people or any(_are_cases(label, titles) for i, label in enumerate(labels) if i not in people):
        return
    for i, label in enumerate(labels):
        if counting.share(label) and counting.sensitive([label], titles):
            yield i, people, Detector(Kind.SMALL_CELLS, BOTH, times=times(label))


def people_of(labels: Sequence[str]) -> list[int]:
    """The columns of people of whom shares may be: *Jumlah Penduduk*, *Balita*."""
    return [
        i
        for i, label in enumerate(labels)
        if counting.COUNTED_PEOPLE.search(words(label))
        and counting.counts(label)
        and not counting.share(label)
        and not counting.sensitive([label], [])
        and not _CASES.fullmatch(words(label))
    ]


def _are_cases(label: str, titles: Sequence[str]) -> bool:
    if counting.share(label) or not counting.counts(label):
        return False
    return counting.sensitive([label], []) or bool(
        _CASES.fullmatch(words(label)) and counting.sensitive([], titles)
    )


def count(people: str, share: str, of: Sequence[int]) -> float | None:
    """How many a share is of some people; the small count where it may be one. None where either is no number.

    Args:
        of: what the share may be times.
    """
    if not (match := _both(f"{people}{PART}{share}")):
        return None
    whole, part = float(match[1].replace(".", "")), float(match[2].replace(",", "."))
    counts = [whole * part / one for one in of if one != _FRACTION or part < 1]
    return next((one for one in counts if LEAST <= one < BELOW), counts[0] if counts else None)


def is_small(both: str, of: Sequence[int]) -> bool:
    """Tell whether people and their share, parted by ``PART``, are a small count."""
    people, _, share = both.partition(PART)
    one = count(people, share, of)
    return one is not None and LEAST <= one < BELOW


def small_in_sql(text: str, pattern: str, of: Sequence[int]) -> str:
    """The same as SQL.

    Args:
        text: SQL of both, and ``pattern`` the literal of ``BOTH``.
    """
    people = f"TRY_CAST(replace(regexp_extract({text}, {pattern}, 1), '.', '') AS DOUBLE)"
    share = f"TRY_CAST(replace(regexp_extract({text}, {pattern}, 2), ',', '.') AS DOUBLE)"
    small = [
        f"({people} * {share} / {one} >= {LEAST} AND {people} * {share} / {one} < {BELOW}"
        f"{f' AND {share} < 1' if one == _FRACTION else ''})"
        for one in of
    ]
    return f"coalesce({' OR '.join(small)}, false)"
