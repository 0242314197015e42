"""The form of a file's columns: what it sends, as entries of the dictionary. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ckanext.paser.metadata.rules import OPEN
from ckanext.paser.problems import N_, Problem, Translate, worded
from ckanext.paser.tables.rules import kamus
from ckanext.paser.tables.rules.kamus import Entry

FIELDS = (
    "label",
    "alias",
    "notes",
    "satuan",
    "tipe_data",
    "format_angka",
    "peran",
    "agregasi",
    "kolom_penimbang",
    "desimal",
    "kode_referensi",
    "ukuran",
    "referensi_waktu",
    "id_sds",
    "kalimat_pertanyaan",
    "kelas_data_pribadi",
    "perlakuan",
)
"""The keys that the form offers as they are; ``LINES``, ``DOMAIN``, ``LIMITS``, ``nilai_hilang`` and ``OPEN`` are written otherwise."""
LINES = ("konsep", "referensi_pemilihan", "aturan_validasi")
"""One to a line."""
DOMAIN = "value_domain"
"""A value and what it means, with a mark between, one to a line."""
LIMITS = "batasan"
"""What a machine checks the values by: ``REQUIRED`` is a box, ``BOUNDS`` are fields of their own; the others stay as they are."""
REQUIRED = "required"
BOUNDS = ("minimum", "maximum")
KEYS = (*FIELDS, *LINES, DOMAIN, LIMITS, "nilai_hilang", OPEN)
"""All keys that the form offers."""

BETWEEN_MARKS = ";"
IS = "="

WORDS = {
    "label": N_("Label"),
    "alias": N_("Other name"),
    "notes": N_("Definition"),
    "satuan": N_("Unit"),
    "tipe_data": N_("Type"),
    "format_angka": N_("Numbers are written"),
    "peran": N_("Role"),
    "agregasi": N_("Put together"),
    "kolom_penimbang": N_("Weighted by the column"),
    "desimal": N_("Decimals shown"),
    "kode_referensi": N_("Code list of its values"),
    "konsep": N_("Concepts, one to a line"),
    "ukuran": N_("Measure"),
    "referensi_waktu": N_("Time that it refers to"),
    "referensi_pemilihan": N_("Sources of its definition, one to a line"),
    "id_sds": N_("Code of the data standard"),
    "kalimat_pertanyaan": N_("Question of the survey"),
    "kelas_data_pribadi": N_("Class of personal data"),
    "perlakuan": N_("What was done about them"),
    DOMAIN: N_("What its values mean, one to a line: 1 = Male"),
    "aturan_validasi": N_("Rules that its values follow, one to a line"),
    REQUIRED: N_("A value in every row"),
    "minimum": N_("Least value"),
    "maximum": N_("Greatest value"),
    "nilai_hilang": N_("Marks for a missing value, separated by ;"),
    OPEN: N_("Open to the public"),
}
"""What the form calls the fields of a column."""

_DECIMAL = re.compile(r"-?\d+[.,]\d+")
_WHOLE = re.compile(r"-?\d{1,15}")


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
    before = stored.get(id_, {})
    is_open = f"{number}-{OPEN}" in sent
    marks = sent.get(f"{number}-nilai_hilang", "").split(BETWEEN_MARKS)
    return {
        "id": id_,
        **{key: sent.get(f"{number}-{key}", "").strip() for key in FIELDS},
        **{key: lines(sent.get(f"{number}-{key}", "")) for key in LINES},
        LIMITS: _limits(sent, number, before.get(LIMITS) or {}),
        DOMAIN: [_meaning(line) for line in lines(sent.get(f"{number}-{DOMAIN}", "")) or ()],
        "nilai_hilang": [mark.strip() for mark in marks if mark.strip()],
        OPEN: (True if OPEN in before else None) if is_open else False,
    }


def _limits(sent: Mapping[str, str], number: int, before: Mapping[str, Any]) -> dict[str, Any]:
    """The constraints of a column with the three that the form offers as they were sent; what was left as it stood stays."""
    found = {key: value for key, value in before.items() if key not in (REQUIRED, *BOUNDS)}
    if f"{number}-{REQUIRED}" in sent:
        found[REQUIRED] = True
    elif before.get(REQUIRED) is False:
        found[REQUIRED] = False
    for key in BOUNDS:
        text = sent.get(f"{number}-{key}", "").strip()
        if text:
            found[key] = before[key] if text == str(before.get(key)) else _bound(text)
    return found


def _bound(text: str) -> int | float | str:
    """A number as it is written in Indonesian or by a machine; a date, and what is neither or can be read two ways, stays text."""
    if _WHOLE.fullmatch(text):
        return int(text)
    is_plain = _DECIMAL.fullmatch(text) and not kamus.TWO_WAYS.fullmatch(text)
    return float(text.replace(",", ".")) if is_plain else text


def shown(
    columns: Iterable[tuple[Mapping[str, Any], Entry]], typed: Iterable[Entry] | None, translate: Translate
) -> list[dict[str, Any]]:
    """Columns as the form shows them: each with its entry, and with what is wrong with what was typed of it, by its fields.

    Args:
        columns: of the report, with what stands in the form of each.
        typed: what was sent and is shown again; None where nothing was.
    """
    found = {
        id_: {key: worded(problem, translate) for key, problem in of_column.items()}
        for id_, of_column in faults(typed or ()).items()
    }
    return [
        {
            **one,
            "entry": entry,
            "wrong": {key: f"{told['fact']} {told['remedy']}" for key, told in wrong.items()},
        }
        for one, entry in columns
        for wrong in (found.get(one["id"], {}),)
    ]


def faults(typed: Iterable[Entry]) -> dict[str, dict[str, Problem]]:
    """What is wrong with what was sent, by column and by the field of the form beside which it is told.

    Args:
        typed: as ``entries`` makes them.
    """
    found: dict[str, dict[str, Problem]] = {}
    given = list(typed)
    for problem in [*strangers(given), *kamus.parsed(given)[1]]:
        key = problem.params.get("key")
        field = problem.params.get("name", BOUNDS[0]) if key == LIMITS else key
        if field in WORDS:
            found.setdefault(problem.params["column"], {}).setdefault(field, problem)
    return found


def strangers(typed: Iterable[Entry]) -> list[Problem]:
    """Columns that something is weighted by, and that are not in the form: a name that was typed wrongly."""
    given = list(typed)
    ids = {one["id"] for one in given}
    fact, remedy = N_('There is no column "{value}" in this file.'), N_("Choose one of its columns.")
    return [
        Problem(
            "kamus",
            kamus.PLACE,
            fact,
            remedy,
            {"column": one["id"], "key": "kolom_penimbang", "value": weight[: kamus.SHOWN]},
        )
        for one in given
        if (weight := one["kolom_penimbang"]) and weight not in ids
    ]


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
