"""The search page: what is found, in tabs, and what never is."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import make_article, make_plan
from tests.pages.reading import doc, one, problems, text_of

pytestmark = pytest.mark.django_db


def search(client, language="vi", **query):
    with translation.override(language):
        return doc(client.get(reverse("search"), query))


def titles(page):
    return [text_of(link) for link in page.xpath("//main//h3//a")]


def tabs(page):
    return [text_of(tab) for tab in page.xpath("//nav[@class='tabs']/a")]


@pytest.mark.parametrize("typed", ["da nang", "Đà Nẵng", "ĐÀ  NẴNG", "DA NANG"])
def test_diacritics_and_capitals_make_no_difference(typed, client):
    make_article(title_vi="Họp tại Đà Nẵng")
    make_article(title_vi="Họp tại Huế")

    assert titles(search(client, q=typed)) == ["Họp tại Đà Nẵng"]


def test_plans_and_articles_are_found_and_counted(client):
    make_plan(title_vi="Kế hoạch băng rộng")
    for number in range(2):
        make_article(title_vi=f"Băng rộng {number}")

    everything, news, plans = (search(client, q="băng rộng", kind=kind) for kind in ("", "news", "plans"))

    assert tabs(everything) == ["Tất cả3", "Tin tức2", "Kế hoạch1"]
    assert titles(everything) == ["Kế hoạch băng rộng", "Băng rộng 1", "Băng rộng 0"]
    assert titles(news) == ["Băng rộng 1", "Băng rộng 0"]
    assert titles(plans) == ["Kế hoạch băng rộng"]
    assert one(news, "//nav[@class='tabs']/a[@aria-current='page']/text()") == "Tin tức"


def test_nothing_hidden_is_found_not_even_a_draft_translation(client):
    make_article(title_vi="BÍ MẬT", state="draft")
    make_plan(title_vi="BÍ MẬT", state="withdrawn")
    make_article(title_vi="Công khai", title_en="BÍ MẬT", ready_en=False)

    page = search(client, q="bí mật")

    assert titles(page) == []
    assert tabs(page) == ["Tất cả0", "Tin tức0", "Kế hoạch0"]


def test_no_plan_among_plans_says_so_though_there_are_articles(client):
    make_article(title_vi="Băng rộng")

    page = search(client, "en", q="băng rộng", kind="plans")

    assert tabs(page) == ["Everything1", "News1", "Plans0"]
    assert "Nothing on this site holds" in text_of(one(page, "//main"))


def test_plans_stand_above_the_first_page_alone(client):
    make_plan(title_vi="Kế hoạch băng rộng")
    for number in range(25):
        make_article(title_vi=f"Băng rộng {number}")

    first = search(client, q="băng rộng")
    second = doc(client.get(one(first, "//nav[@class='pager']/a/@href")))

    assert titles(first)[0] == "Kế hoạch băng rộng"
    assert titles(second) == [f"Băng rộng {number}" for number in range(4, -1, -1)]


def test_a_place_behind_the_last_result_is_told(client):
    make_article(title_vi="Băng rộng", title_en="Broadband")

    page = search(client, "en", q="broadband", before="1900")

    assert problems(page) == ["Nothing is older than that, so the list begins at the newest."]
    assert titles(page) == ["Broadband"]


def test_an_empty_search_asks_for_words(client):
    page = search(client, "en", q="  ")

    assert tabs(page) == []
    assert "Type a plan, a place or a subject" in text_of(one(page, "//main"))


def test_no_result_says_what_to_try(client):
    page = search(client, "en", q="zebra <b>")

    assert "Nothing on this site holds all of “zebra <b>”." in text_of(one(page, "//main"))
    assert one(page, "//main//a[.='All news']/@href") == "/en/news/"


@pytest.mark.parametrize("query", [{"q": "\0"}, {"q": "a" * 5000}, {"q": "a", "before": "x"}, {"q": "a", "kind": "x"}])
def test_absurd_questions_get_an_answer(query, client):
    with translation.override("vi"):
        assert client.get(reverse("search"), query).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_the_same_for_one_and_for_three(rows, client, django_assert_num_queries):
    for number in range(rows):
        make_article(title_vi=f"Băng rộng {number}", discussing=make_plan(title_vi=f"Băng rộng {number}"))

    with translation.override("vi"), django_assert_num_queries(10):
        client.get(reverse("search"), {"q": "băng rộng"})


def test_the_language_switch_keeps_the_words(client):
    page = search(client, q="5G", kind="news")

    assert one(page, "//header//a[@lang='en']/@href") == "/en/search/?q=5G&kind=news"
