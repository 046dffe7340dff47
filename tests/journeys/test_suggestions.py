"""An editor types, accepts one plan and rejects another with a key each, and readers see what was accepted."""

import pytest
from playwright.sync_api import expect

from news.models import PlanLink
from tests.factories import make_named
from tests.journeys.steps import faults, refusals, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "Hội nghị đã thông qua AIM 2020 tại Đà Nẵng."


def test_plans_are_suggested_while_somebody_types_and_decided_with_one_key(desk):
    make_named("AIM2020", "AIM 2020", first_year=2016, title_vi="Kế hoạch tổng thể về ICT ASEAN 2020")
    make_named("ADM2025", "ADM 2025", first_year=2021)
    suggestions = desk.locator(".desk-suggestion")

    desk.goto("/admin/news/article/add/")
    expect(suggestions).to_have_count(0)
    desk.fill("#id_title_vi", "Đà Nẵng: công bố kế hoạch mới")
    write(desk, "body_vi", SENTENCE, "Rồi nhắc ADM 2025 một lần.")
    expect(suggestions).to_have_count(2)
    desk.locator(".desk-suggestion input").first.focus()
    desk.keyboard.press("a")
    desk.keyboard.press("r")
    expect(suggestions.nth(0).locator("[value=accepted]")).to_be_checked()
    expect(suggestions.nth(1).locator("[value=rejected]")).to_be_checked()
    assert faults(desk) == []

    write(desk, "body_en", "It discusses AIM 2020.")
    expect(suggestions.nth(0).locator("blockquote")).to_have_count(2)
    # What was decided stays, although the panel was made anew.
    expect(suggestions.nth(0).locator("[value=accepted]")).to_be_checked()
    expect(desk.locator(".desk-differences li")).to_have_count(1)

    save(desk, "_publish")
    assert refusals(desk) == []
    with desk.expect_navigation():
        desk.locator(".submit-row button").press("Enter")
    desk.wait_for_selector(".messagelist .success")

    decided = dict(PlanLink.objects.values_list("plan__code", "decision"))
    assert decided == {"AIM2020": "accepted", "ADM2025": "rejected"}
    desk.goto("/vi/tin-tuc/da-nang-cong-bo-ke-hoach-moi/")
    assert desk.locator(".pbox blockquote").all_inner_texts() == [SENTENCE]
    assert desk.locator("a.plan-ref").all_inner_texts() == ["AIM 2020"]
    desk.click(".pbox h3 a")
    assert desk.locator("main blockquote").inner_text() == SENTENCE


def test_a_key_typed_into_the_text_decides_nothing(desk):
    make_named("AIM2020", "AIM 2020")

    desk.goto("/admin/news/article/add/")
    write(desk, "body_vi", "Bài nói về AIM 2020.")
    expect(desk.locator(".desk-suggestion")).to_have_count(1)
    desk.fill("#id_title_vi", "a r u")

    expect(desk.locator(".desk-suggestion [value='']")).to_be_checked()
