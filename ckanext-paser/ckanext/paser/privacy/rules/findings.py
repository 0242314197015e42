"""What was found, where, and whether it holds: never the datum itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from typing import Any

from ckanext.paser.privacy.rules.identity import digits
from ckanext.paser.privacy.rules.kinds import (
    Detector,
    Kind,
    Severity,
    anywhere,
    data_in,
    is_suspect,
    without_data,
)
from ckanext.paser.privacy.rules.probe import Hits, Probe
from ckanext.paser.problems import N_

SHOWN = 20
"""Addresses of cells that a finding names."""
MANY = 3
"""Different data from which on a column holds."""
SHARE = 0.01
"""Share of a column's cells from which on it holds."""
REAL = 0.2
"""Share of real numbers among those of the same shape below which they are chance."""
SUMMARY = "pii_scan_ringkasan"
"""The field of a file that tells its editors what was found, made whenever it is shown to them (profile, table 6.4)."""
HIDDEN_SHEETS = N_("hidden sheets")
NEARLY = 0.95
"""Share of real numbers among those of the same shape from which on they are no running codes."""
HERE = "64"
"""Code of Kalimantan Timur, in which those are registered whom the agencies of Paser list (Permendagri 72/2019)."""
_ALIKE = 5
"""Different numbers for each different day of birth from which on they are codes."""


@dataclass(frozen=True)
class Finding:
    """Personal data of one kind in one column, or outside the cells.

    Args:
        sheet: its name; empty for a text file.
        column: header or letter of the column; for what stands outside the table, what it stands in.
        fields: public columns of which the first, or all others, must be treated; empty where the public table does
            not hold it.
        cells: addresses, at most ``SHOWN``; none in a GeoJSON, which has no cells.
        count: all cells that hold such data.
        features: of a GeoJSON the numbers of its features that hold some, from 1, at most ``SHOWN``.
    """

    kind: str
    sheet: str
    column: str
    fields: tuple[str, ...]
    cells: tuple[str, ...]
    count: int
    severity: str
    features: tuple[int, ...] = ()

    @property
    def holds(self) -> bool:
        return self.severity == Severity.HOLD.value

    @property
    def closes(self) -> bool:
        """It keeps the file as it was sent from the public, and not its table."""
        return self.severity == Severity.CLOSE.value

    def as_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` reads back."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> Finding:
        """Read back what :meth:`as_dict` returned."""
        lists = ("fields", "cells", "features")
        return Finding(**{**stored, **{name: tuple(stored.get(name, ())) for name in lists}})


def judge(sheet: str, answers: Iterable[tuple[Probe, Hits]], *, features: bool = False) -> list[Finding]:
    """What the answers about a sheet's columns come to.

    Args:
        features: its rows are the features of a GeoJSON, and its columns their properties.
    """
    found: list[Finding] = []
    for probe, hits, grave in grave_ones(answers):
        rows = tuple(row for row, _ in hits.first[:SHOWN])
        letter = f"#{probe.column.place + 1}" if features else letters(probe.column.place)
        cells = () if features else tuple(f"{letter}{row}" for row in rows)
        label = without_data(probe.column.label)
        column = letter if not label or label != probe.column.label else label
        kind, numbers = probe.detector.kind.value, rows if features else ()
        about = (kind, without_data(sheet), column, probe.fields, cells, hits.count, grave.value, numbers)
        found.append(Finding(*about))
    return found


def outside(
    sheet: str, place: str, texts: Sequence[tuple[str, str]], *, may_be_codes: bool = False
) -> list[Finding]:
    """What texts outside the table's rows come to: titles, comments, headers and footers, properties.

    Args:
        place: what they are, an English msgid.
        texts: address, may be empty, and text of each.
        may_be_codes: there may be so many that chance makes data of some.
    """
    found: list[Finding] = []
    said = [text for _, text in texts]
    suspects = [(address, text) for address, text in texts if is_suspect(text)]
    for detector in anywhere() if suspects else ():
        hits = [(address, data) for address, text in suspects if (data := data_in(detector, text))]
        if hits and not (
            may_be_codes and _is_chance(detector, [one for _, data in hits for one in data], said)
        ):
            cells = tuple(dict.fromkeys(address for address, _ in hits if address))[:SHOWN]
            grave = detector.severity.value
            found.append(
                Finding(detector.kind.value, without_data(sheet), place, (), cells, len(hits), grave)
            )
    return _each_kind_once(found)


def _each_kind_once(found: Iterable[Finding]) -> list[Finding]:
    """Of several ways in which one kind was found the gravest, or else that which found most."""
    best: dict[str, Finding] = {}
    for one in found:
        known = best.get(one.kind)
        if not known or (one.holds, one.count) > (known.holds, known.count):
            best[one.kind] = one
    return list(best.values())


def hidden_sheet(sheet: str) -> Finding:
    """A sheet that nobody sees who opens the file: it is not published unseen."""
    return Finding(
        Kind.HIDDEN_SHEET.value, without_data(sheet), HIDDEN_SHEETS, (), (), 1, Severity.CLOSE.value
    )


def closed_by_model(place: str) -> Finding:
    """Of a workbook with a data model: it holds whole tables that nobody here can read, and the table is none of them."""
    return Finding(Kind.MODEL.value, "", place, (), (), 1, Severity.CLOSE.value)


def in_document(sheet: str, place: str, texts: Iterable[tuple[str, str]]) -> list[Finding]:
    """What the texts of a file that becomes no table come to; it has no columns, so each kind is judged over all of it.

    One number of a person holds. A telephone number or two, or an address, is whom to ask; many are a list of people.

    Args:
        sheet: the file's name, where it is one of several in an archive.
        place: what the addresses are, an English msgid.
        texts: address and text of each page or line.
    """
    marked = [(address, text) for address, text in texts if is_suspect(text)]
    found: list[Finding] = []
    for detector in anywhere():
        hits = [(address, data) for address, text in marked if (data := data_in(detector, text))]
        data = [datum for _, some in hits for datum in some]
        grave = _in_document(detector, data, [text for _, text in marked])
        if grave:
            cells = tuple(dict.fromkeys(address for address, _ in hits if address))[:SHOWN]
            kind = detector.kind.value
            found.append(Finding(kind, without_data(sheet), place, (), cells, len(data), grave.value))
    return _each_kind_once(found)


def _in_document(detector: Detector, data: Sequence[str], texts: Sequence[str]) -> Severity | None:
    if not data or _is_chance(detector, data, texts):
        return None
    few = detector.kind in (Kind.PHONE, Kind.EMAIL) and len(set(data)) < MANY
    return Severity.WARN if few else detector.severity


def _is_chance(detector: Detector, data: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether data in some texts are codes of which a few look like them."""
    shape = Detector(detector.kind, detector.shape)
    shaped = sum(len(data_in(shape, text)) for text in texts) if detector.shape else 0
    return len(data) < REAL * shaped or _are_codes(detector, set(data), all_real=len(data) >= NEARLY * shaped)


def _are_codes(detector: Detector, data: AbstractSet[str], *, all_real: bool) -> bool:
    """Tell whether many numbers share what differs from person to person.

    Codes run on over days that no calendar has, or begin as those of assets do (*1.3.1...*), which is no area here. Numbers
    that begin with this province and are all real may be of families that were registered one after another.
    """
    if all_real and all(digits(datum).startswith(HERE) for datum in data):
        return False
    spread = {detector.spread(datum) for datum in data}
    return len(data) >= MANY and len(spread) * _ALIKE <= min(len(data), 500)


def grave_ones(
    answers: Iterable[tuple[Probe, Hits]], *, one_holds: bool = False
) -> Iterator[tuple[Probe, Hits, Severity]]:
    """The answers that come to something, with how grave it is: each kind once for a column, by what is gravest or most."""
    graves = [(probe, hits, severity(probe, hits, one_holds=one_holds)) for probe, hits in answers]
    met = {probe for probe, _, grave in graves if grave is not None}
    best: dict[tuple[int, Kind], tuple[Probe, Hits, Severity]] = {}
    for probe, hits, grave in graves:
        if grave is None or probe.quiet or (probe.given and met.isdisjoint(probe.given)):
            continue
        place = probe.column.place, probe.detector.kind
        known = best.get(place)
        if not known or _weight(hits, grave) > _weight(known[1], known[2]):
            best[place] = _with_given(probe, met), hits, grave
    yield from best.values()


def _with_given(probe: Probe, met: AbstractSet[Probe]) -> Probe:
    """The probe with the public columns of whatever was found as well."""
    given = (name for one in probe.given if one in met for name in one.fields)
    return replace(probe, fields=tuple(dict.fromkeys((*probe.fields, *given))))


def _weight(hits: Hits, grave: Severity) -> tuple[bool, int]:
    return grave is Severity.HOLD, hits.count


def severity(probe: Probe, hits: Hits, *, one_holds: bool = False) -> Severity | None:
    """How grave the hits of one column are; None if they are none, or chance.

    Args:
        one_holds: a single datum holds, however many cells there are, unless it is one by chance.
    """
    detector = probe.detector
    if not hits.count or hits.count < (detector.enough or 0) * hits.filled or _are_categories(detector, hits):
        return None
    if detector.kind is Kind.SMALL_CELLS or (detector.enough is not None and not detector.shape):
        return detector.severity
    if detector.shape and hits.count < REAL * hits.shaped:
        return None
    data = {datum for _, text in hits.first for datum in data_in(detector, text)}
    if _are_codes(detector, data, all_real=hits.count >= NEARLY * hits.shaped):
        return None
    many = one_holds or detector.enough == 0 or len(data) >= MANY or hits.count >= SHARE * hits.filled
    if detector.severity is Severity.HOLD and many:
        return Severity.HOLD
    return Severity.WARN


def _are_categories(detector: Detector, hits: Hits) -> bool:
    return len({text for _, text in hits.first}) < detector.varied * len(hits.first)


def letters(place: int) -> str:
    """The letters of a column as spreadsheets count: 0 is A, 26 is AA."""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def summary(findings: Iterable[Finding]) -> dict[str, dict[str, int]]:
    """Cells that hold personal data, by column and kind (``SUMMARY``).

    A header is told as everybody may read it: without data in it.
    """
    found: dict[str, dict[str, int]] = {}
    for one in findings:
        column = found.setdefault(without_data(one.column), {})
        column[one.kind] = column.get(one.kind, 0) + one.count
    return found
