"""The dashboard plugin. It only says which parts there are."""

from __future__ import annotations

import ckan.plugins as p


class PaserDashboardPlugin(p.SingletonPlugin):
    pass
