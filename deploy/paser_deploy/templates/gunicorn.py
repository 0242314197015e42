"""The web processes. Written by deploy/up; changes made here are overwritten."""

from typing import Any

from ckanext.paser.forking import close_connections

bind = "127.0.0.1:{{web_port}}"
pythonpath = "{{conf}}"
workers = 2
# CKAN takes seconds to begin. It begins once, in the process that starts the others, so that one that has been killed
# or renewed is back at once.
preload_app = True
# A worker is renewed now and then, so that memory lost by a library does not add up.
max_requests = 10_000
max_requests_jitter = 2_000
timeout = 60
limit_request_line = 8190  # what nginx lets through
graceful_timeout = 15
forwarded_allow_ips = "127.0.0.1"
control_socket_disable = True


def pre_fork(_server: Any, _worker: Any) -> None:
    """Close what CKAN has opened while it began."""
    close_connections()
