"""The form that narrows a table down: what a reader chose and typed, as conditions of the row API, or a sentence why not.

What is asked is never exchanged for something else: what a column cannot be asked is refused. Pure rules.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from ckanext.paser.preview.rules import Pairs
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules import values
from ckanext.paser.rows.rules.fields import Field, Fields, shortened, unknown
from ckanext.paser.rows.rules.parameters import NAMES, joined
from ckanext.paser.rows.rules.query import LISTED, Op
from ckanext.paser.tables.rules import dates, kinds, roles
from ckanext.paser.tables.rules.kinds import Type

FORM = ("saring.kolom", "saring.banding", "saring.nilai")
"""The three fields of the form: column, comparison, value. Without a comparison: what is natural for the column."""

_ORDERED = (Op.EQ, Op.GTE, Op.LTE)
COMPARISONS: dict[Type | None, tuple[Op, ...]] = {
    Type.TEXT: (Op.CONTAINS, *_ORDERED),
    Type.INTEGER: _ORDERED,
    Type.NUMBER: _ORDERED,
    Type.DATE: _ORDERED,
    Type.TIMESTAMP: _ORDERED,
    Type.BOOLEAN: (Op.EQ,),
}
"""How the values of a column can be compared, the natural way first; of other columns nothing can be asked."""

ANSWERS = {"ya": "true", "yes": "true", "tidak": "false", "no": "false"} | values.BOOLEANS
"""What people write for yes and no, in both languages."""

ZONED = "timestamptz"
"""The type of PostgreSQL whose moments are known wherever one is; a table that came through CKAN's API may have it."""
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])", re.ASCII)
_MOMENT = re.compile(r"(.+) (\d\d[.:]\d\d(?:[.:]\d\d)?)", re.ASCII)
"""As the table writes it."""
_DAY = N_("Write a day such as 31/12/2025, a month such as March 2025, or a year.")
_REMEDIES: dict[Type | None, str] = {
    Type.TEXT: N_("Write text without control characters."),
    Type.INTEGER: N_("Write a whole number, such as 1,250."),
    Type.NUMBER: N_("Write a number, such as 1,250.5."),
    Type.DATE: _DAY,
    Type.TIMESTAMP: _DAY,
    Type.BOOLEAN: N_("Write yes or no."),
}


@dataclass(frozen=True)
class Form:
    """What stands in the three fields."""

    column: str = ""
    comparison: str = ""
    value: str = ""


def form_of(arguments: Iterable[tuple[str, str]]) -> Form:
    """The form as an address brings it."""
    given = dict(arguments)
    return Form(*(given.get(name, "").strip() for name in FORM))


def added(form: Form, fields: Fields, locale: str, zone: tzinfo = timezone.utc) -> Pairs:
    """The conditions that a form asks for; none where it asks nothing.

    Args:
        locale: language of the reader, in whose way numbers are written.
        zone: where the reader is, whose clock is meant where a column knows of zones.

    Raises:
        ProblemError: the column is gone or cannot be asked this, or the value is none of it.
    """
    if not (form.column and form.value):
        return []
    if form.column not in fields:
        raise ProblemError(unknown("", form.column, [field.about.label for field in fields.by_id.values()]))
    field = fields[form.column]
    ops = COMPARISONS.get(field.family, ())
    known = form.comparison in list(Op)
    op = Op(form.comparison) if known else next(iter(ops), Op.EQ)
    if op not in ops:
        raise _refused(
            form, field, N_("{column} cannot be compared in this way."), N_("Choose another comparison.")
        )
    month = dates.read_month(form.value) if field.about.role == roles.TIME else None
    if month and field.family is Type.TEXT:
        return [_of_month(field, op, form.value, month[:7])]
    return [_pair(field, *one) for one in _conditions(form, field, op, locale, zone)]


def _of_month(field: Field, op: Op, words: str, month: str) -> tuple[str, str]:
    """Texts of a time may have a month as people say it or as ``2026-03``: either is asked for. Only the second has an order."""
    if op in (Op.GTE, Op.LTE):
        return _pair(field, op, month)
    return _pair(field, Op.EQ, *dict.fromkeys((words, words.title(), month)))


def _conditions(form: Form, field: Field, op: Op, locale: str, zone: tzinfo) -> list[tuple[Op, str]]:
    """Comparisons, each with its value as programs write it. A month or a year is a span of days."""
    if field.family in (Type.DATE, Type.TIMESTAMP) and (days := span(form.value)):
        asked = _of_days(op, *days, moments=field.family is Type.TIMESTAMP)
        return [(each, zoned(day, zone)) for each, day in asked] if field.pg_type == ZONED else asked
    written = plain(form.value, field, locale, zone)
    try:
        return [(op, values.read(field, written, ""))]
    except ProblemError:
        fact, remedy = N_('"{value}" cannot be a value of {column}.'), _REMEDIES[field.family]
        if values.is_too_large(field, written):
            fact, remedy = (
                N_('"{value}" is too large for the column {column}.'),
                N_("Write a smaller number."),
            )
        raise _refused(form, field, fact, remedy) from None


def _of_days(op: Op, first: date, last: date, *, moments: bool) -> list[tuple[Op, str]]:
    if op is Op.EQ and first == last and not moments:
        return [(op, first.isoformat())]
    begin = (Op.GTE, first.isoformat())
    end = (Op.LT, (last + timedelta(days=1)).isoformat()) if moments else (Op.LTE, last.isoformat())
    return {Op.GTE: [begin], Op.LTE: [end]}.get(op, [begin, end])


def span(text: str) -> tuple[date, date] | None:
    """The first and the last day of what is written: ``31/12/2024``, ``3 Maret 2025``, ``Maret 2025``, ``2025-03``, ``2025``."""
    if day := dates.read_iso(text) or dates.read_dmy(text) or dates.read_named(text):
        return date.fromisoformat(day), date.fromisoformat(day)
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    named, month = dates.read_month(text), _MONTH.fullmatch(text)
    if not (named or month):
        return None
    first = date.fromisoformat(named or f"{text}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def plain(value: str, field: Field, locale: str, zone: tzinfo = timezone.utc) -> str:
    """What a reader has typed, as programs write it: ``1.234,5`` is ``1234.5``, ``ya`` is ``true``, a moment is ISO."""
    if field.family in (Type.INTEGER, Type.NUMBER):
        number = value.replace("\N{MINUS SIGN}", "-")
        read = kinds.NUMBER_ID.read(number) if locale == "id" else kinds.NUMBER_EN.read(number)
        return read or number
    if field.pg_type == ZONED:
        return zoned(_moment(value.removesuffix(f" {zone.tzname(datetime(2000, 1, 1))}")), zone)
    if field.family is Type.TIMESTAMP:
        return _moment(value)
    if field.family is Type.BOOLEAN:
        return ANSWERS.get(value.lower(), value)
    return value


def _moment(value: str) -> str:
    """A moment as the table writes it in ISO; whatever else is typed as it is."""
    written = _MOMENT.fullmatch(value)
    days = span(written[1]) if written else None
    return f"{days[0]}T{written[2].replace('.', ':')}" if written and days else value


def zoned(value: str, zone: tzinfo) -> str:
    """A day or a moment in ISO with the distance from UTC that it has there; whatever else as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    distance = zone.utcoffset(moment.replace(tzinfo=None))
    if moment.tzinfo or distance is None:
        return value
    return moment.replace(tzinfo=timezone(distance)).isoformat()


def alternatives(value: str, op: Op) -> list[str]:
    """The values that a parameter names."""
    return next(csv.reader([value]), [""]) if op in LISTED else [value]


def named(problem: Problem, fields: Fields) -> Problem:
    """A problem of an address with the labels of its columns: ``curah_hujan_mm__gte`` says nothing to a reader."""
    said = dict(problem.params)
    for name in ("where", "column"):
        given = str(said.get(name, ""))
        id_ = given if given in fields else given.rpartition("__")[0]
        if id_ in fields:
            said[name] = fields[id_].about.label
    if "near" in said:
        said["near"] = _labelled(str(said["near"]), fields)
    if "names" in said:
        columns = [name for name in str(said["names"]).split(", ") if name not in NAMES or name in fields]
        said["names"] = ", ".join(_labelled(name, fields) for name in columns)
    return Problem(problem.code, problem.where, problem.fact, problem.remedy, said)


def _labelled(name: str, fields: Fields) -> str:
    return fields[name].about.label if name in fields else name


def _pair(field: Field, op: Op, *values: str) -> tuple[str, str]:
    name = field.id if op is Op.EQ and field.id not in NAMES else f"{field.id}__{op.value}"
    return name, joined(values) if op in LISTED else values[0]


def _refused(form: Form, field: Field, fact: str, remedy: str) -> ProblemError:
    params = {"value": shortened(form.value), "column": field.about.label}
    return ProblemError(Problem("not_a_value", "", fact, remedy, params))
