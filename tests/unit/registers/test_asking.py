"""Claims about what can be asked of the list of data."""

from datetime import date

import pytest

from ckanext.paser.problems import ProblemError
from ckanext.paser.registers.rules.asking import PARAMETERS, Ask, ask, limit, month, passed_over


def test_a_form_that_says_nothing_asks_for_all_by_title():
    asked = ask({"q": " ", "organisasi": "", "tema": "", "urut": "", "page": ""})
    assert asked == Ask()
    assert (asked.fq, asked.sort) == ("+dataset_type:dataset", "title_string asc, id asc")


def test_filters_become_conditions_of_the_index():
    asked = ask({"organisasi": "dinas-kesehatan", "tema": "04", "tahun": "2025", "prioritas": "ya"})
    assert asked.fq == (
        '+dataset_type:dataset +organization:"dinas-kesehatan" +register_tema:"04" +register_tahun:"2025" '
        '+register_prioritas:"ya"'
    )


def test_a_page_may_have_a_filter_of_its_own():
    assert ask({"jenis": "indikator"}, jenis="data_induk").filters == {"jenis": "data_induk"}


def test_an_address_is_made_again_from_a_question_without_its_page():
    asked = ask({"q": "penduduk", "tema": "04", "urut": "kode", "page": "3"})
    assert asked.parameters(bulan="2026-11") == {
        "q": "penduduk",
        "tema": "04",
        "urut": "kode",
        "bulan": "2026-11",
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"tema": '04" OR state:draft'}, "bad_filter"),
        ({"organisasi": "{!lucene}"}, "bad_filter"),
        ({"tema": "99"}, "bad_filter"),
        ({"urusan": "9.99"}, "bad_filter"),
        ({"jenis": "foo"}, "bad_filter"),
        ({"tahun": "abc"}, "bad_filter"),
        ({"tahun": "２０２５"}, "bad_filter"),
        ({"tahun_prioritas": "25"}, "bad_filter"),
        ({"prioritas": "mungkin"}, "bad_filter"),
        ({"urut": "title desc"}, "bad_order"),
        ({"page": "0"}, "bad_page"),
        ({"page": "satu"}, "bad_page"),
        ({"page": "²"}, "bad_page"),
        ({"page": "9" * 50}, "bad_page"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(given, code):
    with pytest.raises(ProblemError) as refused:
        ask(given)
    assert (refused.value.problem.code, refused.value.problem.params["name"]) == (code, next(iter(given)))


@pytest.mark.parametrize(
    ("text", "first"),
    [("", date(2026, 11, 1)), ("2027-02", date(2027, 2, 1)), (" 2000-01 ", date(2000, 1, 1))],
)
def test_a_calendar_opens_on_the_month_that_was_asked_or_on_this_one(text, first):
    assert month(text, date(2026, 11, 28)) == first


@pytest.mark.parametrize("text", ["2026", "2026-13", "1999-12", "November", "2026-11-05"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ProblemError, match="2026-11"):
        month(text, date(2026, 11, 28))


def test_a_page_tells_what_it_passes_over_but_not_what_other_sites_hang_on_its_links():
    given = {"q": "desa", "foo": "1", "utm_source": "wa", "fbclid": "x", "msclkid": "x", "bulan": "2026-11"}
    assert passed_over(given, PARAMETERS) == "foo, bulan"


@pytest.mark.parametrize("text", ["0", "1001", "x", "²", "9" * 5000])
def test_a_number_of_entries_that_there_is_not_is_refused(text):
    with pytest.raises(ProblemError, match="1 to 1000"):
        limit(text, 50, 1000)
