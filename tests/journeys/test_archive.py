"""A name changes the archive, in a browser: looked for, followed while it lasts, accepted, undone, by keyboard and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.archive import work
from news.models import Look, PlanLink
from tests.desk.roles import recorded
from tests.factories import make_plan
from tests.journeys.steps import faults, form_of, press, told
from tests.news.telling import sao_mai, telling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(name, *arguments):
    return reverse(f"admin:news_look_{name}", args=arguments)


def test_an_editor_looks_accepts_and_undoes_by_keyboard(person):
    plan, articles = recorded(sao_mai()), [telling(), telling()]
    page = person("Lan")
    form_of(page, plan)

    press(page, "Look through the archive…")
    press(page, "Look through the archive")
    expect(page.locator(".archive-article")).to_have_count(2)
    page.locator(".archive-change input").first.press("Space")
    press(page, "Accept chosen")

    assert told(page) == "1 change is accepted."
    press(page, "Accept all (1)")
    assert PlanLink.objects.shown().count() == len(articles)
    page.goto(articles[0].get_absolute_url("vi"))
    expect(page.locator("mark", has_text="Sáng kiến Sao Mai 2031").first).to_be_visible()
    page.goto(address("change", Look.objects.get().pk))
    press(page, "Undo all 2 changes that were accepted")
    assert PlanLink.objects.count() == 0


def test_a_name_is_tried_before_it_is_added(person):
    plan, article = recorded(make_plan()), telling()
    page = person("Lan")
    form_of(page, plan)

    press(page, "Try a name on the archive…")
    expect(page.get_by_label("Plan:")).to_have_value(str(plan.pk))
    page.get_by_label("Name:").fill("Sao Mai Initiative 2031")
    press(page, "Try this name")

    expect(page.get_by_text("stands in 1 published article.")).to_be_visible()
    expect(page.locator(".archive-article")).to_contain_text(article.title_en)


def test_one_tick_chooses_the_whole_page(person):
    look = looked(3)
    page = person("Lan")
    page.goto(address("change", look.pk))

    page.get_by_label("Choose all on this page").check()
    press(page, "Refuse chosen")

    assert told(page) == "3 changes are refused."
    assert set(PlanLink.objects.values_list("decision", flat=True)) == {"rejected"}


def test_the_page_follows_a_look_until_it_is_done(person):
    plan = sao_mai()
    telling()
    look = work.begin([plan], None)
    Look.objects.update(state="looking", done=0, total=2)
    page = person("Lan")
    page.goto(address("change", look.pk))
    expect(page.get_by_role("progressbar")).to_be_visible()

    Look.objects.update(done=1)
    expect(page.get_by_role("status")).to_have_text("Looks through the articles: 1 of 2")
    Look.objects.update(state="done", done=2)

    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_text("Finished: 2 of 2.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_usable_by_all_and_keep_to_their_width(width, person):
    look = looked(2)
    under_way = Look.objects.create(state="looking", done=1, total=9)
    stuck = Look.objects.create(state="failed", interrupted="looking")
    plan = look.plans.get()
    addresses = [
        address("changelist"),
        f"{address('add')}?plan={plan.pk}",
        f"{address('try')}?plan={plan.pk}",
        f"{address('try')}?name=…",
        f"{address('try')}?name=Sáng kiến Sao Mai 2031&kind=full",
        *(address("change", one.pk) for one in (look, under_way, stuck)),
    ]
    page = person("An", width=width)

    found = []
    for one in addresses:
        assert page.goto(one).status == 200, one
        found += [f"{one}: {fault}" for fault in faults(page)]

    assert not found, "\n".join(found)


def looked(count):
    """A finished look that found an article for each."""
    plan = sao_mai()
    for _number in range(count):
        telling()
    return work.begin([plan], None)
