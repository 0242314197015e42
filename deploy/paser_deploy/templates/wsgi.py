"""CKAN as gunicorn runs it. Written by deploy/up; changes made here are overwritten."""

from logging.config import fileConfig

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

INI = "{{ini}}"

fileConfig(INI, disable_existing_loggers=False)
application = make_app(CKANConfigLoader(INI).get_config())
