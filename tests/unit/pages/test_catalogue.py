"""Claims about the catalogue of Bahasa Indonesia."""

import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).parents[3] / "ckanext-paser/ckanext/paser/i18n/build.py"


def test_every_text_of_ours_is_translated_and_the_catalogue_is_built_from_its_parts():
    check = subprocess.run([sys.executable, BUILD, "--check"], capture_output=True, text=True, check=False)
    assert (check.stdout, check.stderr, check.returncode) == ("", "", 0)
