"""What stands at the head of the home page: what editors chose, else the newest article."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aseandigital.models import Lead
from news.models import Article
from publishing.roles import AUTHOR, EDITOR, TRANSLATOR
from tests.desk.roles import desk_of, make_account, recorded
from tests.desk.steps import page, texts
from tests.factories import make_article
from tests.forms import filled
from tests.pages.reading import doc, text_of
from tests.pages.world import LANGUAGES, hidden_ways

pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", LANGUAGES)
HOUR = dt.timedelta(hours=1)


def choose(article: Article, since: float = -1, until: float | None = None) -> Lead:
    """A choice that holds from so many hours after now until so many hours after now."""
    now = timezone.now()
    end = None if until is None else now + until * HOUR
    return Lead.objects.create(article=article, from_at=now + since * HOUR, until=end)


def head(client, language: str = "vi") -> str:
    """The title at the head of the home page."""
    return text_of(doc(client.get(f"/{language}/")).xpath("//main//h2/a")[0])


# --- For readers --------------------------------------------------------------


@both_languages
def test_without_a_choice_the_newest_article_leads(language, client):
    make_article()
    newest = make_article()
    make_article(state="draft")

    assert head(client, language) == getattr(newest, f"title_{language}")


@both_languages
def test_the_article_that_editors_chose_leads_however_old_it_is(language, client):
    old = make_article(dated_at="2011-01-14T12:00+07:00")
    for _ in range(20):
        make_article()

    choose(old)

    assert head(client, language) == getattr(old, f"title_{language}")


@pytest.mark.parametrize("number", [1, 2, 6, 7, 12, 13])
@pytest.mark.parametrize("chosen", [0, 1, 5, -1])
def test_the_lead_stands_nowhere_twice_and_nothing_else_is_lost(chosen, number, client):
    articles = [make_article() for _ in range(number)][::-1]
    lead = articles[min(chosen, number - 1)]
    choose(lead)

    read = doc(client.get("/en/"))

    titles = [lead.title_en, *(article.title_en for article in articles if article != lead)][:12]
    shown = [text_of(link) for link in read.xpath("//main//h2/a | //main//h3/a | //main//ol/li/a")]
    assert [shown.count(lead.title_en), shown[0]] == [1, lead.title_en]
    assert [title for title in titles if title not in shown] == []


@pytest.mark.parametrize(("since", "until"), [(1, None), (1, 2), (-2, -1)])
def test_a_choice_holds_only_in_its_time(since, until, client):
    chosen, newest = make_article(), make_article()

    choose(chosen, since, until)

    assert head(client) == newest.title_vi


@pytest.mark.parametrize("until", [None, 1])
def test_the_newest_choice_that_holds_wins(until, client):
    first, second, over = make_article(), make_article(), make_article()
    make_article()
    choose(second, since=-2, until=until)
    choose(first, since=-3)
    choose(over, since=-1, until=-0.5)

    assert head(client) == second.title_vi


@pytest.mark.parametrize("way", hidden_ways())
def test_a_choice_of_a_hidden_article_is_passed_over(way, client):
    fallback, newest = make_article(), make_article()
    hidden = make_article(title_vi="LỘ", title_en="LEAK", **hidden_ways()[way])

    choose(hidden, since=-1)
    without = head(client)
    choose(fallback, since=-2)

    assert (without, head(client)) == (newest.title_vi, fallback.title_vi)
    assert "LEAK" not in client.get("/en/").content.decode()


def test_an_article_that_goes_for_good_takes_its_choices_with_it(client):
    chosen, newest = make_article(), make_article()
    choose(chosen)

    chosen.delete()

    assert (head(client), Lead.objects.count()) == (newest.title_vi, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_choices_cost_one_question_however_many_there_are(rows, client, django_assert_num_queries):
    for _ in range(rows):
        choose(make_article())

    with django_assert_num_queries(1):
        chosen = Lead.objects.current().values_list("article", flat=True).first()

    assert chosen is not None


# --- At the desk --------------------------------------------------------------


def ways_to_choose(answer) -> list[str]:
    """The addresses by which the page of an article leads on to choosing it."""
    return doc(answer).xpath("//a[starts-with(@href, '/admin/site/lead/add/?')]/@href")


def test_an_editor_chooses_from_the_page_of_an_article(client):
    chosen = recorded(make_article())
    make_article()
    account = make_account(EDITOR)
    desk = desk_of(account)

    (way,) = ways_to_choose(desk.get(page(chosen)))
    form = filled(desk.get(way).content)
    answer = desk.post(way, form)

    assert (answer.status_code, head(client)) == (302, chosen.title_vi)
    assert Lead.objects.get().chosen_by == account


@pytest.mark.parametrize("role", [AUTHOR, TRANSLATOR])
def test_who_may_not_choose_is_offered_no_way_to(role):
    desk, article = desk_of(make_account(role)), recorded(make_article())

    assert ways_to_choose(desk.get(page(article))) == []
    assert desk.get("/admin/site/lead/add/").status_code == 403


def test_no_way_is_offered_from_a_draft():
    desk, article = desk_of(make_account(EDITOR)), recorded(make_article(state="draft"))

    assert ways_to_choose(desk.get(page(article))) == []


def test_the_list_says_which_choice_is_shown_now():
    desk = desk_of(make_account(EDITOR))
    choose(make_article(), since=-2)
    choose(make_article(), since=-1)
    choose(make_article(), since=1)

    answer = desk.get("/admin/site/lead/")

    assert doc(answer).xpath("//td[@class='field-is_shown']/img/@alt") == ["False", "True", "False"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_choice_and_for_three(rows, django_assert_num_queries):
    desk = desk_of(make_account(EDITOR))
    for _ in range(rows):
        choose(make_article())
    desk.get("/admin/site/lead/")

    with django_assert_num_queries(8):
        desk.get("/admin/site/lead/")


def test_a_choice_that_ends_before_it_begins_is_refused_with_a_sentence():
    desk, lead = desk_of(make_account(EDITOR)), choose(make_article())

    form = filled(desk.get(page(lead)).content) | {"until": "2011-01-01T00:00"}
    answer = desk.post(page(lead), form)

    assert texts(answer, "//ul[contains(@class, 'nonfield')]/li") == [
        "The time until which it holds must lie after that from which it does."
    ]


def test_the_database_keeps_no_choice_that_ends_before_it_begins():
    lead = choose(make_article())

    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.update(until=lead.from_at)


def test_saving_a_choice_again_changes_nothing_but_who_chose():
    first, second = make_account(EDITOR), make_account(EDITOR)
    lead = choose(make_article(), until=5)
    Lead.objects.update(chosen_by=first)
    desk = desk_of(second)

    answer = desk.post(page(lead), filled(desk.get(page(lead)).content))

    again = Lead.objects.get()
    assert answer.status_code == 302
    assert (again.article_id, again.from_at, again.chosen_by) == (lead.article_id, lead.from_at, second)


def test_two_editors_of_one_choice_overwrite_nothing():
    first, second, lead = desk_of(make_account(EDITOR)), desk_of(make_account(EDITOR)), choose(make_article())
    other = make_article()
    hers, his = (filled(desk.get(page(lead)).content) for desk in (first, second))

    first.post(page(lead), hers | {"until": "2199-01-01T08:30"})
    answer = second.post(page(lead), his | {"article": str(other.pk)})

    again = Lead.objects.get()
    assert (answer.status_code, again.article_id) == (302, other.pk)
    assert timezone.localtime(again.until).isoformat() == "2199-01-01T08:30:00+07:00"


def test_a_time_that_two_changed_is_told_before_it_is_replaced():
    first, second, lead = desk_of(make_account(EDITOR)), desk_of(make_account(EDITOR)), choose(make_article())
    hers, his = (filled(desk.get(page(lead)).content) for desk in (first, second))
    first.post(page(lead), hers | {"until": "2199-01-01T08:30"})

    refused = second.post(page(lead), his | {"until": "2150-01-01T08:30"})
    answer = second.post(page(lead), filled(refused.content))

    assert len(texts(refused, "//ul[@id='id_until_error']/li")) == 1
    assert (answer.status_code, Lead.objects.get().until.year) == (302, 2150)
