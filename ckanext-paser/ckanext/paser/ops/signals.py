"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

diagnosing = tk.signals.ckanext.signal("paser_diagnosing")
"""Sent when the doctor looks; whoever listens answers with a list of problems, empty when all is well."""
