"""Signals of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

LOAD, EDIT, DROP, WORDS = "load", "edit", "drop", "words"
"""What changed a table: a file, rows written through the API, its end, or what its dictionary says of its columns."""

table_changed = tk.signals.ckanext.signal("paser_table_changed")
"""Sent with a resource's id after its table's content has changed; ``by`` is one of the above.

``closed``: columns went, as they are not for the public any more.

A load still keeps all other loads of the resource waiting when it sends this, and tells its ``file``.
"""

load_ended = tk.signals.ckanext.signal("paser_load_ended")
"""Sent with a resource's id when what a load found is written down, whether its file is the table now, is held, or could not be read."""

table_overtaken = tk.signals.ckanext.signal("paser_table_overtaken")
"""Sent with a resource's id before its table is taken away, and after, as something else was decided about its file since.

``sha256`` of that file.
"""

content_leaving = tk.signals.ckanext.signal("paser_content_leaving")
"""Sent with a resource's id before its table's content goes: a file's at its first edit, an edited one when a file takes its place."""

place_asked = tk.signals.ckanext.signal("paser_place_asked")
"""Sent with a resource's id before its table is made; who knows whose table it is meant to replace, once it is approved, answers with that
resource's id."""
