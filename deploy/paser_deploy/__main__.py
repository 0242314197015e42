"""`python3 -m paser_deploy COMMAND`, as the scripts in deploy/ call it."""

import sys

from paser_deploy.cli import main

sys.exit(main(sys.argv[1:]))
