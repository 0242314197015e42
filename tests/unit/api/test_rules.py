"""Claims about what a program may ask at an address."""

import pytest

from ckanext.paser.api.rules import only
from ckanext.paser.problems import ProblemError, worded


@pytest.mark.parametrize(
    ("known", "remedy"), [(("q", "page"), "Choose one of: q, page."), ((), "Leave it out.")]
)
def test_what_nothing_is_asked_by_is_refused_with_what_there_is(known, remedy):
    with pytest.raises(ProblemError) as refused:
        only([*known, "foo"], known)
    assert worded(refused.value.problem)["text"] == f"foo: “foo” cannot be asked for here. {remedy}"
