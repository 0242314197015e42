"""What a column's header says about personal data, and what a table is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ckanext.paser.privacy.rules import subjects
from ckanext.paser.privacy.rules.counting import COUNTED_PEOPLE, share
from ckanext.paser.privacy.rules.kinds import Kind
from ckanext.paser.privacy.rules.label import words
from ckanext.paser.privacy.rules.vocabulary import (
    ANYTHING,
    AREAS,
    CHILDREN,
    IN_HEADERS,
    IN_TITLES,
    LIVING,
    NEIGHBOURHOOD,
    PEOPLE,
    THINGS,
)
from ckanext.paser.tables.rules.codes import PHONES

_NUMBER = {"no", "nomor", "nomer"}
_NAMED: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.KK, frozenset(["kk", "nokk", "nkk"])),
    (Kind.NIK, frozenset(["nik", "ktp", "noktp", "nonik", "ektp"])),
    (Kind.NPWP, frozenset(["npwp", "nonpwp", "npwpd"])),
    (Kind.NIP, frozenset(["nip", "nipbaru"])),
    (Kind.BPJS, frozenset(["bpjs", "jkn", "kis", "noka", "askes", "jamkes", "pbi", "kpj", "bpjstk"])),
    (Kind.PLATE, frozenset(["nopol", "nrkb", "tnkb", "plat", "nopolisi", "nokend", "noplat"])),
    (Kind.PHONE, PHONES),
)  # fmt: skip
_PHRASES: tuple[tuple[Kind, str], ...] = (
    (Kind.KK, r"kartu keluarga"),
    (Kind.NIK, r"induk kependudukan|(?:no|nomor) identitas|kartu tanda penduduk"),
    (
        Kind.PLATE,
        r"\b(?:no|nomor|nomer|nmr) (?:(?:registrasi|reg) )?(?:polisi|pol|kendaraan|kend|kendr|kndr|ranmor|plat|motor|mobil|sepeda motor)\b",
    ),
    (Kind.NPWP, r"pokok wajib pajak"),
    (
        Kind.PHONE,
        r"nara hubung|^(?:no |nomor )?(?:mobile|telfon|telefon|hape|hub)(?: (?:no|nomor|number|phone))?$",
    ),
    (Kind.BPJS, r"(?:no|nomor) (?:kartu )?(?:jaminan|peserta)|^(?:no|nomor) kartu$"),
)

_MAIL = re.compile(r"\b(?:e ?mail|surel|mail)\b")

_ALONE = re.compile(
    r"(?:calon )?(?:penerima|pemilik|pemohon|pendaftar|penyewa|wajib pajak|kepala keluarga|ketua|pengurus|pimpinan)"
    r"(?: (?:manfaat|bantuan|bansos|blt|pkh|hibah|lahan|rumah|rekening))*"
)
"""A whole header that names people without *nama*; *Pasien* or *Guru* alone is a count as often."""
_NOUN = re.compile(
    r"(?:pasien|penderita|peserta|korban|pelapor|siswa|murid|balita|baduta|batita|bayi|ibu (?:hamil|bersalin|nifas|menyusui)"
    r"|bumil|bulin|bufas|busui|akseptor|odgj|odmk|odha|odhiv|difabel|warga|ahli waris|kpm|anggota|lansia|penyandang"
    r"|santri|guru|pegawai|karyawan|atlet|pengurus|ketua|pendamping|kader|nasabah|debitur|pekerja|tersangka|saksi|identitas|penghuni|pelamar)"
    r"(?: (?!nik|ktp|kk|nip|hp|telp|alamat|lahir)\w+){0,3}|owner|tenant|applicant|student|patient|customer|resident"
)
"""A whole header that names people and is a count or a category as often, so that its cells decide."""
_LEADERS = re.compile(
    r"\b(?:kepala(?! (?:keluarga|rumah tangga|kk|somah|ruta))|ketua|pengurus|pimpinan|kepsek|kasek|kapus)\b|^pemilik$"
)
"""Whom an institution is known by: what stands beside them is most often its address."""
_INSTITUTIONS = re.compile(
    r"\b(?:sekolah|sd|smp|sma|smk|paud|tk|madrasah|pesantren|ponpes|perusahaan|puskesmas|posyandu|klinik|apotek|lembaga"
    r"|organisasi|ormas|koperasi|bank|hotel|restoran|pasar|gedung|menara|tower|bts|wisata|yayasan|panti|masjid|gereja|pura"
    r"|kelompok(?! (?:umur|usia))|poktan|bumdes|rs|rumah (?:sakit|makan|ibadah|tunggu)|bendungan|embung|jembatan"
    r"|perpustakaan|museum|sanggar|stadion|terminal|pelabuhan)\b"
)
"""What has an address, and often a name, of its own. A small business has its owner's, so it is none of them."""
_OFFICES = re.compile(r"\b(?:opd|instansi|dinas|badan|kantor|sekretariat)\b")
"""The same in a header; in a title it is the agency whose table it is."""
_WHERE = re.compile(
    r"(?:asal )?(?:sekolah|sd|smp|sma|smk|paud|tk|madrasah|pesantren|ponpes|puskesmas|posyandu|faskes|klinik|rs|rumah sakit"
    r"|perusahaan|lembaga|organisasi|koperasi|bank|pasar|yayasan|panti|kelompok(?: tani)?|poktan"
    r"|opd|instansi|dinas|badan|kantor|unit kerja)(?: (?:asal|rujukan|tujuan))?"
)
"""A whole header that says where somebody goes or belongs: beside it *Nama* may be anybody's. *Nama Sekolah* is none."""
_PLACES = re.compile(r"\b(?:kampung|taman|bina|tempat|ruang|pusat|titik|lokasi|sebaran)\b")
"""What a title names that is for people, and none of them."""
_AID = re.compile(r"\b(?:rutilahu|rtlh|rumah tidak layak huni|bpnt|pkh|blt)\b")
"""What a title calls by itself that is a list of those who get it, or whose house it is."""
_OFFICERS = re.compile(r"\b(?:ketua|pengurus|pemilik)\b")
"""Of leaders those who may be anybody's: of a group that nothing in the table names."""
_COUNTING = re.compile(r"\b(?:jumlah|jml|banyaknya|statistik|persentase)\b")
_ATTRIBUTES = re.compile(
    r"\b(?:jenis kelamin|jk|l p|kelamin|gender|umur|usia|agama|pekerjaan|status (?:perkawinan|kawin|nikah)|pendidikan"
    r"|nik|nkk|no kk|no ktp|nisn|(?:tgl|tanggal|tempat|tmpt) (?:(?:\w+ )?lahir|lhr)|ttl|lahir|hubungan keluarga"
    r"|dob|(?:date|place) of birth|birth ?(?:date|day|place)|religion)\b"
)
"""What only people have."""
_BLOOD = re.compile(r"\bgol(?:ongan)? darah\b")
_IN_STORE = re.compile(r"\b(?:stok|stock|kantong|kantung|persediaan|ketersediaan|komponen|jumlah|jml)\b")
"""Beside it a *Golongan Darah* is that of what a blood bank has."""
_BIRTH = re.compile(
    r"\b(?:ttl|(?:tgl|tanggal|tg|tempat|tmpt) lhr|(?:tgl|tanggal|tg) (?:\w+ ){0,2}lahir"
    r"|tempat (?:\w+ ){0,3}lahir|lahir|(?:tgl|tanggal|tempat) kelahiran"
    r"|dob|birth ?(?:date|day|place)|(?:date|place) of birth"
    r"|(?:tgl|tanggal|tg|tahun|thn|tempat|tmpt|tpt)(?:lahir|lhr)|lhr)\b|^(?:tahun |thn )?kelahiran$"
)
_AGE = re.compile(r"(?:umur|usia|age)(?: (?:anak|siswa|murid|bayi|balita|bulan|tahun|bln|thn|saat ini))*")
_ADDRESS = re.compile(r"\b(?:alamat|almt|domisili|tempat tinggal|address|(?:no|nomor) rumah)\b")
_AT_WORK = re.compile(r"\b(?:praktik|praktek|kantor|instansi|dinas|perusahaan|tempat kerja)\b(?!.*\brumah\b)")
"""Of an address: that it is where somebody works."""
_PUPILS = re.compile(r"\bpeserta didik\b|^(?:nama|nm) pd$")
"""What schools call their pupils, in words of which none alone says it."""
_PLACE_OF = re.compile(r"\btempat (?=tinggal\b|(?:\w+ ){0,3}lahir\b)")
"""No thing with a name of its own."""
_OF_FIGURES = re.compile(r"\bnama (?:data|dataset|elemen|indikator|kegiatan|program|variabel)\b.*")
"""What has people in its name, and is none: *Nama Indikator Kesehatan Ibu*."""
_LATLONG = re.compile(
    r"\b(?:lat|lintang|latitude|lon|long|lng|bujur|longitude|easting|northing|utm|koordinat|x|y|titik|geometri)\b"
)

_ILLNESS = re.compile(
    rf"\b(?:{subjects.ILLNESSES}|{subjects.CARE}|diagnos\w+|keluhan|gejala|alergi|kecacatan|kelainan|icd(?: ?10)?|no rm|rekam medis"
    r"|(?:riwayat|kondisi|status) (?:sakit|kesehatan|medis|gizi|kehamilan|kejiwaan)|kebutuhan khusus"
    r"|(?:tes|test|uji|hasil) urine?|luka|cedera"
    r"|hasil (?:lab\w*|swab|rapid|antigen|pcr|tcm|bta|skrining|screening|viral load)|tindakan medis|dx|anamnes\w+|terapi"
    r"|ketunaan|cd4|cara persalinan|vct)\b"
)
"""How a column is called that tells of what somebody suffers."""
_HARM = re.compile(rf"\b(?:{subjects.HARMS}|tindak pidana|kejahatan|perkara|vonis|pasal|pelanggaran)\b")
"""How one is called that tells what somebody did or was done."""
_NOT_OF_PEOPLE = re.compile(r"\b(?:hama|tanaman|padi|ternak|hewan|ikan)\b")
_ATTRIBUTE = re.compile(
    r"\b(?:(?<!kasus )penyakit|diagnos\w+|keluhan|gejala|status|jenis|ragam|riwayat|kondisi|hasil)\b"
)
"""Beside it even *anak* counts nobody: *Jenis Penyakit Anak*, and not *Anak Stunting*."""
_SERVING = re.compile(r"\b(?:kader|pendamping|guru|petugas|tenaga (?:kesehatan|medis|ahli))\b")
"""Beside whom *Stunting* is how many they serve."""
_TAKING_PART = re.compile(r"\b(?:pegawai|peserta(?! didik)|atlet|anggota)\b")
"""Who may, as they, be called by the illness of others: *Nama Kader TBC*, *Peserta Penyuluhan HIV*."""
_ACCOUNT = re.compile(
    r"\b(?:no|nomor|nomer) (?:\w+ ){0,2}rek(?:ening)?\b|\bno(?:mor)?rek(?:ening)?\b"
    r"|^rek(?:ening)?(?: (?:bank|tabungan|penerima|pribadi|gaji|bri|bni|bsi|btn|mandiri|bpd|bankaltimtara))*$"
)
_BANK = re.compile(r"(?:nama )?bank(?: \w+)?")
"""Beside it where the account is kept, and no institution of the table's."""
_BUDGET = re.compile(r"\b(?:kode|belanja|anggaran|kegiatan|program|akun|kas|apbd|uraian)\b")
"""What else is numbered as *rekening*: the lines of a budget."""
_WHOLE_PERSON = (PEOPLE | IN_HEADERS | {"identitas", "biodata", "diri", "pribadi"}) - {"lengkap"}
_OF_THINGS = re.compile(
    r"\b(?:npsn|nss|nib|siup|i[zj]in|akreditasi|kapasitas|kamar|luas|jam|website|situs|berdiri|fasilitas|menu|pimpinan|kepala"
    r"|pemilik|ketua|penanggung|pic|bintang|tipe|bentuk|merk|(?:pe)?layanan|kontak person|telp kantor|fax|faks)\b"
    r"|^(?:jenis|kategori|klasifikasi)$"
)
"""What only things have that have a name and an address."""
_OF_PLACES = re.compile(
    r"\b(?:tempat|ruang|pusat|titik|lokasi|sebaran|peta|direktori|cagar|situs|budaya|kuliner|kafe|cafe|resto|warung|umkm|ukm|ikm"
    r"|faskes|fasilitas|sarana|prasarana|taman|rth|cctv|halte|tps|spbu|reklame|industri|bengkel|penginapan|destinasi|agen)\b"
)
"""What titles call that have a name and an address."""
_BARE = re.compile(r"(?:atas )?nama(?: rekening)?|nm|name")
"""A header that says of a name neither whose nor what's."""


def named(label: str) -> Kind | None:
    """The kind of number that a header names."""
    said = words(label)
    parts = set(said.split())
    for kind, pattern in _PHRASES:
        if re.search(pattern, said):
            return kind
    return next((kind for kind, names in _NAMED if parts & names), None)


def names(label: str, kind: Kind) -> bool:
    """Tell whether a header says that its column is one of such data; a column may be one of several kinds."""
    said = words(label)
    if kind is Kind.EMAIL:
        return bool(_MAIL.search(said))
    known = any(kind is one and set(said.split()) & told for one, told in _NAMED)
    return known or any(kind is one and re.search(pattern, said) for one, pattern in _PHRASES)


def people(labels: Sequence[str], titles: Iterable[str] = ()) -> list[int]:
    """The columns that hold names of people.

    Args:
        titles: what stands above the header: a list of people says so there, and heads the column with *Nama*.
    """
    said = [words(label) for label in labels]
    of_blood = any(map(_BLOOD.search, said)) and not any(map(_IN_STORE.search, said))
    about_people = of_blood or any(map(_ATTRIBUTES.search, said)) or any(map(lists_people, titles))
    found: list[int] = []
    for i, text in enumerate(said):
        parts = set(_PLACE_OF.sub("", _OF_FIGURES.sub("", text)).split())
        if parts & {"nama", "nm", "name", "namalengkap"}:
            if parts & (PEOPLE | IN_HEADERS) or (about_people and not parts & THINGS):
                found.append(i)
        elif _ALONE.fullmatch(text):
            found.append(i)
    return found


def noun(label: str) -> bool:
    """Tell whether a header names people without *nama*, and may be one of their names as well as of their number."""
    return bool(_NOUN.fullmatch(words(label)))


def lists_people(title: str) -> bool:
    """Tell whether a title announces a list of people: they stand in it before any institution (*Sekolah Penerima BOS*)."""
    said = words(title).rpartition("daftar ")[2]
    others = [match.start() for one in (_INSTITUTIONS, _OFFICES, _PLACES) if (match := one.search(said))]
    before = said[: min(others, default=len(said))]
    if _COUNTING.search(said) or _LEADERS.search(before):
        return False
    of_aid = bool(_AID.search(before)) and not _OF_PLACES.search(said)
    return of_aid or bool(set(before.split()) & (PEOPLE | {"keluarga"}))


def names_people(label: str) -> bool:
    """Tell whether a header names people by any of its words, alone or with *nama*."""
    return not PEOPLE.isdisjoint(_OF_FIGURES.sub("", words(label)).split())


def names_a_thing(label: str) -> bool:
    """Tell whether a header names an area, an institution, a place or a thing."""
    said = words(label)
    return not THINGS.isdisjoint(said.split()) or titles_things(said) or names_an_institution(said)


def names_an_institution(said: str) -> bool:
    """Tell whether words name an institution or an office."""
    return bool(_INSTITUTIONS.search(said) or _OFFICES.search(said))


def titles_things(said: str) -> bool:
    """Tell whether words of a title name institutions or places, whose the addresses are."""
    return bool(_INSTITUTIONS.search(said) or _OF_PLACES.search(said))


def is_where(said: str) -> bool:
    """Tell whether the words of a header say where somebody goes or belongs: *Sekolah*, *Poktan*."""
    return bool(_WHERE.fullmatch(said))


def leads(label: str) -> bool:
    """Tell whether a column of people's names holds whom institutions are known by: their head, or their owner."""
    return bool(_LEADERS.search(words(label)))


def serves(label: str) -> bool:
    """Tell whether a column names whoever helps others, or takes part."""
    said = words(label)
    return bool(_SERVING.search(said) or _TAKING_PART.search(said))


def institutions(labels: Sequence[str], titles: Iterable[str]) -> bool:
    """Tell whether the rows are institutions, or the address is an office's."""
    said = [words(label) for label in labels if not leads(label)]
    if any(map(_ACCOUNT.search, said)):
        said = [text for text in said if not _BANK.fullmatch(text)]
    about = [words(title) for title in titles if not leads(title)]
    return any(map(_INSTITUTIONS.search, [*said, *about])) or any(map(_OFFICES.search, said))


def things(labels: Iterable[str], titles: Iterable[str]) -> bool:
    """Tell whether headers or titles say that what has an address is a thing: a school, a shop, or what has a name."""
    own = [set(words(text).split()) for text in labels if not (address(text) or coordinate(text))]
    own += [set(words(text).split()) - IN_TITLES for text in titles]
    return any(parts & ((THINGS - AREAS) | {"nama", "name"}) for parts in own)


def birth(label: str) -> bool:
    """Tell whether a column holds days of birth."""
    return bool(_BIRTH.search(words(label)))


def address(label: str) -> bool:
    """Tell whether a column holds addresses."""
    said = words(label)
    return bool(_ADDRESS.search(said)) and "email" not in said and "surel" not in said


def bare(label: str) -> bool:
    """Tell whether a header says *Nama* and no more."""
    return bool(_BARE.fullmatch(words(label)))


def says_names(label: str) -> bool:
    """Tell whether a header says that names stand below it: *Nama*, *Nm. Pasien*, *Pasien*."""
    return not {"nama", "nm", "name", "namalengkap"}.isdisjoint(words(label).split()) or noun(label)


def anything(label: str) -> bool:
    """Tell whether a header does not say what stands below it: *Data*, *Kolom 3*, or nothing."""
    parts = set(words(label).split())
    told = {part for part in parts if not part.isdigit()}
    return told <= ANYTHING and bool(told) == bool(parts)  # *2024* says what


def whole_person(label: str) -> bool:
    """Tell whether it says that of people, and not what: *Data Warga*, *Identitas*, *Nama Penerima*."""
    parts = set(words(label).split())
    return bool(parts & _WHOLE_PERSON) and parts <= ANYTHING | _WHOLE_PERSON and not leads(label)


def name_and_home(label: str) -> bool:
    """Tell whether a header says that names and addresses stand in one column: *Nama dan Alamat*."""
    return says_names(label) and address(label) and not _OFFICES.search(words(label))


def heads_an_institution(label: str) -> bool:
    """Tell whether a header names the institution that a row is about: *Nama Sekolah*, and not where somebody goes."""
    said = words(label)
    return names_an_institution(said) and not is_where(said)


def birth_of(label: str, who: str) -> bool:
    """Tell whether a column holds the birthdays of those whom another, or itself, names; of children also the ages."""
    return birth(label) or (of_children(who) and bool(_AGE.fullmatch(words(label))))


def without_institutions(title: str) -> str:
    """A title without whoever keeps its list: *Kunjungan Puskesmas Kuaro*, *Zakat Masjid Agung*."""
    return _INSTITUTIONS.sub(" ", words(title))


def unsaid(labels: Iterable[str], titles: Sequence[str]) -> bool:
    """Tell whether nothing says that what *Nama* alone names is a thing, or whoever is known by it: a shop, a clinic."""
    beside = [label for label in labels if not (bare(label) or home_of(label, "") or coordinate(label))]
    said = [text for text in map(words, beside) if not _WHERE.fullmatch(text)]
    about = [words(title) for title in titles]
    parts = {part for text in said for part in text.split()}
    parts |= {part for text in about for part in text.split()} - IN_TITLES
    told = ((_OF_PLACES, about), (_INSTITUTIONS, [*said, *about]), (_OFFICES, said), (_OF_THINGS, said))
    things = parts & (THINGS - AREAS) or any(one.search(text) for one, texts in told for text in texts)
    return not (things or any(map(leads, titles)))


def home_of(label: str, who: str) -> bool:
    """Tell whether a column holds where those live; the RT of whom its people are led by is where he serves."""
    parts = set(words(label).split())
    near = bool(parts & NEIGHBOURHOOD) and parts <= LIVING
    lived_in = leads(who) or not _AT_WORK.search(words(label))
    return (address(label) and lived_in) or (near and not leads(who))


def illness_of(label: str, who: str) -> bool:
    """Tell whether a column holds what those suffer from, or what only those in care are asked."""
    return not _NOT_OF_PEOPLE.search(words(label)) and _suffered(_ILLNESS, label, who)


def of_children(who: str) -> bool:
    """Tell whether a column names children."""
    said = words(who)
    return not CHILDREN.isdisjoint(said.split()) or bool(_PUPILS.search(said))


def harm_of(label: str, who: str) -> bool:
    """Tell whether a column holds what those did to others, or others to them."""
    return _suffered(_HARM, label, who)


def illness_itself(label: str) -> bool:
    """Tell whether a column says which illness, and counts nobody: *Diagnosa*, *Jenis Penyakit*."""
    said = words(label)
    return bool(_ATTRIBUTE.search(said)) and "terbanyak" not in said and illness_of(label, "")


def harm_itself(label: str) -> bool:
    """Tell whether a column says which violence or crime, and counts nobody."""
    return bool(_ATTRIBUTE.search(words(label))) and harm_of(label, "")


def counting(label: str) -> bool:
    """Tell whether a column says how many there are."""
    return bool(_COUNTING.search(words(label)))


def account_of(label: str, who: str) -> bool:
    """Tell whether a column holds the bank accounts of those; beside the head of an institution it is that one's."""
    said, whose = words(label), words(who)
    of_institution = leads(who) and (names_an_institution(whose) or not _OFFICERS.search(whose))
    return bool(_ACCOUNT.search(said)) and not _BUDGET.search(said) and not of_institution


def _suffered(pattern: re.Pattern[str], label: str, who: str) -> bool:
    """Tell whether a column holds this of those who are named; how many others they lead or help is none of it."""
    said = words(label)
    if not pattern.search(said) or leads(who) or _COUNTING.search(said) or share(label):
        return False
    if label == who:
        return not serves(who)
    serving = bool(_SERVING.search(words(who)))
    return bool(_ATTRIBUTE.search(said)) or not (serving or COUNTED_PEOPLE.search(said))


def coordinate(label: str) -> bool:
    """Tell whether a column holds coordinates."""
    return bool(_LATLONG.search(words(label)))
