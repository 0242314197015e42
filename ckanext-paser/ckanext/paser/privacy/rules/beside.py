"""A name beside a private fact: whose birthday, home, illness or account a table tells.

Pure rules. Source: UU 27/2022 article 4 (specific personal data: health, crime, finances; and what together tells who
somebody is).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ckanext.paser.areas.rules import areas
from ckanext.paser.privacy.rules import care, headers, means, remarks, whose
from ckanext.paser.privacy.rules import titles as about
from ckanext.paser.privacy.rules.given import given_name
from ckanext.paser.privacy.rules.kinds import Detector, Kind, Severity


@dataclass(frozen=True)
class Fact:
    """Something private that a column tells of whoever is named beside it.

    Args:
        kind: what a name with it is called.
        told: whether the column with the first header tells it of those whom the one with the second names.
        of_offices: institutions have one as well, so that beside their head it is theirs.
        of_things: a school or a project has one as well, so that beside whoever is named there it is theirs.
        titled: whether titles tell it of all who are listed.
        of_nobody_else: no thing has one, so that *Nama* alone beside it may head names of people, which its cells tell.
    """

    kind: Kind
    told: Callable[[str, str], bool]
    titled: Callable[[Sequence[str]], bool] = lambda _: False
    of_offices: bool = False
    of_things: bool = False
    of_nobody_else: bool = False


FACTS = (
    Fact(Kind.NAME_BIRTH, headers.birth_of),
    Fact(Kind.NAME_ADDRESS, headers.home_of, of_offices=True, of_things=True),
    Fact(Kind.NAME_ILLNESS, care.health_of, about.of_the_ill, of_nobody_else=True),
    Fact(Kind.NAME_HARM, headers.harm_of, about.of_the_harmed, of_nobody_else=True),
    Fact(Kind.NAME_ACCOUNT, headers.account_of, of_things=True, of_nobody_else=True),
    Fact(Kind.NAME_AID, means.aid_of, means.of_the_aided, of_nobody_else=True),
    Fact(Kind.NAME_PRIVATE, means.private_of, means.of_the_listed, of_nobody_else=True),
)

_ANYBODY = ("", "anak", "ibu hamil", "kepala sekolah", "pelapor")
"""Of whom a fact is told that is told of anybody."""
_LETTERS = r"([A-Za-z]{2})"
_INSTITUTION = (
    r"^(?i:[ \t]*(?:pt|cv|ud|kud|koperasi|yayasan|perkumpulan|kelompok|poktan|gapoktan|kwt|kub|pokdarwis|karang taruna"
    r"|pemerintah|pemda|pemkab|pemkot|pemprov|dinas|badan|kantor|balai|bbws|bws|kementerian|desa|kelurahan|kecamatan"
    r"|bumdes|bumd|bumn|pdam|perumda|perusda|pln|pertamina|telkom|telkomsel|negara|swasta|masyarakat|perorangan|pribadi"
    r"|masjid|mushol?la|langgar|gereja|pura|vihara|tpa|tpq|pondok|ponpes|panti|paud|tk|sdn?|smpn?|mtsn?|sman?|smkn?|slb"
    r"|pkbm|puskesmas|pustu|posyandu|poskesdes|klinik|apotek|rs|rsud|rumah sakit|hotel|toko|pasar)"
    r"(?:[ \t\r\n.0-9/-](?s:.*)|$))"
)
"""A cell that names an institution: where names of people are asked for, some lists have these instead."""
_ANSWER = (
    "^(?i:[ \t]*(?:[0-9][0-9.,]*[ \t]*[a-z]{1,10}|(?:tidak|tdk|belum|blm|bukan|sudah)(?: [a-z]{1,12}){0,2}"
    "|ya|ada|nihil|kosong|penerima)[ \t\r\n]*$)"
)
"""A cell that says how many, or whether: below *Kepala Keluarga* and *Penerima BLT* stand these as well."""
_CATEGORY = (
    r"^(?i:[ \t]*(?:ya|tidak|tdk|ada|belum|blm|nihil|kosong|laki|perempuan|pria|wanita|anak|ibu|balita"
    r"|bayi|remaja|dewasa|lansia|siswa|siswi|santri|pelajar|mahasiswa|guru|dosen"
    r"|kader|pegawai|karyawan|petani|nelayan|buruh|pedagang|umum|warga|anggota|pengurus|ketua"
    r"|peserta|pasien|korban|tokoh|kasus|penyakit|kekerasan|penelantaran|tuna|disabilitas|gangguan|gizi|stunting"
    r"|prevalensi|cakupan|persentase|jumlah|tenaga|aparat\w*|perangkat|asn|pns|tni|polri|pkk)(?:[^A-Za-z](?s:.*)|$))"
)
"""A cell that names a group of people, what they suffer, or a figure about it; a name after *Ibu* is rare in lists."""
_BUSINESS = (
    r"^(?is:(?:.{0,60}[^a-z])?(?:hotel|homestay|guest ?house|wisma|penginapan|losmen|villa|resort|resto|rumah makan|rm|warung"
    r"|warkop|kedai|kafe|cafe|coffee|kopi|bakso|sate|soto|catering|katering|mart|swalayan|minimarket|plaza|mall|store|shop"
    r"|bengkel|salon|laundry|studio|percetakan|konter|cell|mebel|meubel|travel|tour|agen|spbu|optik|lab|laboratorium|gedung"
    r"|medika|farma|husada|gor|stadion|lapangan|taman|pantai|air terjun|danau|go?a"
    r"|bukit|gunung|sungai|jembatan|simpang|bundaran|tugu|istana|candi|terminal|pelabuhan|dermaga"
    r"|bandara|perumahan|komplek|kompleks|kampung|makam|museum|perpustakaan|sekolah|universitas|politeknik|akademi"
    r"|usaha|sanggar|lembaga|lpk|lkp|lsm|forum|ikatan|himpunan|persatuan|asosiasi|dewan|komunitas|klub|club|partai"
    r"|sentra|industri|pabrik|gudang|depot|galon|pangkalan|lpg|bank|atm|asuransi|pegadaian|notaris|pt|cv|ud|tbk|group"
    r"|grup|hutan|kebun|tower|menara|rumah|gereja|masjid|ponpes|pesantren|praktik|praktek)(?:[^a-z].{0,200})?$)"
)
"""A cell that names a shop, a place or a club, in whichever of its words."""
_GROUP = (
    r"^(?is:(?:.{0,60}[^a-z])?(?:tani|jaya|makmur|sejahtera|bersama|rejeki|rezeki|mekar|maju|harapan|mandiri|berkah|sumber|karya|usaha"
    r"|nelayan|mina|lestari|rukun|sepakat|bersatu|sehati|melati|mawar|kelompok|wanita|putra)(?:[^a-z].{0,200})?$)"
)
"""A cell that is called as groups of farmers and fishermen are."""
_NOBODY = f"{_INSTITUTION}|{_CATEGORY}|{_BUSINESS}|{_GROUP}"
HALLOWED = (
    r"^(?i:[ \t]*(?:al|an|ar|as|at|ad|az|nurul|darul|baitur?\w*|baitul|miftahul|hidayatu\w*|raudhatul|jami|st|santo|santa)"
    r"[ '-](?s:.*))$"
)
"""A cell that is called as mosques, churches and their schools are: *Nurul Huda*, *Al Amin*, *Santo Yosef*."""
_WHOLLY_NAME = "^[ \t]*([A-Za-z][A-Za-z.,'\x60\u2019 -]{0,60}[A-Za-z.])[ \t\r\n]*$"
_MOST = 0.5
_VARIED = 0.5
"""Share of different ones among what looks like names from which on they are no categories."""
_AGAIN = 0.1
"""The same of those that are told by names that are given here: a list of twelve months has each of them twelve times."""
_SOME_GIVEN = 0.2
"""Of names of people here most have a word that is known, of some villages a quarter; of a list of firms and people the half."""

_WORD = "[A-Z][A-Za-z.'\u2019-]*"
_STARTS = f"^[ \t]*(?:[0-9]{{1,4}}[.)][ \t]*)?{_WORD}(?: (?:{_WORD}|bin|binti)){{0,5}}[ \t]*[,;:/|(\r\n-]"
"""A cell that begins as with a name, and goes on after it."""
_MONTH = "[ ./-]{1,3}(?:[01]?[0-9]|[A-Za-z]{3,9})[ ./-]{1,3}"
HOME = r"(?:(?:[Jj][Ll][Nn]?|JALAN|Jalan|[Gg][Gg]|GANG|Gang)[. ]|[Rr][Tt][ .:/]{0,3}[0-9])"
_SOME = "(?s:.{0,120})[^0-9A-Za-z]"
"""What may stand between: bounded, so that no cell takes long."""


@cache
def _area() -> str:
    """A cell that names a village, a kecamatan or the kabupaten, and no more."""
    names = {name for area in areas() for name in (area.name, area.name_bps, *area.aliases)}
    spelt = "|".join(sorted(" +".join(map(re.escape, name.split())) for name in names))
    return f"^(?i:[ \t]*(?:(?:kel|ds|kec|kab|kampung|kp)[. ] *)?(?:{spelt})[ \t\r\n]*)$"


def _born(year: str) -> str:
    return f"[0-3]?[0-9]{_MONTH}{year}(?:[^0-9]|$)"


_BORN = _born("(?:19[2-9][0-9]|20[0-2][0-9])")
_GROWN = _born("(?:19[2-9][0-9]|200[0-9])")
"""Most of what is dated in a table of today happened later."""
_ALL_THREE = f"(?:{_GROWN}(?:{_SOME})?{HOME}|{HOME}{_SOME}{_GROWN})"


def names(labels: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[int, Detector, list[int]]]:
    """Whoever is named beside a private fact, each for itself: treating one leaves the others beside it.

    Args:
        titles: what stands above the header.

    Yields:
        The column with the names, how they are told in it, and the columns with the fact; none of them where the names'
        column holds it as well (*Nama / Tempat Tgl Lahir*), or a title alone tells it (*Daftar Penderita TB*).
    """
    others = _others(labels, titles)
    may: dict[Kind, list[int]] = {}
    for fact, one, detector in _whose(labels, titles):
        if fact.kind not in may:
            beside = (
                range(len(labels)) if fact.kind is Kind.NAME_PRIVATE else others
            )  # a mother is named as well
            may[fact.kind] = [i for i in beside if may_tell(fact, labels[i])]
        who = about.of_whom(labels[one], titles)
        both = fact.told(labels[one], labels[one])
        told = [] if both else [i for i in may[fact.kind] if i != one and fact.told(labels[i], who)]
        titled = fact.titled(_of_many(titles)) and about.may_mean(labels[one], labels)
        if both or told or titled:
            yield one, detector, told
    yield from _homes(labels, titles)


def may_tell(fact: Fact, label: str) -> bool:
    """Tell whether a column tells a fact of anybody: so not each pair of all columns is asked, where there are hundreds."""
    return any(fact.told(label, who) for who in (*_ANYBODY, label))


def _homes(labels: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[int, Detector, list[int]]]:
    """Where those live of whom a row tells an illness or violence: street and door tell who it is without any name."""
    if headers.institutions(labels, []) or any(map(headers.counting, labels)):
        return
    for kind, told in ((Kind.NAME_ILLNESS, headers.illness_itself), (Kind.NAME_HARM, headers.harm_itself)):
        facts = [i for i, label in enumerate(labels) if told(label)]
        home = Detector(kind, f"(?:^|[^A-Za-z])({HOME})", enough=_MOST, varied=_VARIED)
        yield from ((i, home, facts) for i, label in enumerate(labels) if facts and headers.address(label))


def names_by_cells(labels: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[Detector, remarks.Remark]]:
    """How names are told beside what no header calls a private fact, and its cells may be."""
    telling = remarks.telling(labels)
    for fact, one, detector in _whose(labels, titles):
        for remark in remarks.remarks(fact.kind, one, about.of_whom(labels[one], titles), telling):
            yield detector, remark
    yield from _born_beside(labels, telling)


def _born_beside(
    labels: Sequence[str], telling: remarks.Telling
) -> Iterator[tuple[Detector, remarks.Remark]]:
    """Below *Nama* the same of a birth, whatever else stands there: *Tempat* and *Pekerjaan* are a person's as well as a work's.

    Half of the cells are names that are given here, and none a house of prayer's, which also has the day of its foundation.
    """
    for one, label in enumerate(labels):
        if headers.bare(label) and not any(map(headers.heads_an_institution, labels[:one])):
            name = where_titled(where_given(Detector(Kind.NAME_BIRTH, _LETTERS), label))
            yield from ((name, remark) for remark in remarks.births(one, label, telling))


def _of_many(titles: Sequence[str]) -> list[str]:
    return [title for title in titles if not about.is_one_institution(title)]


def _others(labels: Sequence[str], titles: Sequence[str]) -> list[int]:
    known = {i for some in people(labels, _of_many(titles)) for i in some}
    return [i for i in range(len(labels)) if i not in known]


def _whose(labels: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[Fact, int, Detector]]:
    """For each fact the columns of names that it may be told of, and how names are told there.

    Where a title names institutions, *Nama* alone may be theirs, or of whoever comes there: it takes names that are given here.
    """
    titles = _of_many(titles)
    named, heads = people(labels, titles)
    known = {*named, *heads}
    others = _others(labels, titles)
    nouns = [i for i in others if headers.noun(labels[i])]
    bare = [i for i in others if headers.bare(labels[i])]
    titled = headers.institutions([], titles)
    own = [*map(headers.without_institutions, titles)]
    at_home = [] if known else unsaid(labels, own)
    for fact in FACTS:
        name = _name(fact)
        of_head = replace(name, severity=Severity.WARN) if named or fact.of_offices else name
        by_cells = [*nouns, *(bare if fact.of_nobody_else else at_home)]
        heading = [] if fact.kind is Kind.NAME_ACCOUNT else heads  # the account is the institution's
        asked = [(named, name), (heading, of_head), (nouns if titled else by_cells, where_names(name))]
        yield from ((fact, one, detector) for some, detector in asked for one in some)
        for one in [*by_cells, *_in_roles(fact, labels, titles, {*known, *by_cells})]:
            given = where_given(name, labels[one])
            yield fact, one, where_titled(given) if titled and one not in nouns else given


def _name(fact: Fact) -> Detector:
    """How a name is told where the header says that it is one; aid is given to groups as well, which are called so."""
    other = f"{_INSTITUTION}|{_ANSWER}|{_area()}"
    if fact.kind is Kind.NAME_AID:
        return Detector(fact.kind, _LETTERS, allowed=f"{other}|{_GROUP}", enough=_SOME_GIVEN)
    return Detector(fact.kind, _LETTERS, allowed=other)


def _in_roles(fact: Fact, labels: Sequence[str], titles: Sequence[str], known: set[int]) -> list[int]:
    """The columns that may name people whose header only says what these are: *Petani*, *Pelanggan*, *KRT*."""
    if fact.of_things and whose.are_things(labels, map(headers.without_institutions, titles)):
        return []
    at_home = fact.of_things and not headers.institutions(labels, titles)
    return [i for i in in_roles(labels, known) if at_home or not whose.at_work(labels[i])]


def in_roles(labels: Sequence[str], known: Collection[int]) -> list[int]:
    """The columns whose cells may be names of whoever a row tells of, beside those that are known."""
    return [i for i in whose.may_name(labels) if i not in known and not headers.bare(labels[i])]


def together(labels: Sequence[str]) -> Iterator[tuple[int, Detector]]:
    """Columns whose cells may hold somebody whole: *SITI CONTOH, Paser 12-03-1990, Jl. Contoh RT 02*.

    Below a header of people (*Data Warga*) a birthday or an address after a name is enough; below one that says nothing
    (*Data*) it takes both, since events have a day and works a street.
    """
    for i, label in enumerate(labels):
        if headers.whole_person(label) or headers.name_and_home(label):
            yield i, _after_name(Kind.NAME_BIRTH, _BORN)
            yield i, _after_name(Kind.NAME_ADDRESS, HOME)
        elif headers.anything(label):
            yield i, _after_name(Kind.NAME_BIRTH, _ALL_THREE)


def _after_name(kind: Kind, told: str) -> Detector:
    pattern = f"({_STARTS}(?:{_SOME})?{told})"
    return Detector(kind, pattern, allowed=_INSTITUTION, enough=_MOST, varied=_VARIED)


def unsaid(labels: Sequence[str], titles: Sequence[str]) -> list[int]:
    """The columns that *Nama* alone heads where nothing says whose or what's: the cells tell whether they are people's."""
    return (
        [i for i, label in enumerate(labels) if headers.bare(label)] if headers.unsaid(labels, titles) else []
    )


def where_names(detector: Detector) -> Detector:
    """The same where the header does not say that names of people stand below it, and only the cells tell them apart."""
    other = f"{_INSTITUTION}|{_CATEGORY}|{_BUSINESS}|{_area()}"
    return replace(
        detector, pattern=f"{_WHOLLY_NAME}|{given_name()}", allowed=other, enough=_MOST, varied=_VARIED
    )


def not_of_people() -> str:
    """A cell that names an institution, a group, a shop, a house of prayer or an area, whatever given names are in it."""
    return f"{_NOBODY}|{HALLOWED}|{_area()}"


def where_given(detector: Detector, label: str) -> Detector:
    """The same where the header says nothing of names: a fifth of the cells are names that are given to people here."""
    varied = _VARIED if whose.at_work(label) else _AGAIN
    own = "|".join(re.escape(word) for word in headers.words(label).split())
    itself = f"^(?is:(?:.{{0,60}}[^a-z])?(?:{own})(?:[^a-z].{{0,200}})?$)"  # *Bendung Siti* below *Bendung*
    other = f"{_NOBODY}|{_area()}|{itself}"
    return replace(detector, pattern=given_name(), allowed=other, enough=_SOME_GIVEN, varied=varied)


def where_anybody(detector: Detector, enough: float = _MOST) -> Detector:
    """The same where there is no header at all."""
    allowed = f"{_NOBODY}|{_area()}"
    return replace(detector, pattern=given_name(), allowed=allowed, enough=enough, varied=_AGAIN)


def where_titled(detector: Detector) -> Detector:
    """The same under a title of institutions: half of the cells are such names, and none is a house of prayer's."""
    return replace(detector, allowed=f"{detector.allowed}|{HALLOWED}", enough=_MOST)


def people(labels: Sequence[str], titles: Sequence[str]) -> tuple[list[int], list[int]]:
    """The columns with names of people who stand for themselves, and of those who are known as heads of institutions.

    The head of a school beside its address is known to everybody, and both are the school's: that is told, and holds
    nothing. Without a school in the table it may be where somebody lives.
    """
    named = headers.people(labels, titles)
    if not headers.institutions(labels, titles):
        return named, []
    heads = [i for i in named if headers.leads(labels[i])]
    return [i for i in named if i not in heads], heads
