"""Somebody pastes a text, says with one key what its lines are, makes a draft of it, and publishes that."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article, Intake, PlanLink
from plans.models import Name
from publishing.admin.addresses import desk_url
from publishing.roles import AUTHOR
from tests.conftest import SEEDS
from tests.factories import make_article, make_plan
from tests.journeys.steps import faults, press, refusals, save
from tests.news.test_intake_desk import BODY, LINES, PAGE, START, TITLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def paste(page, text=PAGE):
    page.goto(START)
    page.fill("#id_text", text)
    press(page, "On to the review")
    page.wait_for_selector("#intake-review")


def line(page, number):
    return page.locator(f"#line-{number}")


def pressed(page, key):
    """Press a key on what is focused, and wait for what the server makes of it."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press(key)


@pytest.fixture
def minh(person):
    return person("Minh")


def test_one_key_moves_the_focused_line_and_z_takes_it_back(minh):
    paste(minh)
    line(minh, 5).focus()
    minh.keyboard.press("ArrowDown")
    expect(line(minh, 6)).to_be_focused()

    pressed(minh, "x")
    expect(line(minh, 6)).to_have_attribute("data-role", "set_aside")
    expect(line(minh, 6)).to_be_focused()
    expect(minh.locator("#intake-said")).to_have_text("Line 6: Set aside")
    expect(minh.locator(".intake-set-aside")).to_contain_text(LINES[5])

    pressed(minh, "z")
    expect(line(minh, 6)).to_have_attribute("data-role", "caption")
    expect(line(minh, 6)).to_be_focused()


def test_keys_pressed_quickly_are_all_done_before_the_draft_is_made(minh):
    paste(minh)
    line(minh, 6).focus()
    minh.keyboard.press("p")
    minh.keyboard.press("ArrowDown")
    minh.keyboard.press("ArrowDown")
    minh.keyboard.press("p")
    with minh.expect_navigation():
        minh.locator("[name=make]").click()

    minh.wait_for_selector(".source-panel")
    assert Intake.objects.get().moves == [[6, "paragraph"], [8, "paragraph"]]
    assert LINES[7] in Article.objects.get().body_vi


def test_a_choice_beside_a_line_is_done_at_once_and_keeps_the_focus(minh):
    paste(minh)
    with minh.expect_response(lambda answer: answer.request.method == "POST"):
        line(minh, 8).locator("select").select_option("caption")

    expect(line(minh, 8)).to_have_attribute("data-role", "caption")
    expect(minh.locator(".intake__apply")).to_be_hidden()


def test_a_line_leads_to_its_field_and_the_field_to_its_line(minh):
    paste(minh)
    minh.locator("#part-title .intake-lines a").click()
    expect(line(minh, 2)).to_be_focused()

    line(minh, 6).locator("a").click()
    assert minh.url.endswith("#part-captions")


def test_without_scripting_choices_are_applied_and_the_draft_made(person):
    page = person("Minh", java_script_enabled=False)
    paste(page)
    expect(page.locator(".intake-keys")).to_be_hidden()
    line(page, 8).locator("select").select_option("caption")
    page.locator("[name=apply]").click()
    expect(line(page, 8)).to_have_attribute("data-role", "caption")
    page.locator("[name=make]").click()

    page.wait_for_selector(".source-panel")
    assert Article.objects.get().title_vi == TITLE


def test_the_source_leads_to_the_fields_of_the_form_and_gives_what_was_set_aside(minh):
    minh.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(minh)
    with minh.expect_navigation():
        minh.locator("[name=make]").click()
    minh.locator(".prose-editor [contenteditable]").first.wait_for()

    minh.locator(".source-panel li", has_text=TITLE).get_by_role("link").click()
    expect(minh.locator("#id_title_vi")).to_be_focused()
    minh.locator(".source-panel li", has_text=BODY[0][:40]).get_by_role("link").click()
    expect(minh.locator(".fieldBox.field-body_vi [contenteditable]")).to_be_focused()

    minh.locator(".source-panel li", has_text="Đọc tiếp").get_by_role("button").click()
    expect(minh.locator(".source-panel li", has_text="Đọc tiếp")).to_contain_text("Copied")
    assert minh.evaluate("navigator.clipboard.readText()") == "Đọc tiếp"


def test_the_source_stands_beside_the_form_where_there_is_room_and_above_it_elsewhere(person):
    page = person("Minh", width=1700)
    paste(page)
    with page.expect_navigation():
        page.locator("[name=make]").click()

    panel, form = page.locator(".source-panel"), page.locator(".with-source__form")
    beside = [one.bounding_box() for one in (panel, form)]
    page.set_viewport_size({"width": 1280, "height": 900})
    above = [one.bounding_box() for one in (panel, form)]

    assert beside[1]["x"] + beside[1]["width"] <= beside[0]["x"]
    assert above[0]["y"] + above[0]["height"] <= above[1]["y"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_intake_are_usable_by_all_and_keep_to_their_width(person, roles, width):
    make_article(title_vi=TITLE, body_vi="".join(f"<p>{one}</p>" for one in BODY))
    page, found = person("Minh", AUTHOR, width=width), []
    page.goto(reverse("admin:news_article_add"))
    found += faults(page)
    paste(page, PAGE.replace(BODY[0], f"Bài nói về AIM 2020. {BODY[0]}"))
    found += faults(page)
    with page.expect_navigation():
        page.locator("[name=make]").click()
    page.locator(".prose-editor [contenteditable]").first.wait_for()
    found += faults(page)
    page.goto(START)
    page.fill("#id_text", "%PDF-1.7")
    press(page, "On to the review")
    page.wait_for_selector(".errorlist")
    found += faults(page)

    assert not found, "\n".join(found)


@pytest.mark.seeds
def test_a_text_is_pasted_corrected_linked_to_its_plan_and_published(desk):
    plan = make_plan(code="AIM2020", label="AIM 2020", title_vi="Kế hoạch AIM 2020", first_year=2016, last_year=2020)
    Name.objects.create(plan=plan, text="AIM 2020", kind="abbreviation")
    text = next(file for file in sorted(SEEDS.glob("*.txt")) if "AIM 2020" in file.read_text()).read_text()

    desk.goto("/admin/news/article/add/")
    desk.locator(".intake-bar a").first.click()
    desk.fill("#id_text", text)
    with desk.expect_navigation():
        desk.locator(".submit-row button").press("Enter")
    expect(desk.locator(".intake-plans mark").first).to_have_text("AIM 2020")
    with desk.expect_navigation():
        desk.locator("[name=make]").press("Enter")

    proposed = desk.input_value("#id_title_vi")
    desk.fill("#id_title_vi", f"{proposed}, bản đã sửa")
    desk.locator(".desk-suggestion input").first.focus()
    desk.keyboard.press("a")
    save(desk, "_publish")
    assert refusals(desk) == []
    with desk.expect_navigation():
        desk.locator(".submit-row button").press("Enter")
    desk.wait_for_selector(".messagelist .success")

    article, sentence = Article.objects.get(), PlanLink.objects.get().evidence.get().sentence
    assert (article.is_public(), "AIM 2020" in sentence) == (True, True)
    desk.goto(article.get_absolute_url("vi"))
    expect(desk.locator("main h1")).to_have_text(f"{proposed}, bản đã sửa")
    expect(desk.locator("main .pbox blockquote")).to_have_text(sentence)
    desk.goto(plan.get_absolute_url("vi"))
    expect(desk.locator("main blockquote")).to_contain_text(sentence)
    desk.goto(desk_url(article, "change"))
    expect(desk.locator(".source-panel")).to_have_count(0)
