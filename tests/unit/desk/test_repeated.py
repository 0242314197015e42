"""Claims about what is refused at a dataset and at its files."""

from __future__ import annotations

import pytest

from ckanext.paser.desk.rules.repeated import once

WRONG = {"temporal_coverage": [{"start": ["No period."]}]}


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ([{"periode_mulai": ["No period."]}], {}),
        ([{"periode_mulai": ["No period."]}, {}], {}),
        ([{"periode_mulai": ["No period."], "name": ["Empty."]}], {"resources": [{"name": ["Empty."]}]}),
        (["Another file."], {"resources": ["Another file."]}),
    ],
)
def test_what_files_have_of_a_refused_field_is_told_there_alone(files, left):
    assert once({**WRONG, "resources": files}) == {**WRONG, **left}


def test_what_a_file_says_itself_is_told():
    told = {"title": ["Empty."], "resources": [{"periode_mulai": ["No period."]}]}
    assert once(told) == told
