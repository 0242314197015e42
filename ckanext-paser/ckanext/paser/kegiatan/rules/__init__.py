"""What is true of statistical activities: their codes, what is needed to publish one, what is never public.

Pure rules: no CKAN, no clock, no database. Source: form MS-Keg and INDAH, as gathered in ``schemas/sdi_profile.json``.
"""

from ckanext.paser.kegiatan.rules.codes import CODE_LISTS, label, labels, terms
from ckanext.paser.kegiatan.rules.completeness import Form, missing
from ckanext.paser.kegiatan.rules.consistency import day, one_title, wrong
from ckanext.paser.kegiatan.rules.indah import bit_sum, booleans, choices
from ckanext.paser.kegiatan.rules.public import PERSONAL, document, without_persons

TYPE = "kegiatan"
"""The package type, as CKAN names it."""

__all__ = [
    "CODE_LISTS",
    "PERSONAL",
    "TYPE",
    "Form",
    "bit_sum",
    "booleans",
    "choices",
    "day",
    "document",
    "label",
    "labels",
    "missing",
    "one_title",
    "terms",
    "without_persons",
    "wrong",
]
