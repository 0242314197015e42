"""The home page: CKAN's address, our contents."""

from __future__ import annotations

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.paser.pages import helpers, service

__all__ = ["paser_pages"]

paser_pages = Blueprint("paser_pages", __name__)


@paser_pages.route("/")
def home() -> str:
    return tk.render("home/index.html", {"home": service.home(helpers.paser_facet_label)})
