"""An editor adds an article with a plan and its sentence, publishes it, and reads it on the site."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.factories import make_article, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "Hội nghị đã thông qua AIM 2020 tại Đà Nẵng."


def write(page, field, *paragraphs):
    """Type paragraphs into a rich text of the desk."""
    editor = page.locator(f".fieldBox.field-{field} [contenteditable=true]")
    editor.click()
    for place, paragraph in enumerate(paragraphs):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)


def choose(page, field, typed, found):
    """Choose a row in an autocomplete field."""
    page.locator(f"[name={field}] + .select2").click()
    # The list that opens first is replaced when the answer to what was typed comes.
    with page.expect_response(lambda answer: f"term={typed.split()[0]}" in answer.url):
        page.fill(".select2-dropdown .select2-search__field", typed)
    expect(page.locator(".select2-results__option")).to_have_count(1)
    page.locator(".select2-results__option", has_text=found).click()
    expect(page.locator(f"[name={field}]")).not_to_have_value("")


def save(page):
    """Press the save button by keyboard, and wait for what the server answers."""
    with page.expect_navigation():
        page.locator("input[name=_save]").press("Enter")


def refusals(page):
    """What the desk says is wrong with a form, [] where it was saved."""
    return page.locator(".errorlist").all_inner_texts()


def test_an_editor_adds_publishes_and_reads_an_article_in_both_languages(desk):
    make_plan(
        code="AIM2020",
        label="AIM 2020",
        title_vi="Kế hoạch tổng thể về ICT ASEAN 2020",
        title_en="ASEAN ICT Masterplan 2020",
    )

    desk.goto("/admin/news/article/add/")
    desk.fill("#id_title_vi", "Đà Nẵng: công bố kế hoạch mới")
    write(desk, "body_vi", "Đoạn mở đầu của bài viết.", f"{SENTENCE} Văn kiện có tám định hướng.")
    desk.check("#id_ready_vi")
    desk.select_option("#id_state", "published")
    desk.click("#plan_links-group .add-row a")
    choose(desk, "plan_links-0-plan", "ke hoach tong the", "Kế hoạch tổng thể về ICT ASEAN 2020")
    desk.click("#plan_links-0 .field-sentence_vi .desk-sentence-button")
    desk.click(f".desk-sentences button:has-text('{SENTENCE}')")
    save(desk)

    assert refusals(desk) == []
    desk.wait_for_selector(".messagelist .success")

    article = Article.objects.get()
    assert article.slug_vi == "da-nang-cong-bo-ke-hoach-moi"
    assert article.is_public()

    desk.goto("/vi/tin-tuc/")
    desk.click("main >> text=Đà Nẵng: công bố kế hoạch mới")
    assert desk.url.endswith("/vi/tin-tuc/da-nang-cong-bo-ke-hoach-moi/")
    assert desk.locator("main blockquote").inner_text() == SENTENCE
    assert desk.locator("main mark").inner_text() == "AIM 2020"

    desk.click("header nav a[lang=en]")
    assert desk.url.endswith("/en/news/da-nang-cong-bo-ke-hoach-moi/")
    assert desk.locator("html").get_attribute("lang") == "en"
    assert desk.locator("h1").get_attribute("lang") == "vi"

    desk.goto("/vi/ke-hoach/")
    desk.click("main >> text=Kế hoạch tổng thể về ICT ASEAN 2020")
    assert desk.locator("main blockquote").inner_text() == SENTENCE


def test_spaces_typed_into_the_editor_stay_spaces(desk):
    desk.goto("/admin/news/article/add/")
    desk.fill("#id_title_vi", "Khoảng trắng")
    write(desk, "body_vi", "một hai ba bốn")
    save(desk)

    assert refusals(desk) == []
    desk.wait_for_selector(".messagelist .success")

    assert "\u00a0" not in Article.objects.get().body_vi


def test_a_mistake_is_told_where_it_is_and_loses_nothing(desk):
    desk.goto("/admin/news/article/add/")
    desk.fill("#id_title_vi", "Bài còn thiếu nội dung")
    desk.check("#id_ready_vi")
    save(desk)

    desk.wait_for_selector(".fieldBox.field-body_vi .errorlist")
    assert desk.input_value("#id_title_vi") == "Bài còn thiếu nội dung"
    assert Article.objects.count() == 0


def test_a_save_over_a_newer_one_is_refused_and_both_texts_are_shown(desk, editor):
    article = make_article(title_vi="Tiêu đề cũ")
    desk.goto(f"/admin/news/article/{article.pk}/change/")
    desk.fill("#id_title_vi", "Tiêu đề của tôi")
    article.title_vi = "Tiêu đề của người khác"
    article.save()

    save(desk)

    desk.wait_for_selector(".desk-conflict")
    shown = desk.locator(".desk-conflict tbody tr").first.inner_text()
    assert "Tiêu đề của người khác" in shown
    assert "Tiêu đề của tôi" in shown
    assert desk.input_value("#id_title_vi") == "Tiêu đề của tôi"
    article.refresh_from_db()
    assert article.title_vi == "Tiêu đề của người khác"


def test_the_desk_is_usable_on_a_phone(desk):
    article = make_article()
    desk.set_viewport_size({"width": 390, "height": 844})

    desk.goto(f"/admin/news/article/{article.pk}/change/")

    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [desk.locator(f"#id_title_{code}").bounding_box() for code in ("vi", "en")]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]


def test_languages_stand_side_by_side_where_there_is_room(desk):
    article = make_article()

    desk.goto(f"/admin/news/article/{article.pk}/change/")

    for field in ("title", "lead", "place", "slug"):
        boxes = [desk.locator(f"#id_{field}_{code}").bounding_box() for code in ("vi", "en")]
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


@pytest.mark.parametrize("width", [390, 1280])
def test_public_pages_keep_to_their_policy_and_width(tab, width):
    plan = make_plan()
    article = make_article(discussing=plan)
    page = tab(width=width)

    addresses = [
        "/vi/",
        "/en/",
        "/vi/tin-tuc/",
        "/en/plans/",
        article.get_absolute_url("vi"),
        plan.get_absolute_url("en"),
    ]
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.context.cookies() == []
