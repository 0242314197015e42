"""The portal plugin. It only says which rooms there are; what they do stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.plugins import DefaultTranslation

from ckanext.paser import temporary
from ckanext.paser.api.hooks import PublicAnswers
from ckanext.paser.catalogue.hooks import CatalogueHooks
from ckanext.paser.cli import paser
from ckanext.paser.exports.hooks import ExportHooks
from ckanext.paser.fetch.hooks import FetchHooks
from ckanext.paser.kegiatan.hooks import KegiatanHooks
from ckanext.paser.metadata.hooks import MetadataHooks
from ckanext.paser.notices.hooks import NoticeHooks
from ckanext.paser.odata.hooks import ODataHooks
from ckanext.paser.ops.hooks import OpsHooks
from ckanext.paser.pages.hooks import PageHooks
from ckanext.paser.privacy.hooks import PrivacyHooks
from ckanext.paser.quality.hooks import QualityHooks
from ckanext.paser.registers.hooks import RegisterHooks
from ckanext.paser.releases.hooks import ReleaseHooks
from ckanext.paser.rooms import gather, modules
from ckanext.paser.rows.hooks import RowHooks
from ckanext.paser.search.hooks import SearchHooks
from ckanext.paser.security.hooks import SecurityHooks
from ckanext.paser.tables.hooks import TableHooks
from ckanext.paser.workflow.hooks import WorkflowHooks

PACKAGE = "ckanext.paser"
ROOMS = (
    "metadata",
    "standards",
    "dssd",
    "kegiatan",
    "bulk",
    "workflow",
    "areas",
    "fetch",
    "tables",
    "privacy",
    "releases",
    "exports",
    "search",
    "security",
    "jobs",
    "ops",
    "pages",
    "api",
    "rows",
    "odata",
    "preview",
    "registers",
    "quality",
    "catalogue",
    "desk",
    "notices",
)


class PaserPlugin(
    KegiatanHooks,
    CatalogueHooks,
    FetchHooks,
    ExportHooks,
    MetadataHooks,
    NoticeHooks,
    RowHooks,  # before the probes, which tell when it finds no database
    ODataHooks,
    OpsHooks,
    PageHooks,
    PrivacyHooks,
    PublicAnswers,
    RegisterHooks,
    QualityHooks,
    ReleaseHooks,
    SearchHooks,
    SecurityHooks,
    TableHooks,
    WorkflowHooks,
    DefaultTranslation,
    p.SingletonPlugin,
):
    p.implements(p.IActions)
    p.implements(p.IAuthFunctions)
    p.implements(p.IBlueprint)
    p.implements(p.IClick)
    p.implements(p.IConfigurer)
    p.implements(p.ITemplateHelpers)
    p.implements(p.ITranslation)
    p.implements(p.IValidators)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        temporary.belong_to(config.get("ckan.storage_path") or "")
        for module in modules(PACKAGE, ROOMS, "config"):
            module.update_config(config)
        list(modules(PACKAGE, ROOMS, "jobs"))  # importing them registers the tasks

    def get_actions(self) -> dict[str, Any]:
        return super().get_actions() | gather(PACKAGE, ROOMS, "actions")

    def get_auth_functions(self) -> dict[str, Any]:
        return gather(PACKAGE, ROOMS, "auth")

    def get_validators(self) -> dict[str, Any]:
        return gather(PACKAGE, ROOMS, "validators")

    def get_helpers(self) -> dict[str, Any]:
        return gather(PACKAGE, ROOMS, "helpers")

    def get_blueprint(self) -> list[Blueprint]:
        return list(gather(PACKAGE, ROOMS, "views").values())

    def get_commands(self) -> list[Any]:
        for command in gather(PACKAGE, ROOMS, "cli").values():
            paser.add_command(command)
        return [paser]

    def i18n_directory(self) -> str:
        return str(Path(__file__).parent / "i18n")
