"""What people call the kinds of personal data."""

from __future__ import annotations

from ckanext.paser.privacy.rules.kinds import Kind
from ckanext.paser.problems import N_

WORDS = {
    Kind.NIK: N_("National identity number (NIK)"),
    Kind.KK: N_("Family card number (KK)"),
    Kind.NPWP: N_("Tax number (NPWP)"),
    Kind.NIP: N_("Civil servant number (NIP)"),
    Kind.PHONE: N_("Mobile phone number"),
    Kind.EMAIL: N_("Personal e-mail address"),
    Kind.BPJS: N_("BPJS number"),
    Kind.PLATE: N_("Vehicle plate"),
    Kind.NAME: N_("Names of people below another table"),
    Kind.NAME_BIRTH: N_("Names with dates of birth"),
    Kind.NAME_ADDRESS: N_("Names with addresses"),
    Kind.NAME_ILLNESS: N_("Names with health data or disabilities"),
    Kind.NAME_HARM: N_("Names with violence or crime"),
    Kind.NAME_ACCOUNT: N_("Names with bank accounts"),
    Kind.NAME_AID: N_("Names of those who get aid"),
    Kind.NAME_PRIVATE: N_("Names with income, religion, mother, pupil's number or complaint"),
    Kind.COORDINATES: N_("Exact location of a person"),
    Kind.SMALL_CELLS: N_("Counts below 5 on a sensitive subject"),
    Kind.HIDDEN_SHEET: N_("Hidden sheet"),
    Kind.MODEL: N_("Data model that cannot be read"),
}
"""What people call each kind, an English msgid."""
