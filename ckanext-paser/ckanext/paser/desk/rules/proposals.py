"""What the page of an officer proposes: read from the file, or remembered from the agency's last dataset. Pure.

Each proposal says where it comes from. One stands only in a field that says nothing yet, or says what was proposed before
the file was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.desk.rules import times, titles
from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.rules import measures as known_measures
from ckanext.paser.metadata.rules import placed
from ckanext.paser.problems import N_, Note
from ckanext.paser.registers.rules.schedule import ANNOUNCED
from ckanext.paser.tables.rules import roles
from ckanext.paser.tables.rules.table import Column

REGENCY = "64.01"
REMEMBERED = (
    "contact",
    "kode_urusan",
    "tema_sdi",
    "sumber_data",
    "license_id",
    "kategori_informasi",
    "walidata_pendukung",
    "applicable_legislation",
)
"""What an agency's datasets mostly have in common."""
PERIOD = ("temporal_coverage", *ANNOUNCED)
"""What a new period changes."""
_LEVELS = {"kabupaten": "kabupaten", "kecamatan": "kecamatan", "kelurahan": "desa", "desa": "desa"}
_AT_ONCE = N_("so that it is published as soon as it is approved")
_ONE_PERIOD = N_("one period from today")
_DERIVED = (
    "persentase",
    "prosentase",
    "indeks",
    "rasio",
    "laju",
    "proporsi",
    "prevalensi",
    "tingkat",
    "angka",
)


@dataclass(frozen=True)
class Proposal:
    """A value for a field as the form stores it, and where it comes from."""

    value: Any
    source: Note


@dataclass(frozen=True)
class File:
    """What is known of a file; of one that is still being read its name alone.

    Args:
        titles: the rows above its table.
        columns: of its table, with their roles.
        values: some values of the columns of times and areas, by column.
    """

    name: str = ""
    titles: Sequence[str] = ()
    columns: Sequence[Column] = ()
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


Proposals = dict[str, Proposal]
Said = Mapping[str, Any]


def proposals(file: File, agency: Said, last: Said | None, today: date) -> Proposals:
    """All that can be proposed.

    Args:
        agency: title, email, kode_urusan of the agency.
        last: its newest dataset beside this one, if there is one.
        today: for the day of release and that of the next update.
    """
    made = dict(_of_agency(agency))
    made |= dict(_remembered(last or {}, agency))
    return made | of_file(file, today)


def of_frequency(said: Said, today: date) -> Proposals:
    """The day of release and that of the next data, of a dataset whose frequency an officer has said and its file does not tell.

    Args:
        said: the dataset as it is stored.
    """
    frequency = said.get("frequency")
    if not frequency or frequency in metadata.UNSCHEDULED:
        return {}
    made = {"jadwal_rilis": _proposal(today.isoformat(), _AT_ONCE)}
    step = next((step for step, code in times.FREQUENCY_OF.items() if code == frequency), "")
    if day := times.next_day(step, today):
        made["jadwal_pemutakhiran"] = _proposal(day.isoformat(), _ONE_PERIOD)
    return made


def together(of_files: Sequence[Proposals]) -> Proposals:
    """What is proposed for a dataset of several files: the time and the levels of all, else what the newest says.

    Args:
        of_files: what each proposes, of the newest first.
    """
    made: Proposals = {}
    for one in reversed(of_files):
        made |= one
    for name, unite in (("temporal_coverage", times.around), ("level_penyajian", _all)):
        values = [one[name].value for one in of_files if name in one]
        if values and (value := unite(values)) != made[name].value:
            made[name] = _proposal(value, N_("read from all files"))
    return made


def _all(values: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(code for codes in values for code in codes))


def of_file(file: File, today: date) -> Proposals:
    """What is proposed for a dataset by its file alone, whatever its agency and other datasets say."""
    made = dict(_of_title(file)) | dict(_of_time(file, today)) | dict(_of_places(file))
    return made | dict(_of_measures(file, made))


def shown(
    said: Said,
    now: Proposals,
    early: Proposals,
    emptied: Collection[str] = frozenset(),
    derived: Collection[str] = frozenset(),
) -> Proposals:
    """The proposals that stand in the form: nothing that somebody has written is written over, and no date is proposed for
    data without a schedule.

    Args:
        said: the dataset as it is stored.
        early: what was proposed when only the name of the file was known.
        emptied: the fields that somebody has emptied on purpose.
        derived: the fields that only say what was proposed for a file that was replaced.
    """
    left = {*emptied, *(ANNOUNCED if said.get("frequency") in metadata.UNSCHEDULED else ())}
    return {
        name: made
        for name, made in now.items()
        if name not in left and (name in derived or _is_open(said.get(name), made, early.get(name)))
    }


def unsaid(empty: Said, now: Proposals, derived: Collection[str]) -> Proposals:
    """Nothing, in the place of what was derived from a file that was replaced, where the file that there is now tells nothing of it.

    Args:
        empty: by field that may stand empty, how it does.
        derived: as in ``shown``.
    """
    fact = N_("the new file does not tell it; what stood here was read from the former one")
    return {
        name: _proposal(empty[name], fact) for name in sorted(derived) if name in empty and name not in now
    }


def of_period(said: Said, now: Proposals, today: date) -> dict[str, Any]:
    """What stands in the form of a new period: what follows from its file, but no other day than the one of release that is
    announced and still to come, and none for data without a schedule.

    Args:
        said: the dataset as it is stored.
    """
    is_announced = str(said.get("jadwal_rilis") or "")[:10] > today.isoformat()
    left = {"jadwal_rilis"} if is_announced else set()
    left |= set(ANNOUNCED) if said.get("frequency") in metadata.UNSCHEDULED else set()
    return {name: now[name].value for name in PERIOD if name in now and name not in left}


def _is_open(value: Any, now: Proposal, early: Proposal | None) -> bool:
    if value in (None, "", []) or value == now.value:
        return True
    return early is not None and _folded(value) == _folded(early.value)


def _folded(value: Any) -> Any:
    """CKAN stores a file under its name in small letters, of which a title may have been made as it was sent."""
    return value.casefold() if isinstance(value, str) else value


def _proposal(value: Any, fact: str, **params: Any) -> Proposal:
    return Proposal(value, Note("proposal", fact, params))


def _of_agency(agency: Said) -> Iterator[tuple[str, Proposal]]:
    source, title = N_("from the page of {agency}"), agency.get("title") or ""
    if title:
        yield "sumber_data", _proposal(title, source, agency=title)
    if title and agency.get("email"):
        yield "contact", _proposal([{"name": title, "email": agency["email"]}], source, agency=title)
    if len(agency.get("kode_urusan") or []) == 1:
        yield "kode_urusan", _proposal(agency["kode_urusan"][0], source, agency=title)
    yield "license_id", _proposal("cc-by", N_("the licence of most data of the regency"))


def _remembered(last: Said, agency: Said) -> Iterator[tuple[str, Proposal]]:
    for name in REMEMBERED:
        if last.get(name) not in (None, "", []):
            source = N_("from the last dataset of {agency}")
            yield name, _proposal(last[name], source, agency=agency.get("title") or "")


def _of_title(file: File) -> Iterator[tuple[str, Proposal]]:
    above = titles.of_rows(file.titles)
    title = above or titles.of_file(file.name)
    if not title:
        return
    source = N_("read from the title row of the file") if above else N_("from the name of the file")
    yield "title", _proposal(title, source)
    if words := titles.keywords(title):
        yield "tag_string", _proposal(",".join(words), N_("from the words of the title"))
    if concept := titles.concept(title):
        yield "konsep", _proposal([concept], N_("from the words of the title"))


def _of_time(file: File, today: date) -> Iterator[tuple[str, Proposal]]:
    found = _time(file)
    if found is None:
        return
    span, source, params = found
    yield "temporal_coverage", _proposal([{"start": span.start, "end": span.end}], source, **params)
    yield "temporal_resolution", _proposal(span.step, source, **params)
    reason = N_("as often as there are figures")
    yield "frequency", _proposal(times.FREQUENCY_OF[span.step], reason)
    yield "kategori_informasi", _proposal("berkala", N_("as it comes out regularly"))
    yield (
        "jadwal_rilis",
        _proposal(today.isoformat(), _AT_ONCE),
    )
    day = times.next_day(span.step, today)
    if day:
        yield "jadwal_pemutakhiran", _proposal(day.isoformat(), _ONE_PERIOD)


def _time(file: File) -> tuple[times.Span, str, dict[str, Any]] | None:
    """The time that the file is about: its column of times, its headers, its title rows, its name, in this order."""
    by_role = [column for column in file.columns if column.role == roles.TIME]
    months = [column for column in by_role if column.label.lower().startswith(("bulan", "bln"))]
    for column in by_role:
        beside = [value for one in months if one is not column for value in file.values.get(one.id, ())]
        if span := times.of_values(file.values.get(column.id, ()), beside):
            return span, N_("read from the column {column}"), {"column": column.label}
    for texts, source in (
        ([column.label for column in file.columns], N_("read from the headers of the columns")),
        (file.titles, N_("read from the title row of the file")),
        ([file.name], N_("from the name of the file")),
    ):
        if span := times.covering(found for text in texts if (found := times.told(text))):
            return span, source, {}
    return None


def _of_places(file: File) -> Iterator[tuple[str, Proposal]]:
    for column in file.columns:
        found = [area for value in file.values.get(column.id, ()) if (area := areas.find(value))]
        if column.role == roles.AREA and 2 * len(found) > len(file.values.get(column.id, ())):
            source, params = N_("read from the column {column}"), {"column": column.label}
            level = Counter(_LEVELS[area.level] for area in found).most_common(1)[0][0]
            known = {area.code_kemendagri for area in found}
            yield "level_penyajian", _proposal([level], source, **params)
            yield "kode_wilayah", _proposal(sorted(known) if len(known) == 1 else [REGENCY], source, **params)
            return
    if file.columns:
        source = N_("as no column names areas")
        yield "level_penyajian", _proposal(["kabupaten"], source)
        yield "kode_wilayah", _proposal([REGENCY], source)


def _of_measures(file: File, made: Proposals) -> Iterator[tuple[str, Proposal]]:
    measures = [column for column in file.columns if column.role == roles.MEASURE]
    title = str(made["title"].value) if "title" in made else ""
    first = title.split(" ", 1)[0].lower()
    if file.name.lower().endswith(".geojson"):
        yield "jenis", _proposal("spasial", N_("as the file is a map"))
    elif file.columns and not measures:
        yield "jenis", _proposal("register", N_("as no column is a measure"))
    elif first in _DERIVED:
        yield "jenis", _proposal("indikator", N_("from the words of the title"))
    elif measures:
        yield "jenis", _proposal("variabel", N_("as its columns are counted or measured"))
    unit = _unit(measures, file.titles)
    if unit:
        yield "satuan", unit
    if measured := known_measures.of_words(title):
        yield "ukuran", _proposal(measured, N_("from the words of the title"))
    elif unit and (measured := known_measures.of_unit(unit.value)):
        yield "ukuran", _proposal(measured, N_("from the unit"))


def _unit(measures: Iterable[Column], rows: Sequence[str]) -> Proposal | None:
    """The unit of all measures, if they have one; else the one that a title row names in brackets."""
    units = {metadata.unit(column.unit) for column in measures}
    if len(units) == 1 and (unit := units.pop()):
        return _proposal(unit, N_("read from the headers of the columns"))
    known = {term.code for term in metadata.vocabulary("SATUAN")}
    for row in rows:
        inside = row.rpartition("(")[2].partition(")")[0].removeprefix("dalam ").strip()
        if "(" in row and (unit := metadata.unit(inside)) in known:
            return _proposal(unit, N_("read from the title row of the file"))
    return None


def dictionary(
    columns: Iterable[Column], stored: Mapping[str, Said], values: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Any]]:
    """What is proposed for each column of the data dictionary, below what somebody has decided.

    Args:
        values: some values of the columns of times and areas, by column.
    """
    found: dict[str, dict[str, Any]] = {}
    for column in columns:
        system = placed.code_system(values.get(column.id, ())) if column.role == roles.AREA else ""
        proposed = {
            "id": column.id,
            "label": column.label,
            "peran": column.role,
            "agregasi": column.aggregation,
            "satuan": metadata.unit(column.unit) if column.unit else "",
            "kode_referensi": metadata.AREA_LISTS.get(system, ""),
        }
        found[column.id] = {key: value for key, value in proposed.items() if value} | dict(
            stored.get(column.id, {})
        )
    return found
