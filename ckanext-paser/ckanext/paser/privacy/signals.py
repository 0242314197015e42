"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

file_closed = tk.signals.ckanext.signal("paser_file_closed")
"""Sent with a resource's id and the ``sha256`` of a file that is not public, after every look at it that says so."""
