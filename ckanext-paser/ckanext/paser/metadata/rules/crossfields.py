"""Rules 1 to 14 of table 6.7 of the profile, and 15 of table 6.5: what fields of a dataset say about one another.

Each is a function of a dataset as it is shown, with its files, and of what is known of their tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ckanext.paser.metadata.rules import contacts, dictionaries, filenames, known, licences, obeyed, titles
from ckanext.paser.metadata.rules.closed import for_public
from ckanext.paser.metadata.rules.files import is_data, is_looked_through, is_table
from ckanext.paser.metadata.rules.findings import Finding, Level, found, is_error
from ckanext.paser.metadata.rules.known import Tables
from ckanext.paser.metadata.rules.periods import period
from ckanext.paser.metadata.rules.placed import coded
from ckanext.paser.metadata.rules.requirements import Said, files, lacking
from ckanext.paser.metadata.rules.vocabularies import NEVER, PARENT_OF, parent_of
from ckanext.paser.problems import N_

_STRICTNESS = ("terbuka", "terbatas", "tertutup")
_CLASSES = ("tidak_ada", "agregat", "tidak_langsung", "pseudonim", "umum", "spesifik")
"""Classes of personal data of datasets and columns, the strictest last."""
_ALLOWED = {"umum": {"terbatas", "tertutup"}, "spesifik": {"tertutup"}, "pseudonim": {"terbatas"}}
_STRICTER = {
    "umum": N_("Choose restricted or closed, or take the personal data out."),
    "spesifik": N_("Choose closed, or take the personal data out."),
    "pseudonim": N_("Choose restricted, or take the personal data out."),
}
_PUBLISHABLE_SCANS = {"bersih", "ditinjau", "tidak_berlaku"}
_DATA_KINDS = {"data", "api", "peta"}
_YEAR = re.compile(r"20\d{2}")
_NEVER_SUMMED = {"persen", "indeks", "persentase", "rasio", "rata-rata"}


Rule = Callable[[Said, Tables], Iterable[Finding]]


def column_w(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 0: what has to be filled in, and what a title, a contact or the name of a file should not say."""
    yield from lacking(dataset, 0)
    yield from titles.judge(dataset)
    yield from contacts.judge(dataset)
    if len(str(dataset.get("notes") or "")) < 50:
        fact = N_("The description has less than 50 characters.")
        yield found(
            0, "notes", fact, N_("Say what it contains, where from and what for."), level=Level.WARNING
        )
    yield from filenames.judge(dataset)


def indicator(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 1: an indicator says how it is computed and of what."""
    yield from lacking(dataset, 1)


def variable(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 2: what is measured has its standard, and a column that is the measure."""
    yield from lacking(dataset, 2)
    if dataset.get("jenis") != "variabel":
        return
    for position, file in enumerate(files(dataset)):
        if (
            is_data(file)
            and is_table(file)
            and not any(one.get("peran") == "ukuran" for one in for_public(file.get("kamus_data")))
        ):
            fact = N_("No column of this table is said to be what is measured.")
            remedy = N_("Choose the role “measure” for it in the data dictionary.")
            yield found(2, "kamus_data", fact, remedy, level=Level.TERBIT, file=position)


def priority(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 3: priority data say by which criterion, for which years and by which decree, and have been checked."""
    yield from lacking(dataset, 3)


def exempted(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 4: exempted information says on which grounds, and is not open."""
    yield from lacking(dataset, 4)
    if dataset.get("kategori_informasi") == "dikecualikan" and _access(dataset) == "terbuka":
        fact = N_("Exempted information cannot be open.")
        yield found(
            4, "akses_level", fact, N_("Choose restricted or closed, or another category of information.")
        )


def announced(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 5: what the law has announced periodically or at once is open."""
    if dataset.get("kategori_informasi") in ("berkala", "serta_merta") and _access(dataset) != "terbuka":
        fact = N_("Information that has to be announced is open to everybody.")
        yield found(5, "akses_level", fact, N_("Choose open, or another category of information."))


def personal(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 6: the more personal the data, the less open; and the dataset is as strict as its strictest column."""
    kind = dataset.get("klasifikasi_data_pribadi")
    if kind in _ALLOWED and _access(dataset) not in _ALLOWED[kind]:
        fact = N_("Data with this kind of personal data cannot have this access level.")
        yield found(6, "akses_level", fact, _STRICTER[kind])
    strictest = max((_class(one.get("kelas_data_pribadi")) for one in _public_columns(dataset)), default=0)
    if kind and strictest > _class(kind):
        fact = N_("A column holds a stricter class of personal data than the dataset says.")
        remedy = N_("Choose the class of that column here, or leave the column out.")
        yield found(6, "klasifikasi_data_pribadi", fact, remedy)


def publishable(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 7: what the workflow publishes is complete, has data that were looked through, and a licence.

    Of data that are not open the card alone may be published (rule 8). That somebody else than the author approves is the
    workflow's own (four eyes).
    """
    if dataset.get("license_id") == "notspecified":
        fact = N_("Without a licence nobody may use the data.")
        yield found(7, "license_id", fact, N_("Choose a licence."), level=Level.TERBIT)
    elif (licence := dataset.get("license_id")) and not licences.is_offered(licence):
        fact, remedy = N_("The licence “{value}” is not offered any more."), N_("Choose one of the list.")
        yield found(7, "license_id", fact, remedy, level=Level.TERBIT, value=licence)
    kept = [one for one in files(dataset) if (one.get("jenis_resource") or "data") in _DATA_KINDS]
    if not kept and _access(dataset) == "terbuka":
        fact = N_("The dataset has no data yet.")
        yield found(7, "status_sdi", fact, N_("Add a file, or the address of a service."), level=Level.TERBIT)
    for position, file in enumerate(files(dataset)):
        if file in kept and is_looked_through(file) and file.get("pii_scan_status") not in _PUBLISHABLE_SCANS:
            fact = N_("The file was not found free of personal data.")
            remedy = N_(
                "Wait until it is looked through, or decide on its page what is done with what was found. Replace one that cannot be read."
            )
            yield found(7, "pii_scan_status", fact, remedy, level=Level.TERBIT, file=position)
    yield from dictionaries.incomplete(dataset, tables)


def private(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 8: data that are not open are private; their card alone may be public, without files."""
    if not dataset.get("private") and _access(dataset) != "terbuka" and files(dataset):
        fact = N_("Data that are not open cannot be public.")
        yield found(8, "private", fact, N_("Make the dataset private, or publish its card without files."))


def timely(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 9: what files and tables tell of lies within the time that the dataset covers."""
    covered = list(
        _spans((one.get("start"), one.get("end")) for one in dataset.get("temporal_coverage") or [])
    )
    for position, file in enumerate(files(dataset)):
        own = list(_spans([(file.get("periode_mulai"), file.get("periode_selesai"))]))
        if own and own[0][1] < own[0][0]:
            fact = N_("The period of the file ends before it begins.")
            yield found(9, "periode_selesai", fact, N_("Correct one of the two."), file=position)
            continue
        seen = known.of_file(file, tables).times
        for field, spans in (("periode_mulai", own), ("kamus_data", list(_spans([seen] if seen else [])))):
            if covered and any(not _covers(covered, span) for span in spans):
                fact = N_("The data reach beyond the time that the dataset covers.")
                remedy = N_("Correct the period, or extend the time covered.")
                yield found(9, field, fact, remedy, level=Level.TERBIT, file=position)


def scheduled(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 11: what is never updated has no next date; the next update lies after the last one."""
    dates = {name: dataset.get(name) for name in ("jadwal_rilis", "jadwal_pemutakhiran")}
    if dataset.get("frequency") == NEVER:
        for name, value in dates.items():
            if value:
                fact = N_("Data that are never updated have no next date.")
                yield found(11, name, fact, N_("Leave it empty, or choose another frequency."))
    elif (
        dates["jadwal_pemutakhiran"]
        and dates["jadwal_pemutakhiran"] <= str(dataset.get("modified") or "")[:10]
    ):
        fact = N_("The next update does not lie after the last one.")
        yield found(11, "jadwal_pemutakhiran", fact, N_("Write a later day."), level=Level.TERBIT)


def belonging(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 12: a subtheme is one of the theme, a sub-dimension one of a chosen pillar."""
    for name, parent in PARENT_OF.items():
        chosen, above = _listed(dataset.get(name)), _listed(dataset.get(parent))
        if any(parent_of(name, code) not in above for code in chosen):
            fact = N_("This choice does not belong to what is chosen above it.")
            yield found(12, name, fact, N_("Choose one that does, or leave it empty."))


def priority_years(value: Any) -> list[str]:
    """Rule 13: years as a list, whether they come as one or as "2025;2026" or "2025, 2026"."""
    given = [value] if isinstance(value, (str, int)) else value or []
    parts = (part for one in given for part in re.split(r"[;,\s]+", str(one)))
    return list(dict.fromkeys(part for part in parts if part))


def years_of_priority(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 13: what is given as years of priority are years."""
    wrong = [year for year in priority_years(dataset.get("prioritas_tahun")) if not _YEAR.fullmatch(year)]
    if wrong:
        remedy = N_("Write years from 2000 on, such as 2025; 2026.")
        yield found(13, "prioritas_tahun", N_("“{value}” is no year."), remedy, value=wrong[0])


def percentages(dataset: Said, tables: Tables) -> Iterator[Finding]:
    """Rule 14: percentages lie between 0 and 100 unless the dictionary says otherwise, and are never summed."""
    for position, file in enumerate(files(dataset)):
        ranges = known.of_file(file, tables).ranges or {}
        for column in _columns(file):
            low, high = ranges.get(column.get("id", ""), (0, 0))
            if (
                column.get("satuan") == "persen"
                and not column.get("aturan_validasi")
                and (low < 0 or high > 100)
            ):
                fact = N_("Column “{column}” has percentages outside 0 to 100.")
                remedy = N_("Correct them, or write in the data dictionary why they are right.")
                yield _of_column(fact, remedy, position, column)
            if column.get("agregasi") == "jumlah" and _is_ratio(column):
                fact = N_("Column “{column}” is a ratio, which cannot be summed.")
                yield _of_column(fact, N_("Choose another aggregation."), position, column)


def _of_column(fact: str, remedy: str, position: int, column: Said) -> Finding:
    name = column.get("id", "")
    return found(14, "kamus_data", fact, remedy, level=Level.TERBIT, file=position, column=name)


RULES: dict[int, Rule] = {
    0: column_w,
    1: indicator,
    2: variable,
    3: priority,
    4: exempted,
    5: announced,
    6: personal,
    7: publishable,
    8: private,
    9: timely,
    10: coded,
    11: scheduled,
    12: belonging,
    13: years_of_priority,
    14: percentages,
    obeyed.RULE: obeyed.obeyed,
}
"""The rules by their number in table 6.7; 0 is column W and the title, 15 what table 6.5 has a machine check of the cells."""


def findings(dataset: Said, tables: Tables | None = None) -> list[Finding]:
    """All that the rules have to say about a dataset, with the dictionary that its tables themselves complete."""
    judged = dictionaries.whole(dataset, tables or {})
    return [finding for rule in RULES.values() for finding in rule(judged, tables or {})]


def errors(dataset: Said, tables: Tables | None = None) -> list[Finding]:
    """What keeps a dataset from being public."""
    return [one for one in findings(dataset, tables) if is_error(one, dataset.get("status_sdi"))]


def advice(dataset: Said, tables: Tables | None = None) -> list[Finding]:
    """What would make a dataset better, and keeps nobody from publishing it."""
    return [one for one in findings(dataset, tables) if one.level is Level.WARNING]


def broken_files(dataset: Said, some: Sequence[Said]) -> set[int]:
    """The positions of files that keep a dataset from being public, among some of its files.

    Args:
        dataset: as a form or program sends it; of its fields only the few count that files depend on.
    """
    about = {name: dataset.get(name) for name in ("jenis", "sistem_asal", "status_sdi")}
    return {one.file for one in errors({**about, "resources": some}) if one.file is not None}


def _access(dataset: Said) -> str:
    said = dataset.get("akses_level") or "terbuka"
    return said if said in _STRICTNESS else "tertutup"


def _columns(file: Said) -> list[Mapping[str, Any]]:
    return [one for one in file.get("kamus_data") or [] if isinstance(one, Mapping)]


def _public_columns(dataset: Said) -> Iterator[Mapping[str, Any]]:
    """The columns of all files that are not left out of what is public."""
    for file in files(dataset):
        yield from for_public(file.get("kamus_data"))


def _class(name: Any) -> int:
    return _CLASSES.index(name) if name in _CLASSES else 0


def _spans(pairs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """First and last day of each pair of periods that can be read."""
    for start, end in pairs:
        try:
            yield period(str(start or ""))[0], period(str(end or ""))[1]
        except ValueError:
            continue


def _covers(covered: list[tuple[Any, Any]], span: tuple[Any, Any]) -> bool:
    """Within the whole time covered: a gap between two parts is a missing year, not an error of the file."""
    return min(one[0] for one in covered) <= span[0] and span[1] <= max(one[1] for one in covered)


def _is_ratio(column: Said) -> bool:
    return not _NEVER_SUMMED.isdisjoint({column.get("satuan"), column.get("ukuran")})


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
