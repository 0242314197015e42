"""Other interfaces of CKAN that the rows room implements."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from ckanext.paser.rows.everybody import ForEverybody
from ckanext.paser.rows.views import answered


class RowHooks(p.IMiddleware):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.wsgi_app = ForEverybody(app.wsgi_app, "tabel/{id}/baris", answered)
        return super().make_middleware(app, config)
