"""The lists of articles and plans: order, filters, pages, and what is said where an address makes no sense."""

import datetime as dt

import pytest

from news.models import Publisher, Source, Topic
from plans.models import Country, Owner
from tests.factories import make_article, make_plan
from tests.pages.reading import canonical, doc, one, problems, text_of, titles_in_list
from tests.pages.world import LANGUAGES, hidden_ways, make_hidden

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NEWS = {"vi": "/vi/tin-tuc/", "en": "/en/news/"}
PLANS = {"vi": "/vi/ke-hoach/", "en": "/en/plans/"}
both_languages = pytest.mark.parametrize("language", LANGUAGES)
WHOLE_LIST = [
    "?topic=nonsense", "?plan=NONSENSE", "?publisher=nonsense", "?country=QQ", "?year=1066", "?year=abc", "?language=fr",
    "?language=%00", "?topic=' OR 1=1 --", "?year=9999999999999999999999", "?topic=%F0%9F%98%80", "?country=VNVNVN",
]  # fmt: skip


def day(year: int, month: int = 1, number: int = 1) -> dt.datetime:
    return dt.datetime(year, month, number, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def articles_at(client, query: str = "", language: str = "en") -> list[str]:
    return titles_in_list(doc(client.get(NEWS[language] + query)), NEWS[language])


def plans_at(client, query: str = "", language: str = "en") -> list[str]:
    return titles_in_list(doc(client.get(PLANS[language] + query)), PLANS[language])


# --- Order --------------------------------------------------------------------


@both_languages
def test_articles_stand_by_their_date_newest_first(language, client):
    articles = {year: make_article(dated_at=day(year)) for year in (2019, 2011, 2026)}

    assert articles_at(client, language=language) == [
        getattr(articles[year], f"title_{language}") for year in (2026, 2019, 2011)
    ]


@both_languages
def test_plans_stand_by_their_first_year_newest_first_and_related_texts_apart(language, client):
    plans = {year: make_plan(first_year=year, last_year=None) for year in (2016, 2011, 2021)}
    make_plan(kind="declaration", first_year=2020, last_year=None)

    assert plans_at(client, language=language) == [
        getattr(plans[year], f"title_{language}") for year in (2021, 2016, 2011)
    ]


def test_related_texts_stand_below_the_plans(client):
    make_plan()
    related = make_plan(kind="declaration", title_en="A declaration")

    read = doc(client.get(PLANS["en"]))

    assert [text_of(link) for link in read.xpath(f"//main//a[@href='{related.get_absolute_url('en')}']")] == [
        "A declaration"
    ]


def test_a_title_in_a_list_says_its_language_where_that_is_not_the_pages(client):
    make_article(title_vi="Chỉ tiếng Việt", ready_en=False)

    link = one(doc(client.get(NEWS["en"])), "//main//h3//a[text()]")

    assert (text_of(link), link.get("lang")) == ("Chỉ tiếng Việt", "vi")


# --- Filters ------------------------------------------------------------------


@pytest.fixture
def library():
    """One article that has everything to filter by, and one that has none of it."""
    plan = make_plan(code="AIM2020")
    topic, other = (Topic.objects.create(key=key, title_vi=key, title_en=key) for key in ("5g", "other"))
    country, _other = (Country.objects.create(code=code, title_vi=code, title_en=code) for code in ("VN", "LA"))
    publisher, second = (Publisher.objects.create(key=key, title_vi=key, title_en=key) for key in ("vna", "mic"))
    rich = make_article(title_en="Rich", dated_at=day(2019), publisher=publisher, discussing=plan)
    rich.topics.add(topic)
    rich.countries.add(country)
    Source.objects.create(article=rich, publisher=second, title="Nguồn")
    poor = make_article(title_en="Poor", title_vi="Nghèo", dated_at=day(2011), ready_en=False)
    poor.topics.add(other)
    return rich, poor


@pytest.mark.parametrize(
    "query",
    ["?plan=AIM2020", "?topic=5g", "?country=VN", "?publisher=vna", "?publisher=mic", "?year=2019", "?language=en",
     "?plan=AIM2020&topic=5g&country=VN&publisher=mic&year=2019&language=en"],
)  # fmt: skip
def test_each_filter_of_articles_narrows_to_what_it_names(query, library, client):
    assert articles_at(client) == ["Rich", "Nghèo"]
    assert articles_at(client, query) == ["Rich"]


@pytest.mark.parametrize("query", ["?year=2011", "?topic=other", "?language=vi&year=2011"])
def test_the_other_values_narrow_to_the_other_article(query, library, client):
    assert articles_at(client, query) == ["Nghèo"]


@pytest.mark.parametrize("query", ["?topic=5g&year=2011", "?topic=other&country=VN"])
def test_filters_that_nothing_matches_say_so_and_offer_a_way_back(query, library, client):
    read = doc(client.get(NEWS["en"] + query))

    assert titles_in_list(read, NEWS["en"]) == []
    assert read.xpath(f"//main//a[@href='{NEWS['en']}']") != []
    assert "Nothing matches all these filters" in text_of(one(read, "//main"))


def test_each_filter_applied_can_be_taken_away_alone(library, client):
    read = doc(client.get(f"{NEWS['en']}?topic=5g&year=2019"))

    ways_back = read.xpath("//main//ul/li/a/@href")
    assert ways_back[:3] == [f"{NEWS['en']}?year=2019", f"{NEWS['en']}?topic=5g", NEWS["en"]]


@both_languages
@pytest.mark.parametrize("query", WHOLE_LIST)
def test_an_unknown_value_gives_a_message_and_the_whole_list_of_articles(query, language, library, client):
    answer = client.get(NEWS[language] + query)

    read = doc(answer)
    assert (answer.status_code, len(problems(read))) == (200, 1)
    assert len(titles_in_list(read, NEWS[language])) == 2


@both_languages
@pytest.mark.parametrize(
    "query",
    ["?owner=nonsense", "?kind=declaration", "?standing=x", "?year=1066", "?year=abc", "?year=2020.5", "?language=fr"],
)
def test_an_unknown_value_gives_a_message_and_the_whole_list_of_plans(query, language, client):
    for _ in range(2):
        make_plan()

    answer = client.get(PLANS[language] + query)

    read = doc(answer)
    assert (answer.status_code, len(problems(read))) == (200, 1)
    assert len(titles_in_list(read, PLANS[language])) == 2


@pytest.mark.parametrize(
    "query", ["?nonsense=1", "?page=7", "?utm_source=x", "?topic=", "?year=", "?topic=5g&topic=other", "?"]
)
def test_what_is_no_filter_is_no_problem(query, library, client):
    answer = client.get(NEWS["en"] + query)

    assert (answer.status_code, problems(doc(answer))) == (200, [])


def test_the_messages_about_filters_speak_the_language_of_the_page(library, client):
    told = [problems(doc(client.get(f"{NEWS[language]}?year=1066"))) for language in LANGUAGES]

    assert told[1] == ["Year: Select a valid choice. 1066 is not one of the available choices."]
    assert told[0] != told[1]


def test_the_address_of_a_filtered_list_is_told_without_what_does_not_count(library, client):
    read = doc(client.get(f"{NEWS['en']}?utm_source=x&year=2019&topic="))

    assert canonical(read) == f"{SITE}{NEWS['en']}?year=2019"


def test_the_language_switch_keeps_the_filters(library, client):
    read = doc(client.get(f"{NEWS['en']}?topic=5g&year=2019"))

    assert one(read, "//header//a[@lang='vi']/@href") == f"{NEWS['vi']}?topic=5g&year=2019"


def options(read, name: str) -> list[str]:
    return [value for value in read.xpath(f"//select[@name='{name}']/option/@value") if value]


def test_filters_offer_only_what_is_public(library, client):
    make_hidden(make_plan(code="SHOWN"), make_article(dated_at=day(2019)))
    for fields in hidden_ways().values():
        make_article(dated_at=day(1999), **fields)

    read = doc(client.get(NEWS["en"]))

    assert sorted(options(read, "plan")) == ["AIM2020", "SHOWN"]
    assert sorted(options(read, "topic")) == ["5g", "other"]
    assert options(read, "country") == ["VN"]
    assert [key for key in options(read, "publisher") if "leak" in key] == []
    assert options(read, "year") == [str(year) for year in range(2019, 2010, -1)]


def test_a_hidden_plan_is_no_filter(library, client):
    make_article(discussing=make_plan(code="SECRET", state="draft"))

    read = doc(client.get(f"{NEWS['en']}?plan=SECRET"))

    assert len(problems(read)) == 1


@pytest.mark.parametrize(
    "query",
    ["?owner=telmin", "?kind=blueprint", "?standing=ended", "?year=2012", "?language=en", "?kind=blueprint&year=2012"],
)
def test_each_filter_of_plans_narrows_to_what_it_names(query, client):
    owner, other = (Owner.objects.create(key=key, title_vi=key, title_en=key) for key in ("telmin", "adgmin"))
    make_plan(title_en="Ours", owner=owner, kind="blueprint", first_year=2011, last_year=2015)
    make_plan(title_vi="Khác", owner=other, first_year=2100, last_year=None, ready_en=False)

    assert plans_at(client) == ["Khác", "Ours"]
    assert plans_at(client, query) == ["Ours"]


# --- Pages --------------------------------------------------------------------


def walked(client, url: str, rel: str) -> list[list[str]]:
    """The titles of each page from an address on, by the links to the next one."""
    pages, path = [], url.partition("?")[0]
    while url and len(pages) < 20:
        read = doc(client.get(url))
        pages.append((url, titles_in_list(read, path)))
        url = next(iter(read.xpath(f"//main//a[@rel='{rel}']/@href")), None)
    return pages


@both_languages
def test_the_pages_of_a_list_are_walked_by_their_links_down_and_up(language, client):
    moments = [day(2010 + number // 9, 1 + number % 3) for number in range(45)]
    articles = [make_article(dated_at=moment) for moment in moments]
    articles.sort(key=lambda article: (article.dated_at, article.pk), reverse=True)
    titles = [getattr(article, f"title_{language}") for article in articles]

    down = walked(client, NEWS[language], "next")
    up = walked(client, down[-1][0], "prev")

    assert [page for _url, page in down] == [titles[:20], titles[20:40], titles[40:]]
    assert [page for _url, page in up] == [titles[40:], titles[20:40], titles[:20]]


def test_plans_are_walked_likewise(client):
    plans = [make_plan(first_year=2000 + number // 2, last_year=None) for number in range(23)]
    plans.sort(key=lambda plan: (plan.first_year, plan.pk), reverse=True)

    pages = [page for _url, page in walked(client, PLANS["vi"], "next")]

    assert pages == [[plan.title_vi for plan in plans[:20]], [plan.title_vi for plan in plans[20:]]]


def test_pages_keep_the_filters(client):
    topic = Topic.objects.create(key="5g", title_vi="5G", title_en="5G")
    wanted = [make_article(dated_at=day(2019, 1, 1 + number)) for number in range(22)]
    for article in wanted:
        article.topics.add(topic)
        make_article(dated_at=article.dated_at)

    pages = [page for _url, page in walked(client, f"{NEWS['en']}?topic=5g", "next")]

    assert [title for page in pages for title in page] == [article.title_en for article in reversed(wanted)]


@pytest.mark.parametrize(
    ("place", "newest"), [("2019", "2019-05"), ("2018", "2015-01"), ("2019-04", "2015-01"), ("2019-05", "2019-05")]
)
def test_a_jump_to_a_year_or_month_begins_the_list_there(place, newest, client):
    for year, month in ((2021, 1), (2019, 5), (2015, 1)):
        make_article(title_en=f"{year}-{month:02}", dated_at=day(year, month))

    assert articles_at(client, f"?before={place}")[0] == newest


def test_jumps_are_offered_for_the_years_of_public_articles_and_the_months_of_the_year_in_view(client):
    for year in (2015, 2013):
        make_article(dated_at=day(year, 3))
    make_article(dated_at=day(1999), state="draft")

    read = doc(client.get(f"{NEWS['en']}?before=2013"))

    years = read.xpath("//main//nav//a[contains(@href, 'before=')][not(contains(@href, '-'))]")
    months = read.xpath("//main//nav//a[contains(@href, 'before=2013-')]/@href")
    assert [text_of(link) for link in years] == ["2015", "2014", "2013"]
    assert months == [f"{NEWS['en']}?before=2013-{month:02}" for month in range(12, 0, -1)]


@both_languages
@pytest.mark.parametrize("way", ["before", "after"])
@pytest.mark.parametrize(
    "place",
    ["x", "0", "2019-13", "2019-00", "99999", "~", "2019~x", "%00", "-1", "9999-12", "²⁰¹⁹", "2019-02-30T00:00:00Z~x"],
)
def test_a_place_that_makes_no_sense_gives_a_message_and_the_newest_articles(way, place, language, client):
    article = make_article(dated_at=day(2019))

    answer = client.get(f"{NEWS[language]}?{way}={place}")

    read = doc(answer)
    assert (answer.status_code, len(problems(read))) == (200, 1)
    assert titles_in_list(read, NEWS[language]) == [getattr(article, f"title_{language}")]


@pytest.mark.parametrize("way", ["before", "after"])
@pytest.mark.parametrize("place", ["x", "~", "2019~x", "%00", "0", "9" * 40])
def test_a_place_that_makes_no_sense_gives_a_message_and_the_newest_plans(way, place, client):
    plan = make_plan()

    read = doc(client.get(f"{PLANS['vi']}?{way}={place}"))

    assert len(problems(read)) == 1
    assert titles_in_list(read, PLANS["vi"]) == [plan.title_vi]


@pytest.mark.parametrize(
    "url",
    [
        f"{NEWS['vi']}?before=1066",
        f"{NEWS['vi']}?after=2200",
        f"{NEWS['vi']}?after=1066",
        f"{PLANS['vi']}?before=1900",
        f"{PLANS['vi']}?after=1900",
    ],
)
def test_a_place_beyond_the_list_is_no_error(url, client):
    make_article(dated_at=day(2019))
    make_plan()

    assert client.get(url).status_code == 200


def test_a_page_below_the_first_is_known_under_its_own_address(client):
    for number in range(21):
        make_article(dated_at=day(2019, 1, 1 + number))
    older = one(doc(client.get(NEWS["vi"])), "//main//a[@rel='next']/@href")

    read = doc(client.get(older))

    assert canonical(read) == f"{SITE}{older}"
