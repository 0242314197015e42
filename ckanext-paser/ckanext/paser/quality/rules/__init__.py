"""The quality of a dataset as pure rules: no CKAN, no clock, no database.

``formula`` the table of what counts and how much; ``losses`` how points are lost; ``describing``, ``standards``, ``tables``,
``freshness`` and ``using`` what each dimension looks at; ``judging`` all of it together.
"""

from __future__ import annotations

from ckanext.paser.quality.rules.formula import (
    BARS,
    DIMENSIONS,
    TOTAL,
    VERSION,
    Criterion,
    Dimension,
    bars,
    grade,
)
from ckanext.paser.quality.rules.freshness import Freshness, freshness
from ckanext.paser.quality.rules.judging import Judgement, judge
from ckanext.paser.quality.rules.losses import Loss
from ckanext.paser.quality.rules.tables import FileSeen

__all__ = [
    "BARS", "DIMENSIONS", "TOTAL", "VERSION", "Criterion", "Dimension", "FileSeen", "Freshness", "Judgement", "Loss", "bars",
    "freshness", "grade", "judge",
]  # fmt: skip
