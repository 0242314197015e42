"""Validators of the privacy room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.privacy.rules.kinds import names_a_person

__all__ = ["paser_impersonal"]


def paser_impersonal(value: Any) -> Any:
    """A text that everybody reads, also the name of a file, holds no NIK or KK number; the address of a link may."""
    if isinstance(value, str) and not value.startswith(("http://", "https://")) and names_a_person(value):
        raise tk.Invalid(
            tk._("A number of a person (NIK or KK) stands here, where everybody can read it. Leave it out.")
        )
    return value
