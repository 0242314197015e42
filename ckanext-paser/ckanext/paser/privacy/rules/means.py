"""What else a table tells of whoever is named in it: who needs aid, what he earns and believes, who his mother is, what he
complained of.

Pure rules about headers and titles. Source: UU 27/2022 article 4 (financial data and those of children are specific, religion is
general and tells with the name who somebody is); UU 25/2009 article 36 and Perpres 76/2013 article 14 (complainants are kept
secret); UU 14/2008 article 17(h) (means, and who gets aid, of a person).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ckanext.paser.privacy.rules import headers, whose

_AID_WORDS = (
    r"bansos|bantuan|blt|blt ?dd|bpnt|bst|pkh|dtks|dtsen|p3ke|rtlh|rutilahu|rumah tidak layak huni|raskin|rastra|sembako|jadup"
    r"|santunan|pip|indonesia pintar|kip|kks|bpum"
    r"|keluarga (?:penerima manfaat|harapan)"
    r"|(?:keluarga|warga|penduduk|masyarakat|kk|siswa|anak) (?:miskin|pra ?sejahtera|kurang mampu|tidak mampu)"
    r"|kemiskinan ekstrem|fakir|dhuafa|mustahik|kpm"
)
"""What is given to people because they are poor, and the lists of whom it is given to."""
_AID = re.compile(rf"\b(?:{_AID_WORDS})\b")
_NOT_SOCIAL = re.compile(
    r"\bbantuan (?:hukum|teknis|operasional|keuangan|modal|pemerintah|luar negeri|dana desa)\b"
)
_WHO_HELPS = re.compile(
    r"\b(?:pendamping|agen|e ?warong|petugas|operator|tim|koordinator|fasilitator|penyalur|pos|posko|kelompok|poktan|gapoktan|kwt"
    r"|lembaga|yayasan|sekolah|masjid|gereja|pura|rumah ibadah|tempat ibadah|organisasi|koperasi|donatur|pemberi)\b"
)
"""Who gives it or is at work there, and institutions."""
_COUNTED = re.compile(
    r"\b(?:jadwal|lokasi|titik|jumlah|jml|banyaknya|statistik|persentase|per|menurut|berdasarkan|rekap|rekapitulasi|realisasi|anggaran)\b"
)
"""What counts as often, so that those who get it must be named plainly."""
_GIVEN = re.compile(
    rf"(?:(?:jenis|nama|program|bentuk|status|kategori|penerima|peserta|sumber|dapat|menerima) )*(?:{_AID_WORDS})"
    r"(?: (?:sosial|yang diterima|diterima|desa|dd|\d+))*"
    r"|desil(?: \w+)?|(?:status|tingkat|peringkat) kesejahteraan|status (?:ekonomi|kemiskinan|rtlh)|prasejahtera"
)
"""Whole headers that tell who gets aid, or how poor he is."""
_PRIVATE = re.compile(
    r"(?:nama )?(?:gadis )?ibu kandung|mother s? ?(?:maiden )?name|mother|agama(?: (?:kepercayaan|dan kepercayaan))?|kepercayaan|religion"
    r"|(?:rata rata |rerata |total |jumlah |besar(?:an)? |tingkat )?(?:penghasilan|pendapatan|gaji|upah|income|salary)"
    r"(?: (?:per|kotor|bersih|pokok|keluarga|orang tua|ortu|rumah tangga|sebulan|bulanan|bulan|tahun|kk|rata rata|rp|total"
    r"|ayah|ibu|anggota))*"
    r"|(?:jumlah )?(?:utang|hutang|tunggakan|pinjaman)(?: (?:pbb|pajak|bank|koperasi|pokok))*"
    r"|(?:(?:no|nomor) )?(?:paspor|passport)|(?:no|nomor) (?:sim|kks|porsi)(?: \w)?|(?:no|nomor) (?:rangka|mesin)(?: \w+)?|hasil psikotes"
)
_LISTED = re.compile(
    r"\b(?:daftar pemilih|dpt(?! ?\d)|(?:data|daftar|buku|register) kematian)\b(?! (?:ibu|bayi) menurut)"
)
_MOTHER = re.compile(r"(?:nama )?ibu(?: (?:anak|siswa|balita|bayi))?")
_COMPLAINT = re.compile(
    r"(?:(?:uraian|isi|materi|perihal|pokok|jenis|deskripsi|substansi|topik|rincian) )*(?:pengaduan|aduan|laporan|lapor)"
    r"(?: (?:masyarakat|warga|pelapor|pengadu))*"
)
_COMPLAINANTS = re.compile(r"\b(?:pelapor|pengadu|warga|masyarakat|pemohon|nama)\b")


def aid_of(label: str, who: str) -> bool:
    """Tell whether a column says what aid those get, or how poor they are."""
    return bool(_GIVEN.fullmatch(headers.words(label))) and not _is_another(who)


def of_the_aided(titles: Sequence[str]) -> bool:
    """Tell whether a title lists those who get aid."""
    return any(not _COUNTED.search(text) for text in _lists_of_aided(titles))


def may_be_of_the_aided(titles: Sequence[str]) -> bool:
    """Tell whether a title lists those who get aid, or counts them: *Realisasi Penyaluran BLT*, *Rekap BPNT per Desa*."""
    return any(_COUNTED.search(text) for text in _lists_of_aided(titles))


def _lists_of_aided(titles: Sequence[str]) -> list[str]:
    said = [_NOT_SOCIAL.sub("", headers.words(title)) for title in titles]
    return [
        text for text in said if _AID.search(text) and not (_WHO_HELPS.search(text) or headers.leads(text))
    ]


def of_the_listed(titles: Sequence[str]) -> bool:
    """Tell whether a title lists voters or the dead."""
    return any(
        _LISTED.search(headers.words(title)) and not _COUNTED.search(headers.words(title)) for title in titles
    )


def private_of(label: str, who: str) -> bool:
    """Tell whether a column holds the income, religion, mother or complaint of those."""
    said = headers.words(label)
    if label == who or _is_another(who):
        return False
    mother = headers.of_children(who) and bool(_MOTHER.fullmatch(said))
    complaint = bool(_COMPLAINT.fullmatch(said)) and bool(_COMPLAINANTS.search(headers.words(who)))
    return mother or complaint or bool(_PRIVATE.fullmatch(said))


def _is_another(who: str) -> bool:
    return headers.leads(who) or whose.at_work(who)
