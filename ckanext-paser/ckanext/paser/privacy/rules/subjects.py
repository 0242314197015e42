"""What people must not be pointed at by: illness, disability, violence, poverty, death and religion.

Pure rules about plain words (``headers.words``). Sources: UU 27/2022 article 4(2) (specific personal data: health,
children, crime); illnesses: Permenkes 1501/2010 (those that may become epidemics), Permenkes 6/2024 (minimum services:
hypertension, diabetes, mental disorders, TB, HIV) and the headings of ICD-10; disabilities: UU 8/2016 article 4;
violence: UU 23/2004, UU 12/2022, UU 21/2007; poverty: Permensos 8/2012 (the 26 groups of PMKS), Inpres 4/2022 (extreme
poverty); mothers and children: Permenkes 21/2021, Permenkes 2/2020; what is noted of those in care: Buku KIA and the registers of
PWS KIA (Kemenkes), e-PPGBM (weighing of children), the register R/I/KB (BKKBN).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PREVENTABLE = r"campak|rubella|polio|afp|difteri|pertusis|batuk rejan|tetanus|hepatitis|covid|corona|meningitis|rotavirus"
"""Illnesses that are named as often for those who were vaccinated against them."""
SUFFERED = (
    r"hiv|aids|odha|odhiv|vct|antiretroviral|tbc?|tuberkulosis|kusta|lepra|sifilis|gonore|ims|raja singa|mpox|cacar"
    r"|dbd|demam berdarah|dengue|malaria|filariasis|kaki gajah|chikungunya|cikungunya|leptospirosis|rabies|antraks"
    r"|kolera|diare|disentri|tifoid|tifus|tipes|typhoid|ispa|pneumonia|influenza|flu burung|frambusia|cacingan|kecacingan"
    r"|scabies|skabies|hipertensi|diabetes|diabetik|jantung|stroke|ginjal|asma|ppok|kanker|tumor|leukemia|thalasemia"
    r"|hemofilia|anemia|obesitas|epilepsi|katarak|keracunan|ptm"
    r"|odgj|odmk|skizofrenia|bipolar|depresi|gangguan (?:ke)?(?:jiwa|mental)(?:an)?|pasung|dipasung"
    r"|disabilitas|difabel|cacat|tuna ?(?:netra|rungu|wicara|daksa|grahita|laras|ganda)|lumpuh|tuli|bisu"
    r"|autis\w*|down syndrome|sindrom down|cerebral palsy|retardasi|berkebutuhan khusus"
    r"|stunting|wasting|gizi (?:buruk|kurang|lebih)|kurang gizi|bgm|bawah garis merah"
    r"|balita kurus|bblr|berat (?:badan )?lahir rendah|prematur"
    r"|(?:hamil|bumil|wus) (?:\w+ )?kek|kek (?:pada )?(?:ibu|bumil|wus)|kurang energi kronis"
)
"""Illnesses and disabilities by words that mean nothing else, for ``re`` and RE2."""
ILLNESSES = rf"{PREVENTABLE}|(?<!pengendalian )penyakit|buta(?! (?:aksara|huruf))|{SUFFERED}"
"""Illnesses and disabilities."""
PREGNANT = r"hamil|bumil|bulin|bufas|nifas|resti|risti|akseptor|(?:peserta|pus) kb"
"""Who is, or was just now, with child, or uses contraception: health is no illness alone (UU 17/2023 article 1)."""
CARE = (
    rf"{PREGNANT}|kehamilan|hpht|hpl|htp|taksiran persalinan|gravida|gpa|gpapah|paritas|lila|lingkar lengan|hemoglobin"
    r"|kontrasepsi|alkon|mkjp|(?:metode|cara|jenis|alat) kb|tekanan darah|tensi|gula darah|kolesterol|asam urat"
)
"""What is noted of those in care, and of nobody else."""
MEASURES = (
    r"(?:faktor )?(?:risiko|resiko)(?: tinggi)?|hb|bb|pb|tb|berat badan|(?:tinggi|panjang) badan"
    r"|(?:bb|tb|pb) (?:u|tb|pb|lahir|kg|cm)|z ?score|hasil timbang"
    r"|(?:(?:nama|jenis) )?obat(?: \w+)*|hasil (?:pemeriksaan|periksa)(?: \w+)*"
    r"|(?:(?:jenis|tgl|tanggal|status|riwayat) )?imunisasi(?: \w+)?|bcg|dpt ?\w*|hb ?0|idl|tp|gizi"
)
"""Whole headers of what is noted of many others as well: of those in care alone it tells their health."""
HARMS = (
    r"kekerasan|kdrt|pelecehan|pemerkosaan|perkosaan|pencabulan|penganiayaan|pembunuhan|perundungan|tppo"
    r"|persetubuhan|pecandu|penyalahguna(?:an)?|warga binaan|wbp"
    r"|perdagangan (?:orang|anak|perempuan)|eksploitasi (?:anak|seksual)|penelantaran|narkoba|napza|narapidana|tahanan"
    r"|anak berhadapan|anak berkonflik"
)
"""Violence and crime."""
_POOR = (
    r"miskin|kemiskinan ekstrem|pra ?sejahtera|rawan sosial|pmks|ppks|gelandangan|pengemis|gepeng|pemulung|ter?lantar"
    r"|anak jalanan|yatim|tuna ?(?:wisma|susila)"
)
_DEATHS = (
    r"kematian (?:ibu|bayi|balita|anak|neonat\w+|maternal|perinatal)|(?:ibu|bayi|balita) (?:\w+ )?(?:meninggal|mati)"
    r"|lahir mati|(?:pe)?nyebab kematian|sebab kematian|bunuh diri|keguguran|aborsi"
)
_FAMILY = (
    r"perceraian|(?:pernikahan|perkawinan|kehamilan|menikah|hamil) (?:usia )?(?:dini|anak|remaja|muda)|remaja hamil"
    r"|(?:siswi?|siswa|pelajar|murid|santri(?:wati)?) (?:\w+ )?hamil"
    r"|kehamilan (?:tidak|tak) diinginkan|kehamilan (?:be)?risiko\w*|bumil risti|pekerja seks|psk|waria|lsl|penasun|wps"
    r"|dispensasi (?:per)?(?:kawin|nikah)(?:an)?|(?:karena|krn|akibat|sebab) (?:hamil|kehamilan)"
)
_SAID_SHORT = "(?:anak|kasus|jumlah|korban) abh|(?:kasus|jumlah|remaja) ktd|(?:kasus|pasien|penderita) b20"
IN_CELLS = (
    rf"{PREVENTABLE}|penyakit [a-z]+|{SUFFERED}|{HARMS}|{_POOR}|{_DEATHS}|{_FAMILY}|penderita|{_SAID_SHORT}"
)
"""The same below any header, for RE2, which looks neither before nor behind."""
_SUBJECTS = re.compile(rf"\b(?:{ILLNESSES}|{HARMS}|{_POOR}|{_DEATHS}|{_FAMILY}|penderita)\b")
_ABK, _SCHOOL = (
    re.compile(r"\babk\b"),
    re.compile(r"\b(?:sekolah|sd|smp|sma|smk|slb|paud|tk|siswa|murid|inklusi)\b"),
)
"""Children with special needs, and at sea a crew."""
_SHORT = tuple(
    (re.compile(rf"\b(?:{short})\b"), re.compile(rf"\b(?:{needs})\b"), re.compile(rf"\b(?:{other})\b"))
    for short, needs, other in (
        ("abh", "", r"badan hukum|akta|koperasi|perusahaan|yayasan|ormas|notaris|ahu|alat bantu"),
        ("ktd", "", r"knc|ktc|kpc|kpcs|insiden|sentinel|keselamatan|mutu|kejadian tidak diharapkan"),
        (
            "b20",
            r"hiv|aids|ims|kasus|pasien|penderita|pengidap|kesehatan|penyakit|diagnos\w+|icd|rawat|puskesmas|rsud|rs|rumah sakit|klinik",
            r"biodiesel|bio ?solar|solar|bbm|sawit|fame|minyak|liter|kiloliter|kl|spbu",
        ),
    )
)
"""Short forms that mean something else as well: children before the law and a company's founding, a pregnancy that nobody wanted
and a slip in a hospital, HIV as ICD-10 codes it and a fuel, which is as likely where nothing speaks of health. Each with what must
stand beside it, in a header or title, and what must not."""
_VICTIMS = re.compile(r"\bkorban\b")
DISASTERS = (
    r"bencana|kebakaran|terbakar|karhutla|banjir|longsor|gempa|tsunami|puting beliung|angin kencang|abrasi|pohon tumbang"
    r"|kecelakaan|laka|lakalantas|tenggelam|terseret arus|tersambar petir"
)
"""What happens in public: who dies or is hurt by it tells nothing of health, crime or means (UU 27/2022 article 4(2)), and
what endangers many is to be announced (UU 14/2008 article 10(1)). Harm that people do stays a subject by its own words."""
_DISASTERS = re.compile(rf"\b(?:{DISASTERS})\b")
_PREVENTABLE = re.compile(rf"\b(?:{PREVENTABLE})\b")
_VACCINATION = re.compile(r"\b(?:imunisasi|vaksin\w*|bcg|dpt\w*|hb ?0|idl|booster)\b")
_CASES = re.compile(r"\b(?:kasus|suspek|klb|penderita|pasien|penyakit|positif|terkonfirmasi)\b")
_ANIMALS = re.compile(
    r"\b(?:ternak|hewan|sapi|kerbau|kambing|domba|babi|ayam|itik|bebek|unggas|kuda|anjing|kucing|ikan|udang"
    r"|tanaman|padi|jagung|sawit|karet|lada|hama|pmk|mulut dan kuku|jembrana|brucellosis)\b"
)
_PERSONS = re.compile(
    r"\b(?:manusia|orang|jiwa|penduduk|warga|pasien|penderita|korban|gigitan|bayi|balita|ibu|petani|peternak|nelayan)\b"
)
"""Whoever has an illness where an animal stands beside it: *Gigitan Hewan Penular Rabies*."""
_RELIGION = re.compile(
    r"\b(?:(?<!kementerian )(?<!pengadilan )(?<!urusan )(?<!pendidikan )(?<!guru )(?<!penyuluh )agama"
    r"|islam|kristen|katolik|protestan|hindu|buddha|budha|konghucu|khonghucu|kepercayaan|ahmadiyah|syiah)\b"
)


def of_animals(said: str) -> bool:
    """Tell whether words are about animals or plants, and what befalls these."""
    return bool(_ANIMALS.search(said)) and not _PERSONS.search(said)


def protected(labels: Sequence[str], titles: Sequence[str]) -> bool:
    """Tell whether headers or titles speak of what the law protects most, religion aside.

    Illnesses of animals are none, nor is who was vaccinated, or a victim of a disaster or an accident.
    """
    of_disaster = any(map(_DISASTERS.search, [*labels, *titles]))
    of_care = any(map(_VACCINATION.search, [*labels, *titles]))
    animals = any(map(of_animals, titles))
    own = [said for said in labels if not animals or _PERSONS.search(said)]
    if any(map(_ABK.search, own)) and any(map(_SCHOOL.search, [*labels, *titles])):
        return True
    if _called_shortly([*labels, *titles]):
        return True
    for said in (one for one in (*own, *titles) if not of_animals(one)):
        left = _PREVENTABLE.sub("", said) if of_care and not _CASES.search(said) else said
        if _SUBJECTS.search(left) or (_VICTIMS.search(left) and not of_disaster):
            return True
    return False


def _called_shortly(said: Sequence[str]) -> bool:
    """Tell whether a short form means people of whom it must not be known, by what else headers and titles say."""
    return any(
        any(map(short.search, said)) and any(map(needed.search, said)) and not any(map(other.search, said))
        for short, needed, other in _SHORT
    )


def religion(said: Sequence[str]) -> bool:
    """Tell whether headers or titles speak of religions."""
    return any(map(_RELIGION.search, said))
