"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

file_judged = tk.signals.ckanext.signal("paser_file_judged")
"""Sent with a resource's id and the ``sha256`` of a file with every look at it, and every decision that closes it.

``passes``: by what was found in it and is decided about it the public may have it, whatever columns its dictionary closes.
It is sent before others can look at the file or decide about it, so the last one sent is true.
"""
