"""A column of a table as questions see it: what its values are, whatever made the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.tables.rules import postgres
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column


@dataclass(frozen=True)
class Field:
    """One column.

    Args:
        about: the column as its dictionary tells it.
        pg_type: its type in PostgreSQL, as ``pg_type.typname`` has it.
        over: of a sum or an average: the areas, times and dimensions whose values it puts together.
    """

    about: Column
    pg_type: str
    over: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.about.id

    @property
    def family(self) -> Type | None:
        """What its values can be asked as; None for lists, JSON and the like, which are shown and not asked for."""
        return postgres.TYPES.get(self.pg_type)


class Fields:
    """The columns of a table, by name; a name that is not there is a problem which names the nearest one."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self.by_id = {field.id: field for field in fields}

    def __contains__(self, name: str) -> bool:
        return name in self.by_id

    def __getitem__(self, name: str) -> Field:
        return self.by_id[name]

    def numbered(self) -> Fields:
        """These, after the number of each row."""
        return Fields([Field(Column("_id", "_id", Type.INTEGER.value), "int8"), *self.by_id.values()])

    def named(self, name: str, where: str) -> Field:
        """The column of this name.

        Args:
            where: the parameter that names it.

        Raises:
            ProblemError: there is none.
        """
        if name not in self.by_id:
            raise ProblemError(unknown(where, name, self.by_id))
        return self.by_id[name]


def unknown(where: str, name: str, known: Iterable[str]) -> Problem:
    """A name that is not there, with the nearest one that is, or all of them where none is near."""
    names = list(known)
    shown = ", ".join(names[:30])
    if not name:
        params = {"where": where, "names": shown}
        return Problem("no_name", "{where}", N_("A name is missing here."), N_("There are: {names}."), params)
    near = get_close_matches(name, names, n=1, cutoff=0.7)
    params = {"where": where, "name": shortened(name)}
    fact = N_('There is no "{name}".')
    if near:
        return Problem(
            "unknown_name", "{where}", fact, N_('Did you mean "{near}"?'), {**params, "near": near[0]}
        )
    return Problem("unknown_name", "{where}", fact, N_("There are: {names}."), {**params, "names": shown})


def shortened(text: str) -> str:
    """What a reader sent, as far as an answer repeats it."""
    return text if len(text) <= 60 else f"{text[:59]}…"
