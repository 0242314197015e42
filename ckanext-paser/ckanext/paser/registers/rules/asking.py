"""What can be asked of the list of data: words, filters, an order, a page.

Pure rules: no CKAN, no clock, no database, no Solr.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ckanext.paser.metadata.rules import vocabulary
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.registers.rules.entries import PREFIX, SORTED

FILTERS = {
    "organisasi": "organization",
    "tema": f"{PREFIX}tema",
    "urusan": f"{PREFIX}urusan",
    "tahun": f"{PREFIX}tahun",
    "jenis": f"{PREFIX}jenis",
    "prioritas": f"{PREFIX}prioritas",
    "tahun_prioritas": f"{PREFIX}tahun_prioritas",
}
"""Parameters of an address, and the field of the index that each narrows."""

ORDERS = {
    "judul": "title_string asc",
    "organisasi": "organization asc, title_string asc",
    "kode": f"{SORTED}kode asc, title_string asc",
    "diperbarui": f"{SORTED}diperbarui desc, title_string asc",
    "jatuh_tempo": f"{SORTED}jatuh_tempo asc, title_string asc",
}
USUAL_ORDER = "judul"
LONGEST_WORDS = 200
MOST_PAGES = 100_000
PARAMETERS = ("q", *FILTERS, "urut", "page", "batas")
"""Everything that the list of data is asked by."""
_LISTED = {"tema": "TEMA", "urusan": "URUSAN", "jenis": "JENIS"}
"""Filters whose values are the codes of a list."""
_TRACKING = re.compile(r"utm_\w+|_ga|\w*clk?id|mc_[ce]id|igsh(?:id)?")
"""What other sites hang on links that they show: nobody has asked for it."""
_is_code = re.compile(r"[\w.-]{1,100}").fullmatch
_is_year = re.compile(r"[0-9]{4}").fullmatch


@dataclass(frozen=True)
class Ask:
    """A question to the list of data.

    Attributes:
        q: words to search for.
        filters: wanted value by parameter (``FILTERS``).
        order: one of ``ORDERS``.
        page: from 1.
    """

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict, hash=False)
    order: str = USUAL_ORDER
    page: int = 1

    @property
    def fq(self) -> str:
        """The filters as conditions of the index; their values are letters, digits, dots, hyphens and underscores."""
        conditions = (f'+{FILTERS[name]}:"{value}"' for name, value in self.filters.items())
        return " ".join(("+dataset_type:dataset", *conditions))

    @property
    def sort(self) -> str:
        return f"{ORDERS[self.order]}, id asc"

    def parameters(self, **others: str) -> dict[str, str]:
        """The question as parameters of an address, without its page."""
        said = {"q": self.q, **self.filters, "urut": "" if self.order == USUAL_ORDER else self.order}
        return {name: value for name, value in {**said, **others}.items() if value}


def ask(given: Mapping[str, str], **fixed: str) -> Ask:
    """Read the parameters of an address; empty ones, as a form sends them, ask nothing.

    Args:
        fixed: filters that the page itself has.

    Raises:
        ProblemError: an order that there is not, a page that is none, or a value that can be none of the filter.
    """
    filters = {name: given.get(name, "").strip() for name in FILTERS} | fixed
    for name, value in filters.items():
        if value and not _can_be(name, value):
            raise _problem("bad_filter", name, value, N_("Choose one of the list, or leave it out."))
    order = given.get("urut", "").strip() or USUAL_ORDER
    if order not in ORDERS:
        raise _problem("bad_order", "urut", order, N_("Choose one of: {known}."), known=", ".join(ORDERS))
    page = given.get("page", "").strip() or "1"
    if not (page.isascii() and page.isdigit() and 1 <= int(page) <= MOST_PAGES):
        raise _problem("bad_page", "page", page, N_("Ask for a page from 1."))
    chosen = {name: value for name, value in filters.items() if value}
    return Ask(given.get("q", "").strip()[:LONGEST_WORDS], chosen, order, int(page))


def _can_be(name: str, value: str) -> bool:
    """Whether a filter can have a value, be there data with it or not. Which agencies there are is not known here."""
    if name in _LISTED:
        return any(term.code == value for term in vocabulary(_LISTED[name]))
    if name == "prioritas":
        return value == "ya"
    is_one = _is_year if name in ("tahun", "tahun_prioritas") else _is_code
    return bool(is_one(value))


def unknown_agency(name: str) -> ProblemError:
    """The refusal of an agency that there is not."""
    return _problem("bad_filter", "organisasi", name, N_("Choose one of the list, or leave it out."))


def passed_over(given: Iterable[str], known: Collection[str]) -> str:
    """The parameters of a page that nothing is asked by, for its reader; but for what follows people around."""
    return ", ".join(name[:100] for name in given if name not in known and not _TRACKING.fullmatch(name))


def limit(text: str, usually: int, most: int) -> int:
    """How many entries are asked for at once (``batas``).

    Raises:
        ProblemError: not a number from 1 to ``most``.
    """
    said = text.strip() or str(usually)
    if said.isascii() and said.isdigit() and len(said) < 10 and 1 <= int(said) <= most:
        return int(said)
    remedy = N_("Ask for 1 to {most} entries at once.")
    raise _problem("bad_limit", "batas", said, remedy, most=str(most))


def month(text: str, today: date) -> date:
    """The first day of a month ("2026-11"); of this month where nothing is said.

    Raises:
        ProblemError: it is no month between 2000 and 2100.
    """
    if not text.strip():
        return today.replace(day=1)
    try:
        first = date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        first = date.min
    if not 2000 <= first.year <= 2100:
        raise _problem("bad_month", "bulan", text, N_("Write it as 2026-11."))
    return first


def _problem(code: str, where: str, value: str, remedy: str, **params: str) -> ProblemError:
    said = {"name": where, "value": value[:100], **params}
    return ProblemError(Problem(code, "{name}", N_("“{value}” cannot be asked for here."), remedy, said))
