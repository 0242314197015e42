"""The data dictionary of a table as the profile wants it when it is published (table 6.5, and rule 7 of 6.7).

An officer decides little of it (``kamus_data``): the rest follows from the table, and from what its dataset says of all that
it measures. What neither tells has to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.paser.metadata.rules import known, measures, vocabularies
from ckanext.paser.metadata.rules.closed import OPEN, is_closed
from ckanext.paser.metadata.rules.files import is_data, is_table
from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.metadata.rules.requirements import files, is_empty
from ckanext.paser.problems import N_

Said = Mapping[str, Any]
Entry = dict[str, Any]

MEASURE = "ukuran"
_CODED = ("wilayah", "dimensi")
_DIMENSION = "dimensi"
_ASKED = (MEASURE, _DIMENSION)
"""The roles of columns that a questionnaire asks for; areas, times and numbers of rows are known without."""
_SURVEY = "SURVEI"
_NUMBERS = ("INTEGER", "NUMERIC")
_ID = re.compile(r"[a-z0-9][a-z0-9_]{0,62}")
"""Table 6.5 has a letter first; years that stand across keep their number as name (``2024``)."""
_NOBODYS = "tidak_ada"
_CLASSES = {"agregat": _NOBODYS, "pseudonim": "tidak_langsung"}
"""The class of personal data of columns, where the dataset's own list has another word for it."""
_ALWAYS = ("label", "notes", "tipe_data", OPEN, "peran", "kelas_data_pribadi")
_OF_MEASURES = ("ukuran", "satuan", "agregasi")
_LACKS = {
    "notes": (
        N_("Column “{column}” has no definition in the data dictionary."),
        N_("Write what it counts or measures, or fill in the definition of the dataset."),
    ),
    "satuan": (
        N_("Column “{column}” has no unit in the data dictionary."),
        N_("Choose its unit, or fill in the unit of the dataset."),
    ),
    "id": (
        N_("“{column}” is no name of a column that other systems can use."),
        N_("Name it with small letters, digits and “_”, at most 63, and load the table anew."),
    ),
    "kalimat_pertanyaan": (
        N_("The question of the survey that column “{column}” comes from is not in the data dictionary."),
        N_("Write the question as it was asked."),
    ),
    "kode_referensi": (
        N_("It is not said which code list column “{column}” uses."),
        N_("Choose the list in the data dictionary, or write there what each value means."),
    ),
    "perlakuan": (
        N_("Column “{column}” holds personal data, and it is not said what was done about them."),
        N_("Write the treatment into the data dictionary, or leave the column out of what is public."),
    ),
}
OF_DATASET = {"notes": "definisi", "satuan": "satuan"}
"""Fields of a dataset that say it of all its measures, by the key of a column."""
_LACKS_ANOTHER = (
    N_("Column “{column}” has no “{key}” in the data dictionary."),
    N_("Write it into the data dictionary."),
)


def whole(dataset: Said, tables: known.Tables) -> Said:
    """A dataset whose files have all of their dictionary: what was decided, above what their tables and the dataset say."""
    if not tables:
        return dataset
    return {**dataset, "resources": [_with_entries(file, dataset, tables) for file in files(dataset)]}


def _with_entries(file: Said, dataset: Said, tables: known.Tables) -> Said:
    of_table = known.of_file(file, tables).columns
    if not of_table:
        return file
    decided = {
        one["id"]: one for one in file.get("kamus_data") or [] if isinstance(one, Mapping) and "id" in one
    }
    inside = {one["id"]: _entry({**one, **decided.get(one["id"], {})}, file, dataset) for one in of_table}
    return {
        **file,
        "kamus_data": [*inside.values(), *(one for id_, one in decided.items() if id_ not in inside)],
    }


def _entry(said: Said, file: Said, dataset: Said) -> Entry:
    """A column with what follows for it from the dataset.

    The sentences that define a measure, its kind and its unit are the dataset's unless its own are written; another column
    means what its header says. Figures that nobody has said may be summed may not.
    """
    kind = str(dataset.get("klasifikasi_data_pribadi") or _NOBODYS)
    follows: Entry = {OPEN: not is_closed(said), "kelas_data_pribadi": _CLASSES.get(kind, kind)}
    if said.get("peran") == MEASURE:
        unit = str(said.get("satuan") or dataset.get("satuan") or "")
        measured = (
            dataset.get("ukuran") or measures.of_words(said.get("label") or "") or measures.of_unit(unit)
        )
        follows |= {"ukuran": measured or "nilai", "satuan": unit, "agregasi": "tidak_boleh"}
        follows["notes"] = dataset.get("definisi")
    else:
        follows["notes"] = said.get("label")
    if said["id"] == file.get("kolom_wilayah"):
        follows["kode_referensi"] = vocabularies.AREA_LISTS.get(file.get("sistem_kode_wilayah") or "")
    return {**follows, **{key: value for key, value in said.items() if not is_empty(value)}}


def incomplete(dataset: Said, tables: known.Tables) -> Iterator[Finding]:
    """What the dictionaries of tables lack, of those whose columns are known.

    Args:
        dataset: as ``whole`` makes it.
    """
    for position, file in enumerate(files(dataset)):
        table = known.of_file(file, tables)
        if not (is_data(file) and is_table(file) and table.columns):
            continue
        inside = {one["id"] for one in table.columns}
        for entry in (one for one in file.get("kamus_data") or [] if one.get("id") in inside):
            for key in _lacking(entry, dataset, is_code=entry["id"] in table.codes):
                fact, remedy = _LACKS.get(key, _LACKS_ANOTHER)
                params = {"column": entry["id"], "key": key}
                yield found(7, "kamus_data", fact, remedy, level=Level.TERBIT, file=position, **params)


def _needed(entry: Said, dataset: Said) -> Iterator[str]:
    """The keys that a column of its role and type has to have, in a dataset of its kind."""
    yield from _ALWAYS
    if entry.get("peran") == MEASURE:
        yield from _OF_MEASURES
    if entry.get("tipe_data") in _NUMBERS:
        yield "format_angka"
    if dataset.get("cara_pengumpulan_data") == _SURVEY and entry.get("peran") in _ASKED:
        yield "kalimat_pertanyaan"


def _is_coded(entry: Said, *, is_code: bool) -> bool:
    """Tell whether values mean something else than they say: codes, and the numbers of a dimension. Words mean themselves."""
    is_numbered = entry.get("peran") == _DIMENSION and entry.get("tipe_data") in _NUMBERS
    return is_numbered or (is_code and entry.get("peran") in _CODED)


def _lacking(entry: Said, dataset: Said, *, is_code: bool) -> Iterator[str]:
    if not _ID.fullmatch(entry["id"]):
        yield "id"
    yield from (key for key in _needed(entry, dataset) if is_empty(entry.get(key)))
    is_coded = _is_coded(entry, is_code=is_code)
    if is_coded and is_empty(entry.get("kode_referensi")) and is_empty(entry.get("value_domain")):
        yield "kode_referensi"
    is_open = not is_closed(entry) and (dataset.get("akses_level") or "terbuka") == "terbuka"
    is_personal = entry.get("kelas_data_pribadi") != _NOBODYS
    if (
        is_open
        and is_personal
        and is_empty(entry.get("perlakuan"))
        and not dataset.get("perlakuan_data_pribadi")
    ):
        yield "perlakuan"
