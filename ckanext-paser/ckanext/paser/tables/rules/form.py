"""The form of a file's columns: what it sends, as entries of the dictionary. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.kamus import Entry

OPEN = "apakah_variabel_bisa_diakses_umum"
FIELDS = (
    "label",
    "notes",
    "satuan",
    "tipe_data",
    "format_angka",
    "peran",
    "agregasi",
    "kolom_penimbang",
    "desimal",
    "kode_referensi",
    "kalimat_pertanyaan",
)
"""The keys that the form offers as they are; ``LINES``, ``DOMAIN``, ``nilai_hilang`` and ``OPEN`` are written otherwise."""
LINES = "aturan_validasi"
"""One to a line."""
DOMAIN = "value_domain"
"""A value and what it means, with a mark between, one to a line."""

BETWEEN_MARKS = ";"
IS = "="

WORDS = {
    "label": N_("Label"),
    "notes": N_("Definition"),
    "satuan": N_("Unit"),
    "tipe_data": N_("Type"),
    "format_angka": N_("Numbers are written"),
    "peran": N_("Role"),
    "agregasi": N_("Put together"),
    "kolom_penimbang": N_("Weighted by the column"),
    "desimal": N_("Decimals shown"),
    "kode_referensi": N_("Code list of its values"),
    "kalimat_pertanyaan": N_("Question of the survey"),
    DOMAIN: N_("What its values mean, one to a line: 1 = Male"),
    LINES: N_("Rules that its values follow"),
    "nilai_hilang": N_("Marks for a missing value, separated by ;"),
    OPEN: N_("Open to the public"),
}
"""What the form calls the fields of a column."""


def entries(sent: Mapping[str, str], stored: Mapping[str, Entry]) -> list[Entry]:
    """What was sent for each column: every key that the form offers, empty where nothing is decided.

    Args:
        sent: ``3-label`` is the label of the fourth column, ``3-id`` its id.
        stored: the dictionary as it is.
    """
    return [_entry(sent, number, stored) for number in _numbers(sent)]


def called(name: str, sent: Mapping[str, str]) -> tuple[str, str] | None:
    """The column that a field of the form is about and what the form calls it; None if the field is about none."""
    number, _, key = name.partition("-")
    return (sent[f"{number}-id"], WORDS[key]) if key in WORDS and f"{number}-id" in sent else None


def _numbers(sent: Mapping[str, str]) -> Iterator[int]:
    number = 0
    while f"{number}-id" in sent:
        yield number
        number += 1


def _entry(sent: Mapping[str, str], number: int, stored: Mapping[str, Entry]) -> Entry:
    id_ = sent[f"{number}-id"]
    said_before = OPEN in stored.get(id_, {})
    is_open = f"{number}-{OPEN}" in sent
    marks = sent.get(f"{number}-nilai_hilang", "").split(BETWEEN_MARKS)
    return {
        "id": id_,
        **{key: sent.get(f"{number}-{key}", "").strip() for key in FIELDS},
        LINES: lines(sent.get(f"{number}-{LINES}", "")),
        DOMAIN: [_meaning(line) for line in lines(sent.get(f"{number}-{DOMAIN}", "")) or ()],
        "nilai_hilang": [mark.strip() for mark in marks if mark.strip()],
        OPEN: (True if said_before else None) if is_open else False,
    }


def lines(sent: object) -> list[str] | None:
    """What was sent one to a line, or as a list of texts, without what is empty; None for anything else."""
    given = sent.splitlines() if isinstance(sent, str) else sent
    if not isinstance(given, list) or not all(isinstance(line, str) for line in given):
        return None
    return [line.strip() for line in given if line.strip()]


def _meaning(line: str) -> dict[str, str]:
    """A value and its meaning; a value alone means what it says."""
    code, _, meaning = line.partition(IS)
    return {"kode": code.strip(), "nilai": meaning.strip() or code.strip()}
