"""An editor looks at what readers would see beside the form, and shows it to somebody without an account."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from publishing.admin.addresses import desk_url
from tests.factories import make_article, make_plan
from tests.journeys.steps import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN, FRAME = ".desk-panel__open [data-toggle]", "#preview-panel iframe"


def inside(page, script, frame=FRAME):
    """What a script finds in the document of a frame."""
    return page.locator(frame).evaluate(f"frame => frame.contentWindow.{script}")


def save_and_stay(page):
    with page.expect_navigation():
        page.locator("input[name=_continue]").press("Enter")


def test_the_panel_shows_what_is_saved_at_the_width_of_a_phone(desk):
    article = make_article(discussing=make_plan(), title_vi="Tiêu đề cũ", title_en="Old title")
    # A server under test has one connection to a database in memory: what the form calls while
    # the frame loads would end up in the transaction that is rolled back.
    desk.route("**/here/", lambda route: route.fulfill(json={"others": []}))
    desk.set_viewport_size({"width": 1600, "height": 900})
    desk.goto(desk_url(article, "change"))
    page = desk.frame_locator(FRAME)

    desk.click(OPEN)
    expect(page.locator("h1")).to_have_text("Tiêu đề cũ")
    assert inside(desk, "innerWidth") == 390

    desk.fill("#id_title_vi", "Tiêu đề mới")
    save_and_stay(desk)
    expect(page.locator("h1")).to_have_text("Tiêu đề mới")

    desk.click("#preview-panel [data-language=en]")
    desk.click("#preview-panel button[data-width=desktop]")
    expect(page.locator("h1")).to_have_text("Old title")
    assert inside(desk, "innerWidth") == 1280
    assert desk.locator(FRAME).bounding_box()["width"] < 800

    desk.goto(article.get_absolute_url("vi"))
    expect(desk.locator("h1")).to_have_text("Tiêu đề cũ")


def test_a_frame_keeps_its_place_and_its_links_open_elsewhere(desk):
    long = "".join(f"<p>Đoạn số {number} của bài viết.</p>" for number in range(80))
    article = make_article(title_vi="Bài dài", body_vi=long, body_en=long)
    desk.goto(f"{desk_url(article, 'preview')}?language=vi")
    frame = ".desk-frame iframe"
    expect(desk.frame_locator(frame).locator("h1")).to_have_text("Bài dài")

    inside(desk, "scrollTo({top: 1200, behavior: 'instant'})", frame)
    until(desk, lambda: desk.evaluate("sessionStorage.length") == 1)
    desk.click(".desk-choice a[lang=en]")
    expect(desk.frame_locator(frame).locator("html[lang=en]")).to_be_attached()
    until(desk, lambda: inside(desk, "scrollY", frame) > 400)

    with desk.context.expect_page() as opened:
        desk.frame_locator(frame).locator("header nav a").first.click()
    assert "/admin/" not in opened.value.url
    assert "/admin/" in desk.locator(frame).evaluate("frame => frame.contentDocument.URL")


def test_a_link_opens_without_an_account_until_it_is_revoked(desk, tab):
    article = make_article(state="draft", title_vi="Chưa đăng", title_en="Not yet out")
    desk.goto(f"{desk_url(article, 'preview')}?language=en")

    desk.click(".desk-links__make button")
    address = urlsplit(desk.locator(".desk-links__address [readonly]").input_value()).path
    desk.click("[data-copy]")
    expect(desk.locator("[data-copy]")).to_have_text(desk.locator("[data-copy]").get_attribute("data-done"))

    stranger = tab(width=390)
    stranger.goto(address)
    expect(stranger.locator("h1")).to_have_text("Not yet out")
    assert stranger.context.cookies() == []

    desk.click("[name=revoke]")
    expect(desk.locator(".desk-links__address")).to_have_count(0)
    assert stranger.request.get(address).status == 404
