"""Articles: the date under which they stand, and what is asked about them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from news.models import Article, Author, Byline, Publisher, Source, Topic
from plans.models import Country
from publishing.dates import Precision
from tests.factories import make_article, make_picture, make_plan

pytestmark = pytest.mark.django_db
HANOI = dt.timezone(dt.timedelta(hours=7))


def day(year, month=1, day_of_month=1, hour=0, minute=0):
    return dt.datetime(year, month, day_of_month, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"dated_at": day(2015), "published_at": day(2020)}, day(2015)),
        ({"dated_at": None, "published_at": day(2020)}, day(2020)),
        ({"dated_at": None, "published_at": None, "state": "draft"}, None),
    ],
)
def test_an_article_stands_under_its_own_date_or_the_moment_of_publication(fields, listed):
    article = Article.objects.get(pk=make_article(**fields).pk)

    assert article.listed_at == listed


def test_the_date_follows_an_update_of_the_table():
    article = make_article(dated_at=day(2015))

    Article.objects.update(dated_at=day(2016))

    article.refresh_from_db()
    assert article.listed_at == day(2016)


def test_the_moment_of_publication_is_known_to_the_minute():
    assert make_article(dated_at=None, dated_precision=Precision.YEAR).dated_precision == Precision.MINUTE


def test_the_precision_of_an_own_date_stays():
    assert make_article(dated_at=day(2015), dated_precision=Precision.YEAR).dated_precision == Precision.YEAR


def test_articles_stand_newest_first_and_among_equals_in_one_fixed_order():
    articles = [make_article(dated_at=day(year)) for year in (2015, 2019, 2019, 2011)]

    assert list(Article.objects.newest_first()) == sorted(
        articles, key=lambda row: (row.dated_at, row.pk), reverse=True
    )


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (day(2019, 12, 31, 23, 59), 2019),
        (day(2020), 2020),
        (dt.datetime(2019, 12, 31, 17, 0, tzinfo=dt.UTC), 2020),
        (dt.datetime(2019, 12, 31, 16, 59, tzinfo=dt.UTC), 2019),
    ],
)
def test_a_year_begins_at_midnight_in_hanoi(moment, year):
    article = make_article(dated_at=moment)

    assert [number for number in (2018, 2019, 2020, 2021) if article in Article.objects.dated_in(number)] == [year]
    assert Article.objects.years() == (year, year)


def test_the_years_are_those_of_the_first_and_the_last_article():
    for year in (2015, 2011, 2019):
        make_article(dated_at=day(year))

    assert Article.objects.years() == (2011, 2019)


def test_without_articles_there_are_no_years():
    assert Article.objects.years() == (0, 0)


def test_articles_are_asked_for_by_topic_country_and_publisher():
    topic, country = (
        Topic.objects.create(key="5g", title_vi="5G"),
        Country.objects.create(code="VN", title_vi="Việt Nam"),
    )
    publisher = Publisher.objects.create(key="vna", title_vi="TTXVN")
    make_article(publisher=Publisher.objects.create(key="other", title_vi="Khác"))
    own, resting = make_article(publisher=publisher), make_article()
    own.topics.add(topic)
    resting.countries.add(country)
    for number in range(2):
        Source.objects.create(article=resting, publisher=publisher, title=f"Nguồn {number}")

    assert list(Article.objects.about_topic(topic)) == [own]
    assert list(Article.objects.from_country(country)) == [resting]
    assert list(Article.objects.published_by(publisher).newest_first()) == [resting, own]


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("asked", "queries"), [("for_list", 4), ("for_page", 7)])
def test_what_a_page_shows_costs_the_same_for_one_article_and_for_many(size, asked, queries, django_assert_num_queries):
    for number in range(size):
        publisher = Publisher.objects.create(key=f"p{number}")
        article = make_article(publisher=publisher, cover=make_picture(), discussing=make_plan())
        article.topics.add(Topic.objects.create(key=f"t{number}"))
        Source.objects.create(article=article, publisher=publisher, title="Nguồn")

    with django_assert_num_queries(queries):
        rows = list(getattr(Article.objects.all(), asked)())

    assert len(rows) == size


def test_authors_stand_in_their_order():
    article = make_article()
    names = [
        Author.objects.create(key=f"a{number}", title_vi=name) for number, name in enumerate(["Bình", "An", "Cúc"])
    ]
    for order, author in zip((2, 0, 1), names, strict=True):
        Byline.objects.create(article=article, author=author, order=order)

    (page,) = Article.objects.for_page()

    assert [str(byline.author) for byline in page.byline_list] == ["An", "Cúc", "Bình"]


def test_an_author_is_named_once():
    byline = Byline.objects.create(article=make_article(), author=Author.objects.create(key="a"))

    with pytest.raises(IntegrityError, match="news_byline"), transaction.atomic():
        Byline.objects.bulk_create([Byline(article=byline.article, author=byline.author)])

    assert Byline.objects.count() == 1


def test_what_an_article_needs_is_not_deleted():
    publisher, picture = Publisher.objects.create(key="vna"), make_picture()
    make_article(publisher=publisher, cover=picture)

    for needed in (publisher, picture):
        with pytest.raises(ProtectedError):
            needed.delete()


def test_the_others_are_all_but_one():
    article, other = make_article(), make_article()

    assert list(Article.objects.besides(article)) == [other]


def test_lists_carry_no_bodies(django_assert_num_queries):
    make_article()
    (row,) = Article.objects.without_body()

    assert row.get_deferred_fields() == {"body", "body_vi", "body_en"}
