"""Claims about whose fault it is that a search failed."""

import pytest

from ckanext.paser.search.rules import answered, is_the_question

ASKED = "SOLR returned an error running query: {'q': 'title:['} Error: SolrError(%r)"


@pytest.mark.parametrize(
    "told",
    [
        ASKED % "Solr responded with an error (HTTP 400): [Reason: Cannot parse 'title:[']",
        "Local parameters are not supported in param 'q'.",
        "Local parameters must be defined at the beginning of param 'fq'.",
        "Query parsers are not supported in param 'q'.",
        "Magic fields are not supported in param 'q'.",
        "Invalid search parameters: ['x']",
    ],
)
def test_what_ckan_or_solr_cannot_read_is_the_fault_of_the_question(told):
    assert is_the_question(told)


@pytest.mark.parametrize(
    "told",
    [
        ASKED % "Solr responded with an error (HTTP 503): [Reason: loading]",
        ASKED % "Solr responded with an error (HTTP 500): [Reason: (HTTP 400)]",
        ASKED % "Connection to server timed out",
    ],
)
def test_whatever_else_solr_says_is_not(told):
    assert not is_the_question(told)


def test_the_status_of_an_answer_is_what_solr_said_not_what_was_searched():
    told = ASKED % "Solr responded with an error (HTTP 503): [Reason: loading]"
    assert answered(told.replace("title:[", "(HTTP 400)")) == 503
