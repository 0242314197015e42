"""Columns whose cells may be people's names though their headers do not say *nama*: *Petani*, *Pelanggan*, *KRT*.

Pure rules about headers and titles. There is no list of the words for people: whatever does not say that it is a place, a
thing, a figure or a day may head names, which its cells tell (``given``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ckanext.paser.privacy.rules import headers
from ckanext.paser.tables.rules.codes import PHONES

_OFFICIALS = re.compile(
    r"\b(?:camat|lurah|kades|kadus|bupati|walikota|wali kota|gubernur|menteri|direktur|rektor|dekan|danramil|kapolsek|pejabat"
    r"|penulis|pengarang|pencipta|tokoh|pahlawan|caleg|calon (?:bupati|legislatif|anggota))\b"
)
"""Whom everybody knows by their office or work: what stands beside them is that one's."""
_AT_WORK = re.compile(
    r"\b(?:pic|pj|penanggung|penanggungjawab|pengelola|nara ?hubung|petugas|operator|admin|koordinator|bidan|perawat|dokter"
    r"|apoteker|guru|pengajar|penyuluh|pendamping|kader|sopir|pengemudi|pemakai|pengguna|ppk|pptk|kpa|bendahara|sekretaris|manajer"
    r"|manager|mandor|juru|imam|pendeta|pastor|pelatih|instruktur|narasumber|pembina|pengawas|penjaga|staf|fasilitator"
    r"|surveyor|enumerator|verifikator|pemeriksa|penilai|editor|pencatat|penginput|pelaksana)\b"
)
"""Who does his work where a row tells of an institution or a project: the address is that one's."""
_OTHERS = re.compile(
    r"\b(?:tahun|thn|bulan|bln|minggu|hari|tanggal|tgl|jam|waktu|triwulan|semester|periode|no|nomor|nomer|kode|id|urut"
    r"|jumlah|jml|total|nilai|harga|pagu|realisasi|anggaran|luas|volume|panjang|lebar|tinggi|berat|satuan|persen\w*|rasio|indeks"
    r"|jenis|jk|kelamin|gender|kategori|klasifikasi|golongan|gol|kelas|kelompok|status|kondisi|keterangan|ket|catatan|uraian|judul"
    r"|agama|pendidikan|umur|usia|tempat|ttl|dusun|dukuh|lingkungan|rt|rw|gang|gg|kampung|kp|ruas|simpang|dapil|fraksi|partai|marga"
    r"|merk|merek|tipe|type|judul|buku|lagu|film|acara|materi|tema|motif|varietas|spesies|suku|bahasa|situs|makam"
    r"|penyedia|rekanan|kontraktor|vendor|supplier|distributor|pemenang|kios|pangkalan|agen|depot|warung|bengkel|salon"
    r"|inisial|email|surel|file|berkas|foto|url|link|hubungan)\b"
)
"""What heads no names of those of whom a row tells, or those of shops and firms."""
_ALSO_THINGS = re.compile(
    r"\b(?:kegiatan|sub ?kegiatan|paket|proyek|program|tender|kontrak|cctv|halte|tps|spbu|reklame|destinasi|cagar|situs|aset"
    r"|sarana|prasarana|fasilitas|faskes|makam|lapangan|taman|terminal|pelabuhan|dermaga|kendaraan|nopol|npsn|nss|akreditasi|kamar)\b"
)
"""Beside the institutions what has an address or a point of its own; a small business has its owner's."""
_GROUPS = re.compile(
    r"\b(?:kelompok(?: tani)?|poktan|gapoktan|kwt|kub|u?km|umkm|ikm|industri|kuliner|usaha)\b"
)
"""What people belong to or do, and no address of its own."""
_SAID_OF_PEOPLE = frozenset(["tangga", "keluarga", "kk", "somah"])


def may_name(labels: Sequence[str]) -> list[int]:
    """The columns whose cells may be names of those of whom a row tells."""
    return [i for i, label in enumerate(labels) if _may_head(label)]


def at_work(label: str) -> bool:
    """Tell whether a header names whoever does his work there: what others suffer is none of his."""
    return bool(_AT_WORK.search(headers.words(label)))


def official(label: str) -> bool:
    """Tell whether a header names whoever everybody knows by his office or work."""
    return bool(_OFFICIALS.search(headers.words(label)))


def _may_head(label: str) -> bool:
    said = headers.words(label)
    parts = set(said.split())
    if not parts or any(part.isdigit() for part in parts) or headers.leads(label) or _OFFICIALS.search(said):
        return False
    if headers.names_people(label) or _SAID_OF_PEOPLE & parts:
        return not _COUNTED.search(said)
    private = headers.address(label) or headers.coordinate(label) or headers.birth(label)
    return not (
        private
        or parts & PHONES
        or _OTHERS.search(said)
        or headers.named(label)
        or headers.names_a_thing(label)
    )


_COUNTED = re.compile(
    r"\b(?:jumlah|jml|total|banyaknya|persen\w*|no|nomor|kode|id|alamat|umur|usia|status|pekerjaan)\b"
)


def are_things(labels: Sequence[str], titles: Iterable[str]) -> bool:
    """Tell whether headers or titles say that addresses, points and accounts are an institution's, a project's or a place's."""
    said = [_GROUPS.sub("", text) for text in map(headers.words, labels) if not headers.is_where(text)]
    about = [_GROUPS.sub("", headers.words(title)) for title in titles if not headers.lists_people(title)]
    named = any(headers.names_an_institution(text) or _ALSO_THINGS.search(text) for text in said)
    return named or any(headers.titles_things(text) for text in about)
