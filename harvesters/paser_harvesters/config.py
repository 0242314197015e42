"""Settings of the harvesters."""

from __future__ import annotations

from ckan.config.declaration import Declaration, Key

FOLDERS = "ckanext.paser.harvest.folders"


def declare(declaration: Declaration, key: Key) -> None:
    """Declare what may stand in the ini file."""
    declaration.annotate("Satu Data Paser: harvest sources")
    option = declaration.declare_list(key.from_string(FOLDERS), None)
    option.set_description(
        "Folders of this machine (separated by spaces) below which a source of kind files may lie when it is "
        "added or changed through the API. Sources applied by command may lie anywhere."
    )
