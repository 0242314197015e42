"""The settings of the fetch room."""

from __future__ import annotations

import ckan.plugins as p
from ckan.config.declaration import Declaration, Key

from ckanext.paser.fetch.service import ALLOW_HOSTS


class FetchHooks(p.IConfigDeclaration):
    """Mixed into the portal plugin."""

    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        super().declare_config_options(declaration, key)
        option = declaration.declare_list(Key.from_string(ALLOW_HOSTS), [])
        option.set_description(
            "Hosts, addresses and networks of the intranet that files may be fetched from besides the internet, "
            "separated by blanks. A host or address may have a port, which is then open too."
        )
