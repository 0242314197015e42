"""The rules of ``rules.kinds`` as DuckDB expressions, for files too large for Python.

Every expression takes a column's cleaned value ``c`` and agrees with the kind's ``read``:
tests/unit/tables/test_engines.py holds both against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ckanext.paser.duck import literal
from ckanext.paser.tables.rules import kinds, numbers
from ckanext.paser.tables.rules.across import Across
from ckanext.paser.tables.rules.cells import BLANKS, ERRORS, HARD_BLANKS, MISSING
from ckanext.paser.tables.rules.dates import MONTHS, ROMAN
from ckanext.paser.tables.rules.kinds import Kind
from ckanext.paser.tables.rules.subtotals import NAMED

BLANKS_LITERAL = literal(BLANKS)
_AS_IT_IS = (kinds.INTEGER, kinds.DECIMAL, kinds.CODE, kinds.DATE_ISO)
_MONTHS = "MAP {" + ", ".join(f"'{name}': '{n:02}'" for name, n in MONTHS.items()) + "}"

_ROMAN = "MAP {" + ", ".join(f"'{digits}': '{n}'" for digits, n in ROMAN.items()) + "}"


def count_where(condition: str) -> str:
    """How many rows are so. (For each ``FILTER`` DuckDB would keep a copy of all columns of the query.)"""
    return f"count(CASE WHEN {condition} THEN 1 END)"


def bare(value: str) -> str:
    """The value without blanks around it, and with spaces for hard ones within, as ``cells.clean`` has it."""
    soft = f"translate({value}, {literal(HARD_BLANKS)}, {literal(' ' * len(HARD_BLANKS))})"
    return f"trim({soft}, {BLANKS_LITERAL})"


def trimmed(column: str, odd_blanks: bool) -> str:
    """The value without blanks around it, ``bare``; most have none, which is seen at a glance.

    Args:
        odd_blanks: the file has blanks besides spaces.
    """
    perhaps = _perhaps_blanks(column, odd_blanks)
    return f"CASE WHEN {perhaps} THEN {bare(column)} ELSE {column} END"


def _perhaps_blanks(column: str, odd_blanks: bool) -> str:
    """False for most values without blanks around them."""
    perhaps = f"{column} < '0' OR {column} > '~' OR suffix({column}, ' ')"
    if odd_blanks:  # a blank at the end may be no ASCII, of which a value has more bytes than characters
        perhaps += f" OR strlen({column}) <> length({column}) OR ascii(right({column}, 1)) < 32"
    return perhaps


def present(trimmed: str, marks: frozenset[str]) -> str:
    """The trimmed value, NULL where it is missing.

    Args:
        trimmed: name of a column; of an expression that stands twice DuckDB makes one that it computes for every row.
        marks: of this column, besides the usual ones, for a missing value.
    """
    missing = f"{trimmed} = '' OR {_is_mark(trimmed, marks)}"
    return f"CASE WHEN {_perhaps_mark(trimmed, marks)} AND ({missing}) THEN NULL ELSE {trimmed} END"


def is_clean(column: str, odd_blanks: bool, marks: frozenset[str] = frozenset()) -> str:
    """True where the value is trimmed and present; of most that is seen at a glance."""
    perhaps_not = f"{_perhaps_blanks(column, odd_blanks)} OR {_perhaps_mark(column, marks)}"
    looked_at = f"{column} <> '' AND {bare(column)} = {column} AND NOT {_is_mark(column, marks)}"
    return f"CASE WHEN NOT ({perhaps_not}) THEN true ELSE {looked_at} END"


def mark(trimmed: str, present: str) -> str:
    """The mark for a missing value that stands in a cell, NULL where none does."""
    return f"CASE WHEN ({present}) IS NULL THEN nullif({trimmed}, '') END"


def is_error(mark: str) -> str:
    """True where a mark for a missing value is the error of a formula."""
    return f"lower({mark}) IN ({', '.join(map(literal, sorted(ERRORS)))})"


def is_filled(columns: Sequence[str]) -> str:
    """True for a row that is not blank; most rows have a letter or digit, which is seen at a glance."""
    cells = ", ".join(f"trim({column}, {BLANKS_LITERAL})" for column in columns)
    glance = f"regexp_matches(concat({', '.join(columns)}), '[0-9A-Za-z]')"
    return f"CASE WHEN {glance} THEN true ELSE concat({cells}) <> '' END"


def is_figure(column: str) -> str:
    """True where a value is a number, however it is written."""
    return f"regexp_full_match({bare(column)}, {literal(numbers.ANY)})"


def _is_mark(trimmed: str, marks: frozenset[str]) -> str:
    return f"lower({trimmed}) IN ({', '.join(map(literal, sorted(MISSING | marks)))})"


def _perhaps_mark(trimmed: str, marks: frozenset[str]) -> str:
    """False for most values: the usual marks are short words, or begin with what is no letter or digit."""
    longest = max(len(mark) for mark in MISSING if mark[:1].isalpha())
    usual = f"{trimmed} < '0' OR {trimmed} > '~' OR (strlen({trimmed}) <= {longest} AND {trimmed} >= 'A')"
    return "true" if marks else f"({usual})"


def first_cell(columns: Sequence[str], odd_blanks: bool) -> str:
    """The first value of a row, of the given columns; one is looked into for the rows alone that were empty before it."""
    values = (f"nullif({trimmed(column, odd_blanks)}, '')" for column in columns)
    at_a_glance = f"NOT ({_perhaps_blanks(columns[0], odd_blanks)})"
    return f"CASE WHEN {at_a_glance} THEN {columns[0]} ELSE coalesce({', '.join(values)}) END"


def naming_sums(rows: str, said: Sequence[str], figures: Sequence[str], ordinary: str) -> str:
    """Numbered rows with their figures (``f0``, ``f1``, ...), and in ``t`` what they call themselves where that may name a sum.

    Args:
        rows: a query of numbered rows.
        said: names of the columns in which they say so.
        figures: SQL of the figures.
        ordinary: true of the rows that are known to be none.
    """
    names = (f"CASE WHEN regexp_full_match({c}, {literal(NAMED)}) THEN {c} END" for c in said)
    called = f"CASE WHEN NOT {ordinary} THEN coalesce({', '.join(names)}) END"
    return f"SELECT n, {called} AS t{_doubles(figures)} FROM ({rows})"


def with_totals(rows: str, totals: Mapping[int, str], figures: Sequence[str]) -> str:
    """The same of the rows of a table and, without figures, the rows of totals that it has not.

    Args:
        rows: a query of numbered rows.
        totals: what the rows of totals call themselves, by their number.
        figures: SQL of the figures of the others.
    """
    listed = ", ".join(f"({n}, {literal(label)})" for n, label in totals.items())
    nothing = ", NULL" * len(figures)
    return (
        f"SELECT n, NULL AS t{_doubles(figures)} FROM ({rows}) "
        f"UNION ALL SELECT n, t{nothing} FROM (VALUES {listed}) AS listed(n, t)"
    )


def marking(rows: str, labels: Mapping[int, str], figures: Sequence[str]) -> str:
    """The same of the rows of a table, of which some are sums, by their number."""
    known = "".join(f" WHEN {n} THEN {literal(label)}" for n, label in labels.items())
    return f"SELECT n, CASE n{known} END AS t{_doubles(figures)} FROM ({rows})"


def _doubles(figures: Sequence[str]) -> str:
    return "".join(f", TRY_CAST({figure} AS DOUBLE) AS f{i}" for i, figure in enumerate(figures))


def between_sums(rows: str, figures: int) -> str:
    """Each row that names a sum, with the rows between it and the one before, and last those below all of them.

    Number, name, how many rows there are between; then, per figure, its own and of these the count, sum, least and most.

    Args:
        rows: what ``naming_sums`` or ``with_totals`` made.
    """
    parts = "".join(
        f", max(CASE WHEN t IS NOT NULL THEN f{i} END), count(CASE WHEN t IS NULL THEN f{i} END)"
        f", {', '.join(f'{of}(CASE WHEN t IS NULL THEN f{i} END)' for of in ('fsum', 'min', 'max'))}"
        for i in range(figures)
    )
    return (
        f"SELECT max(CASE WHEN t IS NOT NULL THEN n END), max(t), {count_where('t IS NULL')}{parts} FROM ("
        "SELECT *, count(t) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS b "
        f"FROM ({rows})) GROUP BY b ORDER BY b"
    )


def made_long(rows: str, names: Sequence[str], across: Across) -> str:
    """The rows with a row of its own for each time that stands across, led by the number ``n`` of the row it comes from.

    Args:
        rows: a query of numbered rows.
        names: of its columns, by their place in the table.
    """
    values = [f"v{i}" for i in range(len(across.measures))]
    times: list[str] = []
    for period, places in zip(across.periods, across.places, strict=True):
        cells = ("NULL::VARCHAR" if i is None else names[i] for i in places)
        pairs = [f"'t': {literal(period)}", *(f"'{v}': {c}" for v, c in zip(values, cells, strict=True))]
        times.append("{" + ", ".join(pairs) + "}")
    kept = ["n", *(names[i] for i in across.kept)]
    made = f"SELECT *, unnest([{', '.join(times)}]) AS p FROM ({rows})"
    return f"SELECT {', '.join([*kept, 'p.t', *(f'p.{v}' for v in values)])} FROM ({made})"


def matches(kind: Kind, c: str) -> str:
    """True where the value is of the kind."""
    looks = f"regexp_full_match({c}, {literal(kind.pattern)})"
    if kind in (kinds.EXACT, kinds.UNCHANGED, kinds.IN_FULL):
        return f"NOT {looks}"
    if kind.type in (kinds.Type.DATE, kinds.Type.TIMESTAMP):
        return f"CASE WHEN {looks} THEN TRY_CAST({_day(kind, c)} AS DATE) IS NOT NULL ELSE false END"
    return looks


def read(kind: Kind | None, c: str) -> str:
    """The value in plain form, for values of the kind; NULL stays NULL."""
    if kind is None or kind in _AS_IT_IS:
        return c
    if kind is kinds.BOOLEAN:
        true = ", ".join(literal(word) for word, value in kinds.BOOLEANS.items() if value)
        return f"CASE WHEN lower({c}) IN ({true}) THEN 'true' WHEN {c} IS NOT NULL THEN 'false' END"
    if kind.mark or kind is kinds.INTEGER_EXPONENT:
        return _number(kind, c)
    if kind in (kinds.QUARTER, kinds.HALF):
        return _part_of_year(kind, c)
    if kind.type is kinds.Type.DATE:
        return _day(kind, c)
    time = f"regexp_extract({c}, '[0-9]{{2}}[:.][0-9:.]+$')"
    return f"{_day(kind, c)} || ' ' || CASE WHEN contains({c}, ':') THEN {time} ELSE replace({time}, '.', ':') END"


def _number(kind: Kind, c: str) -> str:
    if kind is kinds.INTEGER_EXPONENT:
        whole = f"CAST(TRY_CAST(replace({c}, ',', '.') AS DECIMAL(38, 0)) AS VARCHAR)"
        return f"CASE WHEN contains(lower({c}), 'e') THEN {whole} ELSE {c} END"
    if kind is kinds.BARE_ID:
        return f"replace(replace({c}, '.', ''), ',', '.')"
    digits = f"trim(regexp_replace({c}, '[^0-9{kind.mark}]', '', 'g'), '{kind.mark}')"
    minus = f"CASE WHEN regexp_matches({c}, {literal(numbers.NEGATIVE)}) THEN '-' ELSE '' END"
    return f"({minus}) || replace({digits}, '{kind.mark}', '.')"


def _part_of_year(kind: Kind, c: str) -> str:
    number, year = (_either(kind, c, one, other) for one, other in ((1, 4), (2, 3)))
    roman = f"coalesce({_ROMAN}[lower({number})], {number})"
    return f"({year} || '-{'Q' if kind is kinds.QUARTER else 'S'}' || {roman})"


def _either(kind: Kind, c: str, one: int, other: int) -> str:
    """What one of two groups has matched."""
    groups = (f"regexp_extract({c}, {literal(kind.pattern)}, {n})" for n in (one, other))
    return f"({' || '.join(groups)})"


def _day(kind: Kind, c: str) -> str:
    """The day in ISO form of a value that looks like the kind, whether the calendar has it or not."""

    def group(n: int) -> str:
        return f"regexp_extract({c}, {literal(kind.pattern)}, {n})"

    if kind in (kinds.DATE_ISO, kinds.TIME_ISO):
        return c if kind is kinds.DATE_ISO else f"{c}[1:10]"
    if kind is kinds.DATE_NAMED:
        return _iso(group(3), f"{_MONTHS}[lower({group(2)})]", group(1))
    if kind is kinds.MONTH:
        year = f"CASE WHEN {group(2)} = '' THEN '20' || {group(3)} ELSE {group(2)} END"
        return _iso(f"({year})", f"{_MONTHS}[lower({group(1)})]", "'01'")
    if kind is kinds.DATE_MDY:
        return _iso(group(3), group(1), group(2))
    taken_apart = _iso(group(3), group(2), group(1))
    if kind is kinds.TIME_DMY:
        return taken_apart
    by_place = (
        f"{c}[7:10] || '-' || {c}[4:5] || '-' || {c}[1:2]"  # with all its zeros it need not be taken apart
    )
    return f"CASE WHEN strlen({c}) = 10 THEN {by_place} ELSE {taken_apart} END"


def _iso(year: str, month: str, day: str) -> str:
    return f"({year} || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0'))"
