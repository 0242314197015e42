"""Claims about ``/saran``: what is suggested while somebody types."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("catalogue")


def suggested(app, q: str) -> list[tuple[str, str, str]]:
    items = app.get("/saran", query_string={"q": q}).json["items"]
    return [(item["kind"], item["title"], item["url"]) for item in items]


def test_half_a_word_suggests_titles_agencies_and_keywords(app):
    assert suggested(app, "kependu") == [
        ("dataset", "Profil Kependudukan", "/dataset/profil-kependudukan"),
        (
            "organization",
            "Dinas Kependudukan dan Pencatatan Sipil (Disdukcapil)",
            "/organization/disdukcapil",
        ),
        ("tag", "kependudukan", "/dataset/?tags=kependudukan"),
    ]


def test_several_half_words_must_all_begin_a_word_of_the_title(app):
    assert suggested(app, "jum pend") == [
        ("dataset", "Jumlah Penduduk per Kecamatan", "/dataset/penduduk-kecamatan")
    ]


def test_an_acronym_suggests_its_agency(app):
    assert suggested(app, "dink") == [
        ("organization", "Dinas Kesehatan (Dinkes)", "/organization/dinas-kesehatan")
    ]


def test_nothing_private_is_suggested(app):
    assert suggested(app, "rahasia") == []


@pytest.mark.parametrize("q", ["", "p", "zzz", '"){!', "*:*", pytest.param("a" * 5000, id="long")])
def test_what_suggests_nothing_answers_an_empty_list(app, q):
    assert suggested(app, q) == []


def test_the_answer_is_the_same_for_everybody_and_may_be_kept(app):
    response = app.get("/saran?q=pend")
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=60"
