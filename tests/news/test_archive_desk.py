"""The desk's pages of looks through the archive: who asks, what is seen, what the buttons do."""

import json

import pytest
from django.urls import reverse

from news.archive import work
from news.models import LinkChange, Look, PlanLink
from publishing import versions
from publishing.roles import EDITOR
from tests.desk.roles import desk_of, make_account, make_draft, recorded
from tests.desk.steps import opened, publish, row, save, texts
from tests.factories import make_plan
from tests.news.telling import EN, VI, sao_mai, telling

pytestmark = pytest.mark.django_db

OFFER = "//ul[@class='messagelist']//a[contains(@href, '/look/add/')]/@href"
ARTICLES = "//section[@class='archive-article']"


@pytest.fixture
def editor():
    return make_account(EDITOR, first_name="Biên", last_name="Tập")


@pytest.fixture
def desk(editor):
    return desk_of(editor)


def address(name, *arguments):
    return reverse(f"admin:news_look_{name}", args=arguments)


def press(desk, look, step, *changes):
    """Press a button on the page of a look, and see the page that follows."""
    sent = {"step": step, "change": [change.pk for change in changes]}
    return desk.post(address("step", look.pk), sent, follow=True)


def told(answer):
    return texts(answer, "//ul[@class='messagelist']/li")


# --- Offered and started ------------------------------------------------------------


def test_a_plan_whose_names_are_published_offers_a_look_that_a_button_starts(desk, editor):
    plan, article = recorded(make_plan()), telling()
    added = row("names", 0, text="Sáng kiến Sao Mai 2031", kind="full", language="vi")

    saved = desk.get(save(desk, plan, opened(desk, plan) | added)["Location"])
    published = desk.get(publish(desk, plan)["Location"])

    assert texts(saved, "//ul[@class='messagelist']//a[.='See what this changes in the archive']") == []
    offer = f"{address('add')}?plan={plan.pk}"
    assert f'<a href="{offer}">See what this changes in the archive</a>' in published.content.decode()
    assert not Look.objects.exists()
    start = desk.get(offer)
    assert texts(start, "//select[@name='plan']/option[@selected]") == [str(plan)]
    answer = desk.post(offer, {"plan": plan.pk}, follow=True)
    look = Look.objects.get()
    assert (list(look.plans.all()), look.asked_by, look.state) == ([plan], editor, "done")
    assert texts(answer, f"{ARTICLES}/h2") == [str(article)]


def test_a_draft_plan_offers_a_look_as_soon_as_its_names_are_saved(desk):
    plan = make_draft(make_plan)

    renamed = desk.get(save(desk, plan, title_vi="Tên khác của kế hoạch")["Location"])
    untouched = desk.get(save(desk, plan, meeting_vi="Ở đâu đó")["Location"])

    assert "See what this changes in the archive" in renamed.content.decode()
    assert "See what this changes in the archive" not in untouched.content.decode()


def test_a_plan_says_where_to_look_through_the_archive(desk):
    plan = recorded(make_plan())

    page = desk.get(reverse("admin:plans_plan_change", args=[plan.pk]))

    assert f'href="{address("add")}?plan={plan.pk}"' in page.content.decode()


def test_without_a_plan_all_are_looked_for(desk):
    article, plan = telling(), sao_mai()

    desk.post(address("add"), {"plan": ""})

    assert list(Look.objects.get().changes.values_list("article", "plan")) == [(article.pk, plan.pk)]


@pytest.mark.parametrize("plan", ["nothing", "00000000-0000-0000-0000-000000000000"])
def test_a_plan_that_is_not_there_starts_nothing(plan, desk):
    assert desk.post(address("add"), {"plan": plan}).status_code == 404
    assert not Look.objects.exists()


# --- What is seen ---------------------------------------------------------------------


def test_the_page_shows_each_article_with_its_sentences_and_the_name_marked(desk):
    plan, article = sao_mai(), telling()
    look = work.begin([plan], None)

    page = desk.get(address("change", look.pk))

    assert texts(page, f"{ARTICLES}/h2") == [str(article)]
    assert texts(page, f"{ARTICLES}//label") == [f"Gains the link Chung, {article}"]
    assert texts(page, f"{ARTICLES}//blockquote") == [f"vi {VI}", f"en {EN}"]
    assert texts(page, f"{ARTICLES}//mark") == ["Sáng kiến Sao Mai 2031", "Sao Mai Initiative 2031"]


def test_a_long_result_comes_in_pages(desk):
    plan = sao_mai()
    for _number in range(51):
        telling()
    look = work.begin([plan], None)

    pages = [desk.get(address("change", look.pk), {"p": number}) for number in (1, 2)]

    assert [len(texts(page, f"{ARTICLES}/h2")) for page in pages] == [50, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_as_many_queries_for_three_as_for_one(count, desk, django_assert_num_queries):
    plan = sao_mai()
    for _number in range(count):
        telling()
    for _number in range(count):
        look = work.begin([plan], None)
    desk.get(address("changelist"))

    with django_assert_num_queries(10):
        desk.get(address("change", look.pk))
    with django_assert_num_queries(8):
        desk.get(address("changelist"))


def test_a_look_under_way_says_how_far_it_is(desk):
    look = Look.objects.create(state="looking", done=400, total=10_000)

    page = desk.get(address("change", look.pk))
    answer = json.loads(desk.get(address("progress", look.pk)).content)

    assert texts(page, "//p[@role='status']") == ["Looks through the articles: 400 / 10000"]
    assert page.content.decode().count('<progress max="10000" value="400"') == 1
    assert answer == {
        "working": True,
        "done": 400,
        "total": 10_000,
        "told": "Looks through the articles: 400 of 10000",
    }


# --- Decided ----------------------------------------------------------------------------


def test_what_is_chosen_is_accepted_or_refused_and_the_rest_stays_open(desk, editor):
    plan = sao_mai()
    for _number in range(3):
        telling()
    look = work.begin([plan], None)
    first, second, third = look.changes.all()

    accepted = press(desk, look, "accept", first)
    refused = press(desk, look, "refuse", second)

    assert (told(accepted), told(refused)) == (["1 change is accepted."], ["1 change is refused."])
    assert LinkChange.objects.of(look).counted() == {"accepted": 1, "refused": 1, "open": 1}
    assert set(PlanLink.objects.values_list("article", "decision", "decided_by")) == {
        (first.article_id, "accepted", editor.pk),
        (second.article_id, "rejected", editor.pk),
    }
    assert texts(refused, f"{ARTICLES}/h2") == [str(third.article)]


def test_all_are_accepted_and_undone_with_one_button_each(desk, editor):
    plan = sao_mai()
    articles = [telling() for _number in range(3)]
    look = work.begin([plan], None)

    press(desk, look, "accept_all")
    assert PlanLink.objects.shown().count() == 3
    assert {versions.newest(article).author for article in articles} == {editor}
    undone = press(desk, look, "undo")

    assert PlanLink.objects.count() == 0
    assert "was undone by Biên Tập" in " ".join(texts(undone, "//section[@class='desk-standing']"))


def test_what_is_no_longer_so_is_told(desk):
    plan, article = sao_mai(), telling()
    look = work.begin([plan], None)
    PlanLink.objects.create(article=article, plan=plan, decision="rejected")

    answer = press(desk, look, "accept", look.changes.get())

    assert told(answer) == [
        "1 change is no longer so: its text, its link or the names were changed meanwhile.",
    ]


@pytest.mark.parametrize("step", ["accept", "refuse"])
def test_nothing_is_decided_while_a_look_is_under_way_or_where_nothing_is_chosen(step, desk):
    telling()
    look = work.begin([sao_mai()], None)
    nothing = press(desk, look, step)
    Look.objects.update(state="accepting")

    answer = press(desk, look, step, look.changes.get())

    assert (told(nothing), told(answer)) == (
        ["Nothing was chosen."],
        ["Wait until the look is finished, or stop it."],
    )
    assert LinkChange.objects.of(look).counted() == {"open": 1}


def test_changes_of_another_look_are_not_decided_here(desk):
    plan = sao_mai()
    telling()
    look, other = work.begin([plan], None), work.begin([plan], None)

    answer = press(desk, look, "accept", other.changes.get())

    assert told(answer) == ["Somebody has decided meanwhile. Choose again."]
    assert PlanLink.objects.count() == 0


@pytest.mark.parametrize("step", ["undo", "accept_all", "cancel", "go_on"])
def test_a_button_that_fits_no_longer_says_so(step, desk):
    look = work.begin([sao_mai()], None)

    assert told(press(desk, look, step)) == ["That can't be done now: see how the look stands."]
