"""What holds for every public page: languages, cost, what must not be seen, and that it knows nobody."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aseandigital.models import InfoPage
from news.models import Article, Publisher, Source, Topic
from plans.models import Plan
from publishing.models import Account
from tests.factories import make_article, make_info_page, make_picture, make_plan
from tests.pages.reading import alternates, canonical, doc, one, text_of
from tests.pages.world import LANGUAGES, NAMES, PAGES, address, make_hidden, make_world

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"

QUERIES = {
    "home": 13, "articles": 13, "plans": 6, "article": 26, "plan": 13,
    "topics": 4, "topic": 8, "sources": 4, "source": 12, "archive": 4, "year": 10, "month": 9, "info": 4,
}  # fmt: skip
"""What each page asks the database, with one row of everything and with three."""

every_page = pytest.mark.parametrize("page", PAGES)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@every_page
@both_languages
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_the_same_number_of_questions_for_one_row_and_for_three(
    page, language, rows, client, django_assert_num_queries
):
    article, plan = make_world(rows, between=page == "article")
    make_article(state="draft", discussing=plan)
    url = address(page, language, article, plan)

    with django_assert_num_queries(QUERIES[page]):
        answer = client.get(url)

    assert answer.status_code == 200


@every_page
@both_languages
def test_nothing_hidden_is_seen_anywhere(page, language, client):
    article, plan = make_world(2)
    url = address(page, language, article, plan)
    before = client.get(url).content

    make_hidden(plan, article)
    after = client.get(url)

    assert "LEAK" not in after.content.decode()
    assert after.content == before


@every_page
@both_languages
def test_what_would_be_hidden_is_seen_as_soon_as_it_is_public(page, language, client):
    article, plan = make_world(1)
    leaked = make_article(title_vi="LỘ LEAK", title_en="LEAK", discussing=plan, publisher=article.publisher)
    leaked.topics.add(*article.topics.all(), Topic.objects.create(key="leak", title_vi="LEAK", title_en="LEAK"))
    Source.objects.create(article=leaked, publisher=Publisher.objects.create(key="leak", title_vi="LEAK"), title="LEAK")
    make_info_page(title_vi="LEAK", title_en="LEAK")
    shown = make_plan(title_vi="LEAK", title_en="LEAK", label="LEAK", on_main_line=True)
    make_article(discussing=shown)
    plan.relations.create(kind="succeeds", other=shown)
    url = address(page, language, article, plan)

    assert "LEAK" in client.get(url).content.decode()


@every_page
@both_languages
def test_a_page_says_its_language_its_address_and_its_other_languages(page, language, client):
    article, plan = make_world(1)
    urls = {code: f"{SITE}{address(page, code, article, plan)}" for code in LANGUAGES}

    answer = client.get(address(page, language, article, plan))

    read = doc(answer)
    assert (one(read, "/html/@lang"), canonical(read)) == (language, urls[language])
    assert alternates(read) == urls | {"x-default": urls["vi"]}
    assert answer.headers["Content-Language"] == language


@every_page
@both_languages
def test_the_language_switch_stays_on_the_page(page, language, client):
    article, plan = make_world(1)
    (other,) = set(LANGUAGES) - {language}

    read = doc(client.get(address(page, language, article, plan)))

    switch = one(read, f"//header//a[@hreflang='{other}']")
    assert (switch.get("href"), switch.get("lang")) == (address(page, other, article, plan), other)
    assert text_of(switch) == {"vi": "Tiếng Việt", "en": "English"}[other]


@both_languages
def test_each_page_has_one_heading_a_title_of_its_own_and_no_id_twice(language, client):
    article, plan = make_world(2)

    pages = [doc(client.get(address(page, language, article, plan))) for page in PAGES]

    ids = [page.xpath("//@id") for page in pages]
    assert [len(page.xpath("//h1")) for page in pages] == [1] * len(PAGES)
    assert len({text_of(one(page, "//head/title")) for page in pages}) == len(PAGES)
    assert [sorted(set(found)) for found in ids] == [sorted(found) for found in ids]


@both_languages
def test_no_link_of_any_page_leads_nowhere(language, client):
    article, plan = make_world(2)
    pages = [doc(client.get(address(page, language, article, plan))) for page in PAGES]

    hrefs = sorted({href for page in pages for href in page.xpath("//a/@href") if href.startswith("/")})
    answers = {href: client.get(href).status_code for href in hrefs}

    lost = [
        href
        for page in pages
        for href in page.xpath("//a/@href")
        if href[:1] == "#" and href[1:] not in page.xpath("//@id")
    ]
    assert len(hrefs) > 10
    assert answers == dict.fromkeys(hrefs, 200)
    assert lost == []


# --- Public pages know nobody -------------------------------------------------


def urls_of_everything() -> list[str]:
    """Every kind of answer that a reader can get."""
    article, plan = make_world(1)
    gone = make_article(state="withdrawn")
    moved = make_article(slug_vi="cu")
    moved.slug_vi = "moi"
    moved.save()
    return [
        *(address(page, language, article, plan) for page in PAGES for language in LANGUAGES),
        "/",
        "/vi/khong-co/",
        address("article", "vi", gone),
        "/vi/tin-tuc/cu/",
        "/vi/tin-tuc/?year=nonsense",
        "/healthz",
        "/readyz",
        article.cover.url,
    ]


NO_SESSION = SimpleNamespace(accessed=False)
"""What an answer has that was given before sessions came into it."""


def test_no_answer_sets_a_cookie_or_reads_a_session(client):
    urls = urls_of_everything()

    answers = [client.get(url) for url in urls]
    for answer in answers:
        answer.close()

    pages = [200] * len(PAGES) * len(LANGUAGES)
    assert [answer.status_code for answer in answers] == [*pages, 302, 404, 410, 301, 200, 200, 200, 200]
    assert [
        url for url, answer in zip(urls, answers, strict=True) if answer.cookies or answer.headers.get("Set-Cookie")
    ] == []
    assert [
        url
        for url, answer in zip(urls, answers, strict=True)
        if getattr(answer.wsgi_request, "session", NO_SESSION).accessed
    ] == []
    assert [
        url for url, answer in zip(urls, answers, strict=True) if "cookie" in answer.headers.get("Vary", "").lower()
    ] == []


@every_page
@both_languages
def test_a_page_may_be_kept_by_everybody(page, language, client):
    article, plan = make_world(1)

    answer = client.get(address(page, language, article, plan))

    assert answer.headers["Cache-Control"] == "public, max-age=60, stale-if-error=86400"


@every_page
def test_an_administrator_sees_what_everybody_sees(page, client, admin_client):
    article, plan = make_world(1)
    url = address(page, "vi", article, plan)
    admin_client.cookies["django_language"] = "en"

    assert admin_client.get(url).content == client.get(url).content
    assert Account.objects.count() == 1


@every_page
def test_a_page_carries_no_token_and_no_inline_style_or_script(page, client):
    article, plan = make_world(1)

    answer = client.get(address(page, "vi", article, plan))

    read = doc(answer)
    assert (
        read.xpath(
            "//input[@type='hidden'] | //style | //script[not(@src or @type='application/ld+json')] | //@style | //@onclick"
        )
        == []
    )
    assert answer.headers["Content-Security-Policy"].count("unsafe") == 0
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@every_page
@pytest.mark.parametrize("method", ["TRACE", "FOO", "PROPFIND"])
def test_an_unknown_method_is_refused(page, method, client):
    article, plan = make_world(1)

    answer = client.generic(method, address(page, "vi", article, plan))

    assert (answer.status_code, answer.content) == (405, b"")


@every_page
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_is_only_read(page, method, client):
    article, plan = make_world(1)

    assert client.generic(method, address(page, "vi", article, plan)).status_code == 405


@every_page
def test_asking_for_the_head_of_a_page_answers_its_headers_alone(page, client):
    article, plan = make_world(1)
    url = address(page, "vi", article, plan)

    head, whole = client.head(url), client.get(url)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Cache-Control"] == whole.headers["Cache-Control"]


@every_page
@both_languages
def test_an_empty_site_has_no_empty_page(page, language, client):
    article, plan = make_world(1)
    url = address(page, language, article, plan)
    if page in NAMES:
        for model in (Article, Plan, InfoPage):
            model.objects.all().delete()

    answer = client.get(url)

    assert answer.status_code == 200
    assert text_of(one(doc(answer), "//h1")) != ""


# --- Home ---------------------------------------------------------------------


@both_languages
def test_home_shows_each_of_the_newest_articles(language, client):
    articles = [make_article() for _ in range(9)]

    read = doc(client.get(address("home", language)))

    titles = [getattr(article, f"title_{language}") for article in reversed(articles)]
    shown = [
        text_of(link) for link in read.xpath("//main//h2//a | //main//h3//a | //main//li/a") if text_of(link) in titles
    ]
    assert sorted(set(shown)) == sorted(titles)
    assert text_of(read.xpath("//main//h2//a")[0]) == titles[0]


@both_languages
def test_home_counts_what_readers_can_read_about_each_plan_of_the_main_line(language, client):
    plans = [make_plan(on_main_line=True, first_year=year, last_year=year + 4) for year in (2011, 2016, 2021)]
    for number, plan in enumerate(plans):
        for _article in range(number):
            make_article(discussing=plan)
    make_hidden(plans[0], make_article())

    read = doc(client.get(address("home", language)))

    counts = [text_of(link) for link in read.xpath("//main//li//a[contains(@href, '#news')]")]
    assert [(int(count.split()[0]), plan.label in count) for count, plan in zip(counts, plans, strict=True)] == [
        (0, True),
        (1, True),
        (2, True),
    ]


def test_home_costs_the_same_for_a_hundred_articles(client):
    _article, plan = make_world(1)
    url = address("home", "vi")
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(20):
        make_article(discussing=plan, cover=make_picture())

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    # One question more: the row of stories below the latest ones is there now.
    assert len(many) - len(few) <= 1
    assert Plan.objects.count() == 2
