"""Watches the supervisor, which watches everything else, this process too: whichever of the two is killed, the other restores it.

`guard.py SUPERVISORD ARGUMENT...`. When the supervisor dies, this process becomes the new one, which starts all services
anew. Runs as a file of its own, so that the checkout need not be readable at run time.
"""

from __future__ import annotations

import os
import sys
import time


def main(command: list[str]) -> None:
    supervisor = os.getppid()
    # A supervisor that died before we asked for its number has left us to process 1.
    while os.getppid() == supervisor > 1:
        time.sleep(1)
    os.environ["PASER_AUTOSTART"] = "true"
    os.chdir("/")  # in our own folder the new supervisor would be taken for a leftover of the next guard
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
