"""The history of an item at the desk: its list, comparing, going back, and settling a clash."""

import copy
import datetime as dt
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone
from lxml import html

from news.models import Article, Publisher, Source, Topic
from publishing import versions
from publishing.admin.addresses import desk_url
from publishing.models import Event, Version
from publishing.rows import key_of, take
from tests.factories import make_article, make_picture, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db

FORM = "//form[@id='settle']"


@pytest.fixture
def lan():
    return get_user_model().objects.create_superuser(
        "lan", "", "mat-khau-cua-lan", language="en", first_name="Lan", last_name="Nguyễn"
    )


@pytest.fixture
def desk(client, lan):
    client.force_login(lan)
    return client


def may(name: str, *permissions: str, **fields):
    """An account of the desk with some permissions on articles."""
    account = get_user_model().objects.create_user(name, "", "mat-khau", is_staff=True, language="en", **fields)
    account.user_permissions.add(*Permission.objects.filter(codename__in=[f"{one}_article" for one in permissions]))
    return account


def an_article(**fields) -> Article:
    """A draft with its first version."""
    article = make_article(**{"state": "draft", "published_at": None, "title_en": "First"} | fields)
    versions.hold(article)
    return article


def saved(article, author=None, **fields) -> Version:
    """One version more, with some columns of the article changed."""
    content = copy.deepcopy(versions.newest(article).content)
    content[key_of(article)].update(fields)
    return versions.store(article, content, author, Version.Kind.SAVED)


def clashing(article, author, theirs: dict, mine: dict) -> Version:
    """A clash: both changed the version that is newest now."""
    base = versions.newest(article)
    content = copy.deepcopy(base.content)
    content[key_of(article)].update(mine)
    saved(article, None, **theirs)
    with pytest.raises(versions.Clashing) as clash:
        versions.keep(article, base, content, author)
    return clash.value.version


def page(answer):
    return html.fromstring(answer.content.decode())


def texts(answer, path: str) -> list[str]:
    """The texts of what an XPath finds, white space folded."""
    return [" ".join(found.text_content().split()) for found in page(answer).xpath(path)]


def title_of(article) -> str:
    return versions.newest(article).content[key_of(article)]["title_en"]


# --- The list -------------------------------------------------------------------


def test_versions_and_events_stand_in_one_list_newest_first(desk, lan):
    article = an_article()
    saved(article, lan, title_en="Second")
    Event.objects.create(room=article.room(), item=article.pk, kind="comment", author=lan, text="Please check.")
    saved(article, lan, title_en="Third")

    rows = texts(desk.get(desk_url(article, "history")), "//li[contains(@class, 'desk-entry')]/div")

    assert [row.split(" · ")[0] for row in rows] == ["Saved", "Comment", "Saved", "Made outside the desk"]
    assert "Lan Nguyễn" in rows[0]
    assert "newest" in rows[0]
    assert "Please check." in rows[1]
    assert "the site itself" in rows[3]


def test_the_list_says_what_readers_see_and_what_goes_out_when(desk, lan):
    article = an_article(state="published", published_at=timezone.now())
    working = saved(article, lan, title_en="Second")
    working.goes_out_at, working.languages = timezone.now() + dt.timedelta(days=1), ["en"]
    working.save()

    rows = texts(desk.get(desk_url(article, "history")), "//li[contains(@class, 'desk-entry')]/div")
    assert ["what readers see" in row for row in rows] == [False, True]
    assert "goes out" in rows[0]
    assert "English" in rows[0]


def test_a_clash_is_marked_until_it_is_settled(desk, lan):
    article = an_article()
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})
    address = desk_url(article, "settle", clash.number)

    answer = desk.get(desk_url(article, "history"))
    assert "waits to be settled" in answer.content.decode()
    assert page(answer).xpath(f"//a[@href='{address}']") != []

    versions.drop(clash)
    answer = desk.get(desk_url(article, "history"))
    assert "waits to be settled" not in answer.content.decode()
    assert page(answer).xpath(f"//a[@href='{address}']") == []


def test_the_newest_two_versions_are_chosen_for_comparing(desk):
    article = an_article()
    for number in range(3):
        saved(article, None, title_en=f"Title {number}")

    form = page(desk.get(desk_url(article, "history"))).xpath("//form[@class='desk-history']")[0]

    assert form.get("action") == desk_url(article, "compare")
    assert [(one.get("name"), one.get("value")) for one in form.xpath(".//input[@checked]")] == [
        ("to", "4"),
        ("from", "3"),
    ]


def test_each_version_leads_to_its_preview(desk):
    article = an_article()

    links = page(desk.get(desk_url(article, "history"))).xpath("//li//a/@href")

    assert f"{desk_url(article, 'preview')}?version=1" in links


def test_an_item_that_was_never_saved_at_the_desk_has_an_empty_history(desk):
    answer = desk.get(desk_url(make_article(), "history"))

    assert answer.status_code == 200
    assert "Nothing was saved at the desk yet." in answer.content.decode()


def test_a_long_history_has_pages_and_needs_no_more_queries(desk, django_assert_max_num_queries):
    article = an_article()
    for number in range(120):
        versions.record(article, {"big": "x" * 1000}, Version.Kind.SAVED)
        Event.objects.create(room=article.room(), item=article.pk, kind="comment", text=f"Remark {number}")
    address = desk_url(article, "history")
    desk.get(address)

    with django_assert_max_num_queries(16) as asked:
        answer = desk.get(address, {"p": 2})

    assert len(page(answer).xpath("//li[contains(@class, 'desk-entry')]")) == 50
    assert texts(answer, "//nav[@class='paginator']//a[@aria-current='page']") == ["2"]
    assert not any('"publishing_version"."content"' in query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize("number", ["x", "-1", "99999", ""])
def test_a_page_of_the_history_that_is_none_is_answered_with_one_that_is(desk, number):
    assert desk.get(desk_url(an_article(), "history"), {"p": number}).status_code == 200


@pytest.mark.parametrize("name", ["history", "compare", "restore"])
def test_these_pages_are_for_those_who_may_see_the_item(client, name):
    article = an_article()
    client.force_login(may("minh"))

    assert client.get(desk_url(article, name)).status_code == 403


def test_the_pages_of_an_item_that_is_not_there_are_not_there(desk):
    article = an_article()
    article.pk = uuid.uuid4()

    assert desk.get(desk_url(article, "compare")).status_code == 404
    assert desk.get(desk_url(article, "history")).status_code == 302


# --- Comparing ------------------------------------------------------------------


def test_two_versions_are_compared_word_by_word(desk):
    article = an_article(title_en="The old plan")
    saved(article, None, title_en="The new plan")

    answer = desk.get(desk_url(article, "compare"), {"from": "1", "to": "2"})

    assert texts(answer, "//dd//del") == ["old"]
    assert texts(answer, "//dd//ins") == ["new"]
    assert page(answer).xpath("//dd[del]/@lang") == ["en"]


def test_the_older_version_is_the_first_one_whatever_the_order(desk):
    article = an_article()
    saved(article, None, title_en="Second")

    answer = desk.get(desk_url(article, "compare"), {"from": "2", "to": "1"})

    assert texts(answer, "//dd//ins") == ["Second"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"from": "1"},
        {"from": "7", "to": "9"},
        {"from": "x", "to": "<b>"},
        {"from": "2", "to": "2"},
        {"from": "-1", "to": "9" * 400},
        {"from": "²", "to": "٣"},
    ],
)
def test_versions_that_are_none_are_answered_with_the_newest_two(desk, query):
    article = an_article(title_en="First")
    for title in ("Second", "Third"):
        saved(article, None, title_en=title)

    answer = desk.get(desk_url(article, "compare"), query)

    assert answer.status_code == 200
    assert (texts(answer, "//dd//del"), texts(answer, "//dd//ins")) == (["Second"], ["Third"])
    assert bool(texts(answer, "//ul[@class='messagelist']/li")) is bool(query)


def test_one_version_alone_is_compared_with_nothing(desk):
    article = an_article()

    assert desk.get(desk_url(article, "compare")).headers["Location"] == desk_url(article, "history")


def test_a_comparison_can_be_narrowed_to_a_language(desk):
    article = an_article()
    saved(article, None, title_en="English", title_vi="Tiếng Việt", dated_at="2020-01-01T00:00:00+00:00")
    address = desk_url(article, "compare")

    assert len(texts(desk.get(address), "//dl[not(@class)]/div")) == 3
    answer = desk.get(address, {"language": "vi"})
    assert texts(answer, "//dl[not(@class)]//dt") == ["Title, Vietnamese"]
    assert texts(answer, "//nav[@class='desk-filters']//a[@aria-current]") == ["Vietnamese (1)"]
    assert len(texts(desk.get(address, {"language": "xx"}), "//dl[not(@class)]/div")) == 3


def test_what_was_written_is_never_taken_for_markup(desk):
    article = an_article(title_en="Plain")
    saved(article, None, title_en="<script>alert(1)</script>")

    answer = desk.get(desk_url(article, "compare"))

    assert "<script>alert" not in answer.content.decode()
    assert texts(answer, "//dd//ins") == ["<script>alert(1)</script>"]


def test_long_unchanged_text_is_cut(desk):
    article = an_article(body_en="<p>" + "The same sentence again. " * 200 + "Old end.</p>")
    body = take(article)[key_of(article)]["body_en"].replace("Old", "New")
    saved(article, None, body_en=body)

    answer = desk.get(desk_url(article, "compare"))

    assert texts(answer, "//span[@class='desk-cut']") == ["…"]
    assert len(texts(answer, "//dd[.//ins]")[0]) < 400


# --- Going back -----------------------------------------------------------------


def test_an_older_version_is_restored_after_asking(desk):
    article = an_article(title_en="First")
    saved(article, None, title_en="Second")
    asked = desk.get(desk_url(article, "restore"), {"number": "1"})
    assert title_of(article) == "Second"

    answer = desk.post(desk_url(article, "restore"), filled(asked.content, "//form[.//input[@name='number']]"))

    assert answer.headers["Location"] == desk_url(article, "change")
    assert title_of(article) == "First"
    assert versions.newest(article).restored_from == 1


def test_restoring_what_is_there_already_changes_nothing(desk):
    article = an_article()

    desk.post(desk_url(article, "restore"), {"number": "1"})

    assert Version.objects.of(article).count() == 1


@pytest.mark.parametrize("number", ["", "x", "9", "9" * 400])
def test_a_version_that_is_none_is_not_restored(desk, number):
    article = an_article()

    for answer in (
        desk.get(desk_url(article, "restore"), {"number": number}),
        desk.post(desk_url(article, "restore"), {"number": number}),
    ):
        assert answer.headers["Location"] == desk_url(article, "history")


def test_a_version_that_is_not_valid_any_more_is_refused_with_sentences(desk):
    article = make_article(state="draft", published_at=None, title_en="First")
    Source.objects.create(article=article, title="Report", address="no address")
    versions.hold(article)
    saved(article, None, title_en="Second")
    article.sources.all().delete()
    versions.hold(article)

    answer = desk.post(desk_url(article, "restore"), {"number": "1"})

    assert answer.status_code == 200
    assert "Report" in " ".join(texts(answer, "//ul[@role='alert']/li"))
    assert article.sources.count() == 0


def test_who_may_only_look_restores_nothing(client):
    article = an_article()
    saved(article, None, title_en="Second")
    client.force_login(may("minh", "view"))

    assert "restore" not in client.get(desk_url(article, "history")).content.decode()
    assert client.post(desk_url(article, "restore"), {"number": "1"}).status_code == 403


def test_a_translator_restores_nothing_since_it_would_change_every_language(client):
    article = an_article()
    client.force_login(may("mai", "view", "translate", languages=["en"]))

    assert client.get(desk_url(article, "restore"), {"number": "1"}).status_code == 403


# --- Settling -------------------------------------------------------------------


@pytest.fixture
def article():
    return an_article(title_en="The old plan", kicker_en="Old")


def settled(desk, article, clash, **choices):
    """Send the screen of a clash with choices for fields of the article: {"title_en": "mine"}."""
    address = desk_url(article, "settle", clash.number)
    sent = filled(desk.get(address).content, FORM)
    for name, value in choices.items():
        prefix, field = ("combine", name.removeprefix("text_")) if name.startswith("text_") else ("choice", name)
        sent[f"{prefix}:{key_of(article)}.{field}"] = value
    return desk.post(address, sent)


def test_the_screen_shows_what_both_wrote_and_preselects_nothing(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "The new plan"}, {"title_en": "The old agreement"})

    answer = desk.get(desk_url(article, "settle", clash.number))

    assert texts(answer, "//section/div") == ["The old plan", "The oldnew plan", "The old planagreement"]
    assert texts(answer, "//legend") == ["Article Title, English"]
    assert page(answer).xpath("//input[@checked]") == []
    assert page(answer).xpath("//section/div/@lang") == ["en"] * 3
    assert "Lan Nguyễn" in answer.content.decode()


@pytest.mark.parametrize(("choice", "title"), [("theirs", "Theirs"), ("mine", "Mine")])
def test_what_was_chosen_stands(desk, lan, article, choice, title):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})

    answer = settled(desk, article, clash, title_en=choice)

    assert answer.headers["Location"] == desk_url(article, "change")
    assert title_of(article) == title
    clash.refresh_from_db()
    assert clash.settled


@pytest.mark.parametrize("choices", [{"title_en": "combine"}, {}])
def test_a_text_put_together_of_both_stands_chosen_or_not(desk, lan, article, choices):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})

    settled(desk, article, clash, text_title_en="  Theirs and mine ", **choices)

    assert title_of(article) == "Theirs and mine"


def test_a_choice_left_open_is_refused_and_what_was_typed_is_kept(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "Theirs", "kicker_en": "K1"}, {"title_en": "Mine", "kicker_en": "K2"})

    answer = settled(desk, article, clash, text_title_en="Put together")

    assert answer.status_code == 200
    assert "Choose what is to stand here." in answer.content.decode()
    assert page(answer).xpath("//input[@checked]/@value") == ["combine"]
    assert texts(answer, "//textarea[contains(@name, 'title_en')]") == ["Put together"]
    assert title_of(article) == "Theirs"


def test_an_own_text_is_not_dropped_silently_for_another_choice(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})

    answer = settled(desk, article, clash, title_en="theirs", text_title_en="Put together")
    assert "You wrote a text of your own" in answer.content.decode()

    again = desk.post(desk_url(article, "settle", clash.number), filled(answer.content, FORM))
    assert again.status_code == 302
    assert title_of(article) == "Theirs"


def test_a_text_that_is_too_long_is_shown_again_with_the_error(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})

    answer = settled(desk, article, clash, title_en="combine", text_title_en="x" * 301)

    assert answer.status_code == 200
    assert len(texts(answer, "//div[@class='desk-combine']//ul/li")) == 1
    assert title_of(article) == "Theirs"


def test_rich_texts_are_put_together_in_the_desks_editor_and_cleaned(desk, lan, article):
    picture = make_picture()
    figure = f'<figure data-picture="{picture.pk}"></figure>'
    clash = clashing(article, lan, {"body_en": "<p>Theirs.</p>"}, {"body_en": f"<p>Mine.</p>{figure}"})
    screen = desk.get(desk_url(article, "settle", clash.number))
    assert picture.file.url in screen.content.decode()

    settled(desk, article, clash, body_en="combine", text_body_en=f"<p onclick='x'>Both.</p>{figure}<script>x</script>")

    body = versions.newest(article).content[key_of(article)]["body_en"]
    assert "Both." in body
    assert str(picture.pk) in body
    assert "script" not in body
    assert "onclick" not in body


def test_a_clash_that_is_no_text_offers_no_text(desk, lan, article):
    one, other = (Publisher.objects.create(key=key, title_en=key.title()) for key in ("one", "other"))
    clash = clashing(article, lan, {"publisher": str(one.pk)}, {"publisher": str(other.pk)})

    answer = desk.get(desk_url(article, "settle", clash.number))

    assert page(answer).xpath("//input[@value='combine']") == []
    assert texts(answer, "//section/div") == ["–", "One", "Other"]
    settled(desk, article, clash, publisher="mine")
    assert versions.newest(article).content[key_of(article)]["publisher"] == str(other.pk)


def test_changes_of_one_alone_are_put_together_and_told(desk, lan, article):
    topic = Topic.objects.create(key="trade", title_en="Trade")
    clash = clashing(
        article,
        lan,
        {"title_en": "Theirs", "topics": [str(topic.pk)]},
        {"title_en": "Mine", "kicker_en": "New"},
    )

    answer = desk.get(desk_url(article, "settle", clash.number))
    assert texts(answer, "//form//details//dt") == ["Kicker, English", "Topics"]

    settled(desk, article, clash, title_en="mine")
    row = versions.newest(article).content[key_of(article)]
    assert (row["title_en"], row["kicker_en"], row["topics"]) == ("Mine", "New", [str(topic.pk)])


@pytest.mark.parametrize(("choice", "left"), [("keep", 1), ("remove", 0)])
def test_a_row_that_one_removed_and_the_other_changed_is_kept_or_removed(desk, lan, article, choice, left):
    source = Source.objects.create(article=article, title="Report")
    versions.hold(article)
    base = versions.newest(article)
    mine, theirs = copy.deepcopy(base.content), copy.deepcopy(base.content)
    mine.pop(key_of(source))
    theirs[key_of(source)]["title"] = "Report of 2020"
    versions.store(article, theirs, None, Version.Kind.SAVED)
    with pytest.raises(versions.Clashing) as clash:
        versions.keep(article, base, mine, lan)
    address = desk_url(article, "settle", clash.value.version.number)

    answer = desk.get(address)
    assert texts(answer, "//legend") == ["Source: Report of 2020"]
    assert "Report of 2020" in texts(answer, "//dl[@class='desk-row']//dd")
    desk.post(address, filled(answer.content, FORM) | {f"choice:{key_of(source)}.": choice})

    assert article.sources.count() == left


def test_a_save_in_between_shows_the_screen_again_and_keeps_what_was_written(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})
    address = desk_url(article, "settle", clash.number)
    sent = filled(desk.get(address).content, FORM)
    saved(article, None, title_en="Theirs again")

    name = f"{key_of(article)}.title_en"
    answer = desk.post(address, sent | {f"choice:{name}": "theirs", f"combine:{name}": "Put together"})

    assert answer.status_code == 409
    assert title_of(article) == "Theirs again"
    assert page(answer).xpath("//input[@checked]") == []
    assert texts(answer, f"//textarea[@name='combine:{name}']") == ["Put together"]
    assert "again" in texts(answer, "//section/div")[1]


def test_together_they_must_be_valid(desk, lan):
    plan = make_plan(state="draft", first_year=2021, last_year=2025)
    versions.hold(plan)
    clash = clashing(plan, lan, {"title_en": "Theirs", "first_year": 2024}, {"title_en": "Mine", "last_year": 2022})

    answer = settled(desk, plan, clash, title_en="mine")

    assert answer.status_code == 200
    assert "before the first year" in " ".join(texts(answer, "//ul[@role='alert']/li"))
    assert page(answer).xpath("//input[@checked]/@value") == ["mine"]


def test_a_clash_without_a_known_base_can_be_settled(desk, lan, article):
    content = copy.deepcopy(versions.newest(article).content)
    content[key_of(article)]["title_en"] = "Mine"
    with pytest.raises(versions.Clashing) as clash:
        versions.keep(article, None, content, lan)

    assert settled(desk, article, clash.value.version, title_en="mine").status_code == 302
    assert title_of(article) == "Mine"


def test_dropping_mine_keeps_theirs_and_the_history(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})

    desk.post(desk_url(article, "settle", clash.number), {"drop": "yes"})

    clash.refresh_from_db()
    assert clash.settled
    assert title_of(article) == "Theirs"
    assert clash in Version.objects.of(article)


def test_a_settled_clash_leads_back_to_the_history(desk, lan, article):
    clash = clashing(article, lan, {"title_en": "Theirs"}, {"title_en": "Mine"})
    versions.drop(clash)

    answer = desk.get(desk_url(article, "settle", clash.number))

    assert answer.headers["Location"] == desk_url(article, "history")


def test_what_is_no_clash_is_not_settled(desk, article):
    assert desk.get(desk_url(article, "settle", 1)).status_code == 404
    assert desk.get(desk_url(article, "settle", 10**30)).status_code == 404


def test_a_clash_is_settled_by_who_wrote_it_or_may_change_the_item(client, article):
    mai, minh, editor = (
        may("mai", "view", "translate", languages=["en"]),
        may("minh", "view", "translate", languages=["vi"]),
        may("hoa", "view", "change"),
    )
    address = desk_url(article, "settle", clashing(article, mai, {"title_en": "Theirs"}, {"title_en": "Mine"}).number)

    statuses = []
    for account in (mai, minh, editor):
        client.force_login(account)
        statuses.append(client.get(address).status_code)

    assert statuses == [200, 403, 200]
