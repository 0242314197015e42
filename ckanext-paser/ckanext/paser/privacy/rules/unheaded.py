"""Tables without a header: whose birthdays, homes and illnesses they tell is told by their cells alone.

Pure rules. Nothing says that a column holds names, so half of its cells must be names that are given here; nor what stands
beside them, so half of those must be days of grown people or streets, or a tenth called as illnesses are.
"""

from __future__ import annotations

from ckanext.paser.privacy.rules.beside import HOME, where_anybody
from ckanext.paser.privacy.rules.kinds import Detector, Kind
from ckanext.paser.privacy.rules.remarks import ILL_ITSELF

MOST_COLUMNS = 40
"""Each is asked for everything; wider tables without a header are measurements."""
_YEAR = "(?:19[2-9][0-9]|200[0-9])"
BORN = Detector(
    Kind.NAME_BIRTH,
    r"^[ \t]*(?:[A-Za-z .']{2,30},[ ]{0,2})?"
    rf"([0-3]?[0-9][ ./-]{{1,3}}(?:[01]?[0-9]|[A-Za-z]{{3,9}})[ ./-]{{1,3}}{_YEAR}|{_YEAR}-[01][0-9]-[0-3][0-9])(?:[^0-9]|$)",
    enough=0.5,
    sign="[ ./-]",
)
_LIVES = Detector(Kind.NAME_ADDRESS, f"(?:^|[^A-Za-z])({HOME})", enough=0.5)
FACTS = (BORN, _LIVES, ILL_ITSELF)


def name_beside(fact: Detector) -> Detector:
    """How names are told beside a fact."""
    return where_anybody(Detector(fact.kind, ""))
