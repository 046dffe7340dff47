"""Pages of a long list: together they are the list, whichever way one walks."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from news.models import Article
from news.views import read_moment, write_moment
from plans.models import Plan
from plans.views import read_year
from publishing.keyset import Keyset
from tests.factories import make_article, make_plan

pytestmark = pytest.mark.django_db
HANOI = dt.timezone(dt.timedelta(hours=7))


def by_year(size: int) -> Keyset:
    return Keyset("first_year", write=str, read=read_year, size=size)


def by_moment(size: int) -> Keyset:
    return Keyset("listed_at", write=write_moment, read=read_moment, size=size)


def followed(keyset: Keyset, queryset, page, direction: str) -> list:
    """The pages behind `page`, by the addresses that each of them gives for the next."""
    pages = []
    while address := getattr(page, direction):
        page = keyset.page(queryset, "/", {}, **dict(parse_qsl(urlsplit(address).query)))
        pages.append(page)
    return pages


def make_plans(years: list[int]) -> list[Plan]:
    """Plans straight into the table, newest first."""
    Plan.objects.all().delete()
    Plan.objects.bulk_create(Plan(code=f"P{number}", label="P", first_year=year) for number, year in enumerate(years))
    return list(Plan.objects.order_by("-first_year", "-pk"))


@examples(max_examples=25)
@given(st.lists(st.integers(2000, 2004), max_size=17), st.integers(1, 6))
def test_pages_together_are_the_whole_list_in_order_both_ways(years, size):
    plans, keyset = make_plans(years), by_year(size)

    first = keyset.page(Plan.objects.all(), "/", {})
    down = [first, *followed(keyset, Plan.objects.all(), first, "older")]
    up = [down[-1], *followed(keyset, Plan.objects.all(), down[-1], "newer")]

    assert [plan for page in down for plan in page.items] == plans
    assert [len(page.items) for page in down[:-1]] == [size] * (len(down) - 1)
    assert up[-1].items == plans[:size]
    assert [page.first for page in down] == [True] + [False] * (len(down) - 1)
    assert (up[-1].first, up[-1].newer, down[-1].older) == (True, "", "")
    # On the way up the first page is shown whole, so that it may repeat rows of the one below.
    assert list(dict.fromkeys(plan for page in reversed(up) for plan in page.items)) == plans


def test_pages_of_articles_that_share_one_moment_lose_none():
    moment = dt.datetime(2019, 3, 29, 15, 5, 0, 123456, tzinfo=HANOI)
    articles = sorted((make_article(dated_at=moment) for _ in range(7)), key=lambda article: article.pk, reverse=True)
    keyset = by_moment(3)

    first = keyset.page(Article.objects.all(), "/", {})
    pages = [first, *followed(keyset, Article.objects.all(), first, "older")]

    assert [page.items for page in pages] == [articles[:3], articles[3:6], articles[6:]]


def test_a_list_that_ends_with_its_page_has_nothing_older():
    make_plans([2003, 2002, 2001])

    page = by_year(3).page(Plan.objects.all(), "/", {})

    assert (len(page.items), page.older, page.newer, page.first) == (3, "", "", True)


def test_an_empty_list_is_an_empty_first_page():
    page = by_year(3).page(Plan.objects.all(), "/", {})

    assert (page.items, page.older, page.newer, page.first) == ([], "", "", True)


def test_what_is_published_above_while_a_reader_goes_down_repeats_nothing():
    plans, keyset = make_plans([2005, 2004, 2003, 2002]), by_year(2)
    first = keyset.page(Plan.objects.all(), "/", {})
    make_plan(first_year=2006)

    (second,) = followed(keyset, Plan.objects.all(), first, "older")

    assert second.items == plans[2:]


def test_the_addresses_of_pages_keep_the_filters():
    plans = make_plans([2003, 2002, 2001])

    page = by_year(2).page(Plan.objects.all(), "/vi/ke-hoach/", {"kind": "master_plan", "owner": "a&b"})

    assert page.older == f"/vi/ke-hoach/?kind=master_plan&owner=a%26b&before=2002~{plans[1].pk}"


def test_a_year_leads_to_what_begins_in_it_or_before():
    plans = make_plans([2005, 2004, 2004, 2003])

    page = by_year(10).page(Plan.objects.all(), "/", {}, before="2004")

    assert (page.items, page.first) == (plans[1:], False)


@pytest.mark.parametrize(
    ("place", "expected"), [("2019-03", 2), ("2019-02", 1), ("2018", 0), ("2019", 3), ("2020-12", 3)]
)
def test_a_month_leads_to_what_stands_in_it_or_before_in_the_time_of_hanoi(place, expected):
    days = [(2019, 2, 28, 23, 59), (2019, 3, 1, 0, 0), (2019, 4, 1, 0, 0)]
    articles = [make_article(dated_at=dt.datetime(*day, tzinfo=HANOI)) for day in days]

    page = by_moment(10).page(Article.objects.all(), "/", {}, before=place)

    assert page.items == articles[:expected][::-1]


def test_a_place_above_the_list_is_its_first_page():
    plans = make_plans([2003, 2002])

    page = by_year(10).page(Plan.objects.all(), "/", {}, after="2002")

    assert (page.items, page.first) == (plans, True)


def test_a_place_below_the_list_leads_back_to_nothing_but_says_that_there_is_more_above():
    make_plans([2003, 2002])

    page = by_year(10).page(Plan.objects.all(), "/", {}, before="1990")

    assert (page.items, page.first, page.older) == ([], False, "")


@pytest.mark.parametrize("direction", ["before", "after"])
@pytest.mark.parametrize(
    "place",
    ["x", "2019-13", "2019-00", "0", "99999", "2019-03-29", "-1", "~", "2019~x", "2019-03-29T08:05:00~x", "2019-03-29T08:05:00Z~1",
     "2019-03-29T08:05:00~0b0e6a52-9f52-4b3c-8f7e-3d1f5a1b2c3d", "9999-12", "9999", "²⁰¹⁹", "\0", "2019-02-30T00:00:00Z~0b0e6a52-9f52-4b3c-8f7e-3d1f5a1b2c3d"],
)  # fmt: skip
def test_what_is_no_moment_in_a_list_is_refused(place, direction):
    with pytest.raises(ValueError):  # noqa: PT011 -- the view tells the reader, whatever was wrong
        by_moment(10).page(Article.objects.all(), "/", {}, **{direction: place})


@pytest.mark.parametrize(
    "place", ["x", "~", "2019~x", "1e3", "\0", "2019-04", "0", "-5", "32767", "9223372036854775807", "9" * 40]
)
def test_what_is_no_year_in_a_list_is_refused(place):
    with pytest.raises(ValueError):  # noqa: PT011 -- the view tells the reader, whatever was wrong
        by_year(10).page(Plan.objects.all(), "/", {}, before=place)


@pytest.mark.parametrize("size", [3, 30])
def test_a_page_costs_two_queries_however_long_and_deep_the_list_is(size, django_assert_num_queries):
    plans, keyset = make_plans([2000 + number for number in range(size)]), by_year(2)

    with django_assert_num_queries(2):
        keyset.page(Plan.objects.all(), "/", {}, before=keyset.place(plans[-2]))


@given(st.timedeltas(dt.timedelta(0), dt.timedelta(days=100_000)), st.uuids())
def test_a_moment_written_into_an_address_is_read_back(passed, key):
    moment = dt.datetime(1910, 1, 1, tzinfo=HANOI) + passed

    assert read_moment(f"{write_moment(moment)}~{key}") == (moment, key)
