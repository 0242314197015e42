"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

workflow_changed = tk.signals.ckanext.signal("paser_workflow_changed")
"""Sent with a dataset's id after a step was taken and committed.

``from_``, ``to``: states; ``actor``: id of the person, empty for the portal; ``role``: as what they took it; ``note``.
"""
