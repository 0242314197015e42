"""How codes of other systems are written, by the field that holds them."""

from __future__ import annotations

import re
from typing import NamedTuple

from ckanext.paser.metadata.rules.vocabularies import term
from ckanext.paser.problems import N_


class Pattern(NamedTuple):
    """What a value has to look like, and the sentence for one that does not, with ``{value}``."""

    expression: re.Pattern[str]
    sentence: str


PATTERNS = {
    "alternate_identifier": Pattern(
        re.compile(r"[a-z][a-z0-9_-]*:\S+"),
        N_("“{value}” is no identifier with its scheme. Write it as sdi-dds:12345 (schemes of list ALT_ID)."),
    ),
    "id_sds": Pattern(
        re.compile(r"SD\d{5}\.\d{2}\.\d{2}"),
        N_("“{value}” is no code of a data standard. Write it as SD00001.00.01."),
    ),
    "indikator_sdgs": Pattern(
        re.compile(r"\d{1,2}\.[0-9a-d]+\.\d+(\.\([a-z]\))?\*?"),
        N_("“{value}” is no SDG indicator. Write it as 1.2.1* or 3.8.1.(a)."),
    ),
    "prioritas_tahun": Pattern(
        re.compile(r"20\d{2}"), N_("“{value}” is no year. Write years such as 2025; 2026.")
    ),
}


def misfit(field: str, values: list[str]) -> str | None:
    """The first value of a field that is not written as it should be."""
    expression = PATTERNS[field].expression
    return next(
        (one for one in values if not expression.fullmatch(one) or not _has_known_scheme(field, one)), None
    )


def _has_known_scheme(field: str, value: str) -> bool:
    known = field != "alternate_identifier" or term("ALT_ID", value.partition(":")[0])
    return bool(known)
