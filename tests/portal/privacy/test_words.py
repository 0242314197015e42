"""Claims about numbers of people in what everybody reads of a dataset. DATA CONTOH."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk

from ckanext.paser.privacy.rules.kinds import names_a_person

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

NIK = "6401015708900001"


@pytest.mark.usefixtures("with_plugins")
class TestImpersonal:
    @pytest.mark.parametrize(
        "text",
        [
            f"KTP {NIK}.pdf",
            f"Data a.n. Contoh ({NIK})",
            "64.0101.570890.0001",
            f"https://contoh.test/warga?nik={NIK}",
            f"https://contoh.test adalah sumbernya; a.n. Contoh, NIK {NIK}",
        ],
    )
    def test_a_number_of_a_person_is_refused_and_not_repeated(self, text):
        with pytest.raises(tk.Invalid) as refused:
            tk.get_validator("paser_impersonal")(text)
        assert not names_a_person(refused.value.error)

    def test_nor_in_one_of_several_lines(self):
        with pytest.raises(tk.Invalid):
            tk.get_validator("paser_impersonal")(["Kemiskinan", NIK])

    @pytest.mark.parametrize(
        "text",
        ["penduduk-2024.xlsx", "Hubungi 081234567890", "https://contoh.test/berkas/1234567890123456", ""],
    )
    def test_other_texts_and_addresses_pass(self, text):
        assert tk.get_validator("paser_impersonal")(text) == text
