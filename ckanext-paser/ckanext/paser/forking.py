"""What a process closes before it forks: two processes cannot share a connection."""

from __future__ import annotations

from ckan import model, plugins
from ckan.lib.redis import connect_to_redis


def close_connections() -> None:
    """Close what this process holds open to PostgreSQL and Redis; what is not committed is rolled back.

    The DataStore's connections are its own plugin's, which is asked as CKAN's worker asks before each job. All are
    opened anew by whoever needs them next, in this process or in one that it begins.
    """
    for observer in plugins.PluginImplementations(plugins.IForkObserver):
        observer.before_fork()
    model.Session.remove()
    model.ensure_engine().dispose()
    connect_to_redis().connection_pool.disconnect()
