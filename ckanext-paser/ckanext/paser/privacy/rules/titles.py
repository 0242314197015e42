"""What a title alone says of those who are named below it: what they suffer, what was done, or only who keeps the list.

Pure rules about the rows above a header and the names of file, resource and dataset.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ckanext.paser.privacy.rules import subjects
from ckanext.paser.privacy.rules.counting import share
from ckanext.paser.privacy.rules.headers import bare, leads, serves
from ckanext.paser.privacy.rules.label import words

_ILL = re.compile(rf"\b(?:{subjects.ILLNESSES}|{subjects.PREGNANT}|pasien|rawat (?:inap|jalan))\b")
_HARMED = re.compile(
    rf"\b(?:{subjects.HARMS}|abh(?! (?:badan|koperasi|yayasan|perusahaan))|dispensasi (?:nikah|kawin)"
    r"|(?:per)?(?:nikah|kawin)(?:an)? (?:usia )?(?:dini|anak))\b"
)
"""That children are married is violence as well (UU 12/2022 article 10)."""
_ILLNESS_ITSELF = re.compile(r"(?<!penderita )(?<!pasien )\bpenyakit\b")
"""*Penyakit Terbanyak* lists illnesses, *Penderita Penyakit Menular* people."""
_OTHERS = re.compile(
    r"\b(?:kader|relawan|satgas|tim|gugus tugas|petugas|tenaga|pendamping|fasilitator|konselor|duta|agen|narasumber|nara sumber"
    r"|dokter|perawat|bidan|spesialis|guru|penyuluh|pegawai|peserta(?! didik)|atlet|anggota|pengurus|panitia|komisi|komunitas|forum"
    r"|lembaga|yayasan|organisasi|klub|poli|jadwal|obat|alat|vaksin\w*|imunisasi|booster|layanan|pelayanan|rujukan|fasilitas"
    r"|penyuluhan|sosialisasi|pelatihan|bimtek|seminar|rapat|kegiatan|program|lomba|penanggulangan|pencegahan|pengendalian"
    r"|penanganan|percepatan|pemberdayaan|perlindungan|peduli|anti|bebas|inklusi)\b"
)
"""Who helps, takes part or is at work where an illness is named, and what is done about it."""
_COUNTED_BY = re.compile(
    r"\b(?:jumlah|jml|banyaknya|statistik|persentase|per|menurut|berdasarkan|jenis|ragam|kategori)\b"
)
_AT_WORK = re.compile(
    r"\b(?:jabatan|instansi|unit kerja|pangkat|(?:golongan|gol)(?! darah)|spesialis\w*|str|sip|tugas|honor\w*)\b"
)
"""A header of those who do their work there. *Pekerjaan* is anybody's; the ill have a *Gol. Darah*, a *Poli* and a *Jadwal
Kontrol*."""
_ONE = re.compile(
    r"(?:uptd? |blud )*(?:puskesmas|pustu|klinik|rs|rsud|rumah sakit|panti|pesantren|ponpes|madrasah|sd|smp|sma|smk|mts|paud|tk|slb)"
    r"(?: (?:negeri|swasta))?(?P<name>(?: \w+){1,4})"
)
"""The name of one institution, such as *Puskesmas Kuaro*: whose list it is."""
_NOT_A_NAME = frozenset(
    [
        "daftar", "data", "se", "di", "dan", "per", "menurut", "wilayah", "kecamatan", "kec", "kabupaten", "kab", "kota",
        "desa", "kelurahan", "kel", "paser", "negeri", "swasta", "terakreditasi", "induk", "pembantu", "rujukan", "aktif",
        "alamat", "lokasi", "profil", "jumlah", "penerima", "nama",
    ]
)  # fmt: skip
"""Words of a title of many institutions: *Puskesmas Kecamatan Kuaro*, *SD Penerima BOS*."""
_CHILDREN = re.compile(
    r"\b(?:daftar|data|nama|register|biodata|absen\w*|rekap|buku induk) (?:nama )?(?:peserta didik|siswa|siswi|murid|pelajar|santri|anak"
    r"|balita|baduta|batita|bayi)\b(?! (?:ke )?(?:per|menurut|berdasarkan|jumlah)\b)"
)
_YEARS = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def of_the_ill(titles: Sequence[str]) -> bool:
    """Tell whether those who are listed are called ill or disabled by what a title says."""
    return any(_lists(_ILL, _ILLNESS_ITSELF.sub("", words(title))) for title in titles)


def of_the_harmed(titles: Sequence[str]) -> bool:
    """Tell whether they are called so of whom somebody did harm, or who did it."""
    return any(_lists(_HARMED, words(title)) for title in titles)


def _lists(subject: re.Pattern[str], said: str) -> bool:
    others = _OTHERS.search(said) or _COUNTED_BY.search(said) or subjects.of_animals(said)
    return bool(subject.search(said)) and not (others or leads(said) or share(said))


def may_mean(label: str, labels: Sequence[str]) -> bool:
    """Tell whether a title may speak of those whom a column names: not of who serves there, or is at his work."""
    at_work = any(_AT_WORK.search(words(other)) for other in labels)
    return not (at_work or leads(label) or serves(label))


def of_whom(label: str, titles: Sequence[str]) -> str:
    """Whom a column names: children below *Nama* too, where a title lists them (*Daftar Siswa SDN 001*)."""
    children = bare(label) and any(_CHILDREN.search(words(title)) for title in titles)
    return f"{label} anak" if children else label


def is_one_institution(title: str) -> bool:
    """Tell whether a title is the name of one institution, and says nothing of what is listed."""
    said = " ".join(_YEARS.sub(" ", words(title)).split())
    match = _ONE.fullmatch(said)
    return match is not None and _NOT_A_NAME.isdisjoint(match["name"].split())
