"""Requests that really meet, each in its own connection with real commits: nothing is lost, nothing is there twice."""

import datetime as dt
import time

import pytest
from django.db import connection
from django.utils import timezone

from news.models import Article, PlanLink, Source
from publishing import publication, versions
from publishing.models import Version
from publishing.row_querysets import held
from publishing.rows import take
from tests.desk.roles import changed, recorded
from tests.desk.steps import editor, opened, page, save, source
from tests.factories import make_article, make_plan
from tests.forms import filled
from tests.together import at_once, meanwhile

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/news/article/add/"


def statuses(answers):
    return sorted(answer.status_code for answer in answers)


def test_six_saves_at_once_of_different_fields_all_survive():
    article = make_article(state="draft")
    fields = ["kicker_vi", "kicker_en", "title_vi", "title_en", "lead_vi", "lead_en"]
    desks = [editor(f"editor-{field}") for field in fields]
    forms = [opened(desk, article) for desk in desks]

    answers = at_once(
        *(
            lambda desk=desk, form=form, field=field: save(desk, article, form, **{field: f"Của {field}"})
            for desk, form, field in zip(desks, forms, fields, strict=True)
        )
    )

    assert statuses(answers) == [302] * 6
    article.refresh_from_db()
    assert [getattr(article, field) for field in fields] == [f"Của {field}" for field in fields]
    assert list(Version.objects.of(article).values_list("number", flat=True)) == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("state", ["draft", "published"])
def test_two_saves_at_once_of_the_same_field_keep_both_texts(state):
    article = make_article(state=state)
    lan, minh = editor("lan"), editor("minh")
    hers, his = opened(lan, article), opened(minh, article)

    answers = at_once(
        lambda: save(lan, article, hers, title_vi="Của Lan"), lambda: save(minh, article, his, title_vi="Của Minh")
    )

    assert statuses(answers) == [302, 409]
    key = f"news.article/{article.pk}"
    kept = {version.content[key]["title_vi"] for version in Version.objects.of(article)}
    assert kept >= {"Của Lan", "Của Minh"}
    assert Version.objects.unsettled(article).count() == 1


def test_a_double_click_at_once_on_a_new_article_makes_one():
    lan = editor("lan")
    form = filled(lan.get(ADD).content, title_vi="Mới", **source(0, "Nguồn"))

    answers = at_once(*([lambda: lan.post(ADD, form)] * 2))

    assert statuses(answers) == [302, 302]
    assert (Article.objects.count(), Source.objects.count(), Version.objects.count()) == (1, 1, 1)


def test_a_double_click_at_once_on_a_change_makes_one_row():
    lan, article = editor("lan"), make_article(state="draft")
    form = opened(lan, article) | source(0, "Nguồn")

    answers = at_once(*([lambda: lan.post(page(article), form)] * 2))

    assert statuses(answers) == [302, 302]
    assert article.sources.count() == 1


def test_publishing_and_saving_at_once_lose_neither():
    article = make_article(title_vi="Cũ", title_en="Old")
    lan, minh = editor("lan"), editor("minh")
    save(lan, article, title_vi="Mới")
    account = versions.newest(article).author
    his = opened(minh, article)

    _published, answer = at_once(
        lambda: publication.publish(Article.objects.get(), ["vi", "en"], account),
        lambda: save(minh, article, his, title_en="New"),
    )

    assert answer.status_code == 302
    article.refresh_from_db()
    working = versions.newest(article).content[f"news.article/{article.pk}"]
    assert (article.title_vi, working["title_vi"], working["title_en"]) == ("Mới", "Mới", "New")
    assert article.title_en in {"Old", "New"}


def test_opening_a_working_version_while_somebody_saves_hurts_neither():
    plan = make_plan()
    lan, minh = editor("lan"), editor("minh")
    save(lan, plan, meeting_vi="Họp")
    form = opened(minh, plan)

    *looked, saved = at_once(*([lambda: lan.get(page(plan))] * 3), lambda: save(minh, plan, form, meeting_en="Meeting"))

    assert statuses(looked) == [200, 200, 200]
    assert saved.status_code == 302
    plan.refresh_from_db()
    assert plan.meeting_vi is None
    assert versions.newest(plan).content[f"plans.plan/{plan.pk}"]["meeting_en"] == "Meeting"


def test_what_a_trial_writes_is_gone_for_everybody():
    article = make_article(title_vi="Cũ")
    lan = editor("lan")
    before = take(article)

    save(lan, article, title_vi="Mới", **source(0, "Nguồn"))
    lan.get(page(article))

    assert take(article) == before
    assert not connection.in_atomic_block


def test_hooks_that_wait_for_a_commit_do_not_fire_in_a_trial(django_capture_on_commit_callbacks):
    article = make_article()
    lan = editor("lan")
    form = opened(lan, article)

    with django_capture_on_commit_callbacks() as hooks:
        save(lan, article, form, title_vi="Mới")

    assert hooks == []


@pytest.mark.parametrize(
    "step",
    [
        lambda article: held(Article, article.pk),
        lambda article: Version.objects.waiting(article).update(languages=["vi"]),
    ],
    ids=["the item", "the version"],
)
def test_no_reader_waits_for_an_editor_and_what_is_due_goes_out_later(step, client):
    article, other = recorded(make_article(title_vi="Cũ")), make_article()
    changed(article, title_vi="Mới")
    publication.publish(article, ["vi"], None, at=timezone.now() + dt.timedelta(hours=1))
    Version.objects.waiting(article).update(goes_out_at=timezone.now() - dt.timedelta(minutes=1))

    with meanwhile(lambda: step(article)):
        began = time.monotonic()
        status = client.get(other.get_absolute_url("vi")).status_code
        took = time.monotonic() - began
        article.refresh_from_db()
        before = article.title_vi
    client.get(other.get_absolute_url("vi"))

    article.refresh_from_db()
    assert (status, before, article.title_vi) == (200, "Cũ", "Mới")
    assert took < 2


def test_an_editor_waits_as_long_as_ever_after_something_went_out(client):
    article = recorded(make_article())
    changed(article, title_vi="Mới")
    publication.publish(article, ["vi"], None, at=timezone.now() + dt.timedelta(hours=1))
    question = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    with connection.cursor() as cursor:
        cursor.execute(question)
        before = cursor.fetchone()

    assert publication.go_out(timezone.now() + dt.timedelta(hours=1)) == 1

    with connection.cursor() as cursor:
        cursor.execute(question)
        assert cursor.fetchone() == before


@pytest.mark.postgresql
def test_a_link_to_a_plan_does_not_wait_for_who_edits_the_plan():
    plan, article = make_plan(), make_article()

    with meanwhile(lambda: held(type(plan), plan.pk)):
        began = time.monotonic()
        PlanLink.objects.create(article=article, plan=plan)
        took = time.monotonic() - began

    assert took < 2
