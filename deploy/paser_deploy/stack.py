"""One installation with all that its parts need to know of each other."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import Any

from . import account, keys, layout, ports, settings
from .account import Account
from .errors import Trouble
from .keys import Keys
from .layout import Layout
from .ports import Ports
from .settings import Settings

# What a service may see of the environment in which `up` was called: language, and the way out of the house.
PASSED_ON = ("LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@dataclass(frozen=True)
class Stack:
    settings: Settings
    account: Account
    layout: Layout
    ports: Ports
    keys: Keys

    def environment(self) -> dict[str, str]:
        """What the services and `deploy/ckan` see."""
        kept = {name: os.environ[name] for name in (*PASSED_ON, *PROXIES) if name in os.environ}
        return {
            "LANG": "C.UTF-8",
            **kept,
            "PATH": f"{self.layout.venv}/bin:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.layout.home),
            "PYTHONPATH": str(self.layout.site),
            "CKAN_INI": str(self.layout.ini),
        }

    def ckan(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the `ckan` command as the service account.

        Raises:
            Trouble: the command failed; its last words are in the sentence.
        """
        command = [self.layout.venv / "bin" / "ckan", *arguments]
        options = {
            "input": "",
            "capture_output": True,
            "env": self.environment(),
            "cwd": self.layout.run,
            **options,
        }
        done = self.account.run(command, **options)
        if done.returncode:
            last = " ".join((done.stderr or done.stdout or "").strip().splitlines()[-3:])
            raise Trouble(
                f"'ckan {' '.join(arguments)}' failed: {last} Run ./deploy/ckan {' '.join(arguments)} to see all of it."
            )
        return done


def existing(chosen: Settings) -> Stack:
    """The installation as the last `up` left it.

    Raises:
        Trouble: there is none.
    """
    place = layout.of(chosen.var, chosen.checkout)
    known = ports.recall(place.state / "ports.json")
    if known is None:
        raise Trouble(f"There is no portal in {chosen.var}. Start one with ./deploy/up.")
    who = account.of(place.conf)
    if not os.access(place.conf, os.R_OK):
        raise Trouble(
            f"The portal in {chosen.var} belongs to another account. Run this as root, or as the account that ran deploy/up."
        )
    return Stack(chosen, who, place, known, keys.provide(place.secrets, who))


def remember(stack: Stack) -> None:
    """Write down what the next command needs to know."""
    stack.account.write(settings.file_of(stack.settings.var), stack.settings.remember())
    stack.account.write(stack.layout.state / "ports.json", ports.text(stack.ports))


def marked(stack: Stack, step: str) -> str:
    """What a step wrote down when it was done last; empty if it never was."""
    file = stack.layout.state / step
    return file.read_text().strip() if file.exists() else ""


def mark(stack: Stack, step: str, value: str) -> None:
    stack.account.write(stack.layout.state / step, value + "\n")
