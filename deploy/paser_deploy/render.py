"""Writes the settings of every process from the templates beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .services import Service
from .stack import Stack

TEMPLATES = Path(__file__).parent / "templates"
TEST_TEMPLATE = Path(__file__).parent / "test.ini"
MAX_UPLOAD_MB = 100
PLUGINS = "paser_dashboard paser_harvest paser dcat scheming_datasets scheming_organizations tabledesigner datastore"
"""The first one wins: our templates before CKAN's, and Table Designer's pages before the DataStore's, which they extend."""
MIME_TYPES = Path("/etc/nginx/mime.types")


def fill(template: str, values: Mapping[str, object]) -> str:
    """Replace every ``{{name}}``; a name without a value is an error."""
    return re.sub(r"\{\{(\w+)\}\}", lambda found: str(values[found[1]]), template)


def solr_url(stack: Stack, core: str = "ckan") -> str:
    return stack.settings.solr_url or f"http://127.0.0.1:{stack.ports.solr}/solr/{core}"


def values(stack: Stack) -> dict[str, object]:
    """All that the templates may name."""
    place, ports, keys, chosen = stack.layout, stack.ports, stack.keys, stack.settings
    server = f"127.0.0.1:{ports.postgres}"
    folders = {
        name: getattr(place, name)
        for name in ("conf", "run", "log", "cache", "files", "redis", "ini", "static", "cluster")
    }
    return folders | {
        "port": chosen.port,
        "site_url": chosen.address,
        "scheme": "https" if chosen.https else "http",
        "https": str(chosen.https).lower(),
        "hsts": "max-age=31536000" if chosen.https else "",
        "max_upload_mb": MAX_UPLOAD_MB,
        # What surrounds the file in the form counts too.
        "max_body_mb": MAX_UPLOAD_MB + 1,
        "mime_types": MIME_TYPES,
        "plugins": PLUGINS,
        "allow_hosts": chosen.allow_hosts,
        "mail_from": _escaped(chosen.mail_from),
        "smtp": chosen.smtp,
        "smtp_user": _escaped(chosen.smtp_user),
        "smtp_password": _escaped(keys.smtp_password),
        "smtp_starttls": str(chosen.smtp_starttls).lower(),
        "postgres_port": ports.postgres,
        "postgres_fsync": "off" if chosen.throwaway else "on",
        "redis_port": ports.redis,
        "web_port": ports.web,
        "compressed_port": ports.compressed,
        "supervisor_port": ports.supervisor,
        "redis_password": keys.redis,
        "supervisor_password": keys.supervisor,
        "session_key": keys.session,
        "csrf_key": keys.csrf,
        "api_token_key": keys.api_token,
        "solr_port": ports.solr,
        "ckan_password": keys.ckan,
        "datastore_ro_password": keys.datastore_ro,
        "ckan_url": f"postgresql://ckan:{keys.ckan}@{server}/ckan",
        "datastore_write_url": f"postgresql://ckan:{keys.ckan}@{server}/datastore",
        "datastore_read_url": f"postgresql://datastore_ro:{keys.datastore_ro}@{server}/datastore",
        "redis_url": f"redis://:{keys.redis}@127.0.0.1:{ports.redis}/0",
        "solr_url": solr_url(stack),
    }


def all_files(stack: Stack, services: list[Service]) -> dict[Path, str]:
    """Every settings file of the installation, by its place in `conf`."""
    known = values(stack) | {"programs": "".join(_program(stack, service) for service in services)}
    files = {
        stack.layout.conf / template.relative_to(TEMPLATES): fill(template.read_text(), known)
        for template in sorted(TEMPLATES.rglob("*"))
        if template.is_file()
    }
    for name in ("child.py", "guard.py"):
        files[stack.layout.conf / name] = (Path(__file__).parent / name).read_text()
    return files


def test_ini(stack: Stack, own: Mapping[str, object]) -> str:
    """CKAN's settings for tests, with databases, files and a search core of their own on the same services."""
    return fill(TEST_TEMPLATE.read_text(), {**values(stack), **own})


def write(stack: Stack, files: dict[Path, str]) -> set[Path]:
    """Write what changed; all of it is for the account's eyes alone."""
    stack.account.folder(stack.layout.conf / "pages", 0o700)
    return {path for path, text in files.items() if stack.account.write(path, text, 0o600)}


def _program(stack: Stack, service: Service) -> str:
    """One service as the supervisor knows it."""
    child = [str(stack.layout.python), f"{stack.layout.conf}/child.py", str(service.memory_mb)]
    command = " ".join([*child, *service.command])
    environment = ",".join(f'{name}="{value}"' for name, value in sorted(stack.environment().items()))
    return f"""
[program:{service.name}]
command = {_escaped(command)}
directory = {_escaped(str(service.directory))}
environment = {_escaped(environment)}
priority = {service.priority}
autostart = %(ENV_PASER_AUTOSTART)s
autorestart = true
startsecs = 1
startretries = 1000000
stopsignal = {service.stop_signal}
stopwaitsecs = {service.stop_seconds}
killasgroup = true
redirect_stderr = true
stdout_logfile = {_escaped(str(stack.layout.log / service.name))}.log
stdout_logfile_maxbytes = 10MB
stdout_logfile_backups = 3
"""


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
