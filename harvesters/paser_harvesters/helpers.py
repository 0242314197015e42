"""What the pages of the harvesters need in their templates."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk

__all__ = ["paser_harvest_clock"]


def paser_harvest_clock(value: str) -> str:
    """The time of day of an ISO moment, in Paser's clock: ``05.15``."""
    return datetime.fromisoformat(value).astimezone(tk.h.get_display_timezone()).strftime("%H.%M")
