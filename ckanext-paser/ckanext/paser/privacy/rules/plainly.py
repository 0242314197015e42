"""Cells that are plainly people's names beside cells that are plainly where they live or when they were born.

Pure rules. Whatever else a table has (*Luas Lahan*, *Nama Sekolah*, *Merk Motor*), and whatever its headers say or leave
unsaid (*Rumah*, *Kolom2*, *Unnamed: 1*): half of the cells of one column are names that are given here, and half of another
one's a street with a door or an RT. A school's address stands beside its own name, which is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ckanext.paser.privacy.rules import headers, means, whose
from ckanext.paser.privacy.rules import titles as about
from ckanext.paser.privacy.rules.beside import HALLOWED, HOME, where_given
from ckanext.paser.privacy.rules.kinds import LETTER, Detector, Kind
from ckanext.paser.privacy.rules.remarks import ILL_ITSELF
from ckanext.paser.privacy.rules.unheaded import BORN

_MOST = 0.5
_STREET = r"(?:[Jj][Ll][Nn]?|JALAN|Jalan|[Gg][Gg]|GANG|Gang|[Kk]omp(?:lek|leks|\.)?|KOMP(?:LEKS?)?|[Pp]erum(?:ahan)?|PERUM(?:AHAN)?)[. ]"
_RT = r"[Rr][Tt][ .:/]{0,3}[0-9]"
_DOOR = rf"(?:{_RT}|(?:[Nn][Oo]|[Nn]omor|NOMOR|[Bb]lok|BLOK)[ .:]{{1,2}}[A-Za-z]?[0-9])"
_AT_HOME = Detector(Kind.NAME_ADDRESS, f"(?:^|[^A-Za-z])({HOME})", enough=_MOST)
"""Below a header that says that it is an address."""
_SOMEWHERE = Detector(
    Kind.NAME_ADDRESS,
    f"^[ \t]*({_STREET}[^\r\n]{{0,80}}[^A-Za-z]{_DOOR}|(?:(?:[Dd]usun|DUSUN|[Dd]sn|[Dd]esa|DESA|[Dd]s|[Kk]el)[. ][^\r\n]{{0,40}})?{_RT})",
    enough=_MOST,
    shortest=len("RT 1"),
    sign=LETTER,
)
"""Below any other: a street with a door, or an RT; a street alone is where works are done."""
_SAID = Detector(
    Kind.NAME_BIRTH,
    r"(?:^|[^A-Za-z])(?:[Ll]ahir|LAHIR|[Ll]hr|LHR)(?:[^\r\n0-9]{0,30})"
    r"([0-3]?[0-9][ ./-]{1,3}(?:[01]?[0-9]|[A-Za-z]{3,9})[ ./-]{1,3}(?:19|20)[0-9]{2})(?:[^0-9]|$)",
    enough=_MOST,
    shortest=len("lahir 1-1-1990"),
    sign=LETTER,
)
"""*Lahir 02-03-1980*, wherever it is said."""
_HOMES = re.compile(r"jalan|jln|jl|rumah|kediaman|(?:lokasi|letak) (?:rumah|tanah|bangunan)")
"""Whole headers of homes beside names; a street alone tells enough there."""
_OFFICES = re.compile(
    r"\b(?:kantor|praktik|praktek|sekolah|toko|usaha|instansi|perusahaan|dinas|kerja|proyek|kegiatan|pekerjaan|pelaksanaan|tempat)\b"
)
"""Whose an address or a place is that is nobody's home."""
_GENERIC = re.compile(
    r"(?:unnamed|field|kolom|column|col|kol|var|variabel|f|v|c|x)? ?[0-9]{1,3}(?: [0-9]{1,3})?"
)
"""What programs call columns that have no header: *Unnamed: 0*, *Kolom1*, *Field1*."""


def generic(place: int, label: str) -> bool:
    """Tell whether a header says nothing: *Kolom1*, *Unnamed: 0*, or the letter that spreadsheets give the column."""
    said = headers.words(label)
    letter = place < len("abcdefghijklmnopqrstuvwxyz") and said == chr(ord("a") + place)
    return letter or bool(_GENERIC.fullmatch(said)) or headers.anything(label)


def facts(labels: Sequence[str]) -> Iterator[tuple[int, Detector]]:
    """The columns whose cells may be homes or days of birth, and how they plainly are."""
    for i, label in enumerate(labels):
        said = headers.words(label)
        if headers.birth(label) or _OFFICES.search(said):
            continue
        if headers.address(label) or _HOMES.fullmatch(said):
            yield i, _AT_HOME
        elif generic(i, label):
            yield from ((i, one) for one in (_SOMEWHERE, _SAID, BORN, ILL_ITSELF))
        elif _may_tell(said, label):
            yield from ((i, one) for one in (_SOMEWHERE, _SAID))


def _may_tell(said: str, label: str) -> bool:
    return not (
        _FIGURES.search(said) or headers.named(label) or headers.coordinate(label) or _WORKS.search(said)
    )


_FIGURES = re.compile(
    r"\b(?:jumlah|jml|total|tahun|thn|bulan|tanggal|tgl|harga|pagu|nilai|luas|volume|persen\w*|kode|umur|usia|jk|kelamin|desa|kelurahan"
    r"|kecamatan|kabupaten|agama|pendidikan|satuan|email|surel)\b"
)
_WORKS = re.compile(
    r"\b(?:kegiatan|paket|proyek|pekerjaan|program|ruas|usulan|uraian|judul|kejadian|tkp|cctv|halte|titik)\b"
)
"""Beside whom a street is where something is done or happened."""


def named(labels: Sequence[str]) -> list[int]:
    """The columns that may hold the names of those who live there: of nobody who is at work, and of no one's head."""
    of_things = whose.are_things(labels, []) or any(map(_of_works, labels))
    people = headers.people(labels)
    found: list[int] = []
    for i, label in enumerate(labels):
        before = labels[:i]
        if headers.leads(label) or headers.serves(label) or whose.at_work(label) or whose.official(label):
            continue
        if headers.bare(label):
            may = not any(map(headers.heads_an_institution, before))
        else:
            may = generic(i, label) or i in people or (not of_things and bool(whose.may_name([label])))
        if may:
            found.append(i)
    return found


def may_get_aid(labels: Sequence[str], titles: Sequence[str]) -> bool:
    """Tell whether those who are plainly named may be whom a title counts that get aid."""
    return means.may_be_of_the_aided(titles) and about.may_mean("", labels)


def at_points(labels: Sequence[str]) -> list[int]:
    """The columns below *Nama* whose cells may tell whose an exact point is: nobody's beside his business."""
    of_business = any("usaha" in headers.words(label).split() for label in labels)
    return [] if of_business else [i for i in named(labels) if headers.bare(labels[i])]


def _of_works(label: str) -> bool:
    return bool(_WORKS.search(headers.words(label)))


def neighbours(labels: Sequence[str]) -> list[int]:
    """The columns RT and RW, beside which nobody is at work."""
    if not about.may_mean("", labels):
        return []
    return [i for i, label in enumerate(labels) if headers.home_of(label, "") and not headers.address(label)]


def name_beside(kind: Kind, label: str) -> Detector:
    """How names are plainly told: half of the cells, no house of prayer's, and none of what the header says (*Bendung Siti*)."""
    detector = where_given(Detector(kind, ""), label)
    return replace(detector, allowed=f"{detector.allowed}|{HALLOWED}", enough=_MOST)
