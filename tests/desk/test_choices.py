"""What forms and addresses tell of accounts, of the bin, and of what nobody asked for."""

import json

import pytest
from django.urls import reverse
from lxml import html

from news.models import Article
from plans.models import Plan
from publishing.models import State
from publishing.roles import ADMINISTRATOR, AUTHOR, EDITOR, TRANSLATOR
from tests.desk.roles import (
    article_with_parts,
    desk_of,
    make_account,
    make_draft,
    make_superuser,
    newest_row,
    recorded,
    standing,
)
from tests.desk.steps import opened, page, save
from tests.factories import make_article, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
ADD = "/admin/news/article/add/"
EVERY_ROLE = (AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR)


# --- Accounts are seen by administrators alone ----------------------------------


def looked_for(model, field, term="", app="news"):
    """The address that a field of a form asks for what can be chosen."""
    query = f"app_label={app}&model_name={model}&field_name={field}&term={term}"
    return f"{reverse('admin:autocomplete')}?{query}"


ACCOUNT_FIELDS = [
    ("news", "article", "created_by"),
    ("news", "article", "assignee"),
    ("news", "planlink", "decided_by"),
    ("plans", "plan", "assignee"),
    ("publishing", "version", "author"),
    ("publishing", "event", "about"),
    ("publishing", "unsaved", "account"),
    ("admin", "logentry", "user"),
    ("auth", "permission", "group"),
    ("publishing", "account", "groups"),
]


@pytest.mark.parametrize("role", [AUTHOR, TRANSLATOR, EDITOR])
def test_no_field_of_any_form_tells_accounts_or_groups(role):
    desk = desk_of(make_account(role))

    statuses = {desk.get(looked_for(model, field, app=app)).status_code for app, model, field in ACCOUNT_FIELDS}

    assert statuses == {403}


@pytest.mark.parametrize("role", [AUTHOR, TRANSLATOR])
@pytest.mark.parametrize("name", ["change", "history", "preview"])
def test_who_assigns_nothing_is_offered_no_accounts(role, name):
    hidden = make_account(EDITOR, first_name="Không", last_name="Ai Thấy")
    account = make_account(role)
    article = make_draft(created_by=account)

    answer = desk_of(account).get(page(article, name))

    assert answer.status_code == 200
    for told in (hidden.username, hidden.get_full_name(), hidden.email):
        assert told not in answer.content.decode()


@pytest.mark.parametrize("role", EVERY_ROLE)
@pytest.mark.parametrize(
    "query",
    ["created_by__password__startswith=m", "assignee__email__contains=a", "created_by__is_superuser__exact=1"],
)
def test_a_list_answers_no_question_about_accounts(role, query):
    make_article(created_by=make_superuser())

    answer = desk_of(make_account(role)).get(f"{ARTICLES}?{query}")

    assert answer.status_code in {302, 400}
    assert b"result_list" not in answer.content


def test_an_administrator_sees_accounts_and_writes_like_an_editor():
    desk, article = desk_of(make_account(ADMINISTRATOR)), article_with_parts()

    assert desk.get(reverse("admin:publishing_account_changelist")).status_code == 200
    assert save(desk, article, title_vi="Mới").status_code == 302
    assert newest_row(article)["title_vi"] == "Mới"


# --- What can be chosen ---------------------------------------------------------


@pytest.mark.parametrize("role", EVERY_ROLE)
@pytest.mark.parametrize(
    ("make", "app", "model", "field"),
    [
        (make_article, "news", "article", "replaced_by"),
        (make_plan, "plans", "plan", "replaced_by"),
        (make_plan, "news", "planlink", "plan"),
        (make_plan, "plans", "relation", "other"),
    ],
)
def test_what_lies_in_the_bin_is_not_offered_to_be_chosen(role, make, app, model, field):
    there = make(title_vi="Tìm thấy", title_en="Findable one")
    make(title_vi="Tìm thấy", title_en="Findable two", state="binned")
    desk = desk_of(make_account(role))

    for term in ("", "findable"):
        found = json.loads(desk.get(looked_for(model, field, term, app)).content)["results"]
        assert [one["id"] for one in found] == [str(there.pk)]


def test_who_has_no_role_is_offered_nothing():
    make_article(), make_plan()
    desk = desk_of(make_account())

    for app, model, field in [
        ("news", "article", "replaced_by"),
        ("news", "article", "topics"),
        ("news", "article", "cover"),
        ("news", "planlink", "plan"),
        ("plans", "plan", "owner"),
    ]:
        assert desk.get(looked_for(model, field, app=app)).status_code == 403


# --- What Django's forms take beside their fields -------------------------------


def test_nothing_is_copied_by_a_forged_button(editor, author):
    article = recorded(make_article(created_by=author))
    for account in (author, editor, make_superuser()):
        desk = desk_of(account)

        assert desk.post(page(article), opened(desk, article) | {"_saveasnew": "1"}).status_code == 400
        desk.post(page(article, "keep"), opened(desk, article) | {"_saveasnew": "1", "_token": "typed"})
        desk.get(f"{page(article)}?unsaved=typed")

    assert Article.objects.count() == 1


@pytest.mark.parametrize("field", ["password", "created_by", "created_by__password", "slug_vi", "nothing"])
def test_a_key_that_no_form_refers_to_is_refused(author, field):
    article = recorded(make_article(created_by=author))
    desk = desk_of(author)
    before = standing(article)

    answers = [
        desk.get(f"{page(article)}?_to_field={field}"),
        desk.get(f"{ARTICLES}?_to_field={field}&_popup=1"),
        desk.post(page(article), {"_to_field": field, "_popup": "1"}),
        desk.post(ADD, {"_to_field": field, "_popup": "1"}),
        desk.get(f"{looked_for('planlink', 'plan')}&_to_field={field}"),
    ]

    assert [answer.status_code for answer in answers[:4]] == [400] * 4
    assert {one["id"] for one in json.loads(answers[4].content)["results"]} <= {
        str(plan.pk) for plan in Plan.objects.all()
    }
    assert standing(article) == before
    assert Article.objects.count() == 1


def test_a_window_of_django_opens_nothing_more_than_the_page_does(author, editor):
    article, desk = recorded(make_article(created_by=editor)), desk_of(author)
    before = standing(article)

    assert desk.post(f"{page(article)}?_popup=1", {"_popup": "1", "title_vi": "Của tôi"}).status_code == 403
    assert desk.get(f"{reverse('admin:publishing_account_changelist')}?_popup=1").status_code == 403
    assert desk.get(f"{reverse('admin:news_topic_add')}?_popup=1").status_code == 403
    assert standing(article) == before


def test_a_new_article_in_a_window_is_told_by_its_key_and_title_alone(author):
    desk = desk_of(author)

    answer = desk.post(ADD, filled(desk.get(ADD).content, title_vi="Bài mới", _popup="1"))

    told = json.loads(html.fromstring(answer.content.decode()).xpath("//@data-popup-response")[0])
    assert told == {"value": str(Article.objects.get().pk), "obj": "Bài mới"} | {
        name: value for name, value in told.items() if name not in {"value", "obj"}
    }
    assert Article.objects.get().state == State.DRAFT


def test_what_the_address_of_a_new_article_says_fills_no_field_that_is_not_shown(author, editor):
    desk = desk_of(author)
    query = f"state=published&created_by={editor.pk}&assignee={editor.pk}&title_vi=Từ+địa+chỉ"

    desk.post(f"{ADD}?{query}", filled(desk.get(f"{ADD}?{query}").content))

    article = Article.objects.get()
    assert (article.state, article.created_by, article.assignee) == (State.DRAFT, author, None)
