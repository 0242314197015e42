"""What an administrator may set, from the environment, and what was set the last time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import Trouble

DEFAULT_PORT = 8080
REMEMBERED = (
    *("port", "site_url", "sample", "solr_url", "allow_hosts", "throwaway"),
    *("mail_from", "smtp", "smtp_user", "smtp_starttls"),
)


@dataclass(frozen=True)
class Settings:
    """One installation: where it lives and how it is reached."""

    checkout: Path
    var: Path
    port: int = DEFAULT_PORT
    site_url: str = ""
    sample: bool = True
    solr_url: str = ""
    allow_hosts: str = ""
    mail_from: str = ""  # without it no mail is written
    smtp: str = "localhost"
    smtp_user: str = ""
    smtp_starttls: bool = False
    throwaway: bool = False  # for tests: nothing has to survive a crash of the machine

    @property
    def address(self) -> str:
        """Where people reach the portal, without a slash at the end."""
        return self.site_url or f"http://127.0.0.1:{self.port}"

    @property
    def https(self) -> bool:
        return self.address.startswith("https://")

    def remember(self) -> str:
        """The text of the file that `recall` reads."""
        return json.dumps({name: getattr(self, name) for name in REMEMBERED}, indent=1) + "\n"


def read(checkout: Path, environment: Mapping[str, str]) -> Settings:
    """The environment first, then what the last `up` was told, then the defaults.

    Raises:
        Trouble: a setting cannot be understood.
    """
    var = Path(environment.get("PASER_VAR") or checkout / "var").absolute()
    known = recall(var)
    if environment.get("PASER_PORT"):
        known["port"] = _port(environment["PASER_PORT"])
    if "PASER_SITE_URL" in environment:
        known["site_url"] = _url("PASER_SITE_URL", environment["PASER_SITE_URL"])
    if "PASER_SOLR_URL" in environment:
        known["solr_url"] = _url("PASER_SOLR_URL", environment["PASER_SOLR_URL"])
    if "PASER_ALLOW_HOSTS" in environment:
        known["allow_hosts"] = _hosts(environment["PASER_ALLOW_HOSTS"])
    if "PASER_MAIL_FROM" in environment:
        known["mail_from"] = _mail_address(environment["PASER_MAIL_FROM"])
    if "PASER_SMTP" in environment:
        known["smtp"] = _mail_server(environment["PASER_SMTP"])
    if "PASER_SMTP_USER" in environment:
        known["smtp_user"] = _word("PASER_SMTP_USER", environment["PASER_SMTP_USER"])
    if environment.get("PASER_SMTP_STARTTLS"):
        known["smtp_starttls"] = environment["PASER_SMTP_STARTTLS"] != "0"
    if environment.get("PASER_SAMPLE"):
        known["sample"] = environment["PASER_SAMPLE"] != "0"
    return Settings(checkout=checkout, var=var, **known)


def file_of(var: Path) -> Path:
    return var / "state" / "settings.json"


def recall(var: Path) -> dict:
    """What the last `up` on this folder was told; empty if there was none."""
    try:
        return {k: v for k, v in json.loads(file_of(var).read_text()).items() if k in REMEMBERED}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except PermissionError:
        raise Trouble(
            f"{var} belongs to another account. Run this as root, or as the account that ran deploy/up."
        ) from None


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise Trouble(f"PASER_PORT is '{text}', which is not a port. Set it to a number from 1 to 65535.")


def _hosts(text: str) -> str:
    if strange := re.search(r"[^A-Za-z0-9.:/\[\] _-]", text):
        raise Trouble(
            f"PASER_ALLOW_HOSTS has '{strange[0]}' in it. Write hosts, addresses and networks, separated by blanks."
        )
    return text.strip()


def _mail_address(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", text):
        raise Trouble(
            f"PASER_MAIL_FROM is '{text}', which is no mail address. Write it as data@paserkab.go.id."
        )
    return text


def _mail_server(text: str) -> str:
    if text and not re.fullmatch(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?", text):
        raise Trouble(
            f"PASER_SMTP is '{text}', which is no server. Write a host, with a port if need be: mail.paserkab.go.id:587."
        )
    return text or "localhost"


def _word(name: str, text: str) -> str:
    if not re.fullmatch(r"[^\s{}]*", text):
        raise Trouble(f"{name} has a blank or a brace in it. Write the name alone.")
    return text


def _url(name: str, text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise Trouble(
            f"{name} is '{text}', which is not a web address. Let it begin with http:// or https://."
        )
    return text.rstrip("/")
