"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

release_taken = tk.signals.ckanext.signal("paser_release_taken")
"""Sent with a resource's id and a ``number`` after a release was taken."""

release_reworded = tk.signals.ckanext.signal("paser_release_reworded")
"""Sent with a resource's id and a ``number`` after a release says something else of its columns than before."""

release_described = tk.signals.ckanext.signal("paser_release_described")
"""Sent with a resource's id and a ``number`` when the statistics of a release have been made."""
