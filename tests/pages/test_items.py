"""The pages of articles and plans, and those about the site: where they are, where they were, where they never were."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import timezone, translation

from news.models import Article
from plans.models import Plan
from publishing.views import FURTHEST
from tests.factories import make_article, make_info_page, make_link, make_plan
from tests.pages.reading import alternates, canonical, doc, language_of, links_to, one, text_of
from tests.pages.world import LANGUAGES, hidden_ways

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
both_rooms = pytest.mark.parametrize("make", [make_article, make_plan, make_info_page])
both_languages = pytest.mark.parametrize("language", LANGUAGES)
NEWS = {"vi": "/vi/tin-tuc/", "en": "/en/news/"}
PLANS = {"vi": "/vi/ke-hoach/", "en": "/en/plans/"}
SITE_ITSELF = {"vi": "/vi/", "en": "/en/"}
ROOM = {make_article: NEWS, make_plan: PLANS, make_info_page: SITE_ITSELF}


@both_rooms
@both_languages
def test_an_item_stands_at_its_slug_in_each_language(make, language, client):
    item = make(slug_vi="so", slug_en="digital")
    slug = {"vi": "so", "en": "digital"}[language]

    answer = client.get(f"{ROOM[make][language]}{slug}/")

    assert answer.status_code == 200
    assert item.get_absolute_url(language) == f"{ROOM[make][language]}{slug}/"
    assert getattr(item, f"title_{language}") in text_of(one(doc(answer), "//h1"))


# --- 404 and 410 --------------------------------------------------------------


@both_rooms
@both_languages
@pytest.mark.parametrize("way", [way for way in hidden_ways() if way not in {"withdrawn", "binned"}])
def test_a_hidden_item_answers_as_if_it_never_was(make, language, way, client):
    url = f"{ROOM[make][language]}secret/"
    never = client.get(url)
    make(slug_vi="secret", slug_en="secret", **hidden_ways()[way])

    hidden = client.get(url)

    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert hidden.headers.items() == never.headers.items()


@both_rooms
@both_languages
def test_a_hidden_item_answers_in_the_same_time_of_questions(make, language, client, django_assert_num_queries):
    url = f"{ROOM[make][language]}secret/"
    make(slug_vi="secret", slug_en="secret", state="draft")

    with django_assert_num_queries(5):
        client.get(url)
    with django_assert_num_queries(5):
        client.get(url.replace("secret", "never"))


@both_rooms
@both_languages
def test_a_withdrawn_item_answers_gone_and_tells_nothing_of_it(make, language, client):
    item = make(slug_vi="secret", slug_en="secret", title_vi="LỘ", title_en="LEAK", state="withdrawn")

    answer = client.get(item.get_absolute_url(language))

    assert answer.status_code == 410
    assert [word for word in ("LỘ", "LEAK") if word in answer.content.decode()] == []
    assert one(doc(answer), "/html/@lang") == language
    assert doc(answer).xpath("//meta[@name='robots']/@content") == ["noindex"]


@both_rooms
@both_languages
def test_a_page_for_a_mishap_helps_its_reader_on_in_their_language(make, language, client):
    read = doc(client.get(f"{ROOM[make][language]}never/"))

    assert one(read, "/html/@lang") == language
    assert read.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert set(read.xpath("//main//a/@href")) == {f"/{language}/", NEWS[language], PLANS[language]}


def test_the_switch_of_a_withdrawn_item_leads_to_no_error_that_is_new(client):
    item = make_article(slug_vi="mot", slug_en="one", state="withdrawn")

    switch = one(doc(client.get(item.get_absolute_url("vi"))), "//header//a[@lang='en']/@href")

    assert client.get(switch).status_code in {200, 410}


@both_rooms
def test_an_item_is_found_in_its_own_room_only(make, client):
    item = make(slug_vi="so", slug_en="digital")

    answers = {client.get(f"{ROOM[other]['vi']}so/").status_code for other in ROOM.keys() - {make}}

    assert answers == {404}
    assert client.get(item.get_absolute_url("vi")).status_code == 200


@both_rooms
def test_a_scheduled_item_is_public_in_the_first_request_after_its_moment(make, client, monkeypatch):
    item = make(published_at=timezone.now() + dt.timedelta(hours=1))
    url = item.get_absolute_url("vi")
    before = client.get(url).status_code

    monkeypatch.setattr(timezone, "now", lambda: item.published_at)

    assert (before, client.get(url).status_code) == (404, 200)


# --- 301 ----------------------------------------------------------------------


@both_rooms
@both_languages
def test_an_old_slug_leads_on_to_the_new_one_with_its_query(make, language, client):
    item = make(slug_vi="cu", slug_en="old")
    item.slug_vi, item.slug_en = "moi", "new-one"
    item.save()

    answer = client.get(f"{ROOM[make][language]}cu/?q=1")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"{item.get_absolute_url(language)}?q=1")


@both_rooms
def test_the_slug_of_the_other_language_leads_on_to_the_right_one(make, client):
    make(slug_vi="so", slug_en="digital")

    answer = client.get(f"{ROOM[make]['en']}so/")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"{ROOM[make]['en']}digital/")


@both_rooms
def test_until_english_is_ready_the_vietnamese_slug_serves_and_then_leads_on(make, client):
    item = make(slug_vi="so", slug_en="digital", ready_en=False)
    address = f"{ROOM[make]['en']}so/"
    before = (client.get(address).status_code, client.get(f"{ROOM[make]['en']}digital/").headers.get("Location"))

    item.ready_en = True
    item.save()

    after = client.get(address)
    assert before == (200, address)
    assert (after.status_code, after.headers["Location"]) == (301, f"{ROOM[make]['en']}digital/")


def chain(*states):
    """Items of which each is replaced by the next."""
    items = [make_article(state=state) for state in states]
    for item, following in pairwise(items):
        item.replaced_by = following
        item.save()
    return items


@pytest.mark.parametrize("between", [0, 1, 3])
def test_a_withdrawn_page_leads_past_withdrawn_ones_to_the_one_that_is_public(between, client):
    items = chain("withdrawn", *["withdrawn"] * between, "published")

    answer = client.get(items[0].get_absolute_url("vi"))

    assert (answer.status_code, answer.headers["Location"]) == (301, items[-1].get_absolute_url("vi"))


@pytest.mark.parametrize("states", [("withdrawn", "withdrawn"), ("withdrawn", "draft"), ("withdrawn", "binned")])
def test_a_withdrawn_page_that_leads_to_nothing_public_is_gone(states, client):
    items = chain(*states)

    assert client.get(items[0].get_absolute_url("vi")).status_code == 410


def test_pages_that_were_withdrawn_for_each_other_are_gone(client):
    first, second = chain("withdrawn", "withdrawn")
    second.replaced_by = first
    second.save()

    assert client.get(first.get_absolute_url("vi")).status_code == 410


def test_a_withdrawn_page_is_followed_so_far_and_no_further(client):
    items = chain(*["withdrawn"] * (FURTHEST + 1), "published")

    assert [client.get(items[place].get_absolute_url("vi")).status_code for place in (0, 1)] == [410, 301]


@both_rooms
@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("binned", 410), ("withdrawn", 410)])
def test_an_old_slug_of_a_hidden_item_leads_nowhere(make, state, status, client):
    item = make(slug_vi="cu")
    item.slug_vi, item.state = "moi", state
    item.save()

    assert client.get(f"{ROOM[make]['vi']}cu/").status_code == status


# --- A language that is missing -----------------------------------------------


@both_rooms
@pytest.mark.parametrize(("page", "real"), [("en", "vi"), ("vi", "en")])
def test_where_a_language_is_missing_the_page_shows_the_other_one_honestly(make, page, real, client):
    words = {"title_vi": "Tựa tiếng Việt", "title_en": "English title"}
    item = make(**words, **{f"ready_{page}": False})

    answer = client.get(item.get_absolute_url(page))

    read = doc(answer)
    title = words[f"title_{real}"]
    shown = [element for element in read.xpath("//main//h1 | //main//h1//*") if text_of(element) == title][-1]
    assert answer.status_code == 200
    assert (one(read, "/html/@lang"), language_of(shown)) == (page, real)
    assert canonical(read) == f"{SITE}{item.get_absolute_url(real)}"
    assert set(alternates(read)) == {real, "x-default"}
    assert words[f"title_{page}"] not in answer.content.decode()


@both_rooms
@pytest.mark.parametrize(("page", "real"), [("en", "vi"), ("vi", "en")])
def test_where_a_language_is_missing_a_notice_says_so(make, page, real, client):
    whole, half = make(), make(**{f"ready_{page}": False})

    notices = [doc(client.get(item.get_absolute_url(page))).xpath("//main//*[@role='note']") for item in (whole, half)]

    name = {("en", "vi"): "Vietnamese", ("vi", "en"): "tiếng Anh"}[page, real]
    assert notices[0] == []
    assert [name.lower() in text_of(notice).lower() for notice in notices[1]] == [True]


@pytest.mark.parametrize(("page", "real"), [("en", "vi"), ("vi", "en")])
def test_every_text_of_an_article_shown_by_fallback_says_its_language(page, real, client):
    texts = {
        f"{name}_{code}": f"{'<p>' if name == 'body' else ''}{name} in {code}{'</p>' if name == 'body' else ''}"
        for name in ("kicker", "lead", "body", "place")
        for code in LANGUAGES
    }
    article = make_article(**texts, **{f"ready_{page}": False})

    read = doc(client.get(article.get_absolute_url(page)))

    found = {
        text: {language_of(node) for node in read.xpath(f"//main//*[normalize-space(text())='{text}']")}
        for text in (f"lead in {real}", f"body in {real}", f"place in {real}")
    }
    assert found == {text: {real} for text in found}


# --- Links --------------------------------------------------------------------


@both_languages
def test_an_article_shows_its_plans_with_the_sentence_that_shows_each(language, client):
    article = make_article(body_vi="<p>Một về A. Hai về B.</p>", body_en="<p>One on A. Two on B.</p>")
    first, second = (make_plan(first_year=year) for year in (2011, 2016))
    make_link(article, second, vi="Hai về B.", en="Two on B.")
    make_link(article, first, vi="Một về A.", en="One on A.")

    read = doc(client.get(article.get_absolute_url(language)))

    quotes = [text_of(quote) for quote in read.xpath("//main//aside//blockquote")]
    assert quotes == {"vi": ["Một về A.", "Hai về B."], "en": ["One on A.", "Two on B."]}[language]
    assert links_to(read, PLANS[language], "//main//aside//h3") == [
        getattr(plan, f"title_{language}") for plan in (first, second)
    ]


@both_languages
def test_a_plan_shows_the_articles_that_discuss_it_with_their_sentences_newest_first(language, client):
    plan = make_plan()
    articles = [
        make_article(discussing=plan, dated_at=dt.datetime(year, 5, 1, tzinfo=dt.UTC)) for year in (2019, 2021, 2020)
    ]
    make_article(discussing=make_plan())

    read = doc(client.get(plan.get_absolute_url(language)))

    newest = [articles[1], articles[2], articles[0]]
    assert links_to(read, NEWS[language], "//main//h3") == [getattr(article, f"title_{language}") for article in newest]
    sentences = [text_of(quote) for quote in read.xpath("//main//blockquote")]
    assert [getattr(article, f"body_{language}").split(">")[1].split(".")[0] + "." for article in newest] == sentences


def test_a_plan_with_many_articles_leads_to_the_whole_list(client):
    plan = make_plan()
    for _ in range(11):
        make_article(discussing=plan)

    read = doc(client.get(plan.get_absolute_url("vi")))

    assert len(links_to(read, NEWS["vi"], "//main//h3")) == 10
    assert read.xpath(f"//main//a[@href='{NEWS['vi']}?plan={plan.code}']") != []


@both_languages
def test_an_editors_note_is_shown_where_there_is_no_sentence(language, client):
    plan, article = make_plan(), make_article()
    make_link(article, plan, vi="", en="", note_vi="Ghi chú.", note_en="A note.")

    pages = [text_of(one(doc(client.get(item.get_absolute_url(language))), "//main")) for item in (plan, article)]

    assert [{"vi": "Ghi chú.", "en": "A note."}[language] in page for page in pages] == [True, True]


def test_a_lost_sentence_takes_its_link_from_both_pages(client):
    plan, article = make_plan(), make_article()
    make_link(article, plan).evidence.update(state="lost")

    on_article = doc(client.get(article.get_absolute_url("vi")))
    on_plan = doc(client.get(plan.get_absolute_url("vi")))

    assert links_to(on_article, PLANS["vi"]) == []
    assert links_to(on_plan, NEWS["vi"]) == []


def test_an_english_page_quotes_a_vietnamese_sentence_as_vietnamese(client):
    article = make_article()
    make_link(article, make_plan(), en="")

    quote = one(doc(client.get(article.get_absolute_url("en"))), "//main//aside//blockquote")

    assert language_of(quote) == "vi"


# --- Neighbours ---------------------------------------------------------------


@both_languages
def test_an_article_leads_to_its_public_neighbours(language, client):
    older, article, newer = (
        make_article(dated_at=dt.datetime(year, 1, 1, tzinfo=dt.UTC)) for year in (2018, 2020, 2022)
    )
    for fields in hidden_ways().values():
        for year in (2019, 2021):
            make_article(dated_at=dt.datetime(year, 1, 1, tzinfo=dt.UTC), **fields)

    read = doc(client.get(article.get_absolute_url(language)))

    assert read.xpath("//main//a[@rel='prev']/@href") == [newer.get_absolute_url(language)]
    assert read.xpath("//main//a[@rel='next']/@href") == [older.get_absolute_url(language)]


def test_walking_from_neighbour_to_neighbour_meets_every_article_once(client):
    moment = timezone.now() - dt.timedelta(days=1)
    articles = sorted((make_article(dated_at=moment) for _ in range(4)), key=lambda article: article.pk, reverse=True)

    url, walked = articles[0].get_absolute_url("vi"), []
    while url and len(walked) < 10:
        walked.append(url)
        url = next(iter(doc(client.get(url)).xpath("//main//a[@rel='next']/@href")), None)

    assert walked == [article.get_absolute_url("vi") for article in articles]


def test_the_address_of_an_item_is_the_one_of_the_language_asked_for():
    article = make_article(slug_vi="so", slug_en="digital")

    with translation.override("en"):
        assert (article.get_absolute_url(), article.get_absolute_url("vi")) == ("/en/news/digital/", "/vi/tin-tuc/so/")
    assert (Article.objects.count(), Plan.objects.count()) == (1, 0)
