"""Readers rate an article: one vote each without an account, counted at a small address of its own."""

import datetime as dt
from statistics import mean

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from news import ratings
from news.models import Article, Rating
from publishing.private import address_of
from publishing.rows import take
from tests.factories import make_article, make_plan, numbers
from tests.pages.reading import doc, one, text_of
from tests.pages.world import hidden_ways
from tests.together import at_once

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def readers():
    """A browser of a new reader each time, each of its own kind, all in one network that nobody else is in."""
    high, low = divmod(next(numbers), 250)
    network = f"10.1.{high % 250}.{low}"
    return lambda address=network, kind="": Client(
        REMOTE_ADDR=address, HTTP_USER_AGENT=kind or f"Browser {next(numbers)}"
    )


def rate(reader, article, stars, language="en", headers=HERE, **options):
    """What a reader is answered who sends stars."""
    return reader.post(article.rating_url(language), {"stars": stars}, headers=headers, **options)


def seen(page) -> str:
    """The words of the page about the ratings."""
    return text_of(one(doc(page), "//main"))


def kept(article) -> list[int]:
    return sorted(Rating.objects.of(article).values_list("stars", flat=True))


# --- The page of an article -----------------------------------------------------


@pytest.mark.parametrize(("language", "told"), [("vi", "4,5"), ("en", "4.5")])
def test_an_article_shows_how_many_rated_it_and_their_mean(language, told, client, readers):
    article = make_article()
    for stars in (4, 5):
        rate(readers(), article, stars)

    read = doc(client.get(article.get_absolute_url(language)))

    section = one(read, "//main//section[@aria-labelledby='rate']")
    assert "(2)" in text_of(one(section, ".//h2"))
    assert told in text_of(section)


def test_the_form_in_an_article_knows_nobody_and_begins_with_no_star(client, readers):
    article, reader = make_article(), readers()
    rate(reader, article, 4)
    client.cookies = reader.cookies

    page = client.get(article.get_absolute_url("en"))

    form = one(doc(page), "//main//form[@method='post']")
    assert form.get("action") == article.rating_url("en") == f"{article.get_absolute_url('en')}rating/"
    assert form.xpath(".//input/@name") == ["stars"] * 5
    assert form.xpath(".//input/@value") == ["1", "2", "3", "4", "5"]
    assert form.xpath(".//input[@checked]") == []
    assert [text_of(label) for label in form.xpath(".//label")] == [f"{number} out of 5" for number in range(1, 6)]
    assert page.content == readers().get(article.get_absolute_url("en")).content


def test_an_article_that_nobody_rated_says_so(client):
    section = one(doc(client.get(make_article().get_absolute_url("en"))), "//section[@aria-labelledby='rate']")

    assert text_of(section).startswith("Rate this article (0)")
    assert "No reader has rated this yet." in text_of(section)


# --- A vote ---------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_vote_is_counted_and_the_reader_sees_it(language, readers):
    article, reader = make_article(), readers()
    rate(readers(), article, 2)

    answer = rate(reader, article, 4, language)

    assert (answer.status_code, answer.headers["Location"]) == (303, article.rating_url(language))
    assert kept(article) == [2, 4]
    read = doc(reader.get(article.rating_url(language)))
    assert read.xpath("//main//input[@checked]/@value") == ["4"]
    assert {"vi": "3,0", "en": "3.0"}[language] in text_of(one(read, "//main"))
    assert read.xpath(f"//main//a/@href = '{article.get_absolute_url(language)}'")


def test_a_changed_vote_takes_the_place_of_the_first(readers):
    article, reader, other = make_article(), readers(), make_article()
    rate(reader, article, 4)
    rate(reader, other, 3)

    rate(reader, article, 1)

    assert (kept(article), kept(other)) == ([1], [3])
    assert "You gave 1 star out of 5." in seen(reader.get(article.rating_url("en")))


def test_a_first_vote_that_is_sent_twice_is_counted_once_and_answered_twice(readers):
    article = make_article()

    # The second click is sent before the first is answered, so without its cookie.
    answers = [rate(readers(kind="Firefox"), article, 4, language) for language in ("en", "en", "vi")]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (303, article.rating_url("en")),
        (303, article.rating_url("en")),
        (303, article.rating_url("vi")),
    ]
    assert [sorted(answer.cookies) for answer in answers] == [["rating-en", "rating-vi"], [], []]
    assert kept(article) == [4]


def test_readers_in_one_network_who_vote_at_once_are_all_counted(readers):
    article, other = make_article(), make_article()
    rate(readers(kind="Firefox"), article, 4)

    rate(readers(kind="Safari"), article, 4)
    rate(readers(kind="Firefox"), article, 5)
    rate(readers(kind="Firefox"), other, 4)
    rate(readers("203.0.113.8", kind="Firefox"), article, 4)

    assert (kept(article), kept(other)) == ([4, 4, 4, 5], [4])


def test_the_same_vote_is_another_reader_s_once_the_moment_is_over(readers, monkeypatch):
    article = make_article()
    monkeypatch.setattr(ratings, "MOMENT", 0)

    for _ in range(2):
        rate(readers(kind="Firefox"), article, 4)

    assert kept(article) == [4, 4]


def test_a_reader_of_both_languages_has_one_vote(readers):
    article, reader = make_article(), readers()

    rate(reader, article, 4, "vi")
    rate(reader, article, 2, "en")

    assert kept(article) == [2]


def test_the_cookie_is_sent_to_the_rating_alone_and_read_by_no_script(readers):
    article, reader = make_article(), readers()

    answer = rate(reader, article, 4)

    told = {
        name: (morsel["path"], morsel["httponly"], morsel["samesite"], morsel["max-age"], morsel["secure"])
        for name, morsel in answer.cookies.items()
    }
    assert told == {
        f"rating-{code}": (article.rating_url(code), True, "Lax", 365 * 86_400, "") for code in ("vi", "en")
    }


def test_on_a_site_with_https_the_cookie_is_sent_over_https_alone(readers, settings):
    settings.HTTPS = True
    article = make_article()

    answer = rate(readers(), article, 4)

    assert {name: morsel["secure"] for name, morsel in answer.cookies.items()} == {
        "__Secure-rating-vi": True,
        "__Secure-rating-en": True,
    }


def test_nothing_that_is_kept_says_who_the_reader_is(readers):
    article, other, reader = make_article(), make_article(), readers()
    tokens = [rate(reader, item, 4).cookies["rating-en"].value.split(":")[0] for item in (article, other)]

    rows = list(Rating.objects.values_list("reader", flat=True))

    # In a browser each rating has a cookie of its own; this client sends its cookies everywhere.
    assert rows[0] not in tokens
    assert len(rows[0]) == 64


def test_looking_sets_no_cookie_and_nobody_keeps_the_page(readers):
    article = make_article()

    page = readers().get(article.rating_url("en"))

    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert "no-store" in page.headers["Cache-Control"]
    assert one(doc(page), "//head/meta[@name='robots']/@content") == "noindex"
    assert doc(page).xpath("//main//input[@checked]") == []


def test_a_cookie_that_this_site_did_not_sign_is_none(readers):
    article, reader = make_article(), readers()
    rate(reader, article, 4)

    reader.cookies["rating-en"] = reader.cookies["rating-en"].value[:-3] + "AAA"
    rate(reader, article, 1)

    assert kept(article) == [1, 4]


@pytest.mark.parametrize("stars", ["0", "6", "-1", "x", "", "4.5", "٣", "03", "9" * 5000])
def test_what_is_no_number_of_stars_is_not_counted(stars, readers):
    article, reader = make_article(), readers()
    rate(reader, article, 4)

    answer = rate(reader, article, stars)

    assert answer.status_code == 400
    assert "Choose one to five stars, then send." in seen(answer)
    assert kept(article) == [4]


def test_a_form_without_stars_is_told_so_and_makes_no_reader(readers):
    article, reader = make_article(), readers()

    answer = reader.post(article.rating_url("en"), headers=HERE)

    assert (answer.status_code, dict(answer.cookies), kept(article)) == (400, {}, [])


@given(votes=st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(range(1, 6))), max_size=12))
def test_the_figures_are_those_of_the_last_vote_of_each_reader(votes):
    with transaction.atomic():
        article, last = make_article(), dict(votes)
        for token, stars in votes:
            ratings.give(article, token, stars)

        figures = ratings.figures_of(article)

        assert figures.count == len(last)
        assert figures.mean == (pytest.approx(mean(last.values())) if last else None)
        assert {token: ratings.given(article, token) for token in last} == last


def test_the_page_asks_the_same_number_of_questions_for_one_vote_and_for_many(readers, django_assert_num_queries):
    article, reader = make_article(discussing=make_plan()), readers()
    rate(reader, article, 4)
    with CaptureQueriesContext(connection) as few:
        reader.get(article.rating_url("en"))
        number = len(few)
    for _ in range(3):
        rate(readers(), article, 5)

    with django_assert_num_queries(number):
        reader.get(article.rating_url("en"))


# --- Where a vote comes from ----------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Referer": "http://testserver/en/news/a/"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://evil.example", "Referer": "http://testserver/"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Origin": "http://testserver:99"}, 403),
        ({"Referer": "http://[bad"}, 403),
        ({}, 403),
    ],
)
def test_only_a_page_of_this_site_sends_votes(headers, status, readers):
    article = make_article()

    answer = rate(readers(), article, 4, headers=headers)

    assert answer.status_code == status
    assert kept(article) == ([4] if status == 303 else [])


def test_a_vote_from_elsewhere_is_told_why_it_was_not_counted(readers):
    answer = rate(readers(), make_article(), 4, headers={"Sec-Fetch-Site": "cross-site"})

    assert "This vote was not sent from a page of this site, so it was not counted." in seen(answer)
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_a_rating_is_read_and_sent_and_nothing_else(method, readers):
    article = make_article()

    assert readers().generic(method, article.rating_url("en"), headers=HERE).status_code == 405


# --- Floods ---------------------------------------------------------------------


def test_a_flood_of_new_votes_from_one_network_ends(readers):
    article, first = make_article(), readers()
    answers = [rate(reader, article, 1).status_code for reader in [first, *(readers() for _ in range(19))]]

    refused = rate(readers(), article, 1)

    assert answers == [303] * 20
    assert (refused.status_code, refused.headers["Retry-After"], len(kept(article))) == (429, "600", 20)
    assert "Too many votes came from your network. Try again in ten minutes." in seen(refused)
    assert dict(refused.cookies) == {}
    assert rate(first, article, 5).status_code == 303
    assert rate(readers("203.0.113.9"), article, 5).status_code == 303
    assert kept(article) == [1] * 19 + [5, 5]


def test_the_addresses_of_one_household_in_ipv6_count_as_one():
    assert (
        ratings.network("2001:db8:1:2::7")
        == ratings.network("2001:db8:1:2:ffff::1")
        != ratings.network("2001:db8:1:3::7")
    )
    assert [ratings.network(address) for address in ("192.0.2.1", "nonsense", "")] == ["192.0.2.1", "", ""]


def test_no_address_is_kept_and_its_hash_is_another_one_tomorrow(readers, monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, value, timeout: keys.append((key, timeout)) or True)
    rate(readers("203.0.113.77"), make_article(), 4)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)

    ratings.too_many("203.0.113.77")

    assert [timeout for _key, timeout in keys] == [600, 5, 600]
    assert keys[0] != keys[2]
    assert not any("203" in key and "113.77" in key for key, _timeout in keys)


def test_readers_may_vote_while_the_cache_does_not_answer(readers, monkeypatch, caplog):
    def broken(*arguments, **named):
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "add", broken)
    article = make_article()

    assert rate(readers(), article, 4).status_code == 303
    assert kept(article) == [4]
    assert [record.getMessage() for record in caplog.records] == [
        "The cache did not count a vote.",
        "The cache did not say whether a vote was sent twice.",
    ]


# --- Articles that are not there ------------------------------------------------


@pytest.mark.parametrize("way", hidden_ways())
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_no_reader_sees_nobody_rates(way, method, readers):
    article = make_article(**hidden_ways()[way])
    page = readers().get(article.get_absolute_url("en"))

    answer = readers().get(article.rating_url("en")) if method == "get" else rate(readers(), article, 4)

    assert answer.status_code == page.status_code in {404, 410}
    assert kept(article) == []


def test_a_withdrawn_article_leads_to_the_one_that_replaces_it(readers):
    instead = make_article()
    article = make_article(state="withdrawn", replaced_by=instead)

    answer = rate(readers(), article, 4)

    assert (answer.status_code, answer.headers["Location"]) == (301, instead.get_absolute_url("en"))


def test_an_old_address_leads_on_and_still_takes_a_vote(readers):
    article, reader = make_article(slug_en="old"), readers()
    old = article.rating_url("en")
    article.slug_en = "new"
    article.save()

    looked, voted = reader.get(old), reader.post(old, {"stars": "4"}, headers=HERE)

    assert (looked.status_code, looked.headers["Location"]) == (301, article.rating_url("en"))
    assert (voted.status_code, voted.headers["Location"]) == (303, article.rating_url("en"))
    assert kept(article) == [4]


# --- What the database keeps ----------------------------------------------------


@pytest.mark.parametrize("stars", [0, 6])
def test_the_database_takes_one_to_five_stars(stars):
    with pytest.raises(IntegrityError, match="one_to_five_stars"):
        Rating.objects.create(article=make_article(), reader="a", stars=stars)


def test_the_database_takes_one_vote_of_a_reader():
    article = make_article()
    Rating.objects.create(article=article, reader="a", stars=4)

    with pytest.raises(IntegrityError):
        Rating.objects.create(article=article, reader="a", stars=5)


def test_ratings_stand_in_no_version_and_die_with_the_article():
    article, other = make_article(), make_article()
    for item in (article, other):
        ratings.give(item, "a", 4)

    assert not any("rating" in name for name in take(article))
    Article.objects.with_key(article.pk).get().delete()
    assert [row.article for row in Rating.objects.all()] == [other]


@pytest.mark.django_db(transaction=True)
def test_two_votes_of_one_reader_at_the_same_moment_are_one():
    article = make_article()
    first, second = Client(REMOTE_ADDR="10.2.0.1"), Client(REMOTE_ADDR="10.2.0.1")
    second.cookies = first.cookies = rate(Client(REMOTE_ADDR="10.2.0.2"), article, 3).cookies
    Rating.objects.all().delete()

    answers = at_once(lambda: rate(first, article, 4), lambda: rate(second, article, 5))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert kept(article) in ([4], [5])


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "", "10.0.0.1"),
        (False, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_a_reader_is_known_by_the_address_that_our_own_proxy_saw(behind_proxy, forwarded, address, rf, settings):
    settings.BEHIND_PROXY = behind_proxy
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR="10.0.0.1")) == address
