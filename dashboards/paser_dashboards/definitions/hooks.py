"""The settings of the dashboards."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from paser_dashboards.definitions.service import FOLDER_OPTION


class Settings(p.IConfigDeclaration):
    """Lets an administrator keep definitions of their own."""

    def declare_config_options(self, declaration: Any, key: Any) -> None:
        declaration.annotate("Satu Data Paser: dashboards")
        option = declaration.declare(key.from_string(FOLDER_OPTION))
        option.set_description(
            "Folder of indikator-*.yaml, dasbor-*.yaml and layar-*.yaml; empty: those of the project."
        )
