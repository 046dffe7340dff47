"""An editor adds an article with a plan and its sentence, publishes it, and reads it on the site."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.factories import make_article, make_plan
from tests.journeys.steps import choose, refusals, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "Hội nghị đã thông qua AIM 2020 tại Đà Nẵng."


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
    desk.click("#plan_links-group .add-row a")
    choose(desk, "plan_links-0-plan", "ke hoach tong the", "Kế hoạch tổng thể về ICT ASEAN 2020")
    desk.click("#plan_links-0 .field-sentence_vi .desk-sentence-button")
    desk.click(f".desk-sentences button:has-text('{SENTENCE}')")
    save(desk, "_publish")

    assert refusals(desk) == []
    # What is complete is chosen already; the English text isn't written.
    expect(desk.locator("[name=languages][value=vi]")).to_be_checked()
    expect(desk.locator("[name=languages][value=en]")).not_to_be_checked()
    with desk.expect_navigation():
        desk.locator(".submit-row button").press("Enter")
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
    desk.fill("#id_title_vi", "Bài có ngày sai")
    write(desk, "body_vi", "Đoạn đã gõ.")
    desk.fill("#id_dated_at_0", "hôm kia")
    save(desk)

    desk.wait_for_selector(".fieldBox.field-dated_at .errorlist")
    assert desk.input_value("#id_title_vi") == "Bài có ngày sai"
    assert desk.input_value("#id_dated_at_0") == "hôm kia"
    assert "Đoạn đã gõ." in desk.input_value("#id_body_vi")
    assert Article.objects.count() == 0


def test_a_language_that_is_not_written_does_not_go_out(desk):
    article = make_article(state="draft", ready_vi=False, ready_en=False, body_vi=None)
    desk.goto(f"/admin/news/article/{article.pk}/publish/")
    desk.check("[name=languages][value=vi]")
    with desk.expect_navigation():
        desk.locator(".submit-row button").press("Enter")

    desk.wait_for_selector(".field-languages .errorlist")
    article.refresh_from_db()
    assert not article.is_public()


def test_a_save_over_a_newer_one_is_refused_and_both_texts_are_shown(desk, expected):
    expected.add(409)
    article = make_article(title_vi="Tiêu đề cũ")
    desk.goto(f"/admin/news/article/{article.pk}/change/")
    desk.fill("#id_title_vi", "Tiêu đề của tôi")
    article.title_vi = "Tiêu đề của người khác"
    article.save()

    assert save(desk).status == 409

    shown = desk.locator(".desk-case").inner_text()
    assert all(text in shown for text in ("Tiêu đề cũ", "người khác", "tôi"))
    assert desk.locator(".desk-combine textarea").input_value() == "Tiêu đề của tôi"
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
