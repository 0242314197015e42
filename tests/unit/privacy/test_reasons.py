"""Claims about what is said of a number in a reason. Invented numbers (DATA CONTOH)."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk

from ckanext.paser.privacy import validators


def test_a_reason_with_a_nik_is_refused_for_being_kept_and_not_for_being_read(monkeypatch):
    monkeypatch.setattr(validators.tk, "_", str)
    with pytest.raises(tk.Invalid) as refused:
        validators.paser_impersonal_kept("Atas permintaan 6401014101800001.")
    assert "kept for good" in refused.value.error
    assert "everybody" not in refused.value.error
