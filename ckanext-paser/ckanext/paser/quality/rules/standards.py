"""Standard and reference codes: Perpres 39/2019 articles 4 to 10, as the profile asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ckanext.paser.metadata.rules import crossfields, obeyed
from ckanext.paser.metadata.rules.requirements import OF_FILE, files, is_empty
from ckanext.paser.metadata.rules.vocabularies import term, unit, vocabulary
from ckanext.paser.problems import N_, Problem
from ckanext.paser.quality.rules.describing import place
from ckanext.paser.quality.rules.losses import Found, Place
from ckanext.paser.quality.rules.tables import Seen, columns
from ckanext.paser.tables.rules.roles import AREA, MEASURE

Said = Mapping[str, Any]

PARTS = ("konsep", "definisi", "klasifikasi", "ukuran", "satuan")
"""The data standard (article 4)."""
_RAISED = str.maketrans("²³", "23")
_SIGNS = {"°c", "rp", "µg/m3", "μg/m3"}
"""Signs of units of the list that it writes otherwise."""
_MEASURING = {"indikator", "variabel"}
_AREA_RULE = 10
_CODE = "code"
_BY_NAME = "nama"


def standard(dataset: Said) -> Iterator[Found]:
    """Criteria standard_parts and standard_named: asked of indicators and variables."""
    if dataset.get("jenis") not in _MEASURING:
        return
    for field in PARTS:
        if is_empty(dataset.get(field)):
            fact, remedy = N_("This part of the data standard is empty."), N_("Fill it in.")
            yield Found("standard_parts", Problem("standard_part", "", fact, remedy), Place(field))
    status = dataset.get("status_standar_data")
    if status in (None, "", "belum"):
        fact = N_("It is not said which data standard the dataset follows.")
        remedy = N_("Look it up in the list of national standards, or choose whose standard it is.")
        yield Found("standard_named", Problem("no_standard", "", fact, remedy), Place("status_standar_data"))
    elif status == "nasional" and is_empty(dataset.get("id_sds")):
        fact = N_("The code of the national data standard is missing.")
        yield Found(
            "standard_named", Problem("no_standard_code", "", fact, N_("Fill it in.")), Place("id_sds")
        )


def units(dataset: Said, seen: Seen) -> Iterator[Found]:
    """Criterion units: of the dataset, and of the columns that measure."""
    text = dataset.get("satuan")
    measures = [
        (file, column) for file, column in columns(dataset, seen) if column.role == MEASURE and column.unit
    ]
    share = 1 / max(1, bool(text) + len(measures))
    if _is_unlisted(text):
        fact = N_("“{unit}” is not in the list of units.")
        yield Found("units", _unlisted(fact, unit=text), Place("satuan"), share)
    for file, column in measures:
        if _is_unlisted(column.unit):
            fact = N_("The unit “{unit}” of column “{column}” is not in the list of units.")
            problem = _unlisted(fact, unit=column.unit, column=column.label)
            yield Found("units", problem, Place("kamus_data", file["id"], column.id, page="columns"), share)


def _unlisted(fact: str, **params: Any) -> Problem:
    return Problem("unit_unlisted", "", fact, N_("Choose one that is."), params)


def _is_unlisted(text: Any) -> bool:
    """Tell whether a unit is none of the list, by its code, its label or its sign (``km²``, ``%``)."""
    written = " ".join(str(text or "").translate(_RAISED).split())
    return bool(written) and term("SATUAN", unit(written)) is None and written.casefold() not in _signs()


@cache
def _signs() -> frozenset[str]:
    return frozenset(one.extra["ucum_or_note"].casefold() for one in vocabulary("SATUAN")) | _SIGNS


def areas(dataset: Said, tables: crossfields.Tables) -> Iterator[Found]:
    """Criterion areas: asked of tables by area; those of rule 10 with what their cells hold."""
    by_area = [file for file in files(dataset) if OF_FILE["kolom_wilayah"].when(dataset, file)]
    share = 1 / max(1, len(by_area))
    for file in by_area:
        id_ = file.get("id") or ""
        if is_empty(file.get("kolom_wilayah")):
            fact = N_("It is not said which column has the codes of areas.")
            problem = Problem(
                "no_area_column", "", fact, N_("Choose it, or add a column with the codes of Kemendagri.")
            )
            yield Found("areas", problem, Place("kolom_wilayah", id_, page="columns"), share)
        elif file.get("sistem_kode_wilayah") == _BY_NAME:
            fact = N_("Areas are told by name, which is written in several ways.")
            problem = Problem("areas_by_name", "", fact, N_("Add a column with the codes of Kemendagri."))
            yield Found("areas", problem, Place("sistem_kode_wilayah", id_, page="file"), share / 2)
    for finding in crossfields.RULES[_AREA_RULE](dataset, tables):
        file = files(dataset)[finding.file or 0]
        column = str(file.get("kolom_wilayah") or "")
        at = Place("kolom_wilayah", file.get("id") or "", column, page="columns")
        yield Found("areas", finding.problem, at, share / 2)


def code_lists(dataset: Said, seen: Seen, tables: crossfields.Tables) -> Iterator[Found]:
    """Criterion code_lists: columns of codes and of areas, the dataset where it has such columns, and columns whose values are
    none of their list (rule 15).
    """
    coded = [
        (file, column)
        for file, column in columns(dataset, seen)
        if column.type == _CODE or (column.role == AREA and column.id == file.get("kolom_wilayah"))
    ]
    share = 1 / (len(coded) + 1)
    for file, column in coded:
        said = next((one for one in file.get("kamus_data") or [] if one.get("id") == column.id), {})
        if not said.get("kode_referensi") and not said.get("value_domain"):
            fact = N_("It is not said which code list column “{column}” uses.")
            remedy = N_("Choose the list in the data dictionary.")
            problem = Problem("no_code_list", "", fact, remedy, {"column": column.label})
            at = Place("kamus_data", file["id"], column.id, page="columns")
            yield Found("code_lists", problem, at, share)
    if coded and is_empty(dataset.get("kode_referensi")):
        fact = N_("The dataset does not name the code lists that it uses.")
        problem = Problem("no_codes_named", "", fact, N_("Choose them."))
        yield Found("code_lists", problem, Place("kode_referensi"), share)
    for finding in obeyed.codes(dataset, tables):
        yield Found("code_lists", finding.problem, place(finding, dataset), share)


def judged(dataset: Said, seen: Seen, tables: crossfields.Tables) -> Iterator[Found]:
    """All of the dimension."""
    yield from standard(dataset)
    yield from units(dataset, seen)
    yield from areas(dataset, tables)
    yield from code_lists(dataset, seen, tables)
