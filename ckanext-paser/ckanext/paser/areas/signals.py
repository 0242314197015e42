"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

shapes_loaded = tk.signals.ckanext.signal("paser_shapes_loaded")
"""Sent after shapes of areas were loaded."""
