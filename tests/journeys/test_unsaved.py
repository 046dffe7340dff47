"""What is typed and not saved: it survives the browser, mistakes and leaving."""

import os
import re
import signal
import time

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import expect

from publishing import versions
from publishing.models import Unsaved, Version
from tests.desk.roles import make_account, make_draft
from tests.factories import make_article, make_plan
from tests.journeys.conftest import log_in
from tests.journeys.steps import form_of, refusals, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_MOST = 10
"""Seconds from the last key to the moment at which what was typed can't be lost any more."""
OFFER = "section[aria-labelledby=left] a"


def kept(page, *texts):
    """Wait until texts are kept; answers the seconds that it took."""
    began = time.monotonic()
    while time.monotonic() - began < 2 * AT_MOST:
        found = Unsaved.objects.first()
        if found and all(text in str(found.typed) for text in texts):
            expect(page.locator("#desk-kept")).to_have_text(re.compile(r"^Kept at \d\d:\d\d:\d\d, not saved yet\.$"))
            return time.monotonic() - began
        page.wait_for_timeout(50)
    pytest.fail(f"{texts} are not kept.")


def kill(browser, page):
    """End a browser as a power cut does: nothing in it can say goodbye."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    [process] = [process["id"] for process in processes if process["type"] == "browser"]
    with page.expect_event("close"):
        os.kill(process, signal.SIGKILL)


def leave(page):
    """Go away by a link; answers what was asked ("beforeunload"), and goes in any case."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", answer)
    page.click("#site-name a")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.remove_listener("dialog", answer)
    return asked


def take_up(page):
    with page.expect_navigation():
        page.locator(OFFER).press("Enter")


def test_what_is_typed_survives_the_death_of_the_browser(chromiums, tab):
    who = make_account(is_superuser=True)
    article = make_article(title_vi="Cũ", body_vi="<p>Thân bài cũ.</p>")
    mortal = chromiums()
    page = tab(browser=mortal)
    log_in(page, who.username, "mat-khau-rat-dai")
    form_of(page, article)
    page.locator("#id_title_vi").press_sequentially("Đang gõ dở ")
    write(page, "body_vi", "Gõ thêm vào thân bài. ")

    assert kept(page, "Đang gõ dở", "Gõ thêm vào thân bài.") <= AT_MOST
    kill(mortal, page)

    assert Version.objects.of(article).count() == 1
    page = tab()
    log_in(page, who.username, "mat-khau-rat-dai")
    form_of(page, article)
    at = localtime(Unsaved.objects.get().kept_at)
    expect(page.locator(OFFER)).to_have_text(f"Take up the text of {at:%H:%M, %d/%m/%Y}")
    assert page.input_value("#id_title_vi") == "Cũ"
    take_up(page)

    assert "Đang gõ dở" in page.input_value("#id_title_vi")
    expect(page.locator(".fieldBox.field-body_vi [contenteditable=true]")).to_contain_text("Gõ thêm vào thân bài.")
    assert Version.objects.of(article).count() == 1
    save(page, "_continue")
    assert refusals(page) == []
    row = versions.newest(article).content[f"news.article/{article.pk}"]
    assert "Đang gõ dở" in row["title_vi"]
    assert "Gõ thêm vào thân bài." in row["body_vi"]
    expect(page.locator(OFFER)).to_have_count(0)


def test_a_new_article_that_was_never_saved_is_offered(person):
    page = person("Lan")
    page.goto("/admin/news/article/add/")
    page.locator("#id_title_vi").press_sequentially("Chưa lưu bao giờ")
    kept(page, "Chưa lưu bao giờ")
    leave(page)

    page.goto("/admin/news/article/add/")
    take_up(page)

    assert page.input_value("#id_title_vi") == "Chưa lưu bao giờ"


def test_a_form_with_mistakes_is_kept_and_offered(person):
    plan = make_plan(title_vi="Cũ")
    page = person("Lan")
    form_of(page, plan)
    page.fill("#id_first_year", "20255")
    page.locator("#id_title_vi").press_sequentially("Tên mới ")
    assert kept(page, "20255", "Tên mới") <= AT_MOST
    leave(page)

    form_of(page, plan)
    take_up(page)

    assert page.input_value("#id_first_year") == "20255"
    assert "Tên mới" in page.input_value("#id_title_vi")
    save(page)
    assert refusals(page) != []
    assert "Tên mới" in page.input_value("#id_title_vi")
    assert Version.objects.of(plan).count() == 1


def test_a_form_that_came_back_with_mistakes_is_unsaved_as_it_stands(person):
    plan = make_plan()
    page = person("Lan")
    form_of(page, plan)
    page.fill("#id_first_year", "20255")
    save(page)

    assert refusals(page) != []
    assert kept(page, "20255") <= AT_MOST
    page.locator("#id_title_vi").click()  # a browser asks nothing where nobody did anything
    assert leave(page) == ["beforeunload"]


def test_whoever_leaves_with_unsaved_text_is_asked_and_nobody_else(person):
    article = make_draft(title_vi="Cũ")
    page = person("Lan")
    form_of(page, article)
    page.locator("#id_title_vi").click()
    assert leave(page) == []

    form_of(page, article)
    page.locator("#id_title_vi").press_sequentially("Chưa lưu ")
    assert leave(page) == ["beforeunload"]

    form_of(page, article)
    expect(page.locator(OFFER)).to_have_count(1)
    page.locator("#id_title_vi").press_sequentially("Đã lưu ")
    save(page, "_continue")
    page.locator("#id_title_vi").click()
    assert leave(page) == []


def test_what_is_saved_while_it_is_being_kept_is_not_offered_again(person):
    article = make_draft(title_vi="Cũ")
    page = person("Lan")
    form_of(page, article)
    page.locator("#id_title_vi").press_sequentially("thêm ")
    with page.expect_request("**/keep/"):
        pass
    save(page, "_continue")

    expect(page.locator(OFFER)).to_have_count(0)
    assert not Unsaved.objects.exists()


def test_a_failure_to_keep_is_told_and_mended(person, expected):
    expected.add(503)
    article = make_draft(title_vi="Cũ")
    page = person("Lan")
    form_of(page, article)
    page.route("**/keep/", lambda route: route.fulfill(status=503, body=""))
    page.locator("#id_title_vi").press_sequentially("Mất mạng ")
    expect(page.locator("#desk-kept")).to_contain_text("could not be kept")

    page.unroute("**/keep/")

    kept(page, "Mất mạng")
