"""Which figures of a column may be computed: an index must not be summed over kecamatan, nor a stock over years.

Source: ``agregasi`` and ``peran`` of the data dictionary (profile paser-sdi 1.0, MS-Var).
"""

from __future__ import annotations

from collections.abc import Collection

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.query import Aggregate, Condition, Every, Op, Query, Where
from ckanext.paser.tables.rules import roles
from ckanext.paser.tables.rules.kinds import Type

FUNCTIONS = ("sum", "avg", "min", "max", "count")
_COMPUTED = ("sum", "avg")
_NUMBERS = (Type.INTEGER, Type.NUMBER)

_REFUSED = {
    "tidak_boleh": {
        "sum": N_("By its dictionary the values of {column} may not be aggregated."),
        "avg": N_("By its dictionary the values of {column} may not be aggregated."),
    },
    "rata_rata": {"sum": N_("By its dictionary the values of {column} are averages, which have no sum.")},
    "rata_rata_tertimbang": {
        "sum": N_("By its dictionary the values of {column} are averages, which have no sum."),
        "avg": N_(
            "By its dictionary the values of {column} are weighted averages; their plain average is wrong."
        ),
    },
}


def check(aggregate: Aggregate, query: Query, fields: Fields, where: str) -> None:
    """Refuse a figure that would be wrong.

    Args:
        where: the parameter that asks for it.

    Raises:
        ProblemError: the column is not there, is no number, or its dictionary forbids it.
    """
    if not aggregate.column:
        return
    field = fields.named(aggregate.column, where)
    if field.family is None and aggregate.function != "count":
        _refuse(where, field, N_("The values of {column} cannot be compared."), N_("Ask for count."))
    if field.family is Type.BOOLEAN and aggregate.function != "count":
        _refuse(
            where,
            field,
            N_("The values of {column} are yes or no; they have no figures."),
            N_("Ask for count."),
        )
    if aggregate.function not in _COMPUTED:
        return
    remedy = N_("Ask for min, max or count, or for the rows themselves.")
    if field.family not in _NUMBERS:
        _refuse(where, field, N_("The values of {column} are no numbers."), remedy)
    if field.about.role == roles.TIME:
        fact = N_("The values of {column} are times, which have no sum and no average.")
        _refuse(where, field, fact, N_("Ask for min, max or count, or group by it."))
    if fact := _REFUSED.get(field.about.aggregation, {}).get(aggregate.function):
        _refuse(where, field, fact, remedy)
    if aggregate.function == "sum":
        _check_times(field, query, fields, where)


def _check_times(field: Field, query: Query, fields: Fields, where: str) -> None:
    """Refuse a sum that has the same things in it once more for each time."""
    if field.about.aggregation == "terakhir":
        _check_one_time(field, query, fields, where)
    elif not field.about.aggregation and roles.counts_people(field.about):
        _check_some_time(field, query, fields, where)


def _check_one_time(field: Field, query: Query, fields: Fields, where: str) -> None:
    """A stock (population at the end of a year) may be summed over areas, within one time."""
    if not any(other.about.role == roles.TIME for other in fields.by_id.values()):
        fact = N_(
            "By its dictionary {column} is a state at one time, and no column says which; its sum may be over several times."
        )
        remedy = N_(
            "Give the column of the time the role waktu in the dictionary, or ask for min, max or the rows."
        )
        _refuse(where, field, fact, remedy)
    if open_times := _open(query, fields, roles.TIME):
        fact = N_("By its dictionary {column} is a state at one time; its sum over several times is wrong.")
        remedy = N_("Group by {times}, or filter one value of it.")
        _refuse(where, field, fact, remedy, times=", ".join(open_times))


def _check_some_time(field: Field, query: Query, fields: Fields, where: str) -> None:
    """Nobody has said that it is a state: one column of times is enough, the others (a day of entry) are told."""
    times = [name for name, other in fields.by_id.items() if other.about.role == roles.TIME]
    if times and not _fixed(query) & set(times):
        fact = N_(
            "{column} looks like people who are there at one time; over several times they are added several times."
        )
        remedy = N_(
            "Group by {times}, or filter one value of it. If the figures may be added, write so in the dictionary (agregasi)."
        )
        _refuse(where, field, fact, remedy, times=times[0])


def dimensions(aggregate: Aggregate, query: Query, fields: Fields) -> tuple[str, ...]:
    """The areas, times and dimensions whose values a sum or an average puts together, as if they were parts of one whole."""
    if aggregate.function not in _COMPUTED:
        return ()
    return tuple(_open(query, fields, roles.AREA, roles.TIME, roles.DIMENSION))


def _open(query: Query, fields: Fields, *wanted: str) -> list[str]:
    """Columns of these roles that may have several values in one group, in the order of the table."""
    fixed = _fixed(query)
    return [name for name, one in fields.by_id.items() if one.about.role in wanted and name not in fixed]


def _fixed(query: Query) -> set[str]:
    """Columns that have one value in each group."""
    return {*query.groups, *_single(query.where)}


def _single(where: Where) -> Collection[str]:
    """Columns that can have one value only where this holds."""
    if isinstance(where, Condition):
        return {where.column} if where.op is Op.EQ and len(where.values) == 1 else set()
    if isinstance(where, Every):
        return {name for part in where.parts for name in _single(part)}
    return set()


def _refuse(where: str, field: Field, fact: str, remedy: str, **more: str) -> None:
    params = {"where": where, "column": field.id, **more}
    raise ProblemError(Problem("not_aggregable", "{where}", fact, remedy, params))
