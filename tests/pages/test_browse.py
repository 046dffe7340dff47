"""Ways to articles besides their list: topics, sources, and the archive by year and month."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article, Publisher, Source, Topic
from news.urls import Month, Year
from tests.factories import make_article
from tests.pages.reading import canonical, doc, one, problems, text_of, titles_in_list
from tests.pages.world import LANGUAGES, hidden_ways

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NEWS = {"vi": "/vi/tin-tuc/", "en": "/en/news/"}
TOPICS = {"vi": "/vi/chu-de/", "en": "/en/topics/"}
SOURCES = {"vi": "/vi/nguon/", "en": "/en/sources/"}
ARCHIVE = {"vi": "/vi/tin-tuc/luu-tru/", "en": "/en/news/archive/"}
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def day(year: int, month: int = 1, number: int = 1, hour: int = 12) -> dt.datetime:
    """A moment in the site's time zone, seven hours before Greenwich."""
    return dt.datetime(year, month, number, hour, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def make_topic(key: str, *articles: Article, **titles) -> Topic:
    topic = Topic.objects.create(**{"key": key, "title_vi": f"Chủ đề {key}", "title_en": f"Topic {key}"} | titles)
    topic.articles.set(articles)
    return topic


def make_publisher(key: str, **fields) -> Publisher:
    return Publisher.objects.create(**{"key": key, "title_vi": f"Báo {key}", "title_en": f"Paper {key}"} | fields)


def told(client, url: str) -> list[tuple[str, str]]:
    """Each row of an index: its title, and what stands below it."""
    rows = doc(client.get(url)).xpath("//main//ul[@class='index']/li")
    return [(text_of(one(row, "./h2/a")), " ".join(text_of(line) for line in row.xpath("./p"))) for row in rows]


def rows_under(read, heading: str) -> list[str]:
    """The titles of articles in the section with a heading."""
    return [text_of(link) for link in read.xpath(f"//main//section[.//h2[@id='{heading}']]//h3/a")]


def walked(client, url: str) -> list[list[str]]:
    """The titles of each page from an address on, by the links to the next one."""
    pages = []
    while url:
        read = doc(client.get(url))
        pages.append(rows_under(read, "results") or rows_under(read, "published"))
        url = next(iter(read.xpath("//main//a[@rel='next']/@href")), None)
    return pages


def crumbs(client, url: str) -> list[str]:
    return [text_of(step) for step in doc(client.get(url)).xpath("//nav[@class='crumbs']//li")]


# --- Topics -------------------------------------------------------------------


@both_languages
def test_topics_stand_by_their_titles_with_their_articles_and_the_date_of_the_newest(language, client):
    old, new = make_article(dated_at=day(2011, 3)), make_article(dated_at=day(2020, 10, 21))
    make_topic("a", old, title_vi="Đô thị", title_en="Cities")
    make_topic("b", old, new, title_vi="An toàn", title_en="Security")
    make_topic("empty")

    assert (
        told(client, TOPICS[language])
        == {
            "vi": [("An toàn", "2 bài viết Mới nhất: 21/10/2020"), ("Đô thị", "1 bài viết Mới nhất: 1/3/2011")],
            "en": [("Cities", "1 article Newest: 1 Mar 2011"), ("Security", "2 articles Newest: 21 Oct 2020")],
        }[language]
    )


def test_the_date_of_the_newest_is_told_no_finer_than_it_is_known(client):
    article = make_article(dated_at=day(2015, 11), dated_precision="month", publisher=make_publisher("vna"))
    make_topic("a", article)

    assert told(client, TOPICS["en"]) == [("Topic a", "1 article Newest: November 2015")]
    assert told(client, SOURCES["en"]) == [("Paper vna", "1 article published Newest: November 2015")]


@both_languages
@pytest.mark.parametrize("way", hidden_ways())
def test_a_topic_of_hidden_articles_alone_is_no_topic(way, language, client):
    secret = make_topic("secret", make_article(**hidden_ways()[way]))
    shown = make_topic("shown", make_article(), *secret.articles.all())

    ((title, line),) = told(client, TOPICS[language])
    assert (title, line.split()[0]) == (getattr(shown, f"title_{language}"), "1")
    assert client.get(f"{TOPICS[language]}secret/").status_code == 404
    assert client.get(f"{TOPICS[language]}never/").status_code == 404


@both_languages
def test_a_topic_shows_its_articles_the_newest_first_and_page_by_page(language, client):
    articles = [make_article(dated_at=day(2019, 1, 1 + number)) for number in range(22)]
    make_topic("a", *articles)
    make_article(dated_at=day(2019, 1, 3))
    titles = [getattr(article, f"title_{language}") for article in reversed(articles)]

    assert walked(client, f"{TOPICS[language]}a/") == [titles[:20], titles[20:]]


def test_a_page_of_a_topic_is_known_under_its_own_address(client):
    make_topic("a", *(make_article() for _ in range(21)))
    older = one(doc(client.get(f"{TOPICS['vi']}a/")), "//main//a[@rel='next']/@href")

    read = doc(client.get(f"{older}&utm_source=x"))

    assert canonical(read) == SITE + older
    assert one(read, "//header//a[@lang='en']/@href") == older.replace(TOPICS["vi"], TOPICS["en"])


@pytest.mark.parametrize("place", ["x", "~", "2019~x", "%00", "2019-13"])
def test_a_place_in_a_topic_that_makes_no_sense_gives_a_message_and_the_newest(place, client):
    article = make_article()
    make_topic("a", article)

    read = doc(client.get(f"{TOPICS['en']}a/?before={place}"))

    assert (len(problems(read)), rows_under(read, "results")) == (1, [article.title_en])


def test_a_topic_without_a_name_in_the_language_is_marked_as_foreign(client):
    make_topic("a", make_article(), title_en=None)

    read = doc(client.get(f"{TOPICS['en']}a/"))

    assert (text_of(one(read, "//h1")), one(read, "//h1/@lang")) == ("Chủ đề a", "vi")


# --- Sources ------------------------------------------------------------------


@both_languages
def test_sources_tell_what_they_published_and_what_rests_on_them(language, client):
    vna, mic = make_publisher("vna", address="https://vna.example.org"), make_publisher("mic")
    make_publisher("nobody")
    article = make_article(publisher=vna, dated_at=day(2019, 3, 29))
    for _ in range(2):
        Source.objects.create(article=article, publisher=mic, title="Two documents, one article")

    assert (
        told(client, SOURCES[language])
        == {
            "vi": [
                ("Báo mic", "1 bài viết dựa vào nguồn này Mới nhất: 29/3/2019"),
                ("Báo vna", "https://vna.example.org Đã đăng 1 bài viết Mới nhất: 29/3/2019"),
            ],
            "en": [
                ("Paper mic", "1 article rests on it Newest: 29 Mar 2019"),
                ("Paper vna", "https://vna.example.org 1 article published Newest: 29 Mar 2019"),
            ],
        }[language]
    )


@pytest.mark.parametrize("way", hidden_ways())
def test_a_source_of_hidden_articles_alone_is_no_source(way, client):
    secret, shown = make_publisher("secret"), make_publisher("shown")
    hidden = make_article(publisher=secret, **hidden_ways()[way])
    Source.objects.create(article=hidden, publisher=shown, title="Hidden with its article")
    Source.objects.create(article=hidden, publisher=secret, title="Hidden with its article")
    make_article(publisher=shown, dated_at=day(2019))

    assert told(client, SOURCES["en"]) == [("Paper shown", "1 article published Newest: 1 Jan 2019")]
    assert client.get(f"{SOURCES['en']}secret/").status_code == 404
    assert rows_under(doc(client.get(f"{SOURCES['en']}shown/")), "resting") == []


@both_languages
def test_the_page_of_a_source_tells_apart_what_it_published_and_what_rests_on_it(language, client):
    source = make_publisher("mic", address="https://mic.example.org")
    own = make_article(publisher=source)
    resting = make_article(publisher=make_publisher("vna"))
    Source.objects.create(article=resting, publisher=source, title="Release")
    make_article()

    read = doc(client.get(f"{SOURCES[language]}mic/"))

    assert rows_under(read, "published") == [getattr(own, f"title_{language}")]
    assert rows_under(read, "resting") == [getattr(resting, f"title_{language}")]
    assert read.xpath("//main//a[@href='https://mic.example.org']/@rel") == ["noopener"]


@both_languages
def test_a_source_that_published_nothing_itself_says_so(language, client):
    source = make_publisher("mic")
    Source.objects.create(article=make_article(), publisher=source, title="Release")

    read = doc(client.get(f"{SOURCES[language]}mic/"))

    said = {"vi": "Ở đây chưa có bài nào do nơi này đăng.", "en": "No article here is its own."}
    assert said[language] in text_of(one(read, "//main"))
    assert len(rows_under(read, "resting")) == 1


def test_where_more_rests_on_a_source_than_is_shown_the_whole_list_is_a_link_away(client):
    source = make_publisher("mic")
    for number in range(11):
        article = make_article(dated_at=day(2019, 1, 1 + number))
        Source.objects.create(article=article, publisher=source, title="Release")

    read = doc(client.get(f"{SOURCES['en']}mic/"))

    whole = one(read, f"//main//a[@href='{NEWS['en']}?publisher=mic']/@href")
    assert len(rows_under(read, "resting")) == 10
    assert len(titles_in_list(doc(client.get(whole)), NEWS["en"])) == 11


def test_a_source_shows_its_articles_page_by_page(client):
    source = make_publisher("mic")
    articles = [make_article(publisher=source, dated_at=day(2019, 1, 1 + number)) for number in range(21)]
    titles = [article.title_en for article in reversed(articles)]

    assert walked(client, f"{SOURCES['en']}mic/") == [titles[:20], titles[20:]]


# --- Archive ------------------------------------------------------------------


def months_of(read) -> dict[str, dict[str, int]]:
    """What the archive tells: {year: {address of a month: count}}, of the months that are links."""
    return {
        text_of(one(year, ".//h2")): {
            link.get("href"): int(text_of(one(link, "./small"))) for link in year.xpath(".//li/a")
        }
        for year in read.xpath("//main//section[@class='archive']")
    }


@both_languages
def test_the_archive_counts_articles_by_month_and_links_only_months_that_have_some(language, client):
    for moment in (day(2020, 10, 1), day(2020, 10, 31), day(2020, 1), day(2015, 11)):
        make_article(dated_at=moment)
    for fields in hidden_ways().values():
        make_article(dated_at=day(2020, 10), **fields)
        make_article(dated_at=day(1999), **fields)

    read = doc(client.get(ARCHIVE[language]))

    path = ARCHIVE[language]
    assert months_of(read) == {
        "2020": {f"{path}2020/01/": 1, f"{path}2020/10/": 2},
        "2015": {f"{path}2015/11/": 1},
    }
    assert len(read.xpath("//main//section[@class='archive']//li")) == 24


moments = st.datetimes(
    min_value=dt.datetime(2010, 1, 1),  # noqa: DTZ001 -- the zone is drawn below
    max_value=dt.datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)


@given(listed=st.lists(moments, max_size=12))
def test_counts_by_month_are_those_of_the_site_s_time_zone_whatever_the_moments(listed):
    Article.objects.all().delete()
    for moment in listed:
        make_article(dated_at=moment)

    counted = Article.objects.published().counted_by_month()

    vietnam = [moment.astimezone(dt.timezone(dt.timedelta(hours=7))) for moment in listed]
    assert counted == Counter(dt.date(moment.year, moment.month, 1) for moment in vietnam)


@both_languages
def test_a_month_begins_and_ends_at_midnight_in_the_site_s_time_zone(language, client):
    edges = [day(2020, 9, 30, 23), day(2020, 10, 1, 0), day(2020, 10, 31, 23), day(2020, 11, 1, 0)]
    _before, first, last, _after = (make_article(dated_at=moment) for moment in edges)

    read = doc(client.get(f"{ARCHIVE[language]}2020/10/"))

    assert rows_under(read, "results") == [getattr(article, f"title_{language}") for article in (last, first)]
    assert text_of(one(read, "//h1")) == {"vi": "Bài viết tháng 10/2020", "en": "Articles of October 2020"}[language]
    beside = read.xpath("//main//nav[@class='neighbours']//a/@href")
    assert beside == [f"{ARCHIVE[language]}2020/11/", f"{ARCHIVE[language]}2020/09/"]


@both_languages
def test_a_year_shows_its_articles_and_counts_its_months(language, client):
    inside = [make_article(dated_at=day(2020, month)) for month in (1, 12)]
    make_article(dated_at=day(2019, 12, 31, 23)), make_article(dated_at=day(2021, 1, 1, 0))
    make_article(dated_at=day(2020, 6), state="draft")

    read = doc(client.get(f"{ARCHIVE[language]}2020/"))

    assert rows_under(read, "results") == [getattr(article, f"title_{language}") for article in reversed(inside)]
    links = read.xpath("//main//ul[@class='archive__months']//a/@href")
    assert links == [f"{ARCHIVE[language]}2020/01/", f"{ARCHIVE[language]}2020/12/"]
    assert read.xpath("//main//nav[@class='neighbours']//a/@href") == [
        f"{ARCHIVE[language]}2021/",
        f"{ARCHIVE[language]}2019/",
    ]


def test_the_neighbours_of_a_month_are_those_that_have_public_articles(client):
    for moment in (day(2011, 5), day(2015, 11), day(2022, 1)):
        make_article(dated_at=moment)
    make_article(dated_at=day(2015, 10), state="withdrawn")
    make_article(dated_at=day(2015, 12), state="draft")

    read = doc(client.get(f"{ARCHIVE['en']}2015/11/"))

    links = read.xpath("//main//nav[@class='neighbours']//a")
    assert [(text_of(link), link.get("href")) for link in links] == [
        ("January 2022", f"{ARCHIVE['en']}2022/01/"),
        ("May 2011", f"{ARCHIVE['en']}2011/05/"),
    ]


def test_the_first_and_the_last_month_have_one_neighbour(client):
    for moment in (day(2011, 5), day(2015, 11)):
        make_article(dated_at=moment)

    found = {
        place: doc(client.get(ARCHIVE["en"] + place)).xpath("//main//nav[@class='neighbours']//a/@href")
        for place in ("2011/05/", "2015/11/")
    }

    assert found == {"2011/05/": [f"{ARCHIVE['en']}2015/11/"], "2015/11/": [f"{ARCHIVE['en']}2011/05/"]}


@both_languages
@pytest.mark.parametrize(
    "place",
    ["2019/", "2019/12/", "2020/02/", "1900/", "2199/12/", "2020/00/", "2020/13/", "2020/1/", "020/", "20200/", "0000/",
     "9999/", "2200/", "2020/10/01/", "x/", "%00/", "²⁰²⁰/"],
)  # fmt: skip
def test_a_time_without_articles_or_that_never_was_is_not_found(place, language, client):
    make_article(dated_at=day(2020, 10))
    make_article(dated_at=day(2019, 12), state="draft")

    assert client.get(f"{ARCHIVE[language]}2020/10/").status_code == 200
    assert client.get(ARCHIVE[language] + place).status_code == 404


@both_languages
def test_the_running_month_and_year_are_there_before_their_first_article(language, client):
    make_article(dated_at=day(2011))
    now = timezone.localtime()
    says = {
        f"{now.year}/": {"vi": "Năm nay chưa có bài nào.", "en": "No article stands under this year yet."},
        f"{now.year}/{now.month:02}/": {
            "vi": "Tháng này chưa có bài nào.",
            "en": "No article stands under this month yet.",
        },
    }

    for place, sentence in says.items():
        answer = client.get(ARCHIVE[language] + place)

        assert answer.status_code == 200
        assert sentence[language] in text_of(one(doc(answer), "//main"))


def test_a_month_is_walked_page_by_page(client):
    articles = [make_article(dated_at=day(2019, 1, 1 + number)) for number in range(22)]
    make_article(dated_at=day(2018, 12))
    titles = [article.title_vi for article in reversed(articles)]

    assert walked(client, f"{ARCHIVE['vi']}2019/01/") == [titles[:20], titles[20:]]


@given(year=st.integers(1900, 2199), month=st.integers(1, 12))
def test_a_year_and_a_month_have_one_address_and_are_read_back_from_it(year, month):
    written = Year().to_url(year), Month().to_url(month)

    assert (len(written[0]), len(written[1])) == (4, 2)
    assert (Year().to_python(written[0]), Month().to_python(written[1])) == (year, month)


@pytest.mark.parametrize("slug", ["archive", "luu-tru"])
def test_no_article_takes_the_address_of_the_archive(slug):
    article = make_article(title_vi=slug, title_en=slug)

    assert (article.slug_vi, article.slug_en) == (f"{slug}-2", f"{slug}-2")


# --- The way down -------------------------------------------------------------


@pytest.fixture
def library():
    """An article under a topic and of a publisher, of October 2020."""
    article = make_article(dated_at=day(2020, 10), publisher=make_publisher("mic"))
    make_topic("a", article)


WAYS = [
    (TOPICS, "", {"vi": ["Trang chủ", "Chủ đề"], "en": ["Home page", "Topics"]}),
    (TOPICS, "a/", {"vi": ["Chủ đề", "Chủ đề a"], "en": ["Topics", "Topic a"]}),
    (SOURCES, "", {"vi": ["Trang chủ", "Nguồn"], "en": ["Home page", "Sources"]}),
    (SOURCES, "mic/", {"vi": ["Nguồn", "Báo mic"], "en": ["Sources", "Paper mic"]}),
    (ARCHIVE, "", {"vi": ["Tin tức", "Kho lưu trữ"], "en": ["News", "Archive"]}),
    (ARCHIVE, "2020/", {"vi": ["Tin tức", "Kho lưu trữ", "2020"], "en": ["News", "Archive", "2020"]}),
    (
        ARCHIVE,
        "2020/10/",
        {"vi": ["Tin tức", "Kho lưu trữ", "2020", "10/2020"], "en": ["News", "Archive", "2020", "October 2020"]},
    ),
]


@both_languages
@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(("place", "tail", "way"), WAYS, ids=[place["en"] + tail for place, tail, _way in WAYS])
def test_each_page_shows_the_way_down_to_it(place, tail, way, language, client):
    assert crumbs(client, place[language] + tail) == way[language]


@both_languages
@pytest.mark.parametrize("place", [TOPICS, SOURCES, ARCHIVE], ids=["topics", "sources", "archive"])
def test_an_empty_site_says_that_nothing_has_been_published(place, language, client):
    make_article(state="draft", publisher=make_publisher("mic"))

    read = doc(client.get(place[language]))

    said = {"vi": "Chưa có bài nào được đăng.", "en": "No article has been published yet."}
    assert said[language] in text_of(one(read, "//main"))


@both_languages
def test_the_foot_of_each_page_leads_to_all_of_them(language, client):
    read = doc(client.get(f"/{language}/"))

    links = read.xpath("//footer//nav[@aria-labelledby='explore']//a/@href")
    assert links[-3:] == [TOPICS[language], SOURCES[language], ARCHIVE[language]]
