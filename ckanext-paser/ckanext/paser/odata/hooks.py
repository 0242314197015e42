"""Rows of public tables for programs that speak OData, answered as those of the row API are (``rows.everybody``)."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from ckanext.paser.odata.views import answered
from ckanext.paser.rows.everybody import ForEverybody


class ODataHooks(p.IMiddleware):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.wsgi_app = ForEverybody(app.wsgi_app, "odata/{id}/baris", answered)
        return super().make_middleware(app, config)
