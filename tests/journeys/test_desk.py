"""People at the desk: two who write at once, a review, the way to readers, all of it by keyboard."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from news.models import Article
from publishing.models import Open, State, Version
from publishing.roles import AUTHOR, EDITOR
from tests.desk.roles import make_draft
from tests.factories import make_article
from tests.journeys.steps import form_of, press, refusals, save, told, until, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLOCK = r"\d\d:\d\d"


def case(page, heading):
    """What clashes about one field, on the screen that asks."""
    return page.locator(".desk-case", has=page.locator("legend", has_text=heading))


def tab_to(page, place):
    """Go to an element with the tabulator alone."""
    expect(place).to_have_count(1)
    for _time in range(150):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The tabulator does not come to {place}.")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")
    skip(page)


def skip(page):
    """Over the navigation, as who works without a mouse does on every page."""
    if page.url.endswith("#content-start"):
        return  # a redirect takes along where somebody was
    page.keyboard.press("Tab")
    expect(page.locator(".skip-to-content-link")).to_be_focused()
    page.keyboard.press("Enter")


# --- Two at once ----------------------------------------------------------------


def test_two_who_write_in_different_languages_are_asked_nothing(person):
    article = make_draft(title_vi="Cũ", title_en="Old", body_vi="<p>Cũ.</p>", body_en="<p>Old.</p>")
    lan, minh = person("Lan"), person("Minh")
    form_of(lan, article)
    form_of(minh, article)
    lan.fill("#id_title_vi", "Của Lan")
    write(lan, "body_vi", "Lan viết. ")
    minh.fill("#id_title_en", "By Minh")
    write(minh, "body_en", "Minh writes. ")

    save(lan)
    save(minh)

    assert refusals(minh) == []
    assert "put together" in told(minh)
    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Của Lan", "By Minh")
    assert "Lan viết." in article.body_vi
    assert "Minh writes." in article.body_en


def test_two_who_write_in_the_same_fields_are_shown_all_three_texts_and_lose_none(person, expected):
    expected.add(409)
    article = make_draft(title_vi="Tiêu đề cũ", body_vi="<p>Thân bài cũ.</p>", title_en="Old title")
    lan, minh = person("Lan"), person("Minh")
    for page, name in ((lan, "Lan"), (minh, "Minh")):
        form_of(page, article)
        page.fill("#id_title_vi", f"Tiêu đề của {name}")
        write(page, "body_vi", f"{name} thêm câu này. ")
    minh.fill("#id_title_en", "Only Minh wrote this")

    save(lan)
    assert save(minh).status == 409

    for heading, old in (("Title, Vietnamese", "Tiêu đề cũ"), ("Text, Vietnamese", "Thân bài cũ.")):
        base, theirs, mine = case(minh, heading).locator(".desk-sides section").all()
        assert old in base.inner_text()
        assert "Lan" in theirs.locator(".desk-text").inner_text()
        assert "Minh" in mine.locator(".desk-text").inner_text()
    press(minh, "Decide later")
    expect(minh.locator(".desk-standing__clash")).to_contain_text("waits for a decision")
    press(minh, "Decide")

    case(minh, "Title, Vietnamese").get_by_label("Keep yours").check()
    together = case(minh, "Text, Vietnamese")
    together.get_by_label("Put both together:").check()
    together.locator("[contenteditable=true]").click()
    minh.keyboard.press("Control+Home")
    minh.keyboard.type("Lan và Minh cùng viết. ")
    press(minh, "Keep this")

    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Tiêu đề của Minh", "Only Minh wrote this")
    assert "Lan và Minh cùng viết. " in article.body_vi
    assert "Minh thêm câu này." in article.body_vi
    form_of(minh, article, "history")
    expect(minh.locator(".desk-entry__number")).to_have_text(["version 4", "version 3", "version 2", "version 1"])
    expect(minh.locator("#version-3")).to_contain_text("settled")
    minh.goto(minh.url.replace("history", "compare") + "?from=2&to=3")
    compared = minh.locator("#content")
    expect(compared.locator("del", has_text="Lan")).not_to_have_count(0)
    expect(compared.locator("ins", has_text="Minh")).not_to_have_count(0)
    said = {version.number: str(version.content) for version in Version.objects.of(article)}
    assert all(text in said[2] for text in ("Tiêu đề của Lan", "Lan thêm câu này."))
    assert all(text in said[3] for text in ("Tiêu đề của Minh", "Minh thêm câu này."))


def test_the_second_one_sees_who_has_it_open_and_when_they_have_left(person):
    article = make_draft()
    lan, minh = person("Lan"), person("Minh")
    minh.clock.install()
    with lan.expect_response("**/here/"):
        form_of(lan, article)
    form_of(minh, article)
    others = minh.locator("#desk-others li")
    expect(others).to_have_text([re.compile(f"^Lan has had this open since {CLOCK}.$")])

    lan.goto("/admin/")
    until(minh, lambda: not Open.objects.filter(account__first_name="Lan").exists())
    minh.clock.fast_forward(20_000)

    expect(others).to_have_count(0)
    form_of(minh, article)
    expect(others).to_have_count(0)


# --- The way to readers ---------------------------------------------------------


def test_readers_see_the_old_page_until_the_changes_are_published(person, tab):
    article = make_article(title_vi="Tiêu đề cũ", title_en="Old title")
    lan, reader = person("Lan"), tab(width=390)
    address = article.get_absolute_url("vi")
    reader.goto(address)

    form_of(lan, article)
    lan.fill("#id_title_vi", "Tiêu đề mới")
    save(lan)

    assert "Readers see nothing of it" in told(lan)
    row = lan.locator("#result_list tr", has_text="Old title")
    expect(row.locator(".desk-state")).to_have_text("Published, with unpublished changes")
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Tiêu đề cũ")

    form_of(lan, article)
    press(lan, "Publish changes…")
    press(lan, "Publish")

    assert "Published: readers see it now." in told(lan)
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Tiêu đề mới")
    assert reader.context.cookies() == []
    form_of(lan, article, "history")
    expect(lan.locator("[data-event=published]")).to_have_text(re.compile(r"Published\s+· version 3\s+· Lan"))
    lan.goto("/admin/news/article/")
    expect(row.locator(".desk-state")).to_have_text("Published")


def test_a_page_can_be_withdrawn_and_put_out_again(person, tab):
    article = make_article(title_vi="Đã đăng", title_en="Out")
    lan, reader = person("Lan"), tab()

    form_of(lan, article)
    press(lan, "Withdraw…")
    lan.get_by_label("Reason, Vietnamese").fill("Nguồn đã rút lại tin.")
    press(lan, "Withdraw")
    gone = reader.request.get(article.get_absolute_url("vi"))
    assert (gone.status, "Nguồn đã rút lại tin." in gone.text()) == (410, True)

    press(lan, "Publish…")
    press(lan, "Publish")
    assert reader.request.get(article.get_absolute_url("vi")).status == 200


def test_an_article_for_later_is_not_out_before_its_time(person, tab):
    article = make_draft()
    lan, reader = person("Lan"), tab()
    later = timezone.localtime() + dt.timedelta(days=1)

    form_of(lan, article, "publish")
    lan.get_by_label("At a time").check()
    lan.fill("#id_at_0", later.strftime("%d/%m/%Y"))
    lan.fill("#id_at_1", "08:00")
    press(lan, "Publish")

    expect(lan.locator(".desk-standing")).to_contain_text("The page will be public from 08:00")
    article.refresh_from_db()
    assert reader.request.get(article.get_absolute_url("vi")).status == 404
    assert timezone.localtime(article.published_at).strftime("%d %H:%M") == later.strftime("%d 08:00")


def test_an_author_sends_a_draft_for_review_and_reads_why_it_comes_back(person, roles):
    author, editor = person("An", AUTHOR), person("Bình", EDITOR)
    author.goto("/admin/news/article/add/")
    author.fill("#id_title_vi", "Bản nháp của An")
    write(author, "body_vi", "Một đoạn.")
    expect(author.locator("[name=_publish]")).to_have_count(0)
    save(author, "_continue")
    article = Article.objects.get()

    author.locator(".desk-said summary").press("Enter")
    author.get_by_label("Remark").fill("Nhờ anh xem giúp.")
    press(author, "Send for review")
    assert "Sent for review." in told(author)

    editor.goto("/admin/news/article/?state=in_review")
    with editor.expect_navigation():
        editor.get_by_role("link", name="Bản nháp của An").press("Enter")
    expect(editor.locator(".desk-said")).to_contain_text("Nhờ anh xem giúp.")
    editor.get_by_label("Remark").fill("Còn thiếu nguồn.")
    press(editor, "Send back")
    assert "Sent back." in told(editor)

    form_of(author, article)
    remark = author.locator(".desk-said li", has_text="Còn thiếu nguồn.")
    expect(remark).to_be_visible()
    expect(remark).to_contain_text("Bình")
    article.refresh_from_db()
    assert article.state == State.DRAFT


def test_everything_is_reached_by_keyboard(person):
    make_draft(title_vi="Cũ", title_en="Old")
    page = person("Lan")
    page.goto("/admin/news/article/")
    skip(page)
    tab_to(page, page.locator("#result_list tbody th a"))
    enter(page)

    tab_to(page, page.locator("#id_title_vi"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Gõ bằng bàn phím")
    tab_to(page, page.locator(".fieldBox.field-body_vi [contenteditable=true]"))
    page.keyboard.type("Cả thân bài nữa. ")
    page.keyboard.press("Shift+Tab")
    tab_to(page, page.locator("#id_title_en"))
    enter(page)

    article = Article.objects.get()
    assert article.title_vi == "Gõ bằng bàn phím"
    assert "Cả thân bài nữa." in article.body_vi
    tab_to(page, page.locator("#result_list tbody th a"))
    enter(page)
    tab_to(page, page.get_by_role("link", name="Publish…"))
    enter(page)
    tab_to(page, page.get_by_role("button", name="Publish"))
    enter(page)
    article.refresh_from_db()
    assert article.is_public()
