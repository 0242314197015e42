"""Where everything lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .account import Account

# What an installation makes in its folder: data, and what can be made again. Everything else there is somebody else's.
OURS = (
    *("bench", "cache", "conf", "current", "files", "home", "log", "postgres", "redis"),
    *("run", "sample", "secrets", "solr", "state"),
)
KEPT = {"programs", ".lock", "lost+found"}


def _under(folder: str, *parts: str) -> property:
    def path(layout: Layout) -> Path:
        return getattr(layout, folder).joinpath(*parts)

    return property(path)


@dataclass(frozen=True)
class Layout:
    """The folders of one installation. What lies in `programs` can be built again; the rest of `var` is data."""

    var: Path
    programs: Path

    cluster = _under("var", "postgres", "cluster")
    postgres = _under("var", "postgres")
    redis = _under("var", "redis")
    solr = _under("var", "solr")
    files = _under("var", "files")
    secrets = _under("var", "secrets")
    conf = _under("var", "conf")
    ini = _under("var", "conf", "ckan.ini")
    home = _under("var", "home")
    run = _under("var", "run")
    log = _under("var", "log")
    cache = _under("var", "cache")
    sample = _under("var", "sample")
    state = _under("var", "state")
    # What this installation uses of the programs: links, so that a new version is switched to in one step.
    venv = _under("var", "current", "venv")
    python = _under("var", "current", "venv", "bin", "python")
    jars = _under("var", "current", "solr")
    release = _under("var", "current", "release")
    site = _under("var", "current", "release", "site")
    static = _under("var", "current", "release", "static")

    def make(self, account: Account) -> None:
        """Make the folders; those with data or secrets are the account's alone."""
        for private in (self.postgres, self.redis, self.files, self.secrets, self.conf, self.home, self.log):
            account.folder(private, 0o700)
        for shared in (self.solr, self.run, self.cache, self.sample, self.state):
            account.folder(shared, 0o755)


def of(var: Path, checkout: Path) -> Layout:
    """The folders of an installation: its programs are where it has them, else where this checkout builds them."""
    venv = var / "current" / "venv"
    return Layout(var, venv.readlink().parent if venv.is_symlink() else checkout / "var" / "programs")
