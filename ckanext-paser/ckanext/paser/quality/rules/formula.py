"""The formula: what counts for the quality of a dataset, and how much. One table, from which page, documents and score are made.

Source: profile paser-sdi 1.0 (column W and table 6.7); Perpres 39/2019 articles 4 to 10 (data standard, metadata, reference
codes) and 27(3) (schedule of updating).
"""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.paser.problems import N_

VERSION = 3
"""To be raised with every change of the table or of what its criteria look at: all scores are then computed anew."""


@dataclass(frozen=True)
class Criterion:
    """One thing that a dataset is asked for.

    Args:
        code: stable name for programs.
        points: the most that can be lost by it.
        each: what each thing that is found costs; where that would come to more than ``points``, each costs a part of them.
            None: each thing that is asked for counts its part of the points, so that each that is put right wins it back.
        asks: what is asked, a msgid.
        covers: criteria that cannot be met either by what does not meet this one: their points go with it.
    """

    code: str
    points: float
    each: float | None
    asks: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dimension:
    """A side of quality, with what is asked for it; ``label`` is a msgid."""

    code: str
    label: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> float:
        return sum(one.points for one in self.criteria)


DIMENSIONS = (
    Dimension(
        "metadata",
        N_("Metadata complete and true"),
        (
            Criterion(
                "mandatory", 12, None, N_("Every field that has to be filled in for publishing is filled in.")
            ),
            Criterion(
                "recommended",
                6,
                None,
                N_("Recommended fields are filled in, with 3 to 15 keywords; each file has a description."),
            ),
            Criterion(
                "consistent", 8, 4, N_("Fields do not contradict each other, nor what the table holds.")
            ),
            Criterion(
                "advice",
                4,
                2,
                N_("The title has no year, unit or abbreviation; the description says enough."),
            ),
        ),
    ),
    Dimension(
        "standard",
        N_("Data standard and reference codes"),
        (
            Criterion(
                "standard_parts",
                5,
                1,
                N_("Indicators and variables say concept, definition, classification, measure and unit."),
            ),
            Criterion(
                "standard_named", 3, 3, N_("Indicators and variables name the data standard they follow.")
            ),
            Criterion("units", 3, None, N_("Units are those of the list of units.")),
            Criterion(
                "areas",
                5,
                None,
                N_(
                    "Tables by area have a column with codes of areas that are in the list; names, areas that are not in it, and "
                    "codes beside the name of another area cost half of that."
                ),
            ),
            Criterion(
                "code_lists",
                4,
                None,
                N_(
                    "Columns with codes, and the dataset, name the code list that they use; their values are in it."
                ),
            ),
        ),
    ),
    Dimension(
        "table",
        N_("Table readable and typed"),
        (
            Criterion(
                "readable",
                8,
                None,
                N_(
                    "Each file of data is a table that was read; one that is none loses its part of the whole dimension."
                ),
                covers=("remarks", "typed", "dictionary"),
            ),
            Criterion(
                "remarks",
                4,
                1,
                N_(
                    "The file was read without a remark that somebody has to look at, and its cells lie within the limits of the "
                    "data dictionary."
                ),
            ),
            Criterion("typed", 3, None, N_("What is measured is read as numbers.")),
            Criterion(
                "dictionary",
                5,
                None,
                N_(
                    "Each column has a label for people, a definition and a role, and a unit where it is a measure."
                ),
            ),
        ),
    ),
    Dimension(
        "fresh",
        N_("Up to date"),
        (
            Criterion(
                "fresh",
                15,
                15,
                N_(
                    "The data are not older than their own frequency allows; up to twice that age half of the points are "
                    "lost, beyond it all."
                ),
            ),
        ),
    ),
    Dimension(
        "use",
        N_("Licence and contact"),
        (
            Criterion(
                "licence",
                6,
                6,
                N_("There is an open licence; one that is not open costs half of the points."),
            ),
            Criterion(
                "contact",
                4,
                4,
                N_(
                    "There is a contact with an office's e-mail address; a private one costs half of the points."
                ),
            ),
        ),
    ),
    Dimension(
        "preview",
        N_("Can be looked at"),
        (Criterion("preview", 5, 5, N_("At least one file can be looked at on its page.")),),
    ),
)

TOTAL = sum(dimension.points for dimension in DIMENSIONS)
"""100."""

GRADES = ((90, N_("very good")), (70, N_("good")), (50, N_("fair")), (0, N_("low")))
"""In words, from which score on."""
BARS = 5


def grade(score: float) -> str:
    """The word for a score, a msgid."""
    return next(word for least, word in GRADES if score >= least)


def bars(score: float) -> int:
    """How many of the five bars of a score are filled."""
    return round(score / (TOTAL / BARS))
