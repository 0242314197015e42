"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

table_changed = tk.signals.ckanext.signal("paser_table_changed")
"""Sent with a resource's id after its table's content has changed."""
