"""Where security hooks into CKAN: closed defaults, and the headers of every answer."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.config.declaration import Declaration, Key

from ckanext.paser.security import rules, service


class SecurityHooks(p.IConfigDeclaration, p.IMiddleware):
    """Mixed into the portal plugin."""

    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        """Close what CKAN leaves open, where the administrator's file says nothing."""
        for name, closed in rules.CLOSED.items():
            if option := declaration.get(name):
                option.set_default(closed)
        if str(tk.config.get("ckan.site_url", "")).startswith("https:"):
            for name in ("SESSION_COOKIE_SECURE", "REMEMBER_COOKIE_SECURE"):
                declaration[Key.from_string(name)].set_default(True)

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.before_request(service.refuse_jsonp)
        app.register_error_handler(tk.NotAuthorized, service.forbid)
        app.after_request(service.note_own_word)
        app.after_request_funcs[None].insert(0, service.guard)  # they run in reverse, so this one is the last
        return super().make_middleware(app, config)
