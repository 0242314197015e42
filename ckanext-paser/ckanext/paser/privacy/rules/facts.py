"""What to ask of a file.

An engine (``scanning``) goes through all cells; the rules say beforehand what to look for in which column, and
judge afterwards. So Python and DuckDB cannot differ in what is personal, only in speed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ckanext.paser.privacy.rules import (
    beside,
    cases,
    contacts,
    headers,
    lying,
    parted,
    plainly,
    small,
    unheaded,
    whose,
)
from ckanext.paser.privacy.rules.kinds import (
    MAIL_WITH_SLIP,
    Detector,
    Kind,
    Severity,
    anywhere,
    within_longer,
)
from ckanext.paser.privacy.rules.probe import Column, Probe, of
from ckanext.paser.privacy.rules.titles import is_one_institution

_POINT = Detector(
    Kind.COORDINATES,
    r"([0-9]{1,3}[.,][0-9]{5}|(?:9[5-9]|1[0-4][0-9])(?:[.,][0-9]{3}){2,5}"
    r"|^[ \t]*-[0-9]{1,2}(?:[.,][0-9]{3}){2,5}|^[ \t]*-[0-9]{6,18}[ \t]*$)",
)
"""Also such as lost their decimal point: *-1.912.345*, *116.112.345*, *-1912345*."""
_LATITUDE, _LONGITUDE = (
    r"[+-]?(?:[0-9]|1[01])[.,][0-9]{5,17}",
    r"[+]?(?:9[5-9]|1[0-3][0-9]|14[01])[.,][0-9]{5,17}",
)
_AND = r"(?:%2[Cc]|%20|![0-9][a-z]|[^0-9.]){1,16}?"
"""Between two numbers: *-1.9, 116.1*, *POINT(116.1 -1.9)*, *@-1.9,116.1*, *!3d-1.9!4d116.1*."""
_PAIR = Detector(
    Kind.COORDINATES,
    rf"(?:^|[^0-9.,]|[^0-9][.,]|%2[Cc])({_LATITUDE}{_AND}{_LONGITUDE}|{_LONGITUDE}{_AND}{_LATITUDE})(?:[^0-9]|$)",
    shortest=len("0.00000,95.00000"),
)
"""A point in Indonesia, in degrees exact to a metre, as one text: under whatever header, as a link or as WKT."""
_EASTING = Detector(
    Kind.COORDINATES, r"^[ \t]*([1-8][0-9]{5}(?:[.,][0-9]{1,17})?)[ \t]*m?[ \t]*$", enough=0.5
)
_NORTHING = Detector(
    Kind.COORDINATES, r"^[ \t]*((?:9[0-9]{6}|10000000)(?:[.,][0-9]{1,17})?)[ \t]*m?[ \t]*$", enough=0.5
)
"""Metres of UTM (EPSG:32750): six digits to the east, and south of the equator seven to the north, in columns of their own."""
_MARKED = "[0-9]{1,3} ?[\u00b0\u00ba\u02da] ?[0-9]{1,2}(?:[.,][0-9]{2}|[^0-9A-Za-z]{1,3}[0-9]{1,2})"
"""*1°54'10*, *1°54.17'*: marked as degrees; one half is enough, since latitude and longitude may stand in two columns."""
_GROUPS = "[0-9]{1,3}[ .:-]{1,2}[0-5]?[0-9][ .:-]{1,2}[0-5]?[0-9](?:[.,][0-9]{1,6})?"
_NORTH, _EAST = "(?:[NSU]|L[SU])", "(?:[ET]|BT)"
_LETTERED = (
    f"{_NORTH}[ .:]{{0,2}}{_GROUPS}[ ,;/]{{1,3}}{_EAST}[ .:]{{0,2}}{_GROUPS}"
    f"|{_GROUPS} ?{_NORTH}[ ,;/]{{1,3}}{_GROUPS} ?{_EAST}"
)
"""*S 01 54 10.2 E 116 11 20.4*: without marks it takes both, and the quarters of the compass."""
_LINK = r"(?i:maps\.app\.goo\.gl|goo\.gl/maps|plus\.codes|waze\.com/ul)/[0-9A-Za-z_+-]{5,40}"
"""A link that leads to a point, and does not show it."""
_OF_CODE = "[2-9CFGHJMPQRVWXcfghjmpqrvwx]"
_CODE = rf"(?:{_OF_CODE}{{4,8}}|{_OF_CODE}{{4}} {_OF_CODE}{{2,4}})\+{_OF_CODE}{{2,3}}(?:[^0-9A-Za-z]|$)"
"""An Open Location Code, which Google calls *plus code*: eight characters and two are 14 metres; four fewer beside a town."""
_NOTED = Detector(
    Kind.COORDINATES,
    f"(?:^|[^0-9])({_MARKED}|{_LETTERED}|{_LINK}|{_CODE})",
    allowed=r"(?:^|[^0-9A-Za-z])[0-9]{4,8}\+[0-9]{2,3}(?:[^0-9A-Za-z]|$)",
    shortest=len("2222+22"),
    sign="[\u00b0\u00ba\u02da/+ET]",
)
"""A point in another notation; sums of figures are none."""
_LOCATED = re.compile(
    r"\b(?:lokasi|tikor|kord?inat|share ?loc\w*|(?:google ?)?maps?|peta|gps|posisi|geom\w*|wkt|plus code|point)\b"
)


_LETTERS = "[A-Za-z]{2}"
"""What names look like at a glance: figures and codes are passed over."""


def probes(columns: Sequence[Column], titles: Sequence[str] = ()) -> list[Probe]:
    """What to ask of a sheet's columns.

    Args:
        titles: what stands above the header, and what the file is called: it says what the table is about.
    """
    asked: list[Probe] = []
    labels = [column.label for column in columns]
    people, service = contacts.somebody(labels, titles), contacts.of_service(labels)
    for column in columns:
        kind = headers.named(column.label)
        usual = [d for d in anywhere() if not kind or not _covers(kind, d.kind)]
        found = [Probe(column, detector, of(column)) for detector in usual]
        found += [
            Probe(column, d, of(column), wide=True)
            for d in (contacts.called(kind, column.label) if kind else ())
        ]
        if not kind:
            found.append(Probe(column, within_longer(), of(column)))
        if headers.names(column.label, Kind.EMAIL):
            found.append(Probe(column, MAIL_WITH_SLIP, of(column), wide=True))
        if not kind and contacts.may_be_dialled(column.label, beside_people=people):
            found.append(Probe(column, contacts.WITHOUT_0, of(column)))
        if not kind and contacts.may_have_plates(column.label):
            found.append(Probe(column, contacts.PLATES, of(column), wide=True))
        asked += [one for probe in found for one in _of_whom(probe, columns, people, service)]
    asked += [*_parted(columns), *([] if people else _dialled(columns))]
    if not any(labels):
        return [*asked, *_named(columns, titles), *_unheaded(columns)]
    asked += [*_named(columns, titles), *_lying(columns)]
    return [*asked, *_points(columns, titles), *small.counted(columns, titles)]


def _parted(columns: Sequence[Column]) -> list[Probe]:
    """Numbers of people whose parts stand side by side."""
    return [
        Probe(columns[places[0]], detector, of(*some), parts=some, glanced=True)
        for places, detector in parted.numbers([column.label for column in columns])
        for some in [tuple(columns[i] for i in places)]
    ]


def _dialled(columns: Sequence[Column]) -> list[Probe]:
    """Telephones without their 0 beside plain names, where headers say nothing of either."""
    unsaid = [column for column in columns if plainly.generic(column.place, column.label)]
    if len(unsaid) < 2 or len(columns) > unheaded.MOST_COLUMNS:
        return []
    numbers = tuple(Probe(column, contacts.WITHOUT_0, (), quiet=True) for column in unsaid)
    names = tuple(
        Probe(column, name, (), wide=True, quiet=True, given=numbers, glanced=True)
        for column in unsaid
        for name in [replace(plainly.name_beside(Kind.PHONE, column.label), shape=_LETTERS)]
    )
    return [
        *numbers,
        *names,
        *(replace(one, fields=of(one.column), quiet=False, given=names) for one in numbers),
    ]


def _lying(columns: Sequence[Column]) -> list[Probe]:
    """Private facts that are rows: of people who stand side by side, or one below another."""
    labels = [column.label for column in columns]
    asked = [Probe(columns[0], told, of(*columns), wide=True) for told in lying.cards(labels)]
    for attribute, value, told, name in lying.pairs(labels):
        says = Probe(columns[attribute], told, of(columns[attribute]), wide=True, quiet=True)
        asked += [says, Probe(columns[value], name, of(columns[value]), wide=True, given=(says,))]
    return asked


def _unheaded(columns: Sequence[Column]) -> list[Probe]:
    """Names beside private facts in a table without a header."""
    asked: list[Probe] = []
    for fact in unheaded.FACTS if 1 < len(columns) <= unheaded.MOST_COLUMNS else ():
        told = [Probe(column, fact, of(column), wide=True, quiet=True) for column in columns]
        asked += told
        name = unheaded.name_beside(fact)
        for column in columns:
            beside_it = tuple(one for one in told if one.column != column)
            asked.append(Probe(column, name, of(column), wide=True, given=beside_it))
    return asked


def _of_whom(probe: Probe, columns: Sequence[Column], people: bool, service: bool) -> list[Probe]:
    """Numbers of offices, firms and service cars are told, and hold nothing unless another's stand among them."""
    kind, label = probe.detector.kind, probe.column.label
    told = replace(probe, detector=replace(probe.detector, severity=Severity.WARN))
    if kind is Kind.PHONE and not people and (service or contacts.of_office(label)):
        return [told]
    if not probe.wide:
        return [probe]
    labels = [column.label for column in columns]
    if not (owner := contacts.owner(kind, label, labels, beside_people=people)):
        return [probe]
    others = Probe(columns[owner[0]], owner[1], (), wide=True, quiet=True)
    niks = [
        Probe(probe.column, detector, probe.fields) for detector in anywhere() if detector.kind is Kind.NIK
    ]
    return [told, others, replace(probe, given=(others,)), *niks]


def _covers(named: Kind, usual: Kind) -> bool:
    """A header that names a number decides what its digits are."""
    return usual is named or (named in (Kind.KK, Kind.NPWP) and usual is Kind.NIK)


def _named(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Names beside what is private, and whole persons in one cell."""
    labels = [column.label for column in columns]
    whole = [(one, detector, []) for one, detector in beside.together(labels)]
    by_headers = [
        Probe(columns[one], detector, of(columns[one], *(columns[i] for i in others)), wide=True)
        for one, detector, others in [*beside.names(labels, titles), *whole]
    ]
    return [*by_headers, *_remarked(columns, titles), *_plainly(columns, titles), *_cases(columns, titles)]


def _plainly(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Cells that are plainly names beside such as are plainly homes or birthdays, whatever the headers say.

    Also below a title that counts those who get aid, or lists them.
    """
    labels = [column.label for column in columns]
    names = plainly.named(labels) if any(labels) and len(columns) <= unheaded.MOST_COLUMNS else []
    if plainly.may_get_aid(labels, titles):
        aided = [(one, plainly.name_beside(Kind.NAME_AID, labels[one])) for one in names]
        asked = [Probe(columns[one], name, of(columns[one]), wide=True) for one, name in aided]
        return [*asked, *_at_home(columns, names)]
    return _at_home(columns, names)


def _at_home(columns: Sequence[Column], names: Sequence[int]) -> list[Probe]:
    labels = [column.label for column in columns]
    told = [
        Probe(columns[i], fact, of(columns[i]), wide=not fact.shortest, quiet=True)
        for i, fact in (plainly.facts(labels) if names else ())
    ]
    asked = list(told)
    for one in names:
        for kind in dict.fromkeys(probe.detector.kind for probe in told):
            given = tuple(p for p in told if p.detector.kind is kind and p.column.place != columns[one].place)
            if given:
                name = plainly.name_beside(kind, labels[one])
                asked.append(Probe(columns[one], name, of(columns[one]), wide=True, given=given))
        if near := [i for i in plainly.neighbours(labels) if i != one]:
            name = plainly.name_beside(Kind.NAME_ADDRESS, labels[one])
            asked.append(Probe(columns[one], name, of(columns[one], *(columns[i] for i in near)), wide=True))
    return asked


def _cases(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Single cases of illness or violence, of whom nobody is named."""
    if not (case := cases.cases([column.label for column in columns], titles)):
        return []
    who, detector, facts = case
    return [Probe(columns[who], detector, of(columns[who], *(columns[i] for i in facts)), wide=True)]


def _remarked(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Names beside remarks, and what these must say of them."""
    told: dict[tuple[int, Detector], list[Probe]] = {}
    for detector, remark in beside.names_by_cells([column.label for column in columns], titles):
        beside_it = of(*(columns[i] for i in remark.told))
        wide = not remark.cells.shortest
        said = Probe(columns[remark.where], remark.cells, beside_it, wide=wide, quiet=True)
        told.setdefault((remark.who, detector), []).append(said)
    names = [
        Probe(columns[who], detector, of(columns[who]), wide=True, given=tuple(some))
        for (who, detector), some in told.items()
    ]
    return [*dict.fromkeys(said for some in told.values() for said in some), *names]


def _points(columns: Sequence[Column], titles: Sequence[str]) -> list[Probe]:
    """Exact points of people: of those who are named, or of addresses of which nothing says that they are a thing's.

    Where a column of names does not say whose, its cells must be people's. The names are part of what is found.
    """
    labels = [column.label for column in columns]
    titles = [title for title in titles if not is_one_institution(title)]
    of_things = headers.things(labels, titles) or whose.are_things(labels, [])
    someones = any(map(headers.address, labels)) and not of_things
    someones = someones or cases.are_someones(labels, titles)
    people, heads = beside.people(labels, titles)
    if someones or people:
        names = of(*(columns[i] for i in people))
        return [
            probe if probe.quiet else replace(probe, fields=(*probe.fields, *names))
            for probe in _exact(columns)
        ]
    if heads:
        return []
    given = _given(columns, titles)
    points = _exact(columns if beside.unsaid(labels, titles) else [*filter(_where, columns)]) if given else []
    points = [replace(probe, given=given) for probe in points if not probe.quiet]
    return [*given, *points] if points else []


def _given(columns: Sequence[Column], titles: Sequence[str]) -> tuple[Probe, ...]:
    """Which columns must hold people's names by their cells; those who are at work beside a point do not live there."""
    labels, point = [column.label for column in columns], Detector(Kind.COORDINATES, "")
    bare = beside.unsaid(labels, titles)
    roles = [] if whose.are_things(labels, titles) else beside.in_roles(labels, ())
    asked = [(i, beside.where_names(point)) for i in bare]
    asked += [
        (i, beside.where_given(point, labels[i])) for i in [*bare, *roles] if not whose.at_work(labels[i])
    ]
    plain = [i for i in plainly.at_points(labels) if i not in bare]
    asked += [(i, plainly.name_beside(point.kind, labels[i])) for i in plain]
    return tuple(Probe(columns[i], detector, of(columns[i]), wide=True, quiet=True) for i, detector in asked)


def _where(column: Column) -> bool:
    """Where names are told by their cells alone, points are looked for where a header speaks of them."""
    return headers.coordinate(column.label) or bool(_LOCATED.search(headers.words(column.label)))


def _exact(columns: Sequence[Column]) -> list[Probe]:
    points = [column for column in columns if headers.coordinate(column.label)]
    return [
        *_metres(points),
        *(Probe(column, _POINT, of(column), wide=True) for column in points),
        *(Probe(column, _PAIR, of(column)) for column in columns if column not in points),
        *(Probe(column, _NOTED, of(column)) for column in columns),
    ]


def _metres(points: Sequence[Column]) -> list[Probe]:
    """Points in metres, whose two halves stand in two columns."""
    east = [Probe(column, _EASTING, of(column), wide=True, quiet=True) for column in points]
    return [
        *east,
        *(
            Probe(one, _NORTHING, of(one), wide=True, given=tuple(e for e in east if e.column != one))
            for one in points
            if len(points) > 1
        ),
    ]
