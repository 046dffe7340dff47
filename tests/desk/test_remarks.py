"""Remarks, and the steps that are taken with them: what was typed is never lost, and no step is taken without it."""

import pytest
from django.test import Client

from publishing import publication, versions, workflow
from publishing.models import Event
from publishing.roles import AUTHOR, EDITOR
from tests.desk.roles import make_account, make_draft
from tests.desk.steps import page, texts
from tests.forms import filled

pytestmark = pytest.mark.django_db

LONGEST = 2000
ERRORS = "//ul[contains(@class,'errorlist')]/li"
BUTTONS = "//div[@id='content-main']//form//button"


@pytest.fixture
def author():
    return make_account(AUTHOR)


@pytest.fixture
def editor():
    return make_account(EDITOR)


@pytest.fixture
def article(author):
    return make_draft(created_by=author)


def logged_in(account):
    desk = Client()
    desk.force_login(account)
    return desk


def typed_in(answer):
    return filled(answer.content)["text"]


def said(article):
    return [event.text for event in Event.objects.of(article)]


def test_the_end_of_a_line_counts_once_as_in_the_browser(author, article):
    lines = ["x" * 94] * 21
    assert len("\n".join(lines)) <= LONGEST < len("\r\n".join(lines))

    answer = logged_in(author).post(page(article, "review"), {"step": "send", "text": "\r\n".join(lines)})

    assert (answer.status_code, said(article)) == (302, ["\n".join(lines)])


@pytest.mark.parametrize(("step", "fields"), [("say", {}), ("review", {"step": "send"})])
def test_a_remark_that_is_too_long_stays_and_nothing_is_done_without_it(step, fields, author, article):
    text = "w" * (LONGEST + 1)

    answer = logged_in(author).post(page(article, step), fields | {"text": text})

    assert (answer.status_code, typed_in(answer)) == (200, [text])
    assert len(texts(answer, ERRORS)) == 1
    assert (said(article), versions.fresh(article).state) == ([], "draft")


def test_a_remark_that_is_too_long_sends_nothing_back(author, editor, article):
    workflow.send_for_review(article, author)
    text = "w" * (LONGEST + 1)

    answer = logged_in(editor).post(page(article, "review"), {"step": "back", "text": text})

    assert (typed_in(answer), versions.fresh(article).state) == ([text], "in_review")
    assert texts(answer, BUTTONS) == ["Write the remark", "Send back"]


def test_the_page_of_a_refused_remark_takes_the_shorter_one(author, article):
    desk = logged_in(author)
    refused = desk.post(page(article, "review"), {"step": "send", "text": "w" * (LONGEST + 1)})

    desk.post(page(article, "review"), filled(refused.content, text="Ngắn hơn.", step="send"))

    assert (said(article), versions.fresh(article).state) == (["Ngắn hơn."], "in_review")


def test_what_was_sent_for_review_meanwhile_keeps_the_second_remark(author, editor, article):
    workflow.send_for_review(article, author)

    answer = logged_in(author).post(page(article, "review"), {"step": "send", "text": "Xin xem lại đoạn ba"})

    assert (answer.status_code, typed_in(answer)) == (200, ["Xin xem lại đoạn ba"])
    assert texts(answer, ERRORS) == ["There is nothing here that could be sent for review."]
    assert texts(answer, BUTTONS) == ["Write the remark"]
    desk = logged_in(author)
    desk.post(page(article, "say"), filled(answer.content))
    assert said(article)[0] == "Xin xem lại đoạn ba"


def test_what_is_no_longer_in_review_keeps_the_remark_that_would_send_it_back(author, editor, article):
    workflow.send_for_review(article, author)
    workflow.send_back(article, editor, "Thiếu nguồn.")

    answer = logged_in(editor).post(page(article, "review"), {"step": "back", "text": "Thiếu ảnh."})

    assert (typed_in(answer), texts(answer, ERRORS)) == (["Thiếu ảnh."], ["This is not in review."])


def test_signs_that_no_database_keeps_are_left_out(author, article):
    logged_in(author).post(page(article, "say"), {"text": "a\0b"})

    assert said(article) == ["ab"]


def test_who_may_not_take_a_step_is_shown_no_page(author, editor, article):
    publication.put_into_bin(article, editor)

    answer = logged_in(author).post(page(article, "review"), {"step": "send", "text": "x"})

    assert (answer.status_code, Event.objects.of_kind(Event.Kind.SENT).count()) == (403, 0)
