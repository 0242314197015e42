"""Tables in which the facts are rows and not columns: a card for each person side by side, or *Atribut* and *Nilai*.

Pure rules about headers, and what the cells of the first or of the telling column say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ckanext.paser.privacy.rules.beside import where_anybody
from ckanext.paser.privacy.rules.given import given_name
from ckanext.paser.privacy.rules.headers import words
from ckanext.paser.privacy.rules.kinds import Detector, Kind

_SOME = 0.1
"""Of many attributes of each person a few are private."""
_BIRTH = r"(?:(?:tempat|tmpt)[ ,/&.-]{0,3}(?:dan )?)?(?:tgl|tanggal|tg)[. _]{0,2}(?:lahir|lhr)|ttl|lahir"
_HOME = r"alamat(?: (?:rumah|lengkap|domisili|tinggal|ktp))?|almt\.?|domisili|rt ?/ ?rw"
_ILL = r"diagnos[ae](?: \w+)?|diagnosis(?: \w+)?|dx\.?|(?:jenis |riwayat )?penyakit|keluhan|anamnes[ae]|jenis disabilitas"
_TOLD = tuple(
    Detector(kind, f"^(?i:[ \t]*({said})[ \t:*]*)$", enough=_SOME)
    for kind, said in ((Kind.NAME_BIRTH, _BIRTH), (Kind.NAME_ADDRESS, _HOME), (Kind.NAME_ILLNESS, _ILL))
)
_ATTRIBUTE = re.compile(
    r"(?:nama )?(?:atribut|attribute|variabel|field|kolom|parameter|isian|elemen|pertanyaan|item|key)(?: data)?"
)
_VALUE = re.compile(r"nilai|isi|value|jawaban|isian|data|hasil")


def cards(labels: Sequence[str]) -> Iterator[Detector]:
    """How the first column tells private facts of those whom the other headers name: half of them are people's names."""
    others = [label for label in labels[1:] if label]
    named = [label for label in others if re.search(given_name(), label)]
    if others and 2 * len(named) >= len(others):
        yield from _TOLD


def pairs(labels: Sequence[str]) -> Iterator[tuple[int, int, Detector, Detector]]:
    """The columns of attributes and of values; how the first tells a private fact, and the second a name."""
    said = [*map(words, labels)]
    attributes = [i for i, text in enumerate(said) if _ATTRIBUTE.fullmatch(text)]
    values = [i for i, text in enumerate(said) if _VALUE.fullmatch(text)]
    for one in attributes:
        for other in values:
            for told in _TOLD if one != other else ():
                yield one, other, told, where_anybody(Detector(told.kind, ""), enough=_SOME)
