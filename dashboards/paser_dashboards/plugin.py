"""The dashboard plugin. It only says which rooms there are; what they do stands in them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.paser.cli import paser
from ckanext.paser.rooms import gather, modules

from paser_dashboards.definitions.hooks import Settings
from paser_dashboards.indicators.hooks import Signals
from paser_dashboards.proposals.hooks import Proposals
from paser_dashboards.walls.hooks import Withdrawals

PACKAGE = "paser_dashboards"
ROOMS = ("indicators", "pages", "proposals", "rest", "walls")


class PaserDashboardPlugin(Settings, Proposals, Signals, Withdrawals, p.SingletonPlugin):
    p.implements(p.IActions)
    p.implements(p.IAuthFunctions)
    p.implements(p.IBlueprint)
    p.implements(p.IClick)
    p.implements(p.IConfigurer)
    p.implements(p.ITemplateHelpers)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        list(modules(PACKAGE, ROOMS, "jobs"))  # importing them registers the tasks

    def get_actions(self) -> dict[str, Any]:
        return gather(PACKAGE, ROOMS, "actions")

    def get_auth_functions(self) -> dict[str, Any]:
        return gather(PACKAGE, ROOMS, "auth")

    def get_helpers(self) -> dict[str, Any]:
        return gather(PACKAGE, ROOMS, "helpers")

    def get_blueprint(self) -> list[Blueprint]:
        return list(gather(PACKAGE, ROOMS, "views").values())

    def get_commands(self) -> list[Any]:
        for command in gather(PACKAGE, ROOMS, "cli").values():
            paser.add_command(command)
        return [paser]
