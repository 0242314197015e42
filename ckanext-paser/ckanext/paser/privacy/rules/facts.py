"""What is asked of a file, and what an engine answers: counts, and the first data with their places.

An engine (``scanning``) goes through all cells; the rules say beforehand what to look for in which column, and
judge afterwards. So Python and DuckDB cannot differ in what is personal, only in speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ckanext.paser.privacy.rules import headers
from ckanext.paser.privacy.rules.kinds import NAMED, Detector, Kind, Severity, anywhere
from ckanext.paser.privacy.rules.sums import SMALL_TEXT

FIRST = 2000
"""Data of one kind and column that are looked at one by one."""

_NAME = Detector(Kind.NAME_BIRTH, r"([A-Za-z]{2})")
_INSTITUTION = (
    r"^(?i:[ \t]*(?:pt|cv|ud|kud|koperasi|yayasan|perkumpulan|kelompok|poktan|gapoktan|kwt|kub|pokdarwis|karang taruna"
    r"|pemerintah|pemda|pemkab|pemkot|pemprov|dinas|badan|kantor|balai|bbws|bws|kementerian|desa|kelurahan|kecamatan"
    r"|bumdes|bumd|bumn|pdam|perumda|perusda|pln|pertamina|telkom|telkomsel|negara|swasta|masyarakat|perorangan|pribadi"
    r"|masjid|mushol?la|langgar|gereja|pura|vihara|tpa|tpq|pondok|ponpes|panti|paud|tk|sdn?|smpn?|mtsn?|sman?|smkn?|slb"
    r"|pkbm|puskesmas|pustu|posyandu|poskesdes|klinik|apotek|rs|rsud|rumah sakit|hotel|toko|pasar)"
    r"(?:[ \t\r\n.0-9/-](?s:.*)|$))"
)
"""A cell that names an institution: where names of people are asked for, some lists have these instead."""
_CATEGORY = (
    r"^(?i:[ \t]*(?:ya|tidak|tdk|ada|belum|blm|nihil|kosong|laki|perempuan|pria|wanita|anak|ibu|balita"
    r"|bayi|remaja|dewasa|lansia|siswa|siswi|santri|pelajar|mahasiswa|guru|dosen"
    r"|kader|pegawai|karyawan|petani|nelayan|buruh|pedagang|umum|warga|anggota|pengurus|ketua"
    r"|peserta|pasien|korban|tokoh|tenaga|aparat\w*|perangkat|asn|pns|tni|polri|pkk)(?:[^A-Za-z](?s:.*)|$))"
)
"""A cell that names a group of people; a name after *Ibu* is rare in lists."""
_WHOLLY_NAME = "^[ \t]*([A-Za-z][A-Za-z.,'\x60\u2019 -]{0,60}[A-Za-z.])[ \t\r\n]*$"
_MOST = 0.5
_ADDRESS = Detector(Kind.NAME_ADDRESS, r"([A-Za-z]{2})", allowed=_INSTITUTION)
_POINT = Detector(Kind.COORDINATES, r"([0-9]{1,3}[.,][0-9]{5})")
_SMALL = Detector(Kind.SMALL_CELLS, SMALL_TEXT)


@dataclass(frozen=True)
class Column:
    """A column of a sheet as it stands there.

    Args:
        place: its position in the sheet, from 0.
        label: its header.
        field: its name in the public table; empty where the table does not have it.
    """

    place: int
    label: str
    field: str = ""


@dataclass(frozen=True)
class Probe:
    """A question to an engine: where in this column is that?

    Args:
        fields: the public columns that make the finding together: names first, what is beside them after.
        wide: asked of all cells, also of those that are no ``SUSPECT``.
    """

    column: Column
    detector: Detector
    fields: tuple[str, ...]
    wide: bool = False


@dataclass(frozen=True)
class Hits:
    """An engine's answer to a probe.

    Args:
        filled: cells of the column that are not empty; of a wide probe, nor ``NOTHING``.
        count: those that hold a datum.
        shaped: those that look like it at a glance.
        first: row, from 1, and text of the first ones, at most ``FIRST``.
    """

    filled: int = 0
    count: int = 0
    shaped: int = 0
    first: Sequence[tuple[int, str]] = field(default=(), repr=False)


def probes(columns: Sequence[Column], titles: Sequence[str] = ()) -> list[Probe]:
    """What to ask of a sheet's columns.

    Args:
        titles: what stands above the header: it says what the table is about.
    """
    asked: list[Probe] = []
    for column in columns:
        kind = headers.named(column.label)
        usual = [d for d in anywhere() if not kind or not _covers(kind, d.kind)]
        asked += [Probe(column, detector, _of(column)) for detector in usual]
        asked += [Probe(column, d, _of(column), wide=True) for d in (NAMED[kind] if kind else ())]
    return [*asked, *_about_people(columns, titles), *_points(columns, titles), *_counted(columns, titles)]


def _of(*columns: Column) -> tuple[str, ...]:
    return tuple(column.field for column in columns if column.field)


def _covers(named: Kind, usual: Kind) -> bool:
    """A header that names a number decides what its digits are."""
    return usual is named or (named in (Kind.KK, Kind.NPWP) and usual is Kind.NIK)


def _about_people(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Whoever is named beside a birthday or an address, each for itself: treating one leaves the others beside it.

    A column may hold both (*Nama / Tempat Tgl Lahir*), and is found alone then.
    """
    people, heads = _people(columns, titles)
    asked: list[Probe] = []
    for test, detector in ((headers.birth, _NAME), (headers.address, _ADDRESS)):
        others = [one for one in columns if test(one.label) and one not in (*people, *heads)]
        hint = replace(detector, severity=Severity.WARN)
        of_head = hint if people or detector is _ADDRESS else detector
        asked_of = [(one, detector) for one in people] + [(one, of_head) for one in heads]
        asked_of += [
            (one, _where_names(detector))
            for one in columns
            if headers.noun(one.label) and one not in (*people, *heads)
        ]
        for one, what in asked_of:
            beside = () if test(one.label) else others
            if beside or test(one.label):
                asked.append(Probe(one, what, _of(one, *beside), wide=True))
    return asked


def _where_names(detector: Detector) -> Detector:
    """The same where the header is the noun alone (*Siswa*), and only the cells tell names from counts and categories."""
    other = f"{_INSTITUTION}|{_CATEGORY}"
    return replace(detector, pattern=_WHOLLY_NAME, allowed=other, enough=_MOST, varied=True)


def _people(columns: Sequence[Column], titles: Sequence[str]) -> tuple[list[Column], list[Column]]:
    """The columns with names of people who stand for themselves, and of those who are known as heads of institutions.

    The head of a school beside its address is known to everybody, and both are the school's: that is told, and holds
    nothing. Without a school in the table it may be where somebody lives.
    """
    labels = [column.label for column in columns]
    named = [columns[i] for i in headers.people(labels, titles)]
    if not headers.institutions(labels, titles):
        return named, []
    heads = [one for one in named if headers.leads(one.label)]
    return [one for one in named if one not in heads], heads


def _points(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Exact points of people: of those who are named, or of addresses of which nothing says that they are a thing's."""
    labels = [column.label for column in columns]
    someones = any(map(headers.address, labels)) and not headers.things([*labels, *titles])
    people, _ = _people(columns, titles)
    if not (someones or people):
        return []
    points = [column for column in columns if headers.coordinate(column.label)]
    return [Probe(point, _POINT, _of(point), wide=True) for point in points]


def _counted(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    labels = [column.label for column in columns]
    if not headers.sensitive(labels, titles):
        return []
    severity = Severity.HOLD if headers.fine(labels) else Severity.WARN
    small = Detector(_SMALL.kind, _SMALL.pattern, severity=severity)
    return [
        Probe(column, small, _of(column), wide=True)
        for column in columns
        if headers.counts(column.label) and not headers.facility(column.label, titles)
    ]
