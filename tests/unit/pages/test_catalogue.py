"""Claims about the catalogue of Bahasa Indonesia."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ckanext.paser.tables.rules.words import TYPES

BUILD = Path(__file__).parents[3] / "ckanext-paser/ckanext/paser/i18n/build.py"


def test_every_text_of_ours_is_translated_and_the_catalogue_is_built_from_its_parts():
    check = subprocess.run([sys.executable, BUILD, "--check"], capture_output=True, text=True, check=False)
    assert (check.stdout, check.stderr, check.returncode) == ("", "", 0)


def said(room: str) -> dict[str, str]:
    """The texts of a room, in English and Indonesian."""
    with (BUILD.parent / f"id/LC_MESSAGES/parts/{room}.po").open("rb") as part:
        texts = [(message.id, message.string) for message in read_po(part, locale="id") if message.id]
    return {one if isinstance(one, str) else one[0]: str(other) for one, other in texts}


@pytest.mark.parametrize("room", ["tables", "releases", "exports", "preview", "pages"])
def test_the_type_of_a_column_is_called_by_one_word(room):
    of_types = [
        id_ for english, id_ in said(room).items() if "type" in english.lower().replace("types of", "")
    ]
    assert [text for text in of_types if "tipe" not in text.lower()] == []


def test_pages_call_each_type_as_reports_and_workbooks_do():
    pages = said("pages")
    assert {english: pages[english] for english, _ in TYPES.values()} == dict(TYPES.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "Email {email} is not a valid format",
        "Not a string: %s",
        "Tag %s does not belong to vocabulary %s",
        "Tag %s already belongs to vocabulary %s",
        "Cannot change value of key from %(old)s to %(new)s. This key is read-only",
        "User {username} does not exist.",
    ],
)
def test_what_was_typed_stands_in_quotes_where_ckan_refuses_it(sentence):
    told = said("core")[sentence]
    values = re.findall(r".?(?:\{\w+\}|%(?:\(\w+\))?s).?", told)
    assert values
    assert [value for value in values if not (value[0] == "“" and value[-1] == "”")] == []
