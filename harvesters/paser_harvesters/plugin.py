"""The harvest plugin. It only says which parts there are; what they do stands in them."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from flask import Blueprint

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.config.declaration import Declaration, Key

from ckanext.paser.cli import paser

import paser_harvesters.jobs  # noqa: F401 - registers the tasks
from paser_harvesters import actions, auth, cli, config, helpers, views


class PaserHarvestPlugin(p.SingletonPlugin):
    p.implements(p.IActions)
    p.implements(p.IAuthFunctions)
    p.implements(p.IBlueprint)
    p.implements(p.IClick)
    p.implements(p.IConfigDeclaration)
    p.implements(p.IConfigurer)
    p.implements(p.ITemplateHelpers)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")

    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        config.declare(declaration, key)

    def get_actions(self) -> dict[str, Any]:
        return _exports(actions)

    def get_auth_functions(self) -> dict[str, Any]:
        return _exports(auth)

    def get_helpers(self) -> dict[str, Any]:
        return _exports(helpers)

    def get_blueprint(self) -> list[Blueprint]:
        return list(_exports(views).values())

    def get_commands(self) -> list[Any]:
        for command in _exports(cli).values():
            paser.add_command(command)
        return [paser]


def _exports(module: ModuleType) -> dict[str, Any]:
    return {name: getattr(module, name) for name in module.__all__}
