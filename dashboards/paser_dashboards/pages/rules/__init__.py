"""Pure rules of the pages: how an indicator is told in words, figures and tables."""

from paser_dashboards.pages.rules.card import SAMPLE, Card
from paser_dashboards.pages.rules.parts import Compared, Judged, Ranked, utc
from paser_dashboards.pages.rules.tables import Row, Table

__all__ = ["SAMPLE", "Card", "Compared", "Judged", "Ranked", "Row", "Table", "utc"]
