"""``$filter``: comparisons of a column with a value, joined by and, or, not, in and parentheses.

A strict part of OData's grammar: what programs send when somebody filters a table by hand. Whatever else is sent is
refused by its place, so that no filter is ever left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ckanext.paser.odata.rules import promotion
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.rows.rules.fields import shortened, unknown
from ckanext.paser.rows.rules.query import Condition, Every, Not, Op, Some, Where

PLACE = "$filter"
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')"
    r"|(?P<value>[+-]?\d[\w.:+-]*)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>[(),]))"
)
_OPS = {"eq": Op.EQ, "ne": Op.NE, "gt": Op.GT, "ge": Op.GTE, "lt": Op.LT, "le": Op.LTE}
_FUNCTIONS = {"contains": Op.CONTAINS, "startswith": Op.STARTSWITH, "endswith": Op.ENDSWITH}
_VALUES = ("null", "true", "false")
_MOST_CHARACTERS = 8_000
_DEEPEST = 40


class Token(NamedTuple):
    kind: str
    text: str
    at: int


def parse(
    text: str, columns: Mapping[str, str], numbers: Collection[str] = (), whole: Collection[str] = ()
) -> Where:
    """What a filter asks.

    Args:
        columns: the table's columns by their names in OData.
        numbers: those of numbers, which no text in quotes is compared with,
        whole: and those of whole numbers, which may be compared with others.

    Raises:
        ProblemError: it is not of the part that is understood here, or names what is not there.
    """
    if len(text) > _MOST_CHARACTERS:
        raise _wrong(len(text), text[-20:])
    reader = _Reader(_tokens(text), columns, numbers, whole)
    where = reader.either(0)
    reader.expect_end()
    return where


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise _wrong(at, text[at:])
        kind = str(match.lastgroup)
        found.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*found, Token("end", "", len(text))]


class _Reader:
    """Goes through the tokens once; each method reads one rule of the grammar."""

    def __init__(
        self,
        tokens: list[Token],
        columns: Mapping[str, str],
        numbers: Collection[str],
        whole: Collection[str],
    ) -> None:
        self.tokens = tokens
        self.columns = columns
        self.numbers = numbers
        self.whole = whole
        self.at = 0

    def either(self, depth: int) -> Where:
        if depth > _DEEPEST:
            raise _wrong(self.now.at, self.now.text)
        parts = [self._both(depth)]
        while self._take("name", "or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def expect_end(self) -> None:
        if self.now.kind != "end":
            raise _wrong(self.now.at, self.now.text)

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def _both(self, depth: int) -> Where:
        parts = [self._one(depth)]
        while self._take("name", "and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self, depth: int) -> Where:
        if self._take("name", "not"):
            if depth > _DEEPEST:
                raise _wrong(self.now.at, self.now.text)
            return Not(self._one(depth + 1))
        if self._take("sign", "("):
            where = self.either(depth + 1)
            self._need("sign", ")")
            return where
        name = self._need("name")
        if name.text in _FUNCTIONS and self._take("sign", "("):
            return self._function(name)
        return self._comparison(self._column(name))

    def _function(self, name: Token) -> Where:
        column = self._column(self._need("name"))
        self._need("sign", ",")
        at, part = self.now, self._value()
        if part is None:
            raise _wrong(at.at, at.text)
        self._need("sign", ")")
        condition = Condition(column, _FUNCTIONS[name.text], (part,), PLACE)
        if self._take("name", "eq") and self._truth() is False:
            return Not(condition)
        return condition

    def _comparison(self, column: str) -> Where:
        """A column and what it is compared with; alone, it is asked whether it is true."""
        if self._take("name", "in"):
            self._need("sign", "(")
            values = [self._value(column)]
            while self._take("sign", ","):
                values.append(self._value(column))
            self._need("sign", ")")
            return self._promoted(Condition(column, Op.EQ, tuple(values), PLACE))
        op = _OPS.get(self.now.text) if self.now.kind == "name" else None
        if op is None:
            return Condition(column, Op.EQ, ("true",), PLACE)
        self.at += 1
        at, value = self.now, self._value(column)
        if value is not None:
            return self._promoted(Condition(column, op, (value,), PLACE))
        if op not in (Op.EQ, Op.NE):
            raise _wrong(at.at, at.text)
        return Condition(column, Op.ISNULL, ("true" if op is Op.EQ else "false",), PLACE)

    def _promoted(self, condition: Condition) -> Where:
        return promotion.whole(condition) if condition.column in self.whole else condition

    def _column(self, name: Token) -> str:
        if name.text in self.columns:
            return self.columns[name.text]
        if self.now.text == "(":
            raise _not_offered(name)
        if name.text in _VALUES:
            raise _wrong(name.at, name.text)
        raise ProblemError(unknown(PLACE, name.text, self.columns))

    def _value(self, column: str = "") -> str | None:
        token = self.now
        self.at += 1
        if token.kind == "text" and column not in self.numbers:
            return token.text[1:-1].replace("''", "'")
        if token.kind == "value":
            return promotion.instant(token.text)
        if token.kind == "name" and token.text in ("true", "false"):
            return token.text
        if token.kind == "name" and token.text == "null":
            return None
        raise _wrong(token.at, token.text)

    def _truth(self) -> bool:
        return self._need("name").text == "true"

    def _take(self, kind: str, text: str) -> bool:
        taken = self.now.kind == kind and self.now.text == text
        self.at += taken
        return taken

    def _need(self, kind: str, text: str = "") -> Token:
        token = self.now
        if token.kind != kind or (text and token.text != text):
            raise _wrong(token.at, token.text)
        self.at += 1
        return token


def _wrong(at: int, text: str) -> ProblemError:
    fact = N_('At character {at} stands "{text}", which is not understood there.')
    remedy = N_(
        "Write a column, then eq, ne, gt, ge, lt, le or in, then its value; or contains, startswith or endswith; "
        "join by and, or, not."
    )
    params = {"where": PLACE, "at": at + 1, "text": shortened(text)}
    return ProblemError(Problem("not_understood", "{where}", fact, remedy, params))


def _not_offered(function: Token) -> ProblemError:
    fact = N_('The function "{name}" is not offered.')
    remedy = N_(
        "There are contains, startswith and endswith, which do not heed capitals; compare the column itself."
    )
    params = {"where": PLACE, "name": shortened(function.text)}
    return ProblemError(Problem("not_offered", "{where}", fact, remedy, params))
